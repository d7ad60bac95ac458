"""Text that people wrote, written in Markdown so that it shows as it is and does nothing."""

import re
from dataclasses import dataclass

from bot.answers.render import inert as visible

# A bare address is its own label. What in it could act ends it, and is escaped like all else.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._:/?#@!$&+,;=%]+")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What acts in one kind of Markdown: `acting` wherever it stands, `leading` only where a line begins.

    A backslash goes before each match.
    """

    acting: re.Pattern[str]
    leading: re.Pattern[str]


NUMBERING = "|".join(rf"(?<=^\d{{{digits}}})[.)](?=\s|$)" for digits in range(1, 10))
"""The mark behind a number that begins a line, as a list's does, with a space behind it: "600519.SH" and "1.2B" begin
none. CommonMark counts up to nine digits."""

COMMONMARK = Dialect(re.compile(r"[\\*_~`|<>\[\]()#@&$!]"), re.compile(rf"^[-+=]|{NUMBERING}"))
"""With what GitHub makes of it."""


def inert(text: str, dialect: Dialect) -> str:
    """`text` on one line, showing every visible character as it is."""
    line, shown, last = visible(text), [], 0
    for address in _ADDRESS.finditer(line):
        shown += [_escaped(line[last : address.start()], dialect.acting), address.group()]
        last = address.end()
    return _escaped("".join([*shown, _escaped(line[last:], dialect.acting)]), dialect.leading)


def _escaped(text: str, marks: re.Pattern[str]) -> str:
    return marks.sub(r"\\\g<0>", text)
