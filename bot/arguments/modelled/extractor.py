"""The engine that asks a language model, and stands on the extractive one: it finds no less than that is sure of."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from bot.arguments.extract import Batch, Found, ReadPost, Unread
from bot.arguments.extractive import ExtractiveExtractor
from bot.arguments.modelled.asking import Asking, Heard, engine_of, room_of
from bot.arguments.modelled.choosing import Chosen, chosen
from bot.arguments.modelled.drafting import ClaimGate, Drafting
from bot.arguments.modelled.subjects import Subjects
from bot.arguments.modelled.weighing import SURE
from bot.arguments.modelled.windows import MOST_POSTS
from bot.arguments.reading import Judged, Study
from bot.domain.argument import Stance
from bot.domain.post import Post
from bot.llm.chat import ChatModel
from bot.llm.tokens import estimated_tokens
from bot.metering import Metered

log = logging.getLogger(__name__)

DEADLINE = 80.0
"""Seconds after which a batch is read without what the model has not said: so that it is settled within its lease of
two minutes, with the extractive engine's own time for the longest post on a busy machine."""
SHOWN_AND_WRITTEN = 3
"""What a post takes of a model's context, for a token of its body: itself, its claims, and what is told of them."""


class ModelledExtractor:
    """Reads as far as the channel allows and pays for it; whatever else happens, as the extractive engine does."""

    is_paid = True

    def __init__(self, floor: ExtractiveExtractor, model: ChatModel, gate: ClaimGate) -> None:
        self._floor = floor
        self._model = model
        self._gate = gate

    @property
    def engine(self) -> str:
        return engine_of(self._model)

    async def prepare(self) -> None:
        await self._floor.prepare()

    def has_room(self, posts: Sequence[Post]) -> bool:
        taken = SHOWN_AND_WRITTEN * sum(estimated_tokens(post.body) for post in posts)
        return not posts or (len(posts) < MOST_POSTS and taken < room_of(self._model).tokens)

    async def read(self, batch: Batch) -> AsyncIterator[ReadPost]:
        asking = Asking(Metered(self._model, batch.store), batch.store, asyncio.get_running_loop().time() + DEADLINE)
        studies = [await self._floor.study(one) for one in batch.posts]
        async for at, heard in asking.hear([study.outline for study in studies]):
            yield await self._read(batch.posts[at], studies[at], heard)

    async def _read(self, unread: Unread, study: Study, heard: Heard) -> ReadPost:
        picked = chosen(heard.told, Subjects(study.outline, unread.resolver))
        left = [n for n, item in enumerate(study.judged) if item and item.argues and not _is_in(n, picked)]
        if not heard.told or self._misses(study, left, heard):
            found = await asyncio.to_thread(self._floor.reader.found, study)
            return ReadPost(unread.post, found, self._floor.engine)
        judged = await self._judged(study, picked)
        added = [item for n in left if (item := study.judged[n]) and (n in heard.silent or self._is_sure(item))]
        drafting = Drafting(self._floor.reader, self._gate, unread, study.outline)
        found = await asyncio.to_thread(_drafted, drafting, list(zip(picked, judged, strict=True)), added)
        return ReadPost(unread.post, found, self.engine)

    def _misses(self, study: Study, left: Sequence[int], heard: Heard) -> bool:
        """Whether a model left out most of what is sure: then it did not understand the post, or follows it."""
        sure = [n for n, item in enumerate(study.judged) if item and item.argues and self._is_sure(item)]
        asked = [n for n in sure if n not in heard.silent]
        missed = [n for n in asked if n in left]
        if 2 * len(missed) <= len(asked):
            return False
        log.warning("the model's reading is not used: it misses %d of %d sure arguments", len(missed), len(asked))
        return True

    def _is_sure(self, item: Judged) -> bool:
        likely = self._floor.reader.sides(item).likely
        return max(likely[Stance.BULL], likely[Stance.BEAR]) >= SURE

    async def _judged(self, study: Study, picked: Sequence[Chosen]) -> list[Judged]:
        """What is thought of each stretch: known of one unit about what it was judged for, else judged anew."""
        known = {at: item for at, one in enumerate(picked) if (item := _known(one, study))}
        rest = [at for at in range(len(picked)) if at not in known]
        units, topics = tuple(picked[at].unit for at in rest), tuple(picked[at].topic for at in rest)
        anew = await self._floor.judge(replace(study.outline, units=units, topics=topics))
        known |= {at: item for at, item in zip(rest, anew.judged, strict=True) if item}
        return [known[at] for at in range(len(picked))]


def _is_in(unit: int, picked: Sequence[Chosen]) -> bool:
    return any(unit in one.units for one in picked)


def _known(one: Chosen, study: Study) -> Judged | None:
    item = study.judged[one.units.start]
    same = item and len(one.units) == 1 and item.topic.subject.key == one.topic.subject.key
    return item if same else None


def _drafted(drafting: Drafting, picked: Sequence[tuple[Chosen, Judged]], added: Sequence[Judged]) -> list[Found]:
    found = [drafting.found(one, item) for one, item in picked]
    found += drafting.reader.drafted(drafting.outline, added)
    return sorted(found, key=lambda one: (one.draft.span.start, one.draft.span.end))
