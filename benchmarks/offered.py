"""How much of the evidence a language model is shown, and what of it the cut to so many tokens loses."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from benchmarks.evaluation.channels import Channel, channels_of, meet
from benchmarks.evaluation.gold import GoldPaste, GoldQuestion, PasteSet, load_set
from benchmarks.evaluation.running import ASKED_ON, READER, SAVED_AT, Saved
from benchmarks.measure import Row
from bot.answers.interpret import understand
from bot.answers.offering import told, within
from bot.answers.retrieve import Retrieved, retrieve
from bot.answers.writing import MOST_EVIDENCE
from bot.app import open_casebook
from bot.casebook import Casebook
from bot.domain.answer import Evidence
from bot.domain.post import Paste
from bot.domain.question import Question
from bot.intake.decode import decode
from bot.llm.tokens import estimated_tokens
from bot.settings import read_settings
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver

SET = Path(__file__).parents[1] / "tests" / "evaluation"


@dataclass(frozen=True, slots=True)
class Offer:
    """What was found for a question of the set, and where its channel holds what."""

    gold: GoldQuestion
    channel: Channel
    found: Retrieved

    @property
    def shown(self) -> Sequence[Evidence]:
        """To a model that reads all that any is shown."""
        return within(self.found, MOST_EVIDENCE)

    @property
    def tokens(self) -> int:
        return estimated_tokens(told(self.shown, self.found.query.locale))

    def wanted(self, evidence: Iterable[Evidence]) -> list[bool]:
        """Whether each argument that should be cited is among it."""
        places = [place for one in evidence for place in self.channel.places(one.argument.quote)]
        groups = [
            [place for quote in one.any_of for place in self.channel.places(quote)] for one in self.gold.gold_quotes
        ]
        return [meet(places, group) for group in groups]


async def evidence_row() -> Row:
    """Of every question of our set; tokens, of those for which anything is found."""
    pastes = load_set(SET)
    async with open_casebook(read_settings(store="sqlite:///:memory:")) as casebook:
        saved = [await _save(casebook, pastes, gold) for gold in pastes.pastes]
        channels, texts = channels_of(saved).by_name, {gold.id: gold.question for gold in pastes.questions}
        offers = [Offer(gold, channels[gold.channel], await _found(casebook, gold, texts)) for gold in pastes.questions]
    shown = [hit for one in offers for hit in one.wanted(one.shown)]
    uncut = [hit for one in offers for hit in one.wanted(one.found.evidence)]
    tokens = [one.tokens for one in offers if one.found.evidence]
    return _row(tokens, sum(shown) / len(shown), sum(uncut) / len(uncut))


def _row(tokens: Sequence[int], shown: float, uncut: float) -> Row:
    """Missed, however small the evidence is, where the cut costs anything that should be cited."""
    return Row(
        work=f"With a model: evidence for an answer, {len(tokens)} questions, p95 and most",
        measured=f"{quantiles(tokens, n=20)[-1]:.0f} / {max(tokens)} tokens",
        reach=f"{MOST_EVIDENCE} tokens, no recall lost",
        load=max(tokens) / MOST_EVIDENCE if shown >= uncut else float("inf"),
        peer=f"recall {shown:.3f}; of all that was found: {uncut:.3f}",
        ratio=shown / uncut,
    )


async def _save(casebook: Casebook, pastes: PasteSet, gold: GoldPaste) -> Saved:
    raw = decode(pastes.text(gold).encode(), gold.path)
    paste = Paste(raw=raw, saved_by=READER, saved_at=SAVED_AT, source=Path(gold.path).name)
    return Saved(gold, pastes.text(gold), await casebook.save(gold.channel, paste))


async def _found(casebook: Casebook, gold: GoldQuestion, texts: dict[str, str]) -> Retrieved:
    """As `Answerer` finds it, but for names that only the channel knows."""
    store = casebook.store.channel(gold.channel)
    holders, aliases = await asyncio.gather(store.holders(), store.aliases())
    after = (texts[gold.after],) if gold.after else ()
    question = Question(text=gold.question, after=after, asked_on=ASKED_ON)
    asked = understand(question, Resolver(Companies.load(), aliases), holders)
    return await retrieve(asked, store, casebook.embedder)
