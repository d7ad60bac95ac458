"""Who holds a view that is only reported, wherever the sentence names them."""

import pytest

from bot.arguments.speech import Speech
from bot.domain.argument import Stance
from tests.arguments.conftest import Extract


@pytest.mark.parametrize(
    ("text", "holder", "side", "rest"),
    [
        ("The bear case is that demand has peaked", "bear", Stance.BEAR, "demand has peaked"),
        ("空头的逻辑是产能还要三年才能消化", "空头", Stance.BEAR, "产能还要三年才能消化"),
        ("据高盛测算，毛利率还能再高", "高盛", None, "毛利率还能再高"),
        ("一位渠道商说，仓库里的货够卖半年", "一位渠道商", None, "仓库里的货够卖半年"),
        ("My broker thinks the dividend is safe", "My broker", None, "the dividend is safe"),
        ("According to my broker, the dividend is safe", "my broker", None, "the dividend is safe"),
    ],
)
def test_an_introduction_names_the_holder(text: str, holder: str, side: Stance | None, rest: str) -> None:
    spoken = Speech.load().spoken(text)
    assert spoken is not None
    assert (spoken.holder, spoken.side, text[spoken.length :]) == (holder, side, rest)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Margins will widen next year, argues Morgan Stanley.", "Morgan Stanley"),
        ("Demand is back, bulls say", "bulls"),
        ("Demand is back, according to Goldman Sachs.", "Goldman Sachs"),
        ("Cash flow doubled, the company said on Tuesday.", "the company"),
        ("估值已经便宜，这是老王的观点。", "老王"),
    ],
)
def test_a_holder_named_behind_leaves_the_quote_whole(text: str, holder: str) -> None:
    spoken = Speech.load().spoken(text)
    assert spoken is not None
    assert (spoken.holder, spoken.length) == (holder, 0)


@pytest.mark.parametrize("text", ["The stock is cheap, I think.", "It is cheap, we think.", "我觉得很便宜"])
def test_the_author_is_nobody_s_reporter_by_saying_so(text: str) -> None:
    assert Speech.load().spoken(text) is None


async def test_what_the_bears_say_is_theirs_and_the_answer_the_author_s(extract: Extract) -> None:
    found = await extract("Bears say Nvidia's margins have peaked, but its order backlog doubled again last year.")
    assert [(one.draft.holder, one.draft.stance) for one in found] == [("Bears", Stance.BEAR), ("anna", Stance.BULL)]


async def test_a_house_named_behind_holds_the_view(extract: Extract) -> None:
    found = await extract("Nvidia's margins will expand by three points next year, argues Morgan Stanley.")
    assert [one.draft.holder for one in found] == ["Morgan Stanley"]
