"""Whether a model works, with one tiny call; and where it does not, a second look at what is wrong."""

import time
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from pydantic import BaseModel

from bot.errors import (
    ModelBroken,
    ModelCallRefused,
    ModelError,
    ModelHostUnknown,
    ModelNotStarted,
    ModelSpeaksHttp,
    ModelSpeaksHttps,
    ModelTooSlow,
    ModelUrlWrong,
    ModelWithoutPath,
)
from bot.llm.chat import Prompted
from bot.llm.dialect import Mode
from bot.llm.openai_chat import OpenAIChat, open_chat
from bot.llm.server import ModelServer, shown_url

API = "/v1"
CALL = "/chat/completions"
SILENT = (ModelUrlWrong, ModelBroken, ModelNotStarted, ModelTooSlow, ModelHostUnknown, ModelSpeaksHttp)
"""None of these says that anybody there speaks chat completions."""


class Ready(BaseModel):
    """The tiny form of the tiny call."""

    ready: bool


TINY = Prompted(
    instructions='Answer with the JSON object {"ready": true} and nothing else.', given="Are you ready?", most_tokens=20
)


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """How a model answered. `context`: tokens that its server says it reads at once; None where it does not say."""

    mode: Mode
    milliseconds: int
    context: int | None


async def diagnose(server: ModelServer) -> ModelHealth:
    """Errors: ModelError's children, each the truest that a second look can tell."""
    try:
        return await _called(server)
    except (ModelUrlWrong, ModelBroken, ModelCallRefused) as error:
        first = error
    raise await _truer(first, server)


async def _called(server: ModelServer) -> ModelHealth:
    async with open_chat(server) as chat:
        await chat.prepare()
        started = time.perf_counter()
        await chat.fill(TINY, Ready)
        took = round(1000 * (time.perf_counter() - started))
        return ModelHealth(chat.mode, took, await _context(chat))


async def _context(chat: OpenAIChat) -> int | None:
    try:
        return await chat.context_told()
    except ModelError:
        return None  # many a server has no list of its models


async def _truer(error: ModelError, server: ModelServer) -> ModelError:
    if isinstance(error, ModelUrlWrong):
        for better in _other_paths(server.base_url):
            if await _is_spoken_to(replace(server, base_url=better)):
                return ModelWithoutPath(url=server.shown, better=shown_url(better))
    secure = server.base_url.replace("http://", "https://", 1)
    if (
        isinstance(error, ModelBroken | ModelCallRefused)
        and secure != server.base_url
        and await _is_spoken_to(replace(server, base_url=secure))
    ):
        return ModelSpeaksHttps(url=server.shown)
    return error


def _other_paths(url: str) -> list[str]:
    """Where else it may answer: a call's own path is not part of the address, and `/v1` often is."""
    bare = url.rstrip("/").removesuffix(CALL)
    with_api = [] if urlsplit(bare).path.endswith(API) else [bare + API]
    return [other for other in (bare, *with_api) if other != url.rstrip("/")]


async def _is_spoken_to(server: ModelServer) -> bool:
    """Whether somebody there answers as a server of chat completions would, were it only with a refusal."""
    try:
        await _called(server)
    except SILENT:
        return False
    except ModelError:
        return True
    return True
