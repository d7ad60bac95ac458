"""A mended paste as lines that know where they stand."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from bot.intake.dates import Dated, date_at_start
from bot.intake.decode import is_visible

LONGEST_DATE_LINE = 90
_OPENING, _ENDING = 40, 12
_NAME_MARKS = re.compile(r"^(?:/?u/|@|作者\s?[:：]\s?|author\s?:\s?|by\s+|原创\s+)(?=\S)", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[。！？!?…；;，,：:\[\]{}<>|]|\$|https?:|\.\s|\.$|%|\d{4}[-/.年]")
_HAN = re.compile(r"[\u3400-\u9fff]")


class Line(NamedTuple):
    """A line without the white space around it. Half-open [start, end) of the page's text; empty where it is blank."""

    text: str
    start: int
    end: int


class Page:
    """A mended paste, its lines, and when it was saved where relative dates may be read against that."""

    def __init__(self, text: str, now: datetime | None = None) -> None:
        self.text = text
        self.now = now
        # Side by side and not as lines: of a megabyte of line breaks a million objects would be made.
        whole = text.split("\n")
        self._lines = [line.strip() for line in whole]
        self._starts = list(_starts(whole))
        self._dates: dict[int, Dated | None] = {}

    def __getitem__(self, index: int) -> str:
        """The text of a line; empty beyond the last and before the first."""
        return self._lines[index] if 0 <= index < len(self._lines) else ""

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[str]:
        """The texts of the lines."""
        return iter(self._lines)

    def line(self, index: int) -> Line:
        """A line with its place. Errors: IndexError beyond the last."""
        text, start = self._lines[index], self._starts[index]
        return Line(text, start, start + len(text))

    def date(self, index: int) -> Dated | None:
        """The date that a short line begins with."""
        if index not in self._dates:
            line = self[index]
            self._dates[index] = date_at_start(line, self.now) if 0 < len(line) <= LONGEST_DATE_LINE else None
        return self._dates[index]

    def next_filled(self, index: int) -> int:
        """The first line from `index` on that is not blank; the number of lines where none is left."""
        while index < len(self._lines) and not self._lines[index]:
            index += 1
        return index

    def last_filled(self, index: int) -> int:
        """The last line up to `index` that is not blank; -1 where there is none."""
        while index >= 0 and not self[index]:
            index -= 1
        return index

    def opening(self) -> list[int]:
        """The first lines that hold text, where a platform shows itself."""
        return [index for index in range(min(len(self), 2 * _OPENING)) if self[index]][:_OPENING]

    def ending(self) -> list[int]:
        """The last lines that hold text."""
        return [index for index in range(max(0, len(self) - 2 * _ENDING), len(self)) if self[index]][-_ENDING:]

    def edges(self) -> str:
        """The first and last lines that hold text, as one text, for a look at which platform this is."""
        return "\n".join(self[index][:500] for index in sorted({*self.opening(), *self.ending()}))


def _starts(lines: list[str]) -> Iterator[int]:
    """Where each line's text begins, past the white space before it; where it is blank, at its own beginning."""
    start = 0
    for line in lines:
        bare = line.lstrip()
        yield start + len(line) - len(bare) if bare else start
        start += len(line) + 1


def clean_name(name: str) -> str | None:
    """An author's name without the marks that platforms put before it; otherwise as it stands. None if none shows."""
    bare = _NAME_MARKS.sub("", name.strip()).strip(" \t•·:：")
    return bare if is_visible(bare) else None


def is_name(line: str) -> bool:
    """Whether a line could be a person's name or handle, by its shape: short, without a sentence's marks."""
    if not line or len(line) > 40 or _NOT_IN_NAMES.search(line) or not re.search(r"\w", line):
        return False
    return len(_HAN.findall(line)) <= 16 and len(line.split()) <= 6
