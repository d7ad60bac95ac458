"""What several processes on one store do in the background: each channel's points are told by one of them."""

from bot.casebook import Casebook
from bot.domain.post import ChannelId
from bot.domain.shards import Shards
from bot.worker import tell_all
from tests.conftest import pasted
from tests.journey.test_points_by_a_model import POSTS, RIGHT, post, tells, with_model

COUNT = 3
CHANNELS = [ChannelId(f"room {n}") for n in range(6)]


async def test_every_channels_points_are_told_by_one_process_and_by_no_other(casebook: Casebook) -> None:
    for channel in CHANNELS:
        for author, text in POSTS.items():
            await casebook.save(channel, pasted(post(author, text)))
    asked = []
    for shard in range(COUNT):
        model = tells(RIGHT)
        await tell_all(with_model(casebook, model), Shards((shard,), COUNT))
        asked.append(len(model.prompts))
    assert sum(asked) == len(CHANNELS)
    assert max(asked) < len(CHANNELS)
