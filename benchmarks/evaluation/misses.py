"""What went wrong, by kind: how many of how many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from benchmarks.evaluation.judging import Judgement, Matter, of_matter
from benchmarks.evaluation.tables import NOTHING

KINDS = {
    Matter.FOUND: "argument missed",
    Matter.ARGUES: "false alarm",
    Matter.TRAP: "trap taken for an argument",
    Matter.SIDE: "wrong side",
    Matter.SUBJECT: "wrong subject",
    Matter.HOLDER: "wrong holder",
    Matter.ANSWERED: "question refused",
    Matter.COMPLETE: "answer incomplete",
    Matter.PRECISE: "answer imprecise",
    Matter.ABSTAINED: "answered what nobody said",
}
"""Whose misses are told by kind, in the words of a miss."""

Judged = Mapping[str, Sequence[Judgement]]


def misses_table(judged: Judged) -> str:
    """A line for each kind, then for each group of it in which anything went wrong."""
    lines = [("missed", *judged), ("---",) * (len(judged) + 1)]
    for matter, words in KINDS.items():
        lines.append((f"**{words}**", *_cells(judged, matter)))
        lines += [(f"… {group}", *_cells(judged, matter, group)) for group in _groups(judged, matter)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _groups(judged: Judged, matter: Matter) -> list[str]:
    items = [one for judgements in judged.values() for one in of_matter(judgements, matter)]
    return sorted({group for one in items if not one.right for group in one.groups})


def _cells(judged: Judged, matter: Matter, group: str | None = None) -> Iterator[str]:
    for judgements in judged.values():
        items = [one for one in of_matter(judgements, matter) if group is None or group in one.groups]
        wrong = sum(not one.right for one in items)
        yield f"{wrong} of {len(items)} ({wrong / len(items):.0%})" if items else NOTHING


def every_miss(judged: Judged) -> dict[str, list[dict[str, object]]]:
    """All that was judged wrong, of every matter, by column; ready for JSON."""
    return {column: [asdict(one) for one in judgements if not one.right] for column, judgements in judged.items()}
