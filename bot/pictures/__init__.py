"""Timelines as pictures, with the words that say what they show."""

import asyncio
from dataclasses import dataclass

from bot.domain.text import Locale
from bot.domain.timeline import Timeline
from bot.pictures.alt import described


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG of 1100 × 700 pixels and at most 200 kB; and its words, which fit into an attachment's description."""

    png: bytes
    alt: str


async def draw(timeline: Timeline, locale: Locale) -> Picture:
    """The picture of a timeline in the reader's words, drawn in a thread. The same timeline gives the same bytes."""
    return Picture(await asyncio.to_thread(_drawn, timeline, locale), described(timeline, locale))


def _drawn(timeline: Timeline, locale: Locale) -> bytes:
    # matplotlib takes 350 ms to load: in the thread, and only where a picture is wanted.
    from bot.pictures.chart import drawn

    return drawn(timeline, locale)
