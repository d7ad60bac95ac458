"""A paste whose line ends became spaces is read as its platform wrote it, or has no author; prose never gains one."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.post import PostDraft, Reading
from bot.errors import NothingToSave
from bot.intake.line_ends import restore_line_ends
from bot.intake.mend import mend
from bot.intake.read import read
from tests.intake.test_headers import BODIES, HEADERS

SAMPLES = Path(__file__).parent.parent / "samples"
PATHS = sorted(SAMPLES.glob("*/*.txt"))


def spaced(paste: str) -> str:
    """Each line end as a space: a blank line leaves two."""
    return re.sub(r"\r\n|[\r\n]", " ", paste).strip()


def collapsed(paste: str) -> str:
    """Each run of white space as one space."""
    return " ".join(paste.split())


FLATTENED = pytest.mark.parametrize("flatten", [spaced, collapsed])
Flatten = Callable[[str], str]

NOT_TOLD = {
    ("tiger/paragraphs", collapsed): "without blank lines a tagged paragraph of one's own looks like the next sentence",
}
"""Flattened samples in which fewer posts are read, and why; what is read in them is right."""


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def shown(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    return [(post.platform.value, post.author, date_of(post)) for post in reading.posts]


def date_of(post: PostDraft) -> str | None:
    return post.published_at.isoformat() if post.published_at else None


@FLATTENED
@pytest.mark.parametrize("path", PATHS, ids=named)
def test_a_flattened_sample_has_the_posts_authors_and_dates_of_the_sample(path: Path, flatten: Flatten) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    reading = read(flatten(path.read_text(encoding="utf-8")))
    wanted = [(post["platform"], post["author"], post["published_at"]) for post in expected["posts"]]
    if (named(path), flatten) in NOT_TOLD:
        assert shown(reading) == wanted[: len(reading.posts)]
        return
    assert shown(reading) == wanted
    assert [post.quotes for post in reading.posts] == [post["quotes"] for post in expected["posts"]]
    bodies = "\n".join(post.body for post in reading.posts)
    assert [words for words in expected["never_words"] if words in bodies] == []


@FLATTENED
@pytest.mark.parametrize("path", PATHS, ids=named)
def test_the_segments_of_a_flattened_sample_cover_its_text(path: Path, flatten: Flatten) -> None:
    flat = flatten(path.read_text(encoding="utf-8"))
    reading = read(flat)
    assert "".join(segment.span.of(reading.text) for segment in reading.segments) == reading.text
    assert reading.text.split() == mend(flat).split()


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_a_sample_that_has_its_line_ends_stays_as_it_is(path: Path) -> None:
    text = mend(path.read_text(encoding="utf-8"))
    assert restore_line_ends(text) == text


@FLATTENED
@pytest.mark.parametrize(("platform", "author", "published_at", "form"), HEADERS)
def test_a_flattened_header_is_read_right_or_not_at_all(
    platform: str, author: str | None, published_at: str | None, form: str, flatten: Flatten
) -> None:
    (post,) = read(flatten(form.format(**BODIES))).posts
    assert post.author in (author, None)
    assert date_of(post) in (published_at, None)
    assert post.author is None or post.platform.value == platform


@pytest.mark.parametrize(("flatten", "least"), [(spaced, 0.95), (collapsed, 0.85)])
def test_most_flattened_headers_are_read_whole(flatten: Flatten, least: float) -> None:
    read_whole = [
        shown(read(flatten(form.format(**BODIES)))) == [(platform, author, published_at)]
        for platform, author, published_at, form in HEADERS
    ]
    assert sum(read_whole) >= least * len(HEADERS)


THREADS = {
    "guba with badges": """韭菜盒子
+ 关注
吧龄 6.2年 影响力 ★★★☆
发表于 2026-03-02 10:12:33 股吧网页版
阅读 1203 评论 8

$隆基绿能(SH601012)$ 组件价格又跌了一轮，产能出清还早，这波反弹我不追
一线的兄弟说排产还在降

