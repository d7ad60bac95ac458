"""Nicknames that posts put beside codes: which ones there are, and which are said often enough to be suggested."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import dropwhile

from bot.domain.glossary import Suggestion, TaggedPost
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Span
from bot.subjects.beside import EQUATING, HINT, Beside, beside
from bot.subjects.cashtags import cashtags
from bot.subjects.digests import digest
from bot.subjects.folding import is_charwise, name_form, plain
from bot.subjects.resolve import Resolver
from bot.subjects.table import words

LEAST_POSTS, LEAST_PEOPLE = 3, 2
"""A joke and its echo are two posts; a third, and a second person, make it what the community says."""
LONGEST, LONGEST_HAN = 30, 6
SHORTEST_WORD = 4
"""Letters of a lone word: shorter ones are symbols and abbreviations."""
MOST_WORDS = 3
AROUND = 64
"""Characters on either side of a code in which names are looked for."""
SENTENCE_END = '.!?:;。！？：；"“”「」'


@dataclass(frozen=True, slots=True)
class Nickname:
    """What a text calls a company beside its code, and whether it says that this is its name."""

    name: str
    form: str
    company: SubjectKey
    equated: bool


def nicknames(text: str, resolver: Resolver) -> list[Nickname]:
    """The nicknames that a text puts beside codes, each once: never a name that is known, a number, or a word that
    says what the author does or what a company is."""
    folded = resolver.simplified(plain(text))
    found: dict[tuple[str, SubjectKey], Nickname] = {}
    for span in _windows(folded):
        if HINT.search(folded, span.start, span.end):
            for one in _in_window(span.of(text), span.of(folded), resolver):
                known = found.get((one.form, one.company))
                found[one.form, one.company] = replace(known, equated=known.equated or one.equated) if known else one
    return list(found.values())


def _windows(text: str) -> list[Span]:
    """What stands around the codes of a text, on their lines; a long post is read there alone."""
    windows: list[Span] = []
    for code in (tag.span for tag in cashtags(text)):
        line = text.find("\n", code.end)
        begin = max(code.start - AROUND, text.rfind("\n", 0, code.start) + 1)
        end = min(code.end + AROUND, len(text) if line < 0 else line)
        if windows and begin <= windows[-1].end:
            begin = windows.pop().start
        windows.append(Span(start=begin, end=end))
    return windows


def _in_window(text: str, folded: str, resolver: Resolver) -> Iterator[Nickname]:
    for place in beside(folded, resolver.mentions(text)):
        name = _name(place, text, folded)
        form = resolver.simplified(name_form(name or ""))
        if name and not _is_remark(name, form) and not resolver.is_known(name):
            yield Nickname(name, form, place.company, place.way in EQUATING)


def suggestions(posts: Sequence[TaggedPost], resolver: Resolver, dismissed: Collection[str]) -> list[Suggestion]:
    """What posts suggest, newest post first given; those that are said most first.

    A nickname counts once a post and is one company's: said beside two, it is neither's. Some post has to say that it
    is a name: what is only quoted or tagged beside the code may be what the posts are about. `dismissed` are digests.
    """
    told: defaultdict[str, list[tuple[Nickname, TaggedPost]]] = defaultdict(list)
    for post in posts:
        for one in nicknames(post.body, resolver):
            told[one.form].append((one, post))
    people = {name_form(post.person.lstrip("@")) for post in posts}
    said = [of_name for form, of_name in told.items() if form not in people and _is_said([one for one, _ in of_name])]
    found = [_suggestion(of_name, resolver.subject(of_name[0][0].company)) for of_name in said]
    wanted = [one for one in found if one.people >= LEAST_PEOPLE and digest_of(one, resolver) not in dismissed]
    return sorted(wanted, key=lambda one: (-one.posts, -one.people, one.name))


def digest_of(suggestion: Suggestion, resolver: Resolver) -> str:
    """By what a suggestion is remembered and found again."""
    return digest(resolver.simplified(name_form(suggestion.name)), suggestion.subject.key)


def _suggestion(told: Sequence[tuple[Nickname, TaggedPost]], subject: Subject) -> Suggestion:
    names = Counter(one.name for one, _ in told)
    return Suggestion(
        name=names.most_common(1)[0][0],
        subject=subject,
        posts=len(told),
        people=len({name_form(post.person) for _, post in told}),
        example=told[0][1],
    )


def _is_said(told: Sequence[Nickname]) -> bool:
    one_companys = len({one.company for one in told}) == 1
    return one_companys and len(told) >= LEAST_POSTS and any(one.equated for one in told)


def _name(place: Beside, text: str, folded: str) -> str | None:
    """The words at a place that can be a name, as they are written; None where none of them can."""
    written = place.span.of(text)
    if place.way == "named":
        return _run(written.split(), goes_on=_goes_on(place, text))
    if place.way == "bracketed":
        return _capitalised(written.split(), begins=_begins_sentence(folded, place.span.start))
    return written


def _capitalised(parts: Sequence[str], *, begins: bool) -> str | None:
    """Words with capitals without what the sentence begins with: "Bought Rice Cooker ($XIACY)". A lone word is one only
    where its capital comes from nothing else."""
    name = list(dropwhile(lambda part: part.lower() in remarks(), parts))
    return " ".join(name) if len(name) > 1 or (name == parts and not begins) else None


def _run(parts: Sequence[str], *, goes_on: bool) -> str | None:
    """Of the words behind "aka" those that are the name: as far as the capitals go, else up to a remark or an end."""
    if parts[0][0].isupper() and not parts[0].isupper():
        capital = [at for at, part in enumerate(parts) if not part[0].isupper()]
        parts = parts[: capital[0]] if capital else parts
        return " ".join(_before_remark(parts)[:MOST_WORDS]) or None
    name = _before_remark(parts)
    ended = len(name) < len(parts) or not goes_on
    # A lone word in small letters is what somebody thinks of the company: "aka trash".
    return " ".join(name) if ended and 1 < len(name) <= MOST_WORDS else None


def _before_remark(parts: Sequence[str]) -> Sequence[str]:
    remark = next((at for at, part in enumerate(parts) if part.lower() in remarks()), len(parts))
    return parts[:remark]


def _goes_on(place: Beside, text: str) -> bool:
    """Whether more words follow without a sign between."""
    return text[place.span.end : place.span.end + 2].strip()[:1].isalnum()


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")
    return not before or before[-1] in SENTENCE_END or before[-1] == "\n"


def _is_remark(name: str, form: str) -> bool:
    """Whether the words are no name: with a number or a word in them that no name has, or too long or short for one."""
    if any(char.isdigit() for char in name):
        return True
    if is_charwise(name):
        return len(form) > LONGEST_HAN or form in remarks() or any(char in remarks() for char in form)
    parts = form.split()
    return (
        len(name) > LONGEST
        or len(parts) > MOST_WORDS
        or (len(parts) == 1 and len(name) < SHORTEST_WORD)
        or any(part in remarks() for part in parts)
    )


@cache
def remarks() -> frozenset[str]:
    """Words and characters that no nickname has, read once a process."""
    return frozenset(words("no_nicknames"))
