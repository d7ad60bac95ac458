"""The labelled sentences that everything is learnt from."""

import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from bot.arguments.masking import masked
from bot.domain.argument import Stance
from bot.domain.text import Span

if TYPE_CHECKING:
    from bot.subjects.resolve import Resolver

SENTENCES, RETOLD = (Path(__file__).parent.parent / name for name in ("sentences", "pairs"))


class Row(BaseModel, frozen=True, extra="ignore"):
    """A labelled sentence."""

    pid: int
    i: int
    lang: str
    subject: str
    text: str
    argues: bool
    stance: Stance | None
    kind: str
    hand: str
    """The file that it stands in: who wrote it."""

    @property
    def takes_side(self) -> bool:
        return self.stance in (Stance.BULL, Stance.BEAR)


def digest(folder: Path = SENTENCES) -> str:
    """Of the committed files of a folder, whatever the line ends of a checkout."""
    whole = blake2b(digest_size=16)
    for path in sorted(folder.glob("*.jsonl")):
        whole.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return whole.hexdigest()


def read_rows() -> list[Row]:
    """All sentences, fragments together and in order."""
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(SENTENCES.glob("*.jsonl"))]
    rows = [Row(**json.loads(line), hand=hand) for hand, text in texts for line in text.split("\n") if line]
    return sorted(rows, key=lambda row: (row.hand, row.pid, row.i))


def fragments(rows: Sequence[Row]) -> Iterator[slice]:
    """Where each fragment of a post stands in the rows."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or (rows[at].hand, rows[at].pid) != (rows[start].hand, rows[start].pid):
            yield slice(start, at)
            start = at


def masked_text(row: Row, resolver: "Resolver") -> str:
    """A sentence as the encoder reads it: its subject is not named."""
    subject = resolver.named(row.subject)
    found = (
        [] if subject is None else [one.span for one in resolver.mentions(row.text) if one.subject.key == subject.key]
    )
    at = row.text.find(row.subject)
    if not found and at >= 0:
        found = [Span(start=at, end=at + len(row.subject))]
    return masked(row.text, found)
