"""What the rooms hand the store to keep, and what they ask it for."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.argument import ArgumentDraft
from bot.domain.post import Paste, PasteId, PostId, Reading
from bot.domain.shown import ShownAnswer
from bot.domain.subject import SubjectKey
from storage.scope import Embedded


@dataclass(frozen=True, slots=True)
class KnownPost:
    """What the intake found out about a post that is about to be kept: the saved post that it repeats, if any, and the
    sketch of its text (63-bit numbers) by which later look-alikes find it."""

    duplicate_of: PostId | None
    fingerprint: frozenset[int]


@dataclass(frozen=True, slots=True)
class ReadPaste:
    """A paste that was taken apart; `known` has an entry for each of the reading's posts."""

    paste: Paste
    reading: Reading
    known: tuple[KnownPost, ...]


@dataclass(frozen=True, slots=True)
class KeptArgument:
    """An argument to be kept, its vector if there is an embedder, and extra words by which it shall be found: the names
    of its subject in both languages. Quote and claim are found by their own words.

    `own`: the post's author says it, whoever that is by the time that it is kept.
    """

    draft: ArgumentDraft
    embedded: Embedded | None = None
    words: str = ""
    own: bool = False


def found_by(draft: ArgumentDraft) -> str:
    """The extra words of an argument."""
    subject = draft.subject
    return " ".join(filter(None, (subject.name, subject.name_zh, draft.aspect.value, draft.holder)))


@dataclass(frozen=True, slots=True)
class PostFilter:
    """Which saved posts to list, latest saved first. A company covers its segments.

    `typed` is looked for in author, date, platform and id, and in the first words of the newest 200 posts that
    all else allows. `saved_by`: posts that this person saved, whoever else did.
    """

    subject: SubjectKey | None = None
    author: str | None = None
    typed: str | None = None
    saved_by: str | None = None
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Remembered:
    """A shown answer with those of its sources that are left; `sources` counts what it cited when it was given.

    `engine` names what composed it; None for a case, and where it was given before that was kept.
    """

    answer: ShownAnswer
    sources: int
    engine: str | None = None


@dataclass(frozen=True, slots=True)
class Saver:
    """Who saved from a message, when first, and where it says that it was posted."""

    saved_by: str
    saved_at: datetime
    url: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """What changes in the store when a message says something else now.

    `new`: texts with those for whom each is to be saved. `gone`: pastes that it no longer says; `leaving`: the posts
    that are saved in nothing but these.
    """

    new: tuple[tuple[str, Saver], ...]
    gone: tuple[PasteId, ...]
    leaving: frozenset[PostId]


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """What `doctor` says of a store that could be opened. `size_bytes` counts the file and its log; 0 in memory."""

    location: str
    engine: str
    """The database's name and version."""
    schema: int
    size_bytes: int
    journal_mode: str
    writable: bool
