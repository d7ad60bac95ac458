"""Key points at the front door: who says the same, in whichever language, and how many people that are."""

from pathlib import Path

from bot.app import open_casebook
from bot.casebook import Casebook, CaseQuery
from bot.domain.argument import Stance
from bot.domain.case import Point
from bot.domain.post import ChannelId
from bot.settings import read_settings
from tests.conftest import pasted

HERE, THERE = ChannelId("here"), ChannelId("there")


def post(author: str, text: str, day: int = 14) -> str:
    return f"{author}\n2025.10.{day:02d} 10:24\n\n{text}\n"


ENGLISH = post("wren", "$NVIDIA(NVDA.US) Nvidia is overvalued, the stock is far too expensive at forty times earnings.")
CHINESE = post("青石", "$英伟达(NVDA.US) 英伟达被高估了，四十倍市盈率的股价实在太贵。", 15)
MARGINS = post("heron", "$NVIDIA(NVDA.US) Nvidia's gross margin will shrink as customers build chips of their own.", 16)


async def bear_points(casebook: Casebook, channel: ChannelId = HERE) -> list[Point]:
    return list((await casebook.case(channel, CaseQuery("Nvidia", Stance.BEAR))).points)


def quotes(point: Point) -> set[str]:
    return {evidence.argument.quote for evidence in point.evidence}


async def test_an_english_and_a_chinese_post_make_one_point_of_two_people(casebook: Casebook) -> None:
    for text in (ENGLISH, CHINESE, MARGINS):
        await casebook.save(HERE, pasted(text))
    first, second = await bear_points(casebook)
    assert (first.people, {one.argument.holder for one in first.evidence}) == (2, {"wren", "青石"})
    assert (second.people, {one.argument.holder for one in second.evidence}) == (1, {"heron"})


async def test_a_points_text_is_a_quote_of_a_saved_post(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(ENGLISH))
    [point] = await bear_points(casebook)
    assert point.text in ENGLISH
    assert point.text == point.evidence[0].argument.quote


async def test_a_point_keeps_its_id_and_its_text_while_others_join(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(ENGLISH))
    [before] = await bear_points(casebook)
    for text in (CHINESE, MARGINS):
        await casebook.save(HERE, pasted(text))
    after = next(point for point in await bear_points(casebook) if point.point_id == before.point_id)
    assert (after.text, after.people) == (before.text, 2)


async def test_an_author_counts_once_however_often_the_post_is_pasted(casebook: Casebook) -> None:
    for saver in ("ann", "ben", "cy"):
        await casebook.save(HERE, pasted(ENGLISH, saved_by=saver))
        await casebook.save(HERE, pasted(ENGLISH.replace("at forty", " at forty"), saved_by=saver))
    [point] = await bear_points(casebook)
    assert (point.people, point.arguments) == (1, 1)


async def test_unknown_authors_are_no_people(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted("$NVDA is overvalued, the stock is far too expensive at forty times earnings."))
    await casebook.save(HERE, pasted("$NVDA Overvalued: the shares cost far too much at forty times what it earns."))
    [point, *_] = await bear_points(casebook)
    assert (point.people, point.unnamed > 0) == (0, True)


async def test_what_is_forgotten_is_in_no_point(casebook: Casebook) -> None:
    receipt = await casebook.save(HERE, pasted(ENGLISH))
    await casebook.save(HERE, pasted(CHINESE))
    [both] = await bear_points(casebook)
    await casebook.forget(HERE, [saved.post.post_id for saved in receipt.posts])
    [left] = await bear_points(casebook)
    assert (left.point_id, left.people) == (both.point_id, 1)
    assert "overvalued" not in left.model_dump_json()


async def test_points_survive_an_export_into_another_channel_and_a_restart(tmp_path: Path, casebook: Casebook) -> None:
    for text in (ENGLISH, CHINESE, MARGINS):
        await casebook.save(HERE, pasted(text))
    lines = [line async for line in casebook.export(HERE)]
    async with open_casebook(read_settings(store=f"sqlite:///{tmp_path}/other.db")) as other:
        await other.import_(THERE, lines)
    async with open_casebook(read_settings(store=f"sqlite:///{tmp_path}/other.db")) as other:
        assert await bear_points(other, THERE) == await bear_points(casebook)
        assert [line async for line in other.export(THERE)] == lines


async def test_one_channels_points_never_show_in_another(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(ENGLISH))
    await casebook.save(THERE, pasted(CHINESE))
    [ours], [theirs] = await bear_points(casebook), await bear_points(casebook, THERE)
    assert (ours.people, theirs.people, ours.point_id == theirs.point_id) == (1, 1, False)
    told = await casebook.case(HERE, CaseQuery("Nvidia", Stance.BEAR, shelves=(THERE,)))
    assert {one.shelf for point in told.points for one in point.evidence} == {None, THERE}


async def test_a_debate_names_what_nobody_has_answered_in_counts(casebook: Casebook) -> None:
    for text in (ENGLISH, CHINESE, MARGINS):
        await casebook.save(HERE, pasted(text))
    debate = await casebook.debate(HERE, CaseQuery("Nvidia"))
    assert (debate.bear.points, debate.bear.people, debate.bear.unanswered, debate.bull.points) == (2, 3, 2, 0)
    assert [point.stance for one in debate.aspects for point in one.bear] == [Stance.BEAR] * 2
