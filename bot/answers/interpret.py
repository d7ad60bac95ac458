"""From a question, and the ones before it in the conversation, to what it means."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.answers.fold import LATIN_WORD, fold, language_of, stem
from bot.answers.matters import Matter
from bot.answers.parts import Known, Parts, parts_of
from bot.answers.period import Period
from bot.answers.script import script_of
from bot.domain.argument import Stance
from bot.domain.question import Asks, Query, Question
from bot.domain.text import Language, Locale
from bot.subjects.resolve import Resolver

SHORTEST_OF_CLAIM = 4
"""Letters of a word by which one claim is told from another."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question's meaning, and what retrieval needs beside it."""

    query: Query
    matters: tuple[Matter, ...]
    bare: tuple[str, ...]
    """Words that it asks about and that no matter explains."""
    meaning: str
    """The text to embed."""
    claim: tuple[str, ...] = ()
    """All its longer words, common ones too: how a claim that it recalls is told from others on its matter."""
    leaning: Stance | None = None
    """A side that its words lean to without asking for it ("who doubts the accounts?"): it goes first."""
    side_is_inherited: bool = False
    """The side came from an earlier question, and may give way."""
    means_person_before: bool = False
    """The person is whoever the answer before named ("what else does he say?")."""
    asks_nothing: bool = False
    """It is no question: a greeting, a row of rockets."""

    @property
    def is_case(self) -> bool:
        """Whether all that is held on the subject and side answers it."""
        return not self.matters and not self.bare

    @property
    def leaves_a_name_open(self) -> bool:
        """Whether it says something that may be a company's name, and no table knows it."""
        return bool(self.bare or self.query.unknown)

    @property
    def recalls_a_claim(self) -> bool:
        """Whether it tells what was said and asks who did, or when: one claim is looked for, not all on its matter."""
        return self.query.asks is not Asks.WHAT and not self.is_case

    @property
    def hangs_on_its_words(self) -> bool:
        """Whether it has words that no matter explains, and nothing else: then an argument has to share one."""
        query = self.query
        says_more = query.subjects or query.author or query.since or query.until or query.unknown or self.leaning
        return bool(self.bare) and not self.matters and not says_more and query.stance is None


