"""Saved posts, a page at a time, and one of them opened with its arguments. Nothing is remembered of a list: its
buttons say which one it is, and it is asked for again at every press.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.answers.compose import name_of
from bot.casebook import PostQuery
from bot.cogs.cards.correction import ask_what_is_right, may_correct
from bot.cogs.cards.post_text import TABLE, WHOLE, argued_blocks, list_line, opened_line
from bot.cogs.surface.card import Card, Persistent, chosen_alone
from bot.cogs.surface.choices import post_name
from bot.cogs.surface.digest import DIGEST, digest
from bot.cogs.surface.layout import Room, pages
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.place import here
from bot.cogs.surface.reply import turn
from bot.cogs.surface.short_text import brief, label
from bot.cogs.surface.tongue import words_of
from bot.domain.post import PostId
from bot.domain.receipt import Listed, SavedPost
from bot.domain.subject import Subject
from bot.errors import UnknownPost
from bot.locales import Wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Pressed = discord.Interaction[CasebookBot]

PAGE = 8
"""Posts of a page. With the lengths of `post_text`, eight of them stay under a message's limits whoever wrote them."""
OPTION = 100

NONE = "-"
AMONG = rf"(?P<subject>{NONE}|{DIGEST}):(?P<author>{NONE}|{DIGEST}):(?P<page>\d{{1,5}})"
POST_ID = r"[A-Za-z0-9_-]{1,40}"
LONGEST_ID = 40
"""Characters of what was given as an id, where it is none."""


@dataclass(frozen=True, slots=True)
class Among:
    """A page of the posts about a subject, by an author, both or neither: which ones, as a button says it."""

    subject: str = NONE
    author: str = NONE
    page: int = 0

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(match["subject"], match["author"], int(match["page"]))

    def __str__(self) -> str:
        return f"{self.subject}:{self.author}:{self.page}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The same, with the subject and the author themselves instead of their digests."""

    subject: Subject | None = None
    author: str | None = None
    page: int = 0

    @property
    def among(self) -> Among:
        subject = digest(self.subject.key) if self.subject else NONE
        return Among(subject, digest(self.author) if self.author else NONE, self.page)

    @property
    def query(self) -> PostQuery:
        """One post more than a page shows: so a next one is known of."""
        key = self.subject.key if self.subject else None
        return PostQuery(key, self.author, limit=PAGE + 1, offset=PAGE * self.page)


async def list_card(interaction: "Pressed", wanted: Wanted) -> Card:
    """A page of the list; the first one where that page is no more."""
    casebook, channel = interaction.client.casebook, here(interaction)
    found = await casebook.posts(channel, wanted.query)
    if not found and wanted.page:
        return await list_card(interaction, replace(wanted, page=0))
    words = words_of(interaction)
    title = _title(wanted, words)
    if not found:
        key = "nothing_such" if wanted.subject or wanted.author else "nothing"
        return Card().text(title, words.say(TABLE, key))
    more, listed = len(found) > PAGE, found[:PAGE]
    lines = [list_line(one, words) for one in listed]
    card = Card().text(title, *lines, words.say(TABLE, "page", page=wanted.page + 1))
    if options := _options(listed, words):
        card.controls(OpenMenu(wanted.among, options, words.say(TABLE, "open")))
    return card.controls(*_around(wanted, words, more=more))


def _title(wanted: Wanted, words: Wording) -> str:
    subject = author = ""
    if wanted.subject:
        subject = words.say(TABLE, "about", subject=brief(name_of(wanted.subject, words.locale), WHOLE))
    if wanted.author:
        author = words.say(TABLE, "by", author=brief(wanted.author, WHOLE))
    return words.say(TABLE, "title", subject=subject, author=author)


def _options(listed: Sequence[Listed], words: Wording) -> list[discord.SelectOption]:
    """An imported post may have an id that no menu takes; it is in the list all the same."""
    posts = [one.post for one in listed if re.fullmatch(POST_ID, one.post.post_id)]
    return [discord.SelectOption(label=label(post_name(post, words), OPTION), value=post.post_id) for post in posts]


def _around(wanted: Wanted, words: Wording, *, more: bool) -> list[discord.ui.Item[Any]]:
    """How many pages there are is not counted: it is only known whether one more follows."""
    return Turning(wanted.page, wanted.page + 1 + more).buttons(
        lambda page, text: ListButton(replace(wanted.among, page=page), text),
        words,
    )


