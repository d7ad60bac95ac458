"""How soon Discord is answered: the real `casebook run` in a process of its own, against the stand-in of `tests.wire`.

A time runs from the moment at which Discord's event is written to the bot's socket until the bot's request comes in.
The stand-in runs in this process, on the same cores: what it takes of them is in the bot's figures, and in the bare
client's too.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path

from benchmarks.asking import time_asks
from benchmarks.corpus import CHANNEL, mixed
from benchmarks.measure import Row, Times
from benchmarks.questions import QUESTIONS
from bot.app import open_casebook
from bot.casebook import Casebook
from bot.casebook.browsing import MOST_CHOICES, PostQuery
from bot.domain.post import ChannelId, Paste
from bot.settings import read_settings
from tests.wire.interactions import Asked
from tests.wire.permissions import Permission
from tests.wire.process import ROOT, Home, connected
from tests.wire.standin import StandIn, open_discord
from tests.wire.world import Channel, ChannelKind, Person, Upload

AT_ONCE = 30
BURSTS = 8
ROUNDS = 6
SAVES = 4
SENTENCES = 1000
"""Of a long post: it is read for arguments for far longer than the ten saves take."""
WITHIN = 60.0
"""Seconds for anything to be answered: far beyond every figure to reach."""
NAMES = ("", "x", "xi", "xiaomi", "te", "nv", "ap", "b", "0", "bear", "小", "小米", "特", "比亚", "英伟达", "茅台")
AUTHORS = ("", "m", "member", "member 7", "member 399", "9", "nobody", "友")
POSTS = ("", "m", "member 12", "2025", "2025-06-01", "p", "the", "nobody", "小米", "毛利")
"""What is typed towards a company, an author and a post."""
UNBOUNDED = "CASEBOOK_USES_PER_CHANNEL=1000000\nCASEBOOK_USES_PER_PERSON=1000000\n"


@dataclass(frozen=True, slots=True)
class Room:
    """The measured channel as the stand-in has it, and the people in it."""

    standin: StandIn
    channel: Channel
    people: Sequence[Person]

    async def ask_at_once(self) -> list[Asked]:
        """A question of everybody's, all written before any answer is looked at."""
        asked = zip(self.people, cycle(QUESTIONS), strict=False)
        return [await self.standin.slash(who, self.channel, "ask", question=text) for who, text in asked]

    def acknowledged(self, asked: Asked) -> float:
        """Milliseconds that it took."""
        return self._until(asked, f"/interactions/{asked.id}/{asked.token}/callback")

    def shown(self, asked: Asked) -> float:
        """Milliseconds until its first card."""
        return self._until(asked, f"/webhooks/{self.standin.world.bot.id}/{asked.token}/messages/@original")

    def _until(self, asked: Asked, path: str) -> float:
        at = next(sent.at for sent in self.standin.requests if sent.path == path)
        return (at - asked.asked_at) * 1000


@dataclass(frozen=True, slots=True)
class TypedInto:
    """What is typed into an option of a command."""

    command: str
    option: str
    typed: tuple[str, ...]


async def discord_rows(small: str, large: str, folder: Path) -> list[Row]:
    """`small` is the URL of a store that may be written to; `large` is only read, and has ten times the arguments."""
    bare, posts = await _bare_bursts(), _long_posts()
    async with _running(small, folder / "small") as room:
        rows = [*await _burst_rows(room, bare), await _answer_row(room, small)]
        saves = await _time_saves(room, list(islice(posts, SAVES)))
    rows.append(_save_row(saves, await _time_keeping(small, list(islice(posts, SAVES)))))
    async with _running(large, folder / "large") as room:
        return [*rows, *await _choices_rows(room, large)]


@asynccontextmanager
async def _room() -> AsyncIterator[Room]:
    async with open_discord() as standin:
        guild = standin.world.guild()
        channel = Channel(CHANNEL, ChannelKind.TEXT, "measured", guild)
        standin.world.channels[channel.id] = channel
        guild.channels.append(channel)
        moderator = standin.world.member(guild, "moderator", Permission.MANAGE_MESSAGES)
        yield Room(standin, channel, [moderator, *(standin.world.member(guild, str(n)) for n in range(1, AT_ONCE))])


@asynccontextmanager
async def _running(url: str, folder: Path) -> AsyncIterator[Room]:
    async with _room() as room, connected(room.standin, _home(url, folder)):
        yield room


def _home(url: str, folder: Path) -> Home:
    """Where so few people ask far oftener than they may elsewhere."""
    folder.mkdir()
    (folder / ".env").write_text(UNBOUNDED, encoding="utf-8")
    (folder / "casebook.db").symlink_to(Path(url.removeprefix("sqlite:///")).absolute())
    return Home(folder)


async def _bare_bursts() -> Times:
    """How soon discord.py acknowledges as many commands where nothing else is to be done."""
    async with _room() as room:
        arguments = ["-m", "benchmarks.bare", room.standin.origin]
        client = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT)
        try:
            await room.standin.connected(WITHIN)
            times = []
            for _ in range(BURSTS + 1):
                asked = await room.ask_at_once()
                for one in asked:
                    await one.acknowledged(WITHIN)
                times += [room.acknowledged(one) for one in asked]
        finally:
            client.kill()
            await client.wait()
    return Times.of(times[AT_ONCE:])


