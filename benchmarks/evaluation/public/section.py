"""The section of the public sets, where their folder is there."""

from pathlib import Path

from benchmarks.evaluation.public.debates import debate_rows
from benchmarks.evaluation.public.headlines import headline_rows
from benchmarks.evaluation.public.key_point_task import key_point_task_rows
from benchmarks.evaluation.public.key_points import key_point_rows
from benchmarks.evaluation.public.opinions import opinion_rows
from benchmarks.evaluation.public.reading import Reading
from benchmarks.evaluation.tables import Section
from bot.arguments.reading import PostReader
from bot.embeddings.local import open_local

TITLE = "public sets"


async def public_sections(folder: Path | None) -> list[Section]:
    """One section, or none without a folder. Errors: FileNotFoundError where a set is missing in the folder."""
    return [] if folder is None else [await _section(folder)]


async def _section(folder: Path) -> Section:
    async with open_local() as embedder:
        reading = Reading(PostReader.load(), embedder)
        rows = [
            *await headline_rows(folder / "sentfin", reading),
            *await opinion_rows(folder / "fiqa_task1", reading),
            *await key_point_rows(folder / "argkp2021", embedder),
            *await key_point_task_rows(folder / "argkp2021", embedder),
            *await debate_rows(folder / "arguana", embedder),
        ]
    return Section(TITLE, tuple(rows))
