"""The digest's part of `/settings`: how often, at which hour, in which zone, and what became of the last one."""

from datetime import UTC, datetime, timedelta

import discord
import pytest
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.cogs.surface.client import CasebookBot, Options
from bot.cogs.surface.zones import zone_named
from bot.domain.digest import Outcome
from bot.domain.post import ChannelId
from bot.domain.schedule import DigestSchedule, Every
from bot.domain.settings import ChannelSettings
from bot.domain.text import Locale
from bot.errors import UnknownZone
from tests.cogs.altered import chosen, permitted, spoken
from tests.cogs.chinese import english
from tests.cogs.mirrored import forum_thread
from tests.cogs.reading import Community, parts, shown
from tests.cogs.test_settings import is_set, opened, refusal

WHEN, HOUR, ZONE = "cb:set:digest", "cb:set:digest_hour", "cb:set:digest_zone"


async def schedule(community: Community) -> DigestSchedule:
    found = (await is_set(community)).digest
    assert found is not None
    return found


async def switched_on(community: Community, when: str = "day") -> ResponseMessage:
    panel = await opened(community)
    await community.mod.select(panel, [when], custom_id=WHEN)
    return panel


async def typed(community: Community, panel: ResponseMessage, zone: str) -> InteractionResult:
    """Somebody types a zone into the window that the button opens."""
    window = await community.mod.click(panel, custom_id=ZONE)
    assert window.modal is not None
    return await community.mod.submit_modal(window, {"zone": zone})


def controls(message: ResponseMessage) -> set[str]:
    return {part["custom_id"] for part in parts(message.message) if "custom_id" in part}


async def test_it_is_off_until_somebody_turns_it_on(community: Community) -> None:
    panel = await opened(community)
    assert "Digest: off" in shown(panel)
    assert not {HOUR, ZONE} & controls(panel)


async def test_turned_on_it_comes_every_day_at_nine_and_says_plainly_that_this_is_in_utc(community: Community) -> None:
    before = datetime.now(UTC)
    panel = await switched_on(community)
    text = shown(panel)
    assert "Digest: every day, 09:00" in text
    assert "Coordinated Universal Time (UTC)" in text
    assert "told in: English" in text
    assert {HOUR, ZONE} <= controls(panel)
    kept = await schedule(community)
    assert (kept.every, kept.hour, kept.zone) == (Every.DAY, 9, "UTC")
    after = datetime.now(UTC)
    assert before <= kept.begins <= after
    # Nine o'clock may come between the setting and the telling.
    due = {int(kept.next_due(moment).timestamp()) for moment in (kept.begins, after)}
    assert any(f"<t:{moment}:F>" in text for moment in due)


async def test_weekday_hour_and_zone_are_set_one_after_the_other(community: Community) -> None:
    panel = await switched_on(community, "4")
    await community.mod.select(panel, ["18"], custom_id=HOUR)
    await typed(community, panel, "hong kong")
    assert "every Friday, 18:00**, time zone Asia/Hong_Kong" in shown(panel)
    assert "Coordinated" not in shown(panel)
    kept = await schedule(community)
    assert (kept.every, kept.weekday, kept.hour, kept.zone) == (Every.WEEK, 4, 18, "Asia/Hong_Kong")
    await community.mod.select(panel, ["day"], custom_id=WHEN)
    kept = await schedule(community)
    assert (kept.every, kept.hour, kept.zone) == (Every.DAY, 18, "Asia/Hong_Kong")


async def test_what_is_changed_begins_anew_so_that_no_hour_of_today_is_made_up_for(community: Community) -> None:
    panel = await switched_on(community)
    first = (await schedule(community)).begins
    await community.mod.select(panel, ["0"], custom_id=HOUR)
    assert (await schedule(community)).begins > first


async def test_it_is_turned_off_again(community: Community) -> None:
    panel = await switched_on(community)
    await community.mod.select(panel, ["off"], custom_id=WHEN)
    assert (await is_set(community)).digest is None
    assert "Digest: off" in shown(panel)


@pytest.mark.parametrize("zone", ["UTC+8", "Mars", "上海", "../etc/passwd", "<@1> `x`"])
async def test_a_zone_that_nobody_knows_changes_nothing_and_is_told_how_to_write_it(
    community: Community, zone: str
) -> None:
    panel = await switched_on(community)
    before = await is_set(community)
    said = refusal(await typed(community, panel, zone))
    assert "I know no time zone" in said
    assert "Asia/Hong" in said.replace("\\", "")
    assert await is_set(community) == before


