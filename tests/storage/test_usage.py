"""A channel's tokens: none is reserved twice, what was spent stays spent, and each day begins anew."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from datetime import date
from pathlib import Path

import pytest

from bot.domain.usage import Usage, Used
from storage import ChannelStore, Reserved, Store, open_store
from tests.storage.samples import ALPHA, claim, exported

DAY, NEXT = date(2025, 12, 1), date(2025, 12, 2)


async def reserved(store: ChannelStore, tokens: int, budget: int = 100) -> Reserved:
    found = await store.reserve(DAY, tokens, budget)
    assert found is not None
    return found


async def test_where_nothing_was_used_nothing_is_told(alpha: ChannelStore) -> None:
    assert await alpha.used(DAY) == Used()


async def test_what_is_reserved_is_made_good_by_what_was_spent(store: Store, alpha: ChannelStore) -> None:
    kept = await reserved(alpha, 60)
    assert await alpha.used(DAY) == Used(reserved=60)
    await alpha.spend(kept, Usage(sent=20, written=5))
    assert await alpha.used(DAY) == Used(usage=Usage(sent=20, written=5), calls=1)
    assert await store.verify() == []


async def test_a_call_may_take_all_that_is_left_and_not_a_token_more(alpha: ChannelStore) -> None:
    await alpha.spend(await reserved(alpha, 60), Usage(sent=30, written=10))
    assert await alpha.reserve(DAY, 61, 100) is None
    assert await alpha.used(DAY) == Used(usage=Usage(sent=30, written=10), calls=1)
    await reserved(alpha, 60)
    assert await alpha.reserve(DAY, 1, 100) is None


async def test_a_first_call_over_the_budget_reserves_nothing(alpha: ChannelStore) -> None:
    assert await alpha.reserve(DAY, 101, 100) is None
    assert await alpha.used(DAY) == Used()


@pytest.mark.parametrize("tokens", [0, 1])
async def test_a_budget_of_nothing_allows_nothing(alpha: ChannelStore, tokens: int) -> None:
    assert await alpha.reserve(DAY, tokens, 0) is None
    await reserved(alpha, 0)
    assert await alpha.reserve(DAY, tokens, 0) is None


async def test_a_call_that_took_nothing_is_no_call(alpha: ChannelStore) -> None:
    await alpha.spend(await reserved(alpha, 60), Usage())
    assert await alpha.used(DAY) == Used()


async def test_a_call_may_take_more_than_was_reserved_and_counts_in_full(alpha: ChannelStore) -> None:
    await alpha.spend(await reserved(alpha, 60), Usage(sent=150))
    assert (await alpha.used(DAY)).total == 150
    assert await alpha.reserve(DAY, 1, 100) is None


async def test_a_day_of_which_one_call_was_estimated_is_estimated(alpha: ChannelStore) -> None:
    first, second = await reserved(alpha, 10), await reserved(alpha, 10)
    await alpha.spend(first, Usage(sent=5, written=1, estimated=True))
    await alpha.spend(second, Usage(sent=5, written=1))
    assert await alpha.used(DAY) == Used(usage=Usage(sent=10, written=2, estimated=True), calls=2)


async def test_each_day_has_a_budget_of_its_own_and_a_call_counts_for_the_day_on_which_it_began(
    alpha: ChannelStore,
) -> None:
    before_midnight = await reserved(alpha, 100)
    assert await alpha.reserve(NEXT, 100, 100) == Reserved(NEXT, 100)
    await alpha.spend(before_midnight, Usage(sent=40))
    assert (await alpha.used(DAY)).usage.sent == 40
    assert await alpha.used(NEXT) == Used(reserved=100)


async def test_of_many_that_reserve_at_once_as_many_may_as_the_budget_carries(alpha: ChannelStore) -> None:
    found = await asyncio.gather(*(alpha.reserve(DAY, 30, 100) for _ in range(20)))
    assert sum(one is not None for one in found) == 3
    assert (await alpha.used(DAY)).reserved == 90


RESERVE_OFTEN = """
import asyncio, sys
from datetime import date
from storage import open_store
from tests.storage.samples import ALPHA

async def main() -> None:
    async with open_store(sys.argv[1], wait=30) as store:
        found = [await store.channel(ALPHA).reserve(date(2025, 12, 1), 7, 100) for _ in range(10)]
    print(sum(one is not None for one in found))

asyncio.run(main())
"""


async def test_several_processes_together_reserve_no_more_than_the_budget(lasting_url: str) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", RESERVE_OFTEN, lasting_url]
    processes = [await asyncio.create_subprocess_exec(*command, cwd=root, stdout=PIPE) for _ in range(3)]
    said = [(await process.communicate())[0] for process in processes]
    assert sum(int(text) for text in said) == 100 // 7
    async with open_store(lasting_url) as store:
        assert await store.channel(ALPHA).used(DAY) == Used(reserved=98)


async def test_what_a_process_that_ended_had_reserved_counts_as_spent(lasting_url: str) -> None:
    async with open_store(lasting_url) as store:
        await reserved(store.channel(ALPHA), 100)
    async with open_store(lasting_url) as store:
        assert (await store.channel(ALPHA).used(DAY)).total == 100
        assert await store.channel(ALPHA).reserve(DAY, 1, 100) is None


async def test_an_export_holds_nothing_of_what_was_used(alpha: ChannelStore) -> None:
    await claim(alpha, "Cash grew.")
    before = await exported(alpha)
    await alpha.spend(await reserved(alpha, 60), Usage(sent=20, written=5))
    assert await exported(alpha) == before


async def test_a_call_from_before_an_erasure_takes_nothing_of_what_is_reserved_since(
    store: Store, alpha: ChannelStore
) -> None:
    before = await reserved(alpha, 60)
    await alpha.erase()
    since = await reserved(alpha, 10)
    await alpha.spend(before, Usage(sent=5))
    assert await store.verify() == []
    await alpha.spend(since, Usage(sent=5))
    assert await alpha.used(DAY) == Used(usage=Usage(sent=10), calls=2)
    assert await store.verify() == []


async def test_what_an_erased_channel_used_is_erased_and_a_call_that_ends_later_brings_nothing_back(
    store: Store, alpha: ChannelStore
) -> None:
    await alpha.spend(await reserved(alpha, 10), Usage(sent=5))
    under_way = await reserved(alpha, 10)
    await alpha.erase()
    assert await alpha.used(DAY) == Used()
    await alpha.spend(under_way, Usage(sent=5))
    assert await alpha.used(DAY) == Used()
    assert await store.verify() == []
