"""Right sentences: composed as the product composes them, in the quote's own words, and retold by hand."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from benchmarks.evaluation.gate.evidence import Quoted, Witnesses
from benchmarks.evaluation.gate.paraphrases import Mistold, Paraphrased, Told
from benchmarks.evaluation.gold import GoldArgument, GoldPaste, PasteSet
from bot.answers.compose import ExtractiveComposer
from bot.answers.gate.entailment import Entailment
from bot.answers.ground import Offered
from bot.answers.retrieve import Retrieved
from bot.domain.answer import DraftSentence, Evidence
from bot.domain.post import Published
from bot.domain.question import Asks, Query
from bot.domain.text import Language, Locale
from storage import Scope

HOLDERS = ("pinewharf", "linen_account", "山脚下的灯", "Odile Marsh", "九点半的茶", "quillback")
"""Invented, for quotes that have no post."""
LEADS = {Language.ENGLISH: "According to {holder}, {text}", Language.CHINESE: "据{holder}，{text}"}
LOCALES = {Language.ENGLISH: Locale.ENGLISH, Language.CHINESE: Locale.SIMPLIFIED}


class Manner(StrEnum):
    """How a right sentence tells its quote."""

    COMPOSED = "composed"
    VERBATIM = "verbatim"
    PARAPHRASED = "paraphrased"
    ACROSS = "across languages"


@dataclass(frozen=True, slots=True)
class Right:
    """A sentence that the gate should let through, with all evidence that it was offered."""

    sentence: DraftSentence
    manner: Manner
    language: Language
    offered: Offered

    @property
    def cited(self) -> Evidence:
        """What it stands on: one quote."""
        return next(one for one in self.offered.evidence if one.n in self.sentence.citations)

    @property
    def quote(self) -> str:
        return self.cited.argument.quote

    @property
    def others(self) -> list[Evidence]:
        """What was offered and is not cited."""
        return [one for one in self.offered.evidence if one.n not in self.sentence.citations]


def composed(pastes: PasteSet, witnesses: Witnesses) -> Iterator[Right]:
    """Every gold argument of a set in both languages, told with its day where its post has one."""
    for _, group in groupby(sorted(pastes.pastes, key=lambda paste: paste.channel), lambda paste: paste.channel):
        quoted = [_quoted(paste, argument) for paste in group for argument in paste.arguments]
        for language in Language:
            yield from _composed(quoted, witnesses, language)


def _composed(quoted: Sequence[Quoted], witnesses: Witnesses, language: Language) -> Iterator[Right]:
    evidence = witnesses.evidence(quoted)
    query = Query(text="?", language=language, locale=LOCALES[language], asks=Asks.WHEN)
    offered = Offered(query, evidence, witnesses.names(quoted))
    found = Retrieved(query, Scope(), evidence, tuple((one.n,) for one in evidence))
    draft = asyncio.run(ExtractiveComposer().compose(found))
    for sentence in draft.sentences:
        yield Right(sentence, Manner.COMPOSED, language, offered)


def verbatim(pastes: PasteSet, witnesses: Witnesses) -> Iterator[Right]:
    """Every gold argument that has a holder, in its own words without quotation marks."""
    for right in composed(pastes, witnesses):
        holder, written_in = right.cited.argument.holder, right.cited.post.language
        if holder is not None and holder == right.cited.post.author and right.language is written_in:
            text = LEADS[written_in].format(holder=holder, text=right.quote)
            yield replace(right, sentence=_saying(right, text), manner=Manner.VERBATIM)


def _saying(right: Right, text: str) -> DraftSentence:
    return DraftSentence(text=text, citations=right.sentence.citations)


def _quoted(paste: GoldPaste, argument: GoldArgument) -> Quoted:
    first = paste.posts[0]
    return Quoted(
        quote=argument.quote,
        subject=argument.subject,
        stance=argument.stance,
        holder=argument.holder,
        author=first.author if argument.attributed else argument.holder,
        published_at=_moment(first.published_at),
        language=Language.ENGLISH if paste.language == "en" else Language.CHINESE,
    )


def _moment(written: str | None) -> Published | None:
    if written is None:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence by hand that the gate should refuse; `kind` is what is wrong with it."""

    right: Right
    kind: str


def retold(rows: Sequence[Paraphrased], witnesses: Witnesses) -> Iterator[Right]:
    for n, row in enumerate(rows):
        offered = _offered(rows, n, witnesses)
        yield from (_told(row, one, offered) for one in row.right)


def mistold(rows: Sequence[Paraphrased], witnesses: Witnesses) -> Iterator[Wrong]:
    for n, row in enumerate(rows):
        offered = _offered(rows, n, witnesses)
        yield from (Wrong(_told(row, one, offered), one.kind) for one in row.wrong)


def _offered(rows: Sequence[Paraphrased], n: int, witnesses: Witnesses) -> Offered:
    """Its quote and two neighbours', of which the first is held by the same person."""
    near = [rows[n], rows[(n + 1) % len(rows)], rows[(n + 2) % len(rows)]]
    holders = (_holder(n), _holder(n), _holder(n + 1))
    quoted = [
        Quoted(quote=row.quote, subject=row.subject, holder=holder, author=holder, language=row.lang.language)
        for row, holder in zip(near, holders, strict=True)
    ]
    query = Query(text="?", language=rows[n].lang.language, locale=LOCALES[rows[n].lang.language])
    return Offered(query, witnesses.evidence(quoted), witnesses.names(quoted))


def _holder(n: int) -> str:
    return HOLDERS[n % len(HOLDERS)]


def _told(row: Paraphrased, told: Told | Mistold, offered: Offered) -> Right:
    language = told.lang.language
    text = LEADS[language].format(holder=offered.evidence[0].argument.holder, text=told.text)
    manner = Manner.PARAPHRASED if language is row.lang.language else Manner.ACROSS
    return Right(DraftSentence(text=text, citations=(1,)), manner, language, offered)


def judged_by(right: Right, entailment: Entailment | None) -> Offered:
    """What it was offered, to be judged with a model, or by words alone."""
    return replace(right.offered, entailment=entailment)
