"""The log: a line for each thing that happened, as text or as JSON, with the id of what it happened for.

Whatever people wrote, whoever they are and whatever is secret stands in none: of errors only class, codes and place are
told, and of what libraries say only their own words with the numbers in them.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from time import gmtime
from typing import TextIO

from bot.watching.events import Event, Value
from bot.watching.faults import Fault, fault_of
from bot.watching.trail import current_trail

TALKATIVE = ("openai", "httpx2", "httpcore2")
"""Loggers of the model's client, which at INFO tell whole addresses and at DEBUG what a server repeats: maybe a key."""
OURS = ("bot", "storage", "prompts")
"""Loggers whose lines are written with care: what they fill in was given by the code."""
NO_WORD = "…"
"""In the place of what a library would fill in."""
LONGEST = 300
"""Characters of a library's own words."""
_HOLE = re.compile(r"%(?:\((?P<name>\w+)\))?[#0\- +]*[\d*]*(?:\.[\d*]+)?[hlL]?(?P<sort>[diouxXeEfFgGcrsa%])")


class LogForm(StrEnum):
    """How the log is written."""

    TEXT = "text"
    JSON = "json"


def said(record: logging.LogRecord) -> str:
    """What a record says."""
    if isinstance(record.msg, Event) or record.name.partition(".")[0] in OURS:
        return record.getMessage()
    return _masked(record.msg, record.args) if isinstance(record.msg, str) else type(record.msg).__name__


def _masked(template: str, args: object) -> str:
    """A library's own words, in which numbers alone are filled in. What was filled in before it came here is on later
    lines, as asyncio does."""
    values = list(args) if isinstance(args, tuple) else []

    def filled(hole: re.Match[str]) -> str:
        if hole["sort"] == "%":
            return "%"
        value = None if hole["name"] or not values else values.pop(0)
        return f"{value:.4g}" if isinstance(value, float) else str(value) if isinstance(value, int) else NO_WORD

    first = template.partition("\n")[0][:LONGEST]
    return _HOLE.sub(filled, first) if args else first


def _fault(record: logging.LogRecord) -> Fault | None:
    error = record.exc_info[1] if record.exc_info else None
    return fault_of(error) if error is not None else None


class TextForm(logging.Formatter):
    """For who reads along: `time LEVEL logger: what was said [id]`, and below it what went wrong."""

    converter = staticmethod(gmtime)
    default_msec_format = "%s,%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        trail, fault = current_trail(), _fault(record)
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {said(record)}"
        line += f" [{trail.id}]" if trail else ""
        if fault is None:
            return line
        return "\n".join([line, *(f"  {step}" for step in fault.way), f"  {' ← '.join(fault.kinds)}"])


class JsonForm(logging.Formatter):
    """For programs: an object a line, with `time`, `level`, `logger`, `event` and, where it is known, `id`; then the
    event's fields; `error` and `way` of what went wrong."""

    def format(self, record: logging.LogRecord) -> str:
        trail, fault = current_trail(), _fault(record)
        told: dict[str, Value | tuple[str, ...]] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.msg.name if isinstance(record.msg, Event) else said(record),
        }
        if trail:
            told["id"] = trail.id
        if isinstance(record.msg, Event):
            told |= record.msg.told()
        if fault:
            told |= {"error": fault.kinds, "way": fault.way}
        return json.dumps(told, ensure_ascii=False)


FORMS: dict[LogForm, type[logging.Formatter]] = {LogForm.TEXT: TextForm, LogForm.JSON: JsonForm}


class _Lines(logging.StreamHandler[TextIO]):
    """Writes lines. A record that can't be written is told of by its place alone: Python would show what it holds."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        sys.stderr.write(f"a line of {record.name} (line {record.lineno}) could not be written\n")


def start_logging(form: LogForm = LogForm.TEXT) -> logging.Handler:
    """Write the log to standard error from now on. The handler is given, for who takes it away again."""
    handler = _Lines(sys.stderr)
    handler.setFormatter(FORMS[form]())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return handler


@contextmanager
def logged(form: LogForm | None) -> Iterator[None]:
    """For as long as the block runs; where no form is asked for, nothing is written."""
    if form is None:
        yield
        return
    root = logging.getLogger()
    before, handler = root.level, start_logging(form)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
