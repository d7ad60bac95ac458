"""Who and what there is in the stand-in: people, guilds, channels, and the messages as they go over the wire."""

import itertools
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum

from tests.wire.limits.measure import JsonObject
from tests.wire.permissions import EVERYTHING, NONE, ORDINARY, Permission

EPOCH_MS = 1_420_070_400_000
EPHEMERAL = 1 << 6
LOADING = 1 << 7
MENTION = re.compile(r"<@!?(\d+)>")


class ChannelKind(IntEnum):
    """A channel's type, as Discord numbers it."""

    TEXT = 0
    DM = 1
    NEWS = 5
    THREAD = 11
    FORUM = 15


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a person or the bot sends it."""

    name: str
    data: bytes
    content_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody; `locale` is the language of their Discord."""

    id: str
    name: str
    bot: bool = False
    locale: str = "en-US"


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows and denies a role or a person, by id; the role of all has its guild's id."""

    target: str
    allow: Permission = NONE
    deny: Permission = NONE


@dataclass(slots=True)
class Guild:
    """A server; `members` maps ids to what the person's roles allow, beside what everybody may."""

    id: str
    name: str
    owner: Person
    everyone: Permission = ORDINARY
    members: dict[str, Permission] = field(default_factory=dict)
    channels: list["Channel"] = field(default_factory=list)


@dataclass(slots=True)
class Channel:
    """A channel, a thread (`parent` is set) or a direct conversation with `recipient` (no guild)."""

    id: str
    kind: ChannelKind
    name: str
    guild: Guild | None = None
    parent: "Channel | None" = None
    owner: Person | None = None
    recipient: Person | None = None
    overwrites: list[Overwrite] = field(default_factory=list)


class World:
    """Everything that the stand-in knows; ids are snowflakes, rising, and tell the time at which they were made."""

    def __init__(self) -> None:
        self._count = itertools.count(1)
        self.people: dict[str, Person] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, JsonObject] = {}
        self.uploads: dict[str, Upload] = {}
        self.commands: list[JsonObject] = []
        self.developer = self.person("who registered the bot")
        self.bot = self.person("casebook-bot", bot=True)

    def snowflake(self, at: datetime | None = None) -> str:
        milliseconds = int((at or datetime.now(UTC)).timestamp() * 1_000) - EPOCH_MS
        return str(milliseconds << 22 | next(self._count) & 0x3FFFFF)

    def person(self, name: str, *, locale: str = "en-US", bot: bool = False) -> Person:
        person = Person(self.snowflake(), name, bot=bot, locale=locale)
        self.people[person.id] = person
        return person

    def guild(self, name: str = "Value Corner", key: str | None = None) -> Guild:
        """A server that the bot is in; its owner is somebody who does not speak."""
        guild = Guild(key or self.snowflake(), name, self.person(f"owner of {name}"))
        guild.members |= {guild.owner.id: NONE, self.bot.id: NONE}
        self.guilds[guild.id] = guild
        return guild

    def member(self, guild: Guild, name: str, may: Permission = NONE, locale: str = "en-US") -> Person:
        person = self.person(name, locale=locale)
        guild.members[person.id] = may
        return person

    def channel(self, guild: Guild, name: str, kind: ChannelKind = ChannelKind.TEXT) -> Channel:
        channel = Channel(self.snowflake(), kind, name, guild)
        self.channels[channel.id] = channel
        guild.channels.append(channel)
        return channel

    def thread(self, parent: Channel, name: str, owner: Person, at: str | None = None) -> Channel:
        """A thread; `at` is the message that it hangs from, whose id is then the thread's."""
        thread = Channel(at or self.snowflake(), ChannelKind.THREAD, name, parent.guild, parent, owner)
        self.channels[thread.id] = thread
        if parent.guild:
            parent.guild.channels.append(thread)
        return thread

    def direct(self, person: Person) -> Channel:
        """The conversation between that person and the bot."""
        for channel in self.channels.values():
            if channel.recipient == person:
                return channel
        channel = Channel(self.snowflake(), ChannelKind.DM, person.name, recipient=person)
        self.channels[channel.id] = channel
        return channel

    def remove(self, channel: Channel) -> None:
        """A channel goes with its threads and all that was said there."""
        gone = {channel.id} | {other.id for other in self.channels.values() if other.parent is channel}
        self.messages = {key: said for key, said in self.messages.items() if said["channel_id"] not in gone}
        for key in gone:
            closed = self.channels.pop(key)
            if closed.guild:
                closed.guild.channels.remove(closed)

    def said(self, channel: Channel) -> list[JsonObject]:
        """What stands in a channel for all to see, oldest first."""
        seen = (m for m in self.messages.values() if m["channel_id"] == channel.id and not m["flags"] & EPHEMERAL)
        return sorted(seen, key=lambda message: int(message["id"]))

    def permissions(self, person: Person, channel: Channel) -> Permission:
        """Discord's rule: the role of all, the person's, then the channel's overwrites for all and for the person."""
        guild = channel.guild
        if guild is None:
            return ORDINARY
        if person.id not in guild.members:
            return NONE
        allowed = guild.everyone | guild.members[person.id]
        if person == guild.owner or allowed & Permission.ADMINISTRATOR:
            return EVERYTHING
        overwrites = {overwrite.target: overwrite for overwrite in (channel.parent or channel).overwrites}
        for target in (guild.id, person.id):
            if target in overwrites:
                allowed = allowed & ~overwrites[target].deny | overwrites[target].allow
        return allowed if allowed & Permission.VIEW_CHANNEL else NONE
