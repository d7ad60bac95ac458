"""Putting right what was misread of a post: who may, the form that asks for it, and the card that asks which post."""

import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.answers.compose import name_of
from bot.casebook.browsing import MOST_CHOICES
from bot.cogs.cards.receipt_text import TABLE as RECEIPT
from bot.cogs.cards.receipt_text import heading, sides
from bot.cogs.surface.boundary import apologise, apologising
from bot.cogs.surface.card import Card, Persistent, chosen_alone
from bot.cogs.surface.choices import post_name
from bot.cogs.surface.place import here, jump_link, person, rights
from bot.cogs.surface.reply import show, turn
from bot.cogs.surface.short_text import label
from bot.cogs.surface.tongue import words_of
from bot.cogs.surface.using import name_of_class, using
from bot.domain.correction import Field
from bot.domain.post import Post, PostId, Published
from bot.domain.receipt import Receipt, SavedPost
from bot.domain.text import Locale
from bot.errors import NotTheirs, UnknownPost
from bot.locales import Wording, wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Pressed = discord.Interaction[CasebookBot]

TABLE = "discord_correct"
LONGEST = 4000
"""Characters that Discord takes in a field: what stands in it is never cut."""

MESSAGE = r"(?P<message>\d{1,20})"
OPTION = 100
LONGEST_ID = 40
"""Characters of what was given as an id, where it is none."""
MOST_MENUS = 5

Shows = Callable[["Pressed", SavedPost], Awaitable[None]]
"""Shows a post after it was put right; once more, where it was read again."""


def may_correct(interaction: "Pressed", savers: Sequence[str]) -> bool:
    """Whoever saved a post, and who may manage messages."""
    return rights(interaction).moderates or person(interaction) in savers


async def ask_what_is_right(interaction: "Pressed", post_id: PostId, shows: Shows) -> None:
    """Open the form. Errors: UnknownPost, NotTheirs."""
    saved = await _theirs(interaction, post_id)
    await interaction.response.send_modal(CorrectionModal(saved, shows, words_of(interaction)))


async def _theirs(interaction: "Pressed", post_id: PostId) -> SavedPost:
    casebook, channel = interaction.client.casebook, here(interaction)
    savers = await casebook.savers(channel, post_id)
    if not savers:
        raise UnknownPost(post_id=post_id)
    if not may_correct(interaction, savers):
        raise NotTheirs
    return await casebook.post(channel, post_id)


class CorrectionModal(discord.ui.Modal):
    """Author, date, link and company as they count now. Only what is changed in it is put right."""

    def __init__(self, saved: SavedPost, shows: Shows, words: Wording) -> None:
        super().__init__(title=words.say(TABLE, "modal"))
        self.post_id = saved.post.post_id
        self.shows = shows
        self.before = {field: text[:LONGEST] for field, text in _as_shown(saved, words).items()}
        self.inputs: dict[Field, discord.ui.TextInput[CorrectionModal]] = {}
        for field, text in self.before.items():
            self.inputs[field] = discord.ui.TextInput(
                custom_id=field.value, required=False, max_length=LONGEST, default=text or None
            )
            about = words.say(TABLE, f"{field}_about")
            label = words.say(TABLE, field)
            self.add_item(discord.ui.Label(text=label, description=about, component=self.inputs[field]))

    @property
    def typed(self) -> dict[Field, str]:
        typed = {field: field_input.value for field, field_input in self.inputs.items()}
        return {field: text for field, text in typed.items() if text.strip() != self.before[field].strip()}

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        interaction.client.note_work()
        async with apologising(interaction):
            with using(name_of_class(CorrectionModal)):
                await self._put_right(interaction)

    async def _put_right(self, interaction: "Pressed") -> None:
        """Who may is asked again: a right may have been lost since the form was opened."""
        await _theirs(interaction, self.post_id)
        await interaction.response.defer()
        casebook, channel = interaction.client.casebook, here(interaction)
        saved = await casebook.correct(channel, self.post_id, self.typed, person(interaction))
        interaction.client.dispatch("deletion")
        await self.shows(interaction, saved)
        if saved.waiting:
            async with interaction.client.reading:
                [read] = (await casebook.finish(channel, Receipt(posts=(saved,)))).posts
            await self.shows(interaction, read)

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, _item: object = None, /) -> None:
        await apologise(interaction, error)


def _as_shown(saved: SavedPost, words: Wording) -> dict[Field, str]:
    post = saved.post
    return {
        Field.AUTHOR: post.author or "",
        Field.DATE: _written(post.published_at),
        Field.URL: post.url or "",
        Field.SUBJECT: name_of(saved.about, words.locale) if saved.about else "",
    }


def _written(published_at: Published | None) -> str:
    """As it can be read back."""
    if isinstance(published_at, datetime):
        whole = not (published_at.second or published_at.microsecond)
        return published_at.isoformat(" ", "minutes" if whole else "auto")
    return published_at.isoformat() if published_at else ""


@dataclass(frozen=True, slots=True)
class Among:
    """Which of the menus that ask for a post, the message whose posts they ask for, and the card that tells of them."""

    message_id: int
    card_id: int
    n: int = 0

    def __str__(self) -> str:
        return f"{self.message_id}:{self.card_id}:{self.n}"


