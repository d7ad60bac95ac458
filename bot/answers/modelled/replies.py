"""Letting a language model say which points of both sides speak to each other, and what becomes of what it said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.answers.modelled.form import ToldReplies
from bot.answers.modelled.prompted import RepliesPrompt, replies_prompt
from bot.answers.replies import SPEAKS, Speaking
from bot.answers.voices import Stores
from bot.answers.writing import SPARE
from bot.domain.argument import Stance
from bot.domain.case import Point, PointId, Relation
from bot.errors import ModelAnswerUnusable, ModelContextFull, ModelCutOff, ModelDeclined
from bot.llm.chat import ChatModel
from bot.llm.tokens import estimated_tokens
from storage import ChannelStore, Facing, Link

POINTS = 12
"""Of a side, that are compared: as many as a case tells."""
LEAST = 2
"""Of a side: with a single one there is nothing to choose."""
TINY = SPEAKS / 2
"""Likeness below which two points have nothing in common, whatever a model says."""
TIED, UNTIED = SPEAKS + 0.01, -1.0
"""Likeness of two points that speak to each other, and of two that do not, because a model says so."""


async def links_between(facing: Facing, store: ChannelStore, chat: ChatModel) -> list[Link]:
    """How each of the points for stands to each of those against; nothing where the model ties none, or can't say.

    Errors: ModelError's children, but for those that these points would bring up again.
    """
    texts = await _texts(facing.points, store)
    bull, bear = ([one for one in side if one in texts] for side in (facing.bull, facing.bear))
    prompt = replies_prompt([texts[one] for one in bull], [texts[one] for one in bear])
    taken = estimated_tokens(prompt.instructions + prompt.given) + prompt.most_tokens + SPARE
    if min(len(bull), len(bear)) < LEAST or taken > chat.context:
        return []
    try:
        filled = await chat.fill(prompt, ToldReplies)
    except (ModelAnswerUnusable, ModelContextFull, ModelCutOff, ModelDeclined):
        return []
    return _links(filled.form, bull, bear)


def engine_of(chat: ChatModel) -> str:
    return f"llm:{chat.name}:{RepliesPrompt.version()}"


async def _texts(points: Sequence[PointId], store: ChannelStore) -> dict[PointId, str]:
    """What each is told by; what was deleted meanwhile is left out."""
    told = await store.told(points)
    tellers = [one.argument_id for one in told.values() if one.argument_id and not one.text]
    quotes = {argument.argument_id: argument.quote for argument, _ in await store.evidence(tellers)}
    texts = {point: one.text or (one.argument_id and quotes.get(one.argument_id)) for point, one in told.items()}
    return {point: text for point, text in texts.items() if text}


def _links(told: ToldReplies, bull: Sequence[PointId], bear: Sequence[PointId]) -> list[Link]:
    """What is not named is on something else. Who names nothing at all has not looked."""
    pairs = {(one.bull, one.bear): one.relation for one in told.replies}
    known = {pair for pair in pairs if 0 < pair[0] <= len(bull) and 0 < pair[1] <= len(bear)}
    if not known:
        return []
    every = [((n, m), one, other) for n, one in enumerate(bull, 1) for m, other in enumerate(bear, 1)]
    return [Link(one, other, pairs.get(pair, Relation.IGNORES)) for pair, one, other in every]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a model said of points for and points against."""

    relations: Mapping[tuple[PointId, PointId], Relation]

    def of(self, point: PointId, answering: PointId) -> Relation | None:
        """How one of them stands to one of the other side, where it was said that they speak to each other."""
        said = self.relations.get((point, answering)) or self.relations.get((answering, point))
        return None if said is Relation.IGNORES else said

    def over(self, spoken: Speaking, points: Sequence[Point]) -> Speaking:
        """Whether two points speak to each other as the model has it. It ties nothing that has nothing in common, and
        unties no two of which one was posted in reply to the other."""
        rows = {point: n for n, point in enumerate(spoken.bull)}
        columns = {point: n for n, point in enumerate(spoken.bear)}
        posted, likeness = _posted_in_reply(points), spoken.likeness.copy()
        for (bull, bear), said in self.relations.items():
            if bull not in rows or bear not in columns:
                continue
            place = rows[bull], columns[bear]
            if said is not Relation.IGNORES and likeness[place] >= TINY:
                likeness[place] = max(TIED, likeness[place])
            elif said is Relation.IGNORES and (bull, bear) not in posted:
                likeness[place] = UNTIED
        return replace(spoken, likeness=likeness)


async def verdicts_on(spoken: Speaking, stores: Stores) -> Verdicts:
    """What was said in any of the casebooks."""
    relations: dict[tuple[PointId, PointId], Relation] = {}
    for store in stores.values():
        relations |= await store.links(spoken.bull)
    return Verdicts(relations)


def _posted_in_reply(points: Sequence[Point]) -> set[tuple[PointId, PointId]]:
    """(bull, bear) of which a post of the one quotes one of the other's."""
    posts = {one.point_id: {evidence.post.post_id for evidence in one.evidence} for one in points}
    quoted = {one.point_id: {evidence.post.quotes_post for evidence in one.evidence} for one in points}
    sides = ([one.point_id for one in points if one.stance is stance] for stance in (Stance.BULL, Stance.BEAR))
    return {(one, other) for one, other in product(*sides) if posts[one] & quoted[other] or posts[other] & quoted[one]}
