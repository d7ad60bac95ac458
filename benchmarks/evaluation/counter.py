"""Messages with the saved arguments that speak against them, told as the product tells them.

`counters.jsonl` beside a set's `gold.jsonl` has a line a message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from benchmarks.evaluation.channels import Channel, Channels, Place, channels_of, meet
from benchmarks.evaluation.figures import LEARNT
from benchmarks.evaluation.gold import PasteSet, QuoteGroup
from benchmarks.evaluation.running import saved_set
from benchmarks.evaluation.tables import Better, Figure, Row, Section
from bot.casebook import Casebook
from bot.domain.answer import Evidence
from bot.domain.argument import Stance
from bot.domain.counter import Counter
from bot.domain.post import ChannelId
from bot.domain.text import Language

TITLE = "the other side of messages"
ALL, ENGLISH, CHINESE = "all", "English", "Chinese"
FILE = "counters.jsonl"


class GoldMessage(BaseModel, frozen=True):
    """What a member writes about `subject`, for `stance`. `against` are the arguments that speak against just that."""

    id: str
    channel: ChannelId
    message: str
    language: Language
    subject: str
    stance: Stance
    against: tuple[QuoteGroup, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A message with what was shown against it, each with the places where its quote stands in the channel."""

    gold: GoldMessage
    counter: Counter
    channel: Channel

    @property
    def shown(self) -> list[Evidence]:
        return list(self.counter.evidence)

    @property
    def within_reach(self) -> list[Evidence]:
        """With what is shown under the right one of two readings, where the side was not clear."""
        right = [one for one in self.counter.either if one.claim.stance is self.gold.stance]
        return [*self.shown, *(evidence for one in right for evidence in one.evidence)]

    @property
    def wanted(self) -> list[list[Place]]:
        return [
            [place for quote in group.any_of for place in self.channel.places(quote)] for group in self.gold.against
        ]

    def places(self, evidence: Evidence) -> list[Place]:
        return self.channel.places(evidence.argument.quote)

    def found(self, shown: Sequence[Evidence]) -> int:
        """How many of the wanted arguments are among those."""
        return sum(any(meet(self.places(one), group) for one in shown) for group in self.wanted)

    def is_wrong(self, evidence: Evidence) -> bool:
        """Whether it is on the message's own side, by the set where that has an argument there, else by the product."""
        stances = self.channel.stances_at(self.places(evidence)) or {evidence.argument.stance}
        return self.gold.stance.opposite not in stances


def load_messages(folder: Path) -> list[GoldMessage]:
    """None where the set has no such file."""
    if not (folder / FILE).exists():
        return []
    lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    return [GoldMessage.model_validate_json(line) for line in lines if line.strip()]


async def counter_section(pastes: PasteSet) -> Section:
    """The set's messages, each asked of a store in which all its pastes are saved."""
    messages = load_messages(pastes.folder)
    async with saved_set(pastes) as (casebook, saved):
        answered = [await _answered(casebook, gold, channels_of(saved)) for gold in messages]
    return section_of(answered)


async def _answered(casebook: Casebook, gold: GoldMessage, channels: Channels) -> Answered:
    counter = await casebook.other_side(gold.channel, gold.message)
    return Answered(gold, counter, channels.by_name[gold.channel])


def section_of(answered: Sequence[Answered]) -> Section:
    parts = {
        ALL: list(answered),
        ENGLISH: [one for one in answered if one.gold.language is Language.ENGLISH],
        CHINESE: [one for one in answered if one.gold.language is Language.CHINESE],
    }
    return Section(
        TITLE,
        (
            Row(name="messages", figures={column: len(part) for column, part in parts.items()}),
            Row(
                name="arguments against them that are shown, recall at 6",
                figures={column: recall(part) for column, part in parts.items()},
                slack=LEARNT,
            ),
            Row(
                name="… read for a side that was clear",
                figures={column: clear_recall(part) for column, part in parts.items()},
                slack=LEARNT,
            ),
            Row(
                name="of what is shown, on the message's own side",
                figures={column: wrong_side(part) for column, part in parts.items()},
                better=Better.LOWER,
                slack=LEARNT,
            ),
        ),
    )


def recall(answered: Sequence[Answered]) -> Figure:
    """Of what speaks against the messages; where a side is not clear, what is shown under the right one counts."""
    return _share(sum(one.found(one.within_reach) for one in answered), sum(len(one.wanted) for one in answered))


def clear_recall(answered: Sequence[Answered]) -> Figure:
    """The same without that."""
    return _share(sum(one.found(one.shown) for one in answered), sum(len(one.wanted) for one in answered))


def wrong_side(answered: Sequence[Answered]) -> Figure:
    """Of what is shown under a side that was clear."""
    shown = [one.is_wrong(evidence) for one in answered for evidence in one.shown]
    return _share(sum(shown), len(shown))


def _share(some: int, all_: int) -> Figure:
    return some / all_ if all_ else None
