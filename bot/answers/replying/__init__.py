"""What it takes to say which points of two sides speak to one another, and how."""
