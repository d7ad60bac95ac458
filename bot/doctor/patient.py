"""Whose health is asked for, and what is found of a part."""

from dataclasses import dataclass

from bot.domain.post import ChannelId
from bot.errors import CasebookError
from bot.locales import Wording
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Check:
    """`mend` says what to do: where something is broken, and where something could be had that is not set."""

    name: str
    ok: bool
    detail: str
    mend: str | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """Whose health is asked for, and in which words to tell it."""

    settings: Settings
    channel: ChannelId
    words: Wording

    def works(self, part: str, key: str, **holes: object) -> Check:
        """One that is as it should be."""
        return Check(part, ok=True, detail=self.words.say("doctor", key, **holes))

    def could_be(self, part: str) -> Check:
        """One that nobody configured, and that nothing here needs."""
        detail, mend = (self.words.say("doctor", f"{part}_{key}") for key in ("not_set", "mend"))
        return Check(part, ok=True, detail=detail, mend=mend)

    def broken(self, part: str, error: CasebookError) -> Check:
        return self._wrong(part, error, f"{part}_mend")

    def broken_as(self, part: str, error: CasebookError) -> Check:
        """The same where each error is mended in its own way."""
        return self._wrong(part, error, f"mend_{error.wording}")

    def _wrong(self, part: str, error: CasebookError, key: str) -> Check:
        detail = self.words.say("errors", error.wording, **error.details)
        return Check(part, ok=False, detail=detail, mend=self.words.say("doctor", key))
