"""Whether two stretches that share their words deny them alike."""

import re

from bot.answers.cues import cues, pattern
from bot.answers.fold import HAN_RUN, LATIN_WORD, pairs_of, stem
from bot.answers.gate.words import words_of
from bot.answers.places import whole_places

_STRETCH_END = re.compile(r"[,，。;；:：!！?？\n]|\.\s")
LEAD_WORDS, LEAD_CHARACTERS = 2, 2
"""How far before the first shared word a "no" still denies it ("does not really", 并不), without words like "in"."""


def telling_words(text: str) -> frozenset[str]:
    """The words of a folded text that say something: Latin ones by their stems, Chinese ones as pairs of characters."""
    latin = {stem(word) for word in LATIN_WORD.findall(text) if not _is_idle(word)}
    return frozenset(latin | {pair for pair in pairs_of(pattern("negators").sub(" ", text)) if len(pair) > 1})


def denies(text: str, shared: frozenset[str]) -> bool:
    """Whether a "no" stands among the shared words of a folded text, or right before them."""
    places = [place for word in shared for place in _places(word, text)]
    if not places:
        return False
    start, end = min(at for at, _ in places), max(at for _, at in places)
    return says_no(text[_lead(text, start) : end])


def says_no(text: str) -> bool:
    """Whether a "no" stands in a folded text: 未来 and "not only" hold its letters, and deny nothing."""
    return pattern("negators").search(words_of("denials", "idle").sub(" ", text)) is not None


def lessens(text: str) -> bool:
    """Whether a word of a folded text turns the next one round: "less expensive" is cheaper."""
    return any(text[match.end() :].strip() for match in words_of("denials", "lessening").finditer(text))


def stands_unturned(clause: str, quoted: str) -> bool:
    """Whether a clause stands in folded quotes word for word, and leaves out no "no" before it in its stretch."""
    places = whole_places(clause.strip(), quoted)
    return any(not says_no(_STRETCH_END.split(quoted[:start])[-1]) for start, _ in places)


def differ(one: str, other: str, shared: frozenset[str]) -> bool:
    """Whether one stretch denies the words that both share and the other plainly doesn't."""
    denied, other_denied = denies(one, shared), denies(other, shared)
    plain = other if denied else one
    # A "no" elsewhere in the stretch may deny the same in other words.
    return denied != other_denied and not words_of("denials", "soft").search(plain) and not says_no(plain)


def _is_idle(word: str) -> bool:
    return _is_plain(word) or _is_no(word)


def _is_plain(word: str) -> bool:
    return word in cues("cues", "stop") and not _is_no(word)


def _is_no(word: str) -> bool:
    return pattern("negators").fullmatch(word) is not None


def _places(word: str, text: str) -> list[tuple[int, int]]:
    if HAN_RUN.search(word):
        return [match.span() for match in re.finditer(re.escape(word), text)]
    return [match.span() for match in LATIN_WORD.finditer(text) if stem(match.group()) == word]


def _lead(text: str, start: int) -> int:
    before = text[:start].rstrip()
    if HAN_RUN.search(before[-1:]):
        return max(0, start - LEAD_CHARACTERS)
    words = [match for match in LATIN_WORD.finditer(before) if not _is_plain(match.group())]
    return words[-LEAD_WORDS].start() if len(words) >= LEAD_WORDS else 0
