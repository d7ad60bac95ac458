"""The settings of a channel: what is set, in words, and the buttons and menus that set it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.cogs.cards.model_text import model_named, used_line
from bot.cogs.cards.setting import Setting, one_of
from bot.cogs.cards.settings_digest import DIGEST_CONTROLS, Scheduled, add_schedule, language_itself
from bot.cogs.surface.audience import Shelf, shelf_of
from bot.cogs.surface.card import Card, Persistent, chosen
from bot.cogs.surface.clock import now
from bot.cogs.surface.place import here, require_moderator, rights
from bot.cogs.surface.reply import put_off, show
from bot.cogs.surface.short_text import brief
from bot.cogs.surface.tongue import words_of
from bot.domain.post import ChannelId
from bot.domain.settings import MOST_SHELVES, ChannelSettings
from bot.domain.shown import Feedback
from bot.domain.text import Locale
from bot.domain.usage import ModelUse
from bot.errors import NotAChoice, NotAllowedThere
from bot.locales import Wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]

TABLE = "discord_settings"
BUDGETS = (20_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
"""Tokens a day that can be chosen."""
KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
]
"""What can be chosen as a shelf: `audience.Shelf`, as Discord's menu names it. Discord describes no menu of media
channels (type 16)."""
ASKERS = "asker"
"""In the menu of languages: each asker's own."""
LONGEST_QUESTION = 300


@dataclass(frozen=True, slots=True)
class Panel:
    """What is set, and what the one who looks may know besides: `feedback` is None for who does not moderate."""

    settings: ChannelSettings
    model: ModelUse
    guild: discord.Guild | None
    feedback: Feedback | None
    reads_messages: bool
    digest: Scheduled

    @property
    def shelves(self) -> list[Shelf]:
        """Those that are still there."""
        found = [shelf_of(self.guild, channel) for channel in self.settings.shelves] if self.guild else []
        return [shelf for shelf in found if shelf is not None]


async def panel(interaction: "Acted") -> Card:
    """As it stands on the disk now."""
    channel, casebook = here(interaction), interaction.client.casebook
    found = Panel(
        settings=await casebook.settings(channel),
        model=await casebook.model_use(channel),
        guild=interaction.guild,
        feedback=await casebook.feedback(channel) if rights(interaction).moderates else None,
        reads_messages=interaction.client.reads_messages,
        digest=Scheduled(await casebook.last_delivery(channel), now()),
    )
    return settings_card(found, words_of(interaction))


def settings_card(found: Panel, words: Wording) -> Card:
    settings = found.settings
    card = Card().text(words.say(TABLE, "title"), *_saving(found, words))
    card.controls(_switch(Switched.SAVING, settings, words))
    card.text(words.say(TABLE, "language", language=_language(settings.answer_in, words)))
    card.controls(LanguageMenu(_languages(settings.answer_in, words)))
    card.text(*_model(found.model, words))
    card.controls(_switch(Switched.MODEL, settings, words)).controls(BudgetMenu(_budgets(settings.daily_tokens, words)))
    add_schedule(card, settings, found.digest, words)
    if found.guild is not None:
        card.text(*_shelves(found.shelves, words)).controls(ShelvesMenu(found.shelves))
    if (given := found.feedback) is not None:
        card.text(words.say(TABLE, "feedback", right=given.right, wrong=given.wrong))
        card.controls(*([WorstButton(words.say(TABLE, "worst"))] if given.wrong else []))
    return card


def _saving(found: Panel, words: Wording) -> list[str]:
    state = words.say(TABLE, "saving_on" if found.settings.auto_save else "saving_off")
    return [state] if found.reads_messages else [state, words.say(TABLE, "saving_blind")]


def _model(use: ModelUse, words: Wording) -> list[str]:
    state = words.say(TABLE, "model_on" if use.allowed else "model_off")
    set_here = [state, words.say(TABLE, "budget", tokens=f"{use.budget:,}")]
    if use.name is None:
        return [*set_here, words.say(TABLE, "no_model")]
    sent = words.say(TABLE, "model_told" if use.allowed else "model_not_told", model=model_named(use.name))
    return [*set_here, used_line(use, words), sent]


def _shelves(shelves: list[Shelf], words: Wording) -> list[str]:
    read = " ".join(shelf.mention for shelf in shelves) or words.say(TABLE, "no_shelves")
    return [words.say(TABLE, "shelves", shelves=read), words.say(TABLE, "shelves_rule", most=MOST_SHELVES)]


def _language(locale: Locale | None, words: Wording) -> str:
    return words.say(TABLE, "askers") if locale is None else language_itself(locale)


class Switched(StrEnum):
    SAVING = "save"
    MODEL = "model"


