"""What nicknames are suggested from, and which suggestions were dismissed."""

from bot.domain.glossary import TaggedPost
from bot.domain.post import ChannelId
from bot.domain.subject import SubjectKey
from storage.bound import ENTER, Bound
from storage.database import Session

DISMISSED = "dismissed"
ADDRESS = "http"
"""How a source begins that can be opened: a message's link, and no file's name."""

TAGGED = """SELECT p.post_id, coalesce(p.author, p.saved_by), p.body, p.url,
                   (SELECT s.source FROM savings s WHERE s.channel_id = $1 AND s.post_id = p.post_id
                    ORDER BY s.position LIMIT 1)
            FROM posts p WHERE p.channel_id = $1 AND p.tickers <> '[]' ORDER BY p.position DESC LIMIT $2"""
# A digest: the nickname's words came from posts, and go with them.
LIST = "SELECT digest, company FROM suggestions WHERE channel_id = $1 AND state = $2 ORDER BY digest, company"
DISMISS = """INSERT INTO suggestions (channel_id, digest, company, state) VALUES ($1, $2, $3, $4)
             ON CONFLICT (channel_id, digest, company) DO UPDATE SET state = excluded.state"""


async def read_dismissed(session: Session, channel_id: ChannelId) -> list[tuple[str, SubjectKey]]:
    """The digests of the dismissed suggestions, each with its company."""
    return [(digest, SubjectKey(company)) for digest, company in await session.rows(LIST, channel_id, DISMISSED)]


async def write_dismissed(session: Session, channel_id: ChannelId, digest: str, company: SubjectKey) -> None:
    await session.run(DISMISS, channel_id, digest, company, DISMISSED)


class Suggestions(Bound):
    """Suggestions follow from the posts that are there, each time anew: a deleted post suggests nothing."""

    async def tagged(self, most: int) -> list[TaggedPost]:
        """The posts that name a company by a code, those saved last first."""
        async with self._reading() as session:
            rows = await session.rows(TAGGED, self.channel_id, most)
        return [
            TaggedPost(post_id=post_id, person=person, body=body, link=_address(source) or url)
            for post_id, person, body, url, source in rows
        ]

    async def dismissed(self) -> set[str]:
        """The digests of the suggestions that somebody dismissed."""
        async with self._glancing() as session:
            return {digest for digest, _ in await read_dismissed(session, self.channel_id)}

    async def dismiss(self, digest: str, company: SubjectKey) -> None:
        """A suggestion with this digest is not to be made again."""
        async with self._writing() as session:
            await session.run(ENTER, self.channel_id)
            await write_dismissed(session, self.channel_id, digest, company)


def _address(source: str | None) -> str | None:
    return source if source and source.startswith(ADDRESS) else None
