"""The gate: what may be shown stands in the evidence that is cited, and nothing else passes."""

import random
import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.compose import ExtractiveComposer
from bot.answers.ground import ground
from bot.answers.retrieve import Retrieved
from bot.domain.answer import Draft, DraftSentence
from bot.domain.argument import Aspect, Stance
from bot.domain.question import Query
from bot.domain.text import Language, Locale
from storage import Scope
from tests.answers.given import ASKED, BYD, NVIDIA, TENCENT, XIAOMI, XIAOMI_AUTO, View, asked_id, by, offered, refused

BRAND = View(
    "A label built on lap times does not carry a family car, and orders fell 30% in the third quarter.",
    aspect=Aspect.BRAND,
)
CASH = View(
    "账上还有12亿现金，管理层却不肯分红，2025年10月又借了三亿。",
    TENCENT,
    holder="远岸",
    author="远岸",
    aspect=Aspect.CASH,
)
CHIPS = View(
    "Customers line up for a year, so $1.2B of backlog is as good as sold.",
    NVIDIA, Stance.BULL, holder="slowfoundry", author="slowfoundry", on=date(2025, 10, 14),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "quietgarage argues against Xiaomi Auto on brand: “A label built on lap times does not carry a family car”",
        "quietgarage argues against Xiaomi Auto: “orders fell 30% in the third quarter” [1]",
        "quietgarage看空小米汽车（品牌）：「orders fell 30% in the third quarter」",
        "quietgarage看空小米汽車（品牌）：「orders fell 30% in the third quarter」",
        "According to quietgarage, orders fell 30 percent in Q3.",
        "According to quietgarage, orders fell 三成 in 三季度.",
        'quietgarage argues against Xiaomi Auto: "orders fell 30% in the third quarter"',
    ],
)
def test_a_sentence_that_stands_on_its_quote_passes(text: str) -> None:
    assert refused(text, offered(BRAND)) is None


