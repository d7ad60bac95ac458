"""The gate lets everything through that is composed in a locale, in whatever language the question was."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answers.compose import ExtractiveComposer
from bot.answers.ground import ground
from bot.answers.retrieve import Retrieved
from bot.domain.argument import Aspect, Stance
from bot.domain.question import Asks, Query
from storage import Scope
from tests.answers.given import ASKED, BYD, CARS, CHIPS, NVIDIA, TENCENT, XIAOMI, View, asked_id, by, offered

PEOPLE = [
    View(
        "工廠閒置了半年，訂單卻還沒有回來。",
        BYD,
        Stance.NEUTRAL,
        holder="空頭們",
        author="山腳下",
        aspect=Aspect.SUPPLY,
    ),
    View("The plant stands idle.", TENCENT, holder=None, author="slowfoundry"),
    View("The plant stands idle.", NVIDIA, Stance.BULL, holder=None, author=None),
    by("山腳下", View("“便宜”兩個字說了三年。", XIAOMI, on=date(2025, 3, 2))),
]


@pytest.mark.parametrize("asked", ASKED, ids=asked_id)
@pytest.mark.parametrize("aspect", Aspect)
async def test_whatever_is_composed_in_a_locale_passes(asked: Query, aspect: Aspect) -> None:
    """Every aspect, side and way of saying who said it, with and without its day."""
    views = [replace(view, aspect=aspect) for view in (*CARS, *CHIPS, *PEOPLE)]
    for query in (asked, asked.model_copy(update={"asks": Asks.WHEN})):
        offer = offered(*views, query=query)
        found = Retrieved(query, Scope(), tuple(offer.evidence), tuple((n,) for n in range(1, len(views) + 1)))
        draft = await ExtractiveComposer().compose(found)
        assert ground(draft, offer).dropped == ()


@pytest.mark.parametrize("asked", ASKED, ids=asked_id)
async def test_one_argument_of_several_people_passes_in_every_locale(asked: Query) -> None:
    said = by("山腳下", View("Every dealer sits on ninety days of stock.", BYD, aspect=Aspect.DEMAND))
    offer = offered(said, by("gearbox", said), replace(said, holder="空頭們"), query=asked)
    draft = await ExtractiveComposer().compose(Retrieved(asked, Scope(), tuple(offer.evidence), ((1, 2, 3),)))
    assert ground(draft, offer).dropped == ()
