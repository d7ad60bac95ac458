"""What the gate made of sentences, as shares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.evaluation.gate.sentences import Manner, Right, judged_by
from benchmarks.evaluation.tables import Figure
from bot.answers.gate.entailment import Entailment
from bot.answers.ground import grade_of, refusal_of
from bot.domain.text import Language


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence was refused; `kind` is what is wrong with it, or how a right one tells its quote."""

    kind: str
    manner: Manner
    language: Language
    refused: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """The product's gate, with a model of entailment or without one."""

    entailment: Entailment | None

    def verdict(self, sentence: Right, kind: str) -> Verdict:
        refused = refusal_of(sentence.sentence, judged_by(sentence, self.entailment)) is not None
        return Verdict(kind, sentence.manner, sentence.language, refused)

    def grade(self, sentence: Right) -> float:
        return grade_of(sentence.sentence, judged_by(sentence, self.entailment))


def share_refused(verdicts: Iterable[Verdict]) -> Figure:
    refused = [one.refused for one in verdicts]
    return sum(refused) / len(refused) if refused else None


def auroc(right: Sequence[float], wrong: Sequence[float]) -> Figure:
    """The chance that a right one is graded above a wrong one; a tie counts half. None where either is missing."""
    if not right or not wrong:
        return None
    ranked = sorted([(grade, True) for grade in right] + [(grade, False) for grade in wrong])
    above, seen, at = 0.0, 0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        tied = [is_right for _, is_right in ranked[at:end]]
        lower = tied.count(False)
        above += tied.count(True) * (seen + lower / 2)
        seen, at = seen + lower, end
    return above / (len(right) * len(wrong))
