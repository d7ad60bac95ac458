"""A question with its answer, each citation looked up in the channel that was asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.evaluation.channels import Channel, Channels, Place
from benchmarks.evaluation.gold import GoldQuestion
from benchmarks.evaluation.judging import Judgement, Matter
from benchmarks.evaluation.running import Asked
from bot.domain.answer import Answer, Evidence, Sentence


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, and where its quote stands in the channel; nowhere where it was altered or leaked."""

    evidence: Evidence
    places: tuple[Place, ...]

    @property
    def quote(self) -> str:
        return self.evidence.argument.quote


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its answer's citations, looked up in its channel."""

    gold: GoldQuestion
    answer: Answer | None
    cited: tuple[Cited, ...]
    channel: Channel

    @property
    def sentences(self) -> Sequence[Sentence]:
        return self.answer.sentences if self.answer else ()

    @property
    def reads_alone(self) -> bool:
        """One that doesn't is not in the figures of answers, only in those of what must never be shown."""
        return not self.gold.context_needed

    def judge(self, matter: Matter, *, right: bool, what: str = "") -> Judgement:
        return Judgement(
            matter=matter, right=right, where=self.gold.id, what=what or self.gold.question, groups=(self.gold.kind,)
        )


def case_of(asked: Asked, channels: Channels) -> Case:
    channel = channels.by_name[asked.gold.channel]
    citations = asked.answer.citations if asked.answer else ()
    cited = tuple(Cited(one, tuple(channel.places(one.argument.quote))) for one in citations)
    return Case(asked.gold, asked.answer, cited, channel)
