"""Which companies a post means, in English, simplified and traditional Chinese, and which ordinary words are none."""

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from tests.timing import seconds


def keys(resolver: Resolver, text: str) -> list[str]:
    return [mention.subject.key for mention in resolver.mentions(text) if not mention.weak]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tencent's ads grew and the buyback goes on", ["tencent"]),
        ("鹅厂的回购没停过，宁王的毛利率也稳", ["tencent", "catl"]),
        ("騰訊的廣告業務好過預期，貴州茅臺批價又跌", ["tencent", "moutai"]),
        ("台積電與臺積電是同一家", ["tsmc", "tsmc"]),
        ("輝達在台灣這樣寫，英偉達在香港這樣寫", ["nvidia", "nvidia"]),
        ("ＴＳＬＡ and ＮＶＤＡ in full width", ["tesla", "nvidia"]),
        ("Tesla Motors, as it was called, and Facebook", ["tesla", "meta"]),
        ("POP-MART and BABA-W, then Li\nAuto on a broken line", ["pop-mart", "alibaba", "li-auto"]),
        ("🌸的流程被很多车企照搬", ["huawei"]),
        ("L'Oréal, AT&T, Moody's and S&P 500", ["loreal", "att", "moodys", "sp500"]),
        ("买了600519，没动00700", ["moutai", "tencent"]),
        ("B站大会员涨价，b站股价不动", ["bilibili", "bilibili"]),
        ("比特币和ETH都跌，沪深300收平", ["bitcoin", "ethereum", "csi300"]),
    ],
)
def test_names_codes_nicknames_and_former_names_are_found(resolver: Resolver, text: str, expected: list[str]) -> None:
    assert keys(resolver, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xiaomi Auto sells every car that it builds", ["xiaomi/auto"]),
        ("小米汽车的产能跟不上，SU7和YU7都要排队", ["xiaomi/auto", "xiaomi/auto", "xiaomi/auto"]),
        ("小米汽車比小米手機更燒錢", ["xiaomi/auto", "xiaomi"]),
        ("AWS is slower than Azure", ["amazon/aws", "microsoft/azure"]),
        ("视频号的广告加载率还低", ["tencent/video-accounts"]),
        ("比亚迪电子不是比亚迪", ["byd-electronic", "byd"]),
        ("三个乐道不如一台ES8", ["nio/onvo", "nio"]),
        ("three Onvos on one street", ["nio/onvo"]),
    ],
)
def test_a_brand_or_segment_wins_over_the_company_whose_name_it_holds(
    resolver: Resolver, text: str, expected: list[str]
) -> None:
    assert keys(resolver, text) == expected


def test_a_nickname_for_three_companies_mentions_all_three_in_one_place(resolver: Resolver) -> None:
    text = "蔚小理都在增发"
    mentions = resolver.mentions(text)
    assert [mention.subject.key for mention in mentions] == ["nio", "xpeng", "li-auto"]
    assert {mention.span.of(text) for mention in mentions} == {"蔚小理"}
    assert not any(mention.weak for mention in mentions)


def test_a_nickname_for_many_companies_names_none_of_them(resolver: Resolver) -> None:
    assert {mention.weak for mention in resolver.mentions("Mag 7 earnings, 七姐妹财报")} == {True}


@pytest.mark.parametrize(
    ("text", "key"),
    [("雷军说要造二十年车", "xiaomi"), ("雷軍又開發布會", "xiaomi"), ("Musk is distracted again", "tesla")],
)
def test_a_person_hints_at_the_company_and_does_not_name_it(resolver: Resolver, text: str, key: str) -> None:
    (mention,) = resolver.mentions(text)
    assert mention.subject.key == key
    assert mention.weak
    assert mention.confidence <= 0.5


def test_a_product_of_two_companies_is_weak_for_both(resolver: Resolver) -> None:
    mentions = resolver.mentions("问界M9卖得很好")
    assert {mention.subject.key for mention in mentions} == {"seres", "huawei"}
    assert all(mention.weak for mention in mentions)


def test_a_cashtag_is_certain_and_its_name_is_not_counted_again(resolver: Resolver) -> None:
    text = "$XIAOMI-W(01810.HK) 加仓，$美团-W(03690)$ 减仓"
    mentions = resolver.mentions(text)
    assert [(m.subject.key, m.confidence) for m in mentions] == [("xiaomi", 1), ("meituan", 1)]
    assert [m.span.of(text) for m in mentions] == ["$XIAOMI-W(01810.HK)", "$美团-W(03690)$"]


