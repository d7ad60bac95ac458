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
