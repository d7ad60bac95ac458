"""Everything that goes to standard output: JSON as UTF-8, and text for people."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from click.exceptions import Exit

from bot.errors import CasebookError


class OutputFailed(CasebookError):
    """Standard output can't be written, by a full disk for one. Details: reason."""

    wording = "output_failed"


@contextmanager
def writing() -> Iterator[None]:
    """Write to standard output inside the block; it is flushed when the block ends.

    Errors: OutputFailed. Where the reader went away (`casebook posts | head -1`) the program ends with 1 and no word.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:
        give_up_output()
        raise Exit(1) from error
    except OSError as error:
        give_up_output()
        raise OutputFailed(reason=error.strerror or str(error)) from error


def give_up_output() -> None:
    """Write nothing more to standard output."""
    # What is still buffered would fail once more when Python exits: it goes nowhere instead.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def put_json(document: Mapping[str, object]) -> None:
    """One JSON document on one line."""
    with writing():
        put(json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n")


def put(text: str) -> None:
    """Text as UTF-8, whatever the terminal's encoding is; inside `writing`."""
    sys.stdout.buffer.write(text.encode())
