"""A header is read in every form that people paste, and what it doesn't say stays unknown."""

import pytest

from bot.intake.read import read

BODIES = {
    "zh": "$贵州茅台(SH600519)$ 批价跌了，渠道库存高，今年的打款比去年慢了两个月，我不认为这是短期的事情。",
    "en": "$AAPL services grew again and the installed base is still rising, so I keep holding it for another year.",
    "tagged": "$Apple(AAPL.US) services grew again and the installed base is rising, so I keep holding it for a year.",
    "plain": "Services grew again at Apple and the installed base is rising, so I keep holding it for another year.",
    "plain_zh": "苹果的服务收入又涨了，装机量还在往上走，所以我打算再拿两年，等换机周期过去再看。",
}

HEADERS = [
    ("xueqiu", "老张", "2025-10-28T11:05:00", "老张\n2025-10-28 11:05\n来自雪球\n\n{zh}"),
    ("xueqiu", "老张", "2025-10-28T11:05:00", "老张\n发布于2025-10-28 11:05来自iPhone\n{zh}"),
    ("xueqiu", "老张", "2025-10-28T11:05:00", "老张\n修改于 2025-10-28 11:05 · 来自雪球\n{zh}"),
    ("xueqiu", "老张", "2025-10-28T11:05:00", "老张 2025-10-28 11:05 · 来自Android\n{zh}"),
    ("xueqiu", "老张", None, "老张\n10-28 11:05 · 来自雪球\n{zh}"),
    ("xueqiu", "老张", None, "老张\n今天 09:12 · 来自Android\n{zh}"),
    ("xueqiu", "老张", None, "老张 · 3小时前 · 来自iPhone\n{zh}"),
    ("xueqiu", "老张", None, "老张\n刚刚 · 来自雪球\n{zh}"),
    ("xueqiu", "老张", None, "老张\n10-28 11:05\n{zh}"),
    ("xueqiu", "老张", "2025-10-28T11:05:00", "老张\n\n2025-10-28 11:05 · 来自雪球\n\n酒的事\n\n{zh}"),
    ("xueqiu", "老张", "2025-10-28T11:05:00", "@老张\n2025-10-28 11:05 来自雪球\n{zh}"),
    ("xueqiu", None, None, "{zh}"),
    ("xueqiu", "老张", "2025-10-28T11:05:00", "老张：\n2025-10-28 11:05 · 来自雪球\n{zh}"),
    ("xueqiu", "老张", "2025-10-28T11:05:00", "酒的事\n老张\n2025-10-28 11:05 · 来自雪球\n{zh}"),
    ("xueqiu", "老张", "2025-10-28T11:05:00", "来自老张的雪球专栏\n老张\n2025-10-28 11:05\n{zh}"),
    ("xueqiu", "老张", "2025-10-28T11:05:00", "老张\n关注\n2025-10-28 11:05 · 来自雪球\n{zh}"),
    ("longport", "River", "2025-10-28T11:05:00", "River\n2025.10.28 11:05\n\n{tagged}"),
    (
        "longport",
        "River Stone",
        "2025-10-28T11:05:00",
        "River Stone\n2025.10.28 11:05\n\nWhy I sold\n\nportai\nI'm PortAI, I can summarize articles.\n\n{tagged}",
    ),
    ("longport", "River", "2025-10-28T11:05:00", "Why I sold\n\nRiver\n2025.10.28 11:05\n\n{tagged}"),
    ("longport", "River", "2025-10-28T11:05:00", "River\nFollow\n2025.10.28 11:05\n\n{tagged}"),
    ("longport", "River", "2025-10-28T11:05:00", "River 2025.10.28 11:05\n\n{tagged}"),
    ("longport", "River", None, "River\n3 hours ago\n\nportai\nI'm PortAI, I can summarize articles.\n\n{tagged}"),
    ("longport", None, None, "{tagged}"),
    ("generic", "股友abc", "2025-10-28T11:05:00", "标题一句\n股友abc\n发表于 2025-10-28 11:05:00 股吧网页版\n{zh}"),
    (
        "generic",
        "老王",
        "2025-10-28T11:05:00",
        "标题一句\n作者：老王\n时间：2025-10-28 11:05\n来自：东方财富网股吧\n{zh}",
    ),
    ("generic", "老王", "2025-10-28T11:05:00", "老王\n2025-10-28 11:05:00 来自 东方财富Android版\n{zh}"),
    ("stocktwits", "mike", "2025-10-28T11:05:00", "mike\nBullish\n10/28/25, 11:05 AM\n{en}"),
    ("stocktwits", "mike", "2025-10-28T11:05:00", "@mike\nBullish\nOct 28, 2025 11:05 AM\n{en}"),
    ("stocktwits", "mike", "2025-10-28T11:05:00", "mike\nOct 28, 2025 11:05 AM\nBullish\n{en}"),
    ("stocktwits", "mike", None, "mike\nBearish\n3h\n{en}"),
    ("stocktwits", "mike", None, "mike · 2h · Bearish\n{en}"),
    ("stocktwits", "mike", "2025-10-28T11:05:00", "mike (Bullish) 10/28/25, 11:05 AM\n{en}"),
    ("stocktwits", "mike", "2025-10-28T11:05:00", "mike\n10/28/2025, 11:05 AM\n{en}"),
    ("stocktwits", None, None, "{en}"),
    ("stocktwits", "mike", "2025-10-28T11:05:00", "mike • Bullish\nOct 28, 2025, 11:05 AM\n{en}"),
    ("stocktwits", "mike", "2025-10-28T11:05:00", "mike\n\nBullish\n\nOct 28, 2025 11:05 AM\n\n{en}"),
    ("stocktwits", "mike", None, "StockTwits\nmike\nBullish\n42m\n{en}"),
    ("longport", "老张", "2025-10-28T11:05:00", "老张 2025/10/28 11:05\n{tagged}"),
    ("longport", "老张", None, "老张\n10 月 28 日 11:05\n{tagged}"),
    ("x", "Nell Tran", "2025-10-28", "Nell Tran\n@nell\n·\nOct 28, 2025\n{en}"),
    ("x", "Nell Tran", None, "Nell Tran\n@nell\n·\nOct 28\n{en}"),
    ("x", "Nell Tran", None, "Nell Tran @nell · 3h\n{en}"),
    ("x", "Nell Tran", "2025-10-28T11:05:00", "Nell Tran\n@nell\n{en}\n11:05 AM · Oct 28, 2025\n·\n12.3K\nViews"),
    ("x", "Nell Tran", "2025-10-28T11:05:00", "Nell Tran\n@nell\n\n{en}\n\n11:05 AM · Oct 28, 2025"),
    ("x", "Nell Tran", None, "Nell Tran (@nell)\n{en}"),
    ("x", "nell", None, "@nell\n·\n5m\n{en}"),
    ("x", "nell", None, "@nell · 5m\n{en}"),
    ("x", "Nell Tran 🌊", None, "Nell Tran 🌊\n@nell\n·\n2d\n{en}"),
    ("x", "Nell Tran", None, "Nell Tran\n@nell · 2d\n{en}"),
    ("x", "Nell Tran", "2025-10-28T11:05:00", "Nell Tran (@nell)\n11:05 AM · Oct 28, 2025\n{en}"),
    ("x", "Nell Tran", "2025-10-28T11:05:00", "Nell Tran @nell\n{en}\n11:05 AM - 28 Oct 2025"),
    ("x", "宁静", None, "宁静\n@ning\n·\n10月28日\n{zh}"),
    ("x", "宁静", "2025-10-28T11:05:00", "宁静\n@ning\n{plain_zh}\n上午11:05 · 2025年10月28日"),
    ("x", "宁静", "2025-10-28T00:05:00", "宁静\n@ning\n{plain_zh}\n凌晨12:05 · 2025年10月28日\n·\n8,120 次觀看"),
    ("x", "宁静", None, "宁静\n@ning · 2小時\n{zh}"),
    ("reddit", "noodle", None, "r/stocks\n•\n7 mo. ago\nnoodle\n\nA title here\nDD\n\n{plain}"),
    ("reddit", "noodle", None, "r/stocks\n·\nPosted by u/noodle\n3 days ago\n\nA title here\n\n{plain}"),
    ("reddit", "noodle", None, "r/stocks • Posted by u/noodle 3 days ago\nA title here\n{plain}"),
    ("reddit", "noodle", None, "Posted by u/noodle\n3d ago\nA title here\n{plain}"),
    ("reddit", "noodle", None, "A title here (self.stocks)\nsubmitted 3 days ago by noodle\n{plain}"),
    ("reddit", "noodle", None, "A title here\nsubmitted 5 hours ago by noodle to r/stocks\n{plain}"),
    ("reddit", "noodle", None, "u/noodle\n•\n3h ago\nA title here\n{plain}"),
    ("reddit", "noodle", None, "u/noodle • 3 hr. ago\nA title here\n{plain}"),
    ("reddit", None, None, "r/stocks 4d ago\n\nA title here [DD]\n\n{plain}"),
    ("reddit", "noodle", None, "r/stocks\nu/noodle · 4d ago\n\nA title here\n\n{plain}"),
    ("reddit", "noodle", None, "r/stocks\n\nu/noodle\n\nA title here\n\n{plain}"),
    ("reddit", "noodle", None, "Go to stocks\nr/stocks\n•\n4 mo. ago\nnoodle\nJoin\nA title here\n{plain}"),
    ("reddit", "noodle", "2025-10-28", "r/stocks\nPosted by u/noodle on Oct 28, 2025\nA title\n{plain}"),
    ("reddit", None, None, "r/stocks\nA title here\n{plain}"),
    ("reddit", "noodle_12", None, "r/stocks\n•\n1 yr. ago\nnoodle_12\n\nWhy\nDiscussion\n{plain}"),
    ("generic", "Tobias Wren", "2025-10-28", "Notes from a desk\nBy Tobias Wren, 28 October 2025\n\n{plain}"),
    ("generic", "Tobias Wren", "2025-10-28", "Notes from a desk\nBy Tobias Wren | October 28, 2025\n\n{plain}"),
    ("generic", "Tobias Wren", "2025-10-28", "Notes from a desk\nby Tobias Wren\nOctober 28, 2025\n\n{plain}"),
    ("generic", "Tobias Wren", "2025-10-28", "Notes from a desk\nTobias Wren\nOct 28, 2025\n∙ Paid\n\n{plain}"),
    (
        "generic",
        "Tobias Wren",
        "2025-10-28",
        "Notes from a desk\n\nTobias Wren\n·\nFollow\n6 min read\n·\nOct 28, 2025\n\n{plain}",
    ),
    ("generic", None, "2025-10-28", "The Ledger, Issue 41 · 28 October 2025\n\n{plain}"),
    ("generic", None, "2025-10-28", "Rotterdam, 28 October 2025\n\nDear partners,\n\n{plain}"),
    ("generic", None, "2025-10-28", "Weekly notes\n28 October 2025\n\n{plain}"),
    ("generic", "张三", "2025-10-28", "苹果的服务收入还能涨多久\n作者：张三\n2025年10月28日\n\n{plain_zh}"),
    ("generic", "张三", "2025-10-28", "苹果的服务收入还能涨多久\n张三 2025-10-28\n\n{plain_zh}"),
    ("generic", "张三", None, "文｜张三\n\n{plain_zh}"),
    (
        "generic",
        "张三",
        "2025-10-28T11:05:00",
        "苹果的服务收入还能涨多久\n原创 张三 2025-10-28 11:05 广东\n\n{plain_zh}",
    ),
    ("generic", "张三", "2025-10-28T11:05:00", "苹果的服务收入还能涨多久\n张三\n2025年10月28日 11:05\n\n{plain_zh}"),
    (
        "generic",
        "Benedikta Rowe",
        "2025-10-28",
        "From: Benedikta Rowe <b@x.example>\nTo: club\nDate: 28 October 2025\nSubject: hi\n\n{plain}",
    ),
    (
        "generic",
        "Benedikta Rowe",
        "2025-10-28T11:05:00",
        "From: Benedikta Rowe\nSent: Tuesday, October 28, 2025 11:05 AM\nTo: club\nSubject: hi\n\n{plain}",
    ),
    (
        "generic",
        "Benedikta Rowe",
        "2025-10-28T11:05:00+00:00",
        'Date: Tue, 28 Oct 2025 11:05:00 +0000\nFrom: "Benedikta Rowe" <b@x.example>\nSubject: hi\n\n{plain}',
    ),
    ("generic", None, None, "{plain}"),
    ("generic", None, None, "{plain_zh}"),
    ("generic", "Tobias Wren", "2025-10-28", "Author: Tobias Wren\nPublished: 2025-10-28\n\n{plain}"),
    ("generic", "Tobias Wren", None, "{plain}\n\nWritten by: Tobias Wren"),
    ("generic", "slow_otter", "2025-10-28", "slow_otter\n2025-10-28\n\n{plain}"),
    (
        "generic",
        "slow_otter",
        None,
        "slow_otter\n03-19 16:42\n$Tesla Motors(TSLA)$ discounts everywhere, and a thin order book. I expect it lower.",
    ),
    ("generic", "Tobias Wren", None, "Notes\nBy Tobias Wren\n\n{plain}"),
]


@pytest.mark.parametrize(("platform", "author", "published_at", "form"), HEADERS)
def test_a_header_names_platform_author_and_date(
    platform: str, author: str | None, published_at: str | None, form: str
) -> None:
    (post,) = read(form.format(**BODIES)).posts
    found = post.published_at.isoformat() if post.published_at else None
    assert (post.platform.value, post.author, found) == (platform, author, published_at)


@pytest.mark.parametrize(("platform", "author", "published_at", "form"), HEADERS)
def test_no_name_or_date_of_a_header_is_left_in_the_body(
    platform: str, author: str | None, published_at: str | None, form: str
) -> None:
    (post,) = read(form.format(**BODIES)).posts
    marks = ("ago", "前", "2025", "10-28", "Bullish", "Bearish", "来自", "Follow", "@", platform.title(), author)
    assert [mark for mark in marks if mark and mark in post.body] == []
    assert published_at is None or published_at[:10] not in post.body
