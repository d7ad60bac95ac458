"""How a figure grows with a size."""

from collections.abc import Sequence

import numpy as np


def slope(sizes: Sequence[float], figures: Sequence[float]) -> float:
    """The exponent that fits best: 0 where a figure does not grow with the size, 1 where it grows as the size does.

    Source: least squares on the logarithms of both.
    Errors: ValueError where there are fewer than two sizes, or a figure that is not above 0.
    """
    if len(sizes) < 2 or min(*sizes, *figures) <= 0:
        raise ValueError("a slope needs two sizes, and figures above 0")
    return float(np.polyfit(np.log(sizes), np.log(figures), 1)[0])
