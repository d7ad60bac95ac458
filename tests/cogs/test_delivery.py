"""The digest that is sent by itself: at its time, in the channel's own words and clock, and once."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.casebook import PostQuery
from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.digest import Delivery, Outcome
from bot.domain.post import ChannelId, Paste
from bot.domain.schedule import DigestSchedule, Every
from bot.domain.settings import ChannelSettings
from bot.domain.text import Locale
from tests.cogs.chinese import english
from tests.cogs.reading import CARS, Community, shown
from tests.wire.limits import message_faults

BEAR = "$AMD(AMD.US) Gross margins can only fall from here, because each deal is won with a discount."
SENDS = "/channels/*/messages"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Delivering:
    """A community with a daily digest at nine, and moments of its clock to look at."""

    def __init__(self, community: Community) -> None:
        self.community = community
        today = community.env.now().astimezone(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
        self.due = today if today <= community.env.now() else today - DAY

    async def scheduled(self, channel: ChannelHandle | None = None, **more: object) -> None:
        fields = {"every": Every.DAY, "hour": 9, "begins": self.due - 2 * HOUR, **more}
        answer_in = fields.pop("answer_in", None)
        digest = DigestSchedule.model_validate(fields)
        store = self.community.store if channel is None else ChannelId(str(channel.id))
        await self.community.casebook.set_settings(
            store, ChannelSettings.model_validate({"digest": digest, "answer_in": answer_in})
        )

    async def saved(self, raw: str = BEAR, before: timedelta = HOUR, source: str | None = None) -> None:
        """Put a post into the store, so long before the digest is due."""
        paste = Paste(raw=raw, saved_by=str(self.community.ada.id), saved_at=self.due - before, source=source)
        await self.community.casebook.save(self.community.store, paste)

    async def look(self, moment: datetime | None = None) -> None:
        await cog_of(self.community).send_due(moment or self.due)
        await self.community.env.settle()

    def sent(self, channel: ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot said in the channel."""
        where = channel or self.community.channel
        return [message for message in where.history() if message.author.id == self.community.me]

    async def outcome(self) -> Delivery | None:
        return await self.community.casebook.last_delivery(self.community.store)


def cog_of(community: Community, name: str = "Delivery") -> Any:
    """The cog, of a class that discord.py loads anew with each start."""
    assert isinstance(community.env.bot, CasebookBot)
    return community.env.bot.get_cog(name)


@pytest.fixture
async def daily(community: Community) -> Delivering:
    cog_of(community).look.cancel()  # its own clock is the machine's
    delivering = Delivering(community)
    await delivering.scheduled()
    return delivering


async def test_what_came_in_is_sent_when_it_is_due_and_not_before(daily: Delivering) -> None:
    await daily.saved()
    await daily.look(daily.due - timedelta(seconds=1))
    assert daily.sent() == []
    await daily.look()
    [message] = daily.sent()
    assert "Gross margins can only fall" in shown(message)
    assert "AMD" in shown(message)
    assert "▼ 1 against it" in shown(message)
    assert "09:00 · UTC" in shown(message)
    assert await daily.outcome() == Delivery(due=daily.due, outcome=Outcome.SENT, message=str(message.id))


async def test_it_is_sent_once_however_often_it_is_looked_for(daily: Delivering) -> None:
    await daily.saved()
    for minutes in range(5):
        await daily.look(daily.due + timedelta(minutes=minutes))
    await daily.community.env.restart_bot(CasebookBot(daily.community.casebook, Options()))
    await daily.look(daily.due + HOUR)
    assert len(daily.sent()) == 1


async def test_a_clock_that_goes_back_sends_nothing_twice(daily: Delivering) -> None:
    await daily.saved()
    await daily.look()
    await daily.look(daily.due - HOUR)
    await daily.look(daily.due)
    await daily.look(daily.due - 2 * DAY)
    assert len(daily.sent()) == 1


async def test_two_processes_on_one_store_send_it_once(daily: Delivering) -> None:
    await daily.saved()
    await asyncio.gather(*(daily.look() for _ in range(3)))
    assert len(daily.sent()) == 1


async def test_nothing_is_sent_when_nothing_came_in(daily: Delivering) -> None:
    await daily.saved(before=2 * DAY)
    await daily.look()
    assert daily.sent() == []
    assert await daily.outcome() == Delivery(due=daily.due, outcome=Outcome.QUIET)


async def test_nothing_is_sent_of_what_was_due_before_it_was_scheduled(daily: Delivering) -> None:
    await daily.saved()
    await daily.scheduled(begins=daily.due + timedelta(minutes=1))
    await daily.look(daily.due + HOUR)
    assert daily.sent() == []
    assert await daily.outcome() is None


async def test_what_was_due_while_the_bot_was_away_is_sent_late_and_says_so(daily: Delivering) -> None:
    await daily.saved()
    await daily.look(daily.due + 5 * HOUR)
    [message] = daily.sent()
    assert "5 hours late" in shown(message)


async def test_what_is_more_than_a_day_late_is_missed_and_the_next_one_tells_it(daily: Delivering) -> None:
    weekday = daily.due.weekday()
    await daily.scheduled(every=Every.WEEK, weekday=weekday)
    await daily.saved()
    await daily.look(daily.due + DAY)
    assert daily.sent() == []
    assert await daily.outcome() == Delivery(due=daily.due, outcome=Outcome.MISSED)


