"""`make audit` says what is known of the locked versions, and never takes silence for good news."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from tests.ports import reserved_port
from tests.safety.audit import CLEAN, FLAWED, UNASKED, UNREACHED, audit, versions_of
from tests.safety.locks import locks

LOCK = """kiln==1.0 \\
    --hash=sha256:{0}
wheel-of-clay==2.5 ; python_version < '4' \\
    --hash=sha256:{0}
"""


class Database(BaseHTTPRequestHandler):
    """Knows of one flaw: in kiln 1.0, unless something else is set."""

    status: ClassVar[int] = 200
    said: ClassVar[bytes | None] = None

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        results = [{"vulns": [{"id": "OSV-1"}]} if one["package"]["name"] == "kiln" else {} for one in asked]
        body = json.dumps({"results": results}).encode() if self.said is None else self.said
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing is logged."""


@contextmanager
def serving(status: int = 200, said: bytes | None = None) -> Iterator[str]:
    handler = type("Said", (Database,), {"status": status, "said": said})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.lock"
    file.write_text(LOCK.format("a" * 64), encoding="utf-8")
    return file


def test_what_is_known_is_named_with_its_version(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as osv:
        assert audit(osv, [lock]) == FLAWED
    assert capsys.readouterr().out.splitlines() == [
        "kiln 1.0: OSV-1",
        "2 locked versions asked about, 1 with known vulnerabilities.",
    ]


def test_where_nothing_is_known_all_is_well(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(said=b'{"results": [{}, {}]}') as osv:
        assert audit(osv, [lock]) == CLEAN
    assert capsys.readouterr().out == "2 locked versions asked about, 0 with known vulnerabilities.\n"


@pytest.mark.parametrize(
    ("status", "said"),
    [(500, b""), (200, b""), (200, b"<html>"), (200, b"[]"), (200, b"{}"), (200, b'{"results": [{}]}'), (403, b"{}")],
)
def test_no_answer_is_never_taken_for_a_good_one(
    lock: Path, capsys: pytest.CaptureFixture[str], status: int, said: bytes
) -> None:
    with serving(status, said) as osv:
        assert audit(osv, [lock]) == UNASKED
    assert "did not take place" in capsys.readouterr().out


def test_without_a_network_one_line_says_so(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with reserved_port() as port:
        osv = f"http://127.0.0.1:{port}"
        assert audit(osv, [lock]) == UNREACHED == 2
    [line] = capsys.readouterr().out.splitlines()
    assert "needs a network" in line
    assert osv in line


def test_every_lock_of_the_project_is_asked_about() -> None:
    names = {one.name for one in versions_of(locks())}
    assert {"discord-py", "pytest", "torch", "simcord", "llama-cpp-python"} < names
