"""A fake server of chat completions on loopback, as hostile as its script: the real client speaks to it.

    with serving([Says("…"), Breaks(503)]) as server:
        ModelServer(base_url=server.base_url, …)
        server.requests[0].given

Replies are given in order, the last again and again; a function answers each question by itself.
"""

import json
import select
import socket
import ssl
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from tests.llm.replies import (
    Breaks,
    ChoosesNothing,
    Cut,
    Drips,
    Ending,
    Endless,
    Hangs,
    HangsUp,
    Promises,
    Reply,
    Says,
    Streams,
)

PATH = "/v1/chat/completions"
MODEL = "fake"
BYTES = 3
"""That come at once where the wire is cut."""
Script = Callable[["Asked"], Reply]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that came in."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def instructions(self) -> str:
        return self._of("system")

    @property
    def given(self) -> str:
        return self._of("user")

    @property
    def streamed(self) -> bool:
        return bool(self.body.get("stream"))

    @property
    def format(self) -> str:
        """`json_schema`, `json_object`, or nothing."""
        return str((self.body.get("response_format") or {}).get("type", ""))

    def _of(self, role: str) -> str:
        return "\n".join(message["content"] for message in self.body["messages"] if message["role"] == role)


class Server(ThreadingHTTPServer):
    """`requests` are the questions, in the order in which they came; `looked` the paths that were only looked at."""

    daemon_threads = True
    block_on_close = True
    request_queue_size = 64

    def __init__(self, script: Script, models: Iterable[object], path: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[Asked] = []
        self.looked: list[str] = []
        self.script = script
        self.models = list(models)
        self.path = path
        self.scheme = "http"
        self.closing = Event()
        self.asked = Event()
        """Set when the first question came."""
        self.left = Event()
        """Set when a listener went before the end."""
        self.most_at_once = 0
        self._at_once = 0
        self._lock = Lock()

    @property
    def root(self) -> str:
        """The address without a path."""
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}"

    @property
    def base_url(self) -> str:
        return self.root + "/v1"

    @contextmanager
    def answering(self, asked: Asked) -> Iterator[Reply]:
        with self._lock:
            self.requests.append(asked)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            reply = self.script(asked)
        self.asked.set()
        try:
            yield reply
        finally:
            with self._lock:
                self._at_once -= 1

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Quiet where a listener went; a fault of ours is shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = Asked(self.path, dict(self.headers.items()), body)
        with self.server.answering(asked) as reply:
            if self.path != self.server.path and self.server.path:
                return self._send(Breaks(404, {"detail": "Not Found"}))
            return self._answer(asked, reply)

    def do_GET(self) -> None:
        self.server.looked.append(self.path)
        if self.path == self.server.path.replace("/chat/completions", "/models"):
            return self._send(Breaks(200, {"object": "list", "data": self.server.models}))
        return self._send(Breaks(404, {"detail": "Not Found"}))

    def _answer(self, asked: Asked, reply: Reply) -> None:
        match reply:
            case Breaks():
                self._send(reply)
            case Hangs():
                self._wait(None)
            case HangsUp():
                self._hang_up()
            case Promises():
                self._head(200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
                self._wait(None)
            case Drips():
                self._drip(reply)
            case _ if asked.streamed:
                self._stream(reply)
            case _:
                self._send_whole(reply)

    def _drip(self, reply: Drips) -> None:
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        for byte in f"{head}data: {json.dumps(_chunk({'content': reply.text}))}\n\n".encode():
            self._wait(reply.pause)
            self.wfile.write(bytes([byte]))

    def _send_whole(self, reply: Reply) -> None:
        match reply:
            case Says():
                self._wait(reply.first)
                if reply.ends is not Ending.RIGHTLY:
                    self._head(200, {"Content-Type": "application/json", "Content-Length": "1000"})
                    self._end(reply.ends)
                else:
                    self._send(Breaks(200, _whole(reply)))
            case Endless():
                self._send(Breaks(200, _whole(Says(reply.text * 10_000))))
            case ChoosesNothing():
                self._send(Breaks(200, _completion([], reply.usage)))
            case Streams():
                self._send(Breaks(200, "\n".join(reply.lines)))

    def _send(self, reply: Breaks) -> None:
        text = reply.body if isinstance(reply.body, str | bytes) else json.dumps(reply.body, ensure_ascii=False)
        data = text.encode() if isinstance(text, str) else text
        self._head(reply.status, {"Content-Type": reply.kind, "Content-Length": str(len(data)), **reply.headers})
        self.wfile.write(data)

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self, reply: Reply) -> None:
        if isinstance(reply, Says):
            self._wait(reply.first)
        self._head(200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
        match reply:
            case Says():
                self._stream_text(reply)
            case Endless():
                while not self.server.closing.is_set():
                    self._event(json.dumps(_chunk({"content": reply.text})))
            case ChoosesNothing():
                self._event(json.dumps(_completion([], reply.usage, "chat.completion.chunk")))
                self._event("[DONE]")
            case Streams():
                for line in reply.lines:
                    self._event(line)
        self._chunked(b"")

    def _stream_text(self, reply: Says) -> None:
        self._event(json.dumps(_chunk({"role": "assistant", "content": ""})))
        for piece in _pieces(reply):
            self._wait(reply.pause)
            escaped = reply.cut is Cut.UNITS
            self._event(json.dumps(_chunk({"content": piece}), ensure_ascii=escaped), reply.cut)
        if reply.refusal:
            self._event(json.dumps(_chunk({"refusal": reply.refusal})))
        self._end(reply.ends)
        self._event(json.dumps(_chunk({}, reply.finish)))
        if reply.usage:
            self._event(json.dumps(_completion([], reply.usage, "chat.completion.chunk")))
        self._event("[DONE]")

    def _event(self, line: str, cut: Cut = Cut.CHARACTERS) -> None:
        data = f"data: {line}\n\n".encode()
        step = BYTES if cut is Cut.BYTES else len(data)
        for start in range(0, len(data), step):
            self._chunked(data[start : start + step])

    def _chunked(self, data: bytes) -> None:
        try:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
        except OSError:
            self.server.left.set()
            raise

    def _end(self, ending: Ending) -> None:
        if ending is Ending.STALLS:
            self._wait(None)
        if ending is not Ending.RIGHTLY:
            self._hang_up()
            raise ConnectionAbortedError

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _wait(self, seconds: float | None) -> None:
        """So long, or until the listener goes, or the server closes."""
        until = None if seconds is None else monotonic() + seconds
        while not self.server.closing.is_set():
            rest = 0.02 if until is None else min(0.02, until - monotonic())
            if rest <= 0:
                return
            if select.select([self.connection], [], [], rest)[0]:
                self.server.left.set()
                raise ConnectionAbortedError

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Quiet."""


def _pieces(reply: Says) -> Iterator[str]:
    if reply.cut is not Cut.UNITS:
        for start in range(0, len(reply.text), reply.piece):
            yield reply.text[start : start + reply.piece]
        return
    units = reply.text.encode("utf-16-le")
    for start in range(0, len(units), 2 * reply.piece):
        yield units[start : start + 2 * reply.piece].decode("utf-16-le", "surrogatepass")


def _whole(reply: Says) -> dict[str, object]:
    message = {"role": "assistant", "content": reply.text, "refusal": reply.refusal or None}
    return _completion([{"index": 0, "message": message, "finish_reason": reply.finish}], reply.usage)


def _chunk(delta: Mapping[str, object], finish: str | None = None) -> dict[str, object]:
    return _completion([{"index": 0, "delta": delta, "finish_reason": finish}], None, "chat.completion.chunk")


def _completion(
    choices: list[dict[str, object]], usage: tuple[int, int] | None, kind: str = "chat.completion"
) -> dict[str, object]:
    document: dict[str, object] = {"id": "c", "object": kind, "created": 1, "model": MODEL, "choices": choices}
    if usage:
        sent, written = usage
        document["usage"] = {"prompt_tokens": sent, "completion_tokens": written, "total_tokens": sent + written}
    return document


def _in_order(replies: list[Reply]) -> Script:
    return lambda _asked: replies.pop(0) if len(replies) > 1 else replies[0]


@contextmanager
def serving(
    replies: Iterable[Reply] | Script,
    *,
    models: Iterable[object] = ({"id": MODEL},),
    path: str = PATH,
    tls: ssl.SSLContext | None = None,
) -> Iterator[Server]:
    """A server until the end of the block. `path`: where it answers, everywhere else with 404; empty: everywhere."""
    script = replies if callable(replies) else _in_order(list(replies))
    with Server(script, models, path) as server:
        if tls:
            server.scheme, server.socket = "https", tls.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
