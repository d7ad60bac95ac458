"""Who holds a port of this machine."""

import errno
import re
import socket
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from bot.watching.endpoint import LOOPBACK

PATIENCE = 2.0
"""Seconds."""
OURS = b"casebook_posts_waiting"
LISTENS = "0A"
"""A socket's state in Linux's tables."""
_SOCKET = re.compile(r"socket:\[(\d+)\]")
PROCESSES = Path("/proc")


def is_free(port: int) -> bool:
    """Whether a program that starts now could have it."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((LOOPBACK, port))
            tried.listen(1)
        except OSError as error:
            return error.errno not in (errno.EADDRINUSE, errno.EACCES)
    return True


def serves_metrics(port: int) -> bool:
    """Whether a Casebook answers there; no proxy of the environment is asked."""
    with (
        suppress(OSError, HTTPException),
        build_opener(ProxyHandler({})).open(f"http://{LOOPBACK}:{port}/metrics", timeout=PATIENCE) as answer,
    ):
        return OURS in answer.read()
    return False


def holder_of(port: int) -> str | None:
    """The program's name and its process's number; None where the system does not say, or says it to root alone."""
    sockets = _sockets_on(port)
    for process in PROCESSES.glob("[0-9]*"):
        with suppress(OSError):
            if any(_inode(handle) in sockets for handle in (process / "fd").iterdir()):
                return f"{(process / 'comm').read_text(encoding='utf-8', errors='replace').strip()} ({process.name})"
    return None


def _inode(handle: Path) -> str:
    found = _SOCKET.fullmatch(str(handle.readlink()))
    return found[1] if found else ""


def _sockets_on(port: int) -> set[str]:
    found = set[str]()
    for name in ("tcp", "tcp6"):
        with suppress(OSError):
            for line in (PROCESSES / "net" / name).read_text(encoding="ascii").splitlines()[1:]:
                fields = line.split()
                if fields[1].endswith(f":{port:04X}") and fields[3] == LISTENS:
                    found.add(fields[9])
    return found
