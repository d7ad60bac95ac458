"""`make eval`: the report, and whether it keeps what README claims.

Exit status 1 where a figure is worse than README's table says, naming each; `--write` makes the run the claim instead.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.evaluation.claims import broken_claims, read_claims, write_claims
from benchmarks.evaluation.counter import counter_section
from benchmarks.evaluation.flattened import flattened_section
from benchmarks.evaluation.gate.documents import documents_section
from benchmarks.evaluation.gate.section import gate_section
from benchmarks.evaluation.gold import load_set
from benchmarks.evaluation.injections import injections_section
from benchmarks.evaluation.misses import every_miss, misses_table
from benchmarks.evaluation.pastes import judge_sets, pastes_section
from benchmarks.evaluation.points.section import points_section
from benchmarks.evaluation.public.section import public_sections
from benchmarks.evaluation.turns import turns_section
from benchmarks.measure import machine
from bot.answers.gate.encoder import EncoderEntailment
from bot.embeddings.local import local_is_available

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
OWN = "tests/evaluation"
"""The set that is always measured: its folder, and the name of its column."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    given = parser.parse_args(arguments)
    folders = {OWN: ROOT / OWN} | {folder.name: folder for folder in given.folders}
    if missing := [str(folder) for folder in folders.values() if not (folder / "gold.jsonl").exists()]:
        parser.error(f"no set of pastes (gold.jsonl) in {', '.join(missing)}")
    if given.public and not given.public.is_dir():
        parser.error(f"no public sets in {given.public}")
    sets = {name: load_set(folder) for name, folder in folders.items()}
    judged = asyncio.run(judge_sets(sets.items()))
    entailment = EncoderEntailment() if local_is_available() else None
    sections = [pastes_section(judged), asyncio.run(flattened_section(sets, judged))]
    sections.append(gate_section(sets[OWN], entailment))
    if local_is_available():
        sections.append(asyncio.run(points_section(ROOT / OWN / "points")))
    sections.append(asyncio.run(counter_section(sets[OWN])))
    sections.append(turns_section(judged[OWN]))
    sections += asyncio.run(public_sections(given.public))
    if given.public:
        sections += [documents_section(given.public), asyncio.run(injections_section(given.public))]
    report = "\n\n".join([f"{machine()}, {datetime.now(UTC):%Y-%m-%d}", *(one.markdown() for one in sections)])
    print(f"{report}\n\n{misses_table(judged)}")
    if given.out:
        given.out.write_text(json.dumps(every_miss(judged), ensure_ascii=False, indent=1), encoding="utf-8")
    if given.write:
        write_claims(README, report)
        return 0
    broken = broken_claims(read_claims(README.read_text(encoding="utf-8")), sections, OWN)
    print(*broken, sep="\n", file=sys.stderr)
    return 1 if broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluation", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help=f"a further set, beside {OWN}")
    parser.add_argument("--public", type=Path, metavar="FOLDER", help="public sets, measured where they are there")
    parser.add_argument("--write", action="store_true", help="write the figures into README")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write every miss to this file as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
