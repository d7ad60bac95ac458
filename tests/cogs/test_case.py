"""`/case`: key points with how many people hold them and what answers them, page by page."""

import re
from datetime import date

import discord
from simcord.results import InteractionResult, ResponseMessage

from bot.answers.told import Sides
from bot.casebook import CaseQuery, PostQuery
from bot.cogs.cards.case_text import Telling, case_pages
from bot.cogs.cards.sources import Reader
from bot.cogs.surface.card import Card
from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.answer import Evidence
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Point
from bot.domain.post import ChannelId, Paste
from bot.domain.settings import ChannelSettings
from bot.domain.text import Locale
from tests.cogs.altered import permitted, spoken
from tests.cogs.arguing import case, much, post
from tests.cogs.chinese import english
from tests.cogs.reading import LIQUOR, Community, button, parts, press, shown
from tests.wire.limits import message_faults

BEAR = "The brand is too narrow: Xiaomi promises speed, and families do not trust a brand of speed."
BULL = "The brand is strong: Xiaomi's customers are loyal, and the brand wins trust with every phone."

MARGIN = "Xiaomi Auto's gross margin keeps falling, because memory chips cost twice what they did."


async def both_sides(community: Community) -> None:
    for author, body in (("Anna Reed", BEAR), ("Bo Lindt", BEAR.replace("too narrow", "weak")), ("Cora Vance", BULL)):
        await community.saved(post(author, body))


async def test_a_point_is_its_quote_with_aspect_people_dates_and_links(community: Community) -> None:
    await both_sides(community)
    link = f"https://discord.com/channels/{community.guild.id}/{community.channel.id}/77"
    pasted = post("Dee Marsh", "Xiaomi's brand is too narrow: it promises speed, and no family trusts speed.")
    paste = Paste(raw=pasted, saved_by=str(community.ada.id), saved_at=community.env.now(), source=link)
    await community.casebook.save(community.store, paste)
    result = await case(community)
    text = shown(result)
    assert not result.ephemeral
    assert f"▼ **“{BEAR}”** [2]" in text
    assert "Brand · 3 people · 3 arguments · 2025-11-05" in text
    assert "Anna Reed** · 2025-11-05" in text
    assert f"({link})" in text
    assert "It stands on 4 arguments in 2 points." in text
    assert "the words of the posts' authors" in text


async def test_both_sides_stand_under_a_heading_each(community: Community) -> None:
    await both_sides(community)
    text = shown(await case(community))
    bull, bear = text.index("▲ For it"), text.index("▼ Against it")
    assert bull < text.index("Cora Vance") < bear < text.index("Anna Reed")


async def test_a_point_names_the_points_of_the_other_side_that_answer_it(community: Community) -> None:
    await both_sides(community)
    text = shown(await case(community))
    assert f"answered by: “{BEAR}” [2]" in text
    assert f"answered by: “{BULL}” [1]" in text


async def test_a_point_that_nobody_has_answered_says_so(community: Community) -> None:
    await community.saved(post("Anna Reed", BEAR))
    assert "\nnobody has answered this\n" in shown(await case(community))


async def test_one_side_tells_its_points_alone_and_cites_what_answers_them(community: Community) -> None:
    await both_sides(community)
    text = shown(await case(community, side="bear"))
    assert "The bear case on Xiaomi" in text
    assert "For it" not in text
    assert text.count("▲") == 0
    assert f"answered by: “{BULL}” [3]" in text
    assert text.index("What answers it:") < text.index("[3] Cora Vance")
    assert "It stands on 2 arguments in 1 point." in text


async def test_a_side_that_nobody_argues_is_said(community: Community) -> None:
    await community.saved(post("Anna Reed", BEAR))
    assert "Nobody argues that here." in shown(await case(community))
    text = shown(await case(community, side="bull"))
    assert "holds no bull arguments on Xiaomi" in text
    assert "the other side: 1 argument" in text


