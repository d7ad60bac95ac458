"""A request of the bot's as it came in, and how a refusal is told."""

import asyncio
import json
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import BodyPartReader, web

from tests.wire.limits import request_faults
from tests.wire.world import Upload

API = "/api/v10"


@dataclass(frozen=True, slots=True)
class Sent:
    """One request; `path` is what follows the API's base, `faults` what in its payload is over Discord's limits, `at`
    when it came in, in seconds of the loop's clock."""

    method: str
    path: str
    query: dict[str, str]
    payload: Any
    files: tuple[Upload, ...] = ()
    faults: tuple[str, ...] = ()
    status: int = 0
    at: float = 0.0

    def answered(self, status: int) -> "Sent":
        return replace(self, status=status)


SENT = web.RequestKey("sent", Sent)


class Refused(Exception):
    """Discord says no, with a code of its own."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    def response(self) -> web.Response:
        return web.json_response({"code": self.code, "message": str(self)}, status=self.status)


def unauthorised() -> Refused:
    return Refused(401, 0, "401: Unauthorized")


def unknown_channel() -> Refused:
    return Refused(404, 10003, "Unknown Channel")


def unknown_message() -> Refused:
    return Refused(404, 10008, "Unknown Message")


def unknown_interaction() -> Refused:
    return Refused(404, 10062, "Unknown interaction")


def no_access() -> Refused:
    return Refused(403, 50001, "Missing Access")


def no_permission() -> Refused:
    return Refused(403, 50013, "Missing Permissions")


async def read(request: web.Request) -> Sent:
    """Take a request apart, JSON and multipart alike, and look at its payload."""
    path, at = request.path.removeprefix(API), asyncio.get_running_loop().time()
    if request.content_type == "multipart/form-data":
        payload, files = await _read_form(request)
    else:
        body = await request.read()
        payload, files = (json.loads(body) if request.content_type == "application/json" and body else None), ()
    faults = request_faults(request.method, path, payload)
    return Sent(request.method, path, dict(request.query), payload, files, tuple(faults), at=at)


async def _read_form(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    payload, files = None, []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        data = bytes(await part.read(decode=False))
        if part.name == "payload_json":
            payload = json.loads(data)
        else:
            files.append(Upload(part.filename or "unnamed", data, part.headers.get("Content-Type", "")))
    return payload, tuple(files)
