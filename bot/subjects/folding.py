"""Text made comparable without moving a character: a place in what is folded is the same place in the text."""

import re

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x2019: 0x27}
"""Full-width ASCII, two more spaces, and the apostrophe that phones write."""

JOINT = re.compile(r" ?& ?|['.]|[ \-–/·]|\n")
"""What may stand between the words of one Latin name."""


def plain(text: str) -> str:
    """`text` with full-width forms made plain; as long as before."""
    return text.translate(FULL_WIDTH)


def lowered(text: str) -> str:
    """`text` in lower case; as long as before, for the few letters whose lower case is longer stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def is_charwise(name: str) -> bool:
    """Whether a name holds Chinese, kana, Hangul or emoji, and so is found character by character, not by words."""
    return not name.isascii() and max(name) > "\u2e7f"


def name_form(name: str) -> str:
    """The form under which a name is looked up: plain, lower case, one kind of joint between words.

    `JD.com`, `jd.com` and `ＪＤ．com` are one form; so are `POP-MART` and `Pop Mart`. Chinese stays as it is.
    """
    low = lowered(plain(name)).strip()
    return low if is_charwise(low) else JOINT.sub(lambda joint: one_joint(joint[0]), low)


def one_joint(joint: str) -> str:
    """`&`, a dot and an apostrophe tell names apart (`AT&T`, `JD.com`); spaces, hyphens and line ends do not."""
    bare = joint.strip()
    return bare if bare in ("&", ".", "'") and bare else " "
