"""Where an answer is being written is known until it is whole, also to the next process."""

from bot.domain.shown import Place
from storage import ChannelStore, Store, open_store
from tests.storage.samples import ALPHA, BETA

HERE, THERE = Place(channel="12", message="345"), Place(channel="12", message="346")


async def test_a_place_is_told_until_the_answer_stands_there_whole(store: Store, alpha: ChannelStore) -> None:
    for place in (HERE, THERE, THERE):
        await alpha.begin_showing(place)
    await alpha.end_showing(HERE)
    assert await alpha.unfinished() == [THERE]
    assert await store.unfinished_channels() == [ALPHA]
    assert await store.channel(BETA).unfinished() == []
    await alpha.end_showing(THERE)
    assert await store.unfinished_channels() == []


async def test_the_next_process_is_told_of_it(lasting_url: str) -> None:
    async with open_store(lasting_url) as store:
        await store.channel(ALPHA).begin_showing(HERE)
    async with open_store(lasting_url) as store:
        assert await store.channel(ALPHA).unfinished() == [HERE]


async def test_a_channel_that_is_erased_takes_it_along(store: Store, alpha: ChannelStore) -> None:
    await alpha.begin_showing(HERE)
    await alpha.erase()
    assert await store.unfinished_channels() == []
