"""Key points, told better where there is a language model."""

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.answers.gate.claim import Names
from bot.casebook.desk import AtDesk
from bot.domain.case import PointId
from bot.domain.post import ChannelId
from bot.errors import BudgetSpent, ModelError, ModelNotAllowed
from bot.llm.chat import ChatModel
from bot.metering import Metered
from storage import ChannelStore, Facing

if TYPE_CHECKING:
    from bot.answers.modelled.sentences import Telling

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""How long a process that asks has a point for itself. Where the model fails, nobody tries it again before."""
SENTENCES, DEBATES = 10, 2
"""For which a model is asked in one round of one channel."""
SHARE = 0.5
"""Of a day's budget: the rest is left to those who save and ask."""


class Pointing(AtDesk):
    async def tell_points(self, channel: ChannelId) -> None:
        """Have the language model tell the largest points of a channel in a sentence each, and say which points of both
        sides speak to each other.

        It is asked only of what is new or has grown much, and the gate has the last word; the channel's own budget
        pays. Where there is no model, the channel does not let it, or it fails, quotes tell the points as ever.
        """
        store = self._channel(channel)
        if self._desk.chat is None or not (await store.settings()).model_allowed:
            return
        chat = Metered(self._desk.chat, store, share=SHARE)
        try:
            await self._tell_some(channel, chat)
            await _compare_some(store, chat)
        except (BudgetSpent, ModelNotAllowed) as error:
            log.info("no more points are told now: %s", type(error).__name__)
        except ModelError as error:
            log.warning("points are not told to their end: %s", type(error).__name__)

    async def _tell_some(self, channel: ChannelId, chat: ChatModel) -> None:
        from bot.answers.modelled.sentences import WORTH, Telling  # none of it is on the way of a question

        store = self._channel(channel)
        untold = await store.untold(WORTH, datetime.now(UTC), SENTENCES)
        if untold:
            names = Names.of(await self._resolver(channel), await store.holders())
            telling = Telling(store, names, (await store.settings()).answer_in)
            for point_id in untold:
                await _tell(point_id, telling, chat)


async def _tell(point_id: PointId, telling: "Telling", chat: ChatModel) -> None:
    from bot.answers.modelled.sentences import phrase_on

    store = telling.store
    if not await store.claim_text(point_id, datetime.now(UTC), LEASE):
        return
    try:
        phrase = await phrase_on(point_id, telling, chat)
    except (BudgetSpent, ModelNotAllowed):
        await store.release_text(point_id)
        raise
    if phrase is None:
        await store.keep_none(point_id)
    else:
        await store.keep_text(point_id, phrase)


async def _compare_some(store: ChannelStore, chat: ChatModel) -> None:
    from bot.answers.modelled.replies import POINTS

    for facing in await store.uncompared(POINTS, datetime.now(UTC), DEBATES):
        if await store.claim_links(facing, datetime.now(UTC), LEASE):
            await _compare(facing, store, chat)


async def _compare(facing: Facing, store: ChannelStore, chat: ChatModel) -> None:
    from bot.answers.modelled.replies import engine_of, links_between

    try:
        links = await links_between(facing, store, chat)
    except (BudgetSpent, ModelNotAllowed):
        await store.release_links(facing)
        raise
    await store.keep_links(facing, links, engine_of(chat))
