"""Where arguments lie: what holds for any of them, with a vector and without one."""

from time import perf_counter

import numpy as np
import pytest

from bot.arguments.points.space import Said, Space, load_space
from bot.domain.argument import Aspect
from bot.domain.text import Language


def said(text: str, aspect: Aspect = Aspect.MARGINS, language: Language = Language.ENGLISH) -> Said:
    return Said(text, language, aspect, None)


@pytest.fixture(scope="module")
def space() -> Space:
    return load_space()


def test_places_are_rows_of_unit_length(space: Space) -> None:
    vector = np.eye(1, 384, dtype=np.float32)[0]
    places = space.places([said("Margins fell again."), Said("毛利率又掉了", Language.CHINESE, Aspect.OTHER, vector)])
    assert places.shape == (2, space.size)
    assert places.dtype == np.float32
    assert np.linalg.norm(places, axis=1) == pytest.approx(1, abs=1e-5)


def test_nothing_said_still_has_a_place(space: Space) -> None:
    places = space.places([said("", Aspect.OTHER), said("…", Aspect.OTHER)])
    assert np.linalg.norm(places, axis=1) == pytest.approx(1)


def test_no_arguments_have_no_places(space: Space) -> None:
    assert space.places([]).shape == (0, space.size)


def test_a_place_depends_on_nothing_beside_it(space: Space) -> None:
    one, other = said("Margins fell again."), said("Insiders sold all year.", Aspect.MANAGEMENT)
    assert np.array_equal(space.places([one, other])[0], space.places([one])[0])


def test_without_a_vector_words_and_aspect_say_what_is_alike(space: Space) -> None:
    asked, near, far = space.places(
        [
            said("Gross margin fell to 14 percent on discounts"),
            said("Discounts pushed the gross margin under 15 percent"),
            said("The chairman pledged his shares with a broker", Aspect.MANAGEMENT),
        ]
    )
    assert asked @ near > asked @ far + 0.2


def test_traditional_characters_lie_where_simplified_ones_do(space: Space) -> None:
    simple, traditional = space.places([said("毛利率连续三年往下掉"), said("毛利率連續三年往下掉")])
    assert simple @ traditional == pytest.approx(1, abs=1e-5)


def test_a_vector_of_another_length_is_left_out(space: Space) -> None:
    foreign = Said("Margins fell.", Language.ENGLISH, Aspect.MARGINS, np.ones(7, dtype=np.float32))
    assert np.array_equal(space.places([foreign]), space.places([said("Margins fell.")]))


def test_the_space_is_small_and_loads_at_once(space: Space) -> None:
    assert space.size <= 300
    before = perf_counter()
    load_space.__wrapped__()
    assert perf_counter() - before < 0.5  # 5 ms on a core of one's own; a busy machine has some hundred parts
