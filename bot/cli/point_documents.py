"""The documents of `contract` that tell key points."""

from collections.abc import Mapping

from bot.cli.documents import citation_document, when
from bot.cli.point_contract import CaseDocument, DebateDocument, PointDocument, StandingDocument
from bot.domain.argument import Stance
from bot.domain.case import Case, Debate, Point, Standing


def case_document(case: Case) -> CaseDocument:
    return {
        "subject": case.subject.name,
        "points": [point_document(point) for point in case.points],
        "more": _more(case.more),
    }


def debate_document(debate: Debate) -> DebateDocument:
    return {
        "subject": debate.subject.name,
        "points": [point_document(point) for one in debate.aspects for point in (*one.bull, *one.bear)],
        "more": _more(debate.more),
        "state": {"bull": _standing(debate.bull), "bear": _standing(debate.bear)},
    }


def point_document(point: Point) -> PointDocument:
    return {
        "point_id": point.point_id,
        "subject": point.subject.name,
        "side": point.stance.value,
        "aspect": point.aspect.value,
        "text": point.text,
        "people": point.people,
        "unknown": point.unnamed,
        "arguments": point.arguments,
        "first": when(point.first),
        "last": when(point.last),
        "answered_by": [reply.point_id for reply in point.answered_by],
        "replies": [
            {"point_id": reply.point_id, "relation": reply.relation.value if reply.relation else None}
            for reply in point.answered_by
        ],
        "citations": [citation_document(evidence) for evidence in point.evidence],
    }


def _more(left_out: Mapping[Stance, int]) -> dict[str, int]:
    return {stance.value: points for stance, points in left_out.items()}


def _standing(standing: Standing) -> StandingDocument:
    return {
        "points": standing.points,
        "people": standing.people,
        "unknown": standing.unnamed,
        "unanswered": standing.unanswered,
    }
