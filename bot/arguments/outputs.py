"""What the tuned encoder says of a sentence, in the order of its outputs: log-odds."""

SIDE, ARGUES, NEUTRAL = range(3)
"""That it speaks for its subject; that it argues at all; that it argues and takes no side."""
OUTPUTS = 3
