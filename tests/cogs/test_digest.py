"""`/digest`: what came in lately, page by page, and taken back when it cites what is deleted."""

from datetime import UTC, datetime, timedelta

import discord
from simcord.results import InteractionResult

from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.post import ChannelId, Paste
from bot.domain.schedule import DigestSchedule, Every
from bot.domain.settings import ChannelSettings
from bot.domain.text import Locale
from tests.cogs.altered import permitted, spoken
from tests.cogs.chinese import english
from tests.cogs.making import thread_of
from tests.cogs.mirrored import saved_message
from tests.cogs.reading import CARS, LIQUOR, Community, press, shown
from tests.wire.limits import message_faults

HOUR = timedelta(hours=1)


async def save(community: Community, raw: str = CARS, ago: timedelta = HOUR) -> None:
    saved_at = datetime.now(UTC) - ago
    await community.casebook.save(community.store, Paste(raw=raw, saved_by=str(community.ada.id), saved_at=saved_at))


async def asked(community: Community, **options: str) -> InteractionResult:
    return await community.ben.slash(community.channel, "digest", **options)


def desks(count: int) -> str:
    """Posts of ours on as many companies as there are tickers here, each with a reason of its own."""
    tickers = ("AAPL", "MSFT", "GOOG", "AMZN", "META", "TSLA", "NFLX", "INTC", "AMD", "NVDA", "ORCL", "IBM")
    posts = [
        f"Desk {n}\n2025.10.{n % 28 + 1:02} 09:00\n\n${ticker}({ticker}.US) Demand is strong and orders keep growing, "
        f"says supplier number {n} of our own list, who has never sold as much to anybody as in this one quarter."
        for n, ticker in enumerate(tickers[:count])
    ]
    return "\n\n".join(posts)


async def test_what_came_in_is_told_for_the_channel_with_links_and_who_saved_it(community: Community) -> None:
    message = await saved_message(community)
    result = await asked(community)
    assert not result.ephemeral
    text = shown(result)
    assert "## What came in" in text
    assert "▼ 1 against it" in text
    assert f"/{message.id})" in text
    assert f"saved by <@{community.ben.id}>" in text
    assert "New points" in text
    assert "not advice" in text


async def test_a_quiet_time_is_told_in_one_line_for_the_channel(community: Community) -> None:
    await save(community, ago=timedelta(days=8))
    result = await asked(community)
    assert not result.ephemeral
    assert "Nothing that argues for or against anything was saved" in shown(result)
    assert len(shown(result).splitlines()) == 1
    assert "Xiaomi" in shown(await asked(community, since="30d"))


async def test_a_date_begins_in_the_channels_own_zone(community: Community) -> None:
    digest = DigestSchedule(every=Every.DAY, zone="Asia/Hong_Kong", begins=datetime.now(UTC))
    await community.casebook.set_settings(community.store, ChannelSettings(digest=digest))
    assert "2025-11-30 00:00" in shown(await asked(community, since="2025-11-30"))
    assert "Asia/Hong" in shown(await asked(community, since="2025-11-30"))


async def test_a_time_that_nobody_understands_is_told_to_the_asker_alone(community: Community) -> None:
    for since in ("soon", "2999-01-01", "0d"):
        result = await asked(community, since=since)
        assert result.ephemeral
        assert "no time that I can count from" in shown(result)


async def test_the_usual_times_are_offered_in_the_askers_words(community: Community) -> None:
    with spoken(community.env, "zh-CN"):
        offered = await community.ben.autocomplete(community.channel, "digest", "since", "")
    assert [(choice["name"], choice["value"]) for choice in offered] == [
        ("最近一天（1d）", "1d"),
        ("最近 7 天（7d）", "7d"),
        ("最近 30 天（30d）", "30d"),
    ]
    narrowed = await community.ben.autocomplete(community.channel, "digest", "since", "30")
    assert [choice["value"] for choice in narrowed] == ["30d"]


async def test_more_than_a_card_holds_is_turned_through_by_each_alone_also_after_a_restart(
    community: Community,
) -> None:
    await save(community, desks(12))
    result = await asked(community)
    assert "Page 1 of" in shown(result)
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    following = await press(community.ada, result, "Next")
    assert following.ephemeral
    assert "Page 2 of" in shown(following)
    assert "Page 1 of" in shown(result)
    back = await press(community.ada, following, "Previous")
    assert "Page 1 of" in shown(back)


async def test_every_page_is_within_discords_limits(community: Community) -> None:
    await save(community, desks(12) + "\n\n" + LIQUOR)
    with spoken(community.env, "zh-TW"):
        await asked(community)
    sent = [call.json for call in community.env.http_requests if call.method == "PATCH" and call.json]
    assert sent
    assert [fault for payload in sent for fault in message_faults(payload)] == []


async def test_it_speaks_the_askers_language_or_the_one_that_is_set(community: Community) -> None:
    await save(community, LIQUOR)
    with spoken(community.env, "zh-TW"):
        text = shown(await asked(community))
    assert "新進來的內容" in text
    assert set(english(text)) <= {"UTC", "SH", "HK"}
    await community.casebook.set_settings(community.store, ChannelSettings(answer_in=Locale.SIMPLIFIED))
    assert "新进来的内容" in shown(await asked(community))


async def test_it_is_taken_back_when_what_it_cites_is_deleted(community: Community) -> None:
    message = await saved_message(community)
    result = await asked(community)
    assert result.response is not None
    await community.ada.delete(message)
    text = next(shown(one) for one in community.channel.history() if one.id == result.response.id)
    assert "taken back" in text
    assert "What came in from" in text
    assert "margins" not in text


async def test_a_thread_tells_of_its_channels_casebook(community: Community) -> None:
    await save(community)
    assert "Xiaomi" in shown(await community.ben.slash(thread_of(community), "digest"))


async def test_another_channels_news_is_not_told(community: Community) -> None:
    other = ChannelId(str(community.guild.create_text_channel("other").id))
    await community.casebook.save(other, Paste(raw=CARS, saved_by="1", saved_at=datetime.now(UTC) - HOUR))
    assert "Xiaomi" not in shown(await asked(community))


async def test_an_old_button_shows_nothing_to_who_lost_sight_of_the_channel(community: Community) -> None:
    await save(community, desks(12))
    result = await asked(community)
    with permitted(community.env, discord.Permissions.none()):
        refused = await press(community.ada, result, "Next")
    assert "can't see that channel" in shown(refused)


async def test_who_changed_sides_is_told_in_both_their_words_and_once_in_each(community: Community) -> None:
    bull = "I am bullish on Nvidia: demand for its chips is strong and orders grow every month."
    bear = "I was wrong on Nvidia, I am bearish now: demand is falling and customers cut their orders."
    await save(community, f"Ada Stone\n2026.02.01 09:00\n\n$NVDA(NVDA.US) {bull}", timedelta(days=20))
    await save(community, f"Ada Stone\n2026.03.01 09:00\n\n$NVDA(NVDA.US) {bear}")
    _, turned = shown(await asked(community)).split("Changed sides, in their own words")
    assert "**Ada Stone** on Nvidia" in turned
    assert (turned.count(bull), turned.count(bear)) == (1, 1)
