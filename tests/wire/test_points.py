"""Cases, debates, timelines and digests by the real `casebook run`, while what they tell of goes."""

import asyncio
import copy
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import open_casebook
from bot.domain.post import ChannelId, Paste
from bot.settings import read_settings
from tests.cogs.arguing import AGAINST, IN_FAVOUR, post
from tests.wire.faults import RateLimited
from tests.wire.limits.measure import JsonObject, walk
from tests.wire.process import Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_the_running_bot import EDITS, words
from tests.wire.world import Channel, Person

COMMANDS = ("case", "debate", "timeline", "digest")
LOCALES = ("en-US", "zh-CN", "zh-TW")
TAG = "$TENCENT(00700.HK)"
HOSTILE = (
    ("@everyone", "WeChat is weak: [free](https://evil.example) **money** <@1> ||hidden|| `run` and users leave it."),
    ("$TSLA$ king", "WeChat Pay is under threat: $x^2$ and $\\frac{1}{0}$ of its shops leave for other wallets."),
    ("‮gnirts", "Tencent Cloud ‮is losing customers to rivals, because it raises prices every year."),
    ("N" * 200, "Tencent Games is weak: " + "its titles are old and players leave them, " * 70 + "which is terrible."),
)


@pytest.fixture
async def argued(home: Home, room: Channel) -> Home:
    """A store in which many argue about Tencent, some of them to do harm, at all sorts of times."""
    times = ("2025.11.05 09:12", "2026.03.05 09:12", "1999.11.05 09:12", "2031.11.05 09:12")
    bodies = [(f"member {n}", body) for n, body in enumerate((*AGAINST, *IN_FAVOUR))]
    async with open_casebook(read_settings(store=home.store)) as casebook:
        for n, (author, body) in enumerate([*bodies, *HOSTILE]):
            saved_at = datetime.now(UTC) - timedelta(hours=1)
            raw = post(author, body, on=times[n % len(times)], tag=TAG)
            await casebook.save(ChannelId(room.id), Paste(raw=raw, saved_by="7", saved_at=saved_at))
    return home


async def forget_all(home: Home, room: Channel) -> None:
    async with open_casebook(read_settings(store=home.store)) as casebook:
        await casebook.forget_mine(ChannelId(room.id), "7")


def options(command: str) -> dict[str, str]:
    return {} if command == "digest" else {"subject": "Tencent"}


def pressable(said: JsonObject) -> list[str]:
    return [str(part["custom_id"]) for part in walk(said["components"]) if "custom_id" in part]


def faults(home: Home) -> list[str]:
    return [line for line in home.log.read_text("utf-8").splitlines() if re.search("ERROR|Traceback", line)]


async def test_many_at_once_in_all_languages_are_answered_and_old_buttons_show_nothing_that_was_forgotten(
    standin: StandIn, argued: Home, room: Channel
) -> None:
    assert room.guild
    people = [standin.world.member(room.guild, locale, locale=locale) for locale in LOCALES]
    async with connected(standin, argued):
        asked = [
            await standin.slash(person, room, command, **options(command)) for person in people for command in COMMANDS
        ]
        cards = copy.deepcopy(await asyncio.gather(*(one.reply() for one in asked)))
        assert [words(card) for card in cards if "Tencent" not in words(card) and "腾讯" not in words(card)] == []
        acting = r"(?<!\\)(?:\[free\]\(|\*\*money|<@1>|\|\|hidden|`run|@everyone|\u202e)"
        assert [re.findall(acting, words(card)) for card in cards] == [[]] * len(cards)
        assert "2031-11-05" in words(cards[0])
        assert [
            line for card in cards for line in words(card).splitlines() if "2031-11-05 " in line and " old" in line
        ] == []
        await forget_all(argued, room)
        pressed = [await standin.press(people[0], card, custom_id) for card in cards for custom_id in pressable(card)]
        assert len(pressed) >= 6
        shown = [words(await one.reply()) for one in pressed]
        assert [text for text in shown if "“" in text or "member" in text] == []
    assert faults(argued) == []


async def test_what_is_forgotten_while_a_card_is_on_its_way_does_not_stay_standing(
    standin: StandIn, argued: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, argued):
        standin.faults.plan(RateLimited(0.4), "PATCH", EDITS, times=len(COMMANDS))
        asked = [await standin.slash(anna, room, command, **options(command)) for command in COMMANDS]
        await standin.requests.until(lambda: standin.faults.outstanding == 0)
        await forget_all(argued, room)
        cards = [await one.reply() for one in asked]
        await standin.requests.until(lambda: not any("“" in words(card) for card in cards))
    assert faults(argued) == []


async def test_who_deletes_a_card_that_is_on_its_way_is_not_told_of_a_fault(
    standin: StandIn, argued: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, argued) as bot:
        standin.faults.plan(RateLimited(0.4), "PATCH", EDITS, times=len(COMMANDS))
        asked = [await standin.slash(anna, room, command, **options(command)) for command in COMMANDS]
        await standin.requests.until(lambda: standin.faults.outstanding == 0)
        for one in asked:
            assert one.message is not None
            await standin.delete(one.message)
        bot.terminate()
        assert await bot.ended() == 0
        assert [words(said) for one in asked for said in one.followups] == []
    assert faults(argued) == []
