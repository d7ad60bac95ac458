"""A paste into the posts that stand in it."""

from datetime import datetime

from bot.domain.post import Reading
from bot.errors import NothingToSave
from bot.intake.assemble import assemble
from bot.intake.decode import is_visible
from bot.intake.layout import lay_out
from bot.intake.line_ends import restore_line_ends
from bot.intake.mend import mend
from bot.intake.page import Page
from bot.intake.platforms import reader_of


def read(raw: str, relative_to: datetime | None = None) -> Reading:
    """Read a paste: whose posts stand in it, of when, in which words, and what is header or boilerplate.

    Units:  `relative_to` is when the paste was saved; only with it do dates like "3h" get a value.
    Errors: NothingToSave where nothing visible was pasted. A paste of boilerplate alone gives a reading without posts.
    """
    text = restore_line_ends(mend(raw))
    if not is_visible(text):
        raise NothingToSave(source="the paste")
    page = Page(text, relative_to)
    return assemble(lay_out(page, reader_of(page)))
