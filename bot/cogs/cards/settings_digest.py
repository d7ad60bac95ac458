"""The digest's part of the settings: how often, at which hour of which zone, and what became of the last one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.cogs.cards.setting import Setting, change_settings, one_of
from bot.cogs.surface.boundary import apologise, apologising
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.clock import now
from bot.cogs.surface.place import require_manager
from bot.cogs.surface.tongue import locale_of, words_of
from bot.cogs.surface.using import name_of_class, using
from bot.cogs.surface.zones import zone_named
from bot.domain.digest import Delivery
from bot.domain.schedule import DigestSchedule, Every
from bot.domain.settings import ChannelSettings
from bot.domain.text import Locale
from bot.errors import NotAChoice
from bot.locales import Wording, wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]

TABLE = "discord_digest"
OFF = "off"
LONGEST_ZONE = 60
HOURS = range(24)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What is told beside a schedule: what became of the last digest."""

    last: Delivery | None
    now: datetime


def add_schedule(card: Card, settings: ChannelSettings, known: Scheduled, words: Wording) -> None:
    """What is set, and the menus that set it; hour and zone only where there is a digest."""
    schedule = settings.digest
    if schedule is None:
        card.text(words.say(TABLE, "off")).controls(DigestMenu(_whens(None, words)))
        return
    card.text(*_set(settings, schedule, known, words)).controls(DigestMenu(_whens(schedule, words)))
    card.controls(HourMenu(_hours(schedule.hour, words))).controls(ZoneButton(words.say(TABLE, "zone_button")))


def _set(settings: ChannelSettings, schedule: DigestSchedule, known: Scheduled, words: Wording) -> list[str]:
    language = language_itself(settings.answer_in or schedule.locale)
    when = words.say(TABLE, _when(_value(schedule)))
    lines = [words.say(TABLE, "on", when=when, hour=schedule.hour, zone=schedule.zone, language=language)]
    if schedule.zone == "UTC":
        lines.append(words.say(TABLE, "in_utc"))
    lines.append(words.say(TABLE, "next", moment=int(schedule.next_due(max(known.now, schedule.begins)).timestamp())))
    return lines + ([_last(known.last, words)] if known.last else [])


def _last(last: Delivery, words: Wording) -> str:
    key = "last_open" if last.outcome is None else f"last_{last.outcome}"
    return words.say(TABLE, key, moment=int(last.due.timestamp()))


def language_itself(locale: Locale) -> str:
    """A language in its own words."""
    return wording(locale).say("discord_settings", "itself")


def _value(schedule: DigestSchedule | None) -> str:
    """As it stands in the menu: off, every day, or the number of a weekday."""
    if schedule is None:
        return OFF
    return Every.DAY.value if schedule.every is Every.DAY else str(schedule.weekday)


def _when(value: str) -> str:
    """The key of what a menu's value says."""
    return f"when_{WEEKDAYS[int(value)] if value.isdecimal() else value}"


VALUES = (OFF, Every.DAY.value, *map(str, range(7)))


def _whens(chosen: DigestSchedule | None, words: Wording) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=words.say(TABLE, "when_menu", when=words.say(TABLE, _when(value))),
            value=value,
            default=value == _value(chosen),
        )
        for value in VALUES
    ]


def _hours(chosen: int, words: Wording) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=words.say(TABLE, "hour_menu", hour=hour), value=str(hour), default=hour == chosen)
        for hour in HOURS
    ]


def _changed(settings: ChannelSettings, **update: object) -> ChannelSettings:
    """With a schedule that begins now. Errors: NotAChoice where there is none."""
    if settings.digest is None:
        raise NotAChoice
    schedule = settings.digest.model_copy(update={**update, "begins": now()})
    return settings.model_copy(update={"digest": schedule})


class DigestMenu(Setting, template="cb:set:digest"):
    """Whether a digest is sent, and on which days. The language is that of whoever sets the first."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(discord.ui.Select(custom_id="cb:set:digest", options=list(options)))

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    def changed(self, interaction: "Acted", settings: ChannelSettings) -> ChannelSettings:
        value = one_of(interaction, VALUES)
        if value == OFF:
            return settings.model_copy(update={"digest": None})
        first = DigestSchedule(every=Every.DAY, locale=locale_of(interaction), begins=now())
        every, weekday = (Every.WEEK, int(value)) if value.isdecimal() else (Every.DAY, 0)
        there = settings.model_copy(update={"digest": settings.digest or first})
        return _changed(there, every=every, weekday=weekday)


class HourMenu(Setting, template="cb:set:digest_hour"):
    """At which full hour of the zone it is sent."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(discord.ui.Select(custom_id="cb:set:digest_hour", options=list(options)))

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    def changed(self, interaction: "Acted", settings: ChannelSettings) -> ChannelSettings:
        return _changed(settings, hour=int(one_of(interaction, [str(hour) for hour in HOURS])))


class ZoneButton(Persistent, template="cb:set:digest_zone"):
    """Opens a window in which the zone is typed: there are some six hundred, too many for a menu."""

    def __init__(self, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id="cb:set:digest_zone"))

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    async def pressed(self, interaction: "Acted") -> None:
        require_manager(interaction)
        await interaction.response.send_modal(ZoneModal(words_of(interaction)))


class ZoneModal(discord.ui.Modal):
    def __init__(self, words: Wording) -> None:
        super().__init__(title=words.say(TABLE, "zone_modal"))
        self.zone: discord.ui.TextInput[ZoneModal] = discord.ui.TextInput(custom_id="zone", max_length=LONGEST_ZONE)
        about = words.say(TABLE, "zone_about")
        self.add_item(discord.ui.Label(text=words.say(TABLE, "zone_label"), description=about, component=self.zone))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        interaction.client.note_work()
        async with apologising(interaction):
            with using(name_of_class(ZoneModal)):
                await change_settings(interaction, lambda before: _changed(before, zone=zone_named(self.zone.value)))

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, _item: object = None, /) -> None:
        await apologise(interaction, error)


DIGEST_CONTROLS = (DigestMenu, HourMenu, ZoneButton)