def _switch(what: Switched, settings: ChannelSettings, words: Wording) -> "Switch":
    """The button that turns it to what it is not."""
    if what is Switched.SAVING:
        on = settings.auto_save
        return Switch(what, words.say(TABLE, "stop_saving" if on else "start_saving"), to=not on)
    on = settings.model_allowed
    return Switch(what, words.say(TABLE, "forbid_model" if on else "allow_model"), to=not on)


class Switch(Setting, template=r"cb:set:(?P<what>save|model):(?P<to>on|off)"):
    """Sets what its label promises. It does not toggle: a second press, from an old panel, changes nothing."""

    def __init__(self, what: Switched, label: str | None = None, *, to: bool) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cb:set:{what}:{'on' if to else 'off'}"))
        self.what = what
        self.to = to

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(Switched(match["what"]), to=match["to"] == "on")

    def changed(self, _interaction: "Acted", settings: ChannelSettings) -> ChannelSettings:
        field = {Switched.SAVING: "auto_save", Switched.MODEL: "model_allowed"}[self.what]
        return settings.model_copy(update={field: self.to})


class LanguageMenu(Setting, template="cb:set:language"):
    """In which language answers are given here."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(discord.ui.Select(custom_id="cb:set:language", options=list(options)))

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    def changed(self, interaction: "Acted", settings: ChannelSettings) -> ChannelSettings:
        value = one_of(interaction, [ASKERS, *Locale])
        return settings.model_copy(update={"answer_in": None if value == ASKERS else Locale(value)})


class BudgetMenu(Setting, template="cb:set:budget"):
    """How much a language model may be used here in a day."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(discord.ui.Select(custom_id="cb:set:budget", options=list(options)))

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    def changed(self, interaction: "Acted", settings: ChannelSettings) -> ChannelSettings:
        value = one_of(interaction, [str(size) for size in _sizes(settings.daily_tokens)])
        return settings.model_copy(update={"daily_tokens": int(value)})


class ShelvesMenu(Setting, template="cb:set:shelves"):
    """Which channels are read for answers here. A new one takes the right to manage both channels."""

    def __init__(self, shelves: Sequence[Shelf] = ()) -> None:
        menu: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
            custom_id="cb:set:shelves",
            channel_types=KINDS,
            default_values=shelves,
            min_values=0,
            max_values=MOST_SHELVES,
        )
        super().__init__(menu)

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    def changed(self, interaction: "Acted", settings: ChannelSettings) -> ChannelSettings:
        home = here(interaction)
        shelves = [ChannelId(value) for value in dict.fromkeys(chosen(interaction)) if value != home]
        if len(shelves) > MOST_SHELVES:
            raise NotAChoice
        for channel in shelves:
            if channel not in settings.shelves:
                _require_manager_of(channel, interaction)
        return settings.model_copy(update={"shelves": tuple(shelves)})


def _require_manager_of(channel: ChannelId, interaction: "Acted") -> None:
    """Errors: NotAChoice where it can be nobody's shelf here, NotAllowedThere."""
    shelf = shelf_of(interaction.guild, channel) if interaction.guild else None
    if shelf is None or not isinstance(interaction.user, discord.Member):
        raise NotAChoice
    if not shelf.permissions_for(interaction.user).manage_channels:
        raise NotAllowedThere(permission="manage_channels", channel=channel)


def _sizes(chosen: int) -> list[int]:
    """Those that are offered: the one that is set too, whoever set it."""
    return sorted({*BUDGETS, chosen})


def _languages(chosen: Locale | None, words: Wording) -> list[discord.SelectOption]:
    offered: list[tuple[str, Locale | None]] = [(ASKERS, None), *((str(locale), locale) for locale in Locale)]
    return [
        discord.SelectOption(label=_language(locale, words), value=value, default=locale is chosen)
        for value, locale in offered
    ]


def _budgets(chosen: int, words: Wording) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=words.say(TABLE, "budget_choice", tokens=f"{size:,}"), value=str(size), default=size == chosen
        )
        for size in _sizes(chosen)
    ]


class WorstButton(Persistent, template="cb:set:worst"):
    """Lists, for moderators, the questions whose answers were called wrong most."""

    def __init__(self, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id="cb:set:worst"))

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    async def pressed(self, interaction: "Acted") -> None:
        require_moderator(interaction)
        await put_off(interaction, private=True)
        found = await interaction.client.casebook.feedback(here(interaction))
        await show(interaction, worst_card(found, words_of(interaction)))


def worst_card(found: Feedback, words: Wording) -> Card:
    lines = [
        words.say(TABLE, "judged", question=brief(one.question, LONGEST_QUESTION), right=one.right, wrong=one.wrong)
        for one in found.worst
    ]
    return Card().text(words.say(TABLE, "worst_title"), *(lines or [words.say(TABLE, "none_wrong")]))


CONTROLS = (Switch, LanguageMenu, BudgetMenu, *DIGEST_CONTROLS, ShelvesMenu, WorstButton)
