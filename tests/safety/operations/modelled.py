"""What is kept of a language model's work: sentences on points, links between them, replies, tokens."""

from datetime import UTC, datetime, timedelta

from bot.domain.case import PointId, Relation
from bot.domain.usage import Usage
from storage import ChannelStore, Link, Phrase, Worth
from tests.safety.rooms import TODAY, Operation, Turn

NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)
ANY = Worth(arguments=1, people=0, least_confidence=0)
LEASE = timedelta(minutes=1)
DEBATED = 3
"""Points of a side that are compared."""


def store_of(turn: Turn) -> ChannelStore:
    return turn.casebook.store.channel(turn.name)


async def tell_a_point(turn: Turn) -> object:
    store, at = store_of(turn), NOW + timedelta(hours=turn.step)
    untold = await store.untold(ANY, at, 3)
    for point_id in untold[:1]:
        cited = await store.surest_of(point_id, 0, 2)
        if await store.claim_text(point_id, at, LEASE):
            text = f"{turn.words.author} argues so: “{turn.words.word('body')}{turn.step}”"
            await store.keep_text(point_id, Phrase(text, "llm:test", tuple(cited)))
    turn.here.points = [*untold, *turn.here.points][:6]
    return [{"point_id": one} for one in untold]


async def tell_anothers_point(turn: Turn) -> object:
    """Nothing of another channel's point can be claimed, written or read."""
    theirs = turn.stranger()
    if not theirs.points:
        return None
    point_id = theirs.points[0]
    cited = await turn.casebook.store.channel(theirs.name).surest_of(point_id, 0, 2)
    store = store_of(turn)
    assert not await store.claim_text(point_id, NOW + timedelta(hours=turn.step), LEASE)
    assert not await store.keep_text(point_id, Phrase(turn.words.word("body"), "llm:test", tuple(cited)))
    await store.release_text(point_id)
    return await store.surest_of(point_id, 0, 2), await store.told([point_id]), await store.evidence(cited)


async def compare_points(turn: Turn) -> object:
    store, at = store_of(turn), NOW + timedelta(hours=turn.step)
    facings = await store.uncompared(DEBATED, at, 2)
    for facing in facings[:1]:
        if facing.bull and facing.bear and await store.claim_links(facing, at, LEASE):
            link = Link(PointId(facing.bull[0]), PointId(facing.bear[0]), Relation.REBUTS, Relation.QUALIFIES)
            await store.keep_links(facing, [link], "llm:test")
    return [{"point_id": one} for facing in facings for one in facing.points]


async def keep_a_reply(turn: Turn) -> object:
    """Of a post that waits; under the id of another channel's post nothing is found or kept."""
    store, theirs = store_of(turn), turn.post(turn.stranger())
    kept = turn.kept(await turn.casebook.keep(turn.name, turn.paste()))
    for saved in kept.posts:
        await store.keep_reply(saved.post.post_id, "window", turn.words.word("body"))
    await store.keep_reply(theirs, "window", turn.words.word("body"))
    assert await store.reply(theirs, "window") is None
    return [await store.reply(saved.post.post_id, "window") for saved in kept.posts]


async def spend(turn: Turn) -> object:
    """Each channel takes a number of tokens of its own, so that a sum tells whose are in it."""
    store, tokens = store_of(turn), turn.at + 101
    reserved = await store.reserve(TODAY, tokens, 1_000_000)
    assert reserved is not None
    await store.spend(reserved, Usage(sent=tokens))
    assert (await store.used(TODAY)).total % tokens == 0
    return await store.used(TODAY)


MODELLED: dict[Operation, int] = {
    tell_a_point: 20,
    tell_anothers_point: 15,
    compare_points: 15,
    keep_a_reply: 10,
    spend: 12,
}
