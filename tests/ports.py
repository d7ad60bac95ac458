"""Ports that stay free for a test."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reserved_port() -> Iterator[int]:
    """A port of loopback's on which nobody listens, and on which only who asks for its number can begin to.

    It is bound as long as the block runs, so that the system gives it to nobody who takes any; and with SO_REUSEADDR,
    so that whoever sets that too, as servers do, can have it.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])
