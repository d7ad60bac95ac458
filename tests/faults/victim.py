"""Bears victims on command, and kills them: `victim.py URL`, then `bear NAME`, `kill NAME` or `echo NAME` a line.

A victim is a process of its own, forked when everything is imported, so that two hundred of them take seconds. What
is told on standard output before `dead NAME` is all that the victim ever acknowledged, and what is told before
`echo NAME` all that was told by then.
"""

import asyncio
import os
import random
import signal
import sys
import traceback
from importlib import import_module

from storage import open_store
from storage.drivers import SERVERS
from tests.faults.load import Victim

WAIT = 60
"""Seconds: where many write, one of them waits long on a busy machine, and that is no fault."""


def say(*words: str) -> None:
    os.write(1, " ".join(words).encode() + b"\n")


async def suffer(url: str, name: str) -> None:
    async with open_store(url, wait=WAIT) as store:
        await Victim(name, store, random.Random(name)).suffer()


def live(url: str, name: str) -> None:
    """Returns only where something went wrong that is no kill."""
    os.close(0)
    try:
        asyncio.run(suffer(url, name))
    except BaseException:  # noqa: BLE001  # whatever it is, the test has to hear of it
        say("failed", name, traceback.format_exc().replace("\n", " | ")[-3000:])
    os._exit(1)


def main(url: str) -> None:
    if url.startswith(SERVERS):
        import_module("storage.drivers.postgres.database")  # once, and not by each victim
    alive: dict[str, int] = {}
    for line in sys.stdin:
        order, name = line.split()
        if order == "bear":
            alive[name] = os.fork()
            if not alive[name]:
                live(url, name)
        elif order == "kill":
            kill(alive.pop(name))
            say("dead", name)
        else:
            say("echo", name)
    for pid in alive.values():
        kill(pid)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
