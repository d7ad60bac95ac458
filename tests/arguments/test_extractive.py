"""What is found in posts: who argues what, about which company, on which side."""

from bot.arguments.extract import Found
from bot.arguments.extractive import ExtractiveExtractor
from bot.domain.argument import Aspect, Kind, Stance
from bot.domain.post import Ticker
from bot.subjects.resolve import Resolver
from tests.arguments.conftest import Extract, post_of

LEADER = (
    "$BYD COMPANY(01211.HK)Wang Chuanfu told a reporter this spring why he started with buses and batteries. He stayed "
    "away from the premium segment on purpose, since others did that so well, and chose the slow road of making every "
    "part in house. He plans in decades and puts factories where others only "
    "open offices. As for Wang Chuanfu himself, "
    "I trust in him completely. There are not many engineers like him running a company of this size. I vote with my "
    "money and choose to believe in Wang Chuanfu and BYD."
)
LABEL = (
    "A label picks its buyers as much as buyers pick a label. Since its first "
    "car, NIO has sold itself with lounges and "
    "battery swaps, which drew people who like to be looked after and cost a fortune to serve. Another example is "
    "Subaru, which sells all-wheel drive and gets the people who live at the end of a dirt road.\n\n"
    "In its first years Tesla was the same. The early adopters forgave it everything, and some of them wrecked their "
    "cars while watching a film. But with a cheaper car Tesla reached ordinary families, and the old label faded.\n\n"
    "What NIO faces today looks like a few slow quarters, but the deeper problem is what the brand stands for. A brand "
    "built on lounges is not enough to carry NIO into the mass market.\n\n$NIO(NIO.US)\n\n$Tesla(TSLA.US)"
)


def stances(found: list[Found], subject: str | None = None) -> list[Stance]:
    return [one.draft.stance for one in found if subject is None or one.draft.subject.key == subject]


def quotes(found: list[Found], body: str) -> list[str]:
    return [one.draft.span.of(body) for one in found]


async def test_praise_of_a_leader_is_a_case_for_the_company(extract: Extract) -> None:
    found = await extract(LEADER, Ticker(symbol="01211", market="HK", name="BYD COMPANY"))
    bulls = [one for one in found if one.draft.stance is Stance.BULL]
    assert {one.draft.subject.key for one in found} == {"byd"}
    assert len(bulls) >= 4
    assert any("choose to believe" in quote for quote in quotes(bulls, LEADER))
    assert not any("$BYD" in quote for quote in quotes(found, LEADER))


async def test_a_brand_s_positioning_is_judged_and_the_examples_beside_it_are_not(extract: Extract) -> None:
    found = await extract(LABEL, Ticker(symbol="NIO", market="US"), Ticker(symbol="TSLA", market="US"))
    brand = [one.draft for one in found if one.draft.aspect is Aspect.BRAND and one.draft.stance is Stance.BEAR]
    assert {one.draft.subject.key for one in found} == {"nio"}
    assert any("not enough to carry" in draft.span.of(LABEL) for draft in brand)
    assert not any("Subaru" in quote or "Tesla" in quote for quote in quotes(found, LABEL))


async def test_one_post_may_argue_both_sides(extract: Extract) -> None:
    found = await extract(
        "Nvidia has no debt left and customers wait a year for its chips. But at 45 "
        "times earnings the stock is priced for "
        "perfection and insiders sold all year."
    )
    assert stances(found) == [Stance.BULL, Stance.BEAR]


async def test_greetings_stories_prices_questions_and_small_print_argue_nothing(extract: Extract) -> None:
    found = await extract(
        "Good morning everyone, hope you all had a great weekend!\nMy daughter "
        "lost a tooth on Saturday and we went for "
        "pancakes.\nNvidia closed at 112, up 1.2% on the day.\nDoes anyone know "
        "when Nvidia reports?\nI'll post an update "
        "after the call.\nThis is not financial advice.\nThe copyright of this article belongs to the original author."
        "\nRisks:\n$NVDA\nhttps://example.com/nvda"
    )
    assert found == []


async def test_so_in_chinese(extract: Extract) -> None:
    found = await extract(
        "大家早上好，周末去看了场电影。\n腾讯今天收612，涨1.2%，成交八十亿。"
        "\n有人知道腾讯哪天出财报吗？\n等财报出来再更新一篇。\n"
        "以上内容不构成任何投资建议。\n腾讯1998年成立，总部在深圳。\n$腾讯控股(00700.HK)"
    )
    assert found == []


