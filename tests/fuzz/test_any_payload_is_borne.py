"""Whatever Discord sends of a message or a command, that discord.py can read, breaks nothing: it is saved, answered,
refused in a line or left alone, and the next one is served."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

import pytest
from discord import app_commands
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord import interactions
from simcord.enums import InteractionType

from bot.casebook import PostQuery
from bot.domain.settings import ChannelSettings
from bot.errors import CasebookError, UnknownPost
from tests.attack.test_discord_oddities import message, told
from tests.cogs.altered import Payload
from tests.cogs.conftest import casebook, community, discord_env, options
from tests.cogs.reading import Community, shown
from tests.conftest import pasted

__all__ = ["casebook", "community", "discord_env", "options"]

POST = "Desk\n2025.10.10 09:00\n\n$NVDA(NVDA.US) Demand for racks is strong, says a supplier of our own list."
BATCH = 80
FIRST_ID = 10**17
"""Of messages that Discord made long before those of the test."""

texts = st.sampled_from(
    ["", " ", "\u200b", POST, "bear case on Nvidia?", "https://x.com/a/status/1", "a" * 4000, "\0", "\u202e@everyone"]
) | st.text(max_size=30)
stamps = st.sampled_from(["2026-01-01T00:00:00+00:00", "2025-02-28T23:59:59.999999+00:00", "2015-01-01T00:00:00+00:00"])
ids = st.integers(1, 2**63 - 1).map(str)


def some(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Payload]:
    """Each field or none."""
    return st.fixed_dictionaries({}, optional=optional)


attachments = st.fixed_dictionaries(
    {
        "id": ids,
        "filename": st.sampled_from(["a.png", "post.exe", "..", "", "a" * 300, "图.svg"]),
        "size": st.sampled_from([0, 1, 2**31, 2**53]),
        "url": st.just("https://cdn.discordapp.com/attachments/1/2/none"),
        "proxy_url": st.just("https://media.discordapp.net/attachments/1/2/none"),
    },
    optional={
        "content_type": st.none() | texts,
        "height": st.none() | st.integers(0, 9),
        "width": st.none() | st.integers(0, 9),
        "ephemeral": st.booleans(),
        "description": texts,
        "duration_secs": st.floats(0, 9),
        "waveform": st.just("AAAA"),
        "flags": st.integers(0, 2**20),
    },
)
embeds = some(
    type=st.sampled_from(["rich", "image", "video", "gifv", "article", "link", "poll_result", "odd"]),
    title=texts,
    description=texts,
    url=texts,
    timestamp=stamps,
    color=st.integers(0, 0xFFFFFF),
    footer=st.fixed_dictionaries({"text": texts}),
    author=some(name=texts, url=texts),
    fields=st.lists(
        st.fixed_dictionaries({"name": texts, "value": texts}, optional={"inline": st.booleans()}), max_size=3
    ),
    provider=some(name=texts, url=texts),
    odd=st.none(),
)
stickers = st.fixed_dictionaries({"id": ids, "name": texts, "format_type": st.sampled_from([1, 2, 3, 4])})
parts = st.recursive(
    st.fixed_dictionaries({"type": st.just(10), "content": texts, "id": st.integers(0, 99)})
    | st.fixed_dictionaries({"type": st.just(14), "divider": st.booleans(), "spacing": st.sampled_from([1, 2])})
    | st.fixed_dictionaries({"type": st.sampled_from([99, 250]), "odd": st.none()}),
    lambda inside: st.fixed_dictionaries({"type": st.just(17), "components": st.lists(inside, max_size=3)}),
    max_leaves=6,
)
polls = st.fixed_dictionaries(
    {
        "question": st.fixed_dictionaries({"text": texts}),
        "answers": st.lists(
            st.fixed_dictionaries(
                {"answer_id": st.integers(1, 9), "poll_media": st.fixed_dictionaries({"text": texts})}
            ),
            max_size=2,
        ),
        "allow_multiselect": st.booleans(),
        "layout_type": st.just(1),
        "expiry": stamps,  # discord.py 2.7 can't read a poll without, which Discord does not make yet
    },
)
forwarded = st.fixed_dictionaries(
    {
        "message": st.fixed_dictionaries(
            {
                "content": texts,
                "embeds": st.lists(embeds, max_size=2),
                "attachments": st.lists(attachments, max_size=2),
                "timestamp": stamps,
                "edited_timestamp": st.none() | stamps,
                "type": st.sampled_from([0, 19, 99]),
                "flags": st.integers(0, 2**16),
            },
            optional={"mentions": st.just([]), "sticker_items": st.lists(stickers, max_size=1)},
        )
    }
)
references = st.fixed_dictionaries(
    {"channel_id": ids}, optional={"message_id": ids, "guild_id": ids, "type": st.sampled_from([0, 1, 7])}
)
messages = some(
    content=texts,
    type=st.sampled_from([0, 0, 0, 19, 20, 21, 23, 99]),
    flags=st.integers(0, 2**17),
    attachments=st.lists(attachments, max_size=2),
    embeds=st.lists(embeds, max_size=2),
    sticker_items=st.lists(stickers, max_size=2),
    components=st.lists(parts, max_size=2),
    poll=polls,
    message_snapshots=st.lists(forwarded, min_size=1, max_size=2),
    message_reference=references,
    nonce=st.none() | ids | st.integers(0, 9),
    webhook_id=ids,
    application_id=ids,
    edited_timestamp=st.none() | stamps,
    odd=st.none() | texts,
)


def options_of(names: list[str], kind: int, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Payload]:
    return st.fixed_dictionaries({"name": st.sampled_from(names), "type": st.just(kind), "value": values})


given_options = (
    options_of(["question", "subject", "text", "url", "since", "side", "post", "author", "format", "odd"], 3, texts)
    | options_of(["private", "mine", "odd"], 5, st.booleans())
    | options_of(["odd"], 4, st.integers() | st.none())
    | options_of(["odd"], 10, st.floats(allow_nan=False, allow_infinity=False))
)
"""As Discord types them: what was chosen of a list, too, may be any text."""
names = ["ask", "save", "posts", "case", "debate", "timeline", "digest", "forget", "export", "status", "odd"]
command_calls = st.fixed_dictionaries({"name": st.sampled_from(names), "options": st.lists(given_options, max_size=3)})

MISMATCHES = (app_commands.CommandSignatureMismatch, app_commands.TransformerError, app_commands.CommandNotFound)
"""Options that are not the command's: a line says that something went wrong."""


