"""A subject over time: weeks, marks, what is new, silent or turned, and whose evidence stands under which number."""

from datetime import UTC, date, datetime

import pytest

from bot.answers.sameness import same_quote
from bot.answers.timeline import MARKED, MOST_UNDATED, Asked, timeline_of
from bot.arguments.grouping import PointGrouping
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Point
from bot.domain.post import ChannelId
from bot.domain.subject import Subject
from bot.domain.timeline import MarkKind, Timeline
from storage import Store
from tests.answers.dated import CARS, CHIPS, Wrote, bear, bull, keep, wrote
from tests.answers.given import BYD, XIAOMI, XIAOMI_AUTO

TODAY = date(2025, 12, 1)
GROUPING = PointGrouping(same_quote)


async def told(
    store: Store,
    *posts: Wrote,
    subject: Subject = XIAOMI_AUTO,
    since: date | None = None,
    shelves: tuple[ChannelId, ...] = (),
) -> Timeline:
    await keep(store, *posts)
    stores = {None: store.channel(CARS)} | {shelf: store.channel(shelf) for shelf in shelves}
    for one in stores.values():
        await one.group(GROUPING)
    return await timeline_of(Asked(subject, TODAY, since), stores)


def quotes(points: tuple[Point, ...]) -> list[str]:
    return [point.evidence[0].argument.quote for point in points]


def marked(timeline: Timeline, kind: MarkKind) -> list[str]:
    texts = {one.n: one.argument.quote for one in timeline.evidence}
    return [texts[mark.n] for mark in timeline.marks if mark.kind is kind]


RECALL = "Two recalls in one year, and no head rolled at the top."
QUEUE = "The queue for the next model reaches far into spring."
DEBT = "Suppliers wait ever longer to be paid, and the debt keeps growing."


async def test_a_week_runs_from_monday_to_sunday_by_the_posts_dates_and_none_is_left_out(store: Store) -> None:
    timeline = await told(
        store,
        wrote("ann", "2025-11-09", bull()),
        wrote("ben", "2025-11-10", bear()),
        wrote("cy", "2025-11-16", bear("Brakes fail."), bull("Doors close.")),
    )
    assert [(bar.week.isoformat(), bar.bull, bar.bear) for bar in timeline.bars] == [
        ("2025-11-03", 1, 0),
        ("2025-11-10", 1, 2),
        ("2025-11-17", 0, 0),
        ("2025-11-24", 0, 0),
        ("2025-12-01", 0, 0),
    ]
    assert (timeline.until, timeline.since) == (TODAY, None)


@pytest.mark.parametrize("on", [None, "2099-01-01"])
async def test_undated_arguments_stand_apart_in_the_week_of_their_saving_and_a_date_to_come_is_none(
    store: Store, on: str | None
) -> None:
    timeline = await told(store, wrote("ann", on, bull()), wrote("ben", "2025-11-10", bear()))
    assert [(bar.bull, bar.bear, bar.undated_bull, bar.undated_bear) for bar in timeline.bars] == [
        (0, 1, 0, 0),
        (0, 0, 0, 0),
        (0, 0, 1, 0),
        (0, 0, 0, 0),
    ]
    assert timeline.undated == 1
    assert [(mark.day, mark.dated, mark.stance) for mark in timeline.marks] == [
        (date(2025, 11, 10), True, Stance.BEAR),
        (date(2025, 11, 30), False, Stance.BULL),
    ]


async def test_where_nothing_has_a_date_each_post_is_marked_at_the_day_it_was_saved(store: Store) -> None:
    early = datetime(2025, 9, 1, 23, 30, tzinfo=UTC)
    timeline = await told(
        store,
        wrote("ann", None, bull(), bear(RECALL), saved_at=early),
        wrote(None, None, bull(QUEUE)),
        wrote("ben", None, bear(DEBT)),
    )
    days = [(mark.day.isoformat(), mark.dated, mark.kind) for mark in timeline.marks]
    early_ones = [("2025-09-01", False, MarkKind.POST)] * 2
    assert days == [*early_ones, *[("2025-11-30", False, MarkKind.POST)] * 2]
    assert sum(bar.dated for bar in timeline.bars) == 0
    assert timeline.undated == 4