def understand(question: Question, resolver: Resolver, holders: Sequence[str]) -> Understanding:
    """What a question means, read with the channel's names and people, and what retrieval needs beside the query."""
    known = Known(resolver, holders, question.asked_on)
    meant = _Meant(script=_script(question.spoken) or Locale.SIMPLIFIED)
    for text in chain(question.after, [question.text]):
        meant = _after(meant, parts_of(text, known))
    return _understanding(question, meant)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A question with what it took over from the ones before; `stance` is the side, however it was come by."""

    parts: Parts | None = None
    stance: Stance | None = None
    meaning: str = ""
    language: Language = Language.ENGLISH
    script: Locale = Locale.SIMPLIFIED
    """The locale of whoever asks, should the language be Chinese."""
    side_is_inherited: bool = False


def _after(before: _Meant, own: Parts) -> _Meant:
    """A question read after another one: what it leaves out is meant as before."""
    language, script = _tongue(before, own)
    if before.parts is None or not _leans_back(own):
        return _Meant(own, _own_stance(own), own.text, language, script)
    parts = _completed(before.parts, own)
    stance = _own_stance(own) if not _takes_side_over(own) else _inherited(before, own)
    meaning = own.text if _has_matter(own) or not before.meaning else before.meaning
    is_inherited = _takes_side_over(own) and not own.sides.flipped
    return _Meant(parts, stance, meaning, language, script, side_is_inherited=is_inherited)


def _tongue(before: _Meant, own: Parts) -> tuple[Language, Locale]:
    """The language of a question, and the script of whoever asks; names alone say neither, unless they come first."""
    if own.language is None and before.parts is not None:
        return before.language, before.script
    language = own.language or language_of(own.text)
    return language, (script_of(own.text) if language is Language.CHINESE else None) or before.script


def _script(spoken: Locale | None) -> Locale | None:
    """The script of someone whose words elsewhere are Chinese."""
    return spoken if spoken is not None and spoken.language is Language.CHINESE else None


def _leans_back(own: Parts) -> bool:
    """Whether a question needs the one before it: it says so, or lacks a subject, or has nothing but one."""
    if own.about_all:
        return False
    has_own = bool(own.subjects or own.strangers)
    says_more = _has_matter(own) or own.sides.stance is not None or own.sides.both or own.person is not None
    return own.follows or not has_own or not says_more


def _has_matter(own: Parts) -> bool:
    return bool(own.matters or own.bare)


def _takes_side_over(own: Parts) -> bool:
    return _own_stance(own) is None and not own.sides.both


def _own_stance(own: Parts) -> Stance | None:
    """The side it names. A word such as "worries" asks for a side of a subject, or of all where nothing else is asked;
    of a matter ("who doubts the accounts?") it may be said by either side.
    """
    if own.sides.stance is not None or own.sides.weak is None or own.asks is not Asks.WHAT:
        return own.sides.stance
    if own.comparison and own.matters:  # "which of them fears AI more?" is answered by what speaks for either, too
        return None
    return own.sides.weak if own.subjects or not _has_matter(own) else None


def _inherited(before: _Meant, own: Parts) -> Stance | None:
    if own.sides.flipped:
        return before.stance.opposite if before.stance else None
    return before.stance


def _completed(before: Parts, own: Parts) -> Parts:
    """`own` with what it leaves out taken from `before`."""
    has_subject = bool(own.subjects or own.strangers)
    keeps_matter = not _has_matter(own)
    goes_on = own.person is None and not own.means_person_before and not has_subject
    return replace(
        own,
        subjects=own.subjects if has_subject else before.subjects,
        strangers=own.strangers if has_subject else before.strangers,
        comparison=own.comparison or (not has_subject and before.comparison),
        matters=before.matters if keeps_matter else own.matters,
        words=before.words if keeps_matter else own.words,
        bare=before.bare if keeps_matter else own.bare,
        person=before.person if goes_on and not _has_matter(own) else own.person,
        period=before.period if own.period.is_open else own.period,
    )


def _understanding(question: Question, meant: _Meant) -> Understanding:
    parts = meant.parts
    assert parts is not None
    period: Period = parts.period
    query = Query(
        text=question.text,
        language=meant.language,
        locale=question.answer_in or (meant.script if meant.language is Language.CHINESE else Locale.ENGLISH),
        subjects=parts.subjects,
        stance=meant.stance,
        aspects=tuple(dict.fromkeys(one.aspect for one in parts.matters if one.aspect)),
        author=parts.person.name if parts.person else None,
        since=period.since,
        until=period.until,
        comparison=parts.comparison,
        asks=parts.asks,
        unknown=_unknown(parts),
        terms=parts.words,
    )
    return Understanding(
        query=query,
        matters=parts.matters,
        bare=parts.bare,
        meaning=meant.meaning,
        claim=claim_words(fold(meant.meaning)),
        leaning=parts.sides.weak,
        side_is_inherited=meant.side_is_inherited,
        means_person_before=parts.means_person_before and bool(question.after),
        asks_nothing=parts.asks_nothing,
    )


def claim_words(folded: str) -> tuple[str, ...]:
    """The stems of a folded text's Latin words, but for the shortest, which every sentence holds."""
    return tuple(dict.fromkeys(stem(word) for word in LATIN_WORD.findall(folded) if len(word) >= SHORTEST_OF_CLAIM))


def _unknown(parts: Parts) -> tuple[str, ...]:
    stranger = (parts.person.name,) if parts.person and not parts.person.known else ()
    return stranger + parts.strangers
