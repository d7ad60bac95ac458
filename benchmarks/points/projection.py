"""Learning which directions of a vector say what point is made, from texts that make one and texts that don't."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import torch
from torch.nn import functional

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.points.material import Material
    from bot.arguments.points.space import Array

Tensor = Any
"""torch is there when we train only, and not when types are checked."""
SIZE = 128
STEPS, RATE, DROPPED = 300, 1.5e-3, 0.15
HEAT = 0.15
"""What likenesses are divided by: the lower, the more the nearest wrong neighbour counts."""
ABSENT = 0.3
"""Of a side's arguments are left out at each step, so that no point is known by its number of members."""
PRIOR = 20.0
"""As `bot.arguments.points.policy.Policy.prior`."""
ACROSS, RETOLD = 0.3, 0.5
"""How much it counts to find a point among all subjects' and a quote among others, where a side's own count 1."""
ACROSS_AT_ONCE, RETOLD_AT_ONCE = 400, 192
NEVER = -1e9


def started(groups: "Sequence[Array]", size: int = SIZE) -> "Array":
    """(384, size): directions in which texts of different groups differ most for how much those of one do.

    Source: Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics, 1936.
    """
    inner = np.concatenate([group - group.mean(axis=0) for group in groups if len(group) > 1])
    within = inner.T @ inner / len(inner)
    lengths, axes = np.linalg.eigh(within + np.trace(within) / len(within) * np.eye(len(within)))
    whitened = axes / np.sqrt(lengths)
    rows = np.concatenate(groups)
    _, found = np.linalg.eigh(whitened.T @ np.cov(rows.T) @ whitened)
    start = whitened @ found[:, ::-1][:, :size]
    return np.asarray(start / np.sqrt((rows @ start).var(axis=0).sum()), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Table:
    """The sides as one block: rows (s, m, 384), and whose point each row makes, (s, m), -1 where there is no row."""

    rows: Tensor
    points: Tensor

    @classmethod
    def of(cls, material: "Material", chosen: Sequence[int]) -> Self:
        longest = max(len(material.told[n]) for n in chosen)
        rows = np.zeros((len(chosen), longest, material.means.shape[1]), dtype=np.float32)
        points = np.full((len(chosen), longest), -1)
        for row, n in enumerate(chosen):
            rows[row, : len(material.told[n])] = material.told[n]
            points[row, : len(material.told[n])] = numbers_of(material, n)
        return cls(torch.from_numpy(rows), torch.from_numpy(points))


def numbers_of(material: "Material", n: int) -> "list[int]":
    """Whose point each of a side's rows makes; after its arguments stand the points' names."""
    side = material.sides[n]
    return [*side.numbers, *range(len(side.points))]


def learnt(material: "Material", chosen: Sequence[int], seed: int) -> "Array":
    """(384, SIZE): the projection after learning from the chosen sides and from all quotes."""
    torch.set_num_threads(1)  # sums in one thread come out the same each time
    torch.manual_seed(seed)
    dice = np.random.default_rng(seed)
    weights = torch.from_numpy(started(_groups(material, chosen))).requires_grad_()
    optimiser = torch.optim.AdamW([weights], lr=RATE, weight_decay=0.0)
    table = Table.of(material, chosen)
    for step in range(STEPS):
        optimiser.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        loss = _loss_of_sides(table, weights) + RETOLD * _loss_of_quotes(material.retold, weights, dice)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    found: Array = weights.detach().numpy()
    return found


def _groups(material: "Material", chosen: Sequence[int]) -> "list[Array]":
    """What makes one point, and what retells one quote: (k, 384) each."""
    groups = []
    for n in chosen:
        numbers = np.array(numbers_of(material, n))
        groups += [material.told[n][numbers == point] for point in range(len(material.sides[n].points))]
    return [*groups, *material.retold]


def _loss_of_sides(table: Table, weights: Tensor) -> Tensor:
    """To tell a side's points apart when what all of it share is taken away, and to tell them from other subjects'."""
    present = (table.points >= 0) & (torch.rand(table.points.shape) > ABSENT)
    places = _projected(table.rows, weights)
    shared = (places * present[:, :, None]).sum(1, keepdim=True) / (present.sum(1)[:, None, None] + PRIOR)
    apart = functional.normalize(places - shared, dim=-1)
    within = contrast(apart, table.points, present)
    at = torch.nonzero(present)[torch.randperm(int(present.sum()))[:ACROSS_AT_ONCE]]
    sides, rows = at[:, 0], at[:, 1]
    names = sides * table.points.shape[1] + table.points[sides, rows]
    return within + ACROSS * contrast(places[sides, rows], names, torch.ones_like(names, dtype=torch.bool))


def _loss_of_quotes(retold: "Sequence[Array]", weights: Tensor, dice: np.random.Generator) -> Tensor:
    """To find of two texts that say the same the one by the other."""
    chosen = [retold[n] for n in dice.choice(len(retold), RETOLD_AT_ONCE, replace=False)]
    rows = np.concatenate([group[dice.choice(len(group), 2, replace=False)] for group in chosen])
    names = torch.arange(len(chosen)).repeat_interleave(2)
    places = _projected(torch.from_numpy(rows), weights)
    return contrast(places, names, torch.ones_like(names, dtype=torch.bool))


def _projected(rows: Tensor, weights: Tensor) -> Tensor:
    return functional.normalize(functional.dropout(rows, DROPPED) @ weights, dim=-1)


def contrast(places: Tensor, names: Tensor, present: Tensor) -> Tensor:
    """How badly each row finds those of its own name among those present: places (…, n, d), the others (…, n).

    Source: Khosla et al., "Supervised Contrastive Learning", NeurIPS 2020.
    """
    likeness = places @ places.transpose(-1, -2) / HEAT
    others = ~torch.eye(names.shape[-1], dtype=torch.bool)
    seen = present[..., :, None] & present[..., None, :] & others
    alike = (names[..., :, None] == names[..., None, :]) & seen
    chances = likeness - torch.logsumexp(likeness.masked_fill(~seen, NEVER), -1, keepdim=True)
    asked = alike.any(-1) & (seen & ~alike).any(-1)
    own = (chances * alike).sum(-1) / alike.sum(-1).clamp(min=1)
    return -own[asked].mean()


def split_in(subjects: Sequence[str], folds: int, seed: int) -> "NDArray[np.int64]":
    """(n,): the fold of each row; one subject's rows are in one fold."""
    names = sorted(set(subjects))
    order = np.random.default_rng(seed).permutation(len(names))
    place = {name: int(at) % folds for name, at in zip(names, order, strict=True)}
    return np.array([place[name] for name in subjects])
