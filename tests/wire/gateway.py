"""The gateway: sessions that outlive their sockets, and what they missed meanwhile."""

import asyncio
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

from aiohttp import WSCloseCode, WSMsgType, web

from tests.wire import payloads
from tests.wire.limits.measure import JsonObject
from tests.wire.log import Log
from tests.wire.permissions import Permission
from tests.wire.world import Guild, World


class Op(IntEnum):
    """What a frame is for."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Intent(IntFlag):
    """Which events a session asks for."""

    NONE = 0
    GUILDS = 1 << 0
    MEMBERS = 1 << 1
    PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.MEMBERS | Intent.PRESENCES | Intent.MESSAGE_CONTENT
NO_SUCH_TOKEN = 4004
TOO_FEW_SHARDS = 4011
INTENT_NOT_ALLOWED = 4014


@dataclass(slots=True, eq=False)
class Line:
    """One socket, compressed as the client asked."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    compressor: "zlib._Compress | None"
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def send(self, frame: JsonObject) -> None:
        """Send it whole; a socket that has died meanwhile is no fault, its session will ask again."""
        text = json.dumps(frame, ensure_ascii=False)
        async with self.turn:
            if self.socket.closed:
                return
            try:
                await self._send(text)
            except ConnectionError:
                return

    async def _send(self, text: str) -> None:
        if self.compressor is None:
            await self.socket.send_str(text)
        else:
            packed = self.compressor.compress(text.encode()) + self.compressor.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(packed)


@dataclass(frozen=True, slots=True)
class Shard:
    """One of so many: it hears its part of the servers, and the first of them direct messages too."""

    number: int = 0
    count: int = 1

    def hears(self, guild: str | None) -> bool:
        return (int(guild or 0) >> 22) % self.count == self.number


@dataclass(slots=True, eq=False)
class Session:
    """What the bot has identified for; it keeps its frames so that a resumed socket can have those it missed."""

    id: str
    intents: Intent
    shard: Shard
    line: Line | None
    frames: list[JsonObject] = field(default_factory=list)

    async def dispatch(self, event: str, data: JsonObject) -> None:
        frame = {"op": Op.DISPATCH, "t": event, "s": len(self.frames) + 1, "d": data}
        self.frames.append(frame)
        if self.line:
            await self.line.send(frame)


