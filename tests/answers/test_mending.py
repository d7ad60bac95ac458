"""What is mended of a model's sentence without asking again: a quotation's letters, and the words around it."""

import pytest

from bot.answers.checking import Checking
from bot.answers.ground import Grounded, Offered
from bot.domain.answer import DraftSentence
from tests.answers.given import CARS, offered

BRAND = "quietgarage argues against Xiaomi Auto on brand: “A label built on lap times does not carry a family car.”"
OFFERED = offered(*CARS)


async def told(*sentences: tuple[str, int], offer: Offered = OFFERED) -> Grounded:
    heard: list[Grounded] = []

    async def hear(grounded: Grounded) -> None:
        heard.append(grounded)

    checking = Checking(offer, hear)
    await checking.check([DraftSentence(text=text, citations=(n,)) for text, n in sentences])
    assert [len(one.kept) for one in heard] == sorted({len(one.kept) for one in heard})
    return checking.grounded()


def texts(grounded: Grounded) -> list[str]:
    return [sentence.text for sentence in grounded.kept]


@pytest.mark.parametrize(
    "quotation",
    [
        "a label built on lap times does not carry a family car",
        "A LABEL BUILT ON LAP TIMES DOES NOT CARRY A FAMILY CAR",
        "A label built on lap  times does not carry a family car,",
    ],
)
async def test_a_quotation_is_set_to_the_letter(quotation: str) -> None:
    grounded = await told((f'quietgarage argues against Xiaomi Auto: "{quotation}"', 1))
    exact = "A label built on lap times does not carry a family car"
    assert texts(grounded) == [f'quietgarage argues against Xiaomi Auto: "{exact}"']
    assert grounded.dropped == ()


@pytest.mark.parametrize("word", ["lap time does", "lap times do", "lap-times does", "lap times does never"])
async def test_another_word_is_not_a_matter_of_letters(word: str) -> None:
    said = CARS[0].quote.replace("lap times does", word)
    grounded = await told((f'quietgarage argues against Xiaomi Auto: "{said}"', 1))
    assert texts(grounded) == []
    assert [one.reason for one in grounded.dropped] == ["not_verbatim"]


async def test_what_is_said_around_a_quotation_falls_and_the_quotation_is_told() -> None:
    boast = f'quietgarage, the best analyst there is, destroys Xiaomi Auto: "{CARS[0].quote}"'
    grounded = await told((boast, 1))
    assert texts(grounded) == [BRAND]
    assert [(one.text, one.reason) for one in grounded.dropped] == [(boast, "unsupported")]
    assert [one.n for one in grounded.cited] == [1]


async def test_half_a_quotation_is_told_whole() -> None:
    grounded = await told(('quietgarage says "carry a family car".', 1))
    assert texts(grounded) == [BRAND]


async def test_what_is_told_already_is_not_told_again_in_plain_words() -> None:
    right = 'quietgarage says "A label built on lap times does not carry a family car."'
    grounded = await told((right, 1), (right.replace("says", "proves that"), 1))
    assert texts(grounded) == [right]
    assert len(grounded.dropped) == 1


@pytest.mark.parametrize(
    ("retelling", "reason"),
    [
        ("harbour_lane says BYD's dealers hold ninety days of stock.", "unsupported"),
        ("harbour_lane says BYD's dealers hold two hundred days of stock.", "number"),
        ("山脚下 says BYD's dealers hold ninety days of stock.", "misattributed"),
    ],
)
async def test_a_retelling_without_a_quotation_is_left_to_the_model_to_mend(retelling: str, reason: str) -> None:
    grounded = await told((retelling, 6))
    assert texts(grounded) == []
    assert [one.reason for one in grounded.dropped] == [reason]


async def test_the_words_around_are_in_the_askers_language() -> None:
    query = OFFERED.query.model_copy(update={"locale": "zh-CN"})
    asked = offered(*CARS, query=query)
    grounded = await told(('tidewatcher 狠狠批评了小米汽车："Two recalls a year, and no head rolled."', 3), offer=asked)
    assert texts(grounded) == ["tidewatcher看空小米汽车（安全）：“Two recalls a year, and no head rolled.”"]
