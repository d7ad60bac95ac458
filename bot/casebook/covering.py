"""What can be asked instead of what had no answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.coverage import called, in_all, question_on
from bot.casebook.desk import AtDesk
from bot.domain.answer import Held
from bot.domain.argument import Aspect, Stance
from bot.domain.post import ChannelId
from bot.domain.text import Locale
from bot.locales import wording
from bot.subjects.digests import digest


@dataclass(frozen=True, slots=True)
class Near:
    """A row of what is held nearest to a question; `subject` is the digest of its key."""

    subject: str
    stance: Stance
    aspect: Aspect | None

    @classmethod
    def of(cls, held: Held) -> "Near":
        return cls(digest(held.subject.key), held.stance, held.aspect)


class Covering(AtDesk):
    async def question_near(self, channels: Sequence[ChannelId], near: Near, locale: Locale) -> str | None:
        """What to ask in a locale to hear of a row; None where none of these channels holds it any more."""
        for channel in channels:
            held = await self._channel(channel).coverage()
            rows = [one for one in (*held, *in_all(held)) if Near.of(one) == near]
            if rows:
                resolver = await self._resolver(channel)
                return question_on(called(rows[:1], resolver, locale)[0], wording(locale))
        return None
