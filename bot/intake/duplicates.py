"""Finds the same post again: as it was, re-flowed, cut, lightly edited; translated where the platform's id shows it."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from bot.domain.post import Platform, Post, PostDraft, Published
from bot.intake.differences import differ_in_meaning, words_of

Hashes = NDArray[np.uint64]

SKETCH = 40
"""Values of a whole post's sketch: a post that holds a seventh of another's words shares about six of them with it."""
OPENING_SKETCH = 8
OPENING = 48
"""Words of the opening that add values of their own: a post is cut at its end, so that its beginning finds it."""

LEAST_WORDS, LEAST_OPENING = 40, 16
"""Words (a Chinese character counts as one) from which a part of a post can stand for it: below, phrases repeat. Fewer
are enough for the opening of a post by the same author."""
LEAST_EDITED = 12
SAME, SAME_OTHER_DAY, SAME_OTHER_AUTHOR = 88, 97, 95
"""Similarity in percent from which two texts are one post. A column that repeats itself another day, or the same
words under another name, must agree more."""
CONTAINED = 92
LEAST_PART = 0.08
"""Of the longer post that the shorter one must make up, unless it is the longer one's beginning."""
LONGEST_COMPARED = 6000
"""Characters of either text that are compared: beyond, the time grows and the verdict doesn't change."""

_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
# Looked at from the first dot of a row alone: a body may be a megabyte of dots.
_CUT_SHORT = re.compile(r"(?<![.…])\.{0,2}(?:\.{3}|…)[.…]*+\s*$")
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))
_FACTORS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def fingerprint(body: str) -> frozenset[int]:
    """A sketch of a post's words: the smallest hashes of its runs of three words or Chinese characters.

    Shapes: at most SKETCH + OPENING_SKETCH non-negative integers below 2**63; none for a body without words.
    Posts that share six of them or more are worth comparing. White space, case, width and punctuation don't count.
    Source: bottom-k sketches, Broder, "On the resemblance and containment of documents", SEQUENCES 1997.
    """
    hashes = _shingles(_tokens(body))
    whole = np.sort(np.unique(hashes))[:SKETCH]
    opening = np.sort(np.unique(hashes[:OPENING]))[:OPENING_SKETCH]
    return frozenset(np.concatenate((whole, opening)).tolist())


def same_post(draft: PostDraft, post: Post) -> bool:
    """Whether a read post is one that is saved already: a cut, re-flowed, or lightly edited copy, or a translation
    under the same id of its platform. Another post on the same matter is not, nor a short one that a long one holds,
    nor one that differs in a name, a number, a negator or a direction: such a word makes another argument.
    """
    if draft.topic is not None and draft.topic == post.topic and draft.platform is post.platform:
        return draft.platform is not Platform.GENERIC or _may_be_one(draft.author, post.author)
    body, saved = _uncut(draft.body), _uncut(post.body)
    new, old = _tokens(body), _tokens(saved)
    if new == old and words_of(body) == words_of(saved):
        return bool(new) and (_may_be_one(draft.author, post.author) or len(new) >= LEAST_WORDS)
    if min(len(new), len(old)) < LEAST_EDITED or _are_of_others(draft, post):
        return False
    return _is_edited(draft, post) and not differ_in_meaning(body, saved)


def _are_of_others(draft: PostDraft, post: Post) -> bool:
    """Whether both name companies by codes, and none is the same."""
    ours, theirs = ({ticker.symbol for ticker in one.tickers} for one in (draft, post))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _is_edited(draft: PostDraft, post: Post) -> bool:
    """Whether the letters are nearly the same, in all or in a part."""
    new, old = _tokens(_uncut(draft.body)), _tokens(_uncut(post.body))
    if _similarity(new, old) >= _needed(draft, post):
        return True
    return _is_cut(draft.author, post.author, sorted((new, old), key=len))


def _tokens(body: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", body).casefold())


def _uncut(body: str) -> str:
    return _CUT_SHORT.sub("", body)


def _shingles(tokens: list[str]) -> Hashes:
    """A hash for each run of three tokens, in their order; of fewer tokens, one for all of them."""
    words = np.fromiter((crc32(token.encode()) for token in tokens), dtype=np.uint64, count=len(tokens))
    if len(words) == 0:
        return words
    if len(words) < 3:
        words = np.concatenate((words, np.zeros(3 - len(words), dtype=np.uint64)))
    mixed = words[:-2] * _MIX + words[1:-1]
    mixed = _scatter(mixed) * _MIX + words[2:]
    return _scatter(mixed) >> np.uint64(1)


def _scatter(values: Hashes) -> Hashes:
    """Spread over all 64 bits. Source: splitmix64, Steele, Lea and Flood, OOPSLA 2014."""
    values = (values ^ (values >> _SHIFTS[0])) * _FACTORS[0]
    values = (values ^ (values >> _SHIFTS[1])) * _FACTORS[1]
    return values ^ (values >> _SHIFTS[2])


def _may_be_one(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one.casefold() == other.casefold()


def _needed(draft: PostDraft, post: Post) -> float:
    if not _may_be_one(draft.author, post.author):
        return SAME_OTHER_AUTHOR if len(draft.body) >= 200 else 101
    if _is_another_day(draft.published_at, post.published_at):
        return SAME_OTHER_DAY
    return SAME


def _is_another_day(one: Published | None, other: Published | None) -> bool:
    if one is None or other is None:
        return False
    return abs(_day(one) - _day(other)) > timedelta(days=1)


def _day(published: Published) -> date:
    return published.date() if isinstance(published, datetime) else published


def _is_cut(one: str | None, other: str | None, by_length: list[list[str]]) -> bool:
    """Whether the shorter text is the opening or a part of the longer one, word for word but for small edits."""
    short, long = by_length
    if not _may_be_one(one, other) or len(short) > 0.95 * len(long):
        return False
    begins = _similarity(short, long[: len(short)]) >= CONTAINED
    if begins and one is not None and one == other:
        return len(short) >= LEAST_OPENING
    if len(short) < LEAST_WORDS or len(short) < LEAST_PART * len(long):
        return begins and len(short) >= LEAST_WORDS
    part, whole = " ".join(short)[:LONGEST_COMPARED], " ".join(long)[: 4 * LONGEST_COMPARED]
    return begins or fuzz.partial_ratio(part, whole, score_cutoff=CONTAINED) > 0


def _similarity(new: list[str], old: list[str]) -> float:
    return fuzz.ratio(" ".join(new)[:LONGEST_COMPARED], " ".join(old)[:LONGEST_COMPARED])