@pytest.mark.parametrize(
    "text",
    [
        "I ate an apple pie and apples to oranges is no comparison",
        "The gap between price and value is my target for the block of shares",
        "Zoom in on the chart, then snap back to reality",
        "ALL IN, IT IS ON, SO BE IT. ARE YOU OK? BUY NOW",
        "Closed at 4:00 PM, GM everyone",
        "Elastic demand, a wise man, an open door, robust team",
        "I keep on holding my shares; best buy of my life",
        "The meta of this game changed, unity matters",
        "The Amazon river floods every year",
        "Target is 120. Strategy is to wait for margins.",
        "Where Every Word Of Growth Has Strategy And Unity In Margins",
        "@nvidia posted https://tesla.com/models and www.apple.com/shares and nvidia.com",
        "小米粥配苹果汁，平安夜爬万里长城",
        "业绩不理想，离理想状态很远，现实不够理想",
        "完美的收官，北美的订单，最美的风景",
        "买了点苹果，放在车里",
        "茅台镇的散酒，阿里山的茶，长安街的灯",
        "舍得花钱的大众消费，现代化的社会",
        "萤火虫之光，地平线上的曙光初现",
        "新手菜鸟百度一下就知道",
    ],
)
def test_ordinary_words_are_no_company(resolver: Resolver, text: str) -> None:
    assert resolver.mentions(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apple and Nvidia reported", ["apple", "nvidia"]),
        ("I think Apple trades at a rich multiple", ["apple"]),
        ("Meta is spending too much capex", ["meta"]),
        ("Square's gross profit grew 20%", ["block"]),
        ("I bought Target at 90 for the dividend. Target reported later.", ["target", "target"]),
        ("$TGT again. Target cut prices.", ["target", "target"]),
        ("I sold MU after Micron's earnings", ["micron", "micron"]),
        ("理想和小鹏都在降价", ["li-auto", "xpeng"]),
        ("理想的股价跌了一半", ["li-auto"]),
        ("看好美的，也看好格力", ["midea", "gree"]),
        ("美的和格力怎么选", ["midea", "gree"]),
        ("苹果、微软、英伟达", ["apple", "microsoft", "nvidia"]),
        ("$理想汽车(LI.US) 理想的车不错，但业绩不理想", ["li-auto", "li-auto"]),
        ("$贵州茅台(SH600519)$ 飞天批价跌了", ["moutai", "moutai"]),
        ("大众汽车在华份额下滑，长城汽车出海", ["volkswagen", "great-wall"]),
    ],
)
def test_an_ambiguous_word_counts_where_its_surroundings_bear_it_out(
    resolver: Resolver, text: str, expected: list[str]
) -> None:
    assert keys(resolver, text) == expected


def test_what_is_less_sure_has_less_confidence(resolver: Resolver) -> None:
    sure, cued = resolver.mentions("Nvidia is dear")[0], resolver.mentions("I think Apple has a rich multiple")[0]
    assert cued.confidence < sure.confidence < 1


@given(st.text(alphabet="理想小米汽车苹果和的A pleTsa$()（）01.HK\n🌸İß", max_size=60))
def test_mentions_lie_in_the_text_in_order(resolver: Resolver, text: str) -> None:
    spans = [(mention.span.start, mention.span.end) for mention in resolver.mentions(text)]
    assert spans == sorted(spans)
    assert all(first == second or first[1] <= second[0] for first, second in pairwise(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_the_table_loads_and_a_long_post_is_read_within_milliseconds(resolver: Resolver) -> None:
    post = "小米汽车交付爬坡，理想和蔚来在降价，Tesla cut prices and BYD followed; margins fell. " * 40
    assert seconds(Companies.load, tries=3) < 0.1
    assert seconds(partial(resolver.mentions, post[:3000]), tries=3) < 0.1


@pytest.mark.parametrize("unit", ["理想", "Target ", "小米", "A&", "$", "https://a", "X's ", "腾讯（700） 941 "])
def test_time_grows_with_the_text_alone(resolver: Resolver, unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert seconds(partial(resolver.mentions, text)) < 3


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("有街坊問美聯（1200）仲抵唔抵揸，我話舖租先係重點", ["midland", "midland"]),
        ("中移動（941）派息穩陣，不過941嘅用戶開始少咗", ["china-mobile", "china-mobile", "china-mobile"]),
        ("美團 3690 今年補貼燒得勁，3690 幾時先停手？", ["meituan", "meituan", "meituan"]),
        ("China Mobile pays, so 0941 stays in the drawer.", ["china-mobile", "china-mobile"]),
        ("Kuaishou (1024) buys its growth.", ["kuaishou", "kuaishou"]),
    ],
)
def test_a_hong_kong_code_counts_without_zeros_beside_its_company(
    resolver: Resolver, text: str, keys: list[str]
) -> None:
    assert [mention.subject.key for mention in resolver.mentions(text)] == keys


@pytest.mark.parametrize(
    "text",
    ["腾讯跌到 700 块我就买", "腾讯目标价700", "港铁66元", "小米交付了 1810 辆", "Kuaishou had 1024 people in 2013."],
)
def test_a_number_that_nobody_introduced_as_a_code_is_an_amount(resolver: Resolver, text: str) -> None:
    assert len({mention.span for mention in resolver.mentions(text)}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "騰訊（700）上到 700，之後 700 倍市盈率都有人講。",
        "Meituan (3690) sold 3690 bikes to 3690 towns.",
        "Anta 2020 grew, and in 2020 the others did not. 2020 was its year.",
    ],
)
def test_a_code_that_was_introduced_is_no_price_count_or_year(resolver: Resolver, text: str) -> None:
    assert len(resolver.mentions(text)) == 2


def test_a_symbol_in_capitals_that_does_something_is_a_company(resolver: Resolver) -> None:
    assert [m.subject.key for m in resolver.mentions("SNOW is losing its notebooks to the others.")] == ["snowflake"]
    assert resolver.mentions("Watch out, SNOW on the roads tonight.") == []
