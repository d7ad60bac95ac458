"""The section "the gate under corruption": what is caught, what right sentences are refused."""

from collections.abc import Iterator, Sequence

from benchmarks.evaluation.figures import LEARNT
from benchmarks.evaluation.gate.corrupting import Kind
from benchmarks.evaluation.gate.corruptions import REACH, corrupted
from benchmarks.evaluation.gate.evidence import Witnesses
from benchmarks.evaluation.gate.judged import Gate, Verdict, auroc, share_refused
from benchmarks.evaluation.gate.paraphrases import load_paraphrases
from benchmarks.evaluation.gate.sentences import Manner, Right, Wrong, composed, mistold, retold, verbatim
from benchmarks.evaluation.gold import PasteSet
from benchmarks.evaluation.tables import Better, Figure, Row, Section
from bot.answers.gate.entailment import Entailment
from bot.domain.text import Language

TITLE = "the gate under corruption"
COLUMNS = {"English": Language.ENGLISH, "Chinese": Language.CHINESE}
"""By the language of the sentence."""
REFUSED = {
    "right sentences refused: composed": Manner.COMPOSED,
    "… in the quote's own words": Manner.VERBATIM,
    "… paraphrased": Manner.PARAPHRASED,
    "… paraphrased in the other language": Manner.ACROSS,
}
MOST_REFUSED = 0.05
BY_HAND = "wrong by hand: "


def gate_section(pastes: PasteSet, entailment: Entailment | None = None) -> Section:
    """Of the quotes of a set, and of the paraphrases that lie with it."""
    witnesses, rows = Witnesses.load(), load_paraphrases(pastes.folder)
    rights = [*composed(pastes, witnesses), *verbatim(pastes, witnesses), *retold(rows, witnesses)]
    wrongs = list(mistold(rows, witnesses))
    return section_of(rights, wrongs, Gate(entailment))


def section_of(rights: Sequence[Right], wrongs: Sequence[Wrong], gate: Gate) -> Section:
    passed = [gate.verdict(right, right.manner) for right in rights]
    caught = [gate.verdict(one.sentence, one.kind) for one in corrupted(rights)]
    written = [gate.verdict(wrong.right, wrong.kind) for wrong in wrongs]
    return Section(TITLE, (*_caught(caught), *_refused(passed), *_by_hand(written), *_ranked(rights, wrongs, gate)))


def _caught(verdicts: Sequence[Verdict]) -> Iterator[Row]:
    yield Row(name="corrupted sentences", figures=_counts(verdicts))
    for kind in Kind:
        yield Row(name=f"caught: {kind}", figures=_shares(verdicts, kind), reach=REACH[kind], slack=LEARNT)
    for kind in (Kind.SIDE, Kind.NEGATION, Kind.CLAUSE):
        own = [one for one in verdicts if one.manner in (Manner.PARAPHRASED, Manner.ACROSS)]
        yield Row(name=f"… in paraphrases: {kind}", figures=_shares(own, kind), reach=REACH[kind], slack=LEARNT)


def _refused(verdicts: Sequence[Verdict]) -> Iterator[Row]:
    for name, manner in REFUSED.items():
        figures = _shares(verdicts, manner)
        yield Row(name=name, figures=figures, reach=MOST_REFUSED, better=Better.LOWER, slack=LEARNT)


def _by_hand(verdicts: Sequence[Verdict]) -> Iterator[Row]:
    for kind in sorted({one.kind for one in verdicts}):
        yield Row(name=f"{BY_HAND}{kind}", figures=_shares(verdicts, kind), slack=LEARNT)


def _ranked(rights: Sequence[Right], wrongs: Sequence[Wrong], gate: Gate) -> Iterator[Row]:
    """Paraphrases above what is wrong by hand, by the gate's grades and by words alone."""
    told = [right for right in rights if right.manner in (Manner.PARAPHRASED, Manner.ACROSS)]
    for name, grading in (("right above wrong by hand, AUROC", gate), ("… by words alone", Gate(None))):
        figures = {column: _auroc(told, wrongs, language, grading) for column, language in COLUMNS.items()}
        yield Row(name=name, figures=figures, slack=LEARNT)


def _auroc(told: Sequence[Right], wrongs: Sequence[Wrong], language: Language, gate: Gate) -> Figure:
    right = [gate.grade(one) for one in told if one.language is language]
    return auroc(right, [gate.grade(one.right) for one in wrongs if one.right.language is language])


def _counts(verdicts: Sequence[Verdict]) -> dict[str, Figure]:
    return {column: sum(one.language is language for one in verdicts) for column, language in COLUMNS.items()}


def _shares(verdicts: Sequence[Verdict], kind: str) -> dict[str, Figure]:
    chosen = [one for one in verdicts if one.kind == kind]
    return {
        column: share_refused(one for one in chosen if one.language is language) for column, language in COLUMNS.items()
    }
