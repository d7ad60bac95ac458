"""How what was read of a paste beside its arguments is counted."""

from datetime import UTC, date, datetime

import pytest

from benchmarks.evaluation.figures import share_of
from benchmarks.evaluation.gold import GoldPost, GoldTicker
from benchmarks.evaluation.intake import judge_intake, same_time
from benchmarks.evaluation.judging import Matter
from benchmarks.evaluation.running import Saved
from bot.domain.post import Platform, PostId, Ticker
from bot.domain.receipt import Receipt, SavedPost
from tests.evaluation.invented import NAMES, RAW, gold_paste, post, read_as

FIRST = GoldPost(platform=Platform.X, author="wren", published_at="2026-03-02T09:15:00")
SECOND = GoldPost(platform=Platform.X, author="ledger", published_at="2026-03-01")
TWO = gold_paste(n_posts=2, n_posts_ok=(2,), posts=(FIRST, SECOND))


@pytest.mark.parametrize(
    ("read", "wanted", "is_same"),
    [
        (datetime(2026, 3, 2, 9, 15, 40), "2026-03-02T09:15:00", True),
        (datetime(2026, 3, 2, 9, 15, tzinfo=UTC), "2026-03-02T09:15:00", True),
        (datetime(2026, 3, 2, 9, 16), "2026-03-02T09:15:00", False),
        (date(2026, 3, 2), "2026-03-02T09:15:00", False),
        (datetime(2026, 3, 2, 9, 16), "2026-03-02", True),
        (None, "2026-03-02", False),
        (date(2026, 3, 2), None, False),
        (None, None, True),
    ],
)
def test_a_date_is_right_to_the_minute_or_the_day(
    read: datetime | date | None,
    wanted: str | None,
    is_same: bool,  # noqa: FBT001
) -> None:
    assert same_time(read, wanted) is is_same


def test_posts_are_paired_by_author_whatever_their_order() -> None:
    wren = post(platform=Platform.X, author="Wren", published_at=datetime(2026, 3, 2, 9, 15))
    ledger = post(platform=Platform.X, author="@ledger", published_at=date(2026, 3, 1))
    judged = judge_intake(read_as(TWO, ledger, wren), NAMES)
    assert [share_of(matter)(judged) for matter in (Matter.PLATFORM, Matter.AUTHOR, Matter.DATE)] == [1, 1, 1]


def test_a_post_that_was_not_found_is_wrong_in_everything() -> None:
    wren = post(platform=Platform.X, author="wren", published_at=datetime(2026, 3, 2, 9, 15))
    judged = judge_intake(read_as(TWO, wren), NAMES)
    assert [share_of(matter)(judged) for matter in (Matter.PLATFORM, Matter.AUTHOR, Matter.DATE)] == [0.5, 0.5, 0.5]
    assert share_of(Matter.SPLIT)(judged) == 0


def test_a_post_that_may_be_left_out_is_not_missed() -> None:
    may_be_one = TWO.model_copy(update={"n_posts_ok": (1, 2)})
    wren = post(platform=Platform.X, author="wren", published_at=datetime(2026, 3, 2, 9, 15))
    judged = judge_intake(read_as(may_be_one, wren), NAMES)
    assert [share_of(matter)(judged) for matter in (Matter.SPLIT, Matter.AUTHOR)] == [1, 1]


def test_a_paste_that_was_refused_is_wrong_in_everything() -> None:
    judged = judge_intake(Saved(TWO, RAW, None), NAMES)
    assert [judgement.matter.value for judgement in judged if judgement.right] == []


@pytest.mark.parametrize(
    ("symbols", "is_right"),
    [
        (("77",), 1),
        (("00077", "ORC"), 1),  # Orchard Rail is named in the paste
        (("00077", "META"), 0),
        (("ORC",), 0),
        ((), 0),
    ],
)
def test_tickers_are_all_that_are_shown_and_none_of_who_is_not_named(symbols: tuple[str, ...], is_right: int) -> None:
    gold = gold_paste(tickers=(GoldTicker(symbol="0077", market="HK"),))
    tickers = tuple(Ticker(symbol=symbol, market="HK") for symbol in symbols)
    assert share_of(Matter.TICKERS)(judge_intake(read_as(gold, post(tickers=tickers)), NAMES)) == is_right


def test_a_duplicate_is_one_where_the_set_says_so_and_nowhere_else() -> None:
    doubled = Receipt(posts=(SavedPost(post=post(), duplicate_of=PostId("p0")),))
    for original, is_right in (("posts/alpha/00.txt", 1), (None, 0)):
        judged = judge_intake(Saved(gold_paste(duplicate_of=original), RAW, doubled), NAMES)
        assert share_of(Matter.DUPLICATE)(judged) == is_right


def test_a_repost_that_finds_its_saved_original_is_no_duplicate() -> None:
    doubled = Receipt(posts=(SavedPost(post=post()), SavedPost(post=post(), duplicate_of=PostId("p0"))))
    judged = judge_intake(Saved(gold_paste(quotes_path="posts/alpha/00.txt"), RAW, doubled), NAMES)
    assert share_of(Matter.DUPLICATE)(judged) == 1


def test_a_reposted_post_may_keep_the_date_that_it_was_saved_with() -> None:
    repost = TWO.model_copy(update={"quotes_path": "posts/alpha/00.txt"})
    wren = post(platform=Platform.X, author="wren", published_at=datetime(2026, 3, 2, 9, 15))
    judged = judge_intake(read_as(repost, wren, post(platform=Platform.X, author="ledger")), NAMES)
    assert [share_of(matter)(judged) for matter in (Matter.AUTHOR, Matter.DATE)] == [1, 1]
