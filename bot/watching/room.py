"""How much room a store in a file has."""

import shutil
from pathlib import Path

from bot.domain.health import Room

SQLITE = "sqlite:///"
IN_MEMORY = f"{SQLITE}:memory:"
LOG = "-wal"


def room_of(url: str) -> Room | None:
    """None where the store lies in no file of this machine, or its folder can't be asked."""
    if not url.startswith(SQLITE) or url == IN_MEMORY:
        return None
    path = Path(url.removeprefix(SQLITE)).absolute()
    log = path.with_name(f"{path.name}{LOG}")
    try:
        return Room(free=shutil.disk_usage(path.parent).free, log=log.stat().st_size if log.exists() else 0)
    except OSError:
        return None
