"""Commonstock memos: title and body, then comments of others as `<Name>'s avatar` with their text right behind it."""

import re

from bot.domain.post import Platform
from bot.intake.page import Page, clean_name
from bot.intake.reader import Head, Reader, Role, Sureness
from bot.intake.run_on import DAY, Line, RunOn, run_on_form

_AVATAR = re.compile(r"(?P<name>\S.{0,40}?)['’]s avatar")
_INLINE = re.compile(
    r"(?:(?<=[.!?…)\"”’])\s?|(?<=\s)|^)(?P<name>[A-Z][\w-]{0,20}(?: [A-Z][\w-]{0,20}\.?){0,3}|"
    r"(?<=[.!?…])[\w-]{2,30})['’]s avatar\s?"
)
_HANDLE = re.compile(r"@\w{1,30}")


def _recognises(page: Page) -> Sureness:
    return Sureness.SURE if "s avatar" in page.text and _INLINE.search(page.text) else Sureness.NO


def _heads(page: Page) -> list[Head]:
    avatars = [index for index in range(len(page)) if _AVATAR.fullmatch(page[index])]
    opens = not avatars or page.next_filled(0) == avatars[0]
    heads = [] if opens else [Head(0, 0)]
    for index in avatars:
        heads.append(_head(page, index, Role.COMMENT if heads else Role.POST))
    return heads


def _head(page: Page, index: int, role: Role) -> Head:
    """The avatar's line, and below it the name once more, the handle and the date where they stand."""
    found = _AVATAR.fullmatch(page[index])
    name = found["name"] if found else ""
    after, published = index + 1, None
    for below in range(index + 1, min(index + 7, len(page))):
        dated = page.date(below)
        is_date = dated is not None and not dated.rest
        if page[below] and page[below] not in (name, "·", "•") and not _HANDLE.fullmatch(page[below]) and not is_date:
            break
        if dated is not None and is_date:
            published = published or dated.value
        if page[below]:
            after = below + 1
    return Head(index, after, clean_name(name), published, role)


_AVATAR_AND_DATE = run_on_form(
    rf"(?<!\S)(?P<name>\w[^’'\n]{{0,40}})['’]s avatar\s(?:\S.{{0,40}}?\s)??(?P=name)\s(?P<date>{DAY})"
)


def _cut_avatar(line: Line, found: re.Match[str]) -> None:
    avatar, again = line.text.index(" avatar", found.start()) + len(" avatar"), found.start("date") - len(found["name"])
    line.head(found.start(), found.end(), avatar, again - 1, found.start("date"))


READER = Reader(
    name="commonstock",
    order=80,
    platform=Platform.GENERIC,
    recognises=_recognises,
    heads=_heads,
    names=("commonstock",),
    link=re.compile(r"commonstock\.com/(?:memo|post)/(?P<topic>[0-9a-f-]{8,40})"),
    noise=re.compile(
        r"add a comment.{0,20}|already have an account.{0,40}|.{0,40}on commonstock\b.{0,60}", re.IGNORECASE
    ),
    headers=_HANDLE,
    speakers=_INLINE,
    run_on=(RunOn(_AVATAR_AND_DATE, _cut_avatar, sign="s avatar"),),
)
