"""The HTTP side: every request is recorded and looked at, may be made to fail, and is then served."""

from contextlib import suppress

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from tests.wire.core import Core
from tests.wire.requests import API, SENT, Refused, read, unauthorised
from tests.wire.routes.account import account_routes
from tests.wire.routes.answers import answer_routes
from tests.wire.routes.channels import channel_routes

BODY_LIMIT = 32 * 1_024 * 1_024
WITHOUT_TOKEN = ("/webhooks/", "/interactions/")


def application(core: Core) -> web.Application:
    app = web.Application(middlewares=[_recording(core), _failing(core), _checking(core)], client_max_size=BODY_LIMIT)
    for routes in (account_routes(core), channel_routes(core), answer_routes(core)):
        app.add_routes(routes)
    return app


def _recording(core: Core) -> Middleware:
    @web.middleware
    async def record(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(API):
            return await handler(request)
        sent = await read(request)
        request[SENT] = sent
        status = 500
        try:
            response = await handler(request)
            status = response.status
            await _hand_over(response, request)
        finally:
            await core.requests.add(sent.answered(status))
        return response

    return record


async def _hand_over(response: web.StreamResponse, request: web.Request) -> None:
    """Write the answer out before its request counts as answered; a client that has left meanwhile is no fault.

    discord.py reads JSON only where the header says just that, as Discord's does.
    """
    if response.content_type == "application/json":
        response.headers["Content-Type"] = "application/json"
    with suppress(ConnectionError):
        await response.prepare(request)
        await response.write_eof()


def _failing(core: Core) -> Middleware:
    @web.middleware
    async def fail(request: web.Request, handler: Handler) -> web.StreamResponse:
        fault = core.faults.take(request.method, request.path.removeprefix(API))
        return await (fault.answer(request, handler) if fault else handler(request))

    return fail


def _checking(core: Core) -> Middleware:
    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        path = request.path.removeprefix(API)
        try:
            if path != request.path and not path.startswith(WITHOUT_TOKEN):
                _let_in(core, request)
            response = await handler(request)
        except Refused as refused:
            return refused.response()
        response.headers.update(_allowance(request))
        return response

    return check


def _let_in(core: Core, request: web.Request) -> None:
    if request.headers.get("Authorization") != f"Bot {core.token}":
        raise unauthorised()


def _allowance(request: web.Request) -> dict[str, str]:
    """Plenty: without such headers discord.py sends one request of a kind at a time."""
    resource = request.match_info.route.resource
    bucket = f"{request.method} {resource.canonical if resource else request.path}".replace(" ", "-").replace("/", "-")
    return {
        "X-RateLimit-Limit": "100",
        "X-RateLimit-Remaining": "99",
        "X-RateLimit-Reset-After": "1.0",
        "X-RateLimit-Bucket": bucket,
    }
