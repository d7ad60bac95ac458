"""`casebook doctor` and `/status` tell who runs it what is wrong, before somebody else does."""

import asyncio
import os
import re
import socket
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook
from bot.cogs.cards.status import Surroundings, status_card
from bot.doctor import Check, Patient, examine, holders, operating
from bot.domain.health import LEAST_ROOM, LONGEST_LOG, Backlog, Room, Trouble
from bot.domain.post import ChannelId
from bot.domain.text import Locale
from bot.locales import wording
from bot.reader_process import open_reader_process
from bot.settings import read_settings
from bot.watching.endpoint import measured
from bot.watching.room import room_of
from storage import open_store
from tests.cogs.reading import text_of
from tests.conftest import pasted
from tests.ports import reserved_port

HERE, ELSEWHERE = ChannelId("here"), ChannelId("elsewhere")
POST = "AMD gains share in every segment, and data centre orders are growing fast."
NOW = datetime.now(UTC)


async def checks(store: str, **given: object) -> dict[str, Check]:
    patient = Patient(read_settings(store=store, **given), HERE, wording(Locale.ENGLISH))
    return {check.name: check async for check in examine(patient)}


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """A store in which one post waits."""
    url = f"sqlite:///{tmp_path}/casebook.db"
    await keep(url, HERE)
    return url


async def keep(url: str, channel: ChannelId) -> None:
    async with open_casebook(read_settings(store=url)) as casebook:
        await casebook.keep(channel, pasted(POST))


