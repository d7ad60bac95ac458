"""The log tells what happens, under one id, and nothing that anybody wrote."""

import asyncio
import io
import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any, get_args, get_type_hints

import pytest

from bot.errors import StoreLocked, UnknownSubject
from bot.watching import events
from bot.watching.events import Change, CommandUsed, Event, Name, Outcome, outcome_of
from bot.watching.logs import FORMS, LogForm
from bot.watching.trail import begin_trail, current_trail, on_a_trail, reference

CANARY = "Kanarienvogel"
FOREIGN = "discord.http"
OWN = "bot.watching.example"
HARMLESS = {Name, int, float, bool, type(None), Outcome, Change}


def line_of(form: LogForm, name: str, speak: Callable[[logging.Logger], None]) -> str:
    """What is written when a logger speaks."""
    stream, log = io.StringIO(), logging.getLogger(name)
    with heard(log, stream, form):
        speak(log)
    return stream.getvalue()


@contextmanager
def heard(log: logging.Logger, stream: io.StringIO, form: LogForm) -> Iterator[None]:
    handler, level = logging.StreamHandler(stream), log.level
    handler.setFormatter(FORMS[form]())
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


def fail_on(text: str) -> None:
    """With the text in the message, in the cause's message and in locals."""
    copy = text
    try:
        raise sqlite3.OperationalError(f'fts5: syntax error near "{copy}"')
    except sqlite3.OperationalError as error:
        raise ValueError(f"no number: {text!r}") from error


def speak_of_an_error(log: logging.Logger) -> None:
    try:
        fail_on(CANARY)
    except ValueError:
        log.exception("a waiting post could not be read")


def speak_of_several(log: logging.Logger) -> None:
    log.error("several", exc_info=ExceptionGroup(CANARY, [ValueError(CANARY), KeyError(CANARY)]))


FOREIGN_WORDS: dict[str, Callable[[logging.Logger], None]] = {
    "a path with a token": lambda log: log.warning("%s %s responded with 429 in %.2f s", "PATCH", f"/{CANARY}", 0.5),
    "an item's repr": lambda log: log.error("Ignoring exception in item %r", {"label": CANARY}),
    "by names": lambda log: log.error("Ignoring %(what)s", {"what": CANARY}),
    "on later lines": lambda log: log.error(f"Task exception was never retrieved\nfuture: {CANARY}"),
    "an object": lambda log: log.error(ValueError(CANARY)),
}


@pytest.mark.parametrize("form", LogForm)
@pytest.mark.parametrize("speak", [speak_of_an_error, speak_of_several])
@pytest.mark.parametrize("name", [OWN, FOREIGN])
def test_of_an_error_its_class_and_its_place_are_told_and_no_message(
    form: LogForm, speak: Callable[[logging.Logger], None], name: str
) -> None:
    said = line_of(form, name, speak)
    assert CANARY not in said
    assert "ValueError" in said


@pytest.mark.parametrize("form", LogForm)
def test_an_errors_way_and_causes_are_told(form: LogForm) -> None:
    said = line_of(form, OWN, speak_of_an_error)
    assert "fail_on" in said
    assert "OperationalError" in said
    assert "a waiting post could not be read" in said


@pytest.mark.parametrize("form", LogForm)
@pytest.mark.parametrize("speak", FOREIGN_WORDS.values(), ids=FOREIGN_WORDS)
def test_what_a_library_fills_into_its_words_is_not_told(
    form: LogForm, speak: Callable[[logging.Logger], None]
) -> None:
    said = line_of(form, FOREIGN, speak)
    assert said.endswith("\n")
    assert CANARY not in said


def test_a_librarys_numbers_are_told() -> None:
    said = line_of(LogForm.JSON, FOREIGN, FOREIGN_WORDS["a path with a token"])
    assert json.loads(said)["event"] == "… … responded with 429 in 0.5 s"


def test_a_databases_code_is_told() -> None:
    def lock(log: logging.Logger) -> None:
        error = StoreLocked(store="sqlite:///x.db", waited=5.0)
        cause = sqlite3.OperationalError("database is locked")
        cause.sqlite_errorname = "SQLITE_BUSY"
        error.__cause__ = cause
        log.error("unexpected", exc_info=error)

    assert json.loads(line_of(LogForm.JSON, OWN, lock))["error"] == ["StoreLocked", "OperationalError SQLITE_BUSY"]


def test_an_object_a_line_with_what_happened_when_where_and_under_which_id() -> None:
    used = CommandUsed(Name("ask"), Outcome.DONE, 0.123456)

    def speak(log: logging.Logger) -> None:
        log.info(used)

    with on_a_trail() as trail:
        told = json.loads(line_of(LogForm.JSON, OWN, speak))
    assert told.pop("time").endswith("+00:00")
    assert told == {
        "level": "info",
        "logger": OWN,
        "event": "command_used",
        "id": trail.id,
        "command": "ask",
        "outcome": "done",
        "seconds": 0.1235,
    }


def test_as_text_the_id_stands_at_the_end() -> None:
    with on_a_trail() as trail:
        said = line_of(LogForm.TEXT, OWN, lambda log: log.warning("posts are read without the model: %s", "ModelBusy"))
    assert said.endswith(f"WARNING {OWN}: posts are read without the model: ModelBusy [{trail.id}]\n")


def test_as_text_the_hour_is_utcs_wherever_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Taipei")
    time.tzset()
    before = datetime.now(UTC)
    try:
        said = line_of(LogForm.TEXT, OWN, lambda log: log.info("at noon"))
    finally:
        monkeypatch.undo()
        time.tzset()
    when = datetime.strptime(said.partition("Z ")[0], "%Y-%m-%d %H:%M:%S,%f").replace(tzinfo=UTC)
    assert before - timedelta(milliseconds=1) <= when <= datetime.now(UTC)


async def test_a_trail_goes_on_in_what_is_begun_and_in_threads_and_not_beside_it() -> None:
    async def work() -> tuple[str, str]:
        begun = begin_trail()
        below = await asyncio.create_task(seen())
        assert (below, await asyncio.to_thread(reference)) == (begun.id, begun.id)
        return begun.id, reference()

    async def seen() -> str:
        return reference()

    (one, again), (other, _) = await asyncio.gather(asyncio.create_task(work()), asyncio.create_task(work()))
    assert one == again != other
    assert current_trail() is None


def kinds() -> list[type[Event]]:
    return [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event)][1:]


@pytest.mark.parametrize("kind", kinds())
def test_an_event_has_no_place_for_what_somebody_wrote(kind: type[Event]) -> None:
    hints: dict[str, Any] = get_type_hints(kind)
    sorts = [hints[field.name] for field in fields(kind)]
    assert {one for sort in sorts for one in get_args(sort) or (sort,)} <= HARMLESS


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (UnknownSubject(name=CANARY), Outcome.MISUSED),
        (StoreLocked(store="", waited=1), Outcome.STORE),
        (asyncio.CancelledError(), Outcome.STOPPED),
        (KeyError(CANARY), Outcome.FAULT),
    ],
)
def test_every_error_is_one_of_few_outcomes(error: BaseException, outcome: Outcome) -> None:
    assert outcome_of(error) is outcome


def test_all_events_are_known_by_different_names() -> None:
    names = [kind.name for kind in kinds()]
    assert len(names) == len(set(names)) == 8
