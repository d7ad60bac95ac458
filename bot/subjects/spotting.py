"""Finding names in a text: Latin ones at word boundaries, Chinese ones character by character, the longest first."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from bot.subjects.folding import JOINT, is_charwise, one_joint

WORD = re.compile(r"[a-z0-9\u00c0-\u024f]+")
LINK = re.compile(r"https?://\S+|www\.\S+")
FIRST_PICTOGRAPH = "\U0001f000"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: half-open, in code points, and the form that it was found under."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Spotter:
    """The names to look for. `words`: a Latin name's first word, and how many words the longest such name has.
    `characters`: the first two of any other name, and the longest such name's length.
    """

    names: Container[str]
    words: Mapping[str, int]
    characters: Mapping[str, int]

    @classmethod
    def over(cls, names: Iterable[str]) -> Self:
        """Of forms as `name_form` gives them."""
        known, words, characters = set(names), dict[str, int](), dict[str, int]()
        for name in known:
            if is_charwise(name):
                characters[name[:2]] = max(len(name), characters.get(name[:2], 0))
            elif parts := WORD.findall(name):
                words[parts[0]] = max(len(parts), words.get(parts[0], 0))
        return cls(known, words, characters)

    def find(self, low: str) -> list[Place]:
        """The names in a text that is plain and in lower case: in order, none over another, none inside an address."""
        places = self._latin(low)
        if not low.isascii():
            places += self._charwise(low)
        addresses = [link.span() for link in LINK.finditer(low)] if "://" in low or "www." in low else []
        return longest(place for place in places if not _in_address(low, place, addresses))

    def _latin(self, low: str) -> list[Place]:
        words, places = list(WORD.finditer(low)), []
        for index, word in enumerate(words):
            most = self.words.get(word[0]) or self.words.get(word[0].removesuffix("s"))
            if most and (place := self._longest_latin(low, words[index : index + most])):
                places.append(place)
        return places

    def _longest_latin(self, low: str, words: list[re.Match[str]]) -> Place | None:
        start, form, best = words[0].start(), words[0][0], None
        if start and low[start - 1] in "@_":
            return None
        for number, word in enumerate(words):
            if number:
                joint = low[words[number - 1].end() : word.start()]
                if not JOINT.fullmatch(joint):
                    break
                form += one_joint(joint) + word[0]
            best = self._known(form, start, word.end()) or best
        return best

    def _known(self, form: str, start: int, end: int) -> Place | None:
        """A plural counts as the name: "three Onvos"."""
        if form in self.names:
            return Place(start, end, form)
        single = form.removesuffix("s")
        return Place(start, end, single) if len(single) > 3 and single != form and single in self.names else None

    def _charwise(self, low: str) -> list[Place]:
        places = []
        for start in range(len(low)):
            most = self.characters.get(low[start : start + 2])
            if most is None:
                if low[start] < FIRST_PICTOGRAPH or low[start] not in self.characters:
                    continue
                most = 1
            for length in range(min(most, len(low) - start), 0, -1):
                if (form := low[start : start + length]) in self.names and _stands_free(low, start, start + length):
                    places.append(Place(start, start + length, form))
                    break
        return places


def longest(places: Iterable[Place]) -> list[Place]:
    """Of places that overlap the first, and of those that start together the longest."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _in_address(low: str, place: Place, addresses: list[tuple[int, int]]) -> bool:
    """A name in an address (`nvidia.com/…`, `https://…`) is where something was read, not what it is about."""
    if low.startswith((".com", ".cn", ".io", ".org"), place.end) and not place.form.endswith(".com"):
        return True
    return any(start <= place.start < end for start, end in addresses)


def _stands_free(low: str, start: int, end: int) -> bool:
    """Where a Chinese name begins or ends with a Latin letter (`B站`, `小米-W`), no other may touch it."""
    before, after = low[start - 1 : start], low[end : end + 1]
    return not (_is_latin(low[start]) and _is_latin(before)) and not (_is_latin(low[end - 1]) and _is_latin(after))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
