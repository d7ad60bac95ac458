"""Fifty channels, and in everything of each the words by which they are known wherever they turn up."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pydantic_core import to_json

from bot.domain.post import ChannelId

ODD = (
    *("a", "a ", " a", "A", "aa", "a\t", "a\n", "a\u200b", "ａ", "а", "á", "a\u0301", "\u202ea", "a\x01"),
    *("a'", 'a"', "a`", "a' OR '1'='1", "a'; DROP TABLE posts; --", "a%", "a_", "%", "_", "*", "?", "$1", ":1", "{}"),
    *("[]", '["a"]', "a\\", "../a", "a/b", "1", "01", "1.0", "null", "None", "q1xw", "İ", "ß", "ss", "频道", "頻道"),
    *("🌸", "channel 1", "channel 10", "channel 100", "a" * 599, "a" * 599 + "b"),
)
"""Names that are each other's beginnings, look alike, or mean something to SQL, FTS5, JSON or a path."""
CHANNELS = tuple(ChannelId(name) for name in ODD)
DIGITS = "bcdfghjkmn"
"""Of a channel's number: letters, since a ticker's code has no others."""
SIGNS = "狅狆狇狉狊狋狌狓狔狕狖狘狚狜狟狢狣狤狥狦狧狨狪狫狳狴狵狶狺狾猀猁猂猄猅猆猇猈猉猊猋猍猏猐猑猒猓猔猠猣"
"""A rare character for each channel, the same in both scripts."""
KINDS = ("body", "source", "author", "person", "room", "address", "nickname", "corp", "said", "question", "message")
CANARY = re.compile(rf"(?i:zq[{DIGITS}]{{2}}(?:{'|'.join(KINDS)})[0-9]*)|ZQ[{DIGITS.upper()}]{{2}}|[{SIGNS}]+")
"""A bare code counts in capitals alone, as in a tag: ids are small letters and digits, and may begin with anything."""
ID = re.compile(r'"(?:\w+_id|quotes_post|duplicate_of|repeats)":\s*"([^"]+)"')


def code_of(n: int) -> str:
    return f"zq{DIGITS[n // 10]}{DIGITS[n % 10]}"


def sign_of(n: int) -> str:
    """A Chinese word that nobody else has."""
    return SIGNS[n] * 2


@dataclass(frozen=True, slots=True)
class Canaries:
    """The words of channel `n`, one for each thing that holds words."""

    n: int

    def word(self, kind: str) -> str:
        return f"{code_of(self.n)}{kind}"

    @property
    def person(self) -> str:
        return self.word("person")

    @property
    def author(self) -> str:
        return self.word("author")

    @property
    def link(self) -> str:
        """Of messages in it; ends with a slash."""
        return f"https://discord.com/channels/1/{self.word('room')}/"

    @property
    def nickname(self) -> str:
        return self.word("nickname")

    @property
    def company(self) -> str:
        """A name that only a tag in its posts makes known."""
        return f"{self.word('corp').capitalize()} Works"

    @property
    def sign(self) -> str:
        return sign_of(self.n)

    @property
    def tag(self) -> str:
        return f"${self.company}({code_of(self.n).upper()}.US)"


def told_in(shown: object) -> str:
    """All that stands in it, whatever it is made of, as text."""
    return to_json(shown, fallback=repr, serialize_unknown=True).decode()


def canaries_in(text: str) -> set[str]:
    return {word.casefold() for word in CANARY.findall(text)}


def strangers(told: str, at_home: Collection[int], typed: Iterable[str]) -> set[str]:
    """The words of other channels than those of `at_home` that stand there, but for the words that the asker typed."""
    known = set[str]().union(*map(canaries_in, typed))
    return {word for word in canaries_in(told) - known if not set(map(_number, _parts(word))) <= set(at_home)}


def _parts(word: str) -> Iterable[str]:
    """Of a Chinese word its characters: each has one owner."""
    return [word] if word.startswith("zq") else word


def _number(word: str) -> int:
    if not word.startswith("zq"):
        return SIGNS.index(word)
    return DIGITS.index(word[2]) * 10 + DIGITS.index(word[3])
