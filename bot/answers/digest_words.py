"""The words of a digest, shared by the terminal and Discord: counts, and never who is right."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from bot.answers.compose import day
from bot.domain.digest import Arrived, Digest, Window
from bot.locales import Wording

TABLE = "digest"


@dataclass(frozen=True, slots=True)
class Clock:
    """The channel's own: a zone, and what it is called."""

    tz: tzinfo = UTC
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class DigestWords:
    words: Wording
    clock: Clock

    def window(self, window: Window) -> str:
        """Of which time it tells."""
        return self.words.say(TABLE, "window", **self.ends(window), zone=self.clock.zone)

    def quiet(self, window: Window) -> str:
        """That nothing came in in that time."""
        return self.words.say(TABLE, "quiet", **self.ends(window), zone=self.clock.zone)

    def ends(self, window: Window) -> dict[str, str]:
        """`since` and `until`, for a sentence that has these holes."""
        return {"since": self._moment(window.since), "until": self._moment(window.until)}

    def _moment(self, moment: datetime) -> str:
        there = moment.astimezone(self.clock.tz)
        return self.words.say(TABLE, "moment", date=day(there, self.words), hour=there.hour, minute=there.minute)

    def sides(self, arrived: Arrived) -> str:
        """How many arguments on each side, as far as there are any."""
        counts = {"for_it": arrived.bull, "against_it": arrived.bear, "on_no_side": arrived.neutral}
        return " · ".join(self.words.say(TABLE, key, count=count) for key, count in counts.items() if count)

    def surest(self, arrived: Arrived) -> list[str]:
        """How many of them are told, where not all are."""
        told = len(arrived.evidence)
        return [] if told == arrived.arguments else [self.words.count(TABLE, "surest", told)]

    def more(self, digest: Digest) -> list[str]:
        """On how many subjects something came in that is left out."""
        return [self.words.count(TABLE, "more", digest.more)] if digest.more else []

    def stands_on(self, digest: Digest) -> str:
        arguments = self.words.count("answer", "arguments", digest.arguments)
        return self.words.say(
            TABLE, "stands_on", arguments=arguments, posts=self.words.count("answer", "posts", digest.posts)
        )
