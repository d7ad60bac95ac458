"""A set on the real product: every paste saved into a fresh store, then every question asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.evaluation.gold import GoldPaste, GoldQuestion, PasteSet
from bot.app import open_casebook
from bot.casebook import Casebook
from bot.domain.answer import Answer
from bot.domain.post import Paste
from bot.domain.question import Question
from bot.domain.receipt import Receipt
from bot.errors import CasebookError
from bot.intake.decode import decode
from bot.settings import read_settings

SAVED_AT = datetime(2026, 7, 1, 8, tzinfo=UTC)
ASKED_ON = date(2026, 7, 1)
"""The same day each time, so that "since March" means the same."""
READER = "evaluation"


@dataclass(frozen=True, slots=True)
class Saved:
    """A paste and what the product read in it; no receipt where it refused the paste."""

    gold: GoldPaste
    raw: str
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its answer; none where the product refused the question."""

    gold: GoldQuestion
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Run:
    saved: tuple[Saved, ...]
    asked: tuple[Asked, ...]


async def run_set(pastes: PasteSet) -> Run:
    """The pastes by path, then the questions in their order; nothing is left behind."""
    async with saved_set(pastes) as (casebook, saved):
        texts = {gold.id: gold.question for gold in pastes.questions}
        return Run(saved, tuple([await _ask(casebook, gold, texts) for gold in pastes.questions]))


@asynccontextmanager
async def saved_set(pastes: PasteSet) -> AsyncIterator[tuple[Casebook, tuple[Saved, ...]]]:
    """A casebook in which all pastes are saved, by path; it is gone afterwards."""
    async with _throwaway_casebook() as casebook:
        yield casebook, tuple([await _save(casebook, pastes, gold) for gold in pastes.pastes])


@asynccontextmanager
async def _throwaway_casebook() -> AsyncIterator[Casebook]:
    with TemporaryDirectory() as folder:
        async with open_casebook(read_settings(store=f"sqlite:///{folder}/store.db")) as casebook:
            yield casebook


async def _save(casebook: Casebook, pastes: PasteSet, gold: GoldPaste) -> Saved:
    raw = pastes.text(gold)
    try:
        receipt = await casebook.save(gold.channel, _paste(raw, gold))
    except CasebookError:
        return Saved(gold, raw, None)
    return Saved(gold, raw, receipt)


def _paste(raw: str, gold: GoldPaste) -> Paste:
    text = decode(raw.encode(), gold.path)  # as a file that is saved: without a byte order mark
    return Paste(raw=text, saved_by=READER, saved_at=SAVED_AT, source=Path(gold.path).name)


async def _ask(casebook: Casebook, gold: GoldQuestion, texts: dict[str, str]) -> Asked:
    after = (texts[gold.after],) if gold.after else ()
    try:
        return Asked(
            gold, await casebook.ask(gold.channel, Question(text=gold.question, after=after, asked_on=ASKED_ON))
        )
    except CasebookError:
        return Asked(gold, None)
