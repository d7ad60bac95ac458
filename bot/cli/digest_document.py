"""The document of `contract` that tells what came in."""

from bot.cli.documents import citation_document, turn_document, when
from bot.cli.point_contract import AnsweredDocument, ArrivedDocument, DigestDocument
from bot.cli.point_documents import point_document
from bot.domain.case import Point
from bot.domain.digest import Arrived, Digest


def digest_document(digest: Digest) -> DigestDocument:
    return {
        "since": when(digest.window.since) or "",
        "until": when(digest.window.until) or "",
        "posts": digest.posts,
        "subjects": [_arrived(one) for one in digest.subjects],
        "more": digest.more,
        "new_points": [point_document(point) for point in digest.new_points],
        "more_points": digest.more_points,
        "answered": [_answered(point) for point in digest.answered],
        "turns": [turn_document(turn) for turn in digest.turns],
        "citations": [citation_document(evidence) for evidence in digest.evidence],
        "quiet": digest.is_quiet,
    }


def _arrived(one: Arrived) -> ArrivedDocument:
    return {
        "subject": one.subject.name,
        "bull": one.bull,
        "bear": one.bear,
        "neutral": one.neutral,
        "citations": [citation_document(evidence) for evidence in one.evidence],
    }


def _answered(point: Point) -> AnsweredDocument:
    return {
        "point_id": point.point_id,
        "by": [reply.point_id for reply in point.answered_by],
        "point": point_document(point),
    }
