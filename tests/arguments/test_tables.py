"""What the hand-written tables and rules say of single sentences."""

import pytest

from bot.arguments.features import Reader, simplified
from bot.arguments.heads import Heads
from bot.arguments.judging import Rules
from bot.arguments.lexicon import NAMES, Lexicon
from bot.arguments.speech import Speech
from bot.domain.argument import Stance


def balance(text: str) -> float:
    return float(Lexicon().polarity(simplified(text))[NAMES.index("balance")])


@pytest.mark.parametrize(
    "text",
    [
        "loyal customers and a strong moat",
        "margins rose again",
        "debt fell by half",
        "毛利率提升了",
        "库存下降",
        "龍頭優勢穩固",
        "not overvalued",
    ],
)
def test_good_words_and_good_moves_weigh_for(text: str) -> None:
    assert balance(text) > 0


@pytest.mark.parametrize(
    "text",
    [
        "weak brand and price war",
        "margins fell again",
        "debt rose by half",
        "毛利率下降",
        "库存提升了",
        "商譽減值",
        "not cheap",
    ],
)
def test_bad_words_bad_moves_and_denied_good_ones_weigh_against(text: str) -> None:
    assert balance(text) < 0


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("It trades at 45 times earnings", -1),
        ("It trades at 9x earnings", 1),
        ("四十倍的市盈率", -1),
        ("市盈率只有七倍", 1),
        ("0.7 times book", 1),
        ("12 times sales", -1),
        ("20 times earnings", 0),
    ],
)
def test_a_multiple_speaks_for_itself(text: str, side: int) -> None:
    assert Reader.load().numbers.of(simplified(text))[0] == side


@pytest.mark.parametrize(
    ("text", "holder", "side", "rest"),
    [
        ("Bulls argue that demand is back", "Bulls", Stance.BULL, "demand is back"),
        ("According to Goldman Sachs, demand is back", "Goldman Sachs", None, "demand is back"),
        ("看空的人总说需求已经见顶了", "看空的人", Stance.BEAR, "需求已经见顶了"),
        ("管理层表示明年产能翻倍", "管理层", None, "明年产能翻倍"),
        ("Everyone says demand is back", None, None, "demand is back"),
    ],
)
def test_who_speaks_is_read_off_the_introduction(text: str, holder: str | None, side: Stance | None, rest: str) -> None:
    spoken = Speech.load().introduction(text)
    assert spoken is not None
    assert (spoken.holder, spoken.side, text[spoken.length :]) == (holder, side, rest)


@pytest.mark.parametrize(
    "text",
    ["I think that demand is back", "我认为需求回来了", "This says a lot about demand", "Demand is back, bulls say"],
)
def test_an_author_s_own_view_has_no_introduction(text: str) -> None:
    assert Speech.load().introduction(text) is None


def test_please_keep_selling_is_a_buyer_s_joke() -> None:
    text = simplified("Awful company, bankrupt by Friday, do keep selling so that I get more of it")
    assert Rules.load().odds(text, Heads.load().facts.rules) > 0


def test_no_pattern_takes_long_on_hostile_text() -> None:
    rules, speech, reader, trust = Rules.load(), Speech.load(), Reader.load(), Heads.load().facts.rules
    for unit in ("A" * 400, "A. " * 133, "空头说" * 133, "if " * 133, "跌到" * 200, "1 " * 200, "a'" * 200):
        plain = simplified(unit)
        assert speech.spoken(unit) is None or len(unit) > 0
        assert abs(rules.odds(plain, trust)) < 10
        assert len(reader.words(plain)) > 0
