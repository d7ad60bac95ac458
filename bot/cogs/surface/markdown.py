"""Text that people wrote, shown so that it can't act: no markup, no mention, no link under a false label."""

import re

from bot.answers import markdown
from bot.answers.markdown import NUMBERING, Dialect

# A masked link needs its bracket, a mention its angle, everybody's call its name; the rest come in pairs. What can't
# act alone (a parenthesis, an @handle) stays as it was written. A bracket of ours may stand before the text, so what
# could end a link's label does not; and where a text is cut between pages, a heading could begin in the midst of it.
DISCORD = Dialect(
    acting=re.compile(r"[\\*_`<\[\]]|(?<=\])\(|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\||@(?=everyone|here)|#(?=[#\s])"),
    leading=re.compile(rf"^[-+#>]|{NUMBERING}"),
)

JUMP = re.compile(r"https://discord\.com/channels/(?:@me|\d{1,20})/\d{1,20}/(\d{1,20})")


def inert(text: str) -> str:
    """`text` on one line, showing every visible character as it is."""
    return markdown.inert(text, DISCORD)


def link(label: str, url: str) -> str:
    """A link of ours: the label is one of our own words, the address one that Discord made.

    Errors: ValueError for any other address.
    """
    if not JUMP.fullmatch(url):
        raise ValueError(f"not a link to a message: {url!r}")
    return f"[{label}]({url})"


def mention(person: str) -> str:
    """Who saved something: a member by name, where Discord knows them, and without calling them."""
    return f"<@{person}>" if person.isdecimal() and person.isascii() else inert(person)