def drawn(strategy: st.SearchStrategy[Payload], count: int) -> list[Payload]:
    """As many as that, always the same: Hypothesis can't wait for a bot."""
    found: list[Payload] = []

    @settings(max_examples=count)
    @given(strategy)
    def draw(payload: Payload) -> None:
        found.append(payload)

    draw()
    return found


def faults(community: Community, log: pytest.LogCaptureFixture) -> list[str]:
    """What broke, in the bot or in a task that nobody waited for."""
    return [
        *map(repr, community.env.errors),
        *(one.getMessage() for one in log.records if one.levelno >= logging.ERROR),
    ]


@pytest.mark.parametrize("to_us", [False, True], ids=["said to all", "said to the bot"])
async def test_any_message_is_borne(community: Community, caplog: pytest.LogCaptureFixture, *, to_us: bool) -> None:
    await community.casebook.set_settings(community.store, ChannelSettings(auto_save=True))
    broken = []
    for number, differences in enumerate(drawn(messages, BATCH)):
        payload = message(community, **{"content": "", **differences})
        payload["id"] = str(FIRST_ID + number)
        if to_us:
            payload["content"] = f"<@{community.me}> {payload['content']}"
            payload["mentions"] = [{"id": str(community.me), "username": "bot", "discriminator": "0", "avatar": None}]
        told(community, "MESSAGE_CREATE", payload)
        await community.env.settle()
        if faults(community, caplog):
            broken.append((differences, faults(community, caplog)))
            caplog.clear()
            community.env.errors.clear()
    assert broken == []
    await serves(community)


async def test_any_edit_is_borne(community: Community, caplog: pytest.LogCaptureFixture) -> None:
    await community.casebook.set_settings(community.store, ChannelSettings(auto_save=True))
    sent = await community.ada.send(community.channel, POST)
    for differences in drawn(messages, BATCH):
        payload = message(community, **{"content": "", **differences}, id=str(sent.id))
        told(community, "MESSAGE_UPDATE", payload)
        await community.env.settle()
        assert faults(community, caplog) == [], differences
    await serves(community)


async def test_any_command_is_borne_and_answered(community: Community) -> None:
    await community.saved(POST)
    for data in drawn(command_calls, BATCH):
        _, payload = interactions.base_payload(
            community.env.backend,
            type=InteractionType.APPLICATION_COMMAND,
            channel_id=community.channel.id,
            guild_id=community.guild.id,
            user_id=community.ada.id,
            data={"id": "1", "type": 1, **data},
        )
        told(community, "INTERACTION_CREATE", payload)
        await community.env.settle()
        if data["name"] != "odd":
            await answered(community, payload["id"])
        assert [repr(error) for error in community.env.errors if not is_ours(error)] == [], data
    await serves(community)


def is_ours(error: BaseException) -> bool:
    """Whether it is one that a line tells: of ours, or of options that are not the command's."""
    return isinstance(getattr(error, "original", error), (CasebookError, *MISMATCHES))


async def answered(community: Community, interaction: str) -> None:
    """Some commands say nothing until they know what."""
    for _ in range(2000):
        if any(f"/interactions/{interaction}/" in call.path for call in community.env.http_requests):
            break
        await asyncio.sleep(0.01)
    else:
        pytest.fail("nothing was answered")
    await community.env.settle()


async def serves(community: Community) -> None:
    """It goes on working: a post is saved, and told of."""
    await community.casebook.keep(community.store, pasted(POST))
    with suppress(UnknownPost):  # the bot takes back what was saved of a message that is nowhere
        await community.casebook.read_waiting(community.store)
    await community.env.settle()
    assert await community.casebook.posts(community.store, PostQuery()) != []
    assert "Desk" in shown(await community.mod.slash(community.channel, "posts"))
