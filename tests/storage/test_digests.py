"""Digests that are due: one process gets each, once, through clocks that go back and processes that die."""

from datetime import UTC, datetime, timedelta

from bot.domain.digest import Delivery, Outcome, Window
from bot.domain.schedule import DigestSchedule, Every
from bot.domain.settings import ChannelSettings
from storage import ChannelStore, DigestClaim, KeptArgument, Store, open_store
from tests.storage.samples import ALPHA, BETA, BYD, NOON, argument, claim, draft, exported, keep

DUE = datetime(2025, 12, 1, 9, tzinfo=UTC)
LEASE = timedelta(minutes=3)
SECOND = timedelta(seconds=1)
DAILY = DigestSchedule(every=Every.DAY, begins=NOON)


async def test_who_claims_it_first_has_it_alone(alpha: ChannelStore) -> None:
    assert await alpha.claim_digest(DUE, DUE, LEASE) is DigestClaim.FIRST
    assert await alpha.claim_digest(DUE, DUE + LEASE - SECOND, LEASE) is None


async def test_two_processes_at_once_claim_it_once(lasting_url: str) -> None:
    async with open_store(lasting_url) as one, open_store(lasting_url) as other:
        claims = [await store.channel(ALPHA).claim_digest(DUE, DUE, LEASE) for store in (one, other, one, other)]
    assert claims == [DigestClaim.FIRST, None, None, None]


async def test_what_a_killed_process_claimed_is_claimed_again_when_the_lease_is_over(lasting_url: str) -> None:
    async with open_store(lasting_url) as store:
        await store.channel(ALPHA).claim_digest(DUE, DUE, LEASE)
    async with open_store(lasting_url) as store:
        assert await store.channel(ALPHA).claim_digest(DUE, DUE + LEASE, LEASE) is DigestClaim.AGAIN
        assert await store.channel(ALPHA).claim_digest(DUE, DUE + LEASE, LEASE) is None


async def test_what_is_done_with_is_never_claimed_again(alpha: ChannelStore) -> None:
    for hours, outcome in enumerate(Outcome):
        due = DUE + timedelta(hours=hours)
        await alpha.claim_digest(due, due, LEASE)
        await alpha.end_digest(due, outcome)
        assert await alpha.claim_digest(due, due + timedelta(days=400), LEASE) is None
    # The clock is put back by an hour, then by a year: what was done with is known still.
    assert await alpha.claim_digest(DUE, DUE, LEASE) is None
    assert await alpha.claim_digest(DUE, DUE - timedelta(days=365), LEASE) is None


async def test_a_moment_is_the_same_in_every_zone(alpha: ChannelStore) -> None:
    await alpha.claim_digest(DUE, DUE, LEASE)
    there = datetime.fromisoformat("2025-12-01T17:00:00+08:00")
    assert await alpha.claim_digest(there, there, LEASE) is None


async def test_what_became_of_the_last_one_is_told(alpha: ChannelStore) -> None:
    assert await alpha.last_delivery() is None
    await alpha.claim_digest(DUE, DUE, LEASE)
    assert await alpha.last_delivery() == Delivery(due=DUE)
    await alpha.end_digest(DUE, Outcome.SENT, "77")
    assert await alpha.last_delivery() == Delivery(due=DUE, outcome=Outcome.SENT, message="77")


async def test_a_digest_follows_on_the_last_that_told_everything(alpha: ChannelStore) -> None:
    assert await alpha.told_until(DUE) is None
    told = {Outcome.SENT: 1, Outcome.QUIET: 2, Outcome.FORBIDDEN: 3, Outcome.MISSED: 4}
    for outcome, day in told.items():
        due = DUE + timedelta(days=day)
        await alpha.claim_digest(due, due, LEASE)
        await alpha.end_digest(due, outcome)
    assert await alpha.told_until(DUE + timedelta(days=9)) == DUE + timedelta(days=2)
    assert await alpha.told_until(DUE + timedelta(days=2)) == DUE + timedelta(days=1)


async def test_another_channels_digests_are_not_known_here(alpha: ChannelStore, store: Store) -> None:
    beta = store.channel(BETA)
    await beta.claim_digest(DUE, DUE, LEASE)
    await beta.end_digest(DUE, Outcome.SENT, "78")
    assert await alpha.last_delivery() is None
    assert await alpha.told_until(DUE + LEASE) is None
    assert await alpha.claim_digest(DUE, DUE, LEASE) is DigestClaim.FIRST
    await alpha.end_digest(DUE, Outcome.QUIET)
    assert await beta.last_delivery() == Delivery(due=DUE, outcome=Outcome.SENT, message="78")


async def test_only_channels_with_a_schedule_are_looked_after(alpha: ChannelStore, store: Store) -> None:
    await store.channel(BETA).set_settings(ChannelSettings(auto_save=True))
    assert await store.scheduled_channels() == []
    await alpha.set_settings(ChannelSettings(digest=DAILY))
    assert await store.scheduled_channels() == [ALPHA]
    await alpha.set_settings(ChannelSettings())
    assert await store.scheduled_channels() == []


async def test_what_came_in_is_what_was_first_saved_in_the_time(alpha: ChannelStore, store: Store) -> None:
    await claim(store.channel(BETA), "Another channel's news.", BYD)
    texts = {"Before it.": -1, "At its beginning.": 0, "In it.": 5, "At its end.": 10}
    for text, minutes in texts.items():
        [post_id] = await keep(alpha, draft(text), at=NOON + timedelta(minutes=minutes))
        await alpha.settle(post_id, [KeptArgument(argument(text, text))], "test/1")
    await keep(alpha, draft("Before it."), at=NOON + timedelta(minutes=6))  # saved again
    await keep(alpha, draft("In it."), at=NOON + timedelta(minutes=20))
    await keep(alpha, draft("Not read yet."), at=NOON + timedelta(minutes=7))
    window = Window(since=NOON, until=NOON + timedelta(minutes=10))
    found = await alpha.arrivals(window)
    told = await alpha.evidence([one.argument_id for one in found])
    assert [argument.quote for argument, _ in told] == ["At its beginning.", "In it."]
    assert [(one.post_id, one.subject, one.confidence) for one in found] == [
        (post.post_id, argument.subject.key, argument.stance_confidence) for argument, post in told
    ]


async def test_what_is_erased_takes_its_digests_along(alpha: ChannelStore, store: Store) -> None:
    await alpha.set_settings(ChannelSettings(digest=DAILY))
    await alpha.claim_digest(DUE, DUE, LEASE)
    await alpha.erase()
    assert await alpha.last_delivery() is None
    assert await store.scheduled_channels() == []


async def test_a_schedule_goes_along_with_an_export_byte_for_byte(alpha: ChannelStore, store: Store) -> None:
    await claim(alpha, "Cash grew.")
    weekly = DigestSchedule(every=Every.WEEK, weekday=4, hour=18, zone="Asia/Hong_Kong", begins=NOON + SECOND / 7)
    await alpha.set_settings(ChannelSettings(digest=weekly))
    lines = await exported(alpha)
    beta = store.channel(BETA)
    await beta.restore(lines)
    assert (await beta.settings()).digest == weekly
    assert await exported(beta) == lines
