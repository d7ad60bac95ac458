"""Who the bot is, its commands, its servers, and where the gateway is."""

from aiohttp import web

from tests.wire import payloads
from tests.wire.core import Core
from tests.wire.gateway import Intent
from tests.wire.limits.measure import JsonObject
from tests.wire.requests import API, SENT, Refused
from tests.wire.world import ChannelKind


class _Account:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._world = core.world

    async def gateway(self, _request: web.Request) -> web.Response:
        limit = {"total": 1_000, "remaining": 999, "reset_after": 0, "max_concurrency": 16}
        advised = self._core.gateway.shards
        return web.json_response({"url": self._core.gateway.url, "shards": advised, "session_start_limit": limit})

    async def me(self, _request: web.Request) -> web.Response:
        return web.json_response(payloads.user(self._world.bot))

    async def user(self, request: web.Request) -> web.Response:
        person = self._world.people.get(request.match_info["user"])
        if person is None:
            raise Refused(404, 10013, "Unknown User")
        return web.json_response(payloads.user(person))

    async def application(self, _request: web.Request) -> web.Response:
        gateway = self._core.gateway
        has = gateway.allowed if gateway.flagged is None else gateway.flagged
        content = bool(has & Intent.MESSAGE_CONTENT)
        return web.json_response(payloads.application(self._world, content=content))

    async def commands(self, _request: web.Request) -> web.Response:
        return web.json_response(self._world.commands)

    async def replace_commands(self, request: web.Request) -> web.Response:
        """A command that stood there keeps its id."""
        known = {(old["type"], old["name"]): old["id"] for old in self._world.commands}
        self._world.commands = [self._command(new, known) for new in request[SENT].payload]
        return web.json_response(self._world.commands)

    def _command(self, new: JsonObject, known: dict[tuple[int, str], str]) -> JsonObject:
        kind = new.get("type", 1)
        told: JsonObject = {"description": "", "options": [], "default_member_permissions": None, "nsfw": False} | new
        key = known.get((kind, new["name"])) or self._world.snowflake()
        return told | {"id": key, "type": kind, "application_id": self._world.bot.id, "version": key}

    async def guild(self, request: web.Request) -> web.Response:
        guild = self._world.guilds.get(request.match_info["guild"])
        if guild is None:
            raise Refused(404, 10004, "Unknown Guild")
        return web.json_response(payloads.guild(self._world, guild))

    async def channels(self, request: web.Request) -> web.Response:
        guild = self._world.guilds[request.match_info["guild"]]
        seen = (channel for channel in guild.channels if channel.kind is not ChannelKind.THREAD)
        return web.json_response([payloads.channel(channel) for channel in seen])

    async def member(self, request: web.Request) -> web.Response:
        guild = self._world.guilds[request.match_info["guild"]]
        key = request.match_info["user"]
        if key not in guild.members:
            raise Refused(404, 10007, "Unknown Member")
        person = self._world.people[key]
        return web.json_response(payloads.member(guild, person) | {"user": payloads.user(person)})

    async def direct(self, request: web.Request) -> web.Response:
        person = self._world.people[str(request[SENT].payload["recipient_id"])]
        return web.json_response(payloads.channel(self._world.direct(person)))


def account_routes(core: Core) -> list[web.RouteDef]:
    account = _Account(core)
    commands = f"{API}/applications/{{application}}/commands"
    return [
        web.get("/gateway", core.gateway.serve),
        web.get(f"{API}/gateway", account.gateway),
        web.get(f"{API}/gateway/bot", account.gateway),
        web.get(f"{API}/users/@me", account.me),
        web.post(f"{API}/users/@me/channels", account.direct),
        web.get(f"{API}/users/{{user}}", account.user),
        web.get(f"{API}/oauth2/applications/@me", account.application),
        web.get(f"{API}/applications/@me", account.application),
        web.get(commands, account.commands),
        web.put(commands, account.replace_commands),
        web.get(f"{API}/guilds/{{guild}}", account.guild),
        web.get(f"{API}/guilds/{{guild}}/channels", account.channels),
        web.get(f"{API}/guilds/{{guild}}/members/{{user}}", account.member),
    ]
