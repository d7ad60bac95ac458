"""From a claim to the saved arguments of the other side."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.answers.candidates import Candidate
from bot.answers.counter.claims import Claimed
from bot.answers.counter.directness import Text, directness, traits_of
from bot.answers.cues import cues
from bot.answers.fold import LATIN_WORD, fold, pairs_of
from bot.answers.matters import matters, spotted
from bot.answers.sameness import same_text
from bot.answers.voices import Voice
from bot.domain.post import ChannelId, PostId
from bot.domain.text import Language
from storage import ChannelStore, Embedded, Scope

if TYPE_CHECKING:
    from bot.domain.argument import ArgumentId
    from bot.embeddings.embedder import Vector

SURE = 0.3
"""What a side's confidence counts beside directness."""
BY_WORDS, BY_MEANING = 64, 64
"""How many arguments each search may bring."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message, as far as it is answered. `model`: which one made its claims' vectors."""

    text: str
    claims: Sequence[Claimed]
    model: str | None
    reader: Language | None = None
    """Of arguments as direct as each other, those in this language go first."""
    saved_as: Mapping[ChannelId | None, Collection[PostId]] = field(default_factory=dict)
    """The posts in each store that the message itself is."""

    def others(self, found: Sequence[Voice]) -> list[Voice]:
        """Without those that are in the message's own words."""
        text = fold(self.text)
        return [one for one in found if one.candidate.folded not in text and not self._claims(one.candidate)]

    def _claims(self, one: Candidate) -> bool:
        return any(_is_said(one, own.claim.quote) for own in self.claims)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A store that is looked through; `channel` as in `Evidence.shelf`."""

    channel: ChannelId | None
    store: ChannelStore


@dataclass(frozen=True, slots=True)
class Objection:
    """An argument against a claim, and how directly it speaks to it."""

    claimed: Claimed
    voice: Voice
    directness: float

    @property
    def worth(self) -> float:
        """What it is ranked by: a side that is hardly surer than a coin's is told last."""
        return self.directness + SURE * self.voice.candidate.argument.stance_confidence


async def objections(claimed: Claimed, said: Said, shelf: Shelf) -> list[Objection]:
    """What a store holds on the other side of a claim's subject, or of any where it names none, the most direct first.

    A company covers its segments. The message's own posts and words are not among them. Errors: StoreError's children.
    """
    ids = await _found(claimed, said.model, shelf.store)
    vectors = await shelf.store.vectors(ids, said.model) if said.model else {}
    own = said.saved_as.get(shelf.channel, ())
    found = [
        Voice(shelf.channel, Candidate(argument, post))
        for argument, post in await shelf.store.evidence(ids)
        if post.post_id not in own
    ]
    # In a thread: to compare so many texts takes milliseconds, in which others are answered.
    return await asyncio.to_thread(lambda: _ranked(claimed, said.others(found), vectors))


def _is_said(one: Candidate, quote: str) -> bool:
    # Texts that are nearly the same share words: most pairs don't, and need no comparison of their letters.
    terms = traits_of(quote).terms
    return len(terms & one.words) * 2 >= min(len(terms), len(one.words)) and same_text(one.folded, fold(quote))


async def _found(claimed: Claimed, model: str | None, store: ChannelStore) -> "list[ArgumentId]":
    """By words and by meaning; of a subject of which neither finds anything, the newest."""
    claim = claimed.claim
    scope = Scope(subjects=(claim.subject.key,) if claim.subject else (), stances=(claim.stance.opposite,))
    words = await store.by_words(terms_of(claim.quote), scope, BY_WORDS)
    near = list[tuple["ArgumentId", float]]()
    if model and claimed.vector is not None:
        near = await store.by_meaning(Embedded(model, claimed.vector), scope, BY_MEANING)
    return list(dict.fromkeys([*words, *(argument for argument, _ in near)]))


def _ranked(claimed: Claimed, found: Sequence[Voice], vectors: "Mapping[ArgumentId, Vector]") -> list[Objection]:
    texts = [Text.of(one.candidate.argument, vectors.get(one.candidate.argument.argument_id)) for one in found]
    scores = directness(Text.of_claim(claimed.claim, claimed.vector), texts)
    ranked = [Objection(claimed, voice, score) for voice, score in zip(found, scores, strict=True)]
    return sorted(ranked, key=lambda one: -one.worth)


def terms_of(quote: str) -> list[str]:
    """What the words index is asked for: a claim's words of substance, and what its matters are called in any
    language."""
    folded, stop = fold(quote), cues("cues", "stop")
    words = [word for word in LATIN_WORD.findall(folded) if word not in stop]
    named = [cue.rstrip("*") for one in spotted(folded) for cue in matters()[one.matter.name]]
    return list(dict.fromkeys([*words, *pairs_of(folded), *named]))
