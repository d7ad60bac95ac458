"""Words that all stand in a quote may still say something else: without its "no", its "if", or in another order."""

import pytest

from bot.answers.gate.statement import NAME
from tests.answers.given import XIAOMI_AUTO, View, offered, refused

OTHERWISE = [
    ("I don't think prices will fall.", "According to quietgarage, prices will fall", "negation"),
    ("They will not cut prices.", "According to quietgarage, cut prices", "negation"),
    ("Nobody believes that margins will recover.", "According to quietgarage, margins will recover", "negation"),
    ("It is not profitable.", "According to quietgarage, it is profitable", "negation"),
    ("Few recalls, and not a single fire.", "According to quietgarage, a single fire", "negation"),
    ("我不认为价格会跌。", "据quietgarage，价格会跌", "negation"),
    ("没有人相信毛利会回升。", "据quietgarage，毛利会回升", "negation"),
    ("公司不赚钱。", "据quietgarage，公司赚钱", "negation"),
    ("Sales rose 20% and costs fell 5%.", "According to quietgarage, sales fell 20% and costs rose 5%", "side"),
    ("Sales rose 20% and costs fell 5%.", "According to quietgarage, sales rose 5% and costs fell 20%", "unsupported"),
    ("It has more cash than debt.", "According to quietgarage, it has more debt than cash", "unsupported"),
    ("Xiaomi is better than BYD.", "According to quietgarage, BYD is better than Xiaomi", "unsupported"),
    ("小米比比亚迪强。", "据quietgarage，比亚迪比小米强", "unsupported"),
    ("需求比供给涨得快。", "据quietgarage，供给比需求涨得快", "unsupported"),
    ("If rates fall, the margin recovers.", "According to quietgarage, the margin recovers", "unsupported"),
    ("一旦降息，毛利就回升。", "据quietgarage，毛利就回升", "unsupported"),
    ("Profit may double.", "According to quietgarage, profit double", "unsupported"),
]
THE_SAME = [
    ("Sales rose 20% and costs fell 5%.", "According to quietgarage, costs fell 5%"),
    ("Dealers sit on ninety days of stock.", "According to quietgarage, dealers sit on 90 days of stock"),
    ("If rates fall, the margin recovers.", "According to quietgarage, if rates fall, the margin recovers"),
    ("They will not cut prices.", "According to quietgarage, they will not cut prices"),
    ("未来毛利会回升。", "据quietgarage，毛利会回升"),
    ("不仅订单在涨，毛利也在涨。", "据quietgarage，订单在涨"),
    ("Not only do orders rise, margins do too.", "According to quietgarage, orders rise"),
]


@pytest.mark.parametrize(("quote", "said", "refusal"), OTHERWISE)
def test_a_quotes_words_that_say_something_else_are_refused(quote: str, said: str, refusal: str) -> None:
    assert refused(said, offered(View(quote, XIAOMI_AUTO))) == refusal


@pytest.mark.parametrize(("quote", "said"), THE_SAME)
def test_a_quotes_words_that_say_the_same_pass(quote: str, said: str) -> None:
    assert refused(said, offered(View(quote, XIAOMI_AUTO))) is None


@pytest.mark.parametrize("holder", ["  ", NAME, f"a{NAME}b"])
def test_a_name_of_spaces_or_private_characters_ends_no_search(holder: str) -> None:
    offer = offered(View("Dealers sit on stock.", XIAOMI_AUTO, holder=holder, author=holder))
    assert refused(f"{holder} says that owls hunt by night", offer) is not None
