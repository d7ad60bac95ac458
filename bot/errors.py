"""Every failure that a person can act on, in one tree.

    CasebookError
    ├── BadInput            what was given can't be used; nothing was stored
    │   ├── NothingToSave · NotText · TooLarge · QuestionTooLong · EmptyQuestion · NoChannel
    │   └── FileUnreadable · UnknownPost · BadImport · UnknownAlias · BadAlias
    ├── StoreError
    │   └── StoreUnwritable · StoreNotOurs · StoreTooNew · StoreLocked · StoreFull · StoreUnsupported
    ├── EmbeddingsFailed
    └── BadSettings

Rooms raise; only an entry (`bot/cli`) catches, and turns `wording` and `details` into one sentence.
"""

from typing import ClassVar


class CasebookError(Exception):
    """Something that a person can act on.

    `wording` names its sentence under `[errors]` in every locale; `details` fills that sentence's holes.
    `retryable` says whether the same call may succeed later without anything being mended.
    """

    wording: ClassVar[str] = "unexpected"
    retryable: ClassVar[bool] = False

    def __init__(self, **details: object) -> None:
        super().__init__(self.wording, details)
        self.details = details


class BadInput(CasebookError):
    """What was given can't be used; nothing of it was stored."""


class NothingToSave(BadInput):
    """The paste holds no text. Details: source."""

    wording = "nothing_to_save"


class NotText(BadInput):
    """The bytes are not text. Details: source."""

    wording = "not_text"


class TooLarge(BadInput):
    """More text than one paste may hold. Details: source, size, limit (bytes)."""

    wording = "too_large"


class EmptyQuestion(BadInput):
    """The question holds no words."""

    wording = "empty_question"


class QuestionTooLong(BadInput):
    """Details: size, limit (characters)."""

    wording = "question_too_long"


class NoChannel(BadInput):
    """The channel's name is empty."""

    wording = "no_channel"


class FileUnreadable(BadInput):
    """A file is not there or can't be read. Details: path, reason."""

    wording = "file_unreadable"


class UnknownPost(BadInput):
    """No such post in this channel. Details: post_id."""

    wording = "unknown_post"


class UnknownAlias(BadInput):
    """Details: name."""

    wording = "unknown_alias"


class BadAlias(BadInput):
    """A name that a channel can't give a company. Details: name, reason."""

    wording = "bad_alias"


class BadImport(BadInput):
    """A line of an import can't be read. Details: path, line, reason."""

    wording = "bad_import"


class StoreError(CasebookError):
    """The store can't do what was asked. Details of all: store."""


class StoreUnwritable(StoreError):
    """Details: store, reason."""

    wording = "store_unwritable"


class StoreNotOurs(StoreError):
    """The file is no SQLite database, is damaged, or belongs to another program. Details: store, reason."""

    wording = "store_not_ours"


class StoreTooNew(StoreError):
    """A newer Casebook wrote it. Details: store, found, known (schema versions)."""

    wording = "store_too_new"


class StoreLocked(StoreError):
    """Another process held the store for longer than we waited. Details: store, waited (seconds)."""

    wording = "store_locked"
    retryable = True


class StoreFull(StoreError):
    """The disk is full; the last save was undone. Details: store."""

    wording = "store_full"


class StoreUnsupported(StoreError):
    """No driver for this URL. Details: store."""

    wording = "store_unsupported"


class EmbeddingsFailed(CasebookError):
    """The embeddings endpoint can't be reached or answered wrongly. Details: reason."""

    wording = "embeddings_failed"
    retryable = True


class BadSettings(CasebookError):
    """Details: name (of the variable), reason."""

    wording = "bad_settings"
