"""How far a model's word counts beside what the heads and rules say."""

from math import log

from bot.arguments.outlined import Judged, Sides
from bot.domain.argument import Stance

TRUST = 4.0
"""What a model's word multiplies the odds by, of a side as of whether a unit argues at all: it is taken to be right
four times in five, as far as the best of the rules. So it decides where the heads doubt, and no model, however poor or
hostile, turns what they are surer of than that. Two that agree are surer than each.

In the posts of `tests/evaluation` the heads hold 2 in 100 arguments for so surely none that a model that finds them is
not heard, and 82 in 100 of what is none."""
SURE = 0.8
"""The chance from which on no model turns a side; nine in ten of these are right in the posts of `tests/evaluation`."""
LIKELY = 0.65
"""The chance from which on a side is kept although a model left its argument out: three in four are right, and below it
six in ten. It is what a one-sided answer holds for surer too."""


def weighed(sides: Sides, word: Stance) -> tuple[Stance, float]:
    """The likeliest side with the model's word heard, and the chance that it is right, 0 to 1.

    Of two that are as likely, the one that is likelier without the word.
    """
    heard = {side: chance * (TRUST if side is word else 1.0) for side, chance in sides.likely.items()}
    most = max(heard, key=lambda side: (round(heard[side], 6), sides.likely[side]))
    return most, heard[most] / sum(heard.values())


def may_argue(item: Judged | None) -> bool:
    """Whether a unit is taken for an argument where the model says that it is one."""
    return item is not None and item.lead >= -log(TRUST)


def must_argue(item: Judged) -> bool:
    """Whether it is where the model says nothing of it."""
    return item.argues and item.lead >= log(TRUST)
