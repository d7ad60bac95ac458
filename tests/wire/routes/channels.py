"""Channels, threads and what is said in them."""

from aiohttp import web

from tests.wire import payloads
from tests.wire.core import Core
from tests.wire.gateway import Intent
from tests.wire.limits.measure import JsonObject
from tests.wire.permissions import Permission
from tests.wire.requests import API, SENT, no_access, no_permission, unknown_channel, unknown_message
from tests.wire.world import EPHEMERAL, Channel, ChannelKind


class _Channels:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._world = core.world

    def _where(self, request: web.Request, needs: Permission = Permission.VIEW_CHANNEL) -> Channel:
        where = self._world.channels.get(request.match_info["channel"])
        if where is None:
            raise unknown_channel()
        may = self._world.permissions(self._world.bot, where)
        if not may & Permission.VIEW_CHANNEL:
            raise no_access()
        if needs & ~may:
            raise no_permission()
        return where

    def _message(self, request: web.Request, needs: Permission = Permission.VIEW_CHANNEL) -> JsonObject:
        where = self._where(request, needs)
        said = self._world.messages.get(request.match_info["message"])
        if said is None or said["channel_id"] != where.id or said["flags"] & EPHEMERAL:
            raise unknown_message()
        return said

    def _seen(self, said: JsonObject) -> JsonObject:
        content = bool(self._core.gateway.allowed & Intent.MESSAGE_CONTENT)
        return payloads.as_seen(self._world, said, content=content)

    async def channel(self, request: web.Request) -> web.Response:
        return web.json_response(payloads.channel(self._where(request)))

    async def messages(self, request: web.Request) -> web.Response:
        """A page, newest first, as Discord gives it."""
        where = self._where(request, Permission.READ_MESSAGE_HISTORY)
        page = self._page(self._world.said(where), dict(request.query))
        return web.json_response([self._seen(said) for said in reversed(page)])

    def _page(self, said: list[JsonObject], query: dict[str, str]) -> list[JsonObject]:
        limit = int(query.get("limit", "50"))
        if "after" in query:
            return [one for one in said if int(one["id"]) > int(query["after"])][:limit]
        if "around" in query:
            at = next((n for n, one in enumerate(said) if int(one["id"]) >= int(query["around"])), len(said))
            start = max(0, at - limit // 2)
            return said[start : start + limit]
        before = int(query.get("before", str(1 << 63)))
        return [one for one in said if int(one["id"]) < before][-limit:]

    async def message(self, request: web.Request) -> web.Response:
        return web.json_response(self._seen(self._message(request)))

    async def post(self, request: web.Request) -> web.Response:
        """A nonce that is to be enforced gives back the message that it was first sent with."""
        where, sent = self._where(request), request[SENT]
        thread = where.kind is ChannelKind.THREAD
        self._where(request, Permission.SEND_MESSAGES_IN_THREADS if thread else Permission.SEND_MESSAGES)
        if sent.payload.get("enforce_nonce"):
            for said in self._world.said(where):
                if said.get("nonce") == sent.payload["nonce"]:
                    return web.json_response(said)
        said = self._core.printer.new(where, sent.payload, sent.files)
        await self._core.announce("MESSAGE_CREATE", said)
        return web.json_response(said)

    async def edit(self, request: web.Request) -> web.Response:
        said, sent = self._message(request), request[SENT]
        if said["author"]["id"] != self._world.bot.id:
            raise no_permission()
        self._core.printer.change(said, sent.payload, sent.files)
        await self._core.announce("MESSAGE_UPDATE", said)
        return web.json_response(said)

    async def delete(self, request: web.Request) -> web.Response:
        own = self._message(request)["author"]["id"] == self._world.bot.id
        said = self._message(request, Permission.VIEW_CHANNEL if own else Permission.MANAGE_MESSAGES)
        await self._core.take_away(said)
        return web.Response(status=204)

    async def typing(self, request: web.Request) -> web.Response:
        self._where(request)
        return web.Response(status=204)

    async def react(self, request: web.Request) -> web.Response:
        self._message(request, Permission.ADD_REACTIONS)
        return web.Response(status=204)

    async def thread(self, request: web.Request) -> web.Response:
        """A thread of the bot's own, from a message or by itself."""
        parent = self._where(request, Permission.CREATE_PUBLIC_THREADS)
        name = request[SENT].payload["name"]
        opened = self._world.thread(parent, name, self._world.bot, request.match_info.get("message"))
        told = payloads.channel(opened)
        await self._core.announce_thread(opened)
        return web.json_response(told, status=201)

    async def attachment(self, request: web.Request) -> web.Response:
        upload = self._world.uploads.get(request.match_info["key"])
        if upload is None:
            raise web.HTTPNotFound
        return web.Response(body=upload.data, headers={"Content-Type": upload.content_type})


def channel_routes(core: Core) -> list[web.RouteDef]:
    channels = _Channels(core)
    channel = f"{API}/channels/{{channel}}"
    message = f"{channel}/messages/{{message}}"
    return [
        web.get(channel, channels.channel),
        web.get(f"{channel}/messages", channels.messages),
        web.post(f"{channel}/messages", channels.post),
        web.post(f"{channel}/typing", channels.typing),
        web.post(f"{channel}/threads", channels.thread),
        web.get(message, channels.message),
        web.patch(message, channels.edit),
        web.delete(message, channels.delete),
        web.post(f"{message}/threads", channels.thread),
        web.put(f"{message}/reactions/{{emoji}}/@me", channels.react),
        web.get("/attachments/{channel}/{key}/{name}", channels.attachment),
    ]
