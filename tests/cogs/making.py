"""Posts of our own in any number, and the places that they are asked for from."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from simcord.builders import ChannelHandle

from bot.domain.post import ChannelId, Paste
from tests.cogs.reading import Community

FIRST = datetime(2025, 12, 1, tzinfo=UTC)


def post_text(n: int) -> str:
    """A post for Nvidia, by `Desk n`."""
    head = f"Desk {n}\n2025.10.{n % 28 + 1:02} 09:00"
    return f"{head}\n\n$NVDA(NVDA.US) Demand for racks is strong, says supplier number {n} of our own list."


async def keep_posts(
    community: Community,
    texts: Iterable[str],
    *,
    channel: ChannelHandle | None = None,
    saved_by: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> None:
    """Saved a minute apart and not yet read; by ada, in the community's channel."""
    store = community.store if channel is None else ChannelId(str(channel.id))
    for n, text in enumerate(texts):
        saved_at = FIRST + timedelta(minutes=n)
        paste = Paste(raw=text, saved_by=saved_by or str(community.ada.id), saved_at=saved_at, source=source, url=url)
        await community.casebook.keep(store, paste)


def thread_of(community: Community) -> ChannelHandle:
    """A new thread in the community's channel."""
    thread = community.env.backend.create_thread(community.channel.id, "quarter", community.ada.id)
    return ChannelHandle(community.env, community.guild, thread)
