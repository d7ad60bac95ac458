"""A pasted post is told from a question and from talk, at once, in English and both scripts of Chinese."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.looks import LONG, looks_pasted
from tests.timing import seconds

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*/*.txt"))
SHORT = {("generic", "no_header"), ("guba", "adr_board")}
"""Samples that nothing tells from what somebody says: two sentences without a header."""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_copied_post_of_every_platform_looks_pasted(path: Path) -> None:
    assert looks_pasted(path.read_text(encoding="utf-8")) is ((path.parent.name, path.stem) not in SHORT)


@pytest.mark.parametrize(
    "text",
    [
        "Ines Calloway\n2025-11-23\nMargins at Costco are too thin for this price.",
        "慢慢变富的老周\n2025-11-20 09:15\n茅台的批价还在跌。",
        "慢慢變富的老周\n2025-11-20 09:15\n茅台的批價還在跌。",
        "作者：南山茶客\n日期：2025-11-19\n白酒的库存还没有消化完。",
        "码头上的灯\n2025-11-18 21:40 · 来自雪球\n$比亚迪(SZ002594)$ 海外卖得好，国内呢？",
        "$SNAP horrible app, nobody I know uses it any more, and they will be bankrupt by Friday for sure 😂",
        "The second factory opens in spring and will double what they can build in a year, while orders have not grown "
        "for three quarters. They will either cut prices again or let half of it stand idle, and both end up in "
        "the margin. I would rather wait for the first quarter in which the new lines are written down.",
        "今年的销量靠的是补贴，补贴年底就退了，明年一季度的基数又高，所以我觉得增速会掉得很难看。管理层在电话会上只讲新车，"
        "不讲库存，也不讲经销商的返利，这种话术我见得多了。等库存真正降到一个半月以下，我再考虑买回来，现在这个价格没有安全边际，"
        "宁可错过也不冒险。上一轮补贴退的时候就是这样走的。",
        "今年的銷量靠的是補貼，補貼年底就退了，明年一季度的基數又高，所以我覺得增速會掉得很難看。管理層在電話會上只講新車，"
        "不講庫存，也不講經銷商的返利，這種話術我見得多了。等庫存真正降到一個半月以下，我再考慮買回來，現在這個價格沒有安全邊際，"
        "寧可錯過也不冒險。上一輪補貼退的時候就是這樣走的。",
    ],
)
def test_a_post_looks_pasted(text: str) -> None:
    assert looks_pasted(text)


def test_a_long_post_may_end_in_a_question() -> None:
    sentence = (
        "Each of the {} plants loses money, and the debt that paid for plant number {} falls due before it opens. "
    )
    post = "".join(sentence.format(n, n + 1) for n in range(8))
    assert looks_pasted(post + "What do you think?")


@pytest.mark.parametrize(
    "text",
    [
        "what is the bear case on Xiaomi Auto, and who says so?",
        "What did tidewatcher say on 2025-11-18?",
        "I keep reading that the car business is about to make money.\n\nWho here disagrees with that, and since when?",
        "I have held Costco for nine years and it has been kind to me, but every second post here says that the price "
        "is mad and that the fees can't go up for ever. I don't need a forecast or anybody's target.\n\n"
        "What exactly do the people who sold it say, and has anybody answered them? Thanks!",
        "小米汽车的看空理由是什么？",
        "小米汽車的看空理由是什麼？誰說的？",
        "我看了群里最近一周的讨论，感觉大家对比亚迪的海外销量分歧很大，有人说运费吃掉了利润，也有人说海外单车利润是国内的五倍。"
        "到底哪一边的数据更新，都是谁说的？",
        "@tidewatcher what do you think of $NVDA today",
        "谁看空 $BABA",
        "誰看空 $BABA",
        "$BABA(BABA.US) 怎么看",
        "https://xueqiu.com/1234567/890 是谁写的?",
    ],
)
def test_a_question_is_never_a_paste(text: str) -> None:
    assert not looks_pasted(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "thanks!",
        "ok\n\nbye\n\nsee you",
        "good morning all",
        "早上好\n今天开会\n晚点聊",
        "收到，謝謝",
        "$TSLA to the moon 🚀🚀🚀",
        "I sold $TSLA yesterday. Bearish",
        "lol " * 200,
        "🚀" * 400,
        "哈" * 400,
        "look at https://xueqiu.com/1234567/890",
        "https://example.com/" + "a" * 400,
        " ".join(["https://example.com/a/long/address/of/an/article"] * 12),
        " ".join(["<@123456789012345678>"] * 40),
        "hello @bob",
    ],
)
def test_small_talk_and_links_are_no_paste(text: str) -> None:
    assert not looks_pasted(text)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(max_size=600) | st.text(alphabet="a$@#<>?？:/.\n- 1月3h天，", max_size=600))
def test_any_text_is_one_or_the_other(text: str) -> None:
    assert looks_pasted(text) in (True, False)


@pytest.mark.parametrize(
    "unit", ["a b ", "价", "\n", "http://", "<", "? ", "@a: ", "$A ", "<div>", "- 3h\n", "> ", "&amp;", "[x](", "2025-"]
)
def test_a_long_message_is_judged_at_once(unit: str) -> None:
    looks_pasted(unit * LONG)  # what is loaded once a process is not measured
    long = unit * (400_000 // len(unit))
    assert seconds(partial(looks_pasted, long[:4_000]), tries=3) + seconds(partial(looks_pasted, long), tries=3) < 0.04
