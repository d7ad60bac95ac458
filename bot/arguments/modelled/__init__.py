"""Finding arguments with a language model: it names numbers of units, and everything else that it says is checked."""
