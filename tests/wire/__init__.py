"""A small Discord on loopback: HTTP and a gateway, for running the real process against."""
