"""Whatever is done in a channel, in whatever order, nothing is shown there that another holds."""

import random
from collections import Counter

from tests.safety.canaries import CHANNELS, strangers, told_in
from tests.safety.operations import WEIGHTS
from tests.safety.playing import Stage, play_all, play_alone, play_at_once, staged
from tests.safety.rooms import dealt

SEED = 7
OPERATIONS = 10_000
LEAST = 100
"""Of every kind."""
ALONE = (0, 3, 17, 49)
"""Channels that are played once more without the others: two whose names differ in case alone, one that looks like SQL,
one whose name is another's with a letter more."""
TASKS = 8


async def test_ten_thousand_operations_over_fifty_channels_show_no_other_channels_words(quick_url: str) -> None:
    """And leave each channel as it would be without the others."""
    deck = dealt(WEIGHTS, OPERATIONS, random.Random(SEED))
    assert len(deck) >= OPERATIONS
    assert min(Counter(deck).values()) >= LEAST
    async with staged(quick_url, SEED) as stage:
        await play_all(stage, deck)
        assert stage.told > OPERATIONS, "what shows nothing leaks nothing"
        assert len(stage.owners) > OPERATIONS / 4
        together = {n: await stage.all_told(n) for n in ALONE}
        await no_export_holds_a_stranger(stage)
    for n in ALONE:
        async with staged(quick_url, SEED) as stage:
            await play_alone(stage, deck, n)
            assert await stage.all_told(n) == together[n], f"channel {n} is another without the others"


async def test_eight_at_once_show_no_other_channels_words(busy_url: str) -> None:
    deck = dealt(WEIGHTS, 1500, random.Random(SEED + 1))
    async with staged(busy_url, SEED + 1) as stage:
        await play_at_once(stage, deck, TASKS)
        assert stage.told > len(deck)
        await no_export_holds_a_stranger(stage)
        assert await stage.casebook.store.verify() == []


async def no_export_holds_a_stranger(stage: Stage) -> None:
    for n in range(len(CHANNELS)):
        assert strangers(told_in(await stage.exported(n)), {n}, ()) == set()
