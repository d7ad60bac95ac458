"""What was read of a paste's arguments: that they argue, for which side, about whom, and who holds them."""

from itertools import pairwise

from benchmarks.evaluation.gold import GoldArgument
from benchmarks.evaluation.judging import Judgement, Matter
from benchmarks.evaluation.matching import Finding, Matching, matching_of
from benchmarks.evaluation.names import Names
from benchmarks.evaluation.running import Saved
from benchmarks.evaluation.spans import place, shared
from bot.domain.text import Span

BANDS = (0.6, 0.7, 0.8)
"""Where one band of stated confidence ends and the next begins."""


def judge_arguments(saved: Saved, names: Names) -> list[Judgement]:
    """Nothing of a duplicate: its arguments were judged where it was saved first.

    Errors: ValueError where the set quotes what its paste does not hold.
    """
    if saved.gold.duplicate_of:
        return []
    matching = matching_of(saved)
    judged = [*_judge_spans(saved, matching), *_judge_traps(saved, matching)]
    for wanted, finding in matching.scored:
        if finding:
            judged += _judge_sides(saved, wanted.gold, finding)
            judged += _judge_about(saved, wanted.gold, finding, names)
    return judged


def _judge_spans(saved: Saved, matching: Matching) -> list[Judgement]:
    where, groups = saved.gold.path, (saved.gold.language,)
    found = [
        Judgement(matter=Matter.FOUND, right=bool(finding), where=where, what=wanted.gold.quote, groups=groups)
        for wanted, finding in matching.scored
    ]
    right = [
        Judgement(matter=Matter.ARGUES, right=True, where=where, what=finding.quote, groups=groups)
        for _, finding in matching.scored
        if finding
    ]
    wrong = [
        Judgement(matter=Matter.ARGUES, right=False, where=where, what=finding.quote, groups=groups)
        for finding in matching.false
    ]
    return found + right + wrong


def _judge_traps(saved: Saved, matching: Matching) -> list[Judgement]:
    return [
        Judgement(
            matter=Matter.TRAP,
            right=not is_caught(place(trap.quote, trap.start, saved.raw), matching),
            where=saved.gold.path,
            what=trap.quote,
            groups=(trap.kind,),
        )
        for trap in saved.gold.traps
    ]


def is_caught(trap: Span, matching: Matching) -> bool:
    """Whether a finding is at a trap, and more on that than on any argument."""
    return any(
        finding.span is not None
        and finding.is_at(trap)
        and shared(finding.span, trap) > max((shared(finding.span, one.span) for one in matching.wanted), default=0)
        for finding in matching.findings
    )


def _judge_sides(saved: Saved, gold: GoldArgument, finding: Finding) -> list[Judgement]:
    """Each argument of a finding, all together with the weight of one."""
    return [
        Judgement(
            matter=Matter.SIDE,
            right=argument.stance in gold.stances,
            where=saved.gold.path,
            what=argument.quote,
            said=f"{argument.stance.value} {argument.stance_confidence:.2f}",
            gold=gold.stance.value,
            groups=(saved.gold.language, band(argument.stance_confidence)),
            weight=1 / len(finding.arguments),
            confidence=argument.stance_confidence,
        )
        for argument in finding.arguments
    ]


def band(confidence: float) -> str:
    """The words for a stated confidence."""
    for start, end in pairwise((0.0, *BANDS)):
        if confidence < end:
            return f"stated {start:.1f} to {end}"
    return f"stated {BANDS[-1]} or more"


def _judge_about(saved: Saved, gold: GoldArgument, finding: Finding, names: Names) -> list[Judgement]:
    """Right where any argument of the finding is; a holder is only judged where the paste says who holds the view."""
    subject = Judgement(
        matter=Matter.SUBJECT,
        right=any(names.subject(one.subject.name) in gold.subjects for one in finding.arguments),
        where=saved.gold.path,
        what=finding.quote,
        said=" / ".join(one.subject.name for one in finding.arguments),
        gold=gold.subject,
        groups=(saved.gold.language,),
    )
    if gold.holder is None:
        return [subject]
    right = (gold.holder,) if gold.attributed else (gold.holder, *saved.gold.author_ok)
    holder = Judgement(
        matter=Matter.HOLDER,
        right=any(names.same_person(one.holder, right) for one in finding.arguments),
        where=saved.gold.path,
        what=finding.quote,
        said=" / ".join(str(one.holder) for one in finding.arguments),
        gold=gold.holder,
        groups=("somebody quoted" if gold.attributed else "the author",),
    )
    return [subject, holder]
