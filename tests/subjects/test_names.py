"""A name given as such, a question with its typos, and a channel's own names."""

from collections.abc import Sequence

import pytest

from bot.domain.post import Ticker
from bot.domain.subject import Alias, SubjectKey, SubjectKind
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver


def alias(name: str, company: str) -> Alias:
    return Alias(name=name, company=company, added_by="someone")


def asked(resolver: Resolver, question: str) -> list[str]:
    return [mention.subject.key for mention in resolver.question_mentions(question)]


def named(resolver: Resolver, name: str) -> str | None:
    subject = resolver.named(name)
    return subject.key if subject else None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Xiaomi", "xiaomi"),
        ("xiaomi auto", "xiaomi/auto"),
        ("小米汽車", "xiaomi/auto"),
        ("理想", "li-auto"),
        ("Apple Inc.", "apple"),
        ("apple", "apple"),
        ("宁王", "catl"),
        ("01810.HK", "xiaomi"),
        ("1810", "xiaomi"),
        ("600519", "moutai"),
        ("SH600519", "moutai"),
        ("$TSLA", "tesla"),
        ("BRK.B", "berkshire"),
        ("OTCBB|XIACY", "xiaomi"),
        ("xaiomi", "xiaomi"),
        ("Micrsoft", "microsoft"),
        ("Pop Matr", "pop-mart"),
        ("ＴＳＬＡ", "tesla"),
        ("Musk", "tesla"),
    ],
)
def test_a_name_given_as_such_is_taken_in_any_form(resolver: Resolver, name: str, key: str) -> None:
    assert named(resolver, name) == key


@pytest.mark.parametrize("name", ["", "  ", "Zeta Widgets", "蔚小理", "price target", "margin", "小米粥", "🦊"])
def test_a_name_that_means_no_one_company_is_none(resolver: Resolver, name: str) -> None:
    assert resolver.named(name) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("nvida bear case?", ["nvidia"]),
        ("what's the bull case on xaiomi", ["xiaomi"]),
        ("bear case on xaiomi auto", ["xiaomi/auto"]),
        ("palanteer vs snowflake", ["palantir", "snowflake"]),
        ("telsa margins", ["tesla"]),
        ("chipolte unit economics", ["chipotle"]),
        ("alibba cloud growth", ["alibaba/cloud"]),
        ("Bull case for HOOD?", ["robinhood"]),
        ("bull case for hood", ["robinhood"]),
        ("should i buy meta or snap", ["meta", "snap"]),
        ("how is apple doing", ["apple"]),
        ("PayPal vs Block, which is stronger?", ["paypal", "block"]),
        ("特思拉有什么利空？", ["tesla"]),
        ("看空理想的理由", ["li-auto"]),
        ("美的和格力怎么选？", ["midea", "gree"]),
        ("看淡美團的人怎樣說？", ["meituan"]),
        ("What is the bear case on BYD", ["byd"]),
    ],
)
def test_a_question_is_understood_in_small_letters_and_with_small_typos(
    resolver: Resolver, question: str, expected: list[str]
) -> None:
    assert asked(resolver, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "what is the margin of the bear and the rivals",
        "which brands are boring, modern or above average",
        "what do people say about micro trends, being early and orders",
        "and its batteries for homes?",
        "who says that chips have no cycle any more",
        "when was the target price raised and is there a gap",
        "那反方怎么说？",
        "理想状态下这里能涨多少",
        "bear case on Zeta Widgets",
    ],
)
def test_ordinary_words_of_a_question_are_no_company(resolver: Resolver, question: str) -> None:
    assert asked(resolver, question) == []


def test_a_channels_own_name_is_found_in_both_scripts_and_any_case(companies: Companies) -> None:
    resolver = Resolver(companies, [alias("大工厂", "ByteDance"), alias("the green app", "HOOD")])
    text = "大工廠的廣告比大工厂的多，The Green App charges less"
    assert [m.subject.key for m in resolver.mentions(text)] == ["bytedance", "bytedance", "robinhood"]
    assert named(resolver, "大工廠") == "bytedance"
    assert asked(resolver, "bull case for the green app") == ["robinhood"]


def test_a_channels_alias_overrides_the_table(companies: Companies) -> None:
    resolver = Resolver(companies, [alias("小米", "Huawei"), alias("Apple", "Xiaomi")])
    assert [m.subject.key for m in resolver.mentions("小米和小米汽车，apple too")] == [
        "huawei",
        "xiaomi/auto",
        "xiaomi",
    ]
    assert named(resolver, "小米") == "huawei"


def test_an_alias_can_name_a_company_that_no_table_knows(companies: Companies) -> None:
    resolver = Resolver(companies, [alias("老寻", "寻味餐饮"), alias("Zed", "Zeta Widgets")])
    text = "老寻开店太快；寻味餐饮要上市。Zed and Zeta Widgets grew"
    expected = ["=寻味餐饮", "=寻味餐饮", "=zeta widgets", "=zeta widgets"]
    assert [m.subject.key for m in resolver.mentions(text)] == expected
    subject = resolver.named("zeta widgets")
    assert subject is not None
    assert (subject.key, subject.name) == ("=zeta widgets", "Zeta Widgets")


LEARNT = (
    Ticker(symbol="301999", market="SZ", name="寻味餐饮"),
    Ticker(symbol="ZWID", market="US", name="Zeta Widgets"),
    Ticker(symbol="QQZX", market="US"),
)


def learnt(companies: Companies, tickers: Sequence[Ticker] = LEARNT) -> Resolver:
    return Resolver(companies, Resolver(companies).learn(tickers))


