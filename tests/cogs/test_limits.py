"""How often one may ask, as a person and as a channel."""

import re

import pytest

from bot.cogs.surface import limits
from bot.cogs.surface.client import Options
from bot.cogs.surface.limits import Allowance, Limits
from bot.errors import TooOften
from tests.cogs.reading import Community, shown

QUESTION = "bear case on Xiaomi Auto?"


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> Options:
    """Nobody has room again while a test runs, however slowly."""
    monkeypatch.setattr(limits, "MINUTE", 3600.0)
    return Options(allowance=Allowance(person=2, channel=5))


async def test_who_asks_too_often_is_told_when_there_is_room_again(community: Community) -> None:
    for _ in range(2):
        assert "Xiaomi" in shown(await community.ada.slash(community.channel, "ask", question=QUESTION))
    refused = await community.ada.slash(community.channel, "ask", question=QUESTION)
    assert re.search(r"room again <t:\d+:R>", shown(refused))
    assert refused.ephemeral


async def test_one_persons_haste_keeps_nobody_else_waiting(community: Community) -> None:
    for _ in range(3):
        await community.ada.slash(community.channel, "ask", question=QUESTION)
    assert "Xiaomi" in shown(await community.ben.slash(community.channel, "ask", question=QUESTION))


async def test_a_channel_as_a_whole_is_limited_too(community: Community) -> None:
    people = [community.member(f"member{number}") for number in range(6)]
    replies = [shown(await person.slash(community.channel, "ask", question=QUESTION)) for person in people]
    assert ["room again" in reply for reply in replies] == [False] * 5 + [True]
    other = community.guild.create_text_channel("other")
    assert "room again" not in shown(await people[5].slash(other, "ask", question=QUESTION))


async def test_mentions_count_too(community: Community) -> None:
    for _ in range(3):
        await community.ada.send(community.channel, f"<@{community.me}> {QUESTION}")
    assert "room again" in shown(community.channel.history()[-1])


def test_there_is_room_again_when_it_was_said() -> None:
    moment = [1_000_000.0]
    limits = Limits(Allowance(person=2, channel=5), clock=lambda: moment[0], wall=lambda: moment[0])
    limits.use(1, 9)
    limits.use(1, 9)
    with pytest.raises(TooOften) as refused:
        limits.use(1, 9)
    moment[0] = float(refused.value.moment)
    limits.use(1, 9)


def test_a_clock_that_is_set_back_keeps_nobody_waiting() -> None:
    runs, says = [5000.0], [1_000_000.0]
    limits = Limits(Allowance(person=2, channel=5), clock=lambda: runs[0], wall=lambda: says[0])
    limits.use(1, 9)
    limits.use(1, 9)
    with pytest.raises(TooOften) as refused:
        limits.use(1, 9)
    assert limits.is_news(refused.value, 9)
    runs[0], says[0] = 5061.0, 1_000_061.0 - 7200
    limits.use(1, 9)
    assert limits.is_news(refused.value, 9)
