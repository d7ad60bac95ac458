"""The same post is found again however it was copied; another post is not taken for it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.post import PasteId, Platform, Post, PostDraft, PostId
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
