"""What SQLite reads for a statement on a few arguments or points: those, and not all of the channel."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module

from storage import open_store

ROOMS = ("arguments", "arrivals", "memberships", "members", "point_links", "point_texts", "points", "sides")
OF_ALL = {"points.UNMEASURE"}
"""These are meant to change all of a channel."""
READS_ALL = re.compile(r"(SCAN|SEARCH) (a|m|arguments|point_members)\b(?!.*channel_id=\? AND)")
MOST_VALUES = 14


def statements() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for name, value in vars(import_module(f"storage.{room}")).items():
            every = value if isinstance(value, tuple) else (value,)
            if name.isupper() and f"{room}.{name}" not in OF_ALL:
                yield from ((f"{room}.{name}", one) for one in every if _is_statement(one))


def _is_statement(value: object) -> bool:
    return isinstance(value, str) and re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b", value) is not None


async def test_no_statement_on_a_few_reads_all_of_the_channel(file_url: str) -> None:
    async with open_store(file_url):
        pass
    values = {str(number): "[]" for number in range(1, MOST_VALUES)}
    with closing(sqlite3.connect(file_url.removeprefix("sqlite:///"))) as connection:
        plans = {name: connection.execute(f"EXPLAIN QUERY PLAN {one}", values).fetchall() for name, one in statements()}
    assert [(name, step) for name, plan in plans.items() for *_, step in plan if READS_ALL.match(step)] == []


async def test_the_planner_is_told_of_every_index(file_url: str) -> None:
    async with open_store(file_url):
        pass
    with closing(sqlite3.connect(file_url.removeprefix("sqlite:///"))) as connection:
        told = {index for (index,) in connection.execute("SELECT idx FROM sqlite_stat1")}
        there = {
            (table, index, columns)
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (index,) in connection.execute("SELECT name FROM pragma_index_list($1)", (table,)).fetchall()
            for (columns,) in connection.execute("SELECT count(*) FROM pragma_index_info($1)", (index,))
            if not table.startswith(("words", "sqlite"))
        }
        stats = dict(connection.execute("SELECT idx, stat FROM sqlite_stat1"))
    # A table that is its own primary key's index has that under the table's name.
    named = {index if index in told else table: columns for table, index, columns in there}
    assert told == set(named)
    assert {index for index, columns in named.items() if len(stats[index].split()) != columns + 1} == set()
