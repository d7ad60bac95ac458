"""What Discord offers while somebody types: from this conversation's store alone, and only to those who see it."""

from collections.abc import Callable, Coroutine, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any

from discord.app_commands import Choice

from bot.answers.compose import day, name_of
from bot.casebook import PostQuery
from bot.casebook.browsing import MOST_CHOICES
from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.place import here, person, rights
from bot.cogs.surface.short_text import label
from bot.cogs.surface.tongue import locale_of, words_of
from bot.domain.post import Post
from bot.locales import Wording

if TYPE_CHECKING:
    import discord

    from bot.cogs.surface.client import CasebookBot

    Typing = discord.Interaction[CasebookBot]

LONGEST = 100
"""Characters that Discord takes of a choice's name, and of its value."""
LONGEST_SUBJECT = 100
"""Characters of a name that is typed for a subject."""
LONGEST_AUTHOR = 40
"""Characters of an author before a post's first words."""

TABLE, ALIASES = "discord_posts", "discord_alias"

Autocomplete = Callable[["Typing", str], Coroutine[Any, Any, list[Choice[str]]]]


def or_nothing(find: Autocomplete) -> Autocomplete:
    """Offers nothing where it fails: to somebody who is typing no line can be said, so only the log has it."""

    @wraps(find)
    async def offered(interaction: "Typing", typed: str) -> list[Choice[str]]:
        with logging_faults("what can be chosen"):
            return await find(interaction, typed)
        return []

    return offered


@or_nothing
async def subject_choices(interaction: "Typing", typed: str) -> list[Choice[str]]:
    """What the channel holds arguments on, as the asker calls it; the value is one that `Casebook.subject` knows."""
    found = await interaction.client.casebook.subjects(here(interaction), typed[:LONGEST])
    locale = locale_of(interaction)
    return choices((name_of(subject, locale), subject.key) for subject in found)


@or_nothing
async def author_choices(interaction: "Typing", typed: str) -> list[Choice[str]]:
    """Whose posts the channel holds. A name that is too long for a choice is not offered."""
    found = await interaction.client.casebook.authors(here(interaction), typed[:LONGEST])
    return choices((author, author) for author in found)


@or_nothing
async def post_choices(interaction: "Typing", typed: str) -> list[Choice[str]]:
    """The posts that the person may have deleted: those that they saved themselves, or all for a moderator."""
    saver = None if rights(interaction).moderates else person(interaction)
    query = PostQuery(typed=typed[:LONGEST], saved_by=saver, limit=MOST_CHOICES)
    found = await interaction.client.casebook.posts(here(interaction), query)
    words = words_of(interaction)
    return choices((post_name(listed.post, words), listed.post.post_id) for listed in found)


@or_nothing
async def alias_choices(interaction: "Typing", typed: str) -> list[Choice[str]]:
    """The nicknames that the person may remove: those that they added, or all for a moderator."""
    aliases = await interaction.client.casebook.aliases(here(interaction))
    if not rights(interaction).moderates:
        aliases = [alias for alias in aliases if alias.added_by == person(interaction)]
    fitting = [alias for alias in aliases if typed.strip().casefold() in alias.name.casefold()]
    words = words_of(interaction)
    return choices((words.say(ALIASES, "choice", name=one.name, company=one.company), one.name) for one in fitting)


def choices(named: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    """Names with their values, as many as Discord takes; a value can't be cut, so one that is too long is left out."""
    offered = [(label(name, LONGEST), value) for name, value in named if len(value) <= LONGEST]
    return [Choice(name=name, value=value) for name, value in offered if name][:MOST_CHOICES]


def post_name(post: Post, words: Wording) -> str:
    """A post in a list to choose from: who, when, and how it begins."""
    author = label(post.author or "", LONGEST_AUTHOR) or words.say("answer", "unnamed")
    date = day(post.published_at, words)
    return words.say(TABLE, "choice", author=author, date=date, beginning=label(post.body, LONGEST))
