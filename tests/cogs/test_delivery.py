"""The digest that is sent by itself: at its time, in the channel's own words and clock, and once."""

from datetime import timedelta
from typing import Any

import pytest

from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.digest import Delivery, Outcome
from bot.domain.post import ChannelId, Paste
from bot.domain.schedule import DigestSchedule, Every
from bot.domain.settings import ChannelSettings
from bot.domain.text import Locale
from tests.cogs.chinese import english
from tests.cogs.delivering import BEAR, DAY, HOUR, Delivering, delivering
from tests.cogs.reading import CARS, Community, shown
from tests.wire.limits import message_faults


@pytest.fixture
async def daily(community: Community) -> Delivering:
    return await delivering(community)


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


async def test_several_looks_at_once_send_it_once(daily: Delivering) -> None:
    await daily.saved()
    await daily.look(at_once=3)
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
    await daily.look(daily.due + 7 * DAY)
    [message] = daily.sent()
    assert "Gross margins" in shown(message)


async def test_each_digest_goes_on_where_the_last_one_ended(daily: Delivering) -> None:
    await daily.saved()
    await daily.saved(CARS, before=-HOUR)  # after the first, before the second
    await daily.look()
    await daily.look(daily.due + DAY)
    texts = [shown(message) for message in sorted(daily.sent(), key=lambda one: one.id)]
    assert ["Gross margins" in text for text in texts] == [True, False]
    assert ["Xiaomi" in text for text in texts] == [False, True]


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


async def test_a_digest_is_taken_back_when_what_it_cites_is_deleted(daily: Delivering) -> None:
    message = await daily.community.ada.send(daily.community.channel, BEAR)
    link = f"https://discord.com/channels/{daily.community.guild.id}/{daily.community.channel.id}/{message.id}"
    await daily.saved(source=link)
    await daily.look()
    await daily.community.ada.delete(message)
    [left] = daily.sent()
    assert "taken back" in shown(left)
    assert "Gross margins" not in shown(left)


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


async def test_ten_minutes_are_not_worth_a_word_and_twenty_are(daily: Delivering) -> None:
    await daily.saved()
    await daily.look(daily.due + timedelta(minutes=12))
    assert "late" not in shown(daily.sent()[0])
    other = daily.community.guild.create_text_channel("other")
    await daily.scheduled(other)
    await daily.community.casebook.save(
        ChannelId(str(other.id)), Paste(raw=BEAR, saved_by="1", saved_at=daily.due - HOUR)
    )
    await daily.look(daily.due + timedelta(minutes=20))
    assert "20 minutes late" in shown(daily.sent(other)[0])


async def test_many_that_are_due_at_once_are_all_sent(daily: Delivering) -> None:
    channels = [daily.community.guild.create_text_channel(f"room-{number}") for number in range(12)]
    for channel in channels:
        await daily.scheduled(channel)
        store = ChannelId(str(channel.id))
        await daily.community.casebook.save(store, Paste(raw=BEAR, saved_by="1", saved_at=daily.due - HOUR))
    await daily.look()
    assert [len(daily.sent(channel)) for channel in channels] == [1] * 12
