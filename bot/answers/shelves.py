"""One answer out of a channel's own and those of the channels whose casebooks it reads."""

from collections.abc import Mapping, Sequence

from bot.answers.coverage import nearest
from bot.domain.answer import Answer, Considered, Evidence, Held, Mode, Sentence, Timing
from bot.domain.argument import Aspect, Stance
from bot.domain.post import ChannelId
from bot.domain.subject import SubjectKey


def with_shelves(own: Answer, others: Mapping[ChannelId, Answer]) -> Answer:
    """The channel's own answer with what the others add to it, in their order.

    The numbers of the own citations stay; those of the others go on behind them. What two casebooks say in the same
    words is one sentence that cites both. It abstains only where all do, and tells then what any of them holds nearest.
    """
    parts = [own, *(_shifted(answer, shelf) for shelf, answer in others.items())]
    parts = _numbered_on(parts)
    said = _sentences(parts)
    written = any(part.mode is Mode.LLM for part in parts)
    return Answer(
        query=next((part.query for part in parts if not part.abstained), own.query),
        mode=Mode.LLM if written else Mode.EXTRACTIVE,
        engine=" ".join(dict.fromkeys(part.engine for part in parts)),
        fallback=None if written else next((part.fallback for part in parts if part.fallback), None),
        sentences=said,
        citations=tuple(evidence for part in parts for evidence in part.citations),
        considered=_considered([part.considered for part in parts]),
        dropped=tuple(dropped for part in parts for dropped in part.dropped),
        coverage=() if said else nearest(_held(parts), own.query),
        timing=_timing([part.timing for part in parts]),
    )


def _shifted(answer: Answer, shelf: ChannelId) -> Answer:
    citations = tuple(evidence.model_copy(update={"shelf": shelf}) for evidence in answer.citations)
    return answer.model_copy(update={"citations": citations})


def _numbered_on(parts: Sequence[Answer]) -> list[Answer]:
    """Each with its numbers behind those of the ones before it."""
    numbered, last = list[Answer](), 0
    for part in parts:
        citations = tuple(_moved(evidence, last) for evidence in part.citations)
        sentences = tuple(
            one.model_copy(update={"citations": tuple(n + last for n in one.citations)}) for one in part.sentences
        )
        numbered.append(part.model_copy(update={"citations": citations, "sentences": sentences}))
        last = max((evidence.n for evidence in citations), default=last)
    return numbered


def _moved(evidence: Evidence, by: int) -> Evidence:
    return evidence.model_copy(update={"n": evidence.n + by}) if by else evidence


def _sentences(parts: Sequence[Answer]) -> tuple[Sentence, ...]:
    cited: dict[str, tuple[int, ...]] = {}
    for sentence in (one for part in parts for one in part.sentences):
        cited[sentence.text] = cited.get(sentence.text, ()) + sentence.citations
    return tuple(Sentence(text=text, citations=numbers) for text, numbers in cited.items())


def _considered(parts: Sequence[Considered]) -> Considered:
    return Considered(
        arguments=sum(part.arguments for part in parts),
        posts=sum(part.posts for part in parts),
        authors=sum(part.authors for part in parts),
        newest_days=min((part.newest_days for part in parts if part.newest_days is not None), default=None),
    )


def _held(parts: Sequence[Answer]) -> list[Held]:
    """What all of them hold, most first."""
    rows: dict[tuple[SubjectKey, Stance, Aspect | None], Held] = {}
    for held in (one for part in parts for one in part.coverage):
        key = held.subject.key, held.stance, held.aspect
        before = rows[key] if key in rows else held.model_copy(update={"arguments": 0})
        rows[key] = before.model_copy(update={"arguments": before.arguments + held.arguments})
    return sorted(rows.values(), key=lambda one: -one.arguments)


def _timing(parts: Sequence[Timing]) -> Timing:
    return Timing(**{step: sum(getattr(part, step) for part in parts) for step in Timing.model_fields})
