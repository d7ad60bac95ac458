"""`python -m benchmarks.points.choosing`: how well sides that were kept apart are grouped, by the numbers chosen."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from benchmarks.points.growing import Found, Held, held
from benchmarks.points.material import Material
from bot.arguments.points.policy import Policy
from bot.arguments.points.space import Parts, Space, Weights, load_space, read

PARTS = (Parts(1.0, 0.0, 0.0), Parts(0.9, 0.05, 0.05), Parts(0.8, 0.1, 0.1), Parts(0.8, 0.0, 0.2), Parts(0.7, 0.1, 0.2))
JOINING, MERGING, SPLITTING = (0.05, 0.1, 0.15, 0.2, 0.25), (0.1, 0.2, 0.3), (0.0, 0.1)
PRIORS = (8.0, 20.0)


def measured(material: Material, weights: Weights, policy: Policy) -> Found:
    """The sides that were kept apart, with the encoder as it is stored."""
    return held(_kept_apart(material, weights), policy)


def _kept_apart(material: Material, weights: Weights) -> Iterator[Held]:
    space = Space("kept apart", weights, read)
    for n in material.kept_apart:
        yield Held(material.sides[n], space.places(material.said(n)))


def main() -> None:
    material, weights = Material.read(), load_space().weights
    for parts in PARTS:
        apart = list(_kept_apart(material, replace(weights, parts=parts)))
        tried = product(JOINING, MERGING, SPLITTING, PRIORS)
        policies = [replace(Policy(), joining=j, merging=m, splitting=s, prior=p) for j, m, s, p in tried]
        found = [(held(apart, policy).figures, policy) for policy in policies]
        found.sort(key=lambda one: -one[0]["pairs"] - one[0]["across"])
        for figures, policy in found[:4]:
            print(parts, figures, policy, flush=True)


if __name__ == "__main__":
    main()
