"""`casebook backup`: a copy of the store that is a store itself, or one line that says why there is none."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import BEAR, BULL, PATIENCE, Terminal, casebook_command, written


def test_a_copy_is_a_store_that_answers_as_the_first(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", "-", stdin=BULL)
    ran = casebook("backup", "copy.db", "--json")
    assert (ran.status, ran.document["backup"]["path"]) == (0, "copy.db")
    assert ran.document["backup"]["bytes"] == (folder / "copy.db").stat().st_size
    copied = ran.document["backup"]["store"]
    assert casebook("posts", "--store", copied, "--json").document == casebook("posts", "--json").document
    assert casebook("doctor", "--deep", "--store", copied).status == 0


def test_what_was_saved_after_it_is_not_in_it(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    assert "copy.db" in casebook("backup", "copy.db").out
    casebook("ingest", "-", stdin=BEAR)
    assert len(casebook("posts", "--store", "sqlite:///copy.db", "--json").document["posts"]) == 1


def test_nothing_that_is_there_is_overwritten(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", "-", stdin=BULL)
    written(folder, "copy.db", "of value")
    ran = casebook("backup", "copy.db")
    assert (ran.status, ran.out) == (1, "")
    assert "copy.db is there already" in ran.complaint
    assert (folder / "copy.db").read_text() == "of value"


@pytest.mark.parametrize(
    ("store", "said"),
    [
        ("sqlite:///nowhere.db", "There is no store"),
        ("sqlite:///:memory:", "There is no store"),
        ("postgresql://me:s3cret@db.example/casebook", "pg_dump"),
        ("mysql://db.example/casebook", "No store can be opened"),
        ("sqlite:///diary.db", "no casebook's store"),
    ],
)
def test_what_can_not_be_copied_is_said_and_nothing_is_made(
    casebook: Terminal, folder: Path, store: str, said: str
) -> None:
    written(folder, "diary.db", "Dear diary, " * 1000)
    ran = casebook("backup", "copy.db", "--store", store)
    assert ran.status == 1
    assert said in ran.complaint
    assert "s3cret" not in ran.err
    assert [file.name for file in folder.iterdir()] == ["diary.db"]


def test_a_folder_that_is_not_there_is_said(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", "-", stdin=BULL)
    assert "nowhere/copy.db" in casebook("backup", "nowhere/copy.db").complaint
    assert not (folder / "nowhere").exists()


def test_a_copy_that_does_not_fit_leaves_nothing(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", "-", stdin=BULL)
    # No file may be larger than 64 KiB: what a full disk comes to.
    line = ["bash", "-c", 'trap "" XFSZ; ulimit -f 64; exec "$@"', "-", *casebook_command("backup", "copy.db")]
    ran = subprocess.run(line, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "copy.db" in ran.stderr
    assert "space on its disk" in ran.stderr
    assert not any("copy" in file.name for file in folder.iterdir())
