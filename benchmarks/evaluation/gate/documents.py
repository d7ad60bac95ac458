"""The gate's grades on public sets of claims and the documents that they are checked against.

Sources: Kamoi et al., "WiCE", EMNLP 2023; Pagnoni et al., "FRANK", NAACL 2021; Falke et al., "Ranking Generated
Summaries by Correctness", ACL 2019.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from benchmarks.evaluation.gate.evidence import Quoted, Witnesses
from benchmarks.evaluation.gate.judged import auroc
from benchmarks.evaluation.public.rows import Compared, read_records
from benchmarks.evaluation.tables import Row, Section
from bot.answers.fold import fold, words_of
from bot.answers.gate.entailment import Entailment
from bot.answers.ground import Offered, grade_of
from bot.domain.answer import DraftSentence
from bot.domain.question import Query
from bot.domain.text import Language, Locale

TITLE = "the gate on public sets"
REACH = 0.75
PASSAGE = 60
"""Words of a passage: about what a saved quote has at most."""
BEST = 3
"""Passages of a document that a claim is judged by."""
SPEAKER = "quillback"
_MARKS = re.compile(r"``|''|[\"“”‘’`「」]|(?<![a-z0-9])'|'(?![a-z0-9])", re.IGNORECASE)
"""A summary's quotation marks are often lost or spaced by who tokenised it; they are not what is checked here."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of some sentences, what it is checked against, and whether it is right."""

    claims: tuple[str, ...]
    source: str
    right: bool


class Rewritten(BaseModel, frozen=True):
    source: str
    sentence: str
    supported: bool


class Summary(BaseModel, frozen=True):
    source: str
    summary_sentences: tuple[str, ...]
    factuality: float


class WikiClaim(BaseModel, frozen=True):
    claim: str
    label: str
    evidence: tuple[str, ...]


def rewritten(folder: Path) -> Iterator[Checked]:
    for row in read_records(folder / "factual_summary_pairs" / "pairs.jsonl", Rewritten):
        yield Checked((row.sentence,), row.source, row.supported)


def summaries(folder: Path) -> Iterator[Checked]:
    """Right where no sentence of a summary has an error."""
    for row in read_records(folder / "frank" / "frank.jsonl", Summary):
        yield Checked(row.summary_sentences, row.source, row.factuality >= 1)


def wiki_claims(folder: Path) -> Iterator[Checked]:
    """Right where the page supports all of a claim."""
    for row in read_records(folder / "wice" / "claims.jsonl", WikiClaim):
        yield Checked((row.claim,), " ".join(row.evidence), row.label == "supported")


SETS: dict[str, Callable[[Path], Iterator[Checked]]] = {
    "factual summary pairs": rewritten,
    "FRANK": summaries,
    "WiCE": wiki_claims,
}


def documents_section(folder: Path, entailment: Entailment | None = None) -> Section:
    """AUROC of each set, with the share of words found beside it. Errors: FileNotFoundError where a set is missing."""
    witnesses = Witnesses.load()
    rows = [_row(name, list(read(folder)), witnesses, entailment) for name, read in SETS.items()]
    return Section(TITLE, tuple(rows))


def _row(name: str, checked: Sequence[Checked], witnesses: Witnesses, entailment: Entailment | None) -> Row:
    ours = _auroc(checked, lambda one: grade(one, witnesses, entailment))
    return Compared(ours, _auroc(checked, overlap)).row(f"{name}, AUROC", reach=REACH)


def _auroc(checked: Sequence[Checked], grading: Callable[[Checked], float]) -> float | None:
    grades = [(grading(one), one.right) for one in checked]
    return auroc([grade for grade, right in grades if right], [grade for grade, right in grades if not right])


def grade(checked: Checked, witnesses: Witnesses, entailment: Entailment | None) -> float:
    """Of the weakest sentence, as if its best passages were quotes that it cites."""
    passages = read_passages(checked.source)
    return min(_grade(claim, best_passages(passages, claim), witnesses, entailment) for claim in checked.claims)


def _grade(claim: str, passages: Sequence[str], witnesses: Witnesses, entailment: Entailment | None) -> float:
    quoted = [Quoted(quote=text, subject="a document", holder=SPEAKER, author=SPEAKER) for text in passages]
    query = Query(text="?", language=Language.ENGLISH, locale=Locale.ENGLISH)
    offered = Offered(query, witnesses.evidence(quoted), witnesses.names(quoted), entailment)
    text = f"According to {SPEAKER}, {_MARKS.sub(' ', claim)}"
    return grade_of(DraftSentence(text=text, citations=tuple(range(1, len(quoted) + 1))), offered)


def overlap(checked: Checked) -> float:
    """The share of the weakest sentence's words that stand anywhere in the document."""
    known = set(words_of(fold(checked.source)))
    return min(_share(words_of(fold(claim)), known) for claim in checked.claims)


def _share(words: Sequence[str], known: set[str]) -> float:
    return sum(word in known for word in words) / len(words) if words else 1.0


@dataclass(frozen=True, slots=True)
class Passage:
    text: str
    words: frozenset[str]


def read_passages(source: str) -> list[Passage]:
    return [Passage(text, frozenset(words_of(fold(text)))) for text in _passages(source)]


def best_passages(passages: Sequence[Passage], claim: str) -> list[str]:
    """The passages that share most words with a claim, as they follow each other in the document."""
    wanted = frozenset(words_of(fold(claim)))
    shared = sorted(range(len(passages)), key=lambda n: -len(wanted & passages[n].words))
    return [passages[n].text for n in sorted(shared[:BEST])]


def _passages(source: str) -> Iterator[str]:
    """Whole sentences, as many as fit."""
    held: list[str] = []
    for sentence in _SENTENCE.split(source):
        if held and sum(len(one.split()) for one in [*held, sentence]) > PASSAGE:
            yield " ".join(held)
            held = []
        held.append(sentence)
    if held:
        yield " ".join(held)
