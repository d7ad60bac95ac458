"""What all failures are, and those that belong to no group."""

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


class EmbeddingsFailed(CasebookError):
    """The embeddings endpoint can't be reached or answered wrongly. Details: reason."""

    wording = "embeddings_failed"
    retryable = True


class ReaderDied(CasebookError):
    """The process in which posts are read died each time that it was at this text."""

    wording = "reader_died"


class BadSettings(CasebookError):
    """Details: name (of the variable), reason."""

    wording = "bad_settings"
