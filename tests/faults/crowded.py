"""A process whose store runs out of room, and gets some again: `crowded.py FOLDER limit|ballast`.

It says what happened as JSON on standard output. `limit`: no file may grow by more than a little; `ballast`: the disk
is small, and most of it is taken up by another file.
"""

import asyncio
import json
import resource
import signal
import sys
from pathlib import Path

from bot.errors import StoreError
from storage import ChannelStore, open_store
from tests.storage.samples import ALPHA, draft, keep

LITTLE = 100_000
BALLAST = 500_000


async def fill(alpha: ChannelStore) -> tuple[int, StoreError]:
    """How many posts were acknowledged before one was not."""
    for number in range(1000):
        try:
            await keep(alpha, draft(f"Post {number} was good. " * 100))
        except StoreError as error:
            return number, error
    raise AssertionError("the disk is never full")


def take(folder: Path, how: str) -> None:
    if how == "ballast":
        (folder / "ballast").write_bytes(bytes(BALLAST))
    else:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        largest = max(file.stat().st_size for file in folder.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + LITTLE, resource.RLIM_INFINITY))


def free(folder: Path, how: str) -> None:
    if how == "ballast":
        (folder / "ballast").unlink()
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


async def main(folder: str, how: str) -> None:
    async with open_store(f"sqlite:///{folder}/casebook.db") as store:
        alpha = store.channel(ALPHA)
        take(Path(folder), how)
        acknowledged, error = await fill(alpha)
        told = {"acknowledged": acknowledged, "said": error.wording}
        told |= {"there": (await alpha.counts()).posts, "wrong": await store.verify()}
        free(Path(folder), how)
        await keep(alpha, draft("There is room again."))
        told |= {"after": (await alpha.counts()).posts, "wrong_after": await store.verify()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
