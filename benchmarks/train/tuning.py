"""Tuning the encoder on labelled texts: all of it but the embeddings of words."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from benchmarks.train.network import Network, Tensor, depth_of
from bot.embeddings.wheel import Array, wheel


@dataclass(frozen=True, slots=True)
class Example:
    """A text's tokens with the wanted chances, and how much each of them counts: 0 where nothing is wanted."""

    tokens: tuple[int, ...]
    wanted: tuple[float, ...]
    counts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How to learn. Rates fall layer by layer from the top, and in a line over the steps after a short rise."""

    epochs: int
    batch: int
    rate: float
    layer_decay: float = 0.9
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    rising: float = 0.06
    """The share of the steps in which the rates rise."""
    clip: float = 1.0
    softened: float = 0.02
    """How far from 0 and 1 the wanted chances are kept: labels hold a few slips in a hundred."""
    kept: int = 0
    """The lowest layers that stay as they are: a third of the time is saved where half of them do."""


def tuned(
    examples: Sequence[Example], schedule: Schedule, seed: int, start: Mapping[str, Array] | None = None
) -> Network:
    """The encoder after learning from the examples; before, it is as the wheel has it, or has `start`'s parameters."""
    torch.set_num_threads(1)  # sums in one thread come out the same each time
    torch.manual_seed(seed)
    network = Network.fresh(wheel(), len(examples[0].wanted), start or {})
    network.keep(schedule.kept)
    optimiser = torch.optim.AdamW(groups(network, schedule), betas=(0.9, 0.98))
    dice = random.Random(seed)
    batches = [batch for _ in range(schedule.epochs) for batch in _shuffled(examples, schedule.batch, dice)]
    for step, batch in enumerate(batches):
        rate_at(optimiser, step, len(batches), schedule)
        with torch.autocast("cpu", torch.bfloat16):
            said = network.of([one.tokens for one in batch], learning=True)
        optimiser.zero_grad()
        _loss(said.float(), batch, schedule.softened).backward()
        torch.nn.utils.clip_grad_norm_(network.learning.values(), schedule.clip)
        optimiser.step()
    return network


def rate_at(optimiser: Tensor, step: int, steps: int, schedule: Schedule) -> None:
    """Set the rates of a step, of which the first is 0."""
    rate = min((step + 1) / (schedule.rising * steps), 1 - step / steps)
    for group in optimiser.param_groups:
        group["lr"] = group["full_rate"] * rate


def said_of(network: Network, texts: Sequence[Sequence[int]]) -> Array:
    """What a network says of texts: (n, outputs) log-odds."""
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    rows: list[Array] = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), 64):
            batch = [texts[n] for n in order[start : start + 64]]
            rows.append(network.of(batch, learning=False).float().numpy())
    said = np.concatenate(rows)
    back = np.argsort(order)
    unordered: Array = said[back]
    return unordered


def _loss(said: Tensor, batch: Sequence[Example], softened: float) -> Tensor:
    wanted = torch.tensor([one.wanted for one in batch]) * (1 - 2 * softened) + softened
    counts = torch.tensor([one.counts for one in batch])
    return (functional.binary_cross_entropy_with_logits(said, wanted, reduction="none") * counts).sum() / len(batch)


def groups(network: Network, schedule: Schedule) -> Iterator[dict[str, object]]:
    """Each parameter with its full rate; none of the vectors is drawn towards zero."""
    for name, value in network.learning.items():
        depth = depth_of(name)
        rate = schedule.rate * schedule.layer_decay ** (network.base.layers - 1 - depth)
        yield {
            "params": [value],
            "full_rate": schedule.head_rate if name.startswith("head") else rate,
            "weight_decay": schedule.weight_decay if value.ndim > 1 else 0.0,
        }


def _shuffled(examples: Sequence[Example], size: int, dice: random.Random) -> list[list[Example]]:
    """An epoch's batches: texts of like length together, so that little is filled up."""
    mixed = dice.sample(examples, len(examples))
    batches: list[list[Example]] = []
    for start in range(0, len(mixed), size * 16):
        near = sorted(mixed[start : start + size * 16], key=lambda one: len(one.tokens))
        batches += [near[at : at + size] for at in range(0, len(near), size)]
    dice.shuffle(batches)
    return batches
