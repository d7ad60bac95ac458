"""Rules on quotations, and on who is said to have said them."""

from collections.abc import Iterator

from bot.answers.fold import HAN_RUN, LATIN_WORD, fold
from bot.answers.gate.claim import Claim
from bot.answers.gate.quotations import Quotation
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import languages_in, shown
from bot.answers.places import place_of, without_names
from bot.answers.sameness import same_text
from bot.domain.answer import Evidence
from bot.domain.subject import Subject

_HAN_NAME = range(2, 5)
"""Characters of a company's name in Chinese."""


def quotes_verbatim(claim: Claim) -> Refusal | None:
    """Each quotation is a stretch of one cited quote: never glued from two, never with a changed word."""
    if not all(quotation.sources for quotation in claim.quotations):
        return Refusal.NOT_VERBATIM
    return Refusal.CUT_SHORT if any(quotation.is_cut_short() for quotation in claim.quotations) else None


def names_the_speaker(claim: Claim) -> Refusal | None:
    """A sentence says whose view it is, and puts no words into another's mouth."""
    named = [evidence for evidence in claim.cited if _is_named(claim, evidence)]
    if not named:
        return Refusal.UNATTRIBUTED if not _names_anyone(claim) else Refusal.MISATTRIBUTED
    ours = {evidence.n for evidence in named}
    right = all(ours & {source.n for source in quotation.sources} for quotation in claim.quotations)
    return None if right else Refusal.MISATTRIBUTED


def words_are_everyones(claim: Claim) -> Refusal | None:
    """Where several are named, all of them said what is quoted: in these words but for slight edits, with the same
    numbers, denials and directions.
    """
    named = [evidence for evidence in claim.cited if _is_named(claim, evidence)]
    if len({evidence.argument.holder for evidence in named}) < 2 or not claim.quotations:
        return None
    if not all(any(_says(evidence, quotation) for quotation in claim.quotations) for evidence in claim.cited):
        return Refusal.MISATTRIBUTED
    return None if all(_is_everyones(claim, quotation) for quotation in claim.quotations) else Refusal.MISATTRIBUTED


def _is_everyones(claim: Claim, quotation: Quotation) -> bool:
    """Whether all who are named last before a quotation said it; all that are named at all where none stands before."""
    named = [evidence for evidence in claim.cited if _is_named(claim, evidence)]
    ends = [0] + [one.end for one in claim.quotations if one.end <= quotation.start]
    stretches = [claim.folded[end : quotation.start] for end in reversed(ends)]
    introduced = ([one for one in named if place_of(one.argument.holder or "", stretch)] for stretch in stretches)
    speakers = next((found for found in introduced if found), named)
    said = {evidence.argument.holder for evidence in claim.cited if _says(evidence, quotation)}
    return {evidence.argument.holder for evidence in speakers} <= said


def _says(evidence: Evidence, quotation: Quotation) -> bool:
    """Whether its quote is one text with each that holds the quotation: the same words may stand after a "no"."""
    own = fold(evidence.argument.quote)
    return all(same_text(own, fold(source.argument.quote)) for source in quotation.sources)


def _is_named(claim: Claim, evidence: Evidence) -> bool:
    """Whether its holder is named; where nobody knows the holder, whether the sentence says so.

    Whoever reports a view, or pasted the post, does not hold it.
    """
    holder, author = evidence.argument.holder, evidence.post.author
    if holder is not None:
        return place_of(holder, _without_reporters(claim)) is not None
    if author is not None and place_of(author, claim.folded) is None:
        return False
    key = "unnamed" if author is None else "unnamed_reported"
    return any(place_of(words.replace("{author}", "").strip(), claim.folded) for words in _forms(key, claim))


def _without_reporters(claim: Claim) -> str:
    """Its own words, folded, without the names that stand there as those who report another's view."""
    forms = (*_forms("reported", claim), *_forms("unnamed_reported", claim))
    reporting = [form.replace("{holder}", "").strip() for form in forms]
    authors = {evidence.post.author for evidence in claim.cited if evidence.post.author}
    return without_names(claim.folded, [form.format(author=author) for form in reporting for author in authors])


def _forms(key: str, claim: Claim) -> tuple[str, ...]:
    return shown("answer", key, languages_in(claim.folded))


def _names_anyone(claim: Claim) -> bool:
    return bool(claim.quotations) or bool(claim.names.people_in(claim.folded))


def names_only_cited_people(claim: Claim) -> Refusal | None:
    """Anyone named holds or wrote what is cited, or stands in the quote."""
    strangers = [name for name in claim.names.people_in(claim.nameless) if not place_of(name, claim.quoted)]
    return Refusal.PERSON if strangers else None


def names_only_cited_companies(claim: Claim) -> Refusal | None:
    """Any company named is what is argued about, or stands in the quote."""
    strangers = [one.subject for one in claim.mentions if not claim.argues_about(one)]
    unnamed = [one for one in strangers if not _stands_in(one, claim.quoted)]
    if not unnamed:
        return None  # and looking for misspelt names takes milliseconds
    quoted = {subject.company for quote in claim.quotes for subject in _may_name(claim, quote)}
    return Refusal.COMPANY if any(one.company not in quoted for one in unnamed) else None


def _may_name(claim: Claim, quote: str) -> Iterator[Subject]:
    """The companies that a quote may mean, also by a name that is a word as well: what it says is not in doubt here."""
    resolver = claim.names.resolver
    for mentions in (resolver.mentions(quote), resolver.question_mentions(quote)):
        yield from (one.subject for one in mentions)
    for name in _stretches_of(quote):
        if subject := resolver.in_table(name):
            yield subject


def _stretches_of(quote: str) -> Iterator[str]:
    """What may be a name: each Latin word, each few Chinese characters in a row."""
    yield from LATIN_WORD.findall(quote)
    for run in HAN_RUN.findall(quote):
        for size in _HAN_NAME:
            yield from (run[at : at + size] for at in range(len(run) - size + 1))


def _stands_in(subject: Subject, quoted: str) -> bool:
    return any(place_of(name, quoted) for name in (subject.name, subject.name_zh) if name)
