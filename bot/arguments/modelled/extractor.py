"""The engine that asks a language model, and stands on the extractive one: it finds no less than that is sure of."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.arguments.extract import Batch, Found, ReadPost, Unread
from bot.arguments.extractive import ExtractiveExtractor
from bot.arguments.modelled.asking import Asking, Heard, engine_of, room_of
from bot.arguments.modelled.choosing import Chosen, chosen
from bot.arguments.modelled.comparing import Comparison
from bot.arguments.modelled.drafting import ClaimGate, Drafting
from bot.arguments.modelled.subjects import Subjects
from bot.arguments.modelled.windows import MOST_POSTS
from bot.arguments.outlined import Judged, Study
from bot.domain.post import Post
from bot.llm.chat import ChatModel
from bot.llm.tokens import estimated_tokens
from bot.metering import Metered

if TYPE_CHECKING:
    from bot.arguments.reading import PostReader

log = logging.getLogger(__name__)

DEADLINE = 80.0
"""Seconds after which a batch is read without what the model has not said: so that it is settled within its lease of
two minutes, with the extractive engine's own time for the longest post on a busy machine."""
SHOWN_AND_WRITTEN = 3
"""What a post takes of a model's context, for a token of its body: itself, its claims, and what is told of them."""
LEAST_MISSED = 2
"""Sure arguments that a model must be wrong about before its reading is doubted: one in ten of them is wrong itself."""


class ModelledExtractor:
    """Reads as far as the channel allows and pays for it; whatever else happens, as the extractive engine does."""

    is_paid = True

    def __init__(self, floor: ExtractiveExtractor, model: ChatModel, gate: ClaimGate) -> None:
        self._floor = floor
        self._model = model
        self._gate = gate
        self.engine = engine_of(model)  # a prompt that does not fit is found when the program starts

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
        reader = self._floor.reader
        # In a thread, as what follows: of a long post it takes a second, in which the loop must go on.
        usable = await asyncio.to_thread(_usable, reader, study, heard, Subjects(study.outline, unread.resolver))
        if usable is None:
            return ReadPost(unread.post, await self._floor.found(study), self._floor.engine)
        judged = list(zip(usable.kept, await self._judged(study, usable.kept), strict=True))
        drafting = Drafting(reader, self._gate, unread, study.outline)
        found = await asyncio.to_thread(_drafted, drafting, judged, usable.added)
        return ReadPost(unread.post, found, self.engine)

    async def _judged(self, study: Study, picked: Sequence[Chosen]) -> list[Judged]:
        """What is thought of each stretch: known of one unit about what it was judged for, else judged anew."""
        known = {at: item for at, one in enumerate(picked) if (item := _known(one, study))}
        rest = [at for at in range(len(picked)) if at not in known]
        units, topics = tuple(picked[at].unit for at in rest), tuple(picked[at].topic for at in rest)
        anew = await self._floor.judge(replace(study.outline, units=units, topics=topics))
        known |= {at: item for at, item in zip(rest, anew.judged, strict=True) if item}
        return [known[at] for at in range(len(picked))]


@dataclass(frozen=True, slots=True)
class _Usable:
    """What is kept of a model's reading, and what is added to it."""

    kept: Sequence[Chosen]
    added: Sequence[Judged]


def _usable(reader: "PostReader", study: Study, heard: Heard, subjects: Subjects) -> _Usable | None:
    """None where the reading is no use."""
    comparison = Comparison(reader, study, chosen(heard.told, subjects), heard.silent)
    if not heard.told or _is_poor(comparison):
        return None
    return _Usable(comparison.borne_out, comparison.left_out)


def _is_poor(comparison: Comparison) -> bool:
    """Whether a model finds nothing where there is something, or is wrong about most of what is sure: then it did not
    understand the post, or obeys it."""
    missed, sure = comparison.misses()
    finds_nothing = comparison.argues and not comparison.borne_out
    if not finds_nothing and (missed < LEAST_MISSED or 2 * missed <= sure):
        return False
    log.warning("the model's reading of a post is not used: of %d sure arguments it misses %d", sure, missed)
    return True


def _known(one: Chosen, study: Study) -> Judged | None:
    item = study.judged[one.units.start]
    same = item and len(one.units) == 1 and item.topic.subject.key == one.topic.subject.key
    return item if same else None


def _drafted(drafting: Drafting, picked: Sequence[tuple[Chosen, Judged]], added: Sequence[Judged]) -> list[Found]:
    found = [drafting.found(one, item) for one, item in picked]
    found += drafting.reader.drafted(drafting.outline, added)
    return sorted(found, key=lambda one: (one.draft.span.start, one.draft.span.end))
