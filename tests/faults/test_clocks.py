"""A clock that jumps: what was claimed by one that was hours ahead is claimed again at once."""

from datetime import timedelta

import pytest

from bot.domain.health import LONGEST_LEASE
from storage import KeptArgument, Store, open_store
from storage.digests import LONGEST
from storage.jobs import CLAIM
from storage.point_texts import Worth
from tests.storage.grouping import ByVector
from tests.storage.samples import ALL, ALPHA, NOON, argue, argument, draft, embedded, keep

AHEAD = timedelta(hours=3)
SOON = timedelta(minutes=2)


@pytest.fixture
def url(file_url: str) -> str:
    return file_url


async def later(store: Store, table: str) -> None:
    """As it would stand there had the clock been ahead when it was claimed."""
    async with store._database.writing() as session:
        await session.run(f"UPDATE {table} SET leased_until = leased_until + $1", AHEAD.total_seconds())


async def test_a_post_that_was_claimed_by_a_clock_ahead_is_read_at_once(url: str) -> None:
    async with open_store(url) as store:
        alpha = store.channel(ALPHA)
        [post_id] = await keep(alpha, draft("Margins fell."))
        assert await alpha.claim(post_id, SOON)
        assert (await alpha.claim_waiting(SOON), await alpha.claim(post_id, SOON)) == (None, False)
        await later(store, "jobs")
        claimed = await alpha.claim_waiting(SOON)
        assert claimed is not None
        assert not await alpha.claim(post_id, SOON)
        await later(store, "jobs")
        assert await alpha.claim(post_id, SOON)


async def test_a_digest_that_was_claimed_by_a_clock_ahead_is_claimed_again(url: str) -> None:
    async with open_store(url) as store:
        alpha = store.channel(ALPHA)
        assert await alpha.claim_digest(NOON, NOON + AHEAD, SOON) is not None
        assert await alpha.claim_digest(NOON, NOON + AHEAD, SOON) is None
        assert await alpha.claim_digest(NOON, NOON, SOON) is not None


async def test_a_sentence_that_was_claimed_by_a_clock_ahead_is_asked_for_again(url: str) -> None:
    async with open_store(url) as store:
        alpha = store.channel(ALPHA)
        for text in ("The brand is weak.", "A weak brand it is."):
            await argue(alpha, text, KeptArgument(argument(text, text, holder=text), embedded(1, 0)))
        await alpha.group(ByVector())
        points = [heap.point_id for heap in (await alpha.heaps(ALL, 9, 9)).heaps]
        worth = Worth(1, 1, 0.0)
        for point_id in points:
            assert await alpha.claim_text(point_id, NOON + AHEAD, SOON)
            assert not await alpha.claim_text(point_id, NOON + AHEAD, SOON)
            assert await alpha.claim_text(point_id, NOON, SOON)
        assert await alpha.untold(worth, NOON, 9) == []


def test_no_lease_is_as_long_as_what_counts_as_ended() -> None:
    assert 2 * LONGEST_LEASE.total_seconds() <= LONGEST
    assert f"+ {LONGEST}" in CLAIM