@pytest.mark.parametrize("amount", ["12亿", "十二亿", "1.2B", "1,200 million", "1.2 billion", "1200百万"])
def test_an_amount_passes_in_whatever_form_it_is_written(amount: str) -> None:
    assert refused(f"远岸看空腾讯：账上还有{amount}现金", offered(CASH)) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("…", "empty"),
        ("quietgarage argues against Xiaomi Auto: “orders fell 30%” [2]", "unknown_citation"),
        ("quietgarage argues against Xiaomi Auto: “orders rose 30%”", "not_verbatim"),
        ("quietgarage argues against Xiaomi Auto: “orders fell … in the third quarter”", "not_verbatim"),
        ("quietgarage argues against Xiaomi Auto: 「A label built on family cars」", "not_verbatim"),
        ("quietgarage argues against Xiaomi Auto: 《lap times rule》", "not_verbatim"),
        ("quietgarage argues against Xiaomi Auto: “orders fell 30%", "not_verbatim"),
        ("quietgarage argues against Xiaomi Auto: “orders fell 3”", "cut_short"),
        ("quietgarage argues against Xiaomi Auto: “rders fell 30%”", "cut_short"),
        ("quietgarage argues against Xiaomi Auto: “carry a family car”", "cut_short"),
        ("quietgarage argues against Xiaomi Auto: “orders fell 30”", "cut_short"),
        ("tidewatcher argues against Xiaomi Auto: “orders fell 30%”", "misattributed"),
        ("Someone argues against Xiaomi Auto: “orders fell 30%”", "misattributed"),
        ("An unnamed author argues against Xiaomi Auto: “orders fell 30%”", "misattributed"),
        ("Orders fell 30% in the third quarter.", "unattributed"),
        ("quietgarage and tidewatcher argue against Xiaomi Auto: “orders fell 30%”", "person"),
        ("quietgarage argues against BYD: “orders fell 30%”", "company"),
        ("quietgarage argues against Xiaomi Auto and Tesla: “orders fell 30%”", "company"),
        ("According to quietgarage, orders fell 3% in Q3.", "number"),
        ("According to quietgarage, orders fell 30 in Q3.", "number"),
        ("According to quietgarage, orders fell $30 in Q3.", "number"),
        ("According to quietgarage, orders fell 30 times in Q3.", "number"),
        ("According to quietgarage, orders fell 30% in Q2.", "date"),
        ("According to quietgarage, orders fell 30% in October 2025.", "date"),
        ("2025-10-14: quietgarage argues against Xiaomi Auto: “orders fell 30%”", "date"),
        ("3 people argue against Xiaomi Auto, quietgarage says: “orders fell 30%”", "number"),
        ("quietgarage argues for Xiaomi Auto: “orders fell 30%”", "side"),
        ("quietgarage does not argue against Xiaomi Auto: “orders fell 30%”", "side"),
        ("quietgarage看多小米汽车：“orders fell 30%”", "side"),
        ("quietgarage is bullish on Xiaomi Auto: “orders fell 30%”", "side"),
        ("quietgarage argues against Xiaomi Auto on safety: “orders fell 30%”", "unsupported"),
        ("quietgarage argues against Xiaomi Auto: “orders fell 30%”, and bankruptcy is near", "unsupported"),
        ("quietgarage看空小米汽车：“orders fell 30%”，公司快要破产", "unsupported"),
        ("You should sell, quietgarage says: “orders fell 30%”", "unsupported"),
        ("quietgarage argues against Xiaomi Auto: “orders fell 30%” 🚀", "unsupported"),
        ("According to quietgarage, a label built on lap times does carry a family car.", "negation"),
        ("According to quietgarage, orders never fell in Q3.", "unsupported"),
        ("[quietgarage](http://evil.example) argues against Xiaomi Auto: “orders fell 30%”", "markup"),
        ("@everyone quietgarage argues against Xiaomi Auto: “orders fell 30%”", "markup"),
        ("<@123> quietgarage argues against Xiaomi Auto: “orders fell 30%”", "markup"),
        ("quietgarage argues against Xiaomi Auto: “orders fell 30%” see www.evil.example", "markup"),
        ("quietgarage argues against Xiaomi\u202e Auto: “orders fell 30%”", "markup"),
        ("x" * 5000, "too_long"),
    ],
)  # fmt: skip
def test_a_sentence_that_its_evidence_does_not_carry_is_refused(text: str, reason: str) -> None:
    assert refused(text, offered(BRAND)) == reason


def test_a_sentence_without_a_citation_is_refused() -> None:
    draft = Draft(sentences=(DraftSentence(text="quietgarage argues against Xiaomi Auto.", citations=()),))
    assert [one.reason for one in ground(draft, offered(BRAND)).dropped] == ["no_citation"]


def test_a_citation_that_was_not_offered_is_refused() -> None:
    text = "quietgarage argues against Xiaomi Auto: “orders fell 30%”"
    assert refused(text, offered(BRAND), 1, 9) == "unknown_citation"


def test_a_quote_glued_from_two_is_refused() -> None:
    offer = offered(BRAND, CHIPS)
    glued = "quietgarage argues against Xiaomi Auto: “orders fell 30%, so $1.2B of backlog is as good as sold”"
    assert refused(glued, offer, 1, 2) == "not_verbatim"


def test_anothers_words_in_ones_mouth_are_refused() -> None:
    text = "quietgarage argues against Xiaomi Auto: “Customers line up for a year”"
    assert refused(text, offered(BRAND, CHIPS), 1, 2) == "misattributed"
    assert refused(text, offered(BRAND, CHIPS), 2) == "misattributed"


def test_who_reports_a_view_does_not_hold_it() -> None:
    offer = offered(View("The plant stands idle.", holder="the short sellers", author="slowfoundry"))
    assert refused("slowfoundry argues against Xiaomi Auto: “The plant stands idle.”", offer) == "misattributed"
    named = "the short sellers (reported by slowfoundry) argue against Xiaomi Auto: “The plant stands idle.”"
    assert refused(named, offer) is None


