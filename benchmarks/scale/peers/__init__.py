"""What else one would build on, each in a process and an environment of its own: nothing of the product is imported."""
