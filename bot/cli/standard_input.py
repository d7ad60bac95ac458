"""What is typed or piped into the program."""

import sys
from typing import TextIO

from bot.cli.wording import spoken
from bot.errors import FileUnreadable


def standard_input() -> TextIO:
    """Errors: FileUnreadable where whoever started the program closed it."""
    if sys.stdin is None:
        words = spoken()
        raise FileUnreadable(path=words.say("cli", "standard_input"), reason=words.say("cli", "reason_closed"))
    return sys.stdin