def test_a_reporters_own_words_are_not_those_of_whom_he_reports() -> None:
    reported = View("The plant stands idle.", holder="the short sellers", author="slowfoundry")
    offer = offered(reported, by("slowfoundry", View("Wages doubled.")))
    text = "the short sellers (reported by slowfoundry) argue against Xiaomi Auto: “Wages doubled.”"
    assert refused(text, offer, 1, 2) == "misattributed"


SEVERAL = "quietgarage and tidewatcher argue against Xiaomi Auto: “{}”"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data center revenue grew 53 percent as demand exceeds supply.",
         "Data center revenue grew 12 percent as demand exceeds supply."),
        ("Margins will rise since the price war is over.", "Margins will not rise since the price war is not over."),
        ("the price war is over", "I do not think that the price war is over"),
        ("The showroom is empty.", "The warranty excludes the battery."),
        ("第三季度交付4万辆，超出预期。", "第三季度交付2万辆，超出预期。"),
    ],
)  # fmt: skip
def test_ones_words_are_not_put_into_the_mouths_of_several(one: str, other: str) -> None:
    offer = offered(View(one), by("tidewatcher", View(other)))
    assert refused(SEVERAL.format(one), offer, 1, 2) == "misattributed"


def test_several_may_be_named_for_what_they_all_say() -> None:
    said = "Every dealer sits on 90 days of unsold stock."
    offer = offered(View(said), by("tidewatcher", View(said.replace("Every", "Each"))))
    assert refused(SEVERAL.format(said), offer, 1, 2) is None


def test_of_several_quotations_each_is_of_who_is_named_before_it() -> None:
    offer = offered(View("The showroom is empty."), by("tidewatcher", View("Wages doubled.")))
    apart = "quietgarage says “The showroom is empty.” and tidewatcher says “Wages doubled.”"
    assert refused(apart, offer, 1, 2) is None
    swapped = "quietgarage says “Wages doubled.” and tidewatcher says “The showroom is empty.”"
    assert refused(swapped, offer, 1, 2) == "misattributed"
    assert refused(SEVERAL.format("The showroom is empty.” “Wages doubled."), offer, 1, 2) == "misattributed"


def test_an_unknown_author_is_said_to_be_unknown() -> None:
    offer = offered(View("The plant stands idle.", holder=None, author=None))
    assert refused("An unnamed author argues against Xiaomi Auto: “The plant stands idle.”", offer) is None
    assert refused("未署名作者看空小米汽车：“The plant stands idle.”", offer) is None
    assert refused("未具名作者看空小米汽車：「The plant stands idle.」", offer) is None
    assert refused("paster argues against Xiaomi Auto: “The plant stands idle.”", offer) == "misattributed"


def test_evidence_of_the_other_side_is_refused_when_a_side_was_asked_for() -> None:
    query = Query(text="bull case?", language=Language.ENGLISH, locale=Locale.ENGLISH, stance=Stance.BULL)
    assert refused("quietgarage argues against Xiaomi Auto: “orders fell 30%”", offered(BRAND, query=query)) == "side"


def test_a_segment_may_be_called_by_its_company_and_never_the_reverse() -> None:
    assert refused("quietgarage argues against Xiaomi: “orders fell 30%”", offered(BRAND)) is None
    company = View("Orders fell 30% in the third quarter.", XIAOMI)
    assert refused("quietgarage argues against Xiaomi Auto: “Orders fell 30%”", offered(company)) is not None


def test_a_company_that_the_quote_names_may_be_named() -> None:
    compared = View("BYD sells three times as many and charges less.", XIAOMI_AUTO)
    assert refused("quietgarage argues against Xiaomi Auto: BYD charges less", offered(compared)) is None
    assert refused("quietgarage argues against Xiaomi Auto: Tesla charges less", offered(compared)) == "company"


