"""From what a message claims to the saved arguments that speak against it."""
