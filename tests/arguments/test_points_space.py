"""Where arguments lie: what holds for any of them, with an encoder and without one."""

from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from bot.arguments.points.space import Said, Space, load_space
from bot.domain.argument import Aspect
from tests.timing import seconds


def said(text: str, aspect: Aspect = Aspect.MARGINS) -> Said:
    return Said(text, aspect)


@pytest.fixture(scope="module")
def space() -> Space:
    return load_space()


@pytest.fixture(scope="module")
def words_alone(space: Space) -> Space:
    return replace(space, read=None)


def test_places_are_rows_of_unit_length(space: Space) -> None:
    places = space.places([said("Margins fell again."), said("毛利率又掉了", Aspect.OTHER)])
    assert places.shape == (2, space.size)
    assert places.dtype == np.float32
    assert np.linalg.norm(places, axis=1) == pytest.approx(1, abs=1e-5)


def test_nothing_said_still_has_a_place(words_alone: Space) -> None:
    places = words_alone.places([said("", Aspect.OTHER), said("…", Aspect.OTHER)])
    assert np.linalg.norm(places, axis=1) == pytest.approx(1)


def test_no_arguments_have_no_places(space: Space) -> None:
    assert space.places([]).shape == (0, space.size)


def test_a_place_depends_on_nothing_beside_it(space: Space) -> None:
    one, other = said("Margins fell again."), said("Insiders sold all year, and a good deal more than that.")
    assert space.places([one, other])[0] @ space.places([one])[0] == pytest.approx(1, abs=1e-3)


def test_without_an_encoder_words_and_aspect_say_what_is_alike(words_alone: Space) -> None:
    asked, near, far = words_alone.places(
        [
            said("Gross margin fell to 14 percent on discounts"),
            said("Discounts pushed the gross margin under 15 percent"),
            said("The chairman pledged his shares with a broker", Aspect.MANAGEMENT),
        ]
    )
    assert asked @ near > asked @ far + 0.2


def test_traditional_characters_lie_where_simplified_ones_do(words_alone: Space) -> None:
    simple, traditional = words_alone.places([said("毛利率连续三年往下掉"), said("毛利率連續三年往下掉")])
    assert simple @ traditional == pytest.approx(1, abs=1e-5)


def test_one_point_in_two_languages_lies_closer_than_two_in_one(space: Space) -> None:
    fees, fees_too, ferries = space.places(
        [
            said("The harbour fees it pays went up by a fifth and it can't pass them on to shippers.", Aspect.OTHER),
            said("港口收费涨了两成，它没法转嫁给货主。", Aspect.OTHER),
            said("Its oldest ferries break down every other week and passengers write angry letters.", Aspect.OTHER),
        ]
    )
    assert fees @ fees_too > fees @ ferries + 0.2


def test_places_read_with_an_encoder_are_not_compared_with_those_without(
    space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.arguments.points.space.local_is_available", lambda: False)
    without = load_space.__wrapped__()
    assert (without.read, without.name == space.name) == (None, False)


def test_the_space_is_small_and_loads_at_once(space: Space) -> None:
    data = files("bot.arguments") / "data"
    assert len((data / "points.npz").read_bytes()) + len((data / "space.npz").read_bytes()) <= 4_500_000
    assert space.size <= 350
    assert seconds(load_space.__wrapped__, tries=3) < 0.5  # 5 ms on a core of one's own