@pytest.mark.parametrize("told", ["2025-10-14", "October 14, 2025", "2025年10月14日", "2025年10月", "October 2025"])
def test_the_day_of_the_post_may_be_told_and_less_of_it_too(told: str) -> None:
    assert refused(f"{told}: slowfoundry argues for Nvidia: “Customers line up for a year”", offered(CHIPS)) is None


def test_another_day_may_not() -> None:
    text = "2025-10-15: slowfoundry argues for Nvidia: “Customers line up for a year”"
    assert refused(text, offered(CHIPS)) == "date"


def test_people_are_counted_only_as_they_are_cited() -> None:
    both = offered(BRAND, View("The showroom is empty.", holder="tidewatcher", author="tidewatcher"))
    assert refused("2 people argue against Xiaomi Auto, quietgarage says: “orders fell 30%”", both, 1, 2) is None
    assert refused("4 people argue against Xiaomi Auto, quietgarage says: “orders fell 30%”", both, 1, 2) == "number"


def test_marks_inside_a_quote_do_not_end_it() -> None:
    offer = offered(View("He calls it “cheap”, and that's the whole of his 'case' – nothing else."))
    quote = offer.evidence[0].argument.quote
    assert refused(f"quietgarage argues against Xiaomi Auto: “{quote}”", offer) is None
    changed = quote.replace("cheap", "dear")
    assert refused(f"quietgarage argues against Xiaomi Auto: “{changed}”", offer) == "not_verbatim"


def test_a_quote_may_be_wrapped_otherwise_than_its_post() -> None:
    offer = offered(View("orders fell\n   30% in\r\nthe third quarter"))
    assert refused("quietgarage argues against Xiaomi Auto: “orders fell 30% in the third quarter”", offer) is None


def test_what_is_refused_is_kept_with_its_reason_and_the_rest_stands() -> None:
    draft = Draft(
        sentences=(
            DraftSentence(text="quietgarage argues against Xiaomi Auto: “orders fell 30%”", citations=(1,)),
            DraftSentence(text="slowfoundry argues for Nvidia: “Customers line up for two years”", citations=(2,)),
        )
    )
    grounded = ground(draft, offered(BRAND, CHIPS))
    assert [sentence.citations for sentence in grounded.kept] == [(1,)]
    assert [(dropped.text[:11], dropped.reason) for dropped in grounded.dropped] == [("slowfoundry", "not_verbatim")]
    assert [one.n for one in grounded.cited] == [1]


VIEWS = [
    BRAND,
    CASH,
    CHIPS,
    by("harbour_lane", View("Every dealer I know sits on ninety days of stock.", BYD, aspect=Aspect.DEMAND)),
    by("远岸", View("市盈率只有八倍，回购比去年多了一倍。", TENCENT, Stance.BULL, aspect=Aspect.VALUATION)),
    by("山腳下", View("電池成本一年跌了兩成，毛利自然往上走。", BYD, Stance.BULL, aspect=Aspect.MARGINS)),
    by("gearbox", View("Two recalls in 2024 and nobody was let go.", XIAOMI_AUTO, aspect=Aspect.SAFETY)),
    by("plainledger", View("At 45x earnings you pay for 2030 today.", NVIDIA, aspect=Aspect.VALUATION)),
]
UNITS = [
    ("%", " percentage points"),
    ("亿", "万"),
    ("B", "M"),
    ("x ", "% "),
    ("倍", "%"),
    ("成", "倍"),
    ("days", "weeks"),
]
CLAUSES = [
    ", and a takeover is certain",
    "，下周就要停牌",
    "，下週就要停牌",
    ", so buy it now",
    " because insiders know more",
]
OPENING, CLOSING = re.compile("[“「]"), re.compile("[”」](?!.*[”」])")
SUBJECTS = ("Xiaomi Auto", "Tencent", "Nvidia", "BYD", "小米汽", "腾讯", "騰訊", "英伟达", "英偉達", "比亚迪", "比亞迪")
SAID = re.compile(" argues (?:for|against)|看[多空]")
OTHER_SIDE = {"argues for": "argues against", "argues against": "argues for", "看多": "看空", "看空": "看多"}


