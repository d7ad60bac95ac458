"""From what a question means to the evidence for it, within one channel."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from bot.answers import relevance
from bot.answers.asides import overrides
from bot.answers.candidates import Candidate, by_language, fuse
from bot.answers.fold import HAN_RUN, fold, pairs_of
from bot.answers.interpret import Understanding
from bot.answers.matters import matters
from bot.answers.places import place_of
from bot.answers.selection import diverse, grouped
from bot.domain.answer import Evidence
from bot.domain.argument import ArgumentId
from bot.domain.question import Query
from bot.domain.subject import SubjectKey
from bot.domain.text import Language
from storage import ChannelStore, Embedded, Scope

if TYPE_CHECKING:
    from bot.embeddings.embedder import Embedder

BY_WORDS, BY_MEANING, BY_DATE = 40, 64, 32
"""How many arguments each search may bring."""
GROUPED = 32
"""How many of the best are looked through for near-duplicates."""
CASE, MATTER, NAMED = 12, 8, 5
"""How many are shown of a whole case, on a matter, and to a question for a name or a date."""
LEAST_A_COMPANY = 6
COPIES = 3
"""How many near-duplicates of one argument are cited with it."""
SURE, LEANS = 0.5, 0.5
"""Weights in a score: of a side's confidence, of being on the side that a question leans to. Being found weighs 1."""
DOUBTFUL = 0.55
"""A side that is less sure than this is told only where none is surer: it is wrong nearly as often as right."""
SURER, ENOUGH = 0.65, 4
"""Where so many are as sure as this, they alone are told: our own set cites .75 of what it should at a purity of .81
with it, .76 at .79 without. Telling nothing less sure than .60 gives .75 at .83, and leaves small channels mute."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The evidence for a question, in the order in which it is to be shown, and the scope that it was looked for in."""

    query: Query
    scope: Scope
    evidence: tuple[Evidence, ...]
    copies: tuple[tuple[int, ...], ...]
    """Groups of evidence numbers that say the same in nearly the same words, one group for each argument."""


@dataclass(frozen=True, slots=True)
class Search:
    """A question put to a channel. `vector` is its meaning, where there is an embedder."""

    asked: Understanding
    vector: Embedded | None
    store: ChannelStore


async def retrieve(asked: Understanding, store: ChannelStore, embedder: "Embedder | None") -> Retrieved:
    """The evidence for a question; none where the channel holds none.

    A side that was taken over from an earlier question gives way where nothing on it speaks to what is asked now.
    Errors: EmbeddingsFailed.
    """
    found = await _retrieve(asked, store, embedder)
    if not found.evidence and asked.side_is_inherited and not asked.is_case and asked.query.stance is not None:
        either = asked.query.model_copy(update={"stance": None})
        return await _retrieve(replace(asked, query=either, side_is_inherited=False), store, embedder)
    return found


async def _retrieve(asked: Understanding, store: ChannelStore, embedder: "Embedder | None") -> Retrieved:
    scopes = scopes_of(asked.query)
    if asked.asks_nothing or _is_unanswerable(asked.query):
        return Retrieved(asked.query, _whole(scopes), (), ())
    vector, word_lists = await asyncio.gather(
        _embedded(asked.meaning, embedder),
        asyncio.gather(*(store.by_words(search_terms(asked), scope, BY_WORDS) for scope in scopes)),
    )
    search = Search(asked, vector, store)
    shares = [await _share(search, scope, words) for scope, words in zip(scopes, word_lists, strict=True)]
    groups = [group for share in shares for group in share[: limit_of(asked, len(scopes))]]
    return _numbered(asked.query, _whole(scopes), groups)


async def _embedded(text: str, embedder: "Embedder | None") -> Embedded | None:
    return None if embedder is None else Embedded(embedder.name, await embedder.query(text))


def scopes_of(query: Query) -> list[Scope]:
    """Where to look: a scope for each company of a comparison, so that none crowds out another; else one for all.

    A company covers its segments. A segment is only itself: what is said of the whole company is not said of it.
    """
    groups = [(subject,) for subject in query.subjects] if query.comparison else [query.subjects]
    return [_scope(query, tuple(subject.key for subject in group)) for group in groups]


def _scope(query: Query, subjects: tuple[SubjectKey, ...]) -> Scope:
    return Scope(
        subjects=subjects,
        stances=() if query.stance is None else (query.stance,),
        holder=query.author,
        since=query.since,
        until=query.until,
    )


def _whole(scopes: Sequence[Scope]) -> Scope:
    """The scopes of a comparison as one."""
    return replace(scopes[0], subjects=tuple(key for scope in scopes for key in scope.subjects))


