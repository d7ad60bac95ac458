"""`/debate`: both sides aspect by aspect, who answers whom, and what nobody has answered."""

import re
from datetime import date

import discord
from simcord.results import InteractionResult, ResponseMessage

from bot.casebook import CaseQuery, PostQuery
from bot.cogs.cards.debate_text import NAMED, Telling, debate_pages
from bot.cogs.cards.sources import Reader
from bot.cogs.surface.card import Card
from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Confrontation, Debate, Point, PointId
from bot.domain.receipt import Listed
from bot.domain.settings import ChannelSettings
from bot.domain.text import Locale
from tests.cogs.altered import permitted, spoken
from tests.cogs.arguing import debate, much, post
from tests.cogs.chinese import english
from tests.cogs.reading import LIQUOR, Community, button, labels, press, shown, text_of
from tests.wire.limits import message_faults

BEAR = "The brand is too narrow: Xiaomi promises speed, and families do not trust a brand of speed."
BULL = "The brand is strong: Xiaomi's customers are loyal, and the brand wins trust with every phone."
ALONE = "Xiaomi Auto's gross margin keeps falling, because memory chips cost twice what they did."

TODAY = date(2026, 1, 1)


async def both_sides(community: Community) -> None:
    for author, body in (("Anna Reed", BEAR), ("Cora Vance", BULL), ("Dag Holm", ALONE)):
        await community.saved(post(author, body))


async def test_a_debate_begins_with_its_state_in_counts_and_what_nobody_has_answered(community: Community) -> None:
    await both_sides(community)
    result = await debate(community)
    text = shown(result)
    assert not result.ephemeral
    assert "Bulls: 1 point by 1 person, 0 unanswered · Bears: 2 points by 2 people, 1 unanswered" in text
    assert f"Nobody has answered:\n▼ “{ALONE}” [3]\n### Brand" in text


async def test_bulls_and_bears_stand_under_the_aspect_that_they_speak_of(community: Community) -> None:
    await both_sides(community)
    text = shown(await debate(community))
    order = ["### Brand", f"▲ **“{BULL}”** [1]", f"▼ **“{BEAR}”** [2]", "### Margins", f"▼ **“{ALONE}”** [3]"]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)


async def test_each_point_says_what_answers_it_or_that_nobody_has(community: Community) -> None:
    await both_sides(community)
    bull, bear, alone = re.split(r"\n[▲▼] \*\*", shown(await debate(community)))[1:]
    assert f"answered by: “{BEAR}” [2]" in bull
    assert f"answered by: “{BULL}” [1]" in bear
    assert "nobody has answered this" in alone


async def test_it_gives_no_verdict(community: Community) -> None:
    await both_sides(community)
    text = shown(await debate(community))
    assert re.findall(r"(?i)\b(wins the|winning|stronger|weaker case|verdict|should (?:buy|sell)|score)\b", text) == []


async def test_where_every_point_has_an_answer_that_is_said(community: Community) -> None:
    for author, body in (("Anna Reed", BEAR), ("Cora Vance", BULL)):
        await community.saved(post(author, body))
    text = shown(await debate(community))
    assert "Every point has an answer." in text
    assert "obody has answered" not in text


async def test_many_unanswered_points_are_named_a_few_and_counted(community: Community) -> None:
    found = await filled(community, unanswered=NAMED + 4)
    text = text_of(debate_pages(Telling(found, Reader(Locale.ENGLISH, TODAY)))[0])
    assert text.count("\n▲ “") == NAMED
    assert "▲ and 4 more" in text


async def test_points_that_are_told_no_more_are_counted_by_side(community: Community) -> None:
    found = await filled(community, unanswered=2)
    more = found.model_copy(update={"more": {Stance.BEAR: 12}})
    cards = debate_pages(Telling(more, Reader(Locale.ENGLISH, TODAY)))
    assert "▼ and 12 weaker points" in text_of(cards[-1])


async def test_a_subject_that_nothing_is_held_on_gets_the_nearest_that_is(community: Community) -> None:
    await both_sides(community)
    text = shown(await debate(community, "Tesla"))
    assert "holds no arguments on Tesla" in text
    assert "Xiaomi" in text


async def test_a_name_that_nobody_has_is_said_in_one_clear_line(community: Community) -> None:
    assert r"no company called “Qwert\*yz”" in shown(await debate(community, "Qwert*yz"))


async def test_subjects_are_offered_while_they_are_typed(community: Community) -> None:
    await both_sides(community)
    offered = await community.ada.autocomplete(community.channel, "debate", "subject", "xia")
    assert [choice["name"] for choice in offered] == ["Xiaomi", "Xiaomi Auto"]


async def test_pages_hold_every_point_once_and_work_after_a_restart(community: Community) -> None:
    await much(community)
    public = await debate(community, "Tencent")
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    texts, result = [shown(public)], public
    while "Next" in labels(result):
        result = await press(community.ben, result, "Next")
        assert result.ephemeral
        texts.append(shown(result))
    points = [line for text in texts for line in text.splitlines() if line.startswith(("▲ **", "▼ **"))]
    numbers = re.findall(r"^-# \*\*\[(\d+)\]", "\n".join(texts), flags=re.MULTILINE)
    assert len(texts) > 1
    assert len(points) == len(set(points))
    assert f"in {len(points)} points." in texts[0]
    assert [int(number) for number in numbers] == list(range(1, len(numbers) + 1))
    assert shown(public) == texts[0]


