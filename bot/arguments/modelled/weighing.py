"""How far a model's word on a side counts beside what the heads and rules say."""

from bot.arguments.reading import Sides
from bot.domain.argument import Stance

TRUST = 4.0
"""What a model's word multiplies the odds of a side by: it is taken to be right four times in five, as far as the best
of the rules. So it decides where the heads doubt, and no model, however poor or hostile, turns a side that they are
surer of than that. Two that agree are surer than each."""
SURE = 0.8
"""The chance from which on a side is sure: no model turns it."""


def weighed(sides: Sides, word: Stance) -> tuple[Stance, float]:
    """The likeliest side with the model's word heard, and the chance that it is right, 0 to 1.

    Of two that are as likely, the one that is likelier without the word.
    """
    heard = {side: chance * (TRUST if side is word else 1.0) for side, chance in sides.likely.items()}
    most = max(heard, key=lambda side: (round(heard[side], 6), sides.likely[side]))
    return most, heard[most] / sum(heard.values())