class Gateway:
    """`allowed` are the privileged intents that the bot's owner has switched on, `flagged` those that its application's
    flags name, where these are others; `heard` is what clients sent; of `shards` a bot needs at least so many."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self._lines: set[Line] = set()
        self.sessions: dict[str, Session] = {}
        self.heard: Log[JsonObject] = Log()
        self.allowed = Intent.MESSAGE_CONTENT
        self.flagged: Intent | None = None
        self.shards = 1
        self.heartbeat_ms = 41_250
        self.url = ""

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        compressor = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        line = Line(socket, request.transport, compressor)
        self._lines.add(line)
        try:
            await line.send({"op": Op.HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}})
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._hear(line, json.loads(frame.data))
        finally:
            self._left(line)
        return socket

    async def _hear(self, line: Line, frame: JsonObject) -> None:
        match frame["op"]:
            case Op.HEARTBEAT:
                await line.send({"op": Op.HEARTBEAT_ACK, "d": None})
            case Op.IDENTIFY:
                await self._identify(line, frame["d"])
            case Op.RESUME:
                await self._resume(line, frame["d"])
            case Op.REQUEST_MEMBERS:
                await self._members(line, frame["d"])
        await self.heard.add(frame)

    async def _identify(self, line: Line, asked: JsonObject) -> None:
        intents, shard = Intent(asked["intents"]), Shard(*asked.get("shard", (0, 1)))
        if asked["token"] != self._token:
            await line.socket.close(code=NO_SUCH_TOKEN, message=b"Authentication failed.")
            return
        if intents & PRIVILEGED & ~self.allowed:
            await line.socket.close(code=INTENT_NOT_ALLOWED, message=b"Disallowed intent(s).")
            return
        if shard.count < self.shards:
            await line.socket.close(code=TOO_FEW_SHARDS, message=b"Sharding required.")
            return
        session = Session(self._world.snowflake(), intents, shard, line)
        self.sessions[session.id] = session
        await session.dispatch("READY", self._ready(session))
        for guild in self._heard_by(session):
            await session.dispatch("GUILD_CREATE", payloads.guild(self._world, guild))

    def _heard_by(self, session: Session) -> list[Guild]:
        return [guild for guild in self._world.guilds.values() if session.shard.hears(guild.id)]

    def _ready(self, session: Session) -> JsonObject:
        content = bool(self.allowed & Intent.MESSAGE_CONTENT)
        return {
            "v": 10,
            "user": payloads.user(self._world.bot),
            "guilds": [{"id": guild.id, "unavailable": True} for guild in self._heard_by(session)],
            "shard": [session.shard.number, session.shard.count],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": payloads.application(self._world, content=content),
        }

    async def _resume(self, line: Line, asked: JsonObject) -> None:
        session = self.sessions.get(asked["session_id"])
        if session is None or asked["token"] != self._token:
            await line.send({"op": Op.INVALID_SESSION, "d": False})
            return
        told = asked["seq"] or 0
        while told < len(session.frames):
            await line.send(session.frames[told])
            told += 1
        session.line = line
        await session.dispatch("RESUMED", {})

    async def _members(self, line: Line, asked: JsonObject) -> None:
        guild = self._world.guilds[str(asked["guild_id"])]
        wanted = {str(key) for key in asked.get("user_ids", guild.members)}
        people = [self._world.people[key] for key in guild.members if key in wanted]
        told = [payloads.member(guild, person) | {"user": payloads.user(person)} for person in people]
        chunk = {"guild_id": guild.id, "members": told, "chunk_index": 0, "chunk_count": 1, "not_found": []}
        session = next(session for session in self.sessions.values() if session.line is line)
        await session.dispatch("GUILD_MEMBERS_CHUNK", chunk | {"nonce": asked.get("nonce")})

    def _left(self, line: Line) -> None:
        self._lines.discard(line)
        for session in self.sessions.values():
            if session.line is line:
                session.line = None

    async def dispatch(self, event: str, data: JsonObject, needs: Intent = Intent.NONE) -> None:
        """Send an event to every session that asked for such and hears its server; one whose socket is gone gets it
        when it resumes."""
        guild = data["id"] if event == "GUILD_CREATE" else data.get("guild_id")
        for session in list(self.sessions.values()):
            if session.shard.hears(guild) and (not needs or needs & session.intents):
                await session.dispatch(event, data)

    async def dispatch_message(self, event: str, said: JsonObject) -> None:
        """A new or edited message, to the sessions that may see it, blank for those without the content intent."""
        where = self._world.channels[said["channel_id"]]
        if not self._world.permissions(self._world.bot, where) & Permission.VIEW_CHANNEL:
            return
        needs = Intent.GUILD_MESSAGES if where.guild else Intent.DIRECT_MESSAGES
        for session in list(self.sessions.values()):
            if needs & session.intents and session.shard.hears(where.guild.id if where.guild else None):
                content = bool(session.intents & Intent.MESSAGE_CONTENT)
                await session.dispatch(event, payloads.as_seen(self._world, said, content=content))

    @property
    def connected(self) -> bool:
        return any(session.line for session in self.sessions.values())

    def connected_as(self, shards: Iterable[int]) -> bool:
        """Whether there is a client for each of these shards."""
        return set(shards) <= {session.shard.number for session in self.sessions.values() if session.line}

    async def ask_to_reconnect(self) -> None:
        await self._send_all({"op": Op.RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        if not resumable:
            self.forget_sessions()
        await self._send_all({"op": Op.INVALID_SESSION, "d": resumable})

    def reset_token(self, token: str) -> None:
        """The bot's owner has reset it, and with it all sessions end."""
        self._token = token
        self.forget_sessions()

    def forget_sessions(self) -> None:
        """What is resumed from now on is an invalid session."""
        self.sessions.clear()

    async def _send_all(self, frame: JsonObject) -> None:
        for line in list(self._lines):
            await line.send(frame)

    async def settle(self) -> None:
        """Wait until clients have taken in what was sent to them, over HTTP too.

        discord.py remembers a view only once it has read the answer to its request; a person would not be so quick.
        """
        for _ in range(2 if self.connected else 0):
            before = self._beats()
            await self._send_all({"op": Op.HEARTBEAT, "d": None})
            await self.heard.until(lambda before=before: self._beats() > before)  # type: ignore[misc]

    def _beats(self) -> int:
        return sum(frame["op"] == Op.HEARTBEAT for frame in self.heard)

    def drop(self) -> None:
        """Cut every socket without a word; what is dispatched from now on waits for a resume."""
        for line in list(self._lines):
            self._left(line)
            if line.transport:
                line.transport.abort()

    async def close(self) -> None:
        for line in list(self._lines):
            await line.socket.close(code=WSCloseCode.GOING_AWAY)
