"""What was pasted, as it came, and who pasted it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.post import ChannelId, PasteId, PostId
from storage.database import Session, Write
from storage.rows import moment_of

# The same text again is the same paste. One that a deletion emptied is filled again when somebody pastes it again.
ADD_PASTE = """INSERT INTO pastes (channel_id, paste_id, position, digest, raw, text, segments)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (channel_id, digest) DO UPDATE SET
               raw = coalesce(pastes.raw, excluded.raw),
               text = CASE WHEN pastes.raw IS NULL THEN excluded.text ELSE pastes.text END,
               segments = coalesce(pastes.segments, excluded.segments)"""
ADD_AND_NAME_PASTE = ADD_PASTE + " RETURNING paste_id"
ADD_SAVING = """INSERT INTO savings (channel_id, post_id, position, paste_id, place, saved_by, saved_at, moment,
                                     source, url)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                ON CONFLICT (channel_id, paste_id, place, saved_by, saved_at) DO NOTHING"""


@dataclass(frozen=True, slots=True)
class PasteRow:
    """A paste as it is written down: `text` is None where it is the raw text; all but the digest, once emptied."""

    paste_id: PasteId
    digest: str
    raw: str | None
    text: str | None
    segments: str | None


@dataclass(frozen=True, slots=True)
class Saving:
    """That somebody pasted a post: as which of a paste's posts, when, and from where."""

    post_id: PostId
    paste_id: PasteId
    place: int
    saved_by: str
    saved_at: datetime
    source: str | None
    url: str | None


async def add_paste(session: Session, channel_id: ChannelId, paste: PasteRow, position: int) -> PasteId:
    """Keep a paste, or find it kept already. The id under which it is here."""
    [kept_as] = await session.one(ADD_AND_NAME_PASTE, *_values(channel_id, paste, position))
    return PasteId(kept_as)


def paste_write(channel_id: ChannelId, paste: PasteRow, position: int) -> Write:
    """Adds a paste; where it is known already, what is there of it."""
    return Write(ADD_PASTE, [_values(channel_id, paste, position)])


def _values(channel_id: ChannelId, paste: PasteRow, position: int) -> tuple[object, ...]:
    return (channel_id, paste.paste_id, position, paste.digest, paste.raw, paste.text, paste.segments)


def saving_write(channel_id: ChannelId, savings: Sequence[Saving], first: int) -> Write:
    """Adds savings at the positions from `first` on; what is known already is left as it is."""
    values = [
        (
            channel_id,
            saving.post_id,
            first + place,
            saving.paste_id,
            saving.place,
            saving.saved_by,
            saving.saved_at.isoformat(),
            moment_of(saving.saved_at),
            saving.source,
            saving.url,
        )
        for place, saving in enumerate(savings)
    ]
    return Write(ADD_SAVING, values)
