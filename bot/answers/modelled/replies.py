"""Letting a language model say which points of both sides speak to each other, and what becomes of what it said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.answers.modelled.form import ToldRelation, ToldReplies
from bot.answers.modelled.prompted import RepliesPrompt, replies_prompt
from bot.answers.replies import SPEAKS, Answer, Speaking
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
    said = {(one.bull, one.bear): one.relation for one in told.replies}
    every = {(n, m): pair for n, one in enumerate(bull, 1) for m, pair in enumerate(product([one], bear), 1)}
    if said.keys().isdisjoint(every):
        return []
    return [_link(pair, said.get(numbers)) for numbers, pair in every.items()]


def _link(pair: tuple[PointId, PointId], said: ToldRelation | None) -> Link:
    return Link(*pair, said.to_bull, said.to_bear) if said else Link(*pair, Relation.IGNORES, Relation.IGNORES)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a model said of points for and points against."""

    links: Sequence[Link]

    def of(self, point: PointId, answering: PointId) -> Relation | None:
        """How the other answers a point, where it was said that it does."""
        for link in self.links:
            if {point, answering} == {link.bull, link.bear}:
                said = link.to_bull if point == link.bull else link.to_bear
                return None if said is Relation.IGNORES else said
        return None

    def over(self, spoken: Speaking, points: Sequence[Point]) -> Speaking:
        """Which points speak to each other as the model has it. It ties nothing that has nothing in common, and unties
        no two of which one was posted in reply to the other."""
        rows, columns = ({point: n for n, point in enumerate(side)} for side in (spoken.bull, spoken.bear))
        there = [link for link in self.links if link.bull in rows and link.bear in columns]
        posted, likeness, granted = _posted_in_reply(points), spoken.likeness.copy(), set(spoken.granted)
        for link in there:
            place = rows[link.bull], columns[link.bear]
            if _ties(link) and likeness[place] >= TINY:
                likeness[place] = max(TIED, likeness[place])
                granted = granted - {(link.bull, link.bear), (link.bear, link.bull)} | _granted(link)
            elif not _ties(link) and (link.bull, link.bear) not in posted:
                likeness[place] = UNTIED
        return replace(spoken, likeness=likeness, granted=frozenset(granted))


def _ties(link: Link) -> bool:
    return {link.to_bull, link.to_bear} != {Relation.IGNORES}


def _granted(link: Link) -> set[Answer]:
    """Who of the two does not answer the other."""
    bear = {(link.bear, link.bull)} if link.to_bull is Relation.IGNORES else set[Answer]()
    return bear | ({(link.bull, link.bear)} if link.to_bear is Relation.IGNORES else set())


async def verdicts_on(spoken: Speaking, stores: Stores) -> Verdicts:
    """What was said in any of the casebooks."""
    return Verdicts([link for store in stores.values() for link in await store.links(spoken.bull)])


def _posted_in_reply(points: Sequence[Point]) -> set[tuple[PointId, PointId]]:
    """(bull, bear) of which a post of the one quotes one of the other's."""
    posts = {one.point_id: {evidence.post.post_id for evidence in one.evidence} for one in points}
    quoted = {one.point_id: {evidence.post.quotes_post for evidence in one.evidence} for one in points}
    sides = ([one.point_id for one in points if one.stance is stance] for stance in (Stance.BULL, Stance.BEAR))
    return {(one, other) for one, other in product(*sides) if posts[one] & quoted[other] or posts[other] & quoted[one]}
