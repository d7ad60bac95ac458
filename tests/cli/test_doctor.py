"""What is configured, what works, and how to mend the rest; and never a secret."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.cli.conftest import BULL, ROOT, Terminal, written


def checks(casebook: Terminal, *options: str) -> dict[str, dict[str, object]]:
    return {check["name"]: check for check in casebook("doctor", *options, "--json").document["checks"]}


def test_a_fresh_folder_is_well_and_stays_empty(casebook: Terminal, folder: Path) -> None:
    ran = casebook("doctor", "--json")
    assert (ran.status, ran.document["ok"]) == (0, True)
    assert all(check.keys() == {"name", "ok", "detail", "mend"} for check in ran.document["checks"])
    assert [*folder.iterdir()] == []


def test_a_store_is_counted_and_held_against_itself(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    found = checks(casebook, "--deep")
    assert "posts 1" in str(found["store"]["detail"])
    assert (found["content"]["ok"], found["embeddings"]["ok"]) == (True, True)


def test_secrets_are_set_or_not_set_and_never_shown(casebook: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "DISCORD_TOKEN" in str(checks(casebook)["discord"]["mend"])
    monkeypatch.setenv("DISCORD_TOKEN", "t0ken-of-mine")
    monkeypatch.setenv("OPENAI_API_KEY", "k3y-of-mine")
    found = checks(casebook)
    assert "the token is set; Discord could not be asked" in str(found["discord"]["detail"])
    assert found["discord"]["ok"]
    assert "a key is set" in str(found["model"]["detail"])
    assert "CASEBOOK_MODEL" in str(found["model"]["mend"])  # a key alone names no model
    assert "of-mine" not in json.dumps(found) + casebook("doctor").out


def test_a_broken_store_is_found_and_how_to_mend_it(casebook: Terminal, folder: Path) -> None:
    written(folder, "casebook.db", "Dear diary, " * 1000)
    ran = casebook("doctor", "--json")
    assert (ran.status, ran.document["ok"]) == (1, False)
    [store] = [check for check in ran.document["checks"] if check["name"] == "store"]
    assert (store["ok"], "CASEBOOK_STORE" in store["mend"]) == (False, True)
    assert "✗" in casebook("doctor").out


def test_an_endpoint_that_is_not_there_is_found(casebook: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_EMBEDDINGS_URL", "http://127.0.0.1:1/v1")
    found = checks(casebook)["embeddings"]
    assert (found["ok"], "CASEBOOK_EMBEDDINGS_URL" in str(found["mend"])) == (False, True)


def test_a_store_that_disagrees_with_itself_is_found(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", "-", stdin=BULL)
    with closing(sqlite3.connect(folder / "casebook.db")) as store, store:
        store.execute("DELETE FROM savings")
    found = checks(casebook, "--deep")["content"]
    assert (found["ok"], found["mend"] is not None) == (False, True)


def test_the_example_names_every_setting_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = {line.partition("=")[0] for line in example.splitlines() if line and not line.startswith("#")}
    fields = Settings.model_fields.items()
    assert named == {str(field.validation_alias or f"casebook_{name}").upper() for name, field in fields}


def test_what_can_be_made_anew_is_mended_only_when_asked(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", "-", stdin=BULL)
    with closing(sqlite3.connect(folder / "casebook.db")) as store, store:
        store.execute("INSERT INTO words (words) VALUES ('delete-all')")
        store.execute("UPDATE points SET members = 9")
    for _ in range(2):
        found = checks(casebook, "--deep")["content"]
        assert (found["ok"], "--mend" in str(found["mend"])) == (False, True)
    mended = checks(casebook, "--deep", "--mend")["content"]
    assert (mended["ok"], mended["mend"]) == (True, None)
    assert "counts its arguments wrongly" in str(mended["detail"])
    assert checks(casebook, "--deep")["content"]["ok"] is True
    assert "NVDA" in casebook("ask", "What is the bull case on Nvidia?").out


def test_what_can_not_be_made_anew_is_told_with_what_helps(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", "-", stdin=BULL)
    with closing(sqlite3.connect(folder / "casebook.db")) as store, store:
        store.execute("UPDATE posts SET body = 'nothing of it' WHERE position > 0")
    left = checks(casebook, "--deep", "--mend")["content"]
    assert (left["ok"], "backup" in str(left["mend"])) == (False, True)
    assert "nothing of it" not in str(left)


def test_mending_goes_with_looking_deeply(casebook: Terminal) -> None:
    assert casebook("doctor", "--mend").status == 2