class CorrectButton(Persistent, template=rf"cb:correct:{MESSAGE}"):
    """Puts a post right that was saved from a message: the only one, or one that is chosen."""

    def __init__(self, message_id: int, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cb:correct:{message_id}"))
        self.message_id = message_id

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(int(match["message"]))

    async def pressed(self, interaction: "Pressed") -> None:
        casebook, channel, words = interaction.client.casebook, here(interaction), words_of(interaction)
        posts = (await casebook.saved_from(channel, jump_link(interaction, self.message_id))).posts
        if not posts:
            await show(interaction, Card().text(words.say(RECEIPT, "nothing_kept")))
        elif len(posts) == 1:
            await ask_what_is_right(interaction, posts[0].post.post_id, Retelling(posts))
        else:
            theirs = [
                one for one in posts if may_correct(interaction, await casebook.savers(channel, one.post.post_id))
            ]
            if not theirs:
                raise NotTheirs
            card_id = interaction.message.id if interaction.message else self.message_id
            await show(interaction, _choice_card(Among(self.message_id, card_id), [one.post for one in theirs], words))


def _choice_card(among: Among, posts: Sequence[Post], words: Wording) -> Card:
    """A menu for each 25 posts, as many as Discord takes of one."""
    card = Card().text(words.say(TABLE, "choose"))
    for n in range(MOST_MENUS):
        if some := posts[n * MOST_CHOICES :][:MOST_CHOICES]:
            options = [
                discord.SelectOption(label=label(post_name(one, words), OPTION), value=one.post_id) for one in some
            ]
            card.controls(CorrectMenu(replace(among, n=n), options, words.say(TABLE, "pick")))
    left = len(posts) - MOST_MENUS * MOST_CHOICES
    return card.text(words.count(TABLE, "more", left)) if left > 0 else card


class CorrectMenu(Persistent, template=rf"cb:correct-one:{MESSAGE}:(?P<card>\d{{1,20}}):(?P<n>\d)"):
    """Which of several posts is put right."""

    def __init__(
        self, among: Among, options: Sequence[discord.SelectOption] = (), placeholder: str | None = None
    ) -> None:
        custom_id = f"cb:correct-one:{among}"
        super().__init__(discord.ui.Select(custom_id=custom_id, options=list(options), placeholder=placeholder))
        self.among = among

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(Among(int(match["message"]), int(match["card"]), int(match["n"])))

    async def pressed(self, interaction: "Pressed") -> None:
        post_id = PostId(chosen_alone(interaction))
        source = jump_link(interaction, self.among.message_id)
        posts = (await interaction.client.casebook.saved_from(here(interaction), source)).posts
        if all(one.post.post_id != post_id for one in posts):
            raise UnknownPost(post_id=label(post_id, LONGEST_ID))
        await ask_what_is_right(interaction, post_id, Retelling(posts, self.among.card_id))


class Retelling:
    """Lets a card that tells of saved posts say what is put right. `card_id`: where the form was opened from another
    message, which then says that it is done."""

    def __init__(self, posts: Sequence[SavedPost], card_id: int | None = None) -> None:
        self._posts = list(posts)
        self._card_id = card_id

    async def __call__(self, interaction: "Pressed", saved: SavedPost) -> None:
        words = words_of(interaction)
        if self._card_id is not None:
            line = heading(saved.post, words)
            await turn(interaction, Card().text(words.say(TABLE, "done"), f"{line}\n{sides(saved.arguments, words)}"))
        message = await self._message(interaction)
        if message is not None:
            card = discord.ui.LayoutView.from_message(message, timeout=None)
            its_words = _words_of(card) or words
            for part in card.walk_children():
                if isinstance(part, discord.ui.TextDisplay):
                    part.content = _retold(part.content, self._posts, saved, its_words)
            card.stop()  # its buttons are found by their custom_ids: it need not be kept
            with suppress(discord.HTTPException):  # it is put right all the same
                await message.edit(view=card, allowed_mentions=discord.AllowedMentions.none())
        self._posts = [saved if one.post.post_id == saved.post.post_id else one for one in self._posts]

    async def _message(self, interaction: "Pressed") -> discord.Message | None:
        """As it is now: its posts may have been read since the form was opened."""
        message_id = self._card_id or (interaction.message.id if interaction.message else None)
        if message_id is None or interaction.channel_id is None:
            return None
        with suppress(discord.HTTPException):
            return await interaction.client.get_partial_messageable(interaction.channel_id).fetch_message(message_id)
        return None


def _words_of(card: discord.ui.LayoutView) -> Wording | None:
    """Those that a card is written in, as its button says."""
    labels = [part.label for part in card.walk_children() if isinstance(part, discord.ui.Button)]
    return next((words for words in map(wording, Locale) if words.say(RECEIPT, "undo") in labels), None)


def _retold(text: str, posts: Sequence[SavedPost], saved: SavedPost, words: Wording) -> str:
    """A card's text with what a post says now. Several posts may look the same, and stand in their order."""
    at = 0
    for one in posts:
        before = heading(one.post, words)
        found = text.find(before, at)
        if found >= 0 and one.post.post_id == saved.post.post_id:
            return text[:found] + _told(text[found:], one, saved, words)
        at = found + len(before) if found >= 0 else at
    return text


def _told(text: str, before: SavedPost, now: SavedPost, words: Wording) -> str:
    """`text` begins with what the post said before."""
    was, is_now = heading(before.post, words), heading(now.post, words)
    argued = f"{was}\n{sides(before.arguments, words)}"
    if text.startswith(argued):
        return f"{is_now}\n{sides(now.arguments, words)}{text.removeprefix(argued)}"
    return f"{is_now}{text.removeprefix(was)}"


BUTTONS = (CorrectButton, CorrectMenu)
