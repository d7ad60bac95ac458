"""Sentences in which somebody admits to have changed their mind; and the many that only look like it."""

import pytest

from bot.answers.admitting import admissions_in
from bot.domain.argument import Stance


@pytest.mark.parametrize(
    ("sentence", "now"),
    [
        ("I was wrong about Xiaomi's cars.", None),
        ("I was wrong on BYD: the price war ended sooner than I feared.", None),
        ("I've changed my mind on Tesla after the last recall.", None),
        ("After that call I have changed my view.", None),
        ("I stand corrected.", None),
        ("I take back what I said in spring.", None),
        ("I'm no longer bullish on Xiaomi.", Stance.BEAR),
        ("No longer bullish here, the margin is gone.", Stance.BEAR),
        ("I used to be a bull, but the debt keeps rising.", Stance.BEAR),
        ("I've turned bearish since the factory burnt.", Stance.BEAR),
        ("I am no longer bearish on it.", Stance.BULL),
        ("I was bearish until the new plant opened.", Stance.BULL),
        ("I have turned bullish after the buyback.", Stance.BULL),
        ("我之前看错了小米汽车。", None),
        ("我错了，需求比我想的好得多。", None),
        ("看了财报，我改变了看法。", None),
        ("我收回之前的判断。", None),
        ("我不再看好小米。", Stance.BEAR),
        ("现在不再看好它的品牌。", Stance.BEAR),
        ("我已经转为看空。", Stance.BEAR),
        ("我不再看空比亚迪。", Stance.BULL),
        ("今天起我空翻多。", Stance.BULL),
        ("我不再看好這家公司，毛利一路往下。", Stance.BEAR),
    ],
)
def test_an_admission_is_heard_with_its_side(sentence: str, now: Stance | None) -> None:
    body = f"Some words before it. {sentence} And some after it."
    [found] = admissions_in(body)
    assert found.now is now
    assert found.span.of(body).rstrip("。.") in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Was I wrong about Xiaomi?",
        "If I was wrong about Xiaomi, I will say so.",
        "Maybe I was wrong about the brand.",
        "People say I was wrong about Xiaomi.",
        "You told me I was wrong on BYD.",
        "I haven't changed my mind on Tesla.",
        "I was not wrong about the debt.",
        "Nothing has changed my mind.",
        "I was wrong on the timing, the thesis is the same.",
        "I was wrong about the quarter, still bullish.",
        "The bears were wrong.",
        "Analysts changed their minds.",
        "The CEO admits that he was wrong.",
        "Wrong pedals were fitted.",
        "They no longer make that model.",
        "Prove me wrong.",
        "市场不再看好小米。",
        "机构不再看好它的汽车业务。",
        "他改变了看法。",
        "我没有改变看法。",
        "我不会改变我的判断。",
        "如果我看错了，我会承认。",
        "是不是我看错了？",
        "很多人说我错了。",
        "你看错了。",
        "也许我错了。",
        "我看错了时间，但仍然看好。",
        "空头看错了。",
        "分析师转为看空。",
    ],
)
def test_what_only_looks_like_it_is_none(sentence: str) -> None:
    assert admissions_in(f"Some words before it. {sentence} And some after it.") == []
