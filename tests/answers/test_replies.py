"""Which point speaks to which of the other side, and whether it rebuts it, or grants it and limits it."""

from collections.abc import Sequence

import numpy as np
import pytest

from bot.answers.fold import fold
from bot.answers.matters import spotted
from bot.answers.replies import SPEAKS, Speaking, relation_of, speaking
from bot.answers.replying.naming import matters_in
from bot.answers.replying.weights import load_weights
from bot.arguments.points.space import load_space
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Point, PointId, Relation
from bot.domain.post import PostId
from storage import Means
from tests.answers.given import XIAOMI_AUTO, View, evidence
from tests.timing import allowed, seconds

BULL, BEAR = Stance.BULL, Stance.BEAR
MANY, SECONDS = 1500, 0.06
"""Points of a side, and the processor's time in which all are compared with all."""
WIDTH = 32
QUEUE, BADGE, BRAKES, FACTORY, DEBT = range(5)


def point(name: str, stance: Stance, *texts: str, reply_to: str | None = None) -> Point:
    """Each text in a post of its own, called as its point with a number behind; `reply_to`: what the first answers."""
    found = [evidence(n, View(text, stance=stance)) for n, text in enumerate(texts, 1)]
    quoted = [PostId(reply_to) if reply_to and n == 0 else None for n in range(len(texts))]
    posts = [
        one.post.model_copy(update={"post_id": PostId(f"{name}{n}"), "quotes_post": quotes})
        for n, (one, quotes) in enumerate(zip(found, quoted, strict=True), 1)
    ]
    return Point(
        point_id=PointId(name),
        subject=XIAOMI_AUTO,
        stance=stance,
        aspect=Aspect.OTHER,
        text=texts[0],
        people=1,
        unnamed=0,
        arguments=len(texts),
        evidence=tuple(one.model_copy(update={"post": post}) for one, post in zip(found, posts, strict=True)),
    )


def lying(**matters: int | Sequence[float]) -> Means:
    """Points by the matter that they are on, or by their place outright."""
    rows = [
        np.eye(WIDTH)[at] if isinstance(at, int) else np.resize([*at, *[0.0] * WIDTH], WIDTH) for at in matters.values()
    ]
    return Means([PointId(name) for name in matters], np.array(rows, np.float32))


def relation(answering: str, answered: str) -> Relation:
    return relation_of(point("bull", BULL, answered), point("bear", BEAR, answering))


def spoken() -> Speaking:
    bull = lying(queue=QUEUE, badge=BADGE, factory=FACTORY)
    return speaking(bull, lying(no_queue=QUEUE, brakes=BRAKES, no_badge=BADGE, owed=DEBT))


def test_points_on_one_matter_speak_to_one_another_and_others_do_not() -> None:
    assert spoken().nearest(PointId("queue")) == ["no_queue"]
    assert spoken().nearest(PointId("no_badge")) == ["badge"]
    assert spoken().nearest(PointId("factory")) == spoken().nearest(PointId("owed")) == []


def test_the_nearest_comes_first_and_no_more_are_named_than_asked_for() -> None:
    near, nearer = [0.8, 0.6], [0.95, 0.3122]
    found = speaking(lying(queue=0, badge=9), lying(near=near, nearer=nearer, brakes=BRAKES, owed=DEBT))
    assert found.nearest(PointId("queue")) == ["nearer", "near"]


def test_points_that_nobody_speaks_to_are_counted_on_both_sides() -> None:
    assert spoken().unanswered() == (1, 2)


def test_where_one_side_is_silent_nothing_of_the_other_is_answered() -> None:
    nobody = Means((), np.empty((0, 0), np.float32))
    assert speaking(lying(queue=QUEUE, badge=BADGE), nobody).unanswered() == (2, 0)
    assert speaking(nobody, lying(brakes=BRAKES)).unanswered() == (0, 1)
    assert speaking(nobody, lying(brakes=BRAKES)).heard([point("brakes", BEAR, "Brakes fail.")]).unanswered() == (0, 1)


def test_what_is_said_tells_apart_what_lies_equally_near() -> None:
    between = [0.5, 0.5, 0.5, 0.5]
    found = speaking(lying(dividend=between, badge=BADGE), lying(payout=between, brakes=between, owed=DEBT))
    heard = found.heard(
        [
            point("dividend", BULL, "The dividend was raised for the ninth year."),
            point("badge", BULL, "Everyone wants that badge."),
            point("payout", BEAR, "分红全靠借来的钱，撑不了多久。"),
            point("brakes", BEAR, "刹车去年召回了两次。"),
            point("owed", BEAR, "Suppliers wait half a year."),
        ]
    )
    assert heard.nearest(PointId("dividend"))[0] == "payout"
    dividend, payout, brakes = 0, 0, 1
    assert found.likeness[dividend, payout] == found.likeness[dividend, brakes]
    assert heard.likeness[dividend, payout] > max(SPEAKS, heard.likeness[dividend, brakes])


def test_what_is_told_under_another_point_is_heard_in_its_words() -> None:
    between = [0.5, 0.5, 0.5, 0.5]
    found = speaking(lying(dividend=between, badge=BADGE), lying(payout=BRAKES, elsewhere=between))
    dividend = point("dividend", BULL, "The dividend was raised for the ninth year.")
    told = [dividend, point("payout", BEAR, "The roof leaks.")]
    apart = found.heard(told).likeness[0, 1]
    assert apart == found.likeness[0, 1]
    assert found.heard(told, {PointId("elsewhere"): PointId("payout")}).likeness[0, 1] < apart


