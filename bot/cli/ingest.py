"""`casebook ingest FILE… | -`"""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.cli.boundary import FAILED, apologise
from bot.cli.desk import Desk, opened_to_read
from bot.cli.documents import ingest_document
from bot.cli.interrupting import held_back
from bot.cli.options import Common, common_options
from bot.cli.output import put_json
from bot.cli.pastes import read_paste
from bot.cli.progress import progress
from bot.cli.screen import show
from bot.cli.show_posts import receipt_lines, summary_line
from bot.domain.receipt import Receipt
from bot.errors import BadInput


@click.command("ingest")
@click.argument("files", nargs=-1, required=True, metavar="FILE... | -")
@common_options
def command(common: Common, files: tuple[str, ...]) -> int:
    """Save pasted posts: text as a person pastes it, .pdf, .docx, .html or .eml; `-` reads standard input.

    A file that can't be read is named, and the others are saved all the same.
    """
    receipts: list[Receipt] = []
    with _shown_at_the_end(receipts, common), opened_to_read(common) as desk:
        saved = [_save(desk, common, name, receipts) for name in _with_progress(files)]
    return 0 if all(saved) else FAILED


def _with_progress(files: tuple[str, ...]) -> Iterator[str]:
    with progress("ingesting", len(files)) as step:
        for name in files:
            yield name
            step()


def _save(desk: Desk, common: Common, name: str, receipts: list[Receipt]) -> bool:
    """Add a file's receipt, first of what was kept of it; False where the file can't be used, and has been named."""
    try:
        given = read_paste(name, common)
        with held_back():  # what is kept by then is told, whenever Ctrl-C comes
            kept = desk.do(desk.casebook.keep(common.channel, given.paste))
            receipts.append(kept.model_copy(update={"skipped": (*kept.skipped, *given.skipped)}))
        receipts[-1] = desk.do(desk.casebook.read_kept(common.channel, receipts[-1]))
    except BadInput as error:
        apologise(error)
        return False
    return True


@contextmanager
def _shown_at_the_end(receipts: list[Receipt], common: Common) -> Iterator[None]:
    """Also where the work broke off: what was saved by then stays saved."""
    try:
        yield
    finally:
        if receipts and common.as_json:
            put_json(ingest_document(receipts))
        elif receipts:
            show(line for receipt in receipts for line in receipt_lines(receipt))
            show([summary_line(receipts)])
