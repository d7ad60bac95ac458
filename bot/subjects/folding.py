"""Text made comparable without moving a character: full-width forms become plain ones, a place stays a place."""

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2019: 0x27, 0x02BC: 0x27}
"""Full-width ASCII, the ideographic space and the two apostrophes that phones write."""


def plain(text: str) -> str:
    """`text` with full-width forms made plain; as long as before, so that its places are the text's."""
    return text.translate(FULL_WIDTH)


def lowered(text: str) -> str:
    """`text` in lower case, as long as before: the few letters whose lower case is longer stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
