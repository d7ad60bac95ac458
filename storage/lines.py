"""What stands in the lines of an export, and reading them back.

    header · settings · aliases · names that are switched off · suggestions that were dismissed ·
    for each post: the pastes it is in, the post with its savings, its arguments · end

Nothing names the channel or the time of the export.
"""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.domain.argument import ArgumentDraft, ArgumentId, Aspect, Kind, Stance
from bot.domain.case import PointId
from bot.domain.glossary import SwitchedOff
from bot.domain.post import Part, PasteId, Platform, PostId, Ticker
from bot.domain.settings import ChannelSettings
from bot.domain.subject import Alias, Subject, SubjectKey
from bot.domain.text import Language, Span
from bot.errors import BadImport
from storage.rows import published_from

VERSION: Literal[3] = 3
"""2 came with settings, 3 with points and what is said of names; an export of an earlier version is read as ever."""


def _is_time(text: str) -> str:
    published_from(text)
    return text


Time = Annotated[str, AfterValidator(_is_time)]
"""ISO 8601: a time, or where a post gives no more, a bare date."""
Count = Annotated[int, Field(ge=0, lt=2**63)]
Id = Annotated[str, Field(min_length=1)]
SegmentPart = tuple[Part, Count, Count, Count | None]
"""What it is, where it begins and ends, and of which post it is: as `Segment`."""


class Line(BaseModel):
    # Built when first needed: a question never reads these lines, and should not pay for them.
    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64", defer_build=True
    )


class HeaderLine(Line):
    type: Literal["casebook"] = "casebook"
    version: Literal[1, 2, 3] = VERSION


class EndLine(Line):
    """The last line: without it the export was cut off."""

    type: Literal["end"] = "end"


class SettingsLine(Line):
    """What is set for the channel, where anything is."""

    type: Literal["settings"] = "settings"
    settings: ChannelSettings


class AliasLine(Line):
    type: Literal["alias"] = "alias"
    alias: Alias


class SwitchedOffLine(Line):
    """A name of the table that means nothing in the channel."""

    type: Literal["switched_off"] = "switched_off"
    off: SwitchedOff


class DismissedLine(Line):
    """A suggestion that somebody dismissed, by its digest."""

    type: Literal["dismissed"] = "dismissed"
    digest: Id
    company: SubjectKey


class PasteLine(Line):
    """A paste, before the first post that was saved in it.

    `raw` and `segments` are None where a post of it was forgotten, `text` also where it is the raw text.
    """

    type: Literal["paste"] = "paste"
    paste_id: PasteId
    digest: Id
    raw: str | None
    text: str | None
    segments: tuple[SegmentPart, ...] | None


class SavingPart(Line):
    paste_id: PasteId
    place: Count
    saved_by: str
    saved_at: Time
    source: str | None
    url: str | None


class PostLine(Line):
    """A post, and everybody who pasted it, first the one whose post it is. `arguments` lines follow."""

    type: Literal["post"] = "post"
    post_id: Annotated[PostId, Field(min_length=1)]
    platform: Platform
    author: str | None
    published_at: Time | None
    language: Language
    body: Annotated[str, Field(min_length=1)]
    tickers: tuple[Ticker, ...]
    quotes_post: PostId | None
    topic: str | None
    url: str | None
    waiting: bool
    fingerprint: tuple[Count, ...]
    savings: Annotated[tuple[SavingPart, ...], Field(min_length=1)]
    arguments: Count


class VectorPart(Line):
    """A component is its signed byte in `data` times `scale`."""

    model: str
    scale: float
    data: Annotated[bytes, Field(min_length=1)]


class PointPart(Line):
    """In which point an argument stands, and whether the point is told by it."""

    point_id: Annotated[PointId, Field(min_length=1)]
    tells: bool = False


class ArgumentLine(Line):
    type: Literal["argument"] = "argument"
    argument_id: Annotated[ArgumentId, Field(min_length=1)]
    claim: Annotated[str, Field(min_length=1)]
    span: Span
    stance: Stance
    stance_confidence: Annotated[float, Field(ge=0, le=1)]
    subject: Subject
    aspect: Aspect
    holder: str | None
    kind: Kind
    engine: str
    words: str
    vector: VectorPart | None
    point: PointPart | None = None

    @property
    def draft(self) -> ArgumentDraft:
        return ArgumentDraft(**{name: getattr(self, name) for name in ArgumentDraft.model_fields})


AnyLine = (
    HeaderLine
    | SettingsLine
    | AliasLine
    | SwitchedOffLine
    | DismissedLine
    | PasteLine
    | PostLine
    | ArgumentLine
    | EndLine
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
    """A post with its arguments and with the pastes that come with it; `number` is the post's line."""

    number: int
    pastes: Sequence[PasteLine]
    post: PostLine
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
        elif isinstance(line, PostLine):
            self._begin(number, line)
        elif self._pastes:
            raise bad_import(number, "the post of the paste before is missing")
        else:
            return _alone(number, line)
        return self._completed()

    def _begin(self, number: int, line: PostLine) -> None:
        if not self._told.issuperset(saving.paste_id for saving in line.savings):
            raise bad_import(number, "the post was saved in a paste that is missing")
        self._begun, self._pastes = PostEntry(number, self._pastes, line), []

    def _add(self, number: int, line: ArgumentLine) -> None:
        if self._begun is None:
            raise bad_import(number, "an argument without its post before it")
        if line.span.end > len(self._begun.post.body):
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
