"""The database's password, the token and the key stand in nothing that is shown, wherever something goes wrong."""

import click
import pytest

from bot.cli.verbs import casebook as program
from tests.cli.conftest import BEAR, Terminal, casebook, folder, process

__all__ = ["casebook", "folder", "process"]

PASSWORD = "hunter2-of-mine"
TOKEN = "t0ken-of-mine"
KEY = "k3y-of-mine"
URLS = (
    f"postgresql://ada:{PASSWORD}@127.0.0.1:9/casebook",
    f"postgresql://ada@127.0.0.1:9/casebook?password={PASSWORD}",
    f"postgres://ada:{PASSWORD}@127.0.0.1:9/casebook?connect_timeout=1",
    f"postgresql://ada:{PASSWORD}@127.0.0.1:none/casebook",
    f"postgresql://ada:{PASSWORD}@[::1/casebook",
    f"mysql://ada:{PASSWORD}@127.0.0.1/casebook",
    f"ada:{PASSWORD}@127.0.0.1/casebook",
    f"postgresql:/ada:{PASSWORD}@127.0.0.1/casebook",
    f"postgresql://ada:of/{PASSWORD}@127.0.0.1:9/casebook",
    f"postgresql://ada:of#{PASSWORD}@127.0.0.1:9/casebook",
    f"postgresql://ada:of?{PASSWORD}@127.0.0.1:9/casebook",
    f"postgresql://ada:of://{PASSWORD}@127.0.0.1:9/casebook",
    f"postgresql://ada:{PASSWORD}",
)
ASK = ("ask", "bull case on Nvidia")
VERBS = (("doctor",), ("doctor", "--json"), ("posts",), ("posts", "--json"), ASK, ("migrate",), ("backup", "copy.db"))


@pytest.mark.parametrize("url", URLS)
def test_no_verb_shows_the_databases_password(casebook: Terminal, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CASEBOOK_STORE", url)
    for verb in (*VERBS, ("ingest", "-")):
        ran = casebook(*verb, stdin=BEAR)
        assert ran.status, "there is no such database"
        assert PASSWORD not in ran.out + ran.err, verb


@pytest.mark.parametrize("url", URLS[:3])
def test_neither_does_a_traceback(process: Terminal, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CASEBOOK_STORE", url)
    ran = process("posts", "--debug")
    assert "Traceback" in ran.err
    assert PASSWORD not in ran.out + ran.err


@pytest.mark.parametrize("verb", [("run",), ("run", "--debug"), ("doctor",), (*ASK, "--debug")])
def test_nor_token_nor_key_where_the_store_is_not_there(
    process: Terminal, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CASEBOOK_STORE", URLS[0])
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    ran = process(*verb)
    assert ran.status
    assert all(secret not in ran.out + ran.err for secret in (PASSWORD, TOKEN, KEY))


def test_no_verb_takes_a_token_or_a_key_on_its_command_line() -> None:
    """Everybody on the machine can read a command line; a store's address with a password belongs into `.env`."""
    context = click.Context(program)
    for name in program.list_commands(context):
        verb = program.get_command(context, name)
        assert verb is not None
        options = {option for parameter in verb.params for option in parameter.opts}
        assert not {one for one in options if any(word in one for word in ("token", "key", "password", "secret"))}, name
