"""The words in a picture's place."""

from datetime import date

import pytest

from bot.domain.argument import Stance
from bot.domain.text import Locale
from bot.domain.timeline import Bar, Mark, MarkKind, Timeline
from bot.locales import wording
from bot.pictures import draw
from bot.pictures.alt import described
from tests.pictures.timelines import BYD, UNTIL, named, timeline

LONGEST = 1024
"""Of an attachment's description in Discord."""
TWO_WEEKS = Timeline(
    subject=BYD,
    until=UNTIL,
    bars=(
        Bar(week=date(2025, 11, 24), bull=2, bear=5),
        Bar(week=date(2025, 12, 1), bull=1, bear=0, undated_bull=3, undated_bear=4),
    ),
    marks=(
        Mark(n=1, day=date(2025, 11, 25), stance=Stance.BEAR),
        Mark(n=2, day=date(2025, 11, 26), stance=Stance.BEAR, kind=MarkKind.NEW_POINT),
        Mark(n=4, day=date(2025, 12, 2), stance=Stance.BULL),
        Mark(n=5, day=date(2025, 12, 2), stance=Stance.BULL, dated=False),
    ),
)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            Locale.ENGLISH,
            "Arguments on BYD by week, 2025-11-24 to 2025-12-03. For it, blue bars upwards: 3. Against it, hatched "
            "orange bars downwards: 5. Most in the week of 2025-11-24: 2 for, 5 against. Hollow, blue upwards and "
            "brown downwards, at the day they were saved, because they have no usable date: 3 for it, 4 against it. "
            "Marked with the numbers of the links: post 1, 4; undated post 5; new point 2.",
        ),
        (
            Locale.SIMPLIFIED,
            "比亚迪每周的论点，2025年11月24日至2025年12月3日。看多，向上的蓝色柱：共3条。看空，向下的橙色斜纹柱：共5条。"
            "最多的是2025年11月24日开始的一周：看多2条，看空5条。"
            "空心的没有可用日期，画在保存那天，蓝色向上、褐色向下：看多3条，看空4条。"
            "图上标出的链接编号：帖子 1、4；日期不详的帖子 5；新要点 2。",
        ),
        (
            Locale.TRADITIONAL,
            "比亞迪每週的論點，2025年11月24日至2025年12月3日。看多，向上的藍色長條：共3個。看空，向下的橘色斜紋長條：共5個。"
            "最多的是2025年11月24日開始的那一週：看多2個，看空5個。"
            "空心的沒有可用日期，畫在儲存那天，藍色向上、褐色向下：看多3個，看空4個。"
            "圖上標出的連結編號：貼文 1、4；日期不詳的貼文 5；新要點 2。",
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
    bar = Bar(week=date(2025, 12, 1), bull=0, bear=0, undated_bull=7, undated_bear=8)
    said = described(Timeline(subject=BYD, until=UNTIL, bars=(bar,)), locale)
    assert wording(locale).say("picture", "alt_undated", bull=7, bear=8) in said
    assert "：0" not in said
    assert ": 0" not in said


@pytest.mark.parametrize("locale", Locale)
def test_what_takes_its_side_doubtfully_is_said_to(locale: Locale) -> None:
    unsure = TWO_WEEKS.model_copy(update={"unsure": True})
    assert wording(locale).say("timeline", "unsure") in described(unsure, locale)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("name", ["W" * 200, "🚀" * 200, "比亚迪" * 70, "\u202e" * 200, "👨‍👩‍👧‍👦" * 50])
def test_the_words_fit_into_a_description(name: str, locale: Locale) -> None:
    said = described(timeline(261, 40, named(name)), locale)
    assert len(said.encode("utf-16-le")) // 2 <= LONGEST


def test_no_character_that_turns_text_around_is_said() -> None:
    assert "\u202e" not in described(timeline(3, subject=named("\u202eevil")), Locale.ENGLISH)
