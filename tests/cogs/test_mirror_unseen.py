"""Without the intent for messages' content, most of them come without their text: that is not an edit to nothing."""

import pytest

from bot.cogs.surface.client import Options
from tests.cogs.mirrored import BEAR, BULL, EDITED, away, bodies, deleted_while_away, said_while_away, saved_message
from tests.cogs.reading import Community


@pytest.fixture
def options() -> Options:
    return Options(reads_messages=False)


async def test_a_text_that_discord_hides_is_not_taken_for_an_empty_one(community: Community) -> None:
    message = await saved_message(community)
    await community.ada.edit(message, EDITED)
    assert await bodies(community) == [BEAR]


async def test_a_deletion_is_mirrored(community: Community) -> None:
    message = await saved_message(community)
    await community.ada.delete(message)
    assert await bodies(community) == []


async def test_an_edit_of_a_message_that_calls_the_bot_is_read(community: Community) -> None:
    assert community.env.bot.user is not None
    call = f"<@{community.env.bot.user.id}> save"
    message = await community.ada.send(community.channel, f"{call} {BEAR}")
    assert await bodies(community) == [BEAR]
    await community.ada.edit(message, f"{call} {EDITED}")
    assert await bodies(community) == [EDITED]


async def test_after_a_start_neither(community: Community) -> None:
    edited, deleted = await saved_message(community), await saved_message(community, BULL)
    async with away(community):
        said_while_away(community, edited, EDITED)
        deleted_while_away(community, deleted, community.channel)
    assert await bodies(community) == [BEAR]
