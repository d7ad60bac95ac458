"""What one of several processes does at its start and in its loops, and what it leaves to those that hear the rest."""

from collections.abc import AsyncIterator, Iterable

import pytest
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.casebook import Casebook
from bot.cogs.surface.client import CasebookBot, Options
from bot.cogs.surface.identifying import WINDOW, Turns
from bot.domain.post import ChannelId, Paste
from bot.domain.shards import Shards
from bot.domain.shown import Place
from tests.cogs.delivering import BEAR as DEBT
from tests.cogs.delivering import HOUR, Forum, cog_of, unnoted
from tests.cogs.mirrored import (
    BULL,
    EDITED,
    TAKEN_BACK,
    answered,
    bodies,
    deleted_while_away,
    requests,
    said_while_away,
    saved_message,
    standing,
)
from tests.cogs.reading import PATIENCE, Community
from tests.cogs.saving import link_to

LOOK = 61
"""Seconds within which every loop has looked around."""


def one_of_two(guild_id: int | None, *, hears: bool = True) -> Options:
    """The options of that one of two processes that hears a server, or of the other."""
    first = Shards((0,), 2)
    return Options(shards=first if first.hear(guild_id) is hears else Shards((1,), 2))


async def goes_on(community: Community, *, hears: bool) -> None:
    """The one process is followed by that one of two that hears the community, or by the other."""
    await community.env.restart_bot(CasebookBot(community.casebook, one_of_two(community.guild.id, hears=hears)))
    assert (community.env.bot.get_guild(community.guild.id) is not None) is hears


class Silence:
    """The bot is down in the block, and hears nothing of what happens."""

    def __init__(self, community: Community) -> None:
        self._backend = community.env.backend

    def __enter__(self) -> None:
        self._feeds = list(self._backend.subscribers)
        self._backend.subscribers.clear()

    def __exit__(self, *_: object) -> None:
        self._backend.subscribers[:] = self._feeds


async def test_what_happened_while_all_were_away_is_caught_up_with_where_it_is_heard(community: Community) -> None:
    edited, deleted = await saved_message(community), await saved_message(community, BULL)
    before = await bodies(community)
    with Silence(community):
        said_while_away(community, edited, EDITED)
        deleted_while_away(community, deleted, community.channel)
    await goes_on(community, hears=False)
    assert await bodies(community) == before
    await goes_on(community, hears=True)
    assert await bodies(community) == [EDITED]


async def test_a_channel_that_was_deleted_meanwhile_is_erased_where_it_was_heard(community: Community) -> None:
    await saved_message(community)
    with Silence(community):
        community.env.backend.delete_channel(community.channel.id)
    await goes_on(community, hears=False)
    assert len(await bodies(community)) == 1
    await goes_on(community, hears=True)
    assert await bodies(community) == []


async def test_direct_messages_are_caught_up_with_by_the_first(community: Community) -> None:
    message = await community.ada.send_dm(BULL)
    there = community.ada.user.dm_channel
    store = ChannelId(str(there.id))
    with Silence(community):
        deleted_while_away(community, message, there)
    for shard, left in ((1, [BULL]), (0, [])):
        await community.env.restart_bot(CasebookBot(community.casebook, Options(shards=Shards((shard,), 2))))
        assert await bodies(community, store) == left


async def test_nothing_is_asked_of_discord_about_what_another_process_hears(community: Community) -> None:
    await saved_message(community)
    asked = len(requests(community))
    await goes_on(community, hears=False)
    assert [one for one in requests(community)[asked:] if "/channels/" in one] == []


async def test_after_a_break_of_one_shard_it_is_caught_up(community: Community) -> None:
    hears, other = one_of_two(community.guild.id).shards, one_of_two(community.guild.id, hears=False).shards
    both = Shards((*hears.ids, *other.ids), 2)
    bot = CasebookBot(community.casebook, Options(shards=both))
    await community.env.restart_bot(bot)
    message = await saved_message(community)
    shard = bot.get_shard(hears.ids[0])
    assert shard is not None
    with Silence(community):
        deleted_while_away(community, message, community.channel)
    with community.env._bot_scope():
        await shard.disconnect()
        await shard.connect()
    await community.env.settle()
    assert await bodies(community) == []


async def flagged(community: Community) -> int:
    """The id of an answer that cites what was deleted from the terminal."""
    message = await saved_message(community)
    answer = await answered(community)
    await community.casebook.withdraw(community.store, link_to(community, message.id))
    return answer.id


def edits(community: Community, message_id: int) -> int:
    return sum(one.startswith("PATCH /channels") and one.endswith(str(message_id)) for one in requests(community))


async def test_an_answer_is_taken_back_at_once_where_it_is_heard(community: Community) -> None:
    answer = await flagged(community)
    await goes_on(community, hears=True)
    assert TAKEN_BACK in standing(community.channel, answer)