async def _burst_rows(room: Room, bare: Times) -> list[Row]:
    """A first burst warms up and is not counted: it loads the channel's vectors, and opens the connections."""
    asked, more = list[Asked](), list[Asked]()
    for _ in range(BURSTS + 1):
        asked += await room.ask_at_once()
        await _all_replied(asked)
    for _ in range(BURSTS):
        first = await room.ask_at_once()
        for one in first:
            await one.acknowledged(WITHIN)
        more += await room.ask_at_once()
        await _all_replied([*first, *more])
    return [
        _acknowledged_row(f"{AT_ONCE} `/ask` at once", [room.acknowledged(one) for one in asked[AT_ONCE:]], bare),
        _acknowledged_row(f"{AT_ONCE} more meanwhile", [room.acknowledged(one) for one in more], bare),
        Row("… and the first answered", str(Times.of([room.shown(one) for one in asked[AT_ONCE:]])), "", "", None, 0),
    ]


async def _all_replied(asked: Sequence[Asked]) -> None:
    for one in asked:
        await one.reply(WITHIN)


def _acknowledged_row(what: str, milliseconds: Sequence[float], bare: Times) -> Row:
    times = Times.of(milliseconds)
    return Row(
        work=f"Discord: {what}, each acknowledged",
        measured=str(times),
        reach="p95 100 ms",
        load=times.p95 / 100,
        peer=f"discord.py that does nothing else: {bare}",
        ratio=times.p50 / bare.p50,
    )


async def _answer_row(room: Room, url: str) -> Row:
    times = []
    for who, text in islice(zip(cycle(room.people), cycle(QUESTIONS), strict=False), ROUNDS * len(QUESTIONS)):
        asked = await room.standin.slash(who, room.channel, "ask", question=text)
        await asked.reply(WITHIN)
        times.append(room.shown(asked))
    async with open_casebook(read_settings(store=url)) as casebook:
        direct = Times.of(await time_asks(casebook, ROUNDS))
    shown = Times.of(times)
    return Row(
        work="Discord: `/ask` answered, 10k of 100k arguments",
        measured=str(shown),
        reach="p95 300 ms",
        load=shown.p95 / 300,
        peer=f"the same asked in one process: {direct}",
        ratio=shown.p50 / direct.p50,
    )


async def _time_saves(room: Room, posts: Sequence[str]) -> Times:
    """Long posts one after another: none is read to its end before the last is shown, so that all wait for the rest."""
    saved = list[Asked]()
    for who, post in zip(room.people, posts, strict=False):
        saving = await room.standin.slash(who, room.channel, "save", file=Upload("message.txt", post.encode()))
        await saving.reply(WITHIN)
        saved.append(saving)
    tokens = [sent.path.split("/")[3] for sent in room.standin.requests if sent.method == "PATCH"]
    assert all(tokens.count(one.token) == 1 for one in saved), "a post was read to its end, and shown again"
    return Times.of([room.shown(one) for one in saved])


def _save_row(shown: Times, direct: Times) -> Row:
    return Row(
        work="Discord: `/save` of a long post shown, which goes on being read",
        measured=str(shown),
        reach="p95 3000 ms",
        load=shown.p95 / 3000,
        peer=f"the same kept in one process: {direct}",
        ratio=shown.p50 / direct.p50,
    )


def _long_posts() -> Iterator[str]:
    sentences = mixed(11)
    for number in count():
        body = "\n".join(islice(sentences, SENTENCES))
        yield f"Long reader {number}\n2026.03.02 10:24\n\n$AMD(AMD.US) {body}"


async def _time_keeping(url: str, posts: Sequence[str]) -> Times:
    times = []
    async with open_casebook(read_settings(store=url)) as casebook:
        for post in posts:
            start = time.perf_counter()
            await casebook.keep(CHANNEL, Paste(raw=post, saved_by="bench", saved_at=datetime.now(UTC)))
            times.append((time.perf_counter() - start) * 1000)
    return Times.of(times)


async def _choices_rows(room: Room, url: str) -> list[Row]:
    async with open_casebook(read_settings(store=url)) as casebook:
        return [
            await _choices_row(room, TypedInto("case", "subject", NAMES), casebook.subjects),
            await _choices_row(room, TypedInto("posts", "author", AUTHORS), casebook.authors),
            await _choices_row(room, TypedInto("forget", "post", POSTS), partial(_posts, casebook)),
        ]


async def _choices_row(room: Room, into: TypedInto, found: Callable[[ChannelId, str], Awaitable[object]]) -> Row:
    """A first round warms up and is not counted. The peer is the front door alone, with the bot standing idle."""
    times, direct = [], []
    for typed in into.typed * (ROUNDS + 1):
        asked = await room.standin.type_towards(room.people[0], room.channel, into.command, **{into.option: typed})
        await asked.choices(WITHIN)
        times.append(room.acknowledged(asked))
        start = time.perf_counter()
        await found(CHANNEL, typed)
        direct.append((time.perf_counter() - start) * 1000)
    offered, bare = (Times.of(them[len(into.typed) :]) for them in (times, direct))
    return Row(
        work=f"Discord: a choice of `{into.option}` offered in `/{into.command}`, 100k of 1000k arguments",
        measured=str(offered),
        reach="p95 100 ms",
        load=offered.p95 / 100,
        peer=f"the same found in one process: {bare}",
        ratio=offered.p50 / bare.p50,
    )


async def _posts(casebook: Casebook, channel: ChannelId, typed: str) -> object:
    return await casebook.posts(channel, PostQuery(typed=typed, limit=MOST_CHOICES))
