"""A debate: both sides aspect by aspect, and where it stands in counts."""

from bot.answers.case import Wanted
from bot.answers.debate import debate_of
from bot.answers.sides import POINTS
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Debate, Standing
from bot.domain.post import ChannelId
from storage import Store
from tests.answers.arguing import argue
from tests.answers.given import NVIDIA, XIAOMI_AUTO, View, by

CARS, CHIPS = ChannelId("cars"), ChannelId("chips")
QUEUE = View("The queue for the next model reaches into spring.", stance=Stance.BULL, aspect=Aspect.DEMAND)
NO_QUEUE = View("Nobody queues for the next model any more, the queue is gone.", aspect=Aspect.DEMAND)
RECALLS = View("Two recalls a year, and no head rolled.", aspect=Aspect.SAFETY)
ODD = View("It reminds me of another summer.", aspect=Aspect.OTHER)


async def debated(store: Store) -> Debate:
    return await debate_of(Wanted(XIAOMI_AUTO), {None: store.channel(CARS)})


async def test_points_are_paired_by_aspect_and_evidence_is_numbered_in_that_order(store: Store) -> None:
    await argue(store, CARS, [by("ann", RECALLS), by("ben", QUEUE), by("cy", NO_QUEUE), by("dee", NO_QUEUE)])
    debate = await debated(store)
    pairs = [(one.aspect, [p.text for p in one.bull], [p.text for p in one.bear]) for one in debate.aspects]
    assert pairs == [
        (Aspect.DEMAND, [QUEUE.quote], [NO_QUEUE.quote]),
        (Aspect.SAFETY, [], [RECALLS.quote]),
    ]
    told = [point for one in debate.aspects for point in (*one.bull, *one.bear)]
    assert [evidence.n for point in told for evidence in point.evidence] == [1, 2, 3]


async def test_what_is_on_no_aspect_in_particular_comes_last(store: Store) -> None:
    many = [by(f"member {n}", View(f"It reminds me of summer {n}.", aspect=Aspect.OTHER)) for n in range(3)]
    await argue(store, CARS, [*many, by("ann", RECALLS)])
    assert [one.aspect for one in (await debated(store)).aspects] == [Aspect.SAFETY, Aspect.OTHER]


async def test_its_state_is_counts_alone(store: Store) -> None:
    nobody = View("The doors jam.", holder=None, author=None, aspect=Aspect.SAFETY)
    await argue(store, CARS, [by("ann", RECALLS), by("ann", NO_QUEUE), by("ben", QUEUE), nobody])
    debate = await debated(store)
    assert debate.bull == Standing(points=1, people=1, unnamed=0, unanswered=0)
    assert debate.bear == Standing(points=2, people=1, unnamed=1, unanswered=1)


async def test_camps_and_names_that_many_go_by_are_no_people_in_its_state_nor_in_its_points(store: Store) -> None:
    nobodies = ("the bears", "Anonymous", "Guest", "匿名用户")
    views = [by(name, View(f"Part {n} breaks.", aspect=Aspect.SAFETY)) for n, name in enumerate(nobodies)]
    await argue(store, CARS, [by("ann", RECALLS), *views], list(range(len(views) + 1)))
    debate = await debated(store)
    assert (debate.bear.people, debate.bear.unnamed) == (1, 4)
    told = [point for one in debate.aspects for point in one.bear]
    assert (sum(point.people for point in told), sum(point.unnamed for point in told)) == (1, 4)


async def test_a_point_of_two_casebooks_is_one_in_its_state_too(store: Store) -> None:
    await argue(store, CARS, [by("ann", RECALLS)])
    await argue(store, CHIPS, [by("ben", View("The brakes fail.", aspect=Aspect.SAFETY))])
    stores = {None: store.channel(CARS), CHIPS: store.channel(CHIPS)}
    alone = await debate_of(Wanted(XIAOMI_AUTO), stores)
    assert alone.bear == Standing(points=1, people=2, unnamed=0, unanswered=1)


async def test_its_state_counts_what_is_told_no_more(store: Store) -> None:
    views = [by(f"member {n}", View(f"Part {n} breaks.", aspect=Aspect.SAFETY)) for n in range(POINTS + 2)]
    await argue(store, CARS, views, list(range(len(views))))
    debate = await debated(store)
    assert (debate.bear.points, debate.bear.unanswered, debate.more) == (POINTS + 2, POINTS + 2, {Stance.BEAR: 2})


async def test_a_subject_without_arguments_has_no_aspects(store: Store) -> None:
    await argue(store, CARS, [by("ann", View("The backlog is sold.", NVIDIA, Stance.BULL))])
    debate = await debated(store)
    nothing = Standing(points=0, people=0, unnamed=0, unanswered=0)
    assert (debate.aspects, debate.bull, debate.bear) == ((), nothing, nothing)
