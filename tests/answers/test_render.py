"""The words around an answer, and that nothing in a post can act on who reads it."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import render
from bot.domain.answer import Answer, Considered, Held, Sentence
from bot.domain.argument import Aspect, Stance
from bot.domain.question import Query
from bot.domain.subject import Subject
from bot.domain.text import Locale
from tests.answers.given import BYD, XIAOMI_AUTO, View, by, evidence

VIEW = by("quietgarage", View("A label built on lap times.", aspect=Aspect.BRAND, on=date(2025, 10, 3)))


def query(**asked: object) -> Query:
    """A question in the language of its locale: English, unless it is said otherwise."""
    locale = Locale(str(asked.get("locale", Locale.ENGLISH)))
    return Query.model_validate({"text": "?", "language": locale.language, "locale": locale} | asked)


PLAIN, CHINESE, TRADITIONAL = query(), query(locale=Locale.SIMPLIFIED), query(locale=Locale.TRADITIONAL)


def answer(*views: View, asked: Query = PLAIN, considered: Considered | None = None) -> Answer:
    cited = tuple(evidence(n, view) for n, view in enumerate(views, 1))
    said = tuple(Sentence(text=f"{view.holder}: “{view.quote}”", citations=(n,)) for n, view in enumerate(views, 1))
    return Answer(query=asked, sentences=said, citations=cited, considered=considered or Considered())


def test_a_source_says_who_when_which_side_and_the_quote() -> None:
    told = answer(VIEW)
    line = "[1] quietgarage · 2025-10-03 · bear on Xiaomi Auto: “A label built on lap times.”"
    assert render.source_line(told.citations[0], told) == line
    undated = answer(View("Orders halved.", holder=None, author=None), asked=CHINESE)
    line = "[1] 未署名作者 · 日期不详 · 小米汽车，看空：“Orders halved.”"
    assert render.source_line(undated.citations[0], undated) == line
    told = answer(View("厂房空着。", holder=None, author=None), asked=TRADITIONAL)
    line = "[1] 未具名作者 · 日期不詳 · 小米汽車，看空：「厂房空着。」"
    assert render.source_line(told.citations[0], told) == line


@pytest.mark.parametrize(
    ("counts", "newest", "line"),
    [
        ((14, 6, 5), 3, "14 arguments from 6 posts by 5 people; newest 3 days old"),
        ((1, 1, 1), 1, "1 argument from 1 post by 1 person; newest 1 day old"),
        ((2, 1, 1), 0, "2 arguments from 1 post by 1 person; newest from today"),
        ((2, 2, 1), None, "2 arguments from 2 posts by 1 person"),
        ((2, 2, 0), 0, "2 arguments from 2 posts; newest from today"),
    ],
)
def test_what_was_considered_is_counted_in_words(counts: tuple[int, int, int], newest: int | None, line: str) -> None:
    arguments, posts, authors = counts
    considered = Considered(arguments=arguments, posts=posts, authors=authors, newest_days=newest)
    assert render.considered_line(answer(VIEW, considered=considered)) == line


def test_the_whole_answer_has_sentences_sources_and_where_the_words_come_from() -> None:
    counted = Considered(arguments=1, posts=1, authors=1)
    text = render.text(answer(VIEW, asked=query(since=date(2025, 1, 1)), considered=counted))
    assert text.split("\n\n") == [
        "quietgarage: “A label built on lap times.” [1]",
        "[1] quietgarage · 2025-10-03 · bear on Xiaomi Auto: “A label built on lap times.”",
        "1 argument from 1 post by 1 person\nOnly posts since 2025-01-01.\n"
        "These are the words of the posts' authors, not advice.",
    ]


def test_the_silent_half_of_a_comparison_is_named() -> None:
    told = answer(VIEW, asked=query(subjects=(XIAOMI_AUTO, BYD), comparison=True))
    assert render.one_sided_lines(told) == ["Nothing saved here answers this for BYD."]
    assert "BYD" in render.text(told)


BEAR_ON_BYD: dict[str, object] = {"subjects": (BYD,), "stance": Stance.BEAR}


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (query(**BEAR_ON_BYD), "No saved bear argument on BYD answers this."),
        (query(subjects=(BYD,)), "No saved argument on BYD answers this."),
        (query(author="ann"), "No saved argument of ann answers this."),
        (query(unknown=("Foobarium",)), "No company, person or saved argument here goes by “Foobarium”."),
        (PLAIN, "No saved argument answers this."),
        (query(locale=Locale.SIMPLIFIED, **BEAR_ON_BYD), "这里没有看空比亚迪、能回答这个问题的论点。"),
        (query(locale=Locale.TRADITIONAL, **BEAR_ON_BYD), "這裡沒有看空比亞迪、能回答這個問題的論點。"),
    ],
)
def test_an_abstention_says_what_there_is_none_of(asked: Query, line: str) -> None:
    assert render.abstention(answer(asked=asked)) == line


def test_an_abstention_lists_what_the_channel_does_hold() -> None:
    held = (
        Held(subject=BYD, stance=Stance.BULL, aspect=Aspect.MARGINS, arguments=1),
        Held(subject=XIAOMI_AUTO, stance=Stance.BEAR, aspect=None, arguments=14),
    )
    told = answer(asked=query(**BEAR_ON_BYD)).model_copy(update={"coverage": held})
    assert render.text(told).splitlines() == [
        "No saved bear argument on BYD answers this.",
        "This channel does hold:",
        "  BYD: 1 argument, bull, on margins",
        "  Xiaomi Auto: 14 arguments, bear",
    ]
    assert render.text(answer()).splitlines()[-1] == "This channel holds no arguments yet."


HOSTILE = "\x1b[31mred\x1b[0m \u202etxet\u202c \u200bzero\u2066 width\r\n\x07bell"


def test_a_posts_text_cannot_act_on_a_terminal() -> None:
    subject = Subject(key=BYD.key, name="BYD")
    shown = render.text(answer(View(HOSTILE, subject, holder="\x1b]0;owned\x07ann", author=None)))
    assert not set(shown) & set("\x1b\x07\r\u202e\u202c\u200b\u2066")
    assert "[31mred" in shown


@given(st.text(max_size=80))
def test_inert_text_is_one_visible_line(text: str) -> None:
    shown = render.inert(text)
    assert shown == render.inert(shown)
    hidden = [char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") and char != "\u200d"]
    assert hidden == []
