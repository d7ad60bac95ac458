"""How much work a text's markup would be.

Forty kilobytes of it can nest so that a parser takes 13 seconds and 750 MB, and twice as many four times that.
"""

import re
from collections import Counter

_OPENED_OR_CLOSED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_OPENED_AGAIN = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
"""What a parser opens anew in every block that follows, until it is closed."""
_ENDED_BY_THE_NEXT = frozenset(["p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option"])
"""What may be left unclosed, however often it comes."""

DEEPEST = 500
"""Elements within each other; browsers draw the line there too. Ten times as many of those that need not be closed."""
MOST = 300_000
"""Elements that a parser makes: a second's work, and a hundred megabytes."""


def is_bearable(markup: str) -> bool:
    """Whether a parser is done with it soon. In one pass; what is closed and was never opened counts for nothing."""
    opened = Counter[str]()
    deep = lasting = made = 0
    for slash, name in _OPENED_OR_CLOSED.findall(markup):
        tag = name.lower()
        if slash and not opened[tag]:
            continue
        change = -1 if slash else tag not in _EMPTY
        opened[tag] += change
        lasting += change * (tag in _OPENED_AGAIN)
        deep += change * (1 if tag in _ENDED_BY_THE_NEXT else 10)
        made += 0 if slash else 1 + lasting
        if deep > 10 * DEEPEST or made > MOST:
            return False
    return True
