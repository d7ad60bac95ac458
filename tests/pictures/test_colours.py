"""The sides are told apart by people who see colours otherwise, in numbers.

Source: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
2009, severity 1; contrast as in WCAG 2.2; difference of colours as in CIE 1976 (L*a*b*, D65), where 2 is just seen.
"""

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.pictures.palette import BEAR, BEAR_LINE, BULL, GREY, GROUND, INK

Array = NDArray[np.float64]
SIGHTS = {
    "ordinary": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
    "none": np.array([[0.2126, 0.7152, 0.0722]] * 3),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
D65 = XYZ.sum(axis=1)


def linear(colour: str) -> Array:
    channels = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def seen(colour: str, sight: str) -> Array:
    return np.clip(SIGHTS[sight] @ linear(colour), 0, 1)


def lab(rgb: Array) -> Array:
    x, y, z = np.cbrt(np.maximum(XYZ @ rgb / D65, 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: str, other: str, sight: str) -> float:
    return float(np.linalg.norm(lab(seen(one, sight)) - lab(seen(other, sight))))


def contrast(one: str, other: str, sight: str = "ordinary") -> float:
    darker, lighter = sorted(float(XYZ[1] @ seen(colour, sight)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("sight", SIGHTS)
def test_bull_and_bear_are_far_apart_in_every_sight(sight: str) -> None:
    """Where colours are greys to somebody, direction and hatching are left beside the contrast."""
    assert difference(BULL, BEAR, sight) >= 20
    assert contrast(BULL, BEAR, sight) >= 1.8


@pytest.mark.parametrize("sight", ["protanopia", "deuteranopia", "tritanopia"])
def test_bull_and_bear_are_still_two_colours_to_who_sees_two_of_three(sight: str) -> None:
    assert difference(BULL, BEAR, sight) >= 60


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("colour", [BULL, BEAR_LINE])
def test_bars_stand_out_from_the_ground(colour: str, sight: str) -> None:
    assert contrast(colour, GROUND, sight) >= 3


@pytest.mark.parametrize(
    ("text", "ground"),
    [(INK, GROUND), (GREY, GROUND), ("#ffffff", BULL), (INK, BEAR)],
    ids=["ink", "grey", "on blue", "on orange"],
)
def test_text_is_read_on_what_it_stands(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5
