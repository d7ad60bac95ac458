"""What is argued on a subject over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.casebook.asking import Asking, shelves_beside
from bot.domain.post import ChannelId
from bot.domain.text import Locale
from bot.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class TimelineQuery:
    """Whose timeline to tell, by any name, up to `today`; from `since` on, or all of it.

    `shelves` and `spoken` as in `CaseQuery`.
    """

    subject: str
    today: date
    since: date | None = None
    shelves: Sequence[ChannelId] = ()
    spoken: Locale | None = None


class Timelines(Asking):
    async def timeline(self, channel: ChannelId, wanted: TimelineQuery) -> Timeline:
        """Arguments for and against by week, the posts that tell most, and what changed; a company covers its segments.

        Errors: UnknownSubject; a subject on which nothing dated is held has a timeline without bars.
        """
        from bot.answers.timeline import Asked, timeline_of  # none of it is on the way of a question

        subject = await self._known_to([channel, *shelves_beside(channel, wanted.shelves)], wanted.subject)
        reader = wanted.spoken.language if wanted.spoken else None
        asked = Asked(subject, wanted.today, wanted.since, reader)
        return await timeline_of(asked, await self._stores(channel, wanted.shelves))
