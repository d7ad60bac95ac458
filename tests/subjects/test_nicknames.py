"""Nicknames that posts put beside codes. Every line here is ours."""

import pytest

from bot.domain.glossary import TaggedPost
from bot.domain.post import PostId, Ticker
from bot.subjects.companies import Companies
from bot.subjects.nicknames import digest_of, nicknames, suggestions
from bot.subjects.resolve import Resolver

CALLED = [
    ("the EV king $TSLA will be fine", "EV king", "tesla"),
    ("Sold all of the phone wizard ($XIACY) today", "phone wizard", "xiaomi"),
    ("$XIACY aka Rice Cooker", "Rice Cooker", "xiaomi"),
    ("$XIACY, aka the rice cooker, has good margins", "rice cooker", "xiaomi"),
    ("$XIACY a.k.a. “Rice Cooker” reported", "Rice Cooker", "xiaomi"),
    ("Rice Cooker, aka $XIACY, beat everyone", "Rice Cooker", "xiaomi"),
    ("Rice Cooker (1810.HK) beat everyone", "Rice Cooker", "xiaomi"),
    ("Bought more Rice Cooker (XIACY.US) this morning", "Rice Cooker", "xiaomi"),
    ("I like Ricey ($XIACY) better", "Ricey", "xiaomi"),
    ("$XIACY (Rice Cooker) is cheap", "Rice Cooker", "xiaomi"),
    ('Everyone here owns "leather jacket" $NVDA', "leather jacket", "nvidia"),
    ("$NVDA “leather jacket” will sell out again", "leather jacket", "nvidia"),
    ("Here we call $NVDA Leather Jacket", "Leather Jacket", "nvidia"),
    ("$IBM, also known as Big Blue, keeps paying", "Big Blue", "ibm"),
    ("Nvidia (Leather Jacket) beat again, $NVDA", "Leather Jacket", "nvidia"),
    ("the Mouse House $DIS raised its prices", "Mouse House", "disney"),
    ("小米(大米) $01810.HK", "大米", "xiaomi"),
    ("小米（大米）$小米集团-W(01810)$ 业绩不错", "大米", "xiaomi"),
    ("大米(1810.HK)今天回购", "大米", "xiaomi"),
    ("$小米集团-W(01810)$（大米）业绩很好", "大米", "xiaomi"),
    ("今天加了点“大米”$小米集团-W(01810)$", "大米", "xiaomi"),
    ("“大米” $01810.HK 又回购了", "大米", "xiaomi"),
    ("#大米# $小米集团-W(01810)$ 回购", "大米", "xiaomi"),
    ("$小米集团-W(01810)$ #大米# 回购", "大米", "xiaomi"),
    ("$小米集团-W(01810)$，外号大米，回购", "大米", "xiaomi"),
    ("人称大米的$小米集团-W(01810)$又回购了", "大米", "xiaomi"),
    ("粮厂 $01810.HK 又回购了", "粮厂", "xiaomi"),
    ("粮厂$小米集团-W(01810)$ 销量不错", "粮厂", "xiaomi"),
    ("$XIAOMI-W(01810.HK) 又稱「大米」，回購不停", "大米", "xiaomi"),
    ("我们都叫它“皮衣厂”：$英伟达(NVDA)$", "皮衣厂", "nvidia"),
    ("皮衣廠（NVDA.US）財報亮眼", "皮衣廠", "nvidia"),
]

NOT_CALLED = [
    "The bear case on $TSLA is price",
    "the stock $TSLA is a buy",
    "the phone maker $XIACY reported",
    "the search company ($GOOG) reported",
    "Buy $TSLA now",
    "Strong Buy ($NVDA)",
    "Long Term ($NVDA) holder here",
    "$TSLA (long)",
    "$TSLA (Long) since March",
    "$TSLA (Weekly) looks like support",
    "$NVDA “cheap” at 30 times earnings",
    "$NVDA (12%) and $AMD (4%)",
    "$TSLA (Tesla) and $NVDA (Nvidia Corp)",
    "Tesla ($TSLA) and Nvidia ($NVDA)",
    "Costco Wholesale (COST.US) is fine",
    "the Tesla killer $NIO",
    "Vision Pro ($AAPL) sells badly",
    "Cybertruck ($TSLA) sells badly",
    "$TSLA aka Tesla",
    "$META, aka Facebook, is up",
    "$BABA “Alibaba”",
    "My calls $TSLA expired",
    "$TSLA 420 calls",
    "Congrats ($TSLA) holders",
    "He said “I would never sell” $TSLA",
    "Wait for “the dip” $TSLA",
    "$TSLA aka trash that keeps falling apart for ever",
    "Elon Musk ($TSLA) tweeted",
    "今天买了$小米集团-W(01810)$",
    "加仓$小米集团-W(01810)$",
    "清仓了（$小米集团-W(01810)$）",
    "$小米集团-W(01810)$（港股）今天回购",
    "$小米集团-W(01810)$（轻仓）",
    "小米（手机）卖得好，$01810.HK",
    "小米（1810）$01810.HK",
    "$小米集团-W(01810)$ #财报季# 来了",
    "#港股# $小米集团-W(01810)$",
    "“垃圾”$小米集团-W(01810)$",
    "代工厂$鸿海(2317.TW)$ 业绩",
    "比亚迪(华为) $002594.SZ",
    "雷军（$小米集团-W(01810)$）发微博",
    "“利好出尽”$小米集团-W(01810)$",
    "菊花厂$小米集团-W(01810)$ 打得火热",
    "贵州茅台(600519) 茅台酒",
    "小米汽车（$小米集团-W(01810)$）交付",
    "$比亚迪(002594)$（更新）",
    "大米涨价了，小米也涨价，$01810.HK",
]


