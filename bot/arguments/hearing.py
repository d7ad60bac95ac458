"""Who goes on speaking: a quotation over several sentences, a list behind a colon, "he added"."""

import re
from dataclasses import dataclass, replace

from bot.arguments.speech import Speech, Spoken

_QUOTES = {"“": "”", "「": "」", "『": "』", '"': '"'}
_LONGEST_QUOTE = 1200
"""Characters after which an opened quotation mark counts as a slip."""
_LIST = re.compile(r"[；;]\s*$")


@dataclass(slots=True)
class Hearing:
    """Follows the speakers of one body from clause to clause, in order."""

    speech: Speech
    body: str
    _last: Spoken | None = None
    """Who was named last of those that somebody reports."""
    _listed: Spoken | None = None
    """Who speaks behind a colon, while nothing but semicolons follows."""
    _quoted: Spoken | None = None
    _until: int = 0
    """Where the quotation that was opened ends."""
    _heard: int = 0

    def spoken(self, start: int, end: int) -> Spoken | None:
        """Who is reported to say the clause from `start` to `end`; None where the author speaks."""
        text = self.body[start:end]
        said = self.speech.spoken(text) or self._again(text)
        if said is None and start < self._until:
            said = self._quoted and replace(self._quoted, length=0)
        if said is None and self._listed and _LIST.search(self.body[self._heard : start]):
            said = replace(self._listed, length=0)
        self._hear(start, end, said)
        return said

    def _again(self, text: str) -> Spoken | None:
        """Somebody named before, who is gone back to."""
        match = self.speech.again.match(text)
        if match is None or self._last is None or match.end() == len(text):
            return None
        return replace(self._last, length=match.end())

    def _hear(self, start: int, end: int, said: Spoken | None) -> None:
        text = self.body[start:end]
        if said and said.length:
            self._listed = said if text[: said.length].rstrip(' “「『"').endswith(("：", ":")) else None
            self._open(start + said.length, said)
        elif said is None:
            self._listed = None
        if said and said.holder and not said.side:
            self._last = said
        elif person := self.speech.person.search(text):
            self._last = Spoken(0, person["en"] or person["zh"], None)
        self._heard = end

    def _open(self, at: int, said: Spoken) -> None:
        """Note where a quotation that what is said begins with is closed."""
        rest = self.body[max(0, at - 1) : at + 3].lstrip(" ：:，,")
        mark = rest[:1]
        if mark not in _QUOTES:
            return
        opened = self.body.index(mark, max(0, at - 1))
        closed = self.body.find(_QUOTES[mark], opened + 1, opened + _LONGEST_QUOTE)
        self._quoted, self._until = said, max(closed, 0)