async def test_each_digest_goes_on_where_the_last_one_ended(daily: Delivering) -> None:
    await daily.saved()
    await daily.saved(CARS, before=-HOUR)  # after the first, before the second
    await daily.look()
    await daily.look(daily.due + DAY)
    texts = [shown(message) for message in sorted(daily.sent(), key=lambda one: one.id)]
    assert ["Gross margins" in text for text in texts] == [True, False]
    assert ["Xiaomi" in text for text in texts] == [False, True]


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


async def test_a_weekly_one_tells_of_a_week(daily: Delivering) -> None:
    await daily.scheduled(every=Every.WEEK, weekday=daily.due.weekday())
    await daily.saved(before=6 * DAY)
    await daily.look()
    assert len(daily.sent()) == 1
    await daily.look(daily.due + DAY)
    assert len(daily.sent()) == 1


async def test_it_speaks_the_language_that_was_chosen_and_counts_by_the_channels_clock(daily: Delivering) -> None:
    await daily.scheduled(locale=Locale.SIMPLIFIED, hour=(9 + 8) % 24, zone="Asia/Hong_Kong")
    await daily.saved()
    await daily.look()
    [message] = daily.sent()
    assert "17:00 · Asia/Hong_Kong" in shown(message)
    assert "看空 1 条" in shown(message)


async def test_the_language_of_answers_goes_before_the_one_it_was_scheduled_in(daily: Delivering) -> None:
    await daily.scheduled(locale=Locale.ENGLISH, answer_in=Locale.TRADITIONAL)
    await daily.saved("比亞迪 $BYD(01211.HK) 價格戰愈打愈兇，毛利率只會繼續往下掉。")
    await daily.look()
    [message] = daily.sent()
    assert "新進來的內容" in shown(message)
    assert set(english(shown(message))) == {"BYD", "HK", "UTC"}


async def test_it_is_within_discords_limits_and_calls_nobody(daily: Delivering) -> None:
    await daily.saved(f"@everyone <@{daily.community.ada.id}> {BEAR}")
    await daily.look()
    [call] = [call for call in daily.community.env.http_requests if call.method == "POST" and "/messages" in call.path]
    sent: Any = call.json
    assert message_faults(sent) == []
    assert sent["allowed_mentions"] == {"parse": []}
    assert sent["enforce_nonce"] is True
    assert len(sent["nonce"]) <= 25


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


async def unnoted(daily: Delivering, channel: ChannelId | None = None) -> None:
    """As if the process had been killed right after Discord took the message: claimed, and nothing noted."""
    store = daily.community.casebook.store.channel(channel or daily.community.store)
    async with store._writing() as session:
        await session.run("UPDATE digests SET outcome = NULL, message = NULL WHERE channel_id = $1", store.channel_id)


async def test_a_digest_is_taken_back_when_what_it_cites_is_deleted(daily: Delivering) -> None:
    message = await daily.community.ada.send(daily.community.channel, BEAR)
    link = f"https://discord.com/channels/{daily.community.guild.id}/{daily.community.channel.id}/{message.id}"
    await daily.saved(source=link)
    await daily.look()
    await daily.community.ada.delete(message)
    [left] = daily.sent()
    assert "taken back" in shown(left)
    assert "Gross margins" not in shown(left)


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


async def test_what_came_in_just_before_is_waited_for_until_it_is_read(daily: Delivering) -> None:
    paste = Paste(raw=BEAR, saved_by="1", saved_at=daily.due - timedelta(seconds=5))
    receipt = await daily.community.casebook.keep(daily.community.store, paste)
    await daily.look()
    assert await daily.outcome() is None
    await daily.community.casebook.finish(daily.community.store, receipt)
    await daily.look(daily.due + timedelta(minutes=1))
    assert "Gross margins" in shown(daily.sent()[0])


async def test_what_can_not_be_read_is_not_waited_for_long(daily: Delivering) -> None:
    await daily.saved()
    paste = Paste(raw=CARS, saved_by="1", saved_at=daily.due - timedelta(seconds=5))
    await daily.community.casebook.keep(daily.community.store, paste)
    await daily.look(daily.due + timedelta(minutes=9))
    assert daily.sent() == []
    await daily.look(daily.due + timedelta(minutes=10))
    assert len(daily.sent()) == 1


async def test_a_direct_message_has_a_digest_of_its_own(daily: Delivering) -> None:
    user = daily.community.ada.user
    await user.slash("settings")
    channel = ChannelId(str(user.dm_channel.id))
    await daily.community.casebook.set_settings(
        channel, ChannelSettings(digest=DigestSchedule(every=Every.DAY, hour=9, begins=daily.due - HOUR))
    )
    await daily.community.casebook.save(channel, Paste(raw=BEAR, saved_by="1", saved_at=daily.due - HOUR))
    await daily.look()
    assert "Gross margins" in shown(user.dm_channel.last_message)


class Forum(Delivering):
    """A forum with a daily digest, and what its posts begin with."""

    def __init__(self, community: Community) -> None:
        super().__init__(community)
        self.forum = community.guild.create_forum_channel("ideas")

    @property
    def store(self) -> ChannelId:
        return ChannelId(str(self.forum.id))

    def posts(self) -> list[tuple[str | None, str]]:
        """The name and the first message of each of the bot's own posts."""
        community = self.community
        threads = [one for one in community.env.backend.channels.values() if one.parent_id == self.forum.id]
        handles = [(one.name, ChannelHandle(community.env, community.guild, one)) for one in threads]
        return [(name, shown(first)) for name, handle in handles for first in self.sent(handle)]


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
