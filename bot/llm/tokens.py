"""How many tokens a text is, where nobody counts them."""

import re

HAN_PER_TOKEN = 1.0
LATIN_PER_TOKEN = 3.5
"""Characters. A tokenizer is somewhere between .6 and 1.5 tokens for a Chinese character, and has about four letters
of English to one: a little too many is the safe side of a budget."""
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00010000-\U0010ffff]")


def estimated_tokens(text: str) -> int:
    """Units: tokens, rounded up."""
    wide = len(_WIDE.findall(text))
    return -int(-(wide / HAN_PER_TOKEN + (len(text) - wide) / LATIN_PER_TOKEN) // 1)
