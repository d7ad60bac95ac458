"""`docs/casebook.service` names what there is, and gives a service what it needs."""

import re
from pathlib import Path

import pytest

from bot.cli.verbs import VERBS
from bot.cogs.surface.client import BREAKING_OFF
from bot.cogs.surface.serve import GRACE
from bot.settings import Settings, read_settings
from bot.watching.trail import current_trail
from tests.cli.conftest import ROOT, Terminal, casebook, folder, process

__all__ = ["casebook", "folder", "process"]

UNIT = (ROOT / "docs" / "casebook.service").read_text(encoding="utf-8")
OF_OTHERS = {"MPLCONFIGDIR"}
"""Variables that are matplotlib's."""


def given(key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", UNIT, flags=re.MULTILINE)


def variables() -> set[str]:
    return {str(field.validation_alias or f"casebook_{name}").upper() for name, field in Settings.model_fields.items()}


def test_what_it_starts_is_a_verb() -> None:
    commands = [line.split() for key in ("ExecStart", "ExecStartPre") for line in given(key)]
    assert commands
    for program, verb, *_ in commands:
        assert program.endswith("/.venv/bin/casebook")
        assert verb in VERBS


def test_every_variable_and_credential_in_it_is_a_setting() -> None:
    named = {line.partition("=")[0] for line in given("Environment")}
    credentials = {line.partition(":")[0] for line in re.findall(r"LoadCredential=(.*)", UNIT)}
    assert named - OF_OTHERS <= variables()
    assert {"DISCORD_TOKEN", "OPENAI_API_KEY"} == credentials <= variables()


def test_the_store_lies_in_the_one_folder_that_may_be_written() -> None:
    assert given("ProtectSystem") == ["strict"]
    assert given("StateDirectory") == ["casebook"]
    assert "CASEBOOK_STORE=sqlite:///%S/casebook/casebook.db" in given("Environment")


def test_a_stop_has_the_time_that_the_bot_takes() -> None:
    [seconds] = given("TimeoutStopSec")
    assert float(seconds) > GRACE + BREAKING_OFF + 5


def test_a_secret_stands_in_no_variable_of_the_unit() -> None:
    assert not {"DISCORD_TOKEN", "OPENAI_API_KEY"} & {line.partition("=")[0] for line in given("Environment")}


def test_a_services_credentials_are_read_and_the_environment_goes_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = folder / "credentials"
    kept.mkdir()
    (kept / "DISCORD_TOKEN").write_text("t0ken-of-a-file\n", encoding="utf-8")
    (kept / "OPENAI_API_KEY").write_text("k3y-of-a-file\n", encoding="utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(kept))
    monkeypatch.setenv("OPENAI_API_KEY", "k3y-of-the-environment")
    settings = read_settings()
    assert settings.discord_token
    assert settings.openai_api_key
    assert settings.discord_token.get_secret_value() == "t0ken-of-a-file"
    assert settings.openai_api_key.get_secret_value() == "k3y-of-the-environment"


def test_a_folder_of_credentials_that_is_not_there_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder / "nowhere"))
    assert read_settings().discord_token is None


def test_a_verbs_id_ends_with_it(casebook: Terminal) -> None:
    casebook("posts")
    assert current_trail() is None


def test_the_terminal_logs_when_asked_under_one_id_a_verb(process: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_LOG", "json")
    text = "Marta Quill\n@martaquill\nNov 21, 2025\n\n$NVDA revenue grew 60% and demand still exceeds supply."
    ran = process("ingest", "-", stdin=text)
    events = re.findall(r'"event": "(\w+)", "id": "(\w+)"', ran.err)
    assert [event for event, _ in events] == ["posts_kept", "post_read"]
    assert len({trail for _, trail in events}) == 1
    assert not [word for word in ("Quill", "NVDA") if word in ran.err]
    monkeypatch.delenv("CASEBOOK_LOG")
    assert "posts_kept" not in process("ingest", "-", stdin=text).err