def _is_unanswerable(query: Query) -> bool:
    """Whether it asks for the words of a person who holds nothing here."""
    return query.author is not None and query.author in query.unknown


def search_terms(asked: Understanding) -> list[str]:
    """What the words index is asked for: the question's words, and all that its matters are called in any language."""
    own = [piece for word in asked.query.terms for piece in (pairs_of(word) if HAN_RUN.match(word) else [word])]
    named = [cue.rstrip("*") for matter in asked.matters for cue in matters()[matter.name]]
    return list(dict.fromkeys(own + named + list(asked.query.unknown)))


def limit_of(asked: Understanding, scopes: int) -> int:
    """How many arguments may be shown of each scope."""
    if asked.recalls_a_claim:
        return NAMED
    limit = CASE if asked.is_case else MATTER
    return limit if scopes == 1 else max(LEAST_A_COMPANY, limit // scopes)


async def _share(search: Search, scope: Scope, words: Sequence[ArgumentId]) -> list[list[Candidate]]:
    """What one scope has to say, best first, near-duplicates together."""
    near = await search.store.by_meaning(search.vector, scope, BY_MEANING) if search.vector else []
    newest = await search.store.newest(scope, BY_DATE) if search.asked.is_case or not near else []
    ids = list(dict.fromkeys([*words, *(item for item, _ in near), *newest]))
    found = [Candidate(argument, post) for argument, post in await search.store.evidence(ids)]
    await search.store.precedence.give_way()  # here and below: a save must not wait for all of this
    found = [one for one in _standing(found, dict(near)) if _names_strangers(one, search.asked.query)]
    fit = _sure_of_side(relevance.relevant(found, search.asked), search.asked.query)
    await search.store.precedence.give_way()
    order = [item for item, _ in near]
    rankings = [list(words), *by_language(found, order)] + ([newest] if search.asked.is_case else [])
    scores = _scores(fit, rankings, search.asked)
    ranked = sorted(fit, key=lambda one: -scores[one.argument.argument_id])
    groups = grouped([one for one in ranked[:GROUPED] if not overrides(one.folded)])
    await search.store.precedence.give_way()
    return diverse(groups, scores, CASE)


def _standing(found: Sequence[Candidate], similar: dict[ArgumentId, float]) -> list[Candidate]:
    """With each one's deviation in meaning from the others of its language."""
    standing: dict[ArgumentId, float] = {}
    for language in Language:
        ids = [one.argument.argument_id for one in found if one.language is language]
        ids = [item for item in ids if item in similar]
        standing |= zip(ids, relevance.standings([similar[item] for item in ids]), strict=True)
    return [replace(one, standing=standing.get(one.argument.argument_id, 0.0)) for one in found]


def _sure_of_side(fit: Sequence[Candidate], query: Query) -> Sequence[Candidate]:
    """Where a side is asked for, the surer ones if they are enough, else those whose side is not doubtful; the doubtful
    ones where there is nothing else."""
    if query.stance is None:
        return fit
    surer, sure = ([one for one in fit if one.argument.stance_confidence >= least] for least in (SURER, DOUBTFUL))
    return surer if len(surer) >= ENOUGH else sure or fit


def _names_strangers(candidate: Candidate, query: Query) -> bool:
    """Whether a quote names what nobody's table knows: then, and only then, is it about that."""
    return bool(query.subjects) or all(place_of(fold(name), candidate.folded) for name in query.unknown)


def _scores(
    fit: Sequence[Candidate], rankings: Sequence[Sequence[ArgumentId]], asked: Understanding
) -> dict[ArgumentId, float]:
    """Being found, by whichever search, with how surely the side is right and how much of what is asked is spoken of.

    Units: each part between 0 and 1, save that what a quote speaks of counts as it is.
    """
    fused = fuse(rankings)
    best = max(fused.values(), default=1.0)
    return {
        one.argument.argument_id: fused.get(one.argument.argument_id, 0) / best
        + SURE * one.argument.stance_confidence
        + LEANS * (one.argument.stance is asked.leaning)
        + (0 if asked.is_case else relevance.count(one, asked))
        for one in fit
    }


def _numbered(query: Query, scope: Scope, groups: Sequence[list[Candidate]]) -> Retrieved:
    """Evidence numbered in the order of showing."""
    numbers, evidence, copies = count(1), list[Evidence](), list[tuple[int, ...]]()
    for group in groups:
        numbered = [Evidence(n=next(numbers), argument=one.argument, post=one.post) for one in group[:COPIES]]
        evidence += numbered
        copies.append(tuple(item.n for item in numbered))
    return Retrieved(query, scope, tuple(evidence), tuple(copies))
