"""The words of points: who is counted as a person, what answers what, and quotes in whole clauses."""

from datetime import date

import pytest

from bot.answers.point_words import LONGEST_NAME, LONGEST_TEXT, PointWords, state_line
from bot.answers.render import inert
from bot.answers.shorten import opening
from bot.answers.told import Sides, Told, told_case, told_debate, unanswered
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Case, Confrontation, Debate, Point, PointId, Relation, Reply, Standing
from bot.domain.text import Locale
from bot.locales import wording
from tests.answers.given import XIAOMI_AUTO, View, evidence

ENGLISH = wording(Locale.ENGLISH)
NOTHING = Standing(points=0, people=0, unnamed=0, unanswered=0)
LONG = (
    "The recalls have become a habit by now, and each of them was announced late on a Friday evening, when nobody who "
    "follows the company looks at the news any more, which tells you what the board itself thinks of them; I would "
    "not put my family into one of these cars before somebody else sits at the top."
)


def point(name: str, stance: Stance = Stance.BEAR, *replies: Reply, **more: object) -> Point:
    """One whose text is its quote."""
    quote = str(more.pop("quote", f"{name} is what I say."))
    given = {"people": 1, "unnamed": 0, "arguments": 1, "text": quote, **more}
    return Point(
        point_id=PointId(name),
        subject=XIAOMI_AUTO,
        stance=stance,
        aspect=Aspect.SAFETY,
        answered_by=replies,
        evidence=(evidence(1, View(quote, stance=stance)),),
        **given,
    )


def words_of(*points: Point, locale: Locale = Locale.ENGLISH) -> PointWords:
    return PointWords(wording(locale), told_case(Case(subject=XIAOMI_AUTO, points=points), Sides.BOTH), inert)


def reply(name: str, relation: Relation | None = Relation.REBUTS) -> Reply:
    return Reply(point_id=PointId(name), relation=relation)


@pytest.mark.parametrize(
    ("people", "unnamed", "said"),
    [
        (3, 0, "3 people"),
        (1, 2, "1 person and 2 posts by unknown authors"),
        (2, 1, "2 people and 1 post by an unknown author"),
        (0, 2, "2 posts by unknown authors"),
    ],
)
def test_posts_of_unknown_authors_are_never_counted_as_people(people: int, unnamed: int, said: str) -> None:
    told = point("a", people=people, unnamed=unnamed, arguments=9)
    assert words_of(told).about(told) == f"Safety · {said} · 9 arguments · undated"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2025, 1, 2), date(2025, 3, 4), "2025-01-02 to 2025-03-04"),
        (date(2025, 1, 2), date(2025, 1, 2), "2025-01-02"),
        (None, None, "undated"),
    ],
)
def test_a_point_says_from_when_to_when(first: date | None, last: date | None, said: str) -> None:
    told = point("a", first=first, last=last)
    assert words_of(told).counts(told).endswith(f" · {said}")


def test_what_answers_a_point_is_named_by_its_text_with_its_source_and_how_it_speaks_to_it() -> None:
    bear = point("brakes", Stance.BEAR, reply("no"), reply("but", Relation.QUALIFIES))
    tell = words_of(bear, point("no", Stance.BULL), point("but", Stance.BULL))
    assert tell.answers(bear) == [
        "answered by: “no is what I say.” [1] (contradicts it)",
        "answered by: “but is what I say.” [2] (grants it in part)",
    ]


def test_an_answer_among_the_points_that_are_told_no_more_is_counted_alone() -> None:
    one, more = point("a", Stance.BEAR, reply("x", None)), point("b", Stance.BEAR, reply("x", None), reply("y", None))
    both = point("c", Stance.BEAR, reply("no"), reply("x", None))
    tell = words_of(one, more, both, point("no", Stance.BULL))
    assert tell.answers(one) == ["answered by a weaker point of the other side"]
    assert tell.answers(more) == ["answered by 2 weaker points of the other side"]
    assert tell.answers(both)[1:] == ["and by a weaker point"]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (Locale.ENGLISH, "nobody has answered this"),
        (Locale.SIMPLIFIED, "无人回应"),
        (Locale.TRADITIONAL, "沒有人回應"),
    ],
)
def test_that_nobody_has_answered_is_said_plainly(locale: Locale, said: str) -> None:
    alone = point("a")
    assert words_of(alone, locale=locale).answers(alone) == [said]