async def test_long_quotes_page_within_the_limits_and_none_is_lost(community: Community) -> None:
    await both_sides(community)
    found = await community.casebook.debate(community.store, CaseQuery("Xiaomi"))
    said = "這家公司的" * 60
    point = found.aspects[0].bull[0]
    pairs = tuple(
        Confrontation(
            aspect=aspect,
            bull=(saying(point, f"{said}{aspect}a"), saying(point, f"{said}{aspect}b")),
            bear=(saying(point, f"{said}{aspect}c"), saying(point, f"{said}{aspect}d")),
        )
        for aspect in list(Aspect)[:10]
    )
    for locale in Locale:
        cards = debate_pages(Telling(found.model_copy(update={"aspects": pairs}), Reader(locale, TODAY)))
        assert [fault for card in cards for fault in message_faults(sent(card))] == []
        text = "\n".join(str(sent(card)) for card in cards)
        told = [one.text for pair in pairs for one in (*pair.bull, *pair.bear)]
        assert [quote for quote in told if quote not in text] == []


async def test_a_quote_acts_neither_as_a_points_words_nor_where_another_names_it(community: Community) -> None:
    await both_sides(community)
    found = await community.casebook.debate(community.store, CaseQuery("Xiaomi"))
    acting = "@everyone **buy** [now](https://example.org) ||or never|| # never <@123>"
    pairs = tuple(
        pair.model_copy(update={"bull": tuple(saying(one, acting) for one in pair.bull)}) for pair in found.aspects
    )
    [card] = debate_pages(Telling(found.model_copy(update={"aspects": pairs}), Reader(Locale.ENGLISH, TODAY)))
    text = text_of(card)
    assert text.count(r"\@everyone \*\*buy\*\* \[now\]") == 2
    assert "@everyone **" not in text
    assert "[now](" not in text


async def test_a_page_of_a_debate_that_is_gone_says_so(community: Community) -> None:
    await much(community)
    public = await debate(community, "Tencent")
    await community.casebook.forget_mine(community.store, str(community.ada.id))
    assert "no longer keep" in shown(await press(community.ben, public, "Next"))


async def test_a_page_shows_nothing_to_who_lost_sight_of_the_channel(community: Community) -> None:
    await much(community)
    public = await debate(community, "Tencent")
    with permitted(community.env, discord.Permissions.none()):
        assert "Tencent" not in shown(await press(community.ben, public, "Next"))


async def test_a_button_names_its_subject_by_a_digest_alone(community: Community) -> None:
    await much(community)
    assert re.fullmatch(r"cb:debate:[0-9a-f]{8}:1", button(await debate(community, "Tencent"), "Next"))


async def test_a_debate_is_taken_back_once_something_that_it_cites_is_deleted(community: Community) -> None:
    await both_sides(community)
    public = await debate(community)
    standing = await community.casebook.shown_at(community.store, str(answer_of(public).id))
    assert standing is not None
    assert len(standing.cited) == 3
    [post_id] = [one.post.post_id for one in await listed(community) if one.post.author == "Dag Holm"]
    asked = await community.mod.slash(community.channel, "forget", post=post_id)
    await press(community.mod, asked, "Delete")
    [left] = [one for one in community.channel.history() if one.id == answer_of(public).id]
    assert ALONE not in shown(left)
    assert "What do both sides of Xiaomi argue" in shown(left)


async def test_a_debate_in_taiwans_wording_has_no_english(community: Community) -> None:
    await community.saved(LIQUOR)
    with spoken(community.env, "zh-TW"):
        text = shown(await debate(community, "Kweichow Moutai"))
        none = shown(await debate(community, "Tesla"))
    assert "看空：" in text
    assert "沒有人回應" in text
    assert english(text) == []
    assert english(none) == []


async def test_a_debate_comes_in_the_language_that_is_set(community: Community) -> None:
    await both_sides(community)
    await community.casebook.set_settings(community.store, ChannelSettings(answer_in=Locale.SIMPLIFIED))
    assert "多空双方逐项对照" in shown(await debate(community))


async def filled(community: Community, unanswered: int) -> Debate:
    """A debate in which as many points of bulls have no answer, all those of one aspect."""
    await both_sides(community)
    found = await community.casebook.debate(community.store, CaseQuery("Xiaomi"))
    alone = found.aspects[0].bull[0].model_copy(update={"answered_by": ()})
    bull = tuple(alone.model_copy(update={"point_id": PointId(f"p{n}")}) for n in range(unanswered))
    standing = found.bull.model_copy(update={"points": unanswered, "unanswered": unanswered})
    pair = Confrontation(aspect=Aspect.BRAND, bull=bull, bear=())
    return found.model_copy(update={"aspects": (pair,), "bull": standing})


def saying(point: Point, quote: str) -> Point:
    [first, *_] = point.evidence
    argument = first.argument.model_copy(update={"quote": quote})
    return point.model_copy(
        update={
            "point_id": PointId(quote),
            "text": quote,
            "evidence": (first.model_copy(update={"argument": argument}),),
            "answered_by": (),
        }
    )


async def listed(community: Community) -> list[Listed]:
    return await community.casebook.posts(community.store, PostQuery())


def answer_of(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


def sent(card: Card) -> dict[str, object]:
    components: list[dict[str, object]] = card.to_components()  # type: ignore[no-untyped-call]
    return {"flags": 1 << 15, "components": components}
