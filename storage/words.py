"""Texts as terms of the words index, and questions as expressions over them.

A term is `q<channel number>x`, a letter for what it is, and the word. The letters before a word are consonants and
digits, which Porter's rules do not count, so that words are stemmed as they would be alone. Every term is written here
and holds only letters and digits: nothing that a person writes can be syntax, nor reach the terms of a scope or of
another channel.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.domain.post import ChannelId
from bot.domain.text import keepable
from storage.scope import Scope

if TYPE_CHECKING:
    from opencc import OpenCC

# Chinese characters, kana and Hangul: what is written without spaces, or with endings that stick.
RUNS = (
    "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uac00-\ud7af"
)
WORD = re.compile(rf"([{RUNS}]+)|[^\W_{RUNS}]+")
FIRST_HAN = "\u3005"
ACCENT = re.compile("[\u0300-\u036f]")

LONGEST_WORD = 64
BYTES_OF_A_CHARACTER = 4
MOST_PHRASES = 64
MOST_WORDS, MOST_BYTES = 8_000, 200_000
"""That an argument is found by, of its own and of the extra ones: PostgreSQL's index takes a megabyte of one."""


@cache
def _simplifier() -> "OpenCC":
    # Imported here, because English needs no table of characters; kept, because loading one takes 2 ms.
    from opencc import OpenCC

    return OpenCC("t2s")


def folded(text: str) -> str:
    """`text` without regard to case, width, accents and the script of its Chinese: 小米汽車 and 小米汽车 are one."""
    text = unicodedata.normalize("NFKC", keepable(text)).casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", ACCENT.sub("", unicodedata.normalize("NFD", text)))
    return _simplifier().convert(text) if max(text, default="") >= FIRST_HAN else text


def words_of(text: str) -> list[str]:
    """The words of `text` in their order; a Chinese, Japanese or Korean run as overlapping pairs of characters."""
    found: list[str] = []
    for match in WORD.finditer(folded(text)):
        run = match[0]
        if match[1] is not None and len(run) > 1:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            found.append(run[:LONGEST_WORD])
    return found


def fitting(words: Sequence[str]) -> Sequence[str]:
    """As many of the first of these as every index takes."""
    if len(words) * LONGEST_WORD * BYTES_OF_A_CHARACTER <= MOST_BYTES:
        return words
    sizes = accumulate(len(word.encode()) for word in words[:MOST_WORDS])
    return words[: sum(1 for size in sizes if size <= MOST_BYTES)]


def phrases_of(terms: Iterable[str]) -> list[str]:
    """What `terms` ask for: each one's words behind one another; at most the first 64 different ones."""
    phrases = dict.fromkeys(" ".join(words_of(term)) for term in terms)
    return [phrase for phrase in phrases if phrase][:MOST_PHRASES]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a search may confine itself to within the index."""

    subject: str
    stance: str
    aspect: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class IndexRow:
    """An argument as the index takes it. `number` is the channel's; `terms` are words divided by spaces."""

    channel_id: ChannelId
    number: int
    position: int
    terms: str
    marks: Marks


def indexed(number: int, terms: Iterable[str]) -> list[str]:
    """Words as terms of a channel."""
    return [f"q{number}xw{word}" for word in terms]


def indexed_marks(number: int, marks: Marks) -> list[str]:
    """What stands in the index for the scopes that an argument is in."""
    parts = marks.subject.split("/")
    # Every key that covers the subject's: a company's stands for its segments too.
    terms = [_scope_term(number, "k", "/".join(parts[: count + 1])) for count in range(len(parts))]
    terms += [_scope_term(number, "s", marks.stance), _scope_term(number, "a", marks.aspect)]
    if marks.holder is not None:
        terms.append(_scope_term(number, "h", marks.holder))
    return terms


def _scope_term(number: int, kind: str, value: str) -> str:
    # It ends in a digit, so that Porter's rules, which look at endings, leave it alone.
    return f"q{number}x{kind}{blake2b(keepable(value).encode(), digest_size=10).hexdigest()}0"


def scope_terms(number: int, scope: Scope) -> list[list[str]]:
    """What stands for a scope, as far as the index knows it: one of each list must be there.

    Confidence and dates are not in the index; the caller sees to them.
    """
    asked = [
        [_scope_term(number, "k", key) for key in scope.subjects],
        [_scope_term(number, "s", stance) for stance in scope.stances],
        [_scope_term(number, "a", aspect) for aspect in scope.aspects],
        [] if scope.holder is None else [_scope_term(number, "h", scope.holder)],
    ]
    return [terms for terms in asked if terms]
