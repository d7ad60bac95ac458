"""What stands for a name or a key where no word of it may stand: in a button, or in what is kept of a dismissal."""

from hashlib import blake2b

LENGTH = 16
"""Letters and digits of a digest."""
DIGEST = rf"[0-9a-f]{{{LENGTH}}}"
"""What it looks like."""


def digest(*parts: str) -> str:
    """The same for the same parts, after any restart."""
    return blake2b("\n".join(parts).encode(), digest_size=LENGTH // 2).hexdigest()
