"""The document of `contract` that tells a timeline."""

from bot.cli.documents import citation_document, turn_document, when
from bot.cli.point_contract import TimelineDocument, WeekDocument
from bot.cli.point_documents import point_document
from bot.domain.timeline import Bar, Timeline


def timeline_document(timeline: Timeline) -> TimelineDocument:
    return {
        "subject": timeline.subject.name,
        "since": when(timeline.since),
        "until": timeline.until.isoformat(),
        "weeks": [_week(bar) for bar in timeline.bars],
        "undated": timeline.undated,
        "unsure": timeline.unsure,
        "marks": [
            {
                "n": mark.n,
                "day": mark.day.isoformat(),
                "dated": mark.dated,
                "stance": mark.stance.value,
                "kind": mark.kind.value,
            }
            for mark in timeline.marks
        ],
        "new": [point_document(point) for point in timeline.new],
        "silent": [point_document(point) for point in timeline.silent],
        "turned": [point_document(point) for point in timeline.turned],
        "turns": [turn_document(turn) for turn in timeline.turns],
        "citations": [citation_document(evidence) for evidence in timeline.evidence],
    }


def _week(bar: Bar) -> WeekDocument:
    return {
        "week": bar.week.isoformat(),
        "bull": bar.bull,
        "bear": bar.bear,
        "undated_bull": bar.undated_bull,
        "undated_bear": bar.undated_bear,
    }
