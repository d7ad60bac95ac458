"""One file, one machine: processes share it, one of them writes at a time."""
