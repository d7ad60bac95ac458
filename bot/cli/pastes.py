"""What a person names on a command line, as a paste."""

import os
import stat
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from bot.cli.options import Common
from bot.cli.standard_input import standard_input
from bot.cli.wording import spoken
from bot.domain.post import Paste, Skipped
from bot.errors import BadInput, FileUnreadable, TooLarge
from bot.intake.decode import FILE_LIMIT, check_text
from bot.intake.discord_export import BEGINNING, looks_exported
from bot.intake.files import FileText, most_bytes, text_of_file

STANDARD_INPUT = "-"


class IsExport(BadInput):
    """DiscordChatExporter's JSON where a post was expected. Details: source."""

    wording = "is_export"


@dataclass(frozen=True, slots=True)
class Given:
    """What a person named, as a paste, and what of it was not read."""

    paste: Paste
    skipped: tuple[Skipped, ...]


def read_paste(name: str, common: Common) -> Given:
    """The file `name`, or standard input for `-`, as somebody's paste.

    Errors: FileUnreadable, IsExport, those of `text_of_file`.
    """
    if name == STANDARD_INPUT:
        source = spoken().say("cli", "standard_input")
        given = standard_input()
        if given.isatty():
            sys.stderr.write(spoken().say("cli", "paste_now") + "\n")
        return _given(_text_in(given.buffer.read(FILE_LIMIT + 1), source), common)
    source = shown_path(name)
    return _given(_text_in(_read_file(name, source), source), common, Path(source).name)


def _given(file: FileText, common: Common, source: str | None = None) -> Given:
    return Given(paste_of(file.text, common).model_copy(update={"source": source}), file.skipped)


def _text_in(data: bytes, source: str) -> FileText:
    if looks_exported(data):
        raise IsExport(source=source)
    return text_of_file(source, data)


def paste_of(text: str, common: Common) -> Paste:
    """Text that a person typed or pasted. Errors: NothingToSave, NotText, TooLarge."""
    checked = check_text(text, spoken().say("cli", "pasted_text"))
    return Paste(raw=checked, saved_by=common.actor, saved_at=datetime.now(UTC).replace(microsecond=0))


def shown_path(name: str) -> str:
    """A path that can be shown and stored: a file's name may hold bytes that are no text."""
    return os.fsencode(name).decode("utf-8", "replace")


def open_file(name: str) -> BufferedReader:
    """Errors: FileUnreadable."""
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise FileUnreadable(path=shown_path(name), reason=reason_of(error)) from error


def reason_of(error: OSError) -> str:
    """Why a file can't be read, in the person's language where the reason is a usual one."""
    words = spoken().table("cli")
    reason: str = words.get(f"reason_{type(error).__name__}", error.strerror or str(error))
    return reason


def _read_file(name: str, source: str) -> bytes:
    with open_file(name) as file:
        state = os.fstat(file.fileno())
        most = most_bytes(source)
        if stat.S_ISREG(state.st_mode) and state.st_size > most and not looks_exported(file.peek(BEGINNING)):
            raise TooLarge(source=source, size=state.st_size, limit=most)
        try:
            return file.read(most + 1)  # a device may never end
        except OSError as error:
            raise FileUnreadable(path=source, reason=reason_of(error)) from error
