"""An export as files that are small enough to be sent: each of them is an export by itself."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO

from bot.errors import ExportTooLarge

IN_MEMORY = 1_000_000
"""Bytes of a file that are not worth the disk."""
AT_ONCE = 1_000_000
"""Bytes that are copied at a time."""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much can be sent: bytes of a file, and files."""

    octets: int
    files: int


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Bytes of the whole export, half-open."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post stands with its arguments, and what has to stand with it: its pastes, and what it quotes."""

    stretch: Stretch
    pastes: Sequence[str]
    quotes: str | None


@dataclass(slots=True)
class Outline:
    """What stands where in an export. `front` is all before the first paste or post, `back` what ends the file."""

    front: Stretch = Stretch(0, 0)
    back: Stretch = Stretch(0, 0)
    pastes: dict[str, Stretch] = field(default_factory=dict)
    posts: dict[str, Place] = field(default_factory=dict)

    def needed(self, post_id: str) -> set[Stretch]:
        """All that has to stand in a file for this post to be read back from it."""
        found, waiting = set[Stretch](), [post_id]
        while waiting and (place := self.posts.get(waiting.pop())) is not None:
            if place.stretch not in found:
                found |= {place.stretch, *(self.pastes[paste] for paste in place.pastes)}
                waiting += [place.quotes] if place.quotes else []
        return found


async def jsonl_files(lines: AsyncIterator[str], bounds: Bounds, opened: ExitStack) -> list[IO[bytes]]:
    """The export in one file, or in as many as it needs; what a part needs of another stands in both.

    The files are open until `opened` closes them; no more than a few MB of them is held in memory.
    Errors: ExportTooLarge.
    """
    whole = _new(opened)
    async for line in _patiently(lines):
        whole.write(line.encode())
    if whole.tell() <= bounds.octets:
        return [_rewound(whole)]
    return await asyncio.to_thread(_parted, whole, bounds, opened)


def _parted(whole: IO[bytes], bounds: Bounds, opened: ExitStack) -> list[IO[bytes]]:
    outline = _outline(whole)
    size, most = whole.tell(), bounds.octets - len(outline.front) - len(outline.back)
    parts = list(_parts(outline, most))
    if len(parts) > bounds.files or max(map(_size, parts)) > most:
        raise _too_large(size)
    return [_copied(whole, [outline.front, *sorted(part), outline.back], opened) for part in parts]


def _outline(whole: IO[bytes]) -> Outline:
    """Read the export through once."""
    outline, at, begun = Outline(), 0, ""
    whole.seek(0)
    for data in whole:
        line, stretch = json.loads(data), Stretch(at, at + len(data))
        at = stretch.end
        match line["type"]:
            case "paste":
                outline.pastes[line["paste_id"]] = stretch
            case "post":
                begun = line["post_id"]
                pastes = [saving["paste_id"] for saving in line["savings"]]
                outline.posts[begun] = Place(stretch, pastes, line["quotes_post"])
            case "argument":
                place = outline.posts[begun]
                outline.posts[begun] = Place(Stretch(place.stretch.start, at), place.pastes, place.quotes)
            case "end":
                outline.back = stretch
            case _:
                outline.front = Stretch(0, at)
    return outline


def _parts(outline: Outline, most: int) -> Iterator[set[Stretch]]:
    """The posts in their order, as many in a part as fit; a part of one post may be too large."""
    part, done, size = set[Stretch](), set[Stretch](), 0
    for post_id, place in outline.posts.items():
        if place.stretch in done:
            continue
        needed = outline.needed(post_id)
        if part and size + _size(needed - part) > most:
            yield part
            part, size = set(), 0
        size += _size(needed - part)
        part |= needed
        done |= needed
    yield part


def _size(part: Iterable[Stretch]) -> int:
    return sum(map(len, part))


def _copied(whole: IO[bytes], stretches: Iterable[Stretch], opened: ExitStack) -> IO[bytes]:
    file = _new(opened)
    for stretch in stretches:
        whole.seek(stretch.start)
        for left in range(len(stretch), 0, -AT_ONCE):
            file.write(whole.read(min(left, AT_ONCE)))
    return _rewound(file)


async def text_files(blocks: AsyncIterator[str], bounds: Bounds, opened: ExitStack) -> list[IO[bytes]]:
    """Blocks of text in as many files as they need, none cut in two.

    Errors: ExportTooLarge.
    """
    files, size, fits = [_new(opened)], 0, True
    async for block in _patiently(blocks):
        data = block.encode()
        size += len(data)
        if files[-1].tell() and files[-1].tell() + len(data) > bounds.octets:
            files.append(_new(opened))
        fits = fits and len(data) <= bounds.octets and len(files) <= bounds.files
        if fits:
            files[-1].write(data)
    if not fits:
        raise _too_large(size)
    return [_rewound(file) for file in files]


async def _patiently(texts: AsyncIterator[str]) -> AsyncIterator[str]:
    """All of them; whoever asks something meanwhile is answered between two."""
    async for text in texts:
        yield text
        await asyncio.sleep(0)


def _too_large(size: int) -> ExportTooLarge:
    return ExportTooLarge(size=-(-size // MEGABYTE))


def _new(opened: ExitStack) -> IO[bytes]:
    """A file that leaves nothing behind, whatever becomes of the process."""
    return opened.enter_context(SpooledTemporaryFile(IN_MEMORY))


def _rewound(file: IO[bytes]) -> IO[bytes]:
    file.seek(0)
    return file
