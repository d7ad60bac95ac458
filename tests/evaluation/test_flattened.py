"""What is counted of pastes that lost their line ends."""

from datetime import date
from pathlib import Path

from benchmarks.evaluation.flattened import (
    Twins,
    authors_kept,
    dates_kept,
    flattened_section,
    right_authors,
    right_dates,
    rightly_split,
    twins_of,
    wrongly_signed,
)
from benchmarks.evaluation.gold import GoldPost, load_set
from benchmarks.evaluation.pastes import judge_sets
from bot.domain.post import Platform, PostDraft
from bot.domain.text import Language
from tests.evaluation.invented import NAMES, gold_paste
from tests.evaluation.test_report import write_set

DAY = date(2026, 1, 14)
GOLD = gold_paste(posts=(GoldPost(platform=Platform.X, author="Wren Talbot", published_at=DAY.isoformat()),))


def draft(author: str | None, published_at: date | None = DAY) -> PostDraft:
    return PostDraft(
        platform=Platform.X, author=author, published_at=published_at, language=Language.ENGLISH, body="It grows."
    )


def twins(whole: list[PostDraft], flat: list[PostDraft]) -> Twins:
    return Twins(GOLD, NAMES, whole, flat)


def test_what_is_read_as_before_is_kept() -> None:
    kept = [twins([draft("Wren Talbot")], [draft("Wren Talbot")])]
    assert (authors_kept(kept), dates_kept(kept), right_authors(kept), right_dates(kept)) == (1, 1, 1, 1)
    assert (wrongly_signed(kept), rightly_split(kept)) == (0, 1)


def test_an_author_that_is_left_empty_is_lost_and_not_wrong() -> None:
    lost = [twins([draft("Wren Talbot")], [draft(None, None)])]
    assert (authors_kept(lost), dates_kept(lost), right_authors(lost), wrongly_signed(lost)) == (0, 0, 0, 0)


def test_another_author_is_wrong_and_so_is_one_that_nobody_read_before() -> None:
    assert wrongly_signed([twins([draft("Wren Talbot")], [draft("Follow")])]) == 1
    more = twins([draft("Wren Talbot")], [draft("Wren Talbot"), draft("Like")])
    assert (wrongly_signed([more]), rightly_split([more])) == (1, 0)
    comment = twins([draft("Wren Talbot"), draft("Ann")], [draft("Wren Talbot"), draft("Ann")])
    assert wrongly_signed([comment]) == 0


async def test_a_set_is_read_again_without_its_line_ends_on_the_real_product(tmp_path: Path) -> None:
    pastes = load_set(write_set(tmp_path))
    assert ["\n" in pastes.flattened().text(gold) for gold in pastes.pastes] == [False, False]
    assert authors_kept(twins_of(pastes)) == 1
    judged = await judge_sets([("small", pastes)])
    section = await flattened_section({"small": pastes}, judged)
    figures = {row.name: row.figures["small"] for row in section.rows}
    assert (figures["argument spans, F1"], figures["… less than with line ends"]) == (1, 0)
