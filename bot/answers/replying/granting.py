"""Whether a point grants what it speaks to and limits it, or says the contrary."""

from bot.answers.replying.spoken import Spoken
from bot.answers.replying.weights import Granting, load_weights


def grants(one: Spoken, other: Spoken) -> bool:
    """Whether `one` grants `other`: of two that speak to each other at most one does, the one that hedges more."""
    weights = load_weights().granting
    ours, theirs = leaning(one, weights), leaning(other, weights)
    return ours > max(theirs, 0)


def leaning(one: Spoken, weights: Granting) -> float:
    """Log-odds that a point is one that grants."""
    return weights.base + sum(weight * one.share(hedge) for hedge, weight in weights.hedges.items())