全部评论 2
小鱼儿
吧龄 3.1年 影响力 ★★
发表于 2026-03-02 11:02:10 东方财富iPhone版
你说的是上个月的事了，这个月排产已经上来了，硅料也止跌了
老范
发表于 2026-03-02 11:32:44 股吧网页版
排产上来是抢出口，四月之后看你还笑不笑得出来""",
    "xueqiu with comments": """老韭菜
关注
2026-03-02 10:12 · 来自雪球

$宁德时代(SZ300750)$ 储能订单翻倍，海外工厂投产，毛利率稳住了
转发 3 · 讨论 12 · 赞 40
张大锤
03-02 11:01 · 来自iPhone
储能的毛利率其实在降，只是被电池摊平了
李小福
03-02 12:40 · 来自Android
你看的是老数据，新的一季已经回来了""",
    "reddit with comments": """r/investing
•
5h ago
cargo_shorts_88

Maersk is a melting ice cube with a dividend
Discussion

Spot rates are back to where they were before the strikes. New ships arrive every month until 2028
I hold none of it

Upvote
212
Downvote

tugboat_annie
•
4h ago
Nobody scraps old ships at these prices, so the glut gets worse

Upvote
23
Downvote
Reply
mr_ballast
OP
•
3h ago
exactly, and the order book is still at a quarter of the fleet""",
    "answers on x": """Elena Marsh
@elenamarsh
·
Nov 3
Ocado is a software company that happens to own fridges. $OCDO
Barry Stone
@bstone_
·
Nov 3
Replying to @elenamarsh
The fridges are the cost, the software is the promise.
Elena Marsh
@elenamarsh
·
Nov 4
Promise pays 60 million in fees this year""",
    "a quote on x": """一只特立独行的猪
@pig_bull
·
1月14日
$TSM 的先进封装排到明年底，价格还在涨。這一點市場還沒算進去
引用
半導體老兵
@chipvet
·
1月13日
封裝漲價是一次性的，別當成長期毛利""",
    "a chat of wechat": """张三 2026-01-14 10:31:22
理想的库存又上来了，门店里都在送保养
李四 2026-01-14 10:33:05
送保养是去年的事，今年直接降价
张三 2026-01-14 10:35:41
降价更糟，毛利守不住""",
    "a chat of whatsapp": """[14/01/2026, 10:31] Raj Patel: Tata sold fewer cars but each one at a higher price
[14/01/2026, 10:33] Mei: mix is one thing, the discount at the dealer is another
[14/01/2026, 10:35] Raj Patel: discounts were cut in half since autumn""",
    "stocktwits": """tape_eater
Bullish
1/14/26, 09:41 AM
$CELH shelf resets start in march, new facings in both chains
3
12
frothy_joe
1/14/26, 09:55 AM
$CELH they said that last march too
sunny_d
Bearish
2h
$CELH short until I see it in the scanner data""",
    "tiger": """quiet_goat
01-07 09:14
$Tesla Motors(TSLA)$ price war in China, weak Europe. Another leg down is likely.
quiet_goat
01-05 08:02
$NIO Inc.(NIO)$ swaps are a moat only if somebody else pays for the stations.""",
    "a repost on longport": """河马先生
2026.02.03 21:40

$泡泡玛特(09992.HK) 海外的店效翻倍，国内靠上新撑着，我觉得还能走一年

LongPort - 沙丁鱼罐头
沙丁鱼罐头

潮玩的热度来得快去得也快，二手价已经掉了三成""",
    "a letter": """From: Greta Holm <greta@northpier.example>
Sent: Monday, January 12, 2026 8:05 AM
To: Reading group
Subject: Elevators

Dear all,