def test_a_cashtag_teaches_a_company_that_the_table_lacks(companies: Companies) -> None:
    resolver = learnt(companies)
    text = "尋味餐飲和QQZX，Zeta Widgets next, $ZWID later"
    found = [(m.subject.key, m.subject.name) for m in resolver.mentions(text)]
    assert found == [
        ("$301999.SZ", "寻味餐饮"),
        ("$QQZX.US", "QQZX"),
        ("$ZWID.US", "Zeta Widgets"),
        ("$ZWID.US", "Zeta Widgets"),
    ]
    assert named(resolver, "301999.SZ") == "$301999.SZ"


def test_what_was_learnt_says_so_and_is_learnt_once(companies: Companies) -> None:
    taught = Resolver(companies).learn([*LEARNT, LEARNT[0]])
    assert [(one.name, one.company) for one in taught] == [
        ("寻味餐饮", "$301999.SZ"),
        ("Zeta Widgets", "$ZWID.US"),
        ("QQZX", "$QQZX.US"),
    ]
    assert all(one.learned and one.added_by == "cashtag" for one in taught)
    assert learnt(companies).learn(LEARNT) == []


def test_a_known_company_is_not_learnt_even_from_a_listing_that_is_not_known(companies: Companies) -> None:
    known = (
        Ticker(symbol="TSLA", market="US", name="Tesla Motors"),
        Ticker(symbol="89999", market="UK", name="小米集团"),
    )
    resolver = Resolver(companies)
    assert resolver.learn(known) == []
    assert [m.subject.key for m in resolver.mentions("$小米集团-W(XIAO.UK)")] == ["xiaomi"]


def test_an_unknown_cashtag_is_a_subject_of_its_own(resolver: Resolver) -> None:
    (mention,) = resolver.mentions("$寻味指数(SH000999)$")
    assert (mention.subject.key, mention.subject.kind) == ("$000999.INDEX", SubjectKind.INDEX)
    assert mention.subject.key == SubjectKey("$000999.INDEX")


def test_a_persons_alias_wins_over_a_learnt_one(companies: Companies) -> None:
    aliases = [alias("寻味餐饮", "Haidilao"), *Resolver(companies).learn(LEARNT[:1])]
    assert named(Resolver(companies, aliases), "寻味餐饮") == "haidilao"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("斯巴鲁", "subaru"),
        ("7270.JP", "subaru"),
        ("美聯物業", "midland"),
        ("香港電訊", "hkt"),
        ("匯豐", "hsbc"),
        ("滙豐", "hsbc"),
        ("中國恆大", "evergrande"),
        ("中國恒大", "evergrande"),
        ("06823.HK", "hkt"),
        ("易昆尼克斯", "equinix"),
        ("顺丰同城", "sf-intracity"),
        ("今世缘", "jinshiyuan"),
        ("欣興電子", "unimicron"),
        ("Krafton", "krafton"),
        ("Bharti Airtel", "bharti-airtel"),
        ("瑞安航空", "ryanair"),
        ("Texas Roadhouse", "texas-roadhouse"),
    ],
)
def test_widely_held_companies_of_every_market_are_known(resolver: Resolver, name: str, key: str) -> None:
    subject = resolver.named(name)
    assert subject is not None
    assert subject.key == key


@pytest.mark.parametrize(
    "text", ["BUY NOW AND FIX ALL OF IT FAST", "DD on the stock, earnings at 9 ET", "LNG prices doubled"]
)
def test_a_symbol_that_is_a_word_of_the_trade_names_no_company(resolver: Resolver, text: str) -> None:
    assert resolver.mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "增长建立在补贴上，股价迟早要还。",
        "发电装机容量今年增长两成，发电盈利也改善。",
        "中国巨头都在烧钱，其中钢铁板块的利润最差。",
        "公开利好之后，毛利率提升特别明显。",
        "大家乐观得太早了，估值不便宜。",
        "例如家居板块，毛利率还在降。",
        "技术达到世界先进水平，但利润没有。",
        "四川湖南的门店都在关，营收下滑。",
        "今日铁矿石又跌，股价没有反应。",
        "中国缘何落后，估值说明一切。",
        "全球星链用户翻倍，营收增长。",
        "中国人保持乐观，消费股就不会太差。",
        "杜邦分析说它的利润全靠杠杆。",
    ],
)
def test_a_name_across_two_words_of_chinese_names_no_company(resolver: Resolver, text: str) -> None:
    assert resolver.mentions(text) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [("全球星股价翻倍", "globalstar"), ("电装财报不错", "denso"), ("中国太平洋保险的保费涨了", "cpic")],
)
def test_such_a_name_is_heard_where_its_shares_are_spoken_of(resolver: Resolver, text: str, key: str) -> None:
    assert [mention.subject.key for mention in resolver.mentions(text)] == [key]


@pytest.mark.parametrize(
    "text",
    [
        "LEU prices doubled, and gas per BTU adds to revenue.",
        "RNG projects and CNC machines are a business with thin margins.",
        "The MPC held, the CCI fell, and bank shares with it.",
        "The ADP report was weak and the stocks rallied; DuPont analysis says why.",
        "REAL is what matters, not the multiple. WELL is what it says.",
        "A fabric swatch costs margin, as every forester with a timberland knows.",
        "纳入MSCI之后外资流入，利润没变。",
        "The national grid and public storage of data raise capex, and china gas demand falls five below trend.",
    ],
)
def test_an_abbreviation_of_the_trade_names_no_company(resolver: Resolver, text: str) -> None:
    assert resolver.mentions(text) == []
