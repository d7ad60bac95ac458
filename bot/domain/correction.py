"""What people put right of a post that was misread, and what follows from it for the post's arguments."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel

from bot.domain.argument import ArgumentDraft
from bot.domain.post import Post
from bot.domain.subject import Subject
from bot.domain.text import Language

D = TypeVar("D", bound=ArgumentDraft)


class Field(StrEnum):
    AUTHOR = "author"
    DATE = "date"
    URL = "url"
    SUBJECT = "subject"
    """The company that the post is about, or a segment of one."""


class Correction(BaseModel, frozen=True):
    """That a person put a field of a post right. It wins over every reading of the post.

    `value`: an author, a date in ISO 8601, an address; a subject where that is the field. None: the post has none.
    `read`: what was read before anybody corrected it; of a subject it is not kept.
    """

    field: Field
    value: Subject | str | None
    read: str | None
    by: str | None
    """None: whoever it was had all that was theirs forgotten."""
    at: datetime


def subject_put_right(corrections: Iterable[Correction]) -> Subject | None:
    """What people say that a post is about, if they say it."""
    return next((one.value for one in corrections if isinstance(one.value, Subject)), None)


def main_subject(about: Sequence[Subject]) -> Subject | None:
    """What a post is about, given what each of its arguments is about: the most of them, of several the first."""
    subjects = {subject.key: subject for subject in about}
    counts = Counter(subject.key for subject in about)
    return subjects[counts.most_common(1)[0][0]] if counts else None


def moved(drafts: Sequence[D], to: Subject, post: Post) -> list[D | None]:
    """A post's arguments once its company is put right, one for each; None for one that says what another says already.

    The arguments about the post's main subject become arguments about `to`. Where that is another company, so do those
    about other parts of the main subject's company: a post that is not about a company is not about its parts. What
    the post argues about other companies stays.
    """
    main = main_subject([draft.subject for draft in drafts])
    if main is None or main.key == to.key:
        return list(drafts)
    there = {draft.span for draft in drafts if draft.subject.key == to.key}
    found: list[D | None] = []
    for draft in drafts:
        of_company = to.company != main.company and draft.subject.company == main.company
        if draft.subject.key != main.key and not of_company:
            found.append(draft)
        else:
            found.append(None if draft.span in there else _about(draft, to, post))
    return found


def _about(draft: D, subject: Subject, post: Post) -> D:
    """With the subject's name before the claim, unless the quote has it or is the whole claim."""
    quote = " ".join(draft.span.of(post.body).split())
    is_chinese = post.language is Language.CHINESE
    name = (subject.name_zh if is_chinese else None) or subject.name
    names = [one.casefold() for one in (subject.name, subject.name_zh) if one]
    is_named = draft.claim == quote or any(one in quote.casefold() for one in names)
    claim = quote if is_named else f"{name}{'：' if is_chinese else ': '}{quote}"
    return draft.model_copy(update={"subject": subject, "claim": claim})
