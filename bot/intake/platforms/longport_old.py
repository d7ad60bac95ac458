"""LongPort's old host (longbridgeapp.com): a line of the site's own first, then the body; no author, no date."""

import re

from bot.domain.post import Platform
from bot.intake.page import Page
from bot.intake.platforms.longport import ASIDES, LINK, NOISE
from bot.intake.reader import Head, Reader, Sureness
from bot.intake.run_on import run_on_form

_SITE = re.compile(
    r"(?:.{0,40}[-–|·]\s?)?(?:longbridge|longport|长桥|長橋)(?:\s?[-–|·].{0,60}|(?:社区|社區|app|证券|證券|community).{0,40})?",
    re.IGNORECASE,
)
_HOST = re.compile(r"\blongbridgeapp\.com\b", re.IGNORECASE)


def _recognises(page: Page) -> Sureness:
    first = page[page.next_filled(0)]
    if _SITE.fullmatch(first) and len(first) <= 100:
        return (
            Sureness.MAYBE if " - " in first and len(page) > 1 and page[page.next_filled(1)] in first else Sureness.SURE
        )
    return Sureness.SURE if _HOST.search(page.edges()) else Sureness.NO


def _heads(page: Page) -> list[Head]:
    first = page.next_filled(0)
    is_site = bool(_SITE.fullmatch(page[first])) or bool(_HOST.search(page[first]))
    return [Head(first, first + 1 if is_site else first)]


READER = Reader(
    name="longport_old",
    order=30,
    platform=Platform.LONGPORT,
    recognises=_recognises,
    heads=_heads,
    link=LINK,
    noise=NOISE,
    asides=ASIDES,
    own_lines=run_on_form(r"(?<!\S)(?:长桥|長橋)\s?[-–|·]\s?[^\s，。]{0,12}(?:社区|社區)(?!\S)"),
)
