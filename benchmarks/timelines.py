"""How long it takes to find what a timeline tells, its picture left out."""

import asyncio
import sys
import time
from datetime import date
from itertools import cycle, islice

from benchmarks.corpus import CHANNEL, COMPANIES
from benchmarks.measure import Row, Times
from bot.app import open_casebook
from bot.casebook import Casebook, CaseQuery, TimelineQuery
from bot.settings import read_settings

ASKED = 48
TODAY = date(2026, 7, 1)
REACH = 300
"""Milliseconds, p95."""


async def timeline_row(url: str, name: str) -> Row:
    """Of each company in turn, beside its case, whose points it names."""
    async with open_casebook(read_settings(store=url)) as casebook:
        asked = list(islice(cycle(COMPANIES), ASKED))
        cases = Times.of([await _case(casebook, one) for one in asked][len(COMPANIES) :])
        times = Times.of([await _timeline(casebook, one) for one in asked][len(COMPANIES) :])
    return Row(
        work=f"`timeline` without its picture, {name} arguments",
        measured=str(times),
        reach=f"p95 {REACH} ms",
        load=times.p95 / REACH,
        peer=f"`case` of the same: {cases}",
        ratio=times.p50 / cases.p50,
    )


async def _case(casebook: Casebook, company: str) -> float:
    start = time.perf_counter()
    await casebook.case(CHANNEL, CaseQuery(company))
    return (time.perf_counter() - start) * 1000


async def _timeline(casebook: Casebook, company: str) -> float:
    start = time.perf_counter()
    await casebook.timeline(CHANNEL, TimelineQuery(company, TODAY))
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    print(asyncio.run(timeline_row(sys.argv[1], "all")))
