"""Sentences that let the quotes speak, and say whose they are."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.compose import ExtractiveComposer
from bot.answers.fold import fold
from bot.answers.retrieve import Retrieved
from bot.answers.shorten import LONGEST, shortened
from bot.domain.answer import DraftSentence
from bot.domain.argument import Aspect, Stance
from bot.domain.question import Asks, Query
from bot.domain.text import Language, Locale
from storage import Scope
from tests.answers.given import BYD, View, by, evidence

BEAR = by("quietgarage", View("A label built on lap times does not carry a family car.", aspect=Aspect.BRAND))


PLAIN = Query(text="?", language=Language.ENGLISH, locale=Locale.ENGLISH)
CHINESE = Query(text="?", language=Language.CHINESE, locale=Locale.SIMPLIFIED)
TRADITIONAL = CHINESE.model_copy(update={"locale": Locale.TRADITIONAL})


async def composed(*views: View, asked: Query = PLAIN, together: bool = False) -> list[str]:
    numbers = list(range(1, len(views) + 1))
    copies = (tuple(numbers),) if together else tuple((n,) for n in numbers)
    offered = tuple(evidence(n, view) for n, view in zip(numbers, views, strict=True))
    draft = await ExtractiveComposer().compose(Retrieved(asked, Scope(), offered, copies))
    assert [sentence.citations for sentence in draft.sentences] == list(copies)
    return [_text(sentence) for sentence in draft.sentences]


def _text(sentence: DraftSentence) -> str:
    return sentence.text


async def test_a_sentence_says_who_on_which_side_of_what() -> None:
    quote = BEAR.quote
    assert await composed(BEAR) == [f"quietgarage argues against Xiaomi Auto on brand: “{quote}”"]
    assert await composed(BEAR, asked=CHINESE) == [f"quietgarage看空小米汽车（品牌）：“{quote}”"]
    assert await composed(BEAR, asked=TRADITIONAL) == [f"quietgarage看空小米汽車（品牌）：「{quote}」"]


async def test_a_quote_keeps_its_script() -> None:
    view = by("山脚下", View("电池成本跌了两成。", BYD, Stance.BULL))
    assert await composed(view, asked=TRADITIONAL) == ["山脚下看多比亞迪：「电池成本跌了两成。」"]


async def test_an_aspect_that_is_none_is_not_named() -> None:
    view = by("ann", View("Orders halved.", BYD, Stance.NEUTRAL))
    assert await composed(view) == ["ann weighs BYD: “Orders halved.”"]


async def test_nobody_is_named_where_nobody_is_known() -> None:
    view = View("Orders halved.", holder=None, author=None)
    assert await composed(view) == ["An unnamed author argues against Xiaomi Auto: “Orders halved.”"]
    assert await composed(view, asked=CHINESE) == ["未署名作者看空小米汽车：“Orders halved.”"]


async def test_who_reports_a_view_is_told_apart_from_who_holds_it() -> None:
    reported = View("Orders halved.", holder="the bears", author="ann")
    nameless = View("Orders halved.", holder=None, author="ann")
    assert await composed(reported, nameless) == [
        "the bears (reported by ann) argue against Xiaomi Auto: “Orders halved.”",
        "Someone reported by ann argues against Xiaomi Auto: “Orders halved.”",
    ]


@pytest.mark.parametrize("camp", ["Bulls", "the bears", "Tesla shorts", "short sellers", "空头"])
async def test_a_camp_is_many(camp: str) -> None:
    assert await composed(by(camp, View("Orders halved.", BYD))) == [f"{camp} argue against BYD: “Orders halved.”"]


async def test_who_says_it_in_person_is_not_told_as_reported() -> None:
    views = [View("Orders halved.", holder="ann", author="ben"), by("ann", View("Orders halved."))]
    assert await composed(*views, together=True) == ["ann argues against Xiaomi Auto: “Orders halved.”"]


async def test_what_several_say_is_said_once_by_all_of_them() -> None:
    views = [by(name, View("Orders halved.")) for name in ("ann", "ben", "cy", "ann")]
    assert await composed(*views, together=True) == [
        "ann, ben and cy argue against Xiaomi Auto: “Orders halved.”",
    ]
    assert await composed(*views, together=True, asked=CHINESE) == [
        "ann、ben和cy看空小米汽车：“Orders halved.”",
    ]


OF_TIME: list[dict[str, object]] = [{"asks": Asks.WHEN}, {"since": date(2025, 1, 1)}, {"until": date(2025, 12, 1)}]


@pytest.mark.parametrize("asked", OF_TIME)
async def test_a_question_of_time_is_answered_with_days(asked: dict[str, object]) -> None:
    dated = by("ann", View("Orders halved.", on=datetime(2025, 10, 4, 9, 30)))
    undated = by("ben", View("Prices fell."))
    english = await composed(dated, undated, asked=PLAIN.model_copy(update=asked))
    assert [text.split(":")[0] for text in english] == ["2025-10-04", "undated"]
    (chinese,) = await composed(dated, asked=CHINESE.model_copy(update=asked))
    assert chinese.startswith("2025年10月4日：ann")


def test_a_short_quote_is_shown_whole() -> None:
    assert shortened("Orders halved; prices fell.", ["prices"]) == "Orders halved; prices fell."


def test_a_long_quote_is_cut_between_clauses_around_what_was_asked() -> None:
    filler = "and the showroom was full of people, who looked at the seats, and left again, "
    quote = filler * 5 + "while the warranty excludes the battery, " + filler * 5
    cut = shortened(quote, ["warranty"])
    assert "the warranty excludes the battery" in cut
    assert len(cut) <= LONGEST
    assert cut in quote
    assert quote[quote.index(cut) + len(cut)] == ","


@given(st.lists(st.sampled_from(["orders fell", "订单减半", "prices rose 3%", "毛利率下降"]), min_size=1, max_size=80))
def test_a_shortened_quote_is_a_stretch_of_the_quote(clauses: list[str]) -> None:
    quote = "，".join(clauses)
    cut = shortened(quote, ["毛利"])
    assert cut in quote
    assert all(clause in clauses for clause in fold(cut).split(","))