async def test_a_rejected_view_is_the_other_camp_s(extract: Extract) -> None:
    found = await extract(
        "Bears say Nvidia will lose its big customers to their own chips, but the "
        "order backlog grew by nine billion last "
        "year and not one of them left."
    )
    assert [(one.draft.holder, one.draft.stance) for one in found] == [("Bears", Stance.BEAR), ("anna", Stance.BULL)]


async def test_so_in_both_chinese_scripts(extract: Extract) -> None:
    simplified = await extract("空头总说英伟达的大客户迟早会用自研芯片，但去年软件收入再创新高，毛利率也升了三个点。")
    traditional = await extract("空頭總說騰訊的遊戲遲早會被短片搶走用戶，但去年流水再創新高，海外收入也升了三成。")
    assert [(one.draft.holder, one.draft.stance) for one in simplified] == [
        ("空头", Stance.BEAR),
        ("anna", Stance.BULL),
    ]
    assert [(one.draft.holder, one.draft.stance) for one in traditional] == [
        ("空頭", Stance.BEAR),
        ("anna", Stance.BULL),
    ]


async def test_a_reported_view_is_held_by_whom_the_author_quotes(extract: Extract) -> None:
    found = await extract(
        "Morgan Stanley says Nvidia's margins will expand by three points as software revenue doubles.\n"
        "高盛认为英伟达的软件收入明年会翻倍，毛利率还能再高。"
    )
    assert [one.draft.holder for one in found] == ["Morgan Stanley", "高盛"]


async def test_what_some_people_say_has_no_holder(extract: Extract) -> None:
    found = await extract("群里总有人说英伟达的毛利率明年要掉到五成，客户都在压价。")
    assert [one.draft.holder for one in found] == [None]


async def test_sarcasm_is_meant_the_other_way_round(extract: Extract) -> None:
    english = await extract(
        "Sure, another price increase, because what Nvidia customers dream of is paying more for less 😂"
    )
    chinese = await extract("小米汽车又「遥遥领先」了，刹车片领先到车主自己换，呵呵，产品力真强。")
    assert stances(english) == [Stance.BEAR]
    assert stances(chinese) == [Stance.BEAR]


async def test_who_would_buy_lower_is_for_the_company(extract: Extract) -> None:
    found = await extract("If Nvidia falls below 400 I buy, because at that price the cash flow yield is six percent.")
    assert stances(found) == [Stance.BULL]


async def test_who_takes_no_side_is_neutral(extract: Extract) -> None:
    found = await extract("二十倍市盈率的腾讯谈不上贵，也谈不上便宜。")
    assert stances(found) == [Stance.NEUTRAL]


async def test_each_paragraph_is_about_the_company_that_it_names(extract: Extract) -> None:
    body = (
        "Nvidia has the stickiest software of all chip makers. Its data center business grows faster than anyone "
        "expected.\n\nAMD is still losing money on its accelerators and its "
        "software keeps crashing. Its embedded sales "
        "fell six percent and customers are leaving."
    )
    found = await extract(body)
    by_quote = {one.draft.span.of(body)[:12]: one.draft.subject.key for one in found}
    assert by_quote["Its data cen"] == "nvidia"
    assert by_quote["AMD is still"] == by_quote["Its embedded"] == "amd"


async def test_a_segment_stays_the_subject_under_its_company_s_bare_name(extract: Extract) -> None:
    body = (
        "Xiaomi Auto sold out the output of its second factory before it opened, and "
        "buyers wait nine months for a car.\n\n"
        "Xiaomi now delivers thirty thousand cars a month and loses less on each of them.\n\n"
        "The stock trades at 40 times earnings, which leaves no room for a bad quarter."
    )
    found = await extract(body)
    assert [one.draft.subject.key for one in found] == ["xiaomi/auto", "xiaomi/auto", "xiaomi"]


async def test_a_company_that_another_is_likened_to_is_not_the_subject(extract: Extract) -> None:
    found = await extract("小米的手机业务就像当年的诺基亚，出货量还在，利润却一年比一年薄，高端始终没人买单。")
    assert [(one.draft.subject.company, one.draft.stance) for one in found] == [("xiaomi", Stance.BEAR)]