def test_sources_that_are_not_all_there_are_say_so() -> None:
    some, every = point("a", arguments=6), point("b")
    tell = words_of(some, every)
    assert (tell.chosen(some), tell.chosen(every)) == (["the surest of them:"], [])


def test_a_quote_stands_in_quotation_marks_and_a_sentence_on_quotes_does_not() -> None:
    quoted, written = point("a"), point("b", text="Two people say that the brakes fail.")
    tell = words_of(quoted, written)
    assert tell.text(quoted) == "“a is what I say.”"
    assert tell.text(written) == "Two people say that the brakes fail."
    assert (tell.tells_whole(quoted), tell.tells_whole(written)) == (True, False)


def test_a_long_quote_is_cut_at_the_end_of_a_clause_and_says_so() -> None:
    told = point("a", quote=LONG)
    tell = words_of(told)
    assert tell.text(told) == (
        "“The recalls have become a habit by now, and each of them was announced late on a Friday evening, when "
        "nobody who follows the company looks at the news any more…”"
    )
    assert tell.name(told) == (
        "“The recalls have become a habit by now, and each of them was announced late on a Friday evening…” [1]"
    )
    assert not tell.tells_whole(told)


def test_what_is_shown_of_a_quote_always_stands_in_it_word_for_word() -> None:
    texts = (
        LONG,
        f"No, {LONG}",
        "召回已经成了习惯，" * 40,
        "word" * 200,
        f"Well, {'x' * 190}, and that is it for now.",
    )
    for text in texts:
        for longest in (LONGEST_TEXT, LONGEST_NAME):
            assert opening(text, longest) in text


def test_an_opening_of_a_word_or_two_is_passed_over_for_a_clause_that_says_something() -> None:
    told = point("a", quote=f"No, {'never ' * 20}again, and the brakes of the second model fail all the same.")
    assert words_of(told).name(told) == "“…and the brakes of the second model fail all the same.” [1]"


def test_evidence_is_numbered_in_the_order_in_which_points_are_told() -> None:
    case = Case(subject=XIAOMI_AUTO, points=(point("bear"), point("bull", Stance.BULL), point("other")))
    told = told_case(case, Sides.BOTH)
    assert [(one.point_id, one.evidence[0].n) for one in told.points] == [("bull", 1), ("bear", 2), ("other", 3)]


def test_one_side_alone_cites_what_answers_it_behind_its_own_evidence() -> None:
    case = Case(
        subject=XIAOMI_AUTO,
        points=(point("bear", Stance.BEAR, reply("no")), point("no", Stance.BULL), point("else", Stance.BULL)),
    )
    told = told_case(case, Sides.BEAR)
    assert ([one.point_id for one in told.points], [one.point_id for one in told.named]) == (["bear"], ["no"])
    assert [(one.n, one.argument.quote) for one in told.evidence] == [
        (1, "bear is what I say."),
        (2, "no is what I say."),
    ]


def test_the_state_of_a_debate_is_one_line_of_counts() -> None:
    bull = Standing(points=5, people=7, unnamed=0, unanswered=2)
    bear = Standing(points=3, people=1, unnamed=2, unanswered=0)
    assert state_line(Debate(subject=XIAOMI_AUTO, bull=bull, bear=bear), ENGLISH) == (
        "Bulls: 5 points by 7 people, 2 unanswered"
        " · Bears: 3 points by 1 person and in 2 posts by unknown authors, 0 unanswered"
    )
    unknown = Standing(points=1, people=0, unnamed=1, unanswered=1)
    assert state_line(Debate(subject=XIAOMI_AUTO, bull=unknown, bear=NOTHING), ENGLISH) == (
        "Bulls: 1 point in 1 post by an unknown author, 1 unanswered · Bears: no points"
    )


def test_a_debate_is_told_aspect_by_aspect_and_knows_what_stands_alone() -> None:
    answered = point("answered", Stance.BEAR, reply("no"))
    aspects = (
        Confrontation(aspect=Aspect.SAFETY, bull=(point("no", Stance.BULL),), bear=(answered,)),
        Confrontation(aspect=Aspect.BRAND, bull=(), bear=(point("alone"),)),
    )
    told: Told = told_debate(Debate(subject=XIAOMI_AUTO, aspects=aspects, bull=NOTHING, bear=NOTHING))
    assert [one.point_id for one in told.points] == ["no", "answered", "alone"]
    assert [one.point_id for one in unanswered(told.points, Stance.BEAR)] == ["alone"]
    assert [one.point_id for one in unanswered(told.points, Stance.BULL)] == ["no"]
