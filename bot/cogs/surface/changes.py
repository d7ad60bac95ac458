"""What Discord told of messages lately, so that slower work brings nothing back that was changed or deleted since."""

import asyncio
from collections import OrderedDict
from datetime import UTC, datetime
from weakref import WeakValueDictionary

import discord

REMEMBERED = 1000
"""Of each kind: far more than come in while a message is saved or read again, which takes seconds."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Changes:
    """Messages are named by their links; what was deleted as a whole, by what the links of its messages begin with."""

    def __init__(self) -> None:
        self._edited: OrderedDict[str, discord.Message] = OrderedDict()
        self._gone: OrderedDict[str, None] = OrderedDict()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def edited(self, link: str, message: discord.Message) -> None:
        """A message says this from now on."""
        self._edited[link] = message
        self._edited.move_to_end(link)
        if len(self._edited) > REMEMBERED:
            self._edited.popitem(last=False)

    def deleted(self, link: str) -> None:
        """A message is gone; or all whose links begin so, where it ends with a slash."""
        for one in [one for one in self._edited if one == link or (link.endswith("/") and one.startswith(link))]:
            del self._edited[one]
        self._gone[link] = None
        if len(self._gone) > REMEMBERED:
            self._gone.popitem(last=False)

    def is_gone(self, link: str) -> bool:
        return link in self._gone or f"{link.rpartition('/')[0]}/" in self._gone

    def latest(self, link: str) -> discord.Message | None:
        """The message as it was told last; None where it was not lately."""
        return self._edited.get(link)

    def latest_of(self, link: str, message: discord.Message) -> discord.Message:
        """The later of a message that somebody holds and of what was told last."""
        told = self._edited.get(link)
        return told if told is not None and _edited_at(told) >= _edited_at(message) else message

    def in_turn(self, link: str) -> asyncio.Lock:
        """Held while a message is read again, so that its edits are read one after the other."""
        lock = self._locks.get(link)
        if lock is None:
            lock = self._locks[link] = asyncio.Lock()
        return lock


def _edited_at(message: discord.Message) -> datetime:
    return message.edited_at or LONG_AGO
