"""What a message is known to have said: the texts that were saved from it, and those that were forgotten."""

from dataclasses import dataclass

from bot.domain.post import ChannelId, PasteId, PostId
from storage.database import Session

SAVINGS = """SELECT t.digest, s.paste_id, s.post_id, s.saved_by, s.saved_at, s.url
             FROM savings s INDEXED BY savings_by_source
             JOIN pastes t ON t.channel_id = s.channel_id AND t.paste_id = s.paste_id
             WHERE s.channel_id = $1 AND s.source = $2 ORDER BY s.position"""
FORGOTTEN = "SELECT digest FROM forgotten_texts WHERE channel_id = $1 AND source = $2"


@dataclass(frozen=True, slots=True)
class SavedAs:
    """A saving from `SAVINGS`."""

    digest: str
    paste_id: PasteId
    post_id: PostId
    saved_by: str
    saved_at: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """The savings from a message, earliest first, and the digests of its texts of which nothing is to come back."""

    savings: tuple[SavedAs, ...]
    forgotten: frozenset[str]

    def stands_for(self, saved_by: str) -> bool:
        """Whether anything that this person saved from it stands."""
        return any(saving.saved_by == saved_by for saving in self.savings)


async def read_said(session: Session, channel_id: ChannelId, source: str | None) -> Said:
    """Of no message nothing was saved."""
    savings = [SavedAs(*row) for row in await session.rows(SAVINGS, channel_id, source)]
    forgotten = {row[0] for row in await session.rows(FORGOTTEN, channel_id, source)}
    # Of a text with several posts those that nobody forgot still stand.
    return Said(tuple(savings), frozenset(forgotten - {saving.digest for saving in savings}))
