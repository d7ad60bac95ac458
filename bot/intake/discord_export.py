"""What DiscordChatExporter wrote of a channel, as pastes: https://github.com/Tyrrrz/DiscordChatExporter."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel, Field, ValidationError

from bot.domain.post import Paste
from bot.errors import BadImport

SAID = ("Default", "Reply")
"""The kinds of messages that a person wrote; the others say who joined, what was pinned, and the like."""

BEGINNING = 200
"""Bytes that are enough to tell an export by."""
_BEGINNING = re.compile(rb'\s*{\s*"(?:guild|channel)"\s*:\s*{\s*"id"\s*:')
_LINE = re.compile(r" at line (\d+) column \d+$")

DIRECT = "0"
"""The guild of direct messages, which a jump link calls `@me`."""


class Author(BaseModel, frozen=True):
    name: str = Field(min_length=1)
    is_bot: bool = Field(default=False, alias="isBot")


class Message(BaseModel, frozen=True):
    message_id: str = Field(alias="id")
    kind: str = Field(default=SAID[0], alias="type")
    timestamp: datetime
    content: str
    author: Author


class Place(BaseModel, frozen=True):
    place_id: str = Field(alias="id")


class DiscordExport(BaseModel, frozen=True):
    """One exported channel. Its links lead to Discord's own site and are kept, never fetched."""

    guild: Place
    channel: Place
    messages: tuple[Message, ...]

    def pastes(self) -> Iterator[Paste | None]:
        """For each message, oldest first as exported, what it pasted; None for a bot's, a system's or an empty one."""
        for message in self.messages:
            yield self._paste(message) if _is_said(message) else None

    def _paste(self, message: Message) -> Paste:
        guild = "@me" if self.guild.place_id == DIRECT else self.guild.place_id
        return Paste(
            raw=message.content,
            saved_by=message.author.name,
            saved_at=message.timestamp,
            source=f"https://discord.com/channels/{guild}/{self.channel.place_id}/{message.message_id}",
        )


def _is_said(message: Message) -> bool:
    return message.kind in SAID and not message.author.is_bot and bool(message.content.strip())


def looks_exported(data: bytes) -> bool:
    """Whether these bytes begin as DiscordChatExporter's JSON does: that is no post, however small."""
    return _BEGINNING.match(data[:BEGINNING].removeprefix(BOM_UTF8)) is not None


def _line_in(message: str) -> int:
    """The line of broken JSON, 1-based; of JSON that is whole and not as expected, where the document begins."""
    found = _LINE.search(message)
    return int(found.group(1)) if found else 1


def read_discord_export(data: bytes, source: str) -> DiscordExport:
    """Errors: BadImport, naming the first thing in the file that is not as DiscordChatExporter writes it."""
    try:
        return DiscordExport.model_validate_json(data.removeprefix(BOM_UTF8))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadImport(
            path=source, line=_line_in(first["msg"]), reason=f"{where}: {first['msg']}" if where else first["msg"]
        ) from error
