"""A set of pastes with the answers that a careful reader would give: `posts/<channel>/NN.txt` and three files.

`gold.jsonl` has a line a paste, `questions.jsonl` a line a question, `aliases.json` the names that are right for each
company and person.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, model_validator

from bot.domain.argument import Stance
from bot.domain.post import ChannelId, Platform

_LINE_END = re.compile(r"\r\n|[\r\n]")
CROSS_LINGUAL = "cross-lingual"
"""The tag of a question that is in another language than the posts that answer it."""


class GoldTicker(BaseModel, frozen=True):
    symbol: str
    market: str | None


class GoldPost(BaseModel, frozen=True):
    """`published_at` is ISO 8601 as the paste shows it: to the minute, or a bare date."""

    platform: Annotated[Platform, BeforeValidator(lambda name: name if name in set(Platform) else Platform.GENERIC)]
    author: str | None
    published_at: str | None


class Reading(BaseModel, frozen=True):
    """Another side and subject under which an argument may be read as well."""

    stance: Stance
    subject: str


class GoldArgument(BaseModel, frozen=True):
    """`start` counts code points of the file. An `optional` one is neither missed nor a false alarm.

    The side of a view that the author quotes and rejects is the view's own; `holder` is then the one quoted, and
    `attributed` is set.
    """

    quote: str
    start: int
    stance: Stance
    subject: str
    holder: str | None
    attributed: bool = False
    optional: bool = False
    alt: tuple[Reading, ...] = ()

    @property
    def stances(self) -> set[Stance]:
        return {self.stance, *(reading.stance for reading in self.alt)}

    @property
    def subjects(self) -> set[str]:
        return {self.subject, *(reading.subject for reading in self.alt)}


class Trap(BaseModel, frozen=True):
    """A stretch that looks like an argument and is none: a story, a price report, a question, …"""

    quote: str
    start: int
    kind: str


class GoldPaste(BaseModel, frozen=True):
    """`path` is relative to the set. `n_posts_ok` are the numbers of posts that a reader may find in it."""

    path: str
    channel: ChannelId
    author_ok: tuple[str, ...]
    language: str
    tickers: tuple[GoldTicker, ...]
    n_posts: int
    n_posts_ok: tuple[int, ...]
    posts: tuple[GoldPost, ...]
    duplicate_of: str | None
    quotes_path: str | None
    arguments: tuple[GoldArgument, ...]
    traps: tuple[Trap, ...]


class QuoteGroup(BaseModel, frozen=True):
    """One argument that an answer should cite, in any of the places where it stands."""

    any_of: tuple[str, ...]

    @model_validator(mode="before")
    @classmethod
    def _of_one(cls, given: object) -> object:
        """A set may give the quote alone where the argument stands in one place."""
        return {"any_of": (given,)} if isinstance(given, str) else given


class GoldQuestion(BaseModel, frozen=True):
    """`after` is the id of the question before; `context_needed`: it can't be read without that one.

    `must_abstain` is None where both are right. Each of `expected` is a name or date in its accepted forms.
    """

    id: str
    channel: ChannelId
    question: str
    kind: str
    stance: Stance | None
    after: str | None
    context_needed: bool
    gold_quotes: tuple[QuoteGroup, ...]
    relevant_quotes: tuple[str, ...]
    must_abstain: bool | None
    expected: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    leak_probe: bool
    tags: tuple[str, ...]


class RightNames(BaseModel, frozen=True):
    """The other names of each company and person. `exact_only` are words too common to be looked for inside others."""

    subjects: dict[str, tuple[str, ...]]
    exact_only: tuple[str, ...]
    people: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PasteSet:
    folder: Path
    pastes: tuple[GoldPaste, ...]
    """By path: the order in which they are saved."""
    questions: tuple[GoldQuestion, ...]
    names: RightNames
    flat: bool = False
    """Whether each line end of a paste is a space, as a field of one line makes it."""

    def text(self, paste: GoldPaste) -> str:
        """The file as it is, line ends included; without them where the set is flat."""
        text = (self.folder / paste.path).read_bytes().decode("utf-8")
        return _LINE_END.sub(" ", text).strip() if self.flat else text

    def flattened(self) -> "PasteSet":
        return replace(self, flat=True)


def load_set(folder: Path) -> PasteSet:
    """Errors: OSError where a file is missing; ValidationError naming the field that is not as it should be."""
    return PasteSet(
        folder=folder,
        pastes=tuple(sorted(_lines(folder / "gold.jsonl", GoldPaste), key=lambda paste: paste.path)),
        questions=_lines(folder / "questions.jsonl", GoldQuestion),
        names=RightNames.model_validate_json((folder / "aliases.json").read_bytes()),
    )


Line = TypeVar("Line", bound=BaseModel)


def _lines(file: Path, model: type[Line]) -> tuple[Line, ...]:
    lines = file.read_text(encoding="utf-8").split("\n")
    return tuple(model.model_validate_json(line) for line in lines if line.strip())
