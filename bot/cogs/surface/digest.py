"""Naming in a button what people wrote, without writing it there: a digest, found again among what is held here."""

from hashlib import blake2b

DIGEST = "[0-9a-f]{8}"
"""What a digest looks like in a custom_id."""


def digest(text: str) -> str:
    """Eight characters that tell a channel's subjects, or its authors, apart."""
    return blake2b(text.encode(), digest_size=4).hexdigest()
