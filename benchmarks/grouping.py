"""How long it takes to bring a new post into key points, and to tell a case and a debate of them."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from itertools import cycle, islice

import numpy as np

from benchmarks.corpus import CHANNEL, COMPANIES, Corpus, built_on_one, corpus_of
from benchmarks.measure import Row, Times
from bot.answers.sameness import same_quote
from bot.app import open_casebook
from bot.arguments.grouping import PointGrouping
from bot.arguments.points.space import load_space
from bot.casebook import CaseQuery
from bot.domain.case import Case, Debate
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.subject import SubjectKey
from bot.embeddings.embedder import Embedder
from bot.settings import read_settings
from bot.subjects.companies import Companies
from storage import ChannelStore, Unplaced, open_store

ON_SUBJECT = 10_000
POSTS = 120
WARM = 20
"""Posts before the counted ones."""
ARGUMENTS_A_POST = 6
ASKED = 60
REACH = 300

Told = Callable[[ChannelId, CaseQuery], Awaitable[Case | Debate]]


async def grouping_row(embedder: Embedder, copied: Callable[[str], str]) -> Row:
    """New posts on a subject that holds ten thousand arguments, beside grouping one of its sides as a whole."""
    subject = Companies.load().by_key(SubjectKey("xiaomi"))
    assert subject is not None
    async with open_store(copied(await built_on_one(subject, ON_SUBJECT, embedder))) as store:
        corpus = await corpus_of([subject], embedder, seed=11)
        times = [taken async for taken in _taken(store.channel(CHANNEL), corpus)]
    each, whole = Times.of(times[WARM:]), _as_a_whole(ON_SUBJECT // 2)
    return Row(
        work=f"a new post brought into points, {ON_SUBJECT // 1000}k arguments on its subject",
        measured=str(each),
        reach="p95 20 ms",
        load=each.p95 / 20,
        peer=f"one of the sides as a whole by scikit-learn's average linkage: {whole:.0f} ms",
        ratio=each.p50 / whole,
    )


async def _taken(store: ChannelStore, corpus: Corpus) -> AsyncIterator[float]:
    """Milliseconds of each post, its reading left out, to which reading what its quotes mean belongs."""
    grouping = PointGrouping(same_quote)
    for _ in range(POSTS):
        arguments = await corpus.add_post(store, ARGUMENTS_A_POST)
        places = await grouping.places([Unplaced(0, one) for one in arguments])
        measured = {one.argument_id: place for one, place in zip(arguments, places, strict=True)}
        start = time.perf_counter()
        await store.group(grouping, measured=measured)
        yield (time.perf_counter() - start) * 1000


def _as_a_whole(count: int) -> float:
    """Milliseconds; where the places lie does not matter for that."""
    from sklearn.cluster import AgglomerativeClustering

    places = np.random.default_rng(7).normal(size=(count, load_space().size)).astype(np.float32)
    clustering = AgglomerativeClustering(None, metric="cosine", linkage="average", distance_threshold=0.7)
    start = time.perf_counter()
    clustering.fit(places)
    return (time.perf_counter() - start) * 1000


async def case_rows(url: str, name: str) -> list[Row]:
    """A case and a debate of each company in turn, beside a question about it."""
    async with open_casebook(read_settings(store=url)) as casebook:
        asked = []
        for company in islice(cycle(COMPANIES), ASKED):
            start = time.perf_counter()
            await casebook.ask(CHANNEL, Question(text=f"the bear case on {company}", asked_on=date(2026, 7, 1)))
            asked.append((time.perf_counter() - start) * 1000)
        peer = Times.of(asked[len(COMPANIES) :])
        verbs: dict[str, Told] = {"case": casebook.case, "debate": casebook.debate}
        return [_row(verb, name, await _times(told), peer) for verb, told in verbs.items()]


async def _times(told: Told) -> Times:
    times = []
    for company in islice(cycle(COMPANIES), ASKED):
        start = time.perf_counter()
        await told(CHANNEL, CaseQuery(company))
        times.append((time.perf_counter() - start) * 1000)
    return Times.of(times[len(COMPANIES) :])


def _row(verb: str, name: str, times: Times, peer: Times) -> Row:
    return Row(
        work=f"`{verb}`, {name} arguments",
        measured=str(times),
        reach=f"p95 {REACH} ms",
        load=times.p95 / REACH,
        peer=f"`ask` of the bear case: {peer}",
        ratio=times.p50 / peer.p50,
    )
