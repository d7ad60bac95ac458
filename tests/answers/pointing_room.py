"""A channel whose people argue about the safety of cars, before a scripted model that tells their points."""

from collections.abc import Sequence

from bot.answers.case import Wanted, case_of
from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Case, Point
from bot.domain.post import ChannelId
from bot.llm.chat import Prompted
from bot.llm.scripted import Reply, Script, ScriptedModel
from bot.subjects.companies import Companies
from storage import Store
from tests.answers.given import XIAOMI_AUTO, View, by
from tests.answers.writing_room import Evidence

CARS, CHIPS = ChannelId("cars"), ChannelId("chips")
BOTH = (Stance.BULL, Stance.BEAR)
RECALLS = View("Two recalls a year, and no head rolled.", aspect=Aspect.SAFETY)
BRAKES = View("The brakes were recalled again in spring.", aspect=Aspect.SAFETY)
DOORS = View("Doors jam in the cold, and nobody answers the phone.", aspect=Aspect.SAFETY)
SAFETY = [by("ann", RECALLS), by("ben", BRAKES), by("cy", DOORS)]
TOLD = 'ben argues against Xiaomi Auto on safety: "The brakes were recalled again in spring."'
TWO = f'{TOLD}, and cy says: "Doors jam in the cold, and nobody answers the phone."'


def saying(text: str, *holders: str) -> Script:
    """A model that writes this sentence of a point, with the numbers of these people's quotes, and ties no points."""

    def reply(prompt: Prompted) -> Reply:
        if is_debate(prompt):
            return '{"replies": []}'
        return text + " " + "".join(f"[{Evidence(prompt).n(holder)}]" for holder in holders)

    return reply


def is_debate(prompt: Prompted) -> bool:
    return "Points against:" in prompt.given


def asked(model: ScriptedModel) -> list[Prompted]:
    """What it was asked about single points."""
    return [prompt for prompt in model.prompts if not is_debate(prompt)]


def casebook_on(store: Store, model: ScriptedModel) -> Casebook:
    return Casebook(store, Companies.load(), Engines(ExtractiveExtractor(None), chat=model))


async def tell(store: Store, script: Script | Sequence[Reply], channel: ChannelId = CARS) -> ScriptedModel:
    """One round."""
    model = ScriptedModel(script)
    await casebook_on(store, model).tell_points(channel)
    return model


async def case(store: Store, *stances: Stance) -> Case:
    return await case_of(Wanted(XIAOMI_AUTO, stances or BOTH), {None: store.channel(CARS)})


async def the_point(store: Store) -> Point:
    [point] = (await case(store)).points
    return point


def quotes(point: Point) -> list[str]:
    return [evidence.argument.quote for evidence in point.evidence]


async def forget(store: Store, view: View) -> None:
    """Delete the post that says it."""
    shown = [evidence for point in (await case(store)).points for evidence in point.evidence]
    [post_id] = [evidence.post.post_id for evidence in shown if evidence.argument.quote == view.quote]
    await store.channel(CARS).forget([post_id])
