"""What a person at a terminal is told of a model that did not do its part: a line, and not what the log would say."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.boundary import complain

READING, WRITING = "bot.arguments", "bot.answers"
"""Loggers. Of an answer that the model did not write, the answer itself says so."""


class _Once(logging.Handler):
    """Says that posts were read otherwise, however many they were."""

    told = False

    def emit(self, _record: logging.LogRecord) -> None:
        if not self.told:
            self.told = True
            complain("model_left_out")


@contextmanager
def noticing() -> Iterator[None]:
    """For as long as a command works on a casebook."""
    handlers = {READING: _Once(), WRITING: logging.NullHandler()}
    for name, handler in handlers.items():
        logging.getLogger(name).addHandler(handler)
    try:
        yield
    finally:
        for name, handler in handlers.items():
            logging.getLogger(name).removeHandler(handler)
