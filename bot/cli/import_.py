"""`casebook import FILE…`"""

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import BinaryIO

import click

from bot.cli.desk import Desk, opened_and_caught_up
from bot.cli.documents import import_document
from bot.cli.options import Common, common_options
from bot.cli.output import put_json
from bot.cli.pastes import STANDARD_INPUT, open_file, reason_of, shown_path
from bot.cli.progress import progress
from bot.cli.screen import plain, show
from bot.cli.standard_input import standard_input
from bot.cli.wording import spoken
from bot.domain.post import Paste
from bot.domain.receipt import Imported, Receipt
from bot.errors import BadImport, FileUnreadable, NothingToSave, NotText
from bot.intake.decode import check_text
from bot.intake.discord_export import DiscordExport, read_discord_export

LONGEST_HEADER = 10_000
"""Bytes. DiscordChatExporter's whole file may be one line, and need not be read for its first words."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@common_options
def command(common: Common, files: tuple[str, ...]) -> int:
    """Restore exports, or read DiscordChatExporter's JSON: every message that a person wrote is a paste.

    May be stopped and run again: nothing doubles.
    """
    total = Imported()
    with opened_and_caught_up(common) as desk:
        for name in files:
            total = _sum(total, _import(desk, common, name))
    if common.as_json:
        put_json(import_document(total))
    else:
        show([plain(spoken().say("cli", "imported", **total.model_dump()))])
    return 0


def _import(desk: Desk, common: Common, name: str) -> Imported:
    source = spoken().say("cli", "standard_input") if name == STANDARD_INPUT else shown_path(name)
    with BytesIO(standard_input().buffer.read()) if name == STANDARD_INPUT else open_file(name) as file:
        first = _first_line(file, source)
        if _is_ours(first):
            return _restore(desk, common, file, source)
        if not first.startswith(b"{"):
            raise BadImport(path=source, line=1, reason=spoken().say("cli", "reason_no_export"))
        return _save_messages(desk, common, read_discord_export(file.read(), source))


def _is_ours(first: bytes) -> bool:
    """The first line of an export of ours is an object that says so."""
    if len(first) > LONGEST_HEADER:
        return False
    try:
        header = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(header, dict) and header.get("type") == "casebook"


def _first_line(file: BinaryIO, source: str) -> bytes:
    """The file is left at its beginning. Errors: FileUnreadable, NothingToSave."""
    try:
        first = file.readline().removeprefix(BOM_UTF8).strip()
    except OSError as error:
        raise FileUnreadable(path=source, reason=reason_of(error)) from error
    if not first:
        raise NothingToSave(source=source)
    file.seek(0)
    return first


def _restore(desk: Desk, common: Common, file: BinaryIO, source: str) -> Imported:
    """Errors: BadImport, NotText."""
    with progress("importing_lines", None) as step:
        try:
            return desk.do(desk.casebook.import_(common.channel, _lines(file, step)))
        except BadImport as error:
            raise BadImport(**{**error.details, "path": source}) from error
        except UnicodeDecodeError as error:
            raise NotText(source=source) from error


def _lines(file: Iterable[bytes], step: Callable[[], None]) -> Iterator[str]:
    for line in file:
        yield line.decode("utf-8")
        step()


def _save_messages(desk: Desk, common: Common, export: DiscordExport) -> Imported:
    """Each message on its own: what was saved before an interruption stays, and is found again the next time."""
    total = Imported()
    with progress("importing_messages", len(export.messages)) as step:
        for paste in export.pastes():
            total = _sum(total, _save_message(desk, common, paste))
            step()
    return total


def _save_message(desk: Desk, common: Common, paste: Paste | None) -> Imported:
    if paste is None:
        return Imported(skipped=1)
    try:
        check_text(paste.raw, paste.source or "")
        return _counted(desk.do(desk.casebook.save(common.channel, paste)))
    except (NothingToSave, NotText):
        return Imported(skipped=1)  # an emoji alone, say: nothing that could be mended


def _counted(receipt: Receipt) -> Imported:
    new = [saved for saved in receipt.posts if saved.duplicate_of is None]
    return Imported(
        posts=len(new),
        arguments=sum(len(saved.arguments) for saved in new),
        duplicates=len(receipt.posts) - len(new),
        skipped=len(receipt.skipped),
    )


def _sum(one: Imported, other: Imported) -> Imported:
    return Imported(
        posts=one.posts + other.posts,
        arguments=one.arguments + other.arguments,
        duplicates=one.duplicates + other.duplicates,
        skipped=one.skipped + other.skipped,
    )
