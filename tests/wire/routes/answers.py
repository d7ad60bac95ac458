"""How the bot answers an interaction: callbacks, edits of the answer, followups."""

from aiohttp import web

from tests.wire.core import Core
from tests.wire.interactions import Asked
from tests.wire.limits.measure import JsonObject
from tests.wire.limits.request import Callback
from tests.wire.requests import API, SENT, Sent
from tests.wire.world import EPHEMERAL, LOADING


class _Answers:
    def __init__(self, core: Core) -> None:
        self._core = core

    async def callback(self, request: web.Request) -> web.Response:
        asked = self._core.interactions.to_acknowledge(request.match_info["key"], request.match_info["token"])
        sent = request[SENT]
        asked.callback = sent.payload
        await self._carry_out(asked, sent)
        if sent.query.get("with_response") in {"1", "true"}:
            return web.json_response(_resource(asked))
        return web.Response(status=204)

    async def _carry_out(self, asked: Asked, sent: Sent) -> None:
        data = sent.payload.get("data") or {}
        match Callback(sent.payload["type"]):
            case Callback.MESSAGE:
                asked.message = await self._new(asked, data, sent)
            case Callback.DEFERRED_MESSAGE:
                asked.message = await self._new(asked, {"flags": data.get("flags", 0) | LOADING}, sent)
            case Callback.DEFERRED_UPDATE:
                asked.message = asked.doing.message
            case Callback.UPDATE:
                assert asked.doing.message is not None, "an update answers a component"
                asked.message = await self._change(asked.doing.message, data, sent)

    async def _new(self, asked: Asked, payload: JsonObject, sent: Sent) -> JsonObject:
        said = self._core.printer.new(asked.doing.where, payload, sent.files)
        said |= {"application_id": said["author"]["id"], "webhook_id": said["author"]["id"]}
        await self._core.announce("MESSAGE_CREATE", said)
        return said

    async def _change(self, said: JsonObject, payload: JsonObject, sent: Sent) -> JsonObject:
        self._core.printer.change(said, payload, sent.files)
        await self._core.announce("MESSAGE_UPDATE", said)
        return said

    def _asked(self, request: web.Request) -> Asked:
        return self._core.interactions.by_token(request.match_info["token"])

    def _message(self, request: web.Request) -> JsonObject:
        return self._core.interactions.message(self._asked(request), request.match_info["message"])

    async def followup(self, request: web.Request) -> web.Response:
        """The first followup of a deferred answer is that answer."""
        asked, sent = self._asked(request), request[SENT]
        if asked.message and asked.message["flags"] & LOADING:
            return web.json_response(await self._change(asked.message, sent.payload, sent))
        said = await self._new(asked, sent.payload, sent)
        asked.followups.append(said)
        return web.json_response(said)

    async def get(self, request: web.Request) -> web.Response:
        return web.json_response(self._message(request))

    async def edit(self, request: web.Request) -> web.Response:
        sent = request[SENT]
        return web.json_response(await self._change(self._message(request), sent.payload, sent))

    async def delete(self, request: web.Request) -> web.Response:
        await self._core.take_away(self._message(request))
        return web.Response(status=204)


def _resource(asked: Asked) -> JsonObject:
    assert asked.callback is not None
    told: JsonObject = {"id": asked.id, "type": int(asked.doing.deed)}
    if asked.message is None:
        return {"interaction": told}
    flags = asked.message["flags"]
    told |= {
        "response_message_id": asked.message["id"],
        "response_message_loading": bool(flags & LOADING),
        "response_message_ephemeral": bool(flags & EPHEMERAL),
    }
    return {"interaction": told, "resource": {"type": asked.callback["type"], "message": asked.message}}


def answer_routes(core: Core) -> list[web.RouteDef]:
    answers = _Answers(core)
    webhook = f"{API}/webhooks/{{application}}/{{token}}"
    message = f"{webhook}/messages/{{message}}"
    return [
        web.post(f"{API}/interactions/{{key}}/{{token}}/callback", answers.callback),
        web.post(webhook, answers.followup),
        web.get(message, answers.get),
        web.patch(message, answers.edit),
        web.delete(message, answers.delete),
    ]
