"""How well arguments are grouped into key points, on a set of our own (`tests/evaluation/points`)."""