class ListButton(Persistent, template=rf"cb:posts:{AMONG}"):
    """Turns to a page of the list."""

    def __init__(self, among: Among, text: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=text, custom_id=f"cb:posts:{among}"))
        self.among = among

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(Among.of(match))

    async def pressed(self, interaction: "Pressed") -> None:
        wanted = await _found_again(interaction, self.among)
        card = await list_card(interaction, wanted) if wanted else _over(words_of(interaction))
        await turn(interaction, card)


def _over(words: Wording) -> Card:
    """What the list was about is not here any more."""
    return Card().text(words.say(TABLE, "over"))


async def _found_again(interaction: "Pressed", among: Among) -> Wanted | None:
    """The subject and the author among those of this channel; None where one of them is there no more."""
    casebook, channel = interaction.client.casebook, here(interaction)
    subject = author = None
    if among.subject != NONE:
        subjects = await casebook.subjects(channel, "", limit=None)
        subject = next((one for one in subjects if digest(one.key) == among.subject), None)
    if among.author != NONE:
        authors = await casebook.authors(channel, "", limit=None)
        author = next((one for one in authors if digest(one) == among.author), None)
    wanted = Wanted(subject, author, among.page)
    return wanted if wanted.among == among else None


class OpenMenu(Persistent, template=rf"cb:open:{AMONG}"):
    """Opens a post of the page."""

    def __init__(
        self, among: Among, options: Sequence[discord.SelectOption] = (), placeholder: str | None = None
    ) -> None:
        custom_id = f"cb:open:{among}"
        super().__init__(discord.ui.Select(custom_id=custom_id, options=list(options), placeholder=placeholder))
        self.among = among

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(Among.of(match))

    async def pressed(self, interaction: "Pressed") -> None:
        await turn(interaction, await post_card(interaction, Opened(_chosen(interaction), self.among)))


def _chosen(interaction: "Pressed") -> PostId:
    """Errors: NotAChoice where not one was chosen; UnknownPost where what was sent is no id of ours."""
    value = chosen_alone(interaction)
    if not re.fullmatch(POST_ID, value):
        raise UnknownPost(post_id=label(value, LONGEST_ID))
    return PostId(value)


@dataclass(frozen=True, slots=True)
class Opened:
    """A page of a post's arguments, and the list that one came from."""

    post_id: PostId
    among: Among
    page: int = 0


async def post_card(interaction: "Pressed", opened: Opened) -> Card:
    """A page of a post: what is known of it, then its arguments. Errors: UnknownPost."""
    casebook, channel, words = interaction.client.casebook, here(interaction), words_of(interaction)
    saved = await casebook.post(channel, opened.post_id)
    savers = await casebook.savers(channel, opened.post_id)
    head = opened_line(saved, savers, words)
    every = pages(argued_blocks(saved, words), Room().less(head))
    turning = Turning.to(opened.page, len(every))
    turns = turning.buttons(
        lambda page, text: PostButton(replace(opened, page=page), text),
        words,
    )
    card = Card().text(head).text(*every[turning.page]).text(*turning.line(words))
    correct = [CorrectPostButton(opened, words.say(TABLE, "correct"))] if may_correct(interaction, savers) else []
    return card.controls(ListButton(opened.among, words.say(TABLE, "back")), *turns, *correct)


class PostButton(Persistent, template=rf"cb:post:(?P<post>{POST_ID}):(?P<at>\d{{1,3}}):{AMONG}"):
    """Turns to a page of an opened post."""

    def __init__(self, opened: Opened, text: str | None = None) -> None:
        custom_id = f"cb:post:{opened.post_id}:{opened.page}:{opened.among}"
        super().__init__(discord.ui.Button(label=text, custom_id=custom_id))
        self.opened = opened

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(Opened(PostId(match["post"]), Among.of(match), int(match["at"])))

    async def pressed(self, interaction: "Pressed") -> None:
        await turn(interaction, await post_card(interaction, self.opened))


class CorrectPostButton(Persistent, template=rf"cb:fix:(?P<post>{POST_ID}):(?P<at>\d{{1,3}}):{AMONG}"):
    """Puts an opened post right."""

    def __init__(self, opened: Opened, text: str | None = None) -> None:
        custom_id = f"cb:fix:{opened.post_id}:{opened.page}:{opened.among}"
        super().__init__(discord.ui.Button(label=text, custom_id=custom_id))
        self.opened = opened

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(Opened(PostId(match["post"]), Among.of(match), int(match["at"])))

    async def pressed(self, interaction: "Pressed") -> None:
        await ask_what_is_right(interaction, self.opened.post_id, self._show)

    async def _show(self, interaction: "Pressed", _saved: SavedPost) -> None:
        await turn(interaction, await post_card(interaction, self.opened))


BUTTONS = (ListButton, OpenMenu, PostButton, CorrectPostButton)
