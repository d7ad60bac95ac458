"""A case: the points of each side, by how many people, in whose best words, and which answer which."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.answers.case import Wanted, case_of
from bot.answers.sides import POINTS
from bot.answers.voices import SHOWN
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Case, Point
from bot.domain.post import ChannelId
from bot.domain.subject import Subject
from bot.domain.text import Language
from storage import Store
from tests.answers.arguing import argue
from tests.answers.given import BYD, NVIDIA, XIAOMI, XIAOMI_AUTO, View, by

CARS, CHIPS = ChannelId("cars"), ChannelId("chips")
BOTH = (Stance.BULL, Stance.BEAR)
RECALLS = View("Two recalls a year, and no head rolled.", aspect=Aspect.SAFETY)
BADGE = View("A label built on lap times carries no family car.", aspect=Aspect.BRAND)
QUEUE = View("The queue for the next model reaches into spring.", stance=Stance.BULL, aspect=Aspect.DEMAND)


async def told(
    store: Store, subject: Subject = XIAOMI_AUTO, stances: Sequence[Stance] = BOTH, reader: Language | None = None
) -> Case:
    """The case in `cars` alone."""
    return await case_of(Wanted(subject, stances, reader), {None: store.channel(CARS)})


def outline(case: Case) -> list[tuple[Stance, Aspect, int, int, int]]:
    return [(one.stance, one.aspect, one.people, one.unnamed, one.arguments) for one in case.points]


def quotes(point: Point) -> list[str]:
    return [evidence.argument.quote for evidence in point.evidence]


async def test_points_are_ordered_by_people_and_then_by_arguments(store: Store) -> None:
    views = [
        by("ann", RECALLS),
        by("ben", View("The brakes are recalled again.", aspect=Aspect.SAFETY)),
        by("ann", QUEUE),
        by("ann", BADGE),
        by("ann", View("No one over forty wants that badge.", aspect=Aspect.BRAND)),
    ]
    await argue(store, CARS, views)
    assert outline(await told(store)) == [
        (Stance.BEAR, Aspect.SAFETY, 2, 0, 2),
        (Stance.BEAR, Aspect.BRAND, 1, 0, 2),
        (Stance.BULL, Aspect.DEMAND, 1, 0, 1),
    ]


async def test_evidence_is_numbered_from_one_through_all_points(store: Store) -> None:
    await argue(store, CARS, [by("ann", RECALLS), by("ben", BADGE), by("cy", QUEUE)])
    case = await told(store)
    assert [evidence.n for point in case.points for evidence in point.evidence] == [1, 2, 3]


async def test_one_side_asked_one_side_told(store: Store) -> None:
    await argue(store, CARS, [by("ann", RECALLS), by("cy", QUEUE)])
    assert {point.stance for point in (await told(store, stances=(Stance.BULL,))).points} == {Stance.BULL}


async def test_a_person_counts_once_however_the_name_is_written_and_however_often_it_speaks(store: Store) -> None:
    said = ["Brakes fail.", "Doors jam in the cold.", "The roof leaks after a year."]
    names = ["Marta Quill", "@marta quill", "ＭＡＲＴＡ ＱＵＩＬＬ"]
    await argue(
        store, CARS, [by(name, View(text, aspect=Aspect.SAFETY)) for name, text in zip(names, said, strict=True)]
    )
    assert outline(await told(store)) == [(Stance.BEAR, Aspect.SAFETY, 1, 0, 3)]


async def test_whom_an_author_reports_is_who_counts(store: Store) -> None:
    reported = View("Brakes fail.", holder="Harbour Research", author="ann", aspect=Aspect.SAFETY)
    again = View(
        "The harbour people say that brakes fail.", holder="Harbour Research", author="ben", aspect=Aspect.SAFETY
    )
    await argue(store, CARS, [reported, again])
    assert outline(await told(store)) == [(Stance.BEAR, Aspect.SAFETY, 1, 0, 2)]


async def test_arguments_that_nobody_or_a_camp_holds_are_unnamed(store: Store) -> None:
    nobody = View("Brakes fail.", holder=None, author=None, aspect=Aspect.SAFETY)
    bears = View("Doors jam in the cold.", holder="the bears", author="ann", aspect=Aspect.SAFETY)
    await argue(store, CARS, [nobody, bears, by("ben", RECALLS)])
    assert outline(await told(store)) == [(Stance.BEAR, Aspect.SAFETY, 1, 2, 3)]


async def test_neutral_arguments_are_left_out(store: Store) -> None:
    await argue(store, CARS, [by("ann", View("Nine factories are being built.", stance=Stance.NEUTRAL))])
    assert (await told(store)).points == ()


async def test_a_doubtful_side_is_told_only_where_no_surer_argument_is_on_it(store: Store) -> None:
    doubtful = by("ann", View("Whether the brakes hold, who can say.", aspect=Aspect.SAFETY, confidence=0.52))
    lone = by("cy", View("Orders, well, there are some.", stance=Stance.BULL, aspect=Aspect.DEMAND, confidence=0.52))
    await argue(store, CARS, [doubtful, by("ben", BADGE), lone])
    found = {(point.stance, point.aspect) for point in (await told(store)).points}
    assert found == {(Stance.BEAR, Aspect.BRAND), (Stance.BULL, Aspect.DEMAND)}


async def test_a_company_covers_its_segments_and_a_segment_is_only_itself(store: Store) -> None:
    await argue(
        store,
        CARS,
        [
            by("ann", RECALLS),
            by("ben", View("Phones sell well.", XIAOMI, Stance.BULL)),
            by("cy", View("Buses rust.", BYD)),
        ],
    )
    assert {point.stance for point in (await told(store, XIAOMI)).points} == {Stance.BEAR, Stance.BULL}
    assert {point.stance for point in (await told(store, XIAOMI_AUTO)).points} == {Stance.BEAR}


async def test_a_point_is_told_by_one_quote_and_shows_it_first(store: Store) -> None:
    views = [
        by("ben", View("Brakes fail.", aspect=Aspect.SAFETY, confidence=0.7)),
        by("ann", View("Two recalls a year, and no head rolled.", aspect=Aspect.SAFETY, confidence=0.9)),
    ]
    await argue(store, CARS, views)
    [point] = (await told(store)).points
    assert (point.text, quotes(point)) == ("Brakes fail.", ["Brakes fail.", "Two recalls a year, and no head rolled."])


async def test_after_it_a_point_shows_different_people_first_then_the_surest_and_of_these_the_newest(
    store: Store,
) -> None:
    views = [
        by("ann", View("Brakes fail.", on=date(2025, 1, 1), confidence=0.9)),
        by("ann", View("Doors jam in the cold.", on=date(2025, 5, 1), confidence=0.91)),
        by("ben", View("The roof leaks after a year.", on=date(2025, 3, 1), confidence=0.7)),
        by("cy", View("Seats come loose on bad roads.", on=date(2025, 4, 1), confidence=0.7)),
    ]
    await argue(store, CARS, views)
    [point] = (await told(store)).points
    assert quotes(point) == [
        "Brakes fail.",
        "Seats come loose on bad roads.",
        "The roof leaks after a year.",
        "Doors jam in the cold.",
    ]


async def test_a_point_shows_few_quotes_and_each_text_once(store: Store) -> None:
    text = "Two recalls a year, and no head rolled at the top."
    same = [
        by(name, View(text.replace("Two", word), aspect=Aspect.SAFETY))
        for name, word in (("ann", "Two"), ("ben", "two"))
    ]
    await argue(store, CARS, same)
    [point] = (await told(store)).points
    assert len(point.evidence) == 1
    others = ["Brakes fail.", "Doors jam in the cold.", "The roof leaks.", "Seats come loose.", "Mirrors fold alone."]
    await argue(store, CARS, [by(f"member {n}", View(words, aspect=Aspect.SAFETY)) for n, words in enumerate(others)])
    [point] = (await told(store)).points
    assert len(point.evidence) == SHOWN


async def test_of_quotes_as_strong_as_each_other_the_readers_language_goes_first(store: Store) -> None:
    views = [
        by("ben", View("So-so.")),
        by("ann", View("Brakes fail.")),
        by("远岸", View("两年召回三次，没有一个人为此负责。")),
    ]
    await argue(store, CARS, views)
    for reader, first in ((Language.CHINESE, "远岸"), (Language.ENGLISH, "ann")):
        [point] = (await told(store, reader=reader)).points
        assert [evidence.argument.holder for evidence in point.evidence][:2] == ["ben", first]


async def test_a_point_spans_its_earliest_and_its_latest_dated_argument(store: Store) -> None:
    views = [
        by("ann", View("Brakes fail.", on=date(2025, 5, 1))),
        by("ben", View("Doors jam in the cold.")),
        by("cy", View("The roof leaks after a year.", on=datetime(2025, 1, 2, 9, 30))),
    ]
    await argue(store, CARS, views)
    [point] = (await told(store)).points
    assert (point.first, point.last) == (date(2025, 1, 2), date(2025, 5, 1))


async def test_a_point_without_a_dated_argument_spans_no_time(store: Store) -> None:
    await argue(store, CARS, [by("ann", RECALLS)])
    [point] = (await told(store)).points
    assert (point.first, point.last) == (None, None)


async def test_the_weakest_points_are_counted_by_side_and_told_no_more(store: Store) -> None:
    views = [by(f"member {n}", View(f"Part {n} breaks.", aspect=Aspect.SAFETY)) for n in range(POINTS + 2)]
    await argue(store, CARS, [by("ann", QUEUE), *views], [0, *range(len(views))])
    case = await told(store)
    assert len(case.points) == POINTS + 1
    assert case.more == {Stance.BEAR: 2}
    assert (await told(store, stances=(Stance.BULL,))).more == {}


async def test_a_point_names_what_the_other_side_says_of_the_same_matter_and_nothing_else(store: Store) -> None:
    no_queue = View("Nobody queues for the next model any more, the queue is gone.", aspect=Aspect.DEMAND)
    await argue(store, CARS, [by("ann", no_queue), by("ben", QUEUE), by("cy", RECALLS)])
    case = await told(store)
    by_text = {point.text: point for point in case.points}
    against, queue, recalls = by_text[no_queue.quote], by_text[QUEUE.quote], by_text[RECALLS.quote]
    assert [one.point_id for one in against.answered_by] == [queue.point_id]
    assert [one.point_id for one in queue.answered_by] == [against.point_id]
    assert recalls.answered_by == ()


async def test_a_side_that_is_told_alone_says_all_the_same_what_answers_it(store: Store) -> None:
    no_queue = View("Nobody queues for the next model any more, the queue is gone.", aspect=Aspect.DEMAND)
    await argue(store, CARS, [by("ann", no_queue), by("ben", QUEUE)])
    [point] = (await told(store, stances=(Stance.BEAR,))).points
    assert len(point.answered_by) == 1


async def test_the_points_of_a_shelf_are_merged_and_its_evidence_names_it(store: Store) -> None:
    await argue(store, CARS, [by("ann", RECALLS)])
    await argue(
        store,
        CHIPS,
        [
            by("Ann", View("Doors jam in the cold.", aspect=Aspect.SAFETY)),
            by("ben", View("The roof leaks.", aspect=Aspect.SAFETY)),
            by("cy", QUEUE),
        ],
    )
    stores = {None: store.channel(CARS), CHIPS: store.channel(CHIPS)}
    case = await case_of(Wanted(XIAOMI_AUTO, BOTH), stores)
    assert outline(case) == [(Stance.BEAR, Aspect.SAFETY, 2, 0, 3), (Stance.BULL, Aspect.DEMAND, 1, 0, 1)]
    assert {(e.argument.quote, e.shelf) for e in case.points[0].evidence} == {
        (RECALLS.quote, None),
        ("Doors jam in the cold.", CHIPS),
        ("The roof leaks.", CHIPS),
    }
    assert case.points[1].evidence[0].shelf == CHIPS


async def test_what_a_shelf_holds_surely_keeps_the_channels_own_doubtful_side_out(store: Store) -> None:
    await argue(store, CARS, [by("ann", View("Whether the brakes hold, who can say.", confidence=0.52))])
    await argue(store, CHIPS, [by("ben", BADGE)])
    stores = {None: store.channel(CARS), CHIPS: store.channel(CHIPS)}
    [point] = (await case_of(Wanted(XIAOMI_AUTO, BOTH), stores)).points
    assert quotes(point) == [BADGE.quote]


async def test_nothing_of_a_channel_that_is_no_shelf_is_told(store: Store) -> None:
    await argue(store, CHIPS, [by("ben", BADGE)])
    await argue(store, CARS, [by("ann", View("The backlog is sold.", NVIDIA, Stance.BULL))])
    assert (await told(store)).points == ()
