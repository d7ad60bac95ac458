"""Whether what somebody wrote is a post to keep, or something said to the bot or to the others."""

import re
from collections.abc import Sequence

from bot.domain.post import Platform, PostDraft
from bot.errors import NothingToSave
from bot.intake.read import read

LONG = 280
"""Letters from which a text is a post, as X counts them: a Chinese character says as much as two Latin letters.

Below it people still talk to each other; above it they argue.
"""
LONGEST_QUESTION = 2 * LONG
"""Letters up to which a text that ends in a question asks it; many a longer post ends in "what do you think?"."""
LEAST_WORDS = 15
"""Different words (a Chinese character is one) of a long text: a row of the same few says nothing."""
LEAST_TAGGED = 80
"""Letters from which a text without a header is a post where its tags are a platform's own: "$TSLA lol" is talk."""
LEAST_LINES = 3
"""Lines of a short post under half a header: name or date, and words. Under both, two are enough."""
_LONGEST_GLANCE = 4 * LONGEST_QUESTION

_LINK = re.compile(r"<?(?:https?://|www\.)\S+|<(?:[@#]|a?:)[^<>\s]{1,80}>")
_WIDE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_ASKS_AT_END = re.compile(r"[?？][^?？\n]{0,20}$")


def looks_pasted(text: str) -> bool:
    """Whether a message's text is a pasted post: a few sentences, or fewer under a header that names author or date.

    A question is none unless it stands under a header, or is longer than people ask (`LONGEST_QUESTION`).
    Units: letters and spaces are counted, links and mentions are not, see `LONG`. Longer texts are judged by their
    first 2,240 characters.
    """
    seen = text[:_LONGEST_GLANCE]
    said = " ".join(_LINK.sub(" ", seen).split())
    letters = len(said) + len(_WIDE.findall(said))
    asks = letters < LONGEST_QUESTION and _ASKS_AT_END.search(said) is not None
    if letters >= LONG and not asks:
        return len(set(_WORD.findall(said))) >= LEAST_WORDS
    return _has_header(seen, asks=asks) or (not asks and letters >= LEAST_TAGGED and _is_of_a_platform(seen))


def _has_header(text: str, *, asks: bool) -> bool:
    """Whether author or date stand over the words of a post; over a question or one line both, as on a platform."""
    lines = len([line for line in text.splitlines() if line.strip()])
    if lines < LEAST_LINES - 1:
        return False
    half_is_enough = lines >= LEAST_LINES and not asks
    return any(_is_signed(post) or (half_is_enough and _is_half_signed(post)) for post in _posts(text))


def _is_signed(post: PostDraft) -> bool:
    """Whether it has an author, and the date or the platform beside it."""
    return post.author is not None and (post.published_at is not None or post.platform is not Platform.GENERIC)


def _is_half_signed(post: PostDraft) -> bool:
    return post.author is not None or post.published_at is not None


def _is_of_a_platform(text: str) -> bool:
    return any(post.platform is not Platform.GENERIC for post in _posts(text))


def _posts(text: str) -> Sequence[PostDraft]:
    try:
        return read(text).posts
    except NothingToSave:
        return ()