async def test_an_answer_is_left_for_a_while_to_the_process_that_hears_there_and_then_taken_back_all_the_same(
    community: Community,
) -> None:
    answer = await flagged(community)
    await goes_on(community, hears=False)
    await cog_of(community, "Mirror").answers.look_around()
    assert TAKEN_BACK not in standing(community.channel, answer)
    await community.env.advance_time(LOOK)
    assert TAKEN_BACK in standing(community.channel, answer)
    await community.env.advance_time(LOOK)
    assert edits(community, answer) == 1


async def told(channels: Iterable[ChannelId]) -> AsyncIterator[ChannelId]:
    """As the store tells of deletions."""
    for channel in channels:
        yield channel


@pytest.mark.parametrize("hears", [True, False])
async def test_who_is_told_of_a_deletion_takes_back_what_stands_where_it_hears(
    community: Community, *, hears: bool
) -> None:
    await goes_on(community, hears=True)
    answer = await flagged(community)
    if not hears:
        await goes_on(community, hears=False)
    assert TAKEN_BACK not in standing(community.channel, answer)
    with community.env._bot_scope():
        await cog_of(community, "Mirror").hear_of_deletions(told([ChannelId("local"), community.store]))
    await community.env.settle()
    assert (TAKEN_BACK in standing(community.channel, answer)) is hears


async def half_written(community: Community, where: ChannelHandle, store: ChannelId) -> int:
    """The message of an answer that another process is writing, or was when it was killed."""
    me = community.env.backend.bot_user.id
    message = community.env.backend.create_message(where.id, me, content="Half")
    await community.casebook.begun(store, Place(channel=str(where.id), message=str(message.id)))
    return int(message.id)


async def test_half_an_answer_is_left_alone_where_another_process_may_be_writing_it(community: Community) -> None:
    message = await half_written(community, community.channel, community.store)
    await goes_on(community, hears=False)
    assert message in [one.id for one in community.channel.history()]
    assert await community.casebook.unfinished(community.store) != []
    await goes_on(community, hears=True)
    assert message not in [one.id for one in community.channel.history()]
    assert await community.casebook.unfinished(community.store) == []


async def test_of_an_answer_in_a_channel_that_is_gone_nothing_is_remembered(community: Community) -> None:
    gone = community.guild.create_text_channel("passing")
    await half_written(community, gone, ChannelId(str(gone.id)))
    community.env.backend.delete_channel(gone.id)
    await goes_on(community, hears=False)
    assert await community.casebook.unfinished_channels() == []


@pytest.fixture
async def forum(community: Community) -> Forum:
    cog_of(community).look.cancel()
    forum = Forum(community)
    await forum.scheduled(forum.forum)
    await community.casebook.save(forum.store, Paste(raw=DEBT, saved_by="1", saved_at=forum.due - HOUR))
    return forum


async def test_a_digest_is_sent_into_a_forum_and_found_there_by_who_hears_nothing_of_it(forum: Forum) -> None:
    await goes_on(forum.community, hears=False)
    await forum.look()
    await unnoted(forum, forum.store)
    await forum.look(forum.due + HOUR / 10)
    [(_, text)] = forum.posts()
    assert "Gross margins" in text


@pytest.mark.parametrize("shard", [0, 1])
async def test_only_the_first_compares_the_commands(casebook: Casebook, shard: int) -> None:
    env = Env(CasebookBot(casebook, Options(shards=Shards((shard,), 2))), settle_timeout=PATIENCE, strict_sync=False)
    await env.start()
    try:
        compared = sum(call.path.endswith("/commands") for call in env.http_requests)
        assert compared == (2 if shard == 0 else 0)
    finally:
        await env.shutdown()


@pytest.mark.parametrize("shard", [0, 1])
async def test_half_an_answer_in_direct_messages_is_taken_away_by_the_first(community: Community, shard: int) -> None:
    await community.ada.send_dm("thanks")
    there = community.ada.user.dm_channel
    message = await half_written(community, there, ChannelId(str(there.id)))
    await community.env.restart_bot(CasebookBot(community.casebook, Options(shards=Shards((shard,), 2))))
    assert (message in [one.id for one in there.history()]) is (shard == 1)


def test_shards_log_in_at_once_as_far_as_discord_lets_them() -> None:
    turns = Turns(at_once=2)
    assert [turns.pause(shard, 100.0) for shard in (0, 1)] == [0, 0]
    assert turns.pause(2, 101.0) == pytest.approx(WINDOW - 1)
    assert turns.pause(4, 101.0) == pytest.approx(2 * WINDOW - 1)
    assert turns.pause(3, 200.0) == 0


def test_a_shard_that_was_turned_away_waits_for_a_time_of_chance() -> None:
    turns = Turns()
    turns.pause(0, 100.0)
    waits = {turns.pause(0, 100.0 + 100 * n) for n in range(1, 20)}
    assert len(waits) == 19
    assert all(1 <= wait <= WINDOW for wait in waits)
