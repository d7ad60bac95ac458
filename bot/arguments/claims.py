"""A quote as one sentence that stands on its own."""

import re

from bot.arguments.sentences import is_chinese
from bot.arguments.topics import Topic
from bot.domain.text import Span

_SPACE = re.compile(r"\s+")
_TICKER = re.compile(r"^\$|\(|（|^[A-Z0-9.]{1,8}$")


def claim_of(body: str, span: Span, topic: Topic) -> str:
    """The quote in one line, with its subject before it where the quote does not name it."""
    quote = _SPACE.sub(" ", span.of(body)).strip()
    if any(span.holds(mention.span) for mention in topic.named):
        return quote
    chinese = is_chinese(quote)
    return f"{_name(body, topic, chinese=chinese)}{'：' if chinese else ': '}{quote}"


def _name(body: str, topic: Topic, *, chinese: bool) -> str:
    """What the post calls the subject, unless that is a code; else its name in the quote's language."""
    known = [name for name in (topic.subject.name, topic.subject.name_zh) if name]
    called = [mention.span.of(body) for mention in topic.named if not mention.weak]
    called = [name for name in called if not _TICKER.search(name) and is_chinese(name) == chinese]
    usual = [name for name in called if any(name in other or other in name for other in known)]
    own = (topic.subject.name_zh if chinese else None) or topic.subject.name
    return _SPACE.sub(" ", (usual or called or [own])[0])
