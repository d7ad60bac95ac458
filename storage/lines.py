"""What stands in the lines of an export.

    header · settings · aliases · names that are switched off · suggestions that were dismissed ·
    for each post: the pastes it is in, what people put right of it, the post with its savings, its arguments · end

Nothing names the channel or the time of the export.
"""

from datetime import datetime
from typing import Annotated, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.domain.argument import ArgumentDraft, ArgumentId, Aspect, Kind, Stance
from bot.domain.case import PointId
from bot.domain.correction import Correction
from bot.domain.correction import Field as CorrectedField
from bot.domain.glossary import SwitchedOff
from bot.domain.post import Part, PasteId, Platform, PostId, Ticker
from bot.domain.settings import ChannelSettings
from bot.domain.subject import Alias, Subject, SubjectKey
from bot.domain.text import Language, Span
from storage.lengths import LONGEST_NAME, is_too_long
from storage.rows import published_from

Named = TypeVar("Named", Alias, SwitchedOff)

VERSION: Literal[4] = 4
"""2 came with settings, 3 with points and what is said of names, 4 with corrections and what each line belongs to; an
export of an earlier version is read as ever."""


def _is_time(text: str) -> str:
    published_from(text)
    return text


def _is_short(name: str) -> str:
    if is_too_long(name):
        raise ValueError(f"longer than {LONGEST_NAME} bytes")
    return name


def _has_short_key(subject: Subject) -> Subject:
    _is_short(subject.key)
    return subject


def _has_short_name(named: Named) -> Named:
    _is_short(named.name)
    return named


Time = Annotated[str, AfterValidator(_is_time)]
"""ISO 8601: a time, or where a post gives no more, a bare date."""
Count = Annotated[int, Field(ge=0, lt=2**63)]
Short = AfterValidator(_is_short)
"""Of what something is looked up by: no longer than any database can do that with."""
Id = Annotated[str, Field(min_length=1), Short]
SegmentPart = tuple[Part, Count, Count, Count | None]
"""What it is, where it begins and ends, and of which post it is: as `Segment`."""


MOST_DIMENSIONS = 16_000
"""More can't be kept by pgvector, and no model makes them."""


class Line(BaseModel):
    # Built when first needed: a question never reads these lines, and should not pay for them.
    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64", defer_build=True
    )


class HeaderLine(Line):
    type: Literal["casebook"] = "casebook"
    version: Literal[1, 2, 3, 4] = VERSION


class EndLine(Line):
    """The last line: without it the export was cut off."""

    type: Literal["end"] = "end"


class SettingsLine(Line):
    """What is set for the channel, where anything is."""

    type: Literal["settings"] = "settings"
    settings: ChannelSettings


class AliasLine(Line):
    type: Literal["alias"] = "alias"
    alias: Annotated[Alias, AfterValidator(_has_short_name)]


class SwitchedOffLine(Line):
    """A name of the table that means nothing in the channel."""

    type: Literal["switched_off"] = "switched_off"
    off: Annotated[SwitchedOff, AfterValidator(_has_short_name)]


class DismissedLine(Line):
    """A suggestion that somebody dismissed, by its digest."""

    type: Literal["dismissed"] = "dismissed"
    digest: Id
    company: Annotated[SubjectKey, Short]


class PasteLine(Line):
    """A paste, before the first post that was saved in it.

    `raw` and `segments` are None where a post of it was forgotten, `text` also where it is the raw text.
    """

    type: Literal["paste"] = "paste"
    paste_id: Annotated[PasteId, Short]
    digest: Id
    raw: str | None
    text: str | None
    segments: tuple[SegmentPart, ...] | None


class CorrectionLine(Line):
    """That somebody put a field of a post right: before the post, which says what counts. As `Correction`."""

    type: Literal["correction"] = "correction"
    post_id: Annotated[PostId, Field(min_length=1), Short]
    field: CorrectedField
    value: Annotated[Subject, AfterValidator(_has_short_key)] | str | None
    read: str | None
    by: Annotated[str, Short] | None
    at: Time

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if isinstance(self.value, Subject) != (self.field is CorrectedField.SUBJECT):
            raise ValueError("a subject is put right by a subject, and nothing else is")
        if self.field is CorrectedField.DATE:
            for time in (self.value, self.read):
                published_from(time if isinstance(time, str) else None)
        if self.field is CorrectedField.AUTHOR:
            for name in (self.value, self.read):
                _is_short(name if isinstance(name, str) else "")
        return self

    @property
    def correction(self) -> Correction:
        at = datetime.fromisoformat(self.at)
        return Correction(field=self.field, value=self.value, read=self.read, by=self.by, at=at)


class SavingPart(Line):
    paste_id: Annotated[PasteId, Short]
    place: Count
    saved_by: Annotated[str, Short]
    saved_at: Time
    source: Annotated[str, Short] | None
    url: str | None


class PostLine(Line):
    """A post, and everybody who pasted it, first the one whose post it is. `arguments` lines follow."""

    type: Literal["post"] = "post"
    post_id: Annotated[PostId, Field(min_length=1), Short]
    paste_id: PasteId | None = None
    """That of its first saving; None before version 4."""
    platform: Platform
    author: Annotated[str, Short] | None
    published_at: Time | None
    language: Language
    body: Annotated[str, Field(min_length=1)]
    tickers: tuple[Ticker, ...]
    quotes_post: Annotated[PostId, Short] | None
    topic: Annotated[str, Short] | None
    url: str | None
    waiting: bool
    fingerprint: tuple[Count, ...]
    savings: Annotated[tuple[SavingPart, ...], Field(min_length=1)]
    arguments: Count


class VectorPart(Line):
    """A component is its signed byte in `data` times `scale`."""

    model: str
    scale: Annotated[float, Field(allow_inf_nan=False)]
    data: Annotated[bytes, Field(min_length=1, max_length=MOST_DIMENSIONS)]


class PointPart(Line):
    """In which point an argument stands, and whether the point is told by it."""

    point_id: Annotated[PointId, Field(min_length=1), Short]
    tells: bool = False


class ArgumentLine(Line):
    type: Literal["argument"] = "argument"
    argument_id: Annotated[ArgumentId, Field(min_length=1), Short]
    post_id: PostId | None = None
    paste_id: PasteId | None = None
    """Both those of the post before it; None before version 4."""
    claim: Annotated[str, Field(min_length=1)]
    span: Span
    stance: Stance
    stance_confidence: Annotated[float, Field(ge=0, le=1)]
    subject: Annotated[Subject, AfterValidator(_has_short_key)]
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
    | CorrectionLine
    | PostLine
    | ArgumentLine
    | EndLine
)
