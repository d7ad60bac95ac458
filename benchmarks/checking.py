"""What it takes to check the sentences that a language model writes. No model is needed for that."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation.gate.evidence import Quoted, Witnesses
from benchmarks.evaluation.gate.paraphrases import Paraphrased, Told, load_paraphrases
from benchmarks.evaluation.gate.sentences import HOLDERS, LEADS, LOCALES
from benchmarks.measure import Row, Times
from bot.answers.checking import Checking
from bot.answers.gate.encoder import EncoderEntailment
from bot.answers.ground import Grounded, Offered
from bot.domain.answer import DraftSentence
from bot.domain.question import Query
from bot.domain.text import Language

SET = Path(__file__).parents[1] / "tests" / "evaluation"
PIECES = 40
"""Of evidence: more than any answer is given."""
QUOTING = {Language.ENGLISH: "{holder} says: “{text}”", Language.CHINESE: "{holder}说：“{text}”"}


async def checking_rows() -> list[Row]:
    """Of sentences that quote, as the prompt asks for, and of those in other words, rightly told and wrongly."""
    rooms = list(_rooms(load_paraphrases(SET)))
    await _time(rooms[0].offered, rooms[0].retelling)  # warms up
    quoted, retold = [], []
    for room in rooms:
        quoted += await _time(room.offered, room.quoting)
        retold += await _time(room.offered, room.retelling)
    quoting, retelling = Times.of(quoted), Times.of(retold)
    return [
        _checking_row("that quotes", quoting, f"one in other words: {retelling}", quoting.p50 / retelling.p50),
        _checking_row("in other words", retelling, f"one that quotes: {quoting}", retelling.p50 / quoting.p50),
    ]


def _checking_row(what: str, times: Times, peer: str, ratio: float) -> Row:
    return Row(
        work=f"With a model: a sentence {what} checked, at {PIECES} pieces of evidence",
        measured=str(times),
        reach="p95 5 ms",
        load=times.p95 / 5,
        peer=peer,
        ratio=ratio,
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """Evidence, and sentences that cite a piece of it each."""

    offered: Offered
    quoting: Sequence[DraftSentence]
    retelling: Sequence[DraftSentence]


def _rooms(rows: Sequence[Paraphrased]) -> Iterator[_Room]:
    witnesses, entailment = Witnesses.load(), EncoderEntailment()
    for start in range(0, len(rows) - PIECES + 1, PIECES):
        held = [(row, HOLDERS[n % len(HOLDERS)]) for n, row in enumerate(rows[start : start + PIECES])]
        quoted = [
            Quoted(quote=row.quote, subject=row.subject, holder=holder, author=holder, language=row.lang.language)
            for row, holder in held
        ]
        query = Query(text="?", language=Language.ENGLISH, locale=LOCALES[Language.ENGLISH])
        yield _Room(
            Offered(query, witnesses.evidence(quoted), witnesses.names(quoted), entailment),
            [_quoting(row, holder, n) for n, (row, holder) in enumerate(held, 1)],
            [_said(one, holder, n) for n, (row, holder) in enumerate(held, 1) for one in (*row.right, *row.wrong)],
        )


def _quoting(row: Paraphrased, holder: str, n: int) -> DraftSentence:
    text = QUOTING[row.lang.language].format(holder=holder, text=row.quote)
    return DraftSentence(text=text, citations=(n,))


def _said(told: Told, holder: str, n: int) -> DraftSentence:
    return DraftSentence(text=LEADS[told.lang.language].format(holder=holder, text=told.text), citations=(n,))


async def _time(offered: Offered, sentences: Sequence[DraftSentence]) -> list[float]:
    """Milliseconds of each, until it was told or refused."""
    times, checking = [], Checking(offered, _unheard)
    for sentence in sentences:
        start = time.perf_counter()
        await checking.check([sentence])
        times.append((time.perf_counter() - start) * 1000)
    return times


async def _unheard(_passed: Grounded) -> None:
    """Nobody listens."""