async def test_the_point_that_most_people_hold_comes_first(community: Community) -> None:
    await both_sides(community)
    await community.saved(post("Anna Reed", MARGIN))
    text = shown(await case(community, side="bear"))
    assert text.index("Brand · 2 people") < text.index("Margins · 1 person")


async def test_a_quote_that_several_say_is_told_once(community: Community) -> None:
    for author in ("Anna Reed", "Bo Lindt"):
        await community.saved(post(author, BEAR))
    text = shown(await case(community, side="bear"))
    assert "the surest of them:" in text
    assert text.count("families do not trust") == 1


async def test_a_subject_that_nothing_is_held_on_gets_the_nearest_that_is(community: Community) -> None:
    await both_sides(community)
    text = shown(await case(community, "Tesla"))
    assert "holds no arguments on Tesla" in text
    assert "Xiaomi" in text


async def test_an_empty_channel_says_so(community: Community) -> None:
    assert "holds no arguments yet" in shown(await case(community, "Tesla"))


async def test_a_name_that_nobody_has_is_said_in_one_clear_line(community: Community) -> None:
    text = shown(await case(community, "Qwert*yz"))
    assert r"no company called “Qwert\*yz”" in text


async def test_subjects_are_offered_while_they_are_typed(community: Community) -> None:
    await both_sides(community)
    offered = await community.ada.autocomplete(community.channel, "case", "subject", "xia")
    assert [choice["name"] for choice in offered] == ["Xiaomi"]
    text = shown(await case(community, offered[0]["value"]))
    assert "Anna Reed" in text


async def test_pages_are_turned_by_who_presses_and_for_them_alone(community: Community) -> None:
    await much(community)
    public = await case(community, "Tencent")
    first = shown(public)
    second = await community.ben.click(answer_of(public), label="Next")
    assert second.ephemeral
    assert "Page 2 of" in shown(second)
    assert shown(public) == first
    back = await community.ben.click(answer_of(second), label="Previous")
    assert "Page 1 of" in shown(back)


async def test_pages_hold_every_point_once_and_work_after_a_restart(community: Community) -> None:
    await much(community)
    public = await case(community, "Tencent")
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    texts, result = [shown(public)], public
    while "Next" in labels(result):
        result = await community.ben.click(answer_of(result), label="Next")
        texts.append(shown(result))
    points = [line for text in texts for line in text.splitlines() if line.startswith(("▲ **", "▼ **"))]
    numbers = re.findall(r"^-# \*\*\[(\d+)\]", "\n".join(texts), flags=re.MULTILINE)
    assert len(texts) > 1
    assert len(points) == len(set(points))
    assert f"in {len(points)} points." in texts[0]
    assert [int(number) for number in numbers] == list(range(1, len(numbers) + 1))


async def test_forty_quotes_page_within_the_limits_and_none_is_lost(community: Community) -> None:
    await both_sides(community)
    found = await community.casebook.case(community.store, CaseQuery("Xiaomi", side=Stance.BEAR))
    [point], said = found.points, "這家公司的" * 60
    points = [
        point.model_copy(
            update={
                "aspect": aspect,
                "evidence": tuple(quoting(point.evidence[0], f"{said}{aspect}{n}") for n in "abcd"),
            }
        )
        for aspect in list(Aspect)[:10]
    ]
    case = found.model_copy(update={"points": tuple(points)})
    for locale in Locale:
        telling = Telling(case, Sides.BEAR, Reader(locale, date(2026, 1, 1)))
        cards = case_pages(telling)
        assert [fault for card in cards for fault in message_faults(sent(card))] == []
        text = "\n".join(str(sent(card)) for card in cards)
        assert [quote for quote in quotes_of(points) if quote not in text] == []


async def test_a_page_of_a_case_that_is_gone_says_so(community: Community) -> None:
    await much(community)
    public = await case(community, "Tencent")
    await community.casebook.forget_mine(community.store, str(community.ada.id))
    result = await community.ben.click(answer_of(public), label="Next")
    assert "no longer keep" in shown(result)


