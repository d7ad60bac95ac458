"""An import that is killed and run again ends as if it had never been."""

import subprocess
import time
from pathlib import Path

from tests.cli.conftest import Terminal, casebook_command, written

REASONS = ("demand exceeds supply", "rivals cut prices", "customers left", "factories are full", "chips got cheaper")


def post(number: int) -> str:
    reason = REASONS[number % len(REASONS)]
    return f"Writer {number}\n@w{number}\nNov {number % 28 + 1}, 2025\n\n$NVDA unit {number**3} grew because {reason}."


def test_an_import_killed_at_any_moment_is_completed_by_the_next(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", *(written(folder, f"{number}.txt", post(number)) for number in range(20)))
    casebook("alias", "add", "皮衣", "Nvidia")
    exported = casebook("export").out
    written(folder, "all.jsonl", exported)
    for moment in (0.15, 0.3, 0.45):
        store = f"sqlite:///{moment}.db"
        killed = subprocess.Popen(casebook_command("import", "all.jsonl", "--store", store), cwd=folder)
        time.sleep(moment)
        killed.kill()
        killed.wait()
        assert casebook("import", "all.jsonl", "--store", store).status == 0
        assert casebook("export", "--store", store).out == exported
        assert casebook("doctor", "--deep", "--store", store).status == 0
