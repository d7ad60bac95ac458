"""Words: what a person writes is data, and finds what it should in either language."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.argument import Stance
from storage import ChannelStore, KeptArgument, Scope, open_store
from storage.words import Marks, folded, indexed_marks, words_of
from tests.storage.samples import ALL, ALPHA, BYD, XIAOMI, argue, argument, claim


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Deliveries doubled!", ["deliveries", "doubled"]),
        ("小米汽车", ["小米", "米汽", "汽车"]),
        ("车", ["车"]),
        ("小米SU7很强", ["小米", "su7", "很强"]),
        ("$1.06B in 2025", ["1", "06b", "in", "2025"]),
        ("ＸＩＡＯＭＩ—Ｗ", ["xiaomi", "w"]),
        ("café Straße", ["cafe", "strasse"]),
        ("カメラ 카메라", ["カメ", "メラ", "카메", "메라"]),
        ("🌸 … «»", []),
    ],
)
def test_text_is_split_into_words_and_pairs_of_characters(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("one", "other"), [("小米汽車", "小米汽车"), ("營收與利潤", "营收与利润"), ("ＳＵ７", "su7"), ("NVIDIA", "nvidia")]
)
def test_case_width_and_script_make_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_a_text_of_nothing_but_accents_folds_to_nothing() -> None:
    assert folded("\u0301") == ""


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text())
def test_words_hold_nothing_that_the_index_could_split_or_take_for_syntax(text: str) -> None:
    assert all(re.fullmatch("[a-z0-9\x80-\U0010ffff]{1,64}", word) for word in words_of(text))


async def found(store: ChannelStore, *terms: str) -> list[str]:
    ids = await store.by_words(terms, ALL, 10)
    return [kept.quote for kept, _ in await store.evidence(ids)]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("小米汽車的品牌很弱", "小米汽车"),
        ("小米汽车的品牌很弱", "小米汽車"),
        ("品牌很弱", "品牌"),
        ("毛利率下降了", "利率"),
        ("The factory is running at capacity", "run"),
        ("The factory runs", "running"),
        ("Ｍａｒｇｉｎｓ fell", "margins"),
        ("营收 1.06B 美元", "1.06B"),
        ("Buy the SU7 now", "su7"),
        ("A naïve view", "naive"),
    ],
)
async def test_what_is_said_is_found(alpha: ChannelStore, text: str, asked: str) -> None:
    await claim(alpha, "Nothing of the kind 没有")
    await claim(alpha, text)
    assert await found(alpha, asked) == [text]


async def test_characters_that_stand_apart_are_not_a_word(alpha: ChannelStore) -> None:
    await claim(alpha, "小有名气的米粉，汽油车")
    assert await found(alpha, "小米") == []
    assert await found(alpha, "汽车") == []


async def test_a_term_of_several_words_is_a_phrase(alpha: ChannelStore) -> None:
    await claim(alpha, "Cash flow is free")
    await claim(alpha, "Free cash flow is strong")
    assert await found(alpha, "free cash flow") == ["Free cash flow is strong"]


async def test_names_in_both_languages_find_an_argument_that_has_neither(alpha: ChannelStore) -> None:
    text = "They ship twice as many"
    await argue(alpha, text, KeptArgument(argument(text, text), words="Xiaomi 小米"))
    assert await found(alpha, "小米") == [text]
    assert await found(alpha, "xiaomi") == [text]


async def test_the_claim_is_found_by_words_that_the_quote_lacks(alpha: ChannelStore) -> None:
    text = "They ship twice as many"
    await argue(alpha, text, KeptArgument(argument(text, text, claim="Xiaomi doubles its shipments")))
    assert await found(alpha, "doubles") == [text]


async def test_the_rarer_word_counts_for_more(alpha: ChannelStore) -> None:
    for number in range(20):
        await claim(alpha, f"The margin of line {number} is fine")
    await claim(alpha, "The recall is a danger")
    assert (await found(alpha, "margin", "recall"))[0] == "The recall is a danger"


async def test_a_word_that_nearly_all_have_does_not_drive_the_search(alpha: ChannelStore) -> None:
    for number in range(80):
        await claim(alpha, f"Xiaomi line {number}")
    await claim(alpha, "A recall of batteries")
    assert await found(alpha, "xiaomi", "recall") == ["A recall of batteries"]
    assert len(await found(alpha, "xiaomi", "unheard")) == 10
    assert len(await found(alpha, "xiaomi")) == 10


HOSTILE = [
    '"',
    '" OR "a',
    "margin*",
    "NEAR(a b)",
    "text : margin",
    "{scope} : x",
    "-margin",
    "^margin",
    "(",
    "a AND NOT b",
    "'; DROP TABLE posts; --",
    "q1xwmargin",
    "q1xs0",
]


@pytest.mark.parametrize("term", HOSTILE)
async def test_a_term_is_never_syntax(alpha: ChannelStore, term: str) -> None:
    await claim(alpha, "Something else entirely")
    assert await found(alpha, term) == []
    await claim(alpha, f"margin a b text near drop {term}")
    assert len(await found(alpha, "margin")) == 1


async def test_the_terms_of_a_scope_cannot_be_asked_for(alpha: ChannelStore) -> None:
    await claim(alpha, "Something else entirely")
    marks = " ".join(indexed_marks(1, Marks(XIAOMI.key, Stance.BULL, "growth", "wren")))
    assert await found(alpha, marks, *marks.split()) == []


@settings(max_examples=25, derandomize=True, deadline=None)
@given(terms=st.lists(st.text(max_size=30), max_size=6))
async def test_any_terms_can_be_asked_for(terms: list[str]) -> None:
    async with open_store("sqlite:///:memory:") as store:
        alpha = store.channel(ALPHA)
        await claim(alpha, "Deliveries doubled 交付量翻倍")
        assert len(await alpha.by_words(terms, Scope(stances=(Stance.BULL,)), 5)) <= 1


@settings(max_examples=25, derandomize=True, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
async def test_every_text_with_a_word_in_it_is_found_by_itself(text: str) -> None:
    async with open_store("sqlite:///:memory:") as store:
        kept = await claim(store.channel(ALPHA), text)
        there = [kept.argument_id] if words_of(text) else []
        assert await store.channel(ALPHA).by_words([text], ALL, 5) == there


async def test_a_common_word_counts_where_the_rare_one_is_outside_the_scope(alpha: ChannelStore) -> None:
    for number in range(80):
        await claim(alpha, f"Batteries of line {number}")
    await claim(alpha, "A recall", BYD)
    found = await alpha.by_words(["batteries", "recall"], Scope(subjects=(XIAOMI.key,)), 100)
    assert len(found) == 80