def test_what_was_posted_in_reply_speaks_to_it_however_it_is_put() -> None:
    slightly = [0.2, 0.0, 0.0, 0.0, 0.0, 0.98]
    found = speaking(lying(queue=QUEUE, badge=BADGE), lying(shrug=slightly, brakes=9))
    queue, badge = point("queue", BULL, "The queue reaches into spring."), point("badge", BULL, "Everyone wants it.")
    brakes = point("brakes", BEAR, "Two recalls a year.")
    alone = found.heard([queue, badge, brakes, point("shrug", BEAR, "Nonsense, go and look.")])
    assert alone.nearest(PointId("queue")) == []
    replied = found.heard([queue, badge, brakes, point("shrug", BEAR, "Nonsense, go and look.", reply_to="queue1")])
    assert replied.nearest(PointId("queue")) == ["shrug"]
    assert replied.nearest(PointId("shrug")) == ["queue"]


def test_a_reply_on_quite_another_matter_does_not_speak_to_what_it_replies_to() -> None:
    found = speaking(lying(queue=QUEUE, badge=BADGE), lying(brakes=BRAKES, owed=DEBT))
    queue, badge = point("queue", BULL, "The queue reaches into spring."), point("badge", BULL, "Everyone wants it.")
    owed = point("owed", BEAR, "Suppliers wait half a year.")
    heard = found.heard([queue, badge, owed, point("brakes", BEAR, "Two recalls a year.", reply_to="queue1")])
    assert heard.nearest(PointId("queue")) == []


@pytest.mark.parametrize(
    ("answering", "answered"),
    [
        ("Nobody queues for it.", "The queue for the next model reaches into spring."),
        ("Gross margin fell by three points.", "Gross margin rose by three points."),
        ("毛利率又掉了三个点。", "毛利率连续三个季度往上走。"),
        ("Nobody queues for it.", "新车订单排到明年春天。"),
        ("用户根本不买账。", "Owners love it."),
    ],
)
def test_who_says_the_contrary_rebuts(answering: str, answered: str) -> None:
    assert relation(answering, answered) is Relation.REBUTS


@pytest.mark.parametrize(
    ("answering", "answered"),
    [
        ("True, orders rise, but only because of the subsidy.", "Orders rise every month."),
        ("Sales grew, but that is a one-off from the trade-in scheme.", "Sales grew by a third."),
        ("订单确实多了，但全靠补贴，短期而已。", "订单每个月都在涨。"),
        ("虽然毛利率高，不过只有一款车贡献，明年就回到原位。", "毛利率比同行高五个点。"),
        ("增长是快，可基数低，毛利率只有一成。", "Storage doubled within a year."),
        ("Margins are up, yes, but only until the discounts end.", "毛利率连续三个季度往上走。"),
    ],
)
def test_who_grants_a_point_and_limits_it_qualifies_it_and_is_not_answered_by_it(answering: str, answered: str) -> None:
    assert relation(answering, answered) is Relation.QUALIFIES
    assert relation(answered, answering) is Relation.IGNORES


def test_of_two_that_both_hedge_neither_grants_the_other() -> None:
    both = "Sales may have grown, but only for a quarter."
    assert relation(both, both) is Relation.REBUTS


def test_a_point_that_is_granted_leaves_what_grants_it_unanswered() -> None:
    found = speaking(lying(orders=QUEUE, badge=BADGE), lying(subsidy=QUEUE, brakes=BRAKES))
    heard = found.heard(
        [
            point("orders", BULL, "Orders rise every month."),
            point("badge", BULL, "Everyone wants that badge."),
            point("subsidy", BEAR, "True, orders rise, but only because of the subsidy."),
            point("brakes", BEAR, "Brakes fail."),
        ]
    )
    assert heard.nearest(PointId("orders")) == ["subsidy"]
    assert heard.nearest(PointId("subsidy")) == []
    assert (found.unanswered(), heard.unanswered()) == ((1, 1), (1, 2))


@pytest.mark.parametrize(
    "text",
    [
        "Free cash flow covers the dividend, and the share count falls.",
        "The price war with rivals eats gross margins in Southeast Asia.",
        "海外建厂要花三年，分红和回购都停了。",
        "Robotaxi 的商业化还早，储能毛利率倒是不错。",
    ],
)
def test_every_matter_that_a_question_would_name_is_heard(text: str) -> None:
    named = {one.matter.name for one in spotted(fold(text))}
    assert named
    assert named <= matters_in(fold(text))


def test_the_weights_were_chosen_in_the_shipped_space() -> None:
    assert load_weights().space == load_space().name, "python -m benchmarks.relations"


def test_all_of_large_sides_are_compared_while_a_click_waits() -> None:
    dice = np.random.default_rng(7)
    sides = [
        Means([PointId(f"{side}{n}") for n in range(MANY)], dice.normal(size=(MANY, 278)).astype(np.float32))
        for side in ("bull", "bear")
    ]
    assert seconds(lambda: speaking(*sides).unanswered(), tries=5) <= allowed(SECONDS)
