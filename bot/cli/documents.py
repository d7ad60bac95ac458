"""The documents of `contract`, built from what the front door gives."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.answers.coverage import question_on
from bot.answers.forecasts import target_in
from bot.cli.contract import (
    AliasesDocument,
    ArgumentDocument,
    AskDocument,
    CitationDocument,
    CorrectDocument,
    ForgetDocument,
    HeldDocument,
    ImportDocument,
    IngestDocument,
    InterpretedDocument,
    ListedDocument,
    PostDocument,
    PostsDocument,
    SkippedDocument,
    SuggestedDocument,
    TargetDocument,
    TickerDocument,
)
from bot.cli.point_contract import TurnDocument
from bot.domain.answer import Answer, Evidence
from bot.domain.argument import Argument
from bot.domain.glossary import Glossary, Suggestion
from bot.domain.post import Published, Skipped, Ticker
from bot.domain.question import Query
from bot.domain.receipt import Forgotten, Imported, Listed, Receipt, SavedPost
from bot.domain.timeline import Turn
from bot.locales import wording


def when(published_at: Published | None) -> str | None:
    """ISO 8601 to the second, with an offset only where there is one; a bare date stays one."""
    if isinstance(published_at, datetime):
        return published_at.isoformat(timespec="seconds")
    return published_at.isoformat() if published_at else None


def ingest_document(receipts: Iterable[Receipt]) -> IngestDocument:
    receipts = list(receipts)
    return {
        "posts": [_post(saved) for receipt in receipts for saved in receipt.posts],
        "skipped": [_skipped(skipped) for receipt in receipts for skipped in receipt.skipped],
    }


def _post(saved: SavedPost) -> PostDocument:
    post = saved.post
    return {
        "post_id": post.post_id,
        "platform": post.platform.value,
        "author": post.author,
        "published_at": when(post.published_at),
        "language": post.language.value,
        "tickers": [_ticker(ticker) for ticker in post.tickers],
        "quotes_post": post.quotes_post,
        "duplicate_of": saved.duplicate_of,
        "waiting": saved.waiting,
        "arguments": [_argument(argument) for argument in saved.arguments],
    }


def _ticker(ticker: Ticker) -> TickerDocument:
    return {"symbol": ticker.symbol, "market": ticker.market, "name": ticker.name}


def _argument(argument: Argument) -> ArgumentDocument:
    return {
        "argument_id": argument.argument_id,
        "claim": argument.claim,
        "quote": argument.quote,
        "start": argument.span.start,
        "end": argument.span.end,
        "stance": argument.stance.value,
        "stance_confidence": round(argument.stance_confidence, 4),
        "subject": argument.subject.name,
        "aspect": argument.aspect.value,
        "holder": argument.holder,
        "kind": argument.kind.value,
    }


def _skipped(skipped: Skipped) -> SkippedDocument:
    return {"reason": skipped.reason, "excerpt": skipped.excerpt}


def ask_document(answer: Answer) -> AskDocument:
    considered = answer.considered
    return {
        "question": answer.query.text,
        "mode": answer.mode.value,
        "engine": answer.engine,
        "fallback": answer.fallback.value if answer.fallback else None,
        "abstained": answer.abstained,
        "language": answer.query.language.value,
        "interpreted": _interpreted(answer.query),
        "sentences": [{"text": one.text, "citations": list(one.citations)} for one in answer.sentences],
        "citations": [citation_document(evidence) for evidence in answer.citations],
        "considered": {
            "arguments": considered.arguments,
            "posts": considered.posts,
            "authors": considered.authors,
        },
        "dropped": [{"text": dropped.text, "reason": dropped.reason} for dropped in answer.dropped],
        "coverage": _coverage(answer),
        "timing_ms": {part: round(took, 2) for part, took in answer.timing.model_dump().items()},
    }


def _interpreted(query: Query) -> InterpretedDocument:
    return {
        "subjects": [subject.name for subject in query.subjects],
        "stance": query.stance.value if query.stance else None,
        "since": when(query.since),
        "until": when(query.until),
        "author": query.author,
    }


def citation_document(evidence: Evidence) -> CitationDocument:
    argument, post = evidence.argument, evidence.post
    return {
        "n": evidence.n,
        "quote": argument.quote,
        "kind": argument.kind.value,
        "target": _target(evidence),
        "stance": argument.stance.value,
        "subject": argument.subject.name,
        "aspect": argument.aspect.value,
        "author": post.author,
        "holder": argument.holder,
        "published_at": when(post.published_at),
        "post_id": post.post_id,
        "argument_id": argument.argument_id,
        "url": post.url,
    }


def _target(evidence: Evidence) -> TargetDocument | None:
    target = target_in(evidence)
    if target is None:
        return None
    return {"text": target.text, "until": target.until.isoformat(), "past": target.is_past(date.today())}


def turn_document(turn: Turn) -> TurnDocument:
    before = turn.before.n if turn.before else None
    return {"holder": turn.holder, "before": before, "after": turn.after.n, "said": turn.said}


def _coverage(answer: Answer) -> list[HeldDocument]:
    return [
        {
            "subject": held.subject.name,
            "stance": held.stance.value,
            "aspect": held.aspect.value if held.aspect else None,
            "arguments": held.arguments,
            "question": question_on(held, wording(answer.query.locale)),
        }
        for held in answer.coverage
    ]


def posts_document(posts: Sequence[Listed]) -> PostsDocument:
    return {"posts": [_listed(listed) for listed in posts]}


def _listed(listed: Listed) -> ListedDocument:
    post = listed.post
    return {
        "post_id": post.post_id,
        "platform": post.platform.value,
        "author": post.author,
        "published_at": when(post.published_at),
        "saved_by": post.saved_by,
        "saved_at": post.saved_at.isoformat(timespec="seconds"),
        "arguments": listed.arguments,
        "waiting": listed.waiting,
    }


def forget_document(forgotten: Forgotten) -> ForgetDocument:
    return {"forgotten": {"posts": forgotten.posts, "arguments": forgotten.arguments}}


def correct_document(saved: SavedPost, by: str) -> CorrectDocument:
    post = saved.post
    return {
        "corrected": {
            "post_id": post.post_id,
            "author": post.author,
            "published_at": when(post.published_at),
            "url": post.url,
            "subject": saved.about.name if saved.about else None,
            "by": by,
        }
    }


def aliases_document(
    glossary: Glossary, companies: Mapping[str, str], suggested: Sequence[Suggestion]
) -> AliasesDocument:
    """`companies`: whom everybody means by the names that are switched off."""
    return {
        "aliases": [
            {"name": alias.name, "company": alias.company, "added_by": alias.added_by, "learned": alias.learned}
            for alias in glossary.aliases
        ],
        "off": [{"name": off.name, "company": companies[off.name], "by_whom": off.by_whom} for off in glossary.off],
        "suggested": [_suggested(suggestion) for suggestion in suggested],
    }


def _suggested(suggestion: Suggestion) -> SuggestedDocument:
    return {
        "name": suggestion.name,
        "company": suggestion.subject.lasting_name,
        "posts": suggestion.posts,
        "people": suggestion.people,
        "example": suggestion.example.post_id,
        "url": suggestion.example.link,
    }


def import_document(imported: Imported) -> ImportDocument:
    return {
        "imported": {
            "posts": imported.posts,
            "arguments": imported.arguments,
            "duplicates": imported.duplicates,
            "skipped": imported.skipped,
        }
    }
