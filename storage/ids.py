"""Ids that follow from what they name: the same thing in the same channel always gets the same one.

Only an answer's is drawn: it stands in buttons, where nobody should guess another's.
"""

import unicodedata
from base64 import b32encode
from hashlib import blake2b
from os import urandom

from bot.domain.argument import ArgumentDraft, ArgumentId, Stance
from bot.domain.case import PointId
from bot.domain.post import ChannelId, PasteId, PostId
from bot.domain.shown import AnswerId
from bot.errors import NotText

LETTERS = 12


def _hashed(*parts: str) -> str:
    """Errors: NotText where a part holds half characters."""
    digest = blake2b(digest_size=20)
    for part in parts:
        # Lengths first: ("ab", "c") and ("a", "bc") are different.
        data = _bytes_of(part)
        digest.update(len(data).to_bytes(8, "big") + data)
    return b32encode(digest.digest()).decode().lower()


def _bytes_of(part: str) -> bytes:
    try:
        return part.encode()
    except UnicodeEncodeError as error:
        raise NotText(source="lone surrogates") from error


def paste_digest(raw: str) -> str:
    return _hashed(raw)


def paste_id(channel_id: ChannelId, digest: str) -> PasteId:
    return PasteId("t" + _hashed(channel_id, digest)[:LETTERS])


def post_digest(author: str | None, body: str) -> str:
    """The same for a post and its exact repetition, whatever the white space and the width of its characters."""
    text = "".join(unicodedata.normalize("NFKC", body).split())
    return _hashed("" if author is None else f"@{author}", text)


def post_id(channel_id: ChannelId, digest: str) -> PostId:
    return PostId("p" + _hashed(channel_id, digest)[:LETTERS])


def argument_id(post: PostId, draft: ArgumentDraft) -> ArgumentId:
    return ArgumentId("a" + _hashed(post, f"{draft.span.start}-{draft.span.end}", draft.subject.key)[:LETTERS])


def point_id(founder: ArgumentId, stance: Stance, again: int = 0) -> PointId:
    """`again` counts the points that the same argument has founded before."""
    return PointId("k" + _hashed(founder, stance, str(again))[:LETTERS])


def answer_id() -> AnswerId:
    return AnswerId(b32encode(urandom(LETTERS)).decode().lower()[:LETTERS])
