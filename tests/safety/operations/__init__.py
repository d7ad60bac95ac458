"""What people can do in a channel, with what they may have seen or guessed of other channels."""

from tests.safety.operations.asking import ASKING
from tests.safety.operations.changing import CHANGING
from tests.safety.operations.keeping import KEEPING
from tests.safety.operations.modelled import MODELLED
from tests.safety.rooms import Operation

WEIGHTS: dict[Operation, int] = {**CHANGING, **ASKING, **KEEPING, **MODELLED}
"""How often each is dealt; a weight of 10 or more is a hundred times in ten thousand while they add up to 1,000."""