async def test_what_one_takes_from_another_is_a_case_for_one_and_against_the_other(extract: Extract) -> None:
    body = (
        "Nvidia is taking share from AMD in data centers, and the gap in software is widening every quarter. "
        "Nvidia has customers who wait a year. AMD has customers who leave."
    )
    found = [one for one in await extract(body) if "taking share" in one.draft.span.of(body)]
    assert [(one.draft.subject.key, one.draft.stance) for one in found] == [
        ("nvidia", Stance.BULL),
        ("amd", Stance.BEAR),
    ]
    assert found[0].draft.span == found[1].draft.span


async def test_aspects_and_kinds_are_told_apart(extract: Extract) -> None:
    found = await extract(
        "Nvidia will double its dividend and its buyback by 2027, as nobody else earns so much. Nvidia's gross "
        "margin rose to 71% last year. The founder of Nvidia is "
        "beyond reproach."
    )
    assert [one.draft.kind for one in found] == [Kind.FORECAST, Kind.FACT, Kind.OPINION]
    assert [one.draft.aspect for one in found] == [Aspect.SHAREHOLDERS, Aspect.MARGINS, Aspect.MANAGEMENT]


async def test_a_claim_names_its_subject_and_is_otherwise_the_quote(extract: Extract) -> None:
    body = (
        "Nvidia has the stickiest software of all chip makers. Its data center sales grow faster than anyone expected."
    )
    found = await extract(body)
    assert found[-1].draft.claim == "Nvidia: Its data center sales grow faster than anyone expected."


async def test_a_post_about_no_company_gives_nothing(extract: Extract) -> None:
    assert (
        await extract("Margins are falling everywhere and customers are leaving, the whole sector is overpriced.") == []
    )


async def test_a_post_without_an_author_has_no_holder(extract: Extract) -> None:
    found = await extract("Nvidia's gross margin rose to 71% and customers wait a year for its chips.", author=None)
    assert [one.draft.holder for one in found] == [None]


async def test_a_tagged_company_is_known_by_its_short_name_too(extract: Extract) -> None:
    tags = (
        Ticker(symbol="ZZQX", market="US", name="Qorvian Holdings"),
        Ticker(symbol="NVDA", market="US", name="Nvidia"),
    )
    body = (
        "$Qorvian Holdings(ZZQX.US) $Nvidia(NVDA.US)\n\nNvidia lost two big customers and cut its guidance.\n\n"
        "Qorvian has no debt left and its margins rose by three points."
    )
    found = await extract(body, *tags)
    assert found[-1].draft.subject.key == "$ZZQX.US"


async def test_a_reply_that_names_no_company_is_about_what_it_replies_to(
    extractor: ExtractiveExtractor, resolver: Resolver
) -> None:
    reply = post_of("No. Its margins doubled in two years, and customers wait a year for a delivery.")
    quoted = post_of("Nvidia is priced for perfection. AMD is cheaper. Nvidia has to fall.", author="ben")
    found = await extractor.extract(reply, resolver, quoted)
    assert {one.draft.subject.key for one in found} == {"nvidia"}
    assert {one.draft.holder for one in found} == {"anna"}
    assert await extractor.extract(reply, resolver) == []


async def test_a_reply_that_names_a_company_is_about_that_one(
    extractor: ExtractiveExtractor, resolver: Resolver
) -> None:
    reply = post_of("AMD doubled its margins in two years, and its customers wait a year for a delivery.")
    found = await extractor.extract(reply, resolver, post_of("Nvidia is priced for perfection.", author="ben"))
    assert {one.draft.subject.key for one in found} == {"amd"}


async def test_a_post_of_one_short_sentence_argues_too(extract: Extract) -> None:
    assert stances(await extract("Xiaomi loses money on every car.")) == [Stance.BEAR]
    assert stances(await extract("小米的车越卖越亏。")) == [Stance.BEAR]


async def test_who_lets_others_complain_takes_no_side_by_it(extract: Extract) -> None:
    found = await extract("Nvidia sold out. Complain about its prices as much as you like, customers have that right.")
    assert Stance.BEAR not in stances(found)


async def test_a_definition_an_aside_and_talk_about_the_post_argue_nothing(extract: Extract) -> None:
    found = await extract(
        "Whoever follows my notes on Nvidia knows how they go.\nA prospectus is the paper that a company files with "
        "its listing.\nI own no shares of Nvidia.\nA few of you met me at the chess club.\n"
        "写这些没别的意思，说得不对的地方多担待。"
    )
    assert found == []
