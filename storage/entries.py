"""Reading an export's lines back: what belongs together is one entry."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from bot.domain.glossary import SwitchedOff
from bot.domain.post import PasteId
from bot.domain.settings import ChannelSettings
from bot.domain.subject import Alias, SubjectKey
from bot.errors import BadImport
from storage.lines import (
    AliasLine,
    AnyLine,
    ArgumentLine,
    CorrectionLine,
    DismissedLine,
    EndLine,
    HeaderLine,
    PasteLine,
    PostLine,
    SettingsLine,
    SwitchedOffLine,
)


@dataclass(frozen=True, slots=True)
class SettingsEntry:
    number: int
    settings: ChannelSettings


@dataclass(frozen=True, slots=True)
class AliasEntry:
    number: int
    alias: Alias


@dataclass(frozen=True, slots=True)
class SwitchedOffEntry:
    number: int
    off: SwitchedOff


@dataclass(frozen=True, slots=True)
class DismissedEntry:
    number: int
    digest: str
    company: SubjectKey


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A post with its arguments, and with the pastes and corrections that come with it; `number` is the post's line."""

    number: int
    pastes: Sequence[PasteLine]
    post: PostLine
    put_right: Sequence[CorrectionLine] = ()
    arguments: list[ArgumentLine] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return len(self.arguments) == self.post.arguments


Entry = SettingsEntry | AliasEntry | SwitchedOffEntry | DismissedEntry | PostEntry
"""What is brought back as a whole, or not at all."""


def bad_import(number: int, reason: str) -> BadImport:
    return BadImport(path="the import", line=number, reason=reason)


async def entries(lines: AsyncIterable[str] | Iterable[str]) -> AsyncIterator[Entry]:
    """Read an export. Errors: BadImport; what was given before is whole."""
    adapter: TypeAdapter[AnyLine] = TypeAdapter(Annotated[AnyLine, Field(discriminator="type")])
    number = 0
    last: AnyLine | None = None
    assembly = Assembly()
    async for number, text in _numbered(lines):
        line = _read(adapter, number, text)
        if last is None and not isinstance(line, HeaderLine):
            raise bad_import(number, "it does not begin as an export of a casebook does")
        entry = assembly.take(number, line)
        if entry is not None:
            yield entry
        last = line
    if not isinstance(last, EndLine):
        raise bad_import(number, "the export was cut off here")


class Assembly:
    """Puts lines together to entries."""

    def __init__(self) -> None:
        self._pastes: list[PasteLine] = []
        self._put_right: list[CorrectionLine] = []
        self._told: set[PasteId] = set()
        self._begun: PostEntry | None = None

    def take(self, number: int, line: AnyLine) -> Entry | None:
        """The entry that this line completes. Errors: BadImport where it can't follow the lines before it."""
        if isinstance(line, ArgumentLine):
            self._add(number, line)
        elif self._begun is not None:
            raise bad_import(number, "an argument of the post before is missing")
        elif isinstance(line, PasteLine):
            self._pastes.append(line)
            self._told.add(line.paste_id)
        elif isinstance(line, CorrectionLine):
            self._put_right.append(line)
        elif isinstance(line, PostLine):
            self._begin(number, line)
        elif self._pastes or self._put_right:
            raise bad_import(number, "the post of the paste or correction before is missing")
        else:
            return _alone(number, line)
        return self._completed()

    def _begin(self, number: int, line: PostLine) -> None:
        if not self._told.issuperset(saving.paste_id for saving in line.savings):
            raise bad_import(number, "the post was saved in a paste that is missing")
        if line.paste_id not in (None, line.savings[0].paste_id):
            raise bad_import(number, "the post names another paste than that of its first saving")
        if any(one.post_id != line.post_id for one in self._put_right):
            raise bad_import(number, "the correction before it is of another post")
        self._begun = PostEntry(number, self._pastes, line, self._put_right)
        self._pastes, self._put_right = [], []

    def _add(self, number: int, line: ArgumentLine) -> None:
        if self._begun is None:
            raise bad_import(number, "an argument without its post before it")
        post = self._begun.post
        if line.post_id not in (None, post.post_id) or line.paste_id not in (None, post.savings[0].paste_id):
            raise bad_import(number, "an argument of another post than the one before it")
        if line.span.end > len(post.body):
            raise bad_import(number, "the quote's span ends outside the post's body")
        self._begun.arguments.append(line)

    def _completed(self) -> PostEntry | None:
        if self._begun is None or not self._begun.is_whole:
            return None
        entry, self._begun = self._begun, None
        return entry


def _alone(number: int, line: AnyLine) -> Entry | None:
    """What one line tells by itself; None of the first and the last."""
    match line:
        case AliasLine():
            return AliasEntry(number, line.alias)
        case SettingsLine():
            return SettingsEntry(number, line.settings)
        case SwitchedOffLine():
            return SwitchedOffEntry(number, line.off)
        case DismissedLine():
            return DismissedEntry(number, line.digest, line.company)
    return None


async def _numbered(lines: AsyncIterable[str] | Iterable[str]) -> AsyncIterator[tuple[int, str]]:
    """Lines with their numbers, from 1; empty ones are left out."""
    number = 0
    if isinstance(lines, AsyncIterable):
        async for text in lines:
            number += 1
            if text.strip():
                yield number, text
        return
    for number, text in enumerate(lines, 1):
        if text.strip():
            yield number, text


def _read(adapter: TypeAdapter[AnyLine], number: int, text: str) -> AnyLine:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise bad_import(number, f"{where}: {first['msg']}" if where else first["msg"]) from error