async def test_dated_posts_make_room_for_the_marks_of_some_undated_ones(store: Store) -> None:
    dated = [wrote(f"member {n}", f"2025-{n // 4 + 1:02}-{n % 4 * 7 + 1:02}", bull(f"Reason {n}.")) for n in range(40)]
    undated = [wrote(f"another {n}", None, bear(f"Worry {n}.")) for n in range(6)]
    marks = (await told(store, *dated, *undated)).marks
    assert (len(marks), sum(not mark.dated for mark in marks)) == (MARKED, MOST_UNDATED)


async def test_nobody_is_said_to_have_changed_their_mind_by_the_days_of_saving(store: Store) -> None:
    early, late = datetime(2025, 3, 2, tzinfo=UTC), datetime(2025, 8, 2, tzinfo=UTC)
    timeline = await told(store, wrote("ann", None, bull(), saved_at=early), wrote("ann", None, bear(), saved_at=late))
    assert timeline.turns == ()
    mixed = await told(store, wrote("ben", "2025-03-02", bull("Its badge sells.")), wrote("ben", None, bear(RECALL)))
    assert mixed.turns == ()


async def test_a_point_that_an_undated_post_argues_too_is_neither_new_nor_silent(store: Store) -> None:
    posts = (
        wrote("ann", "2025-01-06", bear(RECALL, aspect=Aspect.SAFETY)),
        wrote("ben", "2025-02-10", bear(f"{RECALL} Again.", aspect=Aspect.SAFETY)),
        wrote("cy", "2025-11-06", bull(QUEUE, aspect=Aspect.DEMAND)),
    )
    timeline = await told(store, *posts)
    assert (quotes(timeline.new), len(timeline.silent)) == ([QUEUE], 1)
    undated = wrote("eva", None, bear(f"{RECALL} Still.", aspect=Aspect.SAFETY), bull(f"{QUEUE} Yes."))
    timeline = await told(store, undated)
    assert (timeline.new, timeline.silent) == ((), ())


async def test_since_leaves_out_what_was_saved_before_and_undated(store: Store) -> None:
    old = datetime(2025, 3, 2, tzinfo=UTC)
    posts = wrote("ann", None, bull(), saved_at=old), wrote("ben", None, bear())
    timeline = await told(store, *posts, since=date(2025, 10, 1))
    assert [one.argument.quote for one in timeline.evidence] == [bear().quote]
    assert timeline.undated == 1


async def test_doubtful_and_neutral_arguments_are_not_counted(store: Store) -> None:
    doubtful = wrote("ann", "2025-11-10", bull(confidence=0.5), bear())
    timeline = await told(store, doubtful)
    assert [(bar.bull, bar.bear) for bar in timeline.bars][:1] == [(0, 1)]
    assert not timeline.unsure


async def test_where_nothing_is_surer_the_doubtful_is_told_as_unsure(store: Store) -> None:
    timeline = await told(store, wrote("ann", "2025-11-10", bull(confidence=0.5)), wrote("ben", None, bear()))
    assert not timeline.unsure
    alone = await told(store, wrote("cy", None, bull(confidence=0.5, subject=BYD)), subject=BYD)
    assert (alone.unsure, alone.undated, len(alone.marks)) == (True, 1, 1)


async def test_where_nothing_takes_a_side_there_are_no_bars(store: Store) -> None:
    timeline = await told(store, wrote("ben", "2025-11-10", bear(subject=BYD)))
    assert (timeline.bars, timeline.marks, timeline.evidence, timeline.undated) == ((), (), (), 0)
    assert not timeline.unsure


