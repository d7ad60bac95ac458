"""How long the other side of a message takes, beside reading the message for its claims."""

import time
from itertools import cycle, islice
from statistics import median

from benchmarks.corpus import CHANNEL
from benchmarks.measure import Row, Times
from bot.answers.counter.claims import Claimed, claims_in
from bot.answers.counter.counter import counter_of
from bot.answers.counter.finding import Said
from bot.app import open_casebook
from bot.arguments.extract import Unread
from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook
from bot.casebook.countering import unsaved
from bot.intake.read import read
from bot.settings import read_settings
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver

MESSAGES = (
    "Tesla's margins will fall for years, because every rival cuts its prices and the models are old.",
    "Nvidia's orders keep growing strongly, demand is far above supply and nobody else can deliver.",
    "小米汽车的毛利率会一直往上走，订单排到明年，品牌也越来越强。",
    "比亚迪的价格战打不完，利润一定会下滑，出口也被关税卡住。",
    "Apple has no growth left. Its phones sell worse each year, and services face regulation.",
    "Meituan loses money on every order, and the subsidy war will go on for years.",
)
ROUNDS = 6
REACH = 300


async def counter_row(url: str, name: str) -> Row:
    """From what the messages claim to what is shown; the peer is reading them for it."""
    async with open_casebook(read_settings(store=url)) as casebook:
        claims = {text: await _claims(casebook, text) for text in MESSAGES}
        found, reading = list[float](), list[float]()
        for text in islice(cycle(MESSAGES), (ROUNDS + 1) * len(MESSAGES)):
            found.append(await _time_finding(casebook, text, claims[text]))
            start = time.perf_counter()
            await _claims(casebook, text)
            reading.append((time.perf_counter() - start) * 1000)
    times, peer = Times.of(found[len(MESSAGES) :]), median(reading[len(MESSAGES) :])
    return Row(
        work=f"*Other side* of a message, beside reading it, {name} arguments",
        measured=str(times),
        reach=f"p95 {REACH} ms",
        load=times.p95 / REACH,
        peer=f"reading the message: {peer:.1f} ms",
        ratio=times.p50 / peer,
    )


async def _claims(casebook: Casebook, text: str) -> list[Claimed]:
    unread = [Unread(unsaved(draft), Resolver(Companies.load())) for draft in read(text).posts]
    return await claims_in(unread, ExtractiveExtractor(casebook.embedder))


async def _time_finding(casebook: Casebook, text: str, claims: list[Claimed]) -> float:
    model = casebook.embedder.name if casebook.embedder else None
    start = time.perf_counter()
    await counter_of(Said(text, claims, model), {None: casebook.store.channel(CHANNEL)})
    return (time.perf_counter() - start) * 1000
