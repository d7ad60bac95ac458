"""Arguments from what a model chose: side weighed, holder and claim taken only where the post bears them out."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.arguments.extract import Found, Unread
from bot.arguments.modelled.choosing import Chosen
from bot.arguments.modelled.prompted import about
from bot.arguments.modelled.weighing import weighed
from bot.arguments.outlined import Judged, Outline
from bot.arguments.sentences import is_chinese
from bot.domain.argument import ArgumentDraft, Aspect
from bot.domain.post import Post

if TYPE_CHECKING:
    from bot.arguments.reading import PostReader

LONGEST_HOLDER = 40
LONGEST_CLAIM = 400
"""Characters, as of a quote."""
_LATIN = re.compile(r"[A-Za-z0-9]")


class ClaimGate(Protocol):
    """Judges whether a quote carries a claim that somebody else put in words."""

    def carries(self, claim: str, draft: ArgumentDraft, post: Post) -> bool: ...


@dataclass(frozen=True, slots=True)
class Drafting:
    """Drafts the arguments of one post."""

    reader: "PostReader"
    gate: ClaimGate
    unread: Unread
    outline: Outline

    def found(self, one: Chosen, item: Judged) -> Found:
        """`item` is what is thought of the stretch as a whole."""
        stance = weighed(self.reader.sides(self.outline, item), one.told.stance)
        found = self.reader.draft(self.unread.post, item, stance)
        aspect = found.draft.aspect if one.told.aspect is Aspect.OTHER else one.told.aspect
        holder, own = self._holder(one, found)
        draft = found.draft.model_copy(update={"aspect": aspect, "holder": holder, "kind": one.told.kind})
        return Found(draft.model_copy(update={"claim": self._claim(one.told.claim, draft)}), found.vector, own)

    def _holder(self, one: Chosen, found: Found) -> tuple[str | None, bool]:
        """Whom the model names where the same paragraph did before, as it stands there; else whom the extractive engine
        knows; and whether that is the post's author. Who is named further off may only have been to lunch.

        Words for nobody in particular hold nothing; nor does the company itself, where nothing says that it speaks.
        """
        name, known = " ".join((one.told.holder or "").split()), (found.draft.holder, found.own)
        if not name or len(name) > LONGEST_HOLDER or self._is_company(name):
            return known
        if name.casefold() in self.reader.speech.nobody:
            return None, False
        place = _place(name, self.unread.post.body[one.unit.paragraph.start : one.unit.sentence.end])
        return (place, False) if place and self._is_someone(place) else known

    def _is_company(self, name: str) -> bool:
        subject = self.unread.resolver.named(name)
        return subject is not None and any(one.company == subject.company for one in about(self.outline))

    def _is_someone(self, name: str) -> bool:
        """Whether words can be somebody's name, or say what somebody is: a broker, the bears."""
        low, speech = name.casefold(), self.reader.speech
        return not (name[0].islower() or low in speech.never) or low in speech.camps or bool(speech.roles.search(low))

    def _claim(self, told: str, draft: ArgumentDraft) -> str:
        """The model's words where the quote carries them and they say whom it is about; else the quote's own."""
        claim, quote = " ".join(told.split()), draft.span.of(self.unread.post.body)
        if not 0 < len(claim) <= LONGEST_CLAIM or is_chinese(claim) != is_chinese(quote):
            return draft.claim
        named = {one.subject.company for one in self.unread.resolver.mentions(claim)}
        if draft.subject.company not in named or not self.gate.carries(claim, draft, self.unread.post):
            return draft.claim
        return claim


def _place(name: str, text: str) -> str | None:
    """A name as a text writes it, whole words where it is Latin."""
    before, after = (r"\b" if _LATIN.match(edge) else "" for edge in (name[0], name[-1]))
    found = re.search(f"{before}{re.escape(name)}{after}", text, re.IGNORECASE)
    return found.group() if found else None
