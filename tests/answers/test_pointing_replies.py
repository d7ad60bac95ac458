"""What a language model says of who answers whom: it decides among what is near, and nothing beyond that."""

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.answers.modelled.form import ToldRelation
from bot.answers.modelled.replies import TINY, UNTIED, Verdicts
from bot.answers.replies import SPEAKS, Speaking, speaking
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Point, PointId, Relation
from bot.errors import ModelAnswerUnusable
from bot.llm.chat import Prompted
from bot.llm.scripted import Reply, ScriptedModel
from storage import Link, Means, Store
from tests.answers.arguing import argue
from tests.answers.given import XIAOMI, View, by, evidence
from tests.answers.pointing_room import CARS, CHIPS, case, casebook_on, is_debate, tell

NEAR = SPEAKS + 0.1
BULL, BEAR = PointId("bull"), PointId("bear")


def point(point_id: PointId, stance: Stance, quotes_post: str | None = None) -> Point:
    shown = evidence(1 if stance is Stance.BULL else 2, View(f"{point_id} speaks.", stance=stance))
    post = shown.post.model_copy(update={"quotes_post": quotes_post})
    return Point(
        point_id=point_id,
        subject=XIAOMI,
        stance=stance,
        aspect=Aspect.OTHER,
        text=f"{point_id} speaks.",
        people=2,
        unnamed=0,
        arguments=2,
        evidence=(shown.model_copy(update={"post": post}),),
    )


def as_like_as(likeness: float) -> Speaking:
    one = np.ones((1, 3), np.float32)
    return replace(speaking(Means([BULL], one), Means([BEAR], one)), likeness=np.full((1, 1), likeness, np.float32))


def linked(said: ToldRelation | None, bull: PointId = BULL, bear: PointId = BEAR) -> Verdicts:
    ignored = Relation.IGNORES
    return Verdicts([Link(bull, bear, said.to_bull if said else ignored, said.to_bear if said else ignored)])


def answered(spoken: Speaking) -> tuple[bool, bool]:
    """Whether the point for and the point against are answered by the other."""
    found = [bool(spoken.nearest(one)) for one in (BULL, BEAR)]
    assert spoken.unanswered() == (int(not found[0]), int(not found[1]))
    return found[0], found[1]


def decided(likeness: float, said: ToldRelation | None, quotes_post: str | None = None) -> tuple[bool, bool]:
    points = [point(BULL, Stance.BULL), point(BEAR, Stance.BEAR, quotes_post)]
    return answered(linked(said).over(as_like_as(likeness), points))


NEITHER, EITHER = (False, False), (True, True)
ANSWERED = {
    ToldRelation.REBUTS: EITHER,
    ToldRelation.BEAR_QUALIFIES: (True, False),
    ToldRelation.BULL_QUALIFIES: (False, True),
}


@pytest.mark.parametrize("said", ToldRelation)
def test_what_is_a_little_alike_is_tied_and_what_has_nothing_in_common_is_not(said: ToldRelation) -> None:
    assert decided(TINY + 0.01, said) == decided(NEAR, said) == ANSWERED[said]
    assert decided(TINY - 0.01, said) == decided(UNTIED, said) == NEITHER


def test_what_is_near_is_untied_but_for_what_was_posted_in_reply() -> None:
    assert decided(NEAR, None) == NEITHER
    assert decided(NEAR, None, quotes_post="p1") == EITHER


def test_who_grants_whom_is_as_the_model_has_it() -> None:
    granting = replace(as_like_as(NEAR), granted=frozenset({(BULL, BEAR)}))
    assert answered(granting) == (True, False)
    assert answered(linked(ToldRelation.REBUTS).over(granting, [])) == EITHER
    assert answered(linked(ToldRelation.BULL_QUALIFIES).over(granting, [])) == (False, True)


def test_nothing_is_decided_of_points_that_are_not_there() -> None:
    gone = PointId("gone")
    for verdicts in (linked(None, bear=gone), linked(None, bull=gone)):
        assert answered(verdicts.over(as_like_as(NEAR), [])) == EITHER


@pytest.mark.parametrize("said", ToldRelation)
def test_a_verdict_says_how_either_answers_the_other(said: ToldRelation) -> None:
    verdicts = linked(said)
    assert (verdicts.of(BULL, BEAR) is not None, verdicts.of(BEAR, BULL) is not None) == ANSWERED[said]
    assert verdicts.of(BULL, PointId("other")) is None
    assert linked(None).of(BULL, BEAR) is None


QUEUES = [View(text, stance=Stance.BULL, aspect=Aspect.DEMAND) for text in ("Queues everywhere.", "The queue is long.")]
CHEAP = [View(text, stance=Stance.BULL, aspect=Aspect.PRICING) for text in ("It is cheap.", "Nobody sells cheaper.")]
GONE = [View(text, aspect=Aspect.DEMAND) for text in ("The queue is gone.", "Nobody queues any more.")]
DEAR = [View(text, aspect=Aspect.PRICING) for text in ("It is dear by now.", "Rivals ask for less.")]
DEBATE = [
    by(name, view) for side in (QUEUES, CHEAP, GONE, DEAR) for name, view in zip(("ann", "ben"), side, strict=True)
]


def number(prompt: Prompted, text: str) -> int:
    """Under which number a point was shown."""
    row = next(line for line in prompt.given.splitlines() if line.endswith(text))
    return int(row[1 : row.index("]")])