async def test_a_company_covers_its_segments_and_a_segment_is_only_itself(store: Store) -> None:
    posts = wrote("ann", "2025-11-10", bull(subject=XIAOMI)), wrote("ben", "2025-11-10", bear())
    whole = await told(store, *posts, subject=XIAOMI)
    part = await told(store)
    assert [(bar.bull, bar.bear) for bar in whole.bars][:1] == [(1, 1)]
    assert [(bar.bull, bar.bear) for bar in part.bars][:1] == [(0, 1)]


async def test_since_leaves_out_what_was_before(store: Store) -> None:
    posts = wrote("ann", "2025-03-10", bull()), wrote("ben", "2025-11-10", bear())
    timeline = await told(store, *posts, since=date(2025, 10, 1))
    assert timeline.bars[0].week == date(2025, 11, 10)
    assert [one.argument.quote for one in timeline.evidence] == [bear().quote]
    assert timeline.since == date(2025, 10, 1)


async def test_the_surest_of_the_fullest_weeks_is_marked_by_its_day_and_numbered_from_one(store: Store) -> None:
    timeline = await told(
        store,
        wrote("ann", "2025-11-18", bull(confidence=0.8)),
        wrote("ben", "2025-11-12", bear(confidence=0.7), bear("Brakes fail.", confidence=0.95)),
    )
    assert [(mark.n, mark.day.isoformat(), mark.stance) for mark in timeline.marks] == [
        (1, "2025-11-12", Stance.BEAR),
        (2, "2025-11-18", Stance.BULL),
    ]
    assert marked(timeline, MarkKind.POST) == ["Brakes fail.", bull().quote]


async def test_there_are_no_more_marks_than_can_be_told_apart_and_each_is_listed(store: Store) -> None:
    posts = [wrote(f"member {n}", f"2025-{n // 4 + 1:02}-{n % 4 * 7 + 1:02}", bull(f"Reason {n}.")) for n in range(40)]
    timeline = await told(store, *posts)
    assert len(timeline.marks) == MARKED
    assert [mark.n for mark in timeline.marks] == list(range(1, MARKED + 1))
    assert [one.n for one in timeline.evidence] == list(range(1, len(timeline.evidence) + 1))
    days = [mark.day for mark in timeline.marks]
    assert days == sorted(days)


async def test_a_point_that_was_first_argued_lately_is_new_and_one_that_is_argued_no_more_fell_silent(
    store: Store,
) -> None:
    timeline = await told(
        store,
        wrote("ann", "2025-01-06", bear(RECALL, aspect=Aspect.SAFETY)),
        wrote("ben", "2025-02-10", bear(f"{RECALL} Again.", aspect=Aspect.SAFETY)),
        wrote("ann", "2025-03-06", bull(QUEUE, aspect=Aspect.DEMAND)),
        wrote("cy", "2025-11-06", bull(f"{QUEUE} Still.", aspect=Aspect.DEMAND)),
        wrote("dag", "2025-11-20", bear(DEBT, aspect=Aspect.DEBT)),
    )
    assert quotes(timeline.new) == [DEBT]
    assert [RECALL in quote for quote in quotes(timeline.silent)] == [True]
    assert marked(timeline, MarkKind.NEW_POINT) == [DEBT]
    assert [RECALL in quote for quote in marked(timeline, MarkKind.SILENT_POINT)] == [True]


async def test_what_was_said_once_did_not_fall_silent_and_in_a_few_weeks_all_is_new(store: Store) -> None:
    once = await told(
        store, wrote("ann", "2025-01-06", bear(RECALL)), wrote("cy", "2025-11-06", bull(QUEUE, aspect=Aspect.DEMAND))
    )
    assert once.silent == ()
    weeks = [wrote("ann", day, bear(DEBT, subject=BYD)) for day in ("2025-11-03", "2025-11-24")]
    young = await told(store, *weeks, subject=BYD)
    assert (young.new, young.silent) == ((), ())