@pytest.mark.parametrize(("line", "name", "company"), CALLED)
def test_a_nickname_beside_a_code_is_its_companys(resolver: Resolver, line: str, name: str, company: str) -> None:
    assert [(one.name, one.company) for one in nicknames(line, resolver)] == [(name, company)]


@pytest.mark.parametrize("line", NOT_CALLED)
def test_what_is_no_nickname_is_not_taken_for_one(resolver: Resolver, line: str) -> None:
    assert nicknames(line, resolver) == []


@pytest.mark.parametrize("text", ["", "Rice Cooker is what we call it", "大米", "“大米”（大米）又称大米", "(see note)"])
def test_without_a_code_there_is_no_nickname(resolver: Resolver, text: str) -> None:
    assert nicknames(text, resolver) == []


def test_a_long_post_is_read_around_each_of_its_codes(resolver: Resolver) -> None:
    filler = "Demand was fine this quarter, and so were margins. " * 40
    text = (
        f"{filler}$XIACY aka Rice Cooker.\n{filler}“leather jacket” $NVDA\n$IBM\nBig Blue\n{filler}$XIACY (Rice Cooker)"
    )
    assert [(one.name, one.company) for one in nicknames(text, resolver)] == [
        ("Rice Cooker", "xiaomi"),
        ("leather jacket", "nvidia"),
    ]


def post(number: int, body: str, person: str = "wren") -> TaggedPost:
    return TaggedPost(post_id=PostId(f"p{number}"), person=person, body=body)


def told(*bodies: str, by: str = "ab") -> list[TaggedPost]:
    """Posts with these bodies, by as many people as `by` has letters, in turn."""
    return [post(number, body, by[number % len(by)]) for number, body in enumerate(bodies)]


RICE = ("$XIACY aka Rice Cooker", "Sold my Rice Cooker (XIACY.US)", "I own “rice cooker” $XIACY")


def test_three_posts_of_two_people_suggest_and_say_where(resolver: Resolver) -> None:
    [found] = suggestions(told(*RICE), resolver, ())
    assert (found.name, found.subject.key, found.posts, found.people) == ("Rice Cooker", "xiaomi", 3, 2)
    assert found.example.post_id == "p0"


@pytest.mark.parametrize("posts", [told(*RICE[:2]), told(*RICE, by="a"), told(RICE[0] * 3, "$XIACY", "$XIACY")])
def test_fewer_posts_or_one_person_alone_suggest_nothing(resolver: Resolver, posts: list[TaggedPost]) -> None:
    assert suggestions(posts, resolver, ()) == []


def test_a_name_that_stands_beside_two_companies_is_neithers(resolver: Resolver) -> None:
    assert suggestions(told(*RICE, "$NVDA aka Rice Cooker"), resolver, ()) == []


def test_both_scripts_and_any_case_are_one_nickname(resolver: Resolver) -> None:
    [found] = suggestions(told("皮衣廠（NVDA.US）", "皮衣厂(NVDA.US)", "“皮衣厂”$英伟达(NVDA)$"), resolver, ())
    assert (found.name, found.posts) == ("皮衣厂", 3)


def test_an_authors_own_name_is_no_nickname(resolver: Resolver) -> None:
    posts = [*told(*RICE), post(9, "$XIACY is mine", "Rice Cooker")]
    assert suggestions(posts, resolver, ()) == []


def test_what_was_dismissed_is_not_suggested_again(resolver: Resolver) -> None:
    [found] = suggestions(told(*RICE), resolver, ())
    assert "rice" not in digest_of(found, resolver)
    assert suggestions(told(*RICE), resolver, {digest_of(found, resolver)}) == []


def test_what_the_channel_knows_already_is_not_suggested(companies: Companies) -> None:
    taught = Resolver(companies).learn([Ticker(symbol="ZWID", market="US", name="Rice Cooker")])
    assert suggestions(told(*RICE), Resolver(companies, taught), ()) == []


def test_a_name_that_is_switched_off_is_not_suggested_as_a_nickname(companies: Companies) -> None:
    bodies = ("$BABA aka Ali", "$BABA (Ali) is cheap", "“Ali” $BABA")
    for off in ((), ("Ali",)):
        assert [one.name for one in suggestions(told(*bodies), Resolver(companies, off=off), ())] == []


def test_a_company_that_only_a_cashtag_taught_gets_a_nickname_too(companies: Companies) -> None:
    taught = Resolver(companies).learn([Ticker(symbol="ZWID", market="US")])
    bodies = ("$ZWID aka Widget Works", "$ZWID (Widget Works)", "“Widget Works” $ZWID")
    [found] = suggestions(told(*bodies), Resolver(companies, taught), ())
    assert (found.name, found.subject.key) == ("Widget Works", "$ZWID.US")
