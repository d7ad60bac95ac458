"""What is told of the work to whoever runs it: a log without anybody's words, and numbers of it."""
