"""Asking a model about posts: a call for as many windows as fit, each reply kept before it is used."""

import json
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.arguments.modelled.form import Told
from bot.arguments.modelled.prompted import LEAST_WRITTEN, ReadPrompt, about, shown
from bot.arguments.modelled.windows import Room, Window, affordable, calls_of, windows_of
from bot.arguments.outlined import Outline
from bot.errors import (
    ModelAnswerUnusable,
    ModelContextFull,
    ModelCutOff,
    ModelDeclined,
    ModelError,
    ModelNotAllowed,
)
from bot.llm.chat import ChatModel
from bot.llm.tokens import estimated_tokens

if TYPE_CHECKING:
    from storage import ChannelStore

log = logging.getLogger(__name__)

AS_EVER = (ModelAnswerUnusable, ModelContextFull, ModelCutOff, ModelDeclined)
"""What these posts would bring up another time too."""


@dataclass(slots=True)
class Heard:
    """What a model said of one post, window by window. `silent` are the units that it was not shown, and those of which
    it said nothing that can be used. `failure`: why it could not be asked, where it may be another time."""

    told: list[Told] = field(default_factory=list)
    silent: set[int] = field(default_factory=set)
    waiting: int = 0
    """Windows that it is still to be asked about."""
    failure: ModelError | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks about posts of one channel."""

    model: ChatModel
    store: "ChannelStore"

    @property
    def engine(self) -> str:
        return engine_of(self.model)

    async def hear(self, outlines: Sequence[Outline]) -> AsyncIterator[tuple[int, Heard]]:
        """Each post's place and what was said of it, as soon as it is all said. Errors: StoreError's children."""
        heard = [Heard() for _ in outlines]
        unasked = await self._unasked(outlines, heard)
        for at, one in enumerate(heard):
            if not one.waiting:
                yield at, one
        for call in calls_of(unasked, outlines, room_of(self.model)):
            await self._ask(call, outlines, heard)
            for at in dict.fromkeys(window.post for window in call):
                if not heard[at].waiting:
                    yield at, heard[at]

    async def _unasked(self, outlines: Sequence[Outline], heard: Sequence[Heard]) -> list[Window]:
        """The windows of which no reply was kept; those that were are heard again."""
        unasked = list[Window]()
        for at, outline in enumerate(outlines):
            heard[at].silent.update(range(len(outline.units)))
            for window in affordable(windows_of(at, outline, room_of(self.model)), outlines):
                heard[at].silent.difference_update(window.units)
                kept = await self.store.reply(outline.post.post_id, self._key(window, outline))
                if kept is None:
                    unasked.append(window)
                    heard[at].waiting += 1
                else:
                    heard[at].told.append(Told.model_validate_json(kept))
        return unasked

    async def _ask(self, call: Sequence[Window], outlines: Sequence[Outline], heard: Sequence[Heard]) -> None:
        told, failure = list[Told](), None
        try:
            told = await self._told(call, outlines)
        except ModelNotAllowed:
            pass  # as the channel wants it: nothing to warn of
        except ModelError as error:
            log.warning("posts are read without the model: %s", type(error).__name__)
            failure = None if isinstance(error, AS_EVER) else error
        for at, window in enumerate(call):
            one = heard[window.post]
            one.waiting -= 1
            one.failure = one.failure or failure
            if told:
                one.told.append(told[at])
            else:
                one.silent.update(window.units)

    async def _told(self, call: Sequence[Window], outlines: Sequence[Outline]) -> list[Told]:
        """What is said of each window, kept. Errors: ModelError's children."""
        asked = shown(call, outlines)
        filled = await self.model.fill(asked.prompt, Told)
        told = asked.own(filled.form)
        for window, one in zip(call, told, strict=True):
            outline = outlines[window.post]
            await self.store.keep_reply(outline.post.post_id, self._key(window, outline), one.model_dump_json())
        return told

    def _key(self, window: Window, outline: Outline) -> str:
        """Changes with all that the reply depends on: what is shown, the prompt and the model."""
        quotes = outline.quotes[window.units.start : window.units.stop]
        names = [subject.key for subject in about(outline)]
        asked = [self.engine, outline.post.author, names, window.units.start, quotes]
        return sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()


def engine_of(model: ChatModel) -> str:
    """`llm:NAME:read/1-1f3a90cc`: the model and the prompt's version."""
    return f"llm:{model.name}:{ReadPrompt.version()}"


def room_of(model: ChatModel) -> Room:
    return Room(model.context - estimated_tokens(ReadPrompt.template().instructions) - LEAST_WRITTEN)