Kone earns two thirds of its profit on maintenance, and the contracts outlive the managers who signed them.""",
}
"""Posts of several people, as their platforms show them."""


@FLATTENED
@pytest.mark.parametrize("name", THREADS)
def test_several_peoples_flattened_posts_are_told_apart(name: str, flatten: Flatten) -> None:
    whole = read(THREADS[name])
    assert len({post.author for post in whole.posts}) > 1 or len(whole.posts) == 1 or name == "tiger"
    flat = read(flatten(THREADS[name]))
    assert shown(flat) == shown(whole)
    if flatten is spaced:  # else nothing says where a title ends and its flair begins
        assert [collapsed(post.body) for post in flat.posts] == [collapsed(post.body) for post in whole.posts]


def test_a_header_in_one_line_over_a_body_in_lines_is_read() -> None:
    body = "$贵州茅台(SH600519)$ 批价跌了\n\n渠道库存高。\n\n打款比去年慢了两个月。"
    (post,) = read(f"老张 2025-10-28 11:05 · 来自雪球 {body}").posts
    assert (post.author, date_of(post)) == ("老张", "2025-10-28T11:05:00")
    assert post.body == body


def test_a_speaker_whose_name_cant_be_told_has_no_name_and_keeps_the_words() -> None:
    flat = "gull — Today at 10:31 lidl opened two more in my town Big Tom — Today at 10:33 they own the land"
    assert [post.author for post in read(flat).posts] == ["gull", None]


NAMES = ("Lei Jun", "Marta Quill", "Tim Cook", "Tesla Motors", "quiet_goat", "雷军", "马化腾", "黃仁勳", "国泰航空")
DATES = ("2025-10-14", "2025-11-21 09:30", "14 October 2025", "Oct 14, 2025", "10/14/25, 10:24 AM", "3 days ago")
HAN_DATES = ("2025年10月14日", "2025-10-14", "2025-10-14 10:24", "10月14日", "昨天 21:14", "3小时前")
LEADS = ("", "I met ", "Then ", "As ", "The note by ", "It was said by ")
SAYINGS = ("said that", "told us that", "announced that", "in Berlin and then", "was clear:", "and the board agree:")
HAN_LEADS = ("", "我和", "据", "昨晚听", "后来")
HAN_SAYINGS = ("说", "表示", "宣布", "在深圳见面，他讲", "的讲话里，", "发文称")


@given(st.sampled_from(LEADS), st.sampled_from(NAMES), st.sampled_from(DATES), st.sampled_from(SAYINGS))
def test_a_date_in_an_english_sentence_is_no_header(lead: str, name: str, date: str, saying: str) -> None:
    assert_nobody(f"{lead}{name} {date} {saying} margins of $TSLA fall, and nobody in the room was surprised by it.")
    assert_nobody(f"On {date} {name} {saying} margins of $TSLA fall, and nobody in the room was surprised by it.")
    assert_nobody(f"I sold it all. {name} {date} {saying} margins of $TSLA fall, and I believe that for once.")


@given(st.sampled_from(HAN_LEADS), st.sampled_from(NAMES), st.sampled_from(HAN_DATES), st.sampled_from(HAN_SAYINGS))
def test_a_date_in_a_chinese_sentence_is_no_header(lead: str, name: str, date: str, saying: str) -> None:
    rest = "第二工厂春天开工，我这次信他，因为许可证已经下来了，产线也在招人，别的都是传言。"
    assert_nobody(f"{lead}{name}{date}{saying}{rest}")
    assert_nobody(f"{lead}{name} {date} {saying}{rest}")
    assert_nobody(f"在 {date} 的电话会上，{name}{saying}{rest}")
    assert_nobody(f"我减了一半。{name} {date} {saying}{rest}")


PROSE = [
    "The call on 2025-10-14 10:24 was short. Xiaomi told us that margins fall, and the stock fell with them.",
    "Thanks @nell_t for the pointer to $AAPL services, I think the growth rate is understated by the street.",
    "Nice thread @nell_tran Services at $AAPL grew again and I keep holding it for another year at least.",
    "As Nora Quill @quill_on_filings wrote on Mar 3 the consumption is picking up with every kind of customer.",
    "NVIDIA 2025-11-19 Earnings were fine, guidance was better, and the stock fell all the same because of the crowd.",
    "Apple Nov 21, 2025 The market fell again and the phone maker with it, so I bought some more of it for the kids.",
    "I turned Bullish 3d ago on $TSLA because the discounts ended, and the order book filled again in two weeks.",
    "user123 said 2025-10-14 10:24 that $TSLA margins fall and I agree with him on this one for once in a while.",
    "A report by Morgan Stanley 14 October 2025 shows that the share of Xiaomi in Europe fell once more.",
    "From: what I hear, the plant is late. To: my surprise nobody cares. Xiaomi is cheap at this price I would say.",
    "Subject: to approval the merger closes in May. Date: unknown. From: the filings one sees that cash is thin.",
    "r/wallstreetbets is full of $GME again. 3 days ago u/deepvalue posted a screenshot and all went mad about it.",
    "Reply 3 Share 5 is what I got for my last post on $AAPL, so nobody here seems to care for services at all.",
    "Xiaomi Group 2025-08-19 20:15 Results call: the car loss narrows, phones fall, and it is too expensive here.",
    "r/stocks 4d ago OpenAI is burning more cash than all of them and nobody on this board wants to hear about it.",
    "感谢 @nell_t 的分享，小米的毛利率下降得厉害，汽车业务亏损收窄，但是手机出货量也在往下走了。",
    "腾讯 2025-11-13 业绩会纪要：广告增长两成，游戏增长一成五，管理层说明年资本开支会继续增加的。",
    "小米 2025-08-19 财报显示毛利率下降，汽车业务亏损收窄，手机出货量也在往下走，我觉得估值偏高。",
    "3小时前 来自雪球的消息说茅台批价又跌了，经销商库存谁来消化，我看这个价格还没有到底的时候。",
    "王传福说 2026-03-27 09:02 之前不会降价，结果比亚迪还是降了，我觉得这个管理层的话只能听一半。",
    "作者：不详 时间：不详，这篇文章在群里转了很久，讲的是小米毛利率下降，我觉得有几分道理可以看看。",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_has_no_author(text: str) -> None:
    assert_nobody(text)
    assert_nobody(text.replace(". ", ".  "))


@pytest.mark.parametrize("date", ["2026-03-27 09:02", "—— 2026年3月27日 —— "])
def test_the_title_of_a_chat_is_nobody(date: str) -> None:
    posts = read(f"群聊“周末看盘”的聊天记录 {date} 大家都说不会降价，结果还是降了，管理层的话只能听一半。").posts
    assert [post.author for post in posts] == [None]


def assert_nobody(text: str) -> None:
    (post,) = read(text).posts
    assert (post.author, post.published_at) == (None, None), text


@pytest.mark.parametrize(
    "text", ["$AAPL services again, I keep it. 3h until the print, 12 calls", "小米又涨了 我还拿着 别劝我 2025 年见"]
)
def test_a_message_of_one_line_stays_as_it_is(text: str) -> None:
    assert restore_line_ends(text) == text
    assert read(text).text == text


PIECES = (
    *(
        "Nell Tran",
        "@nell",
        "·",
        "Oct 28, 2025",
        "3h",
        "quiet_goat",
        "Bearish",
        "r/stocks",
        "•",
        "4 mo. ago",
        "u/noodle",
    ),
    *(
        "老张",
        "2025-10-28 11:05",
        "来自雪球",
        "2025.10.28 11:05",
        "发表于",
        "+ 关注",
        "LongPort - 老王 老王",
        "portai",
        "12",
    ),
    *(
        "By Tobias Wren",
        "From: Ann <ann@x.example>",
        "Date: 2025-10-28",
        "作者：安",
        "Quote",
        "> so he said",
        "— Today at 10:31",
    ),
    *(
        "Margins fall.",
        "services grew again",
        "苹果的服务收入又涨了，",
        "$AAPL",
        "$贵州茅台(SH600519)$",
        "Like 3 Comment 1",
        "\n",
    ),
)


@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=14), st.sampled_from([" ", "  "]))
def test_nobody_is_read_whom_the_paste_does_not_name(pieces: list[str], gap: str) -> None:
    flat = gap.join(pieces)
    try:
        reading = read(flat)
    except NothingToSave:
        return
    text = collapsed(flat)
    assert [post.author for post in reading.posts if post.author is not None and post.author not in text] == []
    assert "".join(segment.span.of(reading.text) for segment in reading.segments) == reading.text
    assert reading.text.split() == flat.split()
