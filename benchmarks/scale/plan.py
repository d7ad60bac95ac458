"""Which stores are built and which channels of them are measured."""

import os
from dataclasses import dataclass

from bot.domain.post import ChannelId

RECIPE = 1
"""Goes up with every change of what a store is made of: one of another recipe is not used again."""
FIRST = 1_400_000_000_000_000_000
"""Channels are numbered as Discord numbers them."""
FILLING = 10_000
"""Arguments of a channel that only fills a store up."""


@dataclass(frozen=True, slots=True)
class ChannelSize:
    """A channel and how many arguments it holds."""

    channel: ChannelId
    arguments: int


@dataclass(frozen=True, slots=True)
class StoreSize:
    """A store: the channels that are measured in it, and those that fill it up to so many arguments."""

    arguments: int
    measured: tuple[ChannelSize, ...]

    @property
    def channels(self) -> tuple[ChannelSize, ...]:
        left = self.arguments - sum(one.arguments for one in self.measured)
        size = min(FILLING, max(left // 4, 1))
        filling = tuple(
            ChannelSize(ChannelId(str(FIRST + number)), min(size, left - start))
            for number, start in enumerate(range(0, left, size))
        )
        return self.measured + filling


@dataclass(frozen=True, slots=True)
class Plan:
    """Stores of `stores` arguments that each hold the same middle channel; the last holds all of `channels`.

    `sentences` are how many of the committed ones everything is made of; `rounds` how often each thing is measured.
    """

    stores: tuple[int, ...]
    channels: tuple[int, ...]
    sentences: int
    rounds: int = 8

    @property
    def middle(self) -> int:
        return self.channels[len(self.channels) // 2]

    @property
    def sizes(self) -> tuple[StoreSize, ...]:
        alone = [StoreSize(size, (_measured(self.middle),)) for size in self.stores[:-1]]
        return (*alone, StoreSize(self.stores[-1], tuple(_measured(size) for size in self.channels)))


def _measured(arguments: int) -> ChannelSize:
    return ChannelSize(ChannelId(str(FIRST + 1_000_000_000 + arguments)), arguments)


FULL = Plan(stores=(10_000, 100_000, 1_000_000), channels=(1_000, 10_000, 100_000), sentences=20_000)
FEWEST_SENTENCES = 40


def planned() -> Plan:
    """The whole, or what the environment leaves of it for a first look: everything smaller in the measure in which
    `LARGEST` is smaller than the largest store, and no more than `ROUNDS`."""
    largest, rounds = int(os.environ.get("LARGEST", FULL.stores[-1])), int(os.environ.get("ROUNDS", FULL.rounds))
    share = largest / FULL.stores[-1]
    stores, channels = (tuple(max(1, round(size * share)) for size in sizes) for sizes in (FULL.stores, FULL.channels))
    return Plan(stores, channels, max(FEWEST_SENTENCES, round(FULL.sentences * share)), rounds)


def url_of(base: str, store: StoreSize) -> str:
    """Where a store of this size lies: `base`, with the size behind the name of its file or database."""
    place, mark, options = base.partition("?")
    stem, dot, ending = place.rpartition(".")
    if dot and "/" not in ending:
        return f"{stem}-{store.arguments}.{ending}"
    return f"{place}_{store.arguments}{mark}{options}"