def replying(*pairs: tuple[str, str, str]) -> ScriptedModel:
    """A model that ties these pairs."""

    def reply(prompt: Prompted) -> Reply:
        rows = [
            {"bull": number(prompt, bull), "bear": number(prompt, bear), "relation": relation}
            for bull, bear, relation in pairs
        ]
        return json.dumps({"replies": rows})

    return ScriptedModel(reply)


async def compared(store: Store, model: ScriptedModel) -> dict[tuple[str, str], Relation | None]:
    """Which point answers which after a round, and how, by their texts."""
    await casebook_on(store, model).tell_points(CARS)
    points = (await case(store)).points
    texts = {one.point_id: one.text for one in points}
    return {(one.text, texts[reply.point_id]): reply.relation for one in points for reply in one.answered_by}


Q, C, G, D = "Queues everywhere.", "It is cheap.", "The queue is gone.", "It is dear by now."


def both_ways(*pairs: tuple[str, str, Relation]) -> dict[tuple[str, str], Relation]:
    return {pair: relation for one, other, relation in pairs for pair in ((one, other), (other, one))}


async def test_a_models_verdict_says_how_near_points_stand_to_each_other(store: Store) -> None:
    await argue(store, CARS, DEBATE)
    found = await compared(store, replying((Q, G, "bear_qualifies"), (C, D, "rebuts")))
    assert found == {(Q, G): Relation.QUALIFIES} | both_ways((C, D, Relation.REBUTS))


async def test_what_a_model_does_not_tie_is_on_something_else(store: Store) -> None:
    await argue(store, CARS, DEBATE)
    assert await compared(store, replying((Q, G, "rebuts"))) == both_ways((Q, G, Relation.REBUTS))


async def test_a_model_that_ties_everything_ties_nothing_that_has_nothing_in_common(store: Store) -> None:
    await argue(store, CARS, DEBATE)
    everything = replying(*((bull, bear, "rebuts") for bull in (Q, C) for bear in (G, D)))
    assert await compared(store, everything) == both_ways((Q, G, Relation.REBUTS), (C, D, Relation.REBUTS))


SILLY = {
    "nothing": '{"replies": []}',
    "numbers that were not shown": '{"replies": [{"bull": 9, "bear": 0, "relation": "rebuts"}]}',
    "a relation that there is not": '{"replies": [{"bull": 1, "bear": 2, "relation": "destroys"}]}',
    "prose": "Everybody is right in a way.",
}


@pytest.mark.parametrize("silly", SILLY)
async def test_a_model_that_says_nothing_of_use_changes_nothing_and_is_not_asked_again(
    store: Store, silly: str
) -> None:
    await argue(store, CARS, DEBATE)
    before = await compared(store, ScriptedModel([ModelAnswerUnusable()]))
    again = ScriptedModel([SILLY[silly]])
    assert await compared(store, again) == before
    assert again.prompts == []
    await argue(store, CHIPS, DEBATE)
    assert await compared(store, ScriptedModel([SILLY[silly]])) == before


async def test_both_sides_are_shown_numbered_between_fences_without_who_said_it(store: Store) -> None:
    await argue(store, CARS, DEBATE)
    [prompt] = (await tell(store, ['{"replies": []}'])).prompts
    fence = prompt.given.splitlines()[0]
    assert prompt.given.count(fence) == 2
    rows = [line for line in prompt.given.splitlines() if line.startswith("[")]
    assert {row[4:] for row in rows[:2]} == {Q, C}
    assert {row[4:] for row in rows[2:]} == {G, D}
    assert [row[:3] for row in rows] == ["[1]", "[2]"] * 2


def views_on(aspect: Aspect, stance: Stance) -> Sequence[View]:
    return [by(name, View(f"{name} on {aspect}.", stance=stance, aspect=aspect)) for name in ("ann", "ben")]


async def test_a_debate_is_asked_about_again_when_half_of_its_points_are_new(store: Store) -> None:
    await argue(store, CARS, DEBATE)
    asked = [len((await tell(store, ['{"replies": []}'])).prompts) for _ in range(2)]
    await argue(store, CARS, [*views_on(Aspect.DEBT, Stance.BULL), *views_on(Aspect.CASH, Stance.BEAR)])
    asked.append(len((await tell(store, ['{"replies": []}'])).prompts))
    await argue(store, CARS, [*views_on(Aspect.USERS, Stance.BULL), *views_on(Aspect.BRAND, Stance.BEAR)])
    asked.append(len((await tell(store, ['{"replies": []}'])).prompts))
    assert asked == [1, 0, 0, 1]


async def test_a_sentence_that_tells_a_point_is_what_its_debate_is_asked_with(store: Store) -> None:
    told = 'ben argues against Xiaomi Auto on demand: "Nobody queues any more."'
    await argue(store, CARS, [*DEBATE, by("cy", View("No line at the shop.", aspect=Aspect.DEMAND))])

    def reply(prompt: Prompted) -> Reply:
        if is_debate(prompt):
            return '{"replies": []}'
        row = next(line for line in prompt.given.splitlines() if "speaker: ben " in line)
        return f"{told} {row[:3]}"

    *_, debate = (await tell(store, reply)).prompts
    assert any(line.endswith(told) for line in debate.given.splitlines())
