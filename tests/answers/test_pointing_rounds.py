"""When a language model is asked to tell points, and who pays: seldom, once, and never in the way of who asks."""

import asyncio

import pytest

from bot.casebook import pointing
from bot.domain.argument import Aspect
from bot.domain.settings import ChannelSettings
from bot.domain.usage import Usage
from bot.errors import ModelBusy, ModelDeclined
from bot.llm.scripted import ScriptedModel
from bot.metering import today
from storage import Store
from tests.answers.arguing import argue
from tests.answers.given import View, by
from tests.answers.pointing_room import (
    BRAKES,
    CARS,
    CHIPS,
    DOORS,
    RECALLS,
    SAFETY,
    TOLD,
    asked,
    case,
    casebook_on,
    saying,
    tell,
    the_point,
)

pytestmark = pytest.mark.usefixtures("noon")


async def test_what_one_person_says_or_two_arguments_say_is_left_to_the_quotes(store: Store) -> None:
    alone = [by("ann", view) for view in (RECALLS, BRAKES, DOORS)]
    badge = [by(name, View(f"{name} sees no badge.", aspect=Aspect.BRAND)) for name in ("ben", "cy")]
    bears = [
        View(f"Price {n}.", aspect=Aspect.PRICING, holder=name) for n, name in enumerate(["the bears", "ann", "@Ann"])
    ]
    await argue(store, CARS, [*alone, *badge, *bears])
    assert asked(await tell(store, ["NONE"])) == []


async def test_the_largest_points_are_told_first_and_each_once(store: Store) -> None:
    many = [by(f"member {n}", View(f"Price {n} is dear.", aspect=Aspect.PRICING)) for n in range(5)]
    await argue(store, CARS, [*SAFETY, *many])
    first, second = asked(await tell(store, ["NONE"]))
    assert ("Price 1" in first.given, "recalls" in second.given) == (True, True)
    assert asked(await tell(store, ["NONE"])) == []


async def test_a_round_asks_for_so_many_sentences_and_the_next_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pointing, "SENTENCES", 2)
    aspects = (Aspect.SAFETY, Aspect.PRICING, Aspect.DEMAND)
    views = [by(f"member {n}", View(f"{one} number {n}.", aspect=one)) for one in aspects for n in range(3)]
    await argue(store, CARS, views)
    assert [len(asked(await tell(store, ["NONE"]))) for _ in range(3)] == [2, 1, 0]


async def test_nothing_is_sent_where_the_settings_say_no(store: Store) -> None:
    await argue(store, CARS, SAFETY)
    await store.channel(CARS).set_settings(ChannelSettings(model_allowed=False))
    assert (await tell(store, saying(TOLD, "ben"))).prompts == []
    await store.channel(CARS).set_settings(ChannelSettings())
    await tell(store, saying(TOLD, "ben"))
    assert (await the_point(store)).text == TOLD


async def test_only_the_channel_itself_pays_for_its_points(store: Store) -> None:
    await argue(store, CARS, SAFETY)
    await argue(store, CHIPS, SAFETY)
    await store.channel(CHIPS).set_settings(ChannelSettings(shelves=(CARS,)))
    await tell(store, saying(TOLD, "ben"))
    used = [(await store.channel(channel).used(today())).calls for channel in (CARS, CHIPS)]
    assert used == [1, 0]


async def test_half_of_a_days_budget_is_left_to_those_who_ask(store: Store) -> None:
    await argue(store, CARS, SAFETY)
    kept = store.channel(CARS)
    reserved = await kept.reserve(today(), 51_000, 100_000)
    assert reserved is not None
    assert (await tell(store, saying(TOLD, "ben"))).prompts == []
    await kept.spend(reserved, Usage())
    await tell(store, saying(TOLD, "ben"))
    assert (await the_point(store)).text == TOLD


async def test_where_the_model_fails_the_quote_speaks_and_a_later_round_tries_again(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    await argue(store, CARS, SAFETY)
    before = await the_point(store)
    await tell(store, [ModelBusy()])
    assert "ModelBusy" in caplog.text
    assert await the_point(store) == before
    assert (await tell(store, saying(TOLD, "ben"))).prompts == []  # the lease is not over
    await store.channel(CARS).release_text(before.point_id)
    await tell(store, saying(TOLD, "ben"))
    assert (await the_point(store)).text == TOLD


async def test_a_point_that_a_model_declines_keeps_none_of_the_others_waiting(store: Store) -> None:
    many = [by(f"member {n}", View(f"Price {n} is dear.", aspect=Aspect.PRICING)) for n in range(5)]
    await argue(store, CARS, [*SAFETY, *many])
    await tell(store, lambda prompt: ModelDeclined() if "Price" in prompt.given else saying(TOLD, "ben")(prompt))
    assert TOLD in [point.text for point in (await case(store)).points]


async def test_two_workers_at_once_pay_once(store: Store) -> None:
    await argue(store, CARS, SAFETY)
    models = [ScriptedModel(saying(TOLD, "ben")) for _ in range(2)]
    await asyncio.gather(*(casebook_on(store, model).tell_points(CARS) for model in models))
    assert sum(len(model.prompts) for model in models) == 1
    assert (await the_point(store)).text == TOLD
