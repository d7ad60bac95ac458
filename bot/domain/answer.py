"""Evidence, drafts and answers. Only `bot.answers.ground` turns a draft into an answer, and only an answer is shown."""

from enum import StrEnum

from pydantic import BaseModel, Field

from bot.domain.argument import Argument, Aspect, Stance
from bot.domain.post import ChannelId, Post
from bot.domain.question import Query
from bot.domain.subject import Subject
from bot.domain.text import Kept


class Evidence(BaseModel, frozen=True):
    """A saved argument offered for an answer under a number (from 1), with the post that it stands in."""

    n: int = Field(ge=1)
    argument: Argument
    post: Post
    shelf: ChannelId | None = None
    """The other channel whose store holds it; None: the one that was asked."""


class DraftSentence(BaseModel, frozen=True):
    text: Kept
    citations: tuple[int, ...]


class Draft(BaseModel, frozen=True):
    """What an engine composed, before the gate. It can't be shown."""

    sentences: tuple[DraftSentence, ...]


class Sentence(BaseModel, frozen=True):
    """A sentence that passed the gate."""

    text: str
    citations: tuple[int, ...] = Field(min_length=1)


class Dropped(BaseModel, frozen=True):
    """A sentence that the gate refused, and which of its rules it broke."""

    text: str
    reason: str


class Held(BaseModel, frozen=True):
    """How many arguments the channel holds on a subject, a side and an aspect; on all aspects where it is None.

    `called`: by what a question names the subject here; None where that was not looked for, or there is no such name.
    """

    subject: Subject
    stance: Stance
    aspect: Aspect | None
    arguments: int
    called: str | None = None


class Considered(BaseModel, frozen=True):
    """What was looked at for an answer, and the newest post's age in days where it is dated."""

    arguments: int = 0
    posts: int = 0
    authors: int = 0
    newest_days: int | None = None


class Timing(BaseModel, frozen=True):
    """Milliseconds."""

    interpret: float = 0
    retrieve: float = 0
    compose: float = 0
    ground: float = 0
    total: float = 0


class Mode(StrEnum):
    """Which kind of engine wrote an answer's sentences."""

    EXTRACTIVE = "extractive"
    LLM = "llm"


class Fallback(StrEnum):
    """Why an answer is extractive although a language model was to write it."""

    BUDGET = "budget"
    """The channel's tokens of the day are used up."""
    FAILED = "failed"
    """The model can't be reached, or gives nothing that can be used."""
    TOO_LITTLE = "too_little"
    """Too little of what it wrote passed the gate."""


class Answer(BaseModel, frozen=True):
    """A grounded answer, or an abstention (no sentences) with what the channel does hold nearest to the question.

    `engine` names what wrote the sentences, with its version, as it is remembered with the answer.
    """

    query: Query
    mode: Mode = Mode.EXTRACTIVE
    engine: str = "extractive"
    fallback: Fallback | None = None
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Evidence, ...] = ()
    considered: Considered = Considered()
    dropped: tuple[Dropped, ...] = ()
    coverage: tuple[Held, ...] = ()
    timing: Timing = Timing()

    @property
    def abstained(self) -> bool:
        return not self.sentences