async def test_what_was_silent_before_the_time_that_is_told_or_is_dated_after_it_did_not_change_in_it(
    store: Store,
) -> None:
    posts = (
        wrote("ann", "2024-01-08", bear(RECALL, aspect=Aspect.SAFETY)),
        wrote("ben", "2024-02-12", bear(f"{RECALL} Again.", aspect=Aspect.SAFETY)),
        wrote("ann", "2025-08-11", bull(QUEUE, aspect=Aspect.DEMAND)),
        wrote("dag", "2099-01-01", bear(DEBT, aspect=Aspect.DEBT)),
    )
    since = await told(store, *posts, since=date(2025, 8, 1))
    assert (quotes(since.new), quotes(since.silent)) == ([], [])
    assert len((await told(store)).silent) == 1


async def test_a_matter_that_the_other_side_speaks_to_now_has_turned(store: Store) -> None:
    said = ["Families trust it.", "The name alone sells cars.", "Everybody knows the badge by now."]
    denied = ["Nobody over forty wants it.", "The badge stands for phones.", "Its name scares the careful buyers."]
    early = [wrote(f"early {n}", f"2025-02-0{n + 1}", bull(text)) for n, text in enumerate(said)]
    late = [wrote(f"late {n}", f"2025-11-1{n}", bear(text)) for n, text in enumerate(denied)]
    timeline = await told(store, *early, *late)
    assert [(point.stance, point.aspect) for point in timeline.turned] == [(Stance.BEAR, Aspect.BRAND)]
    mixed = await told(
        store, *(wrote(f"also {n}", f"2025-11-1{n}", bull(f"{text} Yes.")) for n, text in enumerate(said))
    )
    assert mixed.turned == ()


async def test_who_changed_their_mind_is_marked_and_both_quotes_are_listed(store: Store) -> None:
    timeline = await told(store, wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear()))
    [turn] = timeline.turns
    assert marked(timeline, MarkKind.CHANGED_MIND) == [bear().quote]
    assert turn.before is not None
    assert {turn.before.n, turn.after.n} <= {one.n for one in timeline.evidence}


async def test_all_that_is_named_is_listed_under_its_number(store: Store) -> None:
    timeline = await told(
        store,
        wrote("ann", "2025-01-06", bear(RECALL, aspect=Aspect.SAFETY), bear(DEBT, aspect=Aspect.DEBT)),
        wrote("ben", "2025-02-10", bear(f"{RECALL} Again.", aspect=Aspect.SAFETY)),
        wrote("ann", "2025-09-02", bull("Its badge carries families now.")),
        wrote("cy", "2025-11-20", bull(QUEUE, aspect=Aspect.DEMAND)),
    )
    listed = {one.n: one.argument.argument_id for one in timeline.evidence}
    named = [
        one for points in (timeline.new, timeline.silent, timeline.turned) for point in points for one in point.evidence
    ]
    named += [one for turn in timeline.turns for one in (turn.before, turn.after) if one is not None]
    assert named
    assert {(one.n, one.argument.argument_id) for one in named} <= set(listed.items())
    assert len(set(listed.values())) == len(listed)


async def test_a_shelf_is_counted_and_its_evidence_names_it(store: Store) -> None:
    await keep(store, wrote("ben", "2025-11-12", bear()), wrote("cy", "2025-11-19", bear(DEBT)), channel=CHIPS)
    posts = (wrote("ann", "2025-11-11", bull()),)
    assert [(bar.bull, bar.bear) for bar in (await told(store, *posts)).bars][:1] == [(1, 0)]
    both = await told(store, shelves=(CHIPS,))
    assert [(bar.bull, bar.bear) for bar in both.bars][:1] == [(1, 1)]
    assert {one.shelf for one in both.evidence} == {None, CHIPS}


async def test_what_is_forgotten_is_in_no_bar_and_under_no_number(store: Store) -> None:
    [gone] = await keep(store, wrote("ann", "2025-11-10", bull()))
    await store.channel(CARS).forget([gone])
    timeline = await told(store)
    assert (timeline.bars, timeline.evidence) == ((), ())
