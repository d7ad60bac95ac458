"""Key points told better by a language model: in a sentence that passed the gate, and with who answers whom."""
