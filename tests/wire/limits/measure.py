"""How a payload's texts and lists are measured."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

JsonObject = dict[str, Any]


class Kind(IntEnum):
    """A component's type, as Discord numbers it."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19


SELECTS = frozenset(
    {Kind.STRING_SELECT, Kind.USER_SELECT, Kind.ROLE_SELECT, Kind.MENTIONABLE_SELECT, Kind.CHANNEL_SELECT}
)


@dataclass(frozen=True, slots=True)
class Span:
    """How much there may be of something, both ends included."""

    least: int
    most: int

    def faults(self, name: str, size: int) -> list[str]:
        return [] if self.least <= size <= self.most else [f"{name}: {size}, must be {self.least} to {self.most}"]


def text_faults(holder: JsonObject, key: str, span: Span) -> list[str]:
    """A text that is left out or null has no length and no fault; Discord counts characters."""
    text = holder.get(key)
    if text is None:
        return []
    if not isinstance(text, str):
        return [f"{key}: not a text"]
    return span.faults(f"{key} in characters", len(text))


def number_faults(holder: JsonObject, key: str, span: Span) -> list[str]:
    """A number that is left out or null is Discord's own, and no fault."""
    number = holder.get(key)
    return [] if number is None else span.faults(key, number)


def repeated(name: str, values: Iterable[object]) -> list[str]:
    return [f"{name} stands {times} times: {value}" for value, times in Counter(values).items() if times > 1]


def walk(components: Iterable[JsonObject]) -> Iterator[JsonObject]:
    """Every component, nested ones after the one that holds them; so are an accessory and what a label holds."""
    for component in components:
        yield component
        yield from walk(component.get("components") or ())
        yield from walk(component[key] for key in ("accessory", "component") if component.get(key))
