"""Looking through what is saved."""

from dataclasses import dataclass

from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId
from bot.domain.receipt import Listed
from storage import PostFilter


@dataclass(frozen=True, slots=True)
class PostQuery:
    """Which saved posts to list; a subject is given by any of its names."""

    subject: str | None = None
    author: str | None = None
    limit: int = 50
    offset: int = 0


class Browsing(AtDesk):
    """Lists of what a channel holds."""

    async def posts(self, channel: ChannelId, query: PostQuery) -> list[Listed]:
        """Saved posts, newest saving first; none where the subject's name is nobody's."""
        subject = None
        if query.subject is not None:
            subject = (await self._resolver(channel)).named(query.subject)
            if subject is None:
                return []
        key = subject.key if subject else None
        wanted = PostFilter(subject=key, author=query.author, limit=query.limit, offset=query.offset)
        return await self._channel(channel).posts(wanted)
