"""`make bench`: speed and memory as a table, each figure beside a peer measured in the same run.

Exit status 1 where a figure is missed by more than a factor of two.
"""

import asyncio
import gc
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.asking import ask_row, memory_row, reading_memory_row
from benchmarks.checking import checking_rows
from benchmarks.cold import cold_rows
from benchmarks.corpus import Size, built
from benchmarks.countering import counter_row
from benchmarks.discord import discord_rows
from benchmarks.grouping import case_rows, grouping_row
from benchmarks.measure import HEAD, Row, machine
from benchmarks.modelled import modelled_rows, stalling_row
from benchmarks.offered import evidence_row
from benchmarks.picturing import picture_rows
from benchmarks.saving import reading_rows, save_rows
from benchmarks.timelines import timeline_row
from bot.embeddings.local import open_local
from bot.garbage import IN_A_SERVICE
from bot.subjects.companies import Companies

SMALL = Size(channel=10_000, store=100_000)
LARGE = Size(channel=100_000, store=1_000_000)


async def rows(folder: Path) -> list[Row]:
    async with open_local() as embedder:
        companies = Companies.load()
        small = await built(SMALL, companies, embedder)
        large = await built(LARGE, companies, embedder)
        found = [
            await ask_row(small, SMALL.name, embedder, (30, 45)),
            await ask_row(large, LARGE.name, embedder, (60, 110)),
        ]
        working = _copied(small, folder / "working.db")
        found += await save_rows(working, folder)
        found += await reading_rows(working)
        found.append(await grouping_row(embedder, lambda url: _copied(url, folder / "points.db")))
        found += await case_rows(large, LARGE.name)
        found.append(await timeline_row(large, LARGE.name))
        found.append(await counter_row(large, LARGE.name))
        modelled = await modelled_rows(_copied(small, folder / "modelled.db"), SMALL.name, embedder)
        modelled.append(await stalling_row(_copied(small, folder / "stalling.db"), SMALL.name, embedder))
        modelled += [*await checking_rows(), await evidence_row()]
    found += await discord_rows(_copied(small, folder / "discord.db"), large, folder)
    found += [*modelled, *await picture_rows()]
    memory = [memory_row(small, SMALL.name, 250), memory_row(large, LARGE.name, 500)]
    return [*found, *cold_rows(small), *memory, reading_memory_row(working, SMALL.name)]


def _copied(url: str, path: Path) -> str:
    shutil.copyfile(url.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


def main() -> int:
    gc.set_threshold(IN_A_SERVICE)  # as the program itself
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(rows(Path(folder)))
    print(f"{machine()}, {datetime.now(UTC):%Y-%m-%d}\n\n{HEAD}")
    print(*found, sep="\n")
    return 1 if any(row.broken for row in found) else 0


if __name__ == "__main__":
    sys.exit(main())