def at_of(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    assert found is not None
    return found.start()


def _digit(text: str, dice: random.Random) -> str:
    places = [at for at, char in enumerate(text) if char.isdigit()]
    at = dice.choice(places)
    return text[:at] + str((int(text[at]) + dice.randint(1, 8)) % 10) + text[at + 1 :]


def _unit(text: str, _: random.Random) -> str:
    return next(text.replace(old, new) for old, new in UNITS if old in text)


def _word(text: str, dice: random.Random) -> str:
    start, end = at_of(OPENING, text) + 1, at_of(CLOSING, text)
    words = text[start:end].split(" ")
    at = dice.randrange(len(words))
    words[at] = "nowhere" if words[at].isascii() else "不" + words[at]
    return text[:start] + " ".join(words) + text[end:]


def _company(text: str, _: random.Random) -> str:
    name = next(name for name in SUBJECTS if name in text)
    return text.replace(name, "Meituan" if name.isascii() else "美团", 1)


def _holder(text: str, _: random.Random) -> str:
    return "tidewatcher" + text[at_of(SAID, text) :]


def _side(text: str, _: random.Random) -> str:
    side = next(side for side in OTHER_SIDE if side in text)
    return text.replace(side, OTHER_SIDE[side], 1)


def _clause(text: str, dice: random.Random) -> str:
    return text + dice.choice(CLAUSES)


def _date(text: str, dice: random.Random) -> str:
    return f"2024-0{dice.randint(1, 9)}-11: {text}"


@pytest.mark.parametrize("asked", ASKED, ids=asked_id)
@pytest.mark.parametrize("spoil", [_digit, _unit, _word, _company, _holder, _side, _clause, _date])
async def test_no_spoilt_sentence_passes(spoil: Callable[[str, random.Random], str], asked: Query) -> None:
    """Seeded: every composed sentence, spoilt in one way, some of them ten times over."""
    dice, offer = random.Random(5), offered(*VIEWS, query=asked)
    found = Retrieved(offer.query, Scope(), tuple(offer.evidence), tuple((n,) for n in range(1, len(VIEWS) + 1)))
    draft = await ExtractiveComposer().compose(found)
    assert ground(draft, offer).dropped == ()
    spoilt = []
    for sentence in draft.sentences:
        for _ in range(10):
            try:
                spoilt.append((spoil(sentence.text, dice), sentence.citations))
            except (IndexError, StopIteration):
                break  # nothing in it to spoil this way
    passed = [text for text, citations in spoilt if refused(text, offer, *citations) is None]
    assert spoilt
    assert passed == []


@pytest.mark.parametrize("asked", ASKED, ids=asked_id)
async def test_no_sentence_passes_on_another_citation(asked: Query) -> None:
    offer = offered(*VIEWS, query=asked)
    found = Retrieved(offer.query, Scope(), tuple(offer.evidence), tuple((n,) for n in range(1, len(VIEWS) + 1)))
    for sentence in (await ExtractiveComposer().compose(found)).sentences:
        others = [n for n in range(1, len(VIEWS) + 1) if n not in sentence.citations]
        assert all(refused(sentence.text, offer, n) is not None for n in others), sentence.text


@given(st.text(max_size=200), st.lists(st.integers(min_value=0, max_value=9), max_size=3))
def test_any_sentence_is_judged(text: str, citations: list[int]) -> None:
    refusal = refused(text, offered(BRAND, CHIPS), *citations)
    assert refusal is not None


def test_a_sentence_of_nothing_but_marks_is_judged_at_once() -> None:
    assert refused("quietgarage " + "“”" * 1900, offered(BRAND)) == "not_verbatim"