def alter(url: str, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as store, store:
        store.execute(statement, values)


async def test_posts_that_wait_are_counted_over_all_channels_or_in_one(url: str) -> None:
    await keep(url, ELSEWHERE)
    async with open_store(url) as store:
        assert await store.waiting_posts() == 2
        assert (await store.backlog()).waiting == 2
        assert (await store.backlog(HERE)).waiting == 1
        assert (await store.backlog(ChannelId("nowhere"))) == Backlog()
        assert await store.newest_save() == datetime(2025, 12, 1, 8, tzinfo=UTC)


async def test_a_post_that_waits_for_long_is_told_with_what_to_do(url: str) -> None:
    found = (await checks(url))["backlog"]
    assert not found.ok
    assert "read: 1, one of them since 2025-12-01" in found.detail
    assert "casebook run" in str(found.mend)


async def test_one_that_was_saved_just_now_is_no_trouble(url: str) -> None:
    alter(url, "UPDATE savings SET moment = ?", time.time())
    assert (await checks(url))["backlog"].ok


async def test_a_post_on_which_reading_fails_again_and_again_is_told(url: str) -> None:
    alter(url, "UPDATE savings SET moment = ?", time.time())
    alter(url, "UPDATE jobs SET attempts = 2")
    assert (await checks(url))["backlog"].ok
    alter(url, "UPDATE jobs SET attempts = 3")
    assert "a waiting post could not be read" in str((await checks(url))["backlog"].mend)


async def test_a_lease_that_no_reader_can_have_meant_is_told(url: str) -> None:
    alter(url, "UPDATE savings SET moment = ?", time.time())
    alter(url, "UPDATE jobs SET leased_until = ?", time.time() + 120)
    assert (await checks(url))["backlog"].ok
    alter(url, "UPDATE jobs SET leased_until = ?", time.time() + 86_400)
    assert "clock was set back" in str((await checks(url))["backlog"].mend)


async def test_what_is_held_is_told_until_when(url: str) -> None:
    alter(url, "UPDATE savings SET moment = ?", time.time())
    assert "being read" not in (await checks(url))["backlog"].detail
    until = int(time.time()) + 120
    alter(url, "UPDATE jobs SET leased_until = ?", until)
    found = (await checks(url))["backlog"]
    when = datetime.fromtimestamp(until, UTC).astimezone().isoformat(sep=" ", timespec="seconds")
    assert f"held by a reader that was stopped: 1; free again at the latest {when}" in found.detail
    async with open_casebook(read_settings(store=url)) as casebook:
        status = await casebook.status(HERE)
    around = Surroundings(0.01, reads_messages=True, application_id=1, permissions=None)
    assert f"being read just now: 1. Where a reader was stopped, others may read them <t:{until}:R>" in text_of(
        status_card(status, around, wording(Locale.ENGLISH))
    )


async def test_a_clock_behind_the_newest_save_is_told(url: str) -> None:
    assert (await checks(url))["clock"].ok
    before = time.time()
    alter(url, "UPDATE savings SET moment = ?", before + 3_600)
    found = (await checks(url))["clock"]
    passed = time.time() - before
    assert not found.ok
    [behind] = re.findall(r"(\d+) s behind", found.detail)
    assert round(3_600 - passed) <= int(behind) <= 3_600


def test_little_room_and_a_grown_log_are_troubles() -> None:
    assert Room(free=LEAST_ROOM, log=LONGEST_LOG).troubles() == ()
    assert Room(free=LEAST_ROOM - 1, log=LONGEST_LOG + 1).troubles() == (Trouble.DISK_LOW, Trouble.LOG_GROWN)


def test_the_log_beside_the_store_is_measured(tmp_path: Path) -> None:
    with (tmp_path / "casebook.db-wal").open("wb") as log:
        log.truncate(LONGEST_LOG + 1)
    room = room_of(f"sqlite:///{tmp_path}/casebook.db")
    assert room is not None
    assert Trouble.LOG_GROWN in room.troubles()
    assert room.free > 0
    assert room_of("postgresql://somewhere/else") is room_of("sqlite:///:memory:") is None


async def test_what_holds_the_port_for_metrics_is_told(url: str) -> None:
    assert (await checks(url))["metrics"].mend
    with reserved_port() as port:
        with socket.create_server(("127.0.0.1", port)):
            taken = (await checks(url, metrics_port=port))["metrics"]
        assert not taken.ok
        assert f"({os.getpid()})" in taken.detail
        assert "CASEBOOK_METRICS_PORT" in str(taken.mend)
        free = (await checks(url, metrics_port=port))["metrics"]
    assert (free.ok, free.mend) == (True, None)


async def test_a_casebook_that_gives_metrics_there_is_no_trouble(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "PATIENCE", 60.0)

    async def none_waits() -> int:
        return 0

    with reserved_port() as port:
        async with measured(port, none_waits):
            found = await asyncio.to_thread(lambda: asyncio.run(checks(url, metrics_port=port)))
    assert found["metrics"].ok
    assert "a Casebook gives them" in found["metrics"].detail


async def test_what_a_service_needs_is_told(url: str) -> None:
    assert "DISCORD_TOKEN" in (await checks(url))["unit"].detail
    assert "CASEBOOK_STORE" in (await checks("sqlite:///relative.db", discord_token="t"))["unit"].detail
    assert (await checks(url, discord_token="t"))["unit"].mend is None


async def test_of_a_store_that_is_not_there_none_is_made_and_nothing_is_wrong(tmp_path: Path) -> None:
    found = await checks(f"sqlite:///{tmp_path}/casebook.db")
    assert all(check.ok for check in found.values() if check.name != "room")
    assert not {"backlog", "clock"} & found.keys()
    assert os.listdir(tmp_path) == []  # noqa: PTH208


async def test_status_tells_of_the_channels_own_posts_alone(casebook: Casebook) -> None:
    await casebook.keep(ELSEWHERE, pasted(POST))
    assert Trouble.WAITS_LONG in (await casebook.status(ELSEWHERE)).troubles
    assert Trouble.WAITS_LONG not in (await casebook.status(HERE)).troubles


@pytest.mark.parametrize("locale", Locale)
async def test_status_says_each_trouble_and_whom_to_tell(casebook: Casebook, locale: Locale) -> None:
    around = Surroundings(0.1, reads_messages=True, application_id=1, permissions=None)
    words, status = wording(locale), await casebook.status(HERE)
    assert "casebook doctor" not in text_of(status_card(status, around, words))
    ill = text_of(status_card(status.model_copy(update={"troubles": tuple(Trouble)}), around, words))
    assert ill.count("⚠️") == len(Trouble)
    assert "casebook doctor" in ill


def test_a_backlog_of_the_last_minutes_is_none() -> None:
    assert Backlog(waiting=9, oldest=NOW - timedelta(minutes=59)).troubles(NOW) == ()
    assert Backlog(waiting=9, oldest=NOW - timedelta(minutes=61)).troubles(NOW) == (Trouble.WAITS_LONG,)


async def test_whether_posts_are_read_in_a_process_of_their_own_is_tried(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (await checks(url))["reader"]
    assert (found.ok, found.mend) == (True, None)
    monkeypatch.setattr(operating, "open_reader_process", lambda: open_reader_process([sys.executable, "-c", ""]))
    assert (await checks(url))["reader"].mend