@pytest.mark.parametrize(
    ("typed_zone", "meant"),
    [
        ("Asia/Hong_Kong", "Asia/Hong_Kong"),
        (" asia/hong kong ", "Asia/Hong_Kong"),
        ("new york", "America/New_York"),
        ("london", "Europe/London"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city_in_any_case(typed_zone: str, meant: str) -> None:
    assert zone_named(typed_zone) == meant


@pytest.mark.parametrize(("typed_zone", "offered"), [("Hong Kng", "Asia/Hong_Kong"), ("Europe/Berln", "Europe/Berlin")])
def test_a_slip_is_answered_with_the_zone_that_is_meant(typed_zone: str, offered: str) -> None:
    with pytest.raises(UnknownZone) as failure:
        zone_named(typed_zone)
    assert offered in str(failure.value.details["examples"])


@pytest.mark.parametrize("zone", ["GMT+8", "GMT-8"])
def test_an_offset_is_not_taken_for_the_zone_of_the_opposite_sign(zone: str) -> None:
    with pytest.raises(UnknownZone):
        zone_named(zone)


async def test_the_right_is_checked_at_every_step(community: Community) -> None:
    panel = await switched_on(community)
    before = await is_set(community)
    window = await community.mod.click(panel, custom_id=ZONE)
    with permitted(community.env, discord.Permissions(view_channel=True)):
        refused = [
            await community.mod.select(panel, ["off"], custom_id=WHEN),
            await community.mod.select(panel, ["3"], custom_id=HOUR),
            await community.mod.click(panel, custom_id=ZONE),
            await community.mod.submit_modal(window, {"zone": "Asia/Tokyo"}),
        ]
    assert all("Manage" in shown(result) for result in refused)
    assert await is_set(community) == before


async def test_what_the_menus_do_not_offer_is_refused(community: Community) -> None:
    panel = await switched_on(community)
    before = await is_set(community)
    for menu, given, forged in ((WHEN, "day", "7"), (WHEN, "day", "hour"), (HOUR, "3", "24"), (HOUR, "3", "-1")):
        with chosen(community.env, forged):
            result = await community.mod.select(panel, [given], custom_id=menu)
        assert "can't be chosen" in refusal(result)
    assert await is_set(community) == before


async def test_an_old_panels_hour_sets_nothing_where_there_is_no_digest_any_more(community: Community) -> None:
    old, new = await switched_on(community), await opened(community)
    await community.mod.select(new, ["off"], custom_id=WHEN)
    assert "can't be chosen" in refusal(await community.mod.select(old, ["3"], custom_id=HOUR))
    assert (await is_set(community)).digest is None


async def test_who_sets_the_first_chooses_the_language_and_nobody_after_them(community: Community) -> None:
    with spoken(community.env, "zh-TW"):
        panel = await switched_on(community)
    assert "繁體中文" in shown(panel)
    await community.mod.select(panel, ["2"], custom_id=WHEN)
    assert (await schedule(community)).locale is Locale.TRADITIONAL
    await community.mod.select(panel, ["zh-CN"], custom_id="cb:set:language")
    assert "told in: 简体中文" in shown(panel)


async def test_the_panel_says_what_became_of_the_last_one(community: Community) -> None:
    await switched_on(community)
    store = community.casebook.store.channel(community.store)
    due = (await schedule(community)).begins.replace(microsecond=0)
    told = {
        Outcome.SENT: "was sent",
        Outcome.QUIET: "nothing had come in",
        Outcome.MISSED: "was missed",
        Outcome.FORBIDDEN: "my role may not write here",
        Outcome.GONE: "deleted",
        Outcome.REFUSED: "did not take it",
    }
    assert set(told) == set(Outcome)
    for hours, (outcome, words) in enumerate(told.items(), 1):
        moment = due + timedelta(hours=hours)
        await store.claim_digest(moment, moment, timedelta(minutes=3))
        assert "is being tried" in shown(await opened(community))
        await store.end_digest(moment, outcome)
        text = shown(await opened(community))
        assert words in text
        assert f"<t:{int(moment.timestamp())}:F>" in text


async def test_the_controls_survive_a_restart(community: Community) -> None:
    panel = await switched_on(community)
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    await community.mod.select(panel, ["18"], custom_id=HOUR)
    await typed(community, panel, "Asia/Taipei")
    kept = await schedule(community)
    assert (kept.hour, kept.zone) == (18, "Asia/Taipei")


async def test_the_schedule_of_a_forums_post_is_its_forums(community: Community) -> None:
    forum, thread = forum_thread(community, "thesis", community.ada)
    result = await community.mod.slash(thread, "settings")
    assert result.response is not None
    await community.mod.select(result.response, ["day"], custom_id=WHEN)
    assert (await community.casebook.settings(ChannelId(str(forum.id)))).digest is not None


async def test_a_direct_message_has_a_schedule_of_its_own(community: Community) -> None:
    user = community.ada.user
    panel = (await user.slash("settings")).response
    await user.select(panel, ["day"], custom_id=WHEN)
    kept = await community.casebook.settings(ChannelId(str(user.dm_channel.id)))
    assert kept.digest is not None


async def test_the_schedule_of_a_thread_is_its_channels(community: Community) -> None:
    thread = community.env.backend.create_thread(community.channel.id, "cars", community.ada.id)
    result = await community.mod.slash(ChannelHandle(community.env, community.guild, thread), "settings")
    assert result.response is not None
    await community.mod.select(result.response, ["day"], custom_id=WHEN)
    assert (await is_set(community)).digest is not None


async def test_in_taiwans_wording_there_is_no_english_but_the_zones_name(community: Community) -> None:
    with spoken(community.env, "zh-TW"):
        panel = await switched_on(community, "6")
        await typed(community, panel, "Asia/Taipei")
        text = shown(panel)
    assert "每週日 09:00" in text
    assert english(text) == ["Asia", "Taipei"]


async def test_what_else_is_set_stays(community: Community) -> None:
    await community.casebook.set_settings(community.store, ChannelSettings(auto_save=True, daily_tokens=50_000))
    await switched_on(community)
    kept = await is_set(community)
    assert (kept.auto_save, kept.daily_tokens) == (True, 50_000)
