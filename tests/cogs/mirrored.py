"""What tests of edits and deletions share: messages that were saved, answers that cite them, and a bot that is away."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import ResponseMessage

from bot.casebook import PostQuery
from bot.cogs.surface.client import CasebookBot
from bot.domain.post import ChannelId
from bot.domain.receipt import Listed
from tests.cogs.reading import Community, parts, shown

WORD = "tujovusipe"
"""Stands in `BEAR` and nowhere else."""
BEAR = f"$AMD(AMD.US) Gross margins can only fall from here, because each {WORD} deal is won with a discount."
EDITED = "$AMD(AMD.US) Debt is piling up at its largest buyers, and that is a real risk for its sales next year."
BULL = "$NVDA(NVDA.US) Demand for racks is strong, and every large customer orders more of them than last year."
QUESTION = "What is the bear case on AMD?"
TAKEN_BACK = "This answer was taken back"


async def saved_message(
    community: Community,
    text: str = BEAR,
    where: ChannelHandle | None = None,
    files: Sequence[tuple[str, bytes]] = (),
) -> discord.Message:
    """Ada says something and ben saves it."""
    place = where or community.channel
    message = await community.ada.send(place, text, attachments=files)
    await community.ben.context_menu(place, "Save to casebook", message)
    return message


async def answered(
    community: Community, question: str = QUESTION, where: ChannelHandle | None = None, *, private: bool = False
) -> ResponseMessage:
    """Ben asks, and gets an answer that is no abstention."""
    result = await community.ben.slash(where or community.channel, "ask", question=question, private=private)
    assert result.response is not None
    assert any(part.get("custom_id", "").startswith("cb:src:") for part in parts(result.response.message))
    return result.response


def standing(where: ChannelHandle, message_id: int) -> str:
    """What a message of a channel says now."""
    [message] = [message for message in where.history() if message.id == message_id]
    return shown(message)


async def listed(community: Community, store: ChannelId | None = None) -> list[Listed]:
    return await community.casebook.posts(store or community.store, PostQuery())


async def bodies(community: Community, store: ChannelId | None = None) -> list[str]:
    return sorted(one.post.body for one in await listed(community, store))


async def exported(community: Community) -> list[str]:
    return [line async for line in community.casebook.export(community.store)]


def files_with(folder: Path, word: str = WORD) -> list[str]:
    """The files under a folder that hold a word, in capitals or not."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if word.lower().encode() in path.read_bytes().lower()]


def requests(community: Community) -> list[str]:
    return [f"{call.method} {call.path}" for call in community.env.http_requests]


@asynccontextmanager
async def away(community: Community) -> AsyncIterator[None]:
    """The bot is down in the block, and hears nothing of what happens; then it starts anew."""
    env = community.env
    assert isinstance(env.bot, CasebookBot)
    options = env.bot.options
    feeds = list(env.backend.subscribers)
    env.backend.subscribers.clear()
    try:
        yield
    finally:
        env.backend.subscribers[:] = feeds
    await env.restart_bot(CasebookBot(community.casebook, options))


def said_while_away(community: Community, message: discord.Message, text: str) -> None:
    community.env.backend.edit_message(message.channel.id, message.id, {"content": text})


def deleted_while_away(community: Community, message: discord.Message | ResponseMessage, where: ChannelHandle) -> None:
    community.env.backend.delete_message(where.id, message.id)


def forum_thread(community: Community, name: str, owner: MemberActor) -> tuple[ChannelHandle, ChannelHandle]:
    """A forum, and a post in it that a member opened."""
    forum = community.guild.create_forum_channel("ideas")
    thread = community.env.backend.create_thread(forum.id, name, owner.id)
    return forum, ChannelHandle(community.env, community.guild, thread)
