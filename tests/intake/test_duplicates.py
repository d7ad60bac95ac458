"""The same post is found again however it was copied; another post is not taken for it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.post import PasteId, Platform, Post, PostDraft, PostId, Ticker
from bot.domain.text import Language
from bot.intake.duplicates import fingerprint, same_post

LEAST_SHARED = 6

ENGLISH = """Costco at fifty times earnings is a bond with a hot dog

I spent a Saturday counting carts because my wife was at a baby shower and I had nothing better to do. The membership
fee is the profit, and the shop is how they sell it. Renewals run above ninety percent in North America, so the fee is
about as safe as rent. What I can't argue away is that new warehouses cannibalise the old ones in the same county. Sales
per square foot were flat last year, and the parking lot at the old site was half empty by four in the afternoon.

If they raise the fee by ten dollars and nobody leaves, I was wrong about the ceiling, and I will say so here."""

CHINESE = """批价跌了三个月，县里的经销商已经不问配额，问的是能不能退货。厂里说渠道健康，可是健康的渠道不会半夜甩货。

我把仓库的照片翻出来数了一遍，去年这个时候两排半，今年四排，最里面那排的生产日期是前年的。酒不会坏，钱会。
反过来讲，直销这一块做到了四成，厂家手里总算有了水龙头，真想稳价是稳得住的，只是谁也不愿意先少卖一年。

