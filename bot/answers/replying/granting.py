"""Whether a point grants what it speaks to and limits it, or says the contrary."""

from bot.answers.replying.spoken import Spoken
from bot.answers.replying.weights import Granting, load_weights


def grants(one: Spoken, other: Spoken) -> bool:
    """Whether `one` of two that speak to each other grants the other: the one that hedges more, where it does so by
    far."""
    weights = load_weights().granting
    return weights.base + leaning(one, weights) - leaning(other, weights) > 0


def leaning(one: Spoken, weights: Granting) -> float:
    """How much a point hedges."""
    return sum(weight * one.share(hedge) for hedge, weight in weights.hedges.items())
