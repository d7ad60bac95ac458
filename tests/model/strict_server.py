"""A small server of chat completions that holds a model to a schema and counts what it streams.

The library's own server does neither, as some servers do not; between the two, both ways of the client are walked.
It runs in the model's environment: `.venv/model/bin/python tests/model/strict_server.py MODEL NAME PORT`.
"""

import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from llama_cpp import Llama

CONTEXT = 8192
SEED = 1
THREADS = 1


class Handler(BaseHTTPRequestHandler):
    """One question at a time, as there is one model."""

    llama: Llama
    name: str

    def do_GET(self) -> None:
        self._send(200, {"object": "list", "data": [{"id": self.name, "object": "model", "owned_by": "tests"}]})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            if asked.get("stream"):
                self._stream(asked)
            else:
                self._send(200, self.llama.create_chat_completion(**_options(asked)))
        except ValueError as error:  # more tokens than the context holds
            self._send(400, {"error": {"message": str(error), "type": "invalid_request_error", "code": None}})

    def _stream(self, asked: dict[str, Any]) -> None:
        chunks = self.llama.create_chat_completion(stream=True, **_options(asked))
        first = next(chunks)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for document in self._counted(first, chunks):
            self.wfile.write(f"data: {json.dumps(document)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def _counted(self, first: dict[str, Any], chunks: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The chunks, and behind them what the call took: all that the model read, less what it had read at first."""
        sent = self.llama.n_tokens
        yield first
        yield from chunks
        written = self.llama.n_tokens - sent
        usage = {"prompt_tokens": sent, "completion_tokens": written, "total_tokens": sent + written}
        yield {**first, "choices": [], "usage": usage}

    def _send(self, status: int, document: object) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Quiet."""


def _options(asked: dict[str, Any]) -> dict[str, Any]:
    """What the library calls the same things. A schema becomes a grammar that no token can break."""
    form = asked.get("response_format") or {}
    if form.get("type") == "json_schema":
        form = {"type": "json_object", "schema": form["json_schema"]["schema"]}
    return {
        "messages": asked["messages"],
        "max_tokens": asked.get("max_completion_tokens") or asked.get("max_tokens"),
        "temperature": asked.get("temperature", 0),
        "response_format": form or None,
        "seed": SEED,
    }


def main(model: str, name: str, port: int) -> None:
    Handler.name = name
    Handler.llama = Llama(model, n_ctx=CONTEXT, n_threads=THREADS, n_threads_batch=THREADS, seed=SEED, verbose=False)
    HTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
