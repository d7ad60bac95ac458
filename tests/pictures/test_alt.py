"""The words in a picture's place."""

from datetime import date

import pytest

from bot.domain.argument import Stance
from bot.domain.text import Locale
from bot.domain.timeline import Bar, Mark, MarkKind, Timeline
from bot.pictures import draw
from bot.pictures.alt import described
from tests.pictures.timelines import BYD, UNTIL, named, timeline

LONGEST = 1024
"""Of an attachment's description in Discord."""
TWO_WEEKS = Timeline(
    subject=BYD,
    until=UNTIL,
    bars=(Bar(week=date(2025, 11, 24), bull=2, bear=5), Bar(week=date(2025, 12, 1), bull=1, bear=0)),
    marks=(
        Mark(n=1, day=date(2025, 11, 25), stance=Stance.BEAR),
        Mark(n=2, day=date(2025, 11, 26), stance=Stance.BEAR, kind=MarkKind.NEW_POINT),
        Mark(n=4, day=date(2025, 12, 2), stance=Stance.BULL),
    ),
    undated=1,
)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            Locale.ENGLISH,
            "Arguments on BYD by week, 2025-11-24 to 2025-12-03. For it, blue bars upwards: 3. Against it, hatched "
            "orange bars downwards: 5. Most in the week of 2025-11-24: 2 for, 5 against. Marked with the numbers of "
            "the links: post 1, 4; new point 2. 1 argument without a date is left out.",
        ),
        (
            Locale.SIMPLIFIED,
            "比亚迪每周的论点，2025年11月24日至2025年12月3日。看多，向上的蓝色柱：共3条。看空，向下的橙色斜纹柱：共5条。"
            "最多的是2025年11月24日开始的一周：看多2条，看空5条。图上标出的链接编号：帖子 1、4；新要点 2。"
            "另有1条日期不详，未画在图上。",
        ),
        (
            Locale.TRADITIONAL,
            "比亞迪每週的論點，2025年11月24日至2025年12月3日。看多，向上的藍色長條：共3個。看空，向下的橘色斜紋長條：共5個。"
            "最多的是2025年11月24日開始的那一週：看多2個，看空5個。圖上標出的連結編號：貼文 1、4；新要點 2。"
            "另有1個日期不詳，未畫在圖上。",
        ),
    ],
)
async def test_the_words_say_what_the_picture_shows(locale: Locale, said: str) -> None:
    assert (await draw(TWO_WEEKS, locale)).alt == said


def test_months_are_told_by_their_names() -> None:
    assert " by month, " in described(timeline(261), Locale.ENGLISH)
    bars = tuple(
        bar.model_copy(update={"bull": 99 if bar.week == date(2024, 5, 6) else 0}) for bar in timeline(100).bars
    )
    assert "Most in May 2024: 99 for, " in described(Timeline(subject=BYD, until=UNTIL, bars=bars), Locale.ENGLISH)


@pytest.mark.parametrize("locale", Locale)
def test_nothing_dated_is_said_as_such(locale: Locale) -> None:
    said = described(Timeline(subject=BYD, until=UNTIL, undated=7), locale)
    assert "7" in said
    assert "0" not in said


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("name", ["W" * 200, "🚀" * 200, "比亚迪" * 70, "\u202e" * 200, "👨‍👩‍👧‍👦" * 50])
def test_the_words_fit_into_a_description(name: str, locale: Locale) -> None:
    said = described(timeline(261, 40, named(name)), locale)
    assert len(said.encode("utf-16-le")) // 2 <= LONGEST


def test_no_character_that_turns_text_around_is_said() -> None:
    assert "\u202e" not in described(timeline(3, subject=named("\u202eevil")), Locale.ENGLISH)
