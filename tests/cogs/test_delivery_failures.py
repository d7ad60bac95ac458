"""The digest that is sent by itself, where something goes wrong: it is sent once all the same, or said not to be."""

import logging
from datetime import timedelta

import pytest

from bot.casebook import PostQuery
from bot.domain.digest import Delivery, Outcome
from bot.domain.post import ChannelId, Paste
from bot.domain.settings import ChannelSettings
from tests.cogs.delivering import BEAR, DAY, HOUR, Delivering, Forum, cog_of, delivering, unnoted
from tests.cogs.reading import CARS, Community, shown

SENDS = "/channels/*/messages"


@pytest.fixture
async def daily(community: Community) -> Delivering:
    return await delivering(community)


async def test_after_one_that_could_not_be_sent_the_next_tells_that_time_too(daily: Delivering) -> None:
    await daily.look(daily.due - DAY)  # not scheduled then
    await daily.scheduled(begins=daily.due - 3 * DAY)
    await daily.look(daily.due - DAY)
    assert (await daily.outcome()) == Delivery(due=daily.due - DAY, outcome=Outcome.QUIET)
    await daily.saved()
    daily.community.env.inject_error("POST", SENDS, status=403, code=50013)
    await daily.look()
    await daily.look(daily.due + DAY)
    [message] = daily.sent()
    assert "Gross margins" in shown(message)


async def test_a_right_that_was_taken_away_is_said_in_the_settings_and_not_tried_for_ever(
    daily: Delivering, caplog: pytest.LogCaptureFixture
) -> None:
    await daily.saved()
    daily.community.env.inject_error("POST", SENDS, status=403, code=50013, times=None)
    with caplog.at_level(logging.WARNING):
        for minutes in (0, 4, 8):
            await daily.look(daily.due + timedelta(minutes=minutes))
    assert len([line for line in caplog.messages if "is not sent (forbidden)" in line]) == 1
    panel = shown(await daily.community.mod.slash(daily.community.channel, "settings"))
    assert "The last one could not be sent: my role may not write here" in panel


async def test_a_channel_that_is_deleted_is_sent_nothing_more(daily: Delivering) -> None:
    await daily.saved()
    daily.community.env.inject_error("POST", SENDS, status=404, code=10003)
    await daily.look()
    assert (await daily.community.casebook.settings(daily.community.store)).digest is None
    await daily.look(daily.due + DAY)
    assert daily.sent() == []


async def test_what_discord_does_not_take_is_not_tried_again(daily: Delivering) -> None:
    await daily.saved()
    daily.community.env.inject_error("POST", SENDS, status=400, code=50035)
    await daily.look()
    await daily.look(daily.due + HOUR)
    assert daily.sent() == []
    assert (await daily.outcome()) == Delivery(due=daily.due, outcome=Outcome.REFUSED)


async def test_where_discord_was_away_it_is_tried_again_after_the_lease(daily: Delivering) -> None:
    await daily.saved()
    daily.community.env.inject_error("POST", SENDS, status=503)
    await daily.look()
    await daily.look(daily.due + timedelta(minutes=2))
    assert daily.sent() == []
    await daily.look(daily.due + timedelta(minutes=4))
    assert len(daily.sent()) == 1


async def test_what_was_sent_and_not_noted_is_found_and_not_sent_again(daily: Delivering) -> None:
    await daily.saved()
    await daily.look()
    [message] = daily.sent()
    await unnoted(daily)
    await daily.community.ada.send(daily.community.channel, "Talk goes on meanwhile.")
    await daily.look(daily.due + timedelta(minutes=4))
    assert [one.id for one in daily.sent()] == [message.id]
    assert await daily.outcome() == Delivery(due=daily.due, outcome=Outcome.SENT, message=str(message.id))


async def test_what_was_sent_and_not_noted_tells_nothing_that_was_deleted_meanwhile(daily: Delivering) -> None:
    await daily.saved(source="here/1")
    await daily.saved(CARS)
    await daily.look()
    await unnoted(daily)
    await daily.community.casebook.withdraw(daily.community.store, "here/1")
    await daily.look(daily.due + timedelta(minutes=4))
    [message] = daily.sent()
    assert "Gross margins" not in shown(message)
    assert "Xiaomi" in shown(message)


async def test_what_was_sent_and_not_noted_goes_where_all_of_it_was_deleted_meanwhile(daily: Delivering) -> None:
    await daily.saved(source="here/1")
    await daily.look()
    await unnoted(daily)
    await daily.community.casebook.withdraw(daily.community.store, "here/1")
    await daily.look(daily.due + timedelta(minutes=4))
    assert daily.sent() == []
    assert (await daily.outcome()) == Delivery(due=daily.due, outcome=Outcome.QUIET)


async def test_one_channels_trouble_is_not_anothers(daily: Delivering) -> None:
    for name in ("first", "last"):
        other = daily.community.guild.create_text_channel(name)
        await daily.scheduled(other)
    await daily.community.casebook.set_settings(ChannelId("local"), ChannelSettings(digest=None))
    await daily.saved()
    daily.community.env.inject_error("POST", f"/channels/{daily.community.channel.id}/messages", status=400)
    await daily.look()
    outcomes = [
        delivery.outcome
        for channel in await daily.community.casebook.scheduled_channels()
        if (delivery := await daily.community.casebook.last_delivery(channel))
    ]
    assert sorted(map(str, outcomes)) == [Outcome.QUIET, Outcome.QUIET, Outcome.REFUSED]


@pytest.fixture
async def forum(community: Community) -> Forum:
    cog_of(community).look.cancel()
    forum = Forum(community)
    await forum.scheduled(forum.forum)
    await community.casebook.save(forum.store, Paste(raw=BEAR, saved_by="1", saved_at=forum.due - HOUR))
    return forum


async def test_in_a_forum_it_is_a_post_of_its_own_sent_once(forum: Forum) -> None:
    await forum.look()
    await forum.look(forum.due + HOUR)
    [(name, text)] = forum.posts()
    assert name == "What came in until " + forum.due.strftime("%Y-%m-%d %H:%M")
    assert "Gross margins" in text


async def test_in_a_forum_what_was_sent_and_not_noted_is_found_and_taken_back_when_it_has_to_be(forum: Forum) -> None:
    await forum.look()
    await unnoted(forum, forum.store)
    await forum.look(forum.due + timedelta(minutes=4))
    assert len(forum.posts()) == 1
    [listed] = await forum.community.casebook.posts(forum.store, PostQuery())
    await forum.community.casebook.forget(forum.store, [listed.post.post_id])
    await cog_of(forum.community, "Mirror").answers.take_back()
    [(_, text)] = forum.posts()
    assert "taken back" in text
