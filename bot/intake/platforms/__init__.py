"""The platforms, a file each: a module with a `READER`. Adding a platform is adding its file here."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bot.intake.links import LINK_LINE
from bot.intake.page import Page
from bot.intake.reader import Reader, Sureness

LONGEST_GLANCE = 16_000


@cache
def readers() -> tuple[Reader, ...]:
    """Every platform's reader, in the order that they declare; the generic one is last."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return tuple(sorted((module.READER for module in modules), key=lambda reader: (reader.order, reader.name)))


def reader_of(page: Page) -> Reader:
    """The reader of the platform that a paste is from.

    The first that is sure by the paste's form; then the one whose address or name the paste's first or last lines give;
    then the first that may be right. The generic reader may always be.
    """
    page = _glance(page)
    guesses = [(reader, reader.recognises(page)) for reader in readers()]
    sure = (reader for reader, sureness in guesses if sureness is Sureness.SURE)
    said = (reader for reader in readers() if _is_said(page, reader))
    maybe = (reader for reader, sureness in guesses if sureness is Sureness.MAYBE)
    return next(reader for found in (sure, said, maybe) for reader in found)


def _glance(page: Page) -> Page:
    """The two ends of a long page: enough to know the platform, and every reader looks at them."""
    if len(page.text) <= LONGEST_GLANCE:
        return page
    return Page(f"{page.text[:LONGEST_GLANCE]}\n{page.text[-LONGEST_GLANCE // 4 :]}", page.now)


def _is_said(page: Page, reader: Reader) -> bool:
    for index in {*page.opening()[:3], *page.ending()[-2:]}:
        line = page[index]
        if reader.link.search(line) and LINK_LINE.fullmatch(line):
            return True
        if reader.is_named_by(line):
            return True
    return False
