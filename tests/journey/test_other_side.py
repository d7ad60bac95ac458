"""What speaks against a message, asked at the front door."""

import pytest

from bot.answers.counter.counter import SHOWN
from bot.casebook import Casebook, PostQuery
from bot.domain.argument import Stance
from bot.domain.post import ChannelId
from bot.domain.text import Locale
from bot.errors import NothingToSave
from tests.conftest import pasted

HERE, ELSEWHERE = ChannelId("here"), ChannelId("elsewhere")
BULL = """Harbour Ledger
2025.11.02 09:15

$NVDA(NVDA.US) Data centre orders are growing faster than the fabs can deliver, and every customer waits."""
BEARS = """Marta Quill
2025.11.03 10:00

$NVDA(NVDA.US) Data centre orders will shrink, because all four large customers build their own chips.

The share is far too expensive at 45 times earnings."""
CHINESE = """鹭岛拾贝
2025-11-22 08:55

$英伟达(NVDA)$ 数据中心的订单都是提前抢的，明年必然大幅下滑，股价会跌。"""
CLAIM = "Nvidia's data centre orders keep growing strongly, demand is far above supply."


async def test_the_other_sides_arguments_are_told_and_none_of_the_messages_own(casebook: Casebook) -> None:
    for raw in (BULL, BEARS):
        await casebook.save(HERE, pasted(raw))
    counter = await casebook.other_side(HERE, CLAIM)
    assert counter.evidence
    assert {one.argument.stance for one in counter.evidence} == {Stance.BEAR}
    assert "Data centre orders will shrink" in counter.evidence[0].argument.quote
    assert [one.n for one in counter.evidence] == list(range(1, len(counter.evidence) + 1))


async def test_a_message_in_english_is_answered_by_a_post_in_chinese(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(CHINESE))
    counter = await casebook.other_side(HERE, CLAIM)
    assert ["数据中心" in one.argument.quote for one in counter.evidence] == [True]


async def test_nothing_of_the_message_is_kept(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(BEARS))
    before = await casebook.posts(HERE, PostQuery())
    await casebook.other_side(HERE, "$ZZZQ(ZZZQ.US) has great margins and will double its sales.")
    assert await casebook.posts(HERE, PostQuery()) == before
    assert "ZZZQ" not in str(await casebook.subjects(HERE, "", limit=None))
    assert "ZZZQ" not in str(await casebook.store.channel(HERE).aliases())


async def test_a_saved_message_is_never_answered_with_its_own_words(casebook: Casebook) -> None:
    both = f"{BULL}\n\nBut data centre orders will shrink, because every customer builds chips of its own."
    await casebook.save(HERE, pasted(both))
    counter = await casebook.other_side(HERE, both)
    assert counter.claims
    assert counter.evidence == ()


async def test_words_of_the_message_that_somebody_else_saved_are_not_offered_either(casebook: Casebook) -> None:
    reposted = "Data centre orders will shrink, because all four large customers build their own chips."
    await casebook.save(HERE, pasted(BEARS))
    counter = await casebook.other_side(HERE, f"{CLAIM}\n\nThey say: Nvidia's {reposted[0].lower()}{reposted[1:]}")
    assert reposted not in " ".join(one.argument.quote for one in counter.evidence)


async def test_where_nothing_is_near_what_the_other_side_holds_is_counted(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(BEARS))
    counter = await casebook.other_side(HERE, "Nvidia's chief executive is an honest man, I trust him.")
    assert [one.evidence for one in counter.claims] == [()]
    assert {(held.subject.key, held.stance) for held in counter.held} == {("nvidia", Stance.BEAR)}
    assert sum(held.arguments for held in counter.held) == 2


async def test_a_company_covers_its_segments(casebook: Casebook) -> None:
    await casebook.save(
        HERE, pasted("tidewatcher\n2025.11.05 12:00\n\nXiaomi Auto sells every car at a loss, margins are terrible.")
    )
    counter = await casebook.other_side(HERE, "Xiaomi's margins are great, it earns well on everything that it sells.")
    assert [one.argument.subject.key for one in counter.evidence] == ["xiaomi/auto"]


async def test_a_message_that_claims_nothing_has_no_other_side(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(BEARS))
    counter = await casebook.other_side(HERE, "Good morning everybody, see you at noon!")
    assert (counter.claims, counter.either, counter.evidence) == ((), (), ())


async def test_a_message_without_text_is_refused(casebook: Casebook) -> None:
    with pytest.raises(NothingToSave):
        await casebook.other_side(HERE, "\u200b")


async def test_other_channels_are_read_only_as_shelves_and_named_then(casebook: Casebook) -> None:
    await casebook.save(ELSEWHERE, pasted(BEARS))
    assert (await casebook.other_side(HERE, CLAIM)).evidence == ()
    assert (await casebook.other_side(HERE, CLAIM)).held == ()
    counter = await casebook.other_side(HERE, CLAIM, shelves=(ELSEWHERE,), spoken=Locale.ENGLISH)
    assert {one.shelf for one in counter.evidence} == {ELSEWHERE}


async def test_at_most_six_are_told_and_different_people_first(casebook: Casebook) -> None:
    reasons = ("customers build chips of their own", "the fabs are full of other work", "rivals deliver sooner",
               "budgets are cut", "power is missing", "export rules got stricter", "old racks last longer")  # fmt: skip
    for n, reason in enumerate(reasons):
        head = f"loud\n2025.11.{n + 1:02} 09:00"
        await casebook.save(
            HERE, pasted(f"{head}\n\n$NVDA(NVDA.US) Data centre orders will fall sharply, because {reason}.")
        )
    await casebook.save(
        HERE, pasted("quiet\n2025.11.20 09:00\n\n$NVDA(NVDA.US) Data centre orders will decline, demand is weak.")
    )
    counter = await casebook.other_side(HERE, CLAIM)
    assert len(counter.evidence) == SHOWN
    assert "quiet" in {one.argument.holder for one in counter.evidence}


async def test_a_side_that_is_not_clear_is_answered_both_ways(casebook: Casebook) -> None:
    for raw in (BULL, BEARS):
        await casebook.save(HERE, pasted(raw))
    counter = await casebook.other_side(
        HERE, "Nvidia's data centre orders are what everything hangs on, and they move."
    )
    assert counter.claims == ()
    assert [one.claim.stance for one in counter.either] == [Stance.BULL, Stance.BEAR]
