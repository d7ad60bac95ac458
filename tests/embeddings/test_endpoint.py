"""An OpenAI-compatible endpoint: spoken to over a real socket on loopback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import numpy as np
import pytest

from bot.embeddings.endpoint import CHUNK, Endpoint, open_endpoint
from bot.errors import EmbeddingsFailed


class Server(ThreadingHTTPServer):
    """Answers with `rows(texts)`, or with `status`; remembers what it was asked."""

    status = 200
    broken: list[Any] | None = None

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        rows = (
            self.broken
            if self.broken is not None
            else [[3.0 * len(text), 4.0 * len(text)] for text in request["input"]]
        )
        data = [{"object": "embedding", "index": n, "embedding": row} for n, row in enumerate(rows)]
        return {
            "object": "list",
            "model": request["model"],
            "data": data[::-1],
            "usage": {"prompt_tokens": 1, "total_tokens": 1},
        }


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(request)
        self.server.keys.append(self.headers["Authorization"])
        body = json.dumps(self.server.answer(request)).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Quiet."""


@contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def at(server: Server, key: str = "") -> Endpoint:
    return Endpoint(base_url=f"http://127.0.0.1:{server.server_address[1]}/v1", model="m", api_key=key)


async def test_vectors_are_brought_to_unit_length_in_the_order_of_their_texts() -> None:
    with serving() as server:
        async with open_endpoint(at(server, "secret")) as embedder:
            rows = await embedder.passages(["a"] * CHUNK + ["bb"])
            question = await embedder.query("q")
            none = await embedder.passages([])
    assert (embedder.name, embedder.dimensions) == ("m", 2)
    assert np.allclose(rows, [[0.6, 0.8]] * (CHUNK + 1))
    assert np.allclose(question, [0.6, 0.8])
    assert none.shape == (0, 2)
    assert [len(request["input"]) for request in server.asked] == [CHUNK, 1, 1]
    assert set(server.keys) == {"Bearer secret"}


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ([], "0 vectors for 1 texts"),
        ([[1.0], [1.0]], "2 vectors for 1 texts"),
        ([[0.0, 0.0]], "a vector without a direction"),
        ([["x"]], "an answer that is no list of vectors"),
        ([None], "an answer that is no list of vectors"),
    ],
)
async def test_a_wrong_answer_is_an_error_with_its_reason(broken: list[Any], reason: str) -> None:
    with serving() as server:
        server.broken = broken
        async with open_endpoint(at(server)) as embedder:
            with pytest.raises(EmbeddingsFailed) as caught:
                await embedder.query("q")
    assert caught.value.details == {"reason": reason}


async def test_a_refusal_names_its_status() -> None:
    with serving() as server:
        server.status = 401
        async with open_endpoint(at(server)) as embedder:
            with pytest.raises(EmbeddingsFailed) as caught:
                await embedder.ping()
    assert caught.value.details == {"reason": "HTTP 401"}


async def test_a_server_that_is_gone_is_an_error_that_may_pass() -> None:
    with serving() as server:
        gone = at(server)
    async with open_endpoint(gone) as embedder:
        with pytest.raises(EmbeddingsFailed) as caught:
            await embedder.passages(["a"])
    assert caught.value.retryable
    assert caught.value.details == {"reason": "APIConnectionError"}


async def test_vectors_may_not_change_their_length() -> None:
    with serving() as server:
        async with open_endpoint(at(server)) as embedder:
            await embedder.query("q")
            server.broken = [[1.0, 2.0, 3.0]]
            with pytest.raises(EmbeddingsFailed):
                await embedder.query("q")


def test_a_key_is_never_shown() -> None:
    assert "secret" not in repr(Endpoint(base_url="http://127.0.0.1", model="m", api_key="secret"))
