"""`casebook chat`: a line is a question; a pasted text is saved."""

import select
import sys
from collections.abc import Iterator

import click

from bot.cli.ask import asked, tell
from bot.cli.boundary import apologise
from bot.cli.desk import Desk, opened_and_caught_up
from bot.cli.documents import ingest_document
from bot.cli.options import Common, checked_text, common_options
from bot.cli.output import put_json
from bot.cli.pastes import paste_of
from bot.cli.screen import plain, show
from bot.cli.show_posts import receipt_lines, summary_line
from bot.cli.standard_input import standard_input
from bot.cli.wording import spoken
from bot.errors import BadInput

SAVE = "/save"
END = "."
"""Alone on a line, it ends what `/save` began."""
HELP = "/help"
QUIT = ("/quit", "/exit")

AT_ONCE = 0.05
"""Seconds: lines that follow this soon were pasted, nobody types them."""


@click.command("chat")
@common_options
def command(common: Common) -> int:
    """Save and ask, interactively: type a question, or paste a post."""
    standard_input()  # where it is closed nothing need be opened
    with opened_and_caught_up(common) as desk:
        conversation = Conversation(desk, common)
        if sys.stdin.isatty() and not common.as_json:
            conversation.explain()
        for entry in _entries():
            if entry in QUIT:
                break
            try:
                conversation.take(entry)
            except BadInput as error:
                apologise(error)
    return 0


class Conversation:
    """What was asked so far: the next question may follow it up."""

    def __init__(self, desk: Desk, common: Common) -> None:
        self._desk = desk
        self._common = common
        self._asked: tuple[str, ...] = ()

    def take(self, entry: str) -> None:
        """Do what a person entered. Errors: BadInput's children."""
        if entry == HELP:
            self.explain()
        elif entry.startswith(SAVE):
            self._save(entry.removeprefix(SAVE))
        elif "\n" in entry:
            self._save(entry)
        elif entry:
            self._ask(checked_text(entry, spoken().say("cli", "question")))

    def explain(self) -> None:
        show(plain(line) for line in spoken().say("cli", "chat_help").splitlines())

    def _save(self, text: str) -> None:
        receipt = self._desk.do(self._desk.casebook.save(self._common.channel, paste_of(text, self._common)))
        if self._common.as_json:
            put_json(ingest_document([receipt]))
        else:
            show([*receipt_lines(receipt), summary_line([receipt])])

    def _ask(self, question: str) -> None:
        tell(self._desk, self._common, asked(question, self._asked))
        self._asked += (question,)


def _entries() -> Iterator[str]:
    """What is entered, an entry at a time: a line, or all lines of a paste."""
    lines = _typed_lines() if sys.stdin.isatty() else _piped_lines()
    for line in lines:
        if line.strip() == SAVE:
            yield "\n".join([SAVE, *_until_end(lines)])
        else:
            yield line.strip()


def _until_end(lines: Iterator[str]) -> Iterator[str]:
    for pasted in lines:
        for line in pasted.split("\n"):
            if line.strip() == END:
                return
            yield line


def _piped_lines() -> Iterator[str]:
    for line in standard_input().buffer:
        yield line.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _typed_lines() -> Iterator[str]:
    """Until Ctrl-D. Lines that were pasted together come together."""
    if sys.platform != "win32":
        import readline  # noqa: F401  # gives `input` its editing and history

    while True:
        try:
            lines = [input("› ")]
            while _more_was_pasted():
                lines.append(input())
        except EOFError:
            return
        yield "\n".join(lines)


def _more_was_pasted() -> bool:
    # Windows can't tell; there `/save` is the way.
    return sys.platform != "win32" and bool(select.select([sys.stdin], [], [], AT_ONCE)[0])
