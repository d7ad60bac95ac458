"""Settings: they hold until they are set anew, and go where the channel's export goes."""

import json

import pytest

from bot.domain.post import ChannelId
from bot.domain.settings import ChannelSettings
from bot.domain.shown import ThreadState
from bot.domain.text import Locale
from storage import ChannelStore, Store, open_store
from storage.lines import VERSION
from tests.storage.samples import ALPHA, BETA, claim, exported

CHOSEN = ChannelSettings(auto_save=True, answer_in=Locale.TRADITIONAL, daily_tokens=5, shelves=(ChannelId("77"),))


async def test_where_nobody_set_anything_the_ordinary_settings_hold(alpha: ChannelStore) -> None:
    assert await alpha.settings() == ChannelSettings()


async def test_what_is_set_holds_after_a_restart_until_it_is_set_anew(lasting_url: str) -> None:
    async with open_store(lasting_url) as store:
        await store.channel(ALPHA).set_settings(ChannelSettings(model_allowed=False))
        await store.channel(ALPHA).set_settings(CHOSEN)
    async with open_store(lasting_url) as store:
        assert await store.channel(ALPHA).settings() == CHOSEN


async def test_what_a_thread_asked_for_holds_until_it_asks_for_something_else(alpha: ChannelStore) -> None:
    assert await alpha.thread_state("5") is None
    await alpha.set_thread_state("5", ThreadState.FOLLOWED)
    await alpha.set_thread_state("5", ThreadState.QUIET)
    assert await alpha.thread_state("5") is ThreadState.QUIET
    assert await alpha.thread_state("6") is None


async def test_an_export_takes_the_settings_along_byte_for_byte(store: Store, alpha: ChannelStore) -> None:
    await claim(alpha, "Cash grew.")
    await alpha.set_settings(CHOSEN)
    lines = await exported(alpha)
    beta = store.channel(BETA)
    await beta.restore(lines)
    assert await beta.settings() == CHOSEN
    assert await exported(beta) == lines


async def test_an_import_leaves_what_is_set_here(store: Store, alpha: ChannelStore) -> None:
    await alpha.set_settings(CHOSEN)
    beta, own = store.channel(BETA), ChannelSettings(daily_tokens=9)
    await beta.set_settings(own)
    await beta.restore(await exported(alpha))
    assert await beta.settings() == own


@pytest.mark.parametrize("version", range(1, VERSION))
async def test_an_export_of_an_earlier_version_is_read_as_ever(store: Store, alpha: ChannelStore, version: int) -> None:
    await claim(alpha, "Cash grew.")
    header, *rest = await exported(alpha)
    assert json.loads(header) == {"type": "casebook", "version": VERSION}
    earlier = [line.replace(',"point":null', "") for line in rest]
    assert earlier != rest
    beta = store.channel(BETA)
    assert (await beta.restore([f'{{"type":"casebook","version":{version}}}\n', *earlier])).posts == 1
    assert await beta.settings() == ChannelSettings()
