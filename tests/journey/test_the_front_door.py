"""Promises 1 and 2 of the product at its front door: nothing lost, nothing leaked, a deletion deletes."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook, CaseQuery, PostQuery, TimelineQuery
from bot.domain.digest import Window
from bot.domain.post import ChannelId
from bot.domain.subject import Alias
from bot.errors import UnknownPost
from bot.settings import read_settings
from tests.conftest import asked, paste_file, pasted

HERE, THERE = ChannelId("here"), ChannelId("there")
BEAR = "$NVIDIA(NVDA.US) Margins can only fall from here, because every large customer is building a chip of its own."


async def test_a_post_that_was_kept_and_never_read_is_read_after_a_restart(tmp_path: Path) -> None:
    settings = read_settings(store=f"sqlite:///{tmp_path}/casebook.db")
    async with open_casebook(settings) as before:
        assert [saved.waiting for saved in (await before.keep(HERE, pasted(BEAR))).posts] == [True]
    async with open_casebook(settings) as after:
        assert await after.read_waiting(HERE) == 1
        assert not (await after.ask(HERE, asked("what is the bear case on Nvidia"))).abstained
        assert await after.read_waiting(HERE) == 0


async def test_a_post_whose_reading_was_broken_off_is_read_at_the_next_call(casebook: Casebook) -> None:
    long = " ".join(
        f"Margins of plant {n} keep falling, because orders went to rival number {n * 7}." for n in range(120)
    )
    await casebook.keep(HERE, pasted(f"$NVIDIA(NVDA.US) {long}"))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await casebook.read_waiting(HERE)
    assert await casebook.read_waiting(HERE) == 1


async def test_what_was_forgotten_answers_nothing_and_is_not_listed(casebook: Casebook) -> None:
    receipt = await casebook.save(HERE, pasted(BEAR))
    forgotten = await casebook.forget(HERE, [saved.post.post_id for saved in receipt.posts])
    assert (forgotten.posts, forgotten.arguments) == (1, len(receipt.posts[0].arguments))
    assert (await casebook.ask(HERE, asked("what is the bear case on Nvidia"))).abstained
    assert await casebook.posts(HERE, PostQuery()) == []


async def test_an_unknown_post_is_not_forgotten_and_neither_is_a_known_one_beside_it(casebook: Casebook) -> None:
    receipt = await casebook.save(HERE, pasted(BEAR))
    with pytest.raises(UnknownPost):
        await casebook.forget(HERE, [receipt.posts[0].post.post_id, "p000000000000"])  # type: ignore[list-item]
    assert len(await casebook.posts(HERE, PostQuery())) == 1


async def test_a_second_paster_is_remembered_and_the_post_is_kept_once(casebook: Casebook) -> None:
    first = await casebook.save(HERE, pasted(BEAR, saved_by="ann"))
    again = await casebook.save(HERE, pasted(BEAR.replace(". ", ".\n"), saved_by="ben"))
    assert again.posts[0].duplicate_of == first.posts[0].post.post_id
    await casebook.forget_mine(HERE, "ann")
    assert len(await casebook.posts(HERE, PostQuery())) == 1
    await casebook.forget_mine(HERE, "ben")
    assert await casebook.posts(HERE, PostQuery()) == []


async def test_a_channels_own_name_for_a_company_finds_its_arguments(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(BEAR))
    question = asked("what is the bear case on leather jacket")
    assert (await casebook.ask(HERE, question)).abstained
    await casebook.add_alias(HERE, Alias(name="leather jacket", company="Nvidia", added_by="ann"))
    assert not (await casebook.ask(HERE, question)).abstained


async def test_a_reply_that_names_no_company_is_about_what_it_replies_to(casebook: Casebook) -> None:
    chain = "$宁德时代(SZ300750)$ 库存越堆越高，利润迟早要被吃光。"
    receipt = await casebook.save(HERE, pasted(f"我不同意，客户都在排队签长单，订单一年比一年多。//@慢半拍:{chain}"))
    about = [{argument.subject.name for argument in saved.arguments} for saved in receipt.posts]
    assert about == [{"CATL"}, {"CATL"}]


async def test_an_export_restores_byte_for_byte(casebook: Casebook) -> None:
    await casebook.save(HERE, paste_file("leader_and_brand.txt"))
    await casebook.add_alias(HERE, Alias(name="leather jacket", company="Nvidia", added_by="ann"))
    exported = [line async for line in casebook.export(HERE)]
    imported = await casebook.import_(THERE, exported)
    assert (imported.posts, imported.duplicates) == (2, 0)
    assert [line async for line in casebook.export(THERE)] == exported
    assert (await casebook.import_(THERE, exported)).posts == 0
    assert [line async for line in casebook.export(THERE)] == exported


CHANNELS = [ChannelId(f"channel {n}") for n in range(8)]
PASTED = datetime(2025, 12, 1, 8, tzinfo=UTC)
WEEK = Window(since=PASTED - timedelta(days=6), until=PASTED + timedelta(days=1))
READING = ("ask", "case", "debate", "timeline", "digest", "other", "names", "posts")
BULL = "$NVIDIA(NVDA.US) Demand is far above supply, and orders will keep growing for years."


def canary_of(channel: ChannelId) -> str:
    return f"canary{CHANNELS.index(channel)}x"


async def shown_by(casebook: Casebook, channel: ChannelId, dice: random.Random, step: int) -> str:
    """What one operation shows, of all that read; what the asker asked is left out."""
    canary, query = canary_of(channel), CaseQuery("Nvidia")
    match dice.choice((*["save"] * 5, *READING, "forget")):
        case "save":
            text = f"{dice.choice([BEAR, BULL])} The {canary} number {step} says so, and orders fell {step} percent."
            return (await casebook.save(channel, pasted(text, saved_by=f"{canary} member"))).model_dump_json()
        case "ask":
            question = dice.choice(["what is the bear case on Nvidia", "what do people say", f"canary{step % 8}x"])
            answer = await casebook.ask(channel, asked(question))
            return answer.model_copy(update={"query": None}).model_dump_json(warnings=False)
        case "case":
            return (await casebook.case(channel, query)).model_dump_json()
        case "debate":
            return (await casebook.debate(channel, query)).model_dump_json()
        case "timeline":
            return (await casebook.timeline(channel, TimelineQuery("Nvidia", PASTED.date()))).model_dump_json()
        case "digest":
            return (await casebook.digest(channel, WEEK)).model_dump_json()
        case "other":
            return (await casebook.other_side(channel, dice.choice([BEAR, BULL]))).model_dump_json()
        case "names":
            return "".join(one.model_dump_json() for one in await casebook.suggestions(channel))
        case "posts":
            return "".join(post.model_dump_json() for post in await casebook.posts(channel, PostQuery()))
    return (await casebook.forget_mine(channel, f"{canary} member" if step % 3 == 0 else "nobody")).model_dump_json()


async def test_no_operation_shows_another_channels_words(casebook: Casebook) -> None:
    """Seeded: 160 operations over eight channels, each with a canary of its own in every post."""
    dice, every = random.Random(11), {canary_of(channel) for channel in CHANNELS}
    told = 0
    for step in range(160):
        channel = dice.choice(CHANNELS)
        shown = await shown_by(casebook, channel, dice, step)
        found = {canary for canary in every if canary in shown}
        assert found <= {canary_of(channel)}
        told += len(found)
    assert told > 80
    for channel in CHANNELS:
        lines = "".join([line async for line in casebook.export(channel)])
        assert {canary for canary in every if canary in lines} <= {canary_of(channel)}
