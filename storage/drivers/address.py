"""What of a store's address may stand in a message."""

import re

HIDDEN = "…"
_IN_BRACKETS = re.compile(r"\[[^\]/]*\]")
_NO_PORT = re.compile(r":(?!\d*(?:[,/]|$))")


def shown(url: str) -> str:
    """Without who asks, and without options, which may hold a password too; also of what is no address at all."""
    scheme, between, rest = url.partition("://")
    if not between:
        return url.partition("?")[0].rpartition("@")[2]
    before, _, options = rest.partition("?")
    where = before.rpartition("@")[2]
    # A password may hold a question mark, an option an @, and behind a name without a host stands no port: then nothing
    # tells where a password ends.
    is_doubtful = "@" in options or _NO_PORT.search(_IN_BRACKETS.sub("", where))
    return f"{scheme}://{HIDDEN if is_doubtful else where}"