股息按现在的价算快四个点，比存银行强，这是我没有全卖的原因。等年底经销商大会开完，我再决定剩下的一半。"""

OTHER = """The case for Costco is older than the shop. People renew because the first trip of the year pays for the
card, and the second trip is free in their heads. The buyers stock four thousand things where a supermarket stocks forty
thousand, so every supplier lowers its price to be one of them. That is the whole machine and it has run since 1983."""


def draft(
    body: str, author: str | None = "ledger_lemur", on: date | None = None, topic: str | None = None
) -> PostDraft:
    return PostDraft(
        platform=Platform.REDDIT, author=author, published_at=on, language=Language.ENGLISH, body=body, topic=topic
    )


def saved(new: PostDraft) -> Post:
    return Post(
        post_id=PostId("p1"),
        paste_id=PasteId("t1"),
        quotes_post=None,
        saved_by="ann",
        saved_at=datetime(2026, 1, 1, tzinfo=UTC),
        **new.model_dump(exclude={"quotes"}),
    )


def is_found(copy: str, original: str) -> bool:
    """Whether the store would offer the saved original, and the two be taken for one."""
    return len(fingerprint(copy) & fingerprint(original)) >= LEAST_SHARED and same_post(
        draft(copy), saved(draft(original))
    )


@pytest.mark.parametrize("body", [ENGLISH, CHINESE], ids=["en", "zh"])
class TestACopy:
    def test_is_found_as_it_was(self, body: str) -> None:
        assert is_found(body, body)

    def test_is_found_re_flowed(self, body: str) -> None:
        assert is_found("\n\n".join(body.split()), body)

    def test_is_found_in_full_width_and_other_case(self, body: str) -> None:
        assert is_found(body.upper().replace(",", "，").replace("(", "（"), body)

    @pytest.mark.parametrize("share", [0.2, 0.3, 0.5, 0.9])
    def test_is_found_cut_at_its_end(self, body: str, share: float) -> None:
        assert is_found(f"{body[: int(len(body) * share)]}...", body)
        assert is_found(body, f"{body[: int(len(body) * share)]}…")

    def test_is_found_without_its_beginning(self, body: str) -> None:
        assert is_found(body[len(body) // 2 :], body)

    def test_is_found_lightly_edited(self, body: str) -> None:
        edited = (
            body.replace("county", "district")
            .replace("flat", "level")
            .replace("四成", "四成半")
            .replace("照片", "相片")
        )
        assert is_found(f"{edited}\n\nEdit: typo", body)


def test_a_translation_is_known_by_the_platforms_own_id() -> None:
    assert same_post(draft(ENGLISH, topic="27000001"), saved(draft(CHINESE, topic="27000001")))
    assert not same_post(draft(ENGLISH, topic="27000001"), saved(draft(CHINESE, topic="27000002")))
    elsewhere = saved(draft(CHINESE, topic="27000001")).model_copy(update={"platform": Platform.X})
    assert not same_post(draft(ENGLISH, topic="27000001"), elsewhere)


@pytest.mark.parametrize("other", [OTHER, CHINESE])
def test_another_post_on_the_same_matter_is_no_duplicate(other: str) -> None:
    assert not same_post(draft(other), saved(draft(ENGLISH)))
    assert len(fingerprint(other) & fingerprint(ENGLISH)) < LEAST_SHARED


@pytest.mark.parametrize(
    "short",
    ["I will say so here.", "Sales per square foot were flat last year", "The membership fee is the profit", "说得好"],
)
def test_a_short_post_is_no_duplicate_of_a_long_one_that_holds_its_words(short: str) -> None:
    assert not same_post(draft(short, author="jack_pete"), saved(draft(ENGLISH)))
    assert not same_post(draft(short), saved(draft(ENGLISH)))


def test_two_people_may_say_the_same_short_thing() -> None:
    assert not same_post(draft("to the moon 🚀", author="ann"), saved(draft("to the moon 🚀", author="bob")))
    assert same_post(draft("to the moon 🚀", author="ann"), saved(draft("To the moon!", author="ann")))


def test_a_long_post_under_another_name_is_a_copy() -> None:
    assert same_post(draft(ENGLISH, author="copycat"), saved(draft(ENGLISH)))


def test_an_unnamed_copy_is_a_copy() -> None:
    assert same_post(draft(ENGLISH, author=None), saved(draft(ENGLISH)))


def test_a_column_that_repeats_itself_another_week_is_no_duplicate() -> None:
    week = (
        "Weekly note: $NVDA closed at {}, up {} percent. My view is unchanged, four customers are half of revenue. "
        "Next update {}."
    )
    first = draft(week.format("181", "two", "on the ninth"), on=date(2026, 1, 2))
    second = draft(week.format("196", "eight", "after the print"), on=date(2026, 1, 9))
    assert not same_post(second, saved(first))


UNLIKE = [
    (
        "I am bullish on Nvidia because demand for its chips keeps growing every quarter and margins expand.",
        "I am bearish on Nvidia because demand for its chips keeps growing every quarter and margins expand.",
    ),
    (
        "我看多英伟达，因为数据中心的需求还在增长，利润率还会上升。",
        "我看空英伟达，因为数据中心的需求不再增长，利润率还会下降。",
    ),
    (
        "Tesla deliveries rose 10% in Q1, so the stock is cheap at this price and I keep adding to it.",
        "Tesla deliveries fell 10% in Q1, so the stock is not cheap at this price and I keep adding to it.",
    ),
    (
        "Xiaomi sold 30,000 cars in May and the factory in Beijing is running two shifts to keep up.",
        "Xiaomi sold 20,000 cars in June and the factory in Beijing is running two shifts to keep up.",
    ),
    (
        "I don't think that the new phone will sell well in Europe, whatever the reviewers have written.",
        "I do think that the new phone will sell well in Europe, whatever the reviewers have written.",
    ),
    (
        "The margin change this year is +3% and I expect about the same for the whole of the industry.",
        "The margin change this year is -3% and I expect about the same for the whole of the industry.",
    ),
    (
        "I keep adding to AMD, because the data centre orders come in every quarter and nobody prices that in.",
        "I keep adding to NVDA, because the data centre orders come in every quarter and nobody prices that in.",
    ),
    (
        "What I hear from the channel is that Lenovo cuts its orders for the spring, and the shelves are full.",
        "What I hear from the channel is that Asus cuts its orders for the spring, and the shelves are full.",
    ),
    ("+1", "-1"),
]


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_a_post_that_says_another_thing_is_no_duplicate(one: str, other: str) -> None:
    for author in ("ledger_lemur", None):
        assert not same_post(draft(one, author), saved(draft(other)))
        assert not same_post(draft(other, author), saved(draft(one)))
    assert same_post(draft(one), saved(draft(one)))


def test_the_same_words_on_another_company_are_another_post() -> None:
    text = "我继续加仓，因为订单每个季度都在增加，而且市场还没有把它算进价格里"
    amd, nvidia = (Ticker(symbol=symbol, market="US") for symbol in ("AMD", "NVDA"))
    one, other = draft(f"{text}。"), draft(f"{text}了。")
    assert same_post(other, saved(one))
    on_amd, on_nvidia = (
        one.model_copy(update={"tickers": (amd,)}),
        saved(other).model_copy(update={"tickers": (nvidia,)}),
    )
    assert not same_post(on_amd, on_nvidia)
    assert same_post(one.model_copy(update={"tickers": (amd, nvidia)}), on_nvidia)


def test_a_not_before_the_same_words_makes_another_post() -> None:
    assert not same_post(draft(f"Not true: {ENGLISH}"), saved(draft(ENGLISH)))
    assert not same_post(draft(ENGLISH), saved(draft(f"Not true: {ENGLISH}")))


def test_a_long_post_with_one_other_word_is_another_post() -> None:
    assert not same_post(draft(ENGLISH.replace("ten dollars", "nine dollars")), saved(draft(ENGLISH)))
    assert not same_post(draft(CHINESE.replace("批价跌", "批价涨")), saved(draft(CHINESE)))
    cut = CHINESE.replace("批价跌", "批价涨")[: len(CHINESE) // 2]
    assert not same_post(draft(cut), saved(draft(CHINESE)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the parking lot", "the parkng lot"),
        ("can't argue", "cannot argue"),
        ("half empty", "half-empty 🅿️"),
        ("nothing better to do.", "nothing better to do!!!"),
        ("I spent a Saturday", "I spent, a Saturday"),
        ("I spent a Saturday", "I spent a Saturdya"),
    ],
)
def test_a_mended_word_makes_no_other_post(one: str, other: str) -> None:
    assert is_found(ENGLISH.replace(one, other), ENGLISH)


def test_a_changed_link_or_count_at_the_edges_makes_no_other_post() -> None:
    edges = "{}\n\nhttps://example.com/posts/{}?s={}\n{} likes · {} comments"
    assert is_found(edges.format(ENGLISH, 77, 20, 12, 3), edges.format(ENGLISH, 77, 46, "1.4k", 15))
    assert is_found(edges.format(ENGLISH, 77, 20, 12, 3), ENGLISH)
    assert is_found(f"{CHINESE}\n赞 12 评论 3", f"{CHINESE}\n赞 340 评论 51")


def test_posts_by_many_that_differ_only_in_numbers_are_all_kept() -> None:
    posts = [
        draft(
            f"Costco opened {index % 23} warehouses in the county in May and renewals stood at {50 + index} percent, "
            "which is about what the old sites used to show before the fee went where it is today, and I hold on to "
            f"all {index * 3} of my shares because the buyers still choose the goods better than anybody else does.",
            author=f"reader_{index}",
        )
        for index in range(40)
    ]
    assert not any(same_post(one, saved(other)) for one in posts for other in posts if one is not other)


def test_one_other_number_far_down_a_very_long_post_is_another_post() -> None:
    long = " ".join(f"In shop {index} the fee was {index % 7} dollars." for index in range(3000))
    assert not same_post(draft(f"{long} Renewals 91%. Bye."), saved(draft(f"{long} Renewals 92%. Bye.")))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["the", "margin", "需求", "of", "2024", "grew", "5%", "$3.20"]), max_size=60),
    st.integers(0, 60),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
def test_a_post_with_one_other_number_is_never_a_duplicate(words: list[str], at: int, one: int, other: int) -> None:
    first, second = (" ".join([*words[:at], str(number), *words[at:]]) for number in (one, other))
    assert same_post(draft(first), saved(draft(second))) == (one == other)


def test_a_body_without_words_has_no_fingerprint_and_no_double() -> None:
    assert fingerprint("🚀🚀🚀 !!!") == frozenset()
    assert not same_post(draft("🚀🚀"), saved(draft("!!!")))


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.text(max_size=500))
def test_a_fingerprint_is_small_and_fits_a_database(body: str) -> None:
    sketch = fingerprint(body)
    assert len(sketch) <= 48
    assert all(0 <= value < 2**63 for value in sketch)
    assert fingerprint("  ".join(body.split(" "))) == sketch
