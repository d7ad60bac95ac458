"""What a person is told about what was kept, listed or deleted."""

from datetime import datetime

from pydantic import BaseModel

from bot.domain.argument import Argument
from bot.domain.correction import Correction, main_subject, subject_put_right
from bot.domain.health import Backlog, Trouble
from bot.domain.post import Post, PostId, Skipped
from bot.domain.subject import Subject
from bot.domain.usage import ModelUse


class SavedPost(BaseModel, frozen=True):
    """A post of a paste after its saving. With `duplicate_of` set nothing new was stored, and `post` is that one."""

    post: Post
    duplicate_of: PostId | None = None
    arguments: tuple[Argument, ...] = ()
    waiting: bool = False
    """Saved, and not yet read for arguments."""
    corrections: tuple[Correction, ...] = ()
    """What people put right of it, where that was asked for."""

    @property
    def about(self) -> Subject | None:
        """The company that it is about, or a segment of one: as people say, else what most of it argues about."""
        return subject_put_right(self.corrections) or main_subject([one.subject for one in self.arguments])


class Receipt(BaseModel, frozen=True):
    posts: tuple[SavedPost, ...]
    skipped: tuple[Skipped, ...] = ()


class Listed(BaseModel, frozen=True):
    """A saved post in a list."""

    post: Post
    arguments: int
    waiting: bool


class Forgotten(BaseModel, frozen=True):
    posts: int
    arguments: int


class Own(BaseModel, frozen=True):
    """How much a person saved: how many posts, and how many of them others saved too."""

    posts: int
    shared: int


class Imported(BaseModel, frozen=True):
    posts: int = 0
    arguments: int = 0
    duplicates: int = 0
    skipped: int = 0


class Counts(BaseModel, frozen=True):
    """What a channel's store holds."""

    pastes: int
    posts: int
    arguments: int
    waiting: int
    newest_save: datetime | None = None


class Status(BaseModel, frozen=True):
    """How a casebook is: what the channel holds, the store's file, and which engines work on it.

    `store_bytes` counts the file of all channels and its log; 0 in memory. `embedder` is None where questions find by
    words alone.
    """

    counts: Counts
    backlog: Backlog = Backlog()
    store_schema: int
    store_bytes: int
    engine: str
    writable: bool
    embedder: str | None
    extractor: str
    model: ModelUse
    version: str
    troubles: tuple[Trouble, ...] = ()