async def test_a_page_shows_nothing_to_who_lost_sight_of_the_channel(community: Community) -> None:
    await much(community)
    public = await case(community, "Tencent")
    with permitted(community.env, discord.Permissions.none()):
        result = await community.ben.click(answer_of(public), label="Next")
    assert "Tencent" not in shown(result)


async def test_a_button_names_its_subject_by_a_digest_alone(community: Community) -> None:
    await much(community)
    assert re.fullmatch(r"cb:case:[0-9a-f]{8}:both:1", button(await case(community, "Tencent"), "Next"))


async def test_a_case_whose_post_is_deleted_is_known_where_it_stands(community: Community) -> None:
    await both_sides(community)
    public = await case(community)
    standing = await community.casebook.shown_at(community.store, str(answer_of(public).id))
    assert standing is not None
    assert len(standing.cited) == 3
    await community.casebook.forget_mine(community.store, str(community.ada.id))
    [gone] = await community.casebook.withdrawn(community.store)
    assert gone.answer_id == standing.answer_id


async def test_one_side_is_taken_back_too_when_what_answers_it_is_deleted(community: Community) -> None:
    await both_sides(community)
    public = await case(community, side="bear")
    standing = await community.casebook.shown_at(community.store, str(answer_of(public).id))
    assert standing is not None
    assert len(standing.cited) == 3
    posts = await community.casebook.posts(community.store, PostQuery(author="Cora Vance"))
    asked = await community.mod.slash(community.channel, "forget", post=posts[0].post.post_id)
    await press(community.mod, asked, "Delete")
    [left] = [one for one in community.channel.history() if one.id == answer_of(public).id]
    assert BULL not in shown(left)
    assert "What is argued for and against Xiaomi?" in shown(left)


async def test_a_shelf_is_told_publicly_only_where_all_see_it_and_else_to_who_does(community: Community) -> None:
    insiders = community.guild.create_role("insiders")
    eve = community.guild.add_member(community.env.create_user("eve"), roles=[insiders])
    hidden, seen = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    vault = community.guild.create_text_channel(
        "vault", overwrites={community.guild.default_role: hidden, insiders: seen}
    )
    shelf = ChannelId(str(vault.id))
    await community.casebook.set_settings(community.store, ChannelSettings(shelves=(shelf,)))
    paste = Paste(raw=LIQUOR, saved_by=str(eve.id), saved_at=community.env.now())
    await community.casebook.save(shelf, paste)
    public = await case(community, "Kweichow Moutai")
    assert "holds no arguments on Kweichow Moutai" in shown(public)
    pressed = button(public, "From other shelves")
    assert "走廊" in shown(await eve.click(answer_of(public), custom_id=pressed))
    theirs = shown(await community.ben.click(answer_of(public), custom_id=pressed))
    assert "走廊" not in theirs
    assert "no longer keep" in theirs


async def test_a_case_in_taiwans_wording_has_no_english(community: Community) -> None:
    await community.saved(LIQUOR)
    with spoken(community.env, "zh-TW"):
        text = shown(await case(community, "Kweichow Moutai"))
        none = shown(await case(community, "Tesla"))
    assert "看空" in text
    assert "走廊" in text
    assert english(text) == []
    assert english(none) == []


async def test_a_case_comes_in_the_language_that_is_set(community: Community) -> None:
    await both_sides(community)
    await community.casebook.set_settings(community.store, ChannelSettings(answer_in=Locale.SIMPLIFIED))
    assert "看多与看空的理由" in shown(await case(community))


def answer_of(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


def labels(result: InteractionResult) -> list[str]:
    return [part["label"] for part in parts(answer_of(result).message) if "label" in part]


def quoting(evidence: Evidence, quote: str) -> Evidence:
    return evidence.model_copy(update={"argument": evidence.argument.model_copy(update={"quote": quote})})


def quotes_of(points: list[Point]) -> list[str]:
    return [one.argument.quote for point in points for one in point.evidence]


def sent(card: Card) -> dict[str, object]:
    components: list[dict[str, object]] = card.to_components()  # type: ignore[no-untyped-call]
    return {"flags": 1 << 15, "components": components}
