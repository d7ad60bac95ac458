"""Text that people wrote, shown so that it can't act: no markup, no mention, no link under a false label."""

import re

from bot.answers.render import inert as visible

# Any of these may begin something in Discord's Markdown, wherever it stands; a backslash makes it itself.
_ACTING = re.compile(r"[\\*_~`|<>\[\]()#@]")
# A list or a quotation begins only where a line does.
_LEADING = re.compile(r"^([-+])|^(\d+)([.)])")
# A bare address is its own label. Everything in it that could act is left out, and escaped like all else.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._:/?#@!$&+,;=%]+")

JUMP = re.compile(r"https://discord\.com/channels/(?:@me|\d{1,20})/\d{1,20}/(\d{1,20})")


def inert(text: str) -> str:
    """`text` on one line, showing every visible character as it is."""
    line, shown, last = visible(text), [], 0
    for address in _ADDRESS.finditer(line):
        shown += [_escaped(line[last : address.start()]), address.group()]
        last = address.end()
    return _LEADING.sub(_as_itself, "".join([*shown, _escaped(line[last:])]))


def _escaped(text: str) -> str:
    return _ACTING.sub(r"\\\g<0>", text)


def _as_itself(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


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
