"""What the tests of the client ask, and how."""

import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.domain.usage import Usage
from bot.llm.chat import ChatModel, Prompted
from bot.llm.forms import Tolerant
from bot.llm.openai_chat import OpenAIChat, open_chat
from bot.llm.server import ModelServer
from tests.llm.hostile import MODEL, Server

CERTIFICATE = Path(__file__).with_name("loopback.pem")
"""Self-signed, with its key, for 127.0.0.1 and localhost, until 2126: `openssl req -x509 -newkey ec …`."""
KEY = "sk-loopback-0123456789"
PROMPT = Prompted(instructions="Say what is argued.", given="Harbour Ledger fell.", most_tokens=60)
SOON = {"retry-after-ms": "1"}
"""A header that spares the tests the client's rests between its tries."""


class Point(BaseModel):
    sentence: int
    side: str


class Points(BaseModel):
    points: Tolerant[list[Point]]


@asynccontextmanager
async def at(server: Server, **given: object) -> AsyncIterator[OpenAIChat]:
    known: dict[str, object] = {"model": MODEL, "base_url": server.base_url, "api_key": KEY, "patience": 5.0}
    async with open_chat(ModelServer(**(known | given))) as chat:  # type: ignore[arg-type]
        yield chat


async def written(chat: ChatModel, prompt: Prompted = PROMPT) -> tuple[str, Usage]:
    """The whole text, and what it took."""
    async with aclosing(chat.write(prompt)) as pieces:
        told = [piece async for piece in pieces]
    *text, usage = told
    assert isinstance(usage, Usage)
    return "".join(str(piece) for piece in text), usage


def own_certificate() -> ssl.SSLContext:
    """For a server on loopback: nobody signed it but itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def know_only_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name of a host is known, and nobody outside is asked for one; addresses in numbers are."""
    known = socket.getaddrinfo

    def of_numbers(host: Any, port: Any, *kind: int, **named: int) -> Any:
        named["flags"] = named.get("flags", 0) | socket.AI_NUMERICHOST
        return known(host, port, *kind[:3], **named)

    monkeypatch.setattr(socket, "getaddrinfo", of_numbers)
