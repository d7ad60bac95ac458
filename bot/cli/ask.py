"""`casebook ask QUESTION | -`"""

from collections.abc import Iterator
from datetime import date

import click

from bot.cli.boundary import FAILED, sentence_of
from bot.cli.desk import Desk, opened_and_caught_up
from bot.cli.documents import ask_document
from bot.cli.options import Common, checked, checked_text, common_options
from bot.cli.output import put_json
from bot.cli.screen import show
from bot.cli.show_answer import answer_lines
from bot.cli.standard_input import standard_input
from bot.cli.wording import spoken
from bot.domain.answer import Answer
from bot.domain.question import Question
from bot.errors import BadInput

STANDARD_INPUT = "-"


@click.command("ask")
@click.argument("question", callback=checked, metavar="QUESTION | -")
@click.option("--after", multiple=True, metavar="QUESTION", callback=checked, help="The question before; repeatable.")
@common_options
def command(common: Common, question: str, after: tuple[str, ...]) -> int:
    """Answer a question from the channel's saved arguments, each sentence with its quotes.

    `-` reads a question a line from standard input and gives one line of JSON for each. `--after` names the questions
    before this one in the conversation, oldest first.
    """
    with opened_and_caught_up(common) as desk:
        if question == STANDARD_INPUT:
            return _answer_each(desk, common, after)
        answer = ask(desk, common, question, after)
    if common.as_json:
        put_json(ask_document(answer))
    else:
        show(answer_lines(answer))
    return 0


def ask(desk: Desk, common: Common, question: str, after: tuple[str, ...]) -> Answer:
    """Errors: EmptyQuestion, QuestionTooLong."""
    asked = Question(text=question, after=after, asked_on=date.today())
    return desk.do(desk.casebook.ask(common.channel, asked))


def _answer_each(desk: Desk, common: Common, after: tuple[str, ...]) -> int:
    """A line for each question, with `error` in place of the answer where it can't be asked; the next goes on."""
    status = 0
    for line in _questions():
        try:
            question = checked_text(line, spoken().say("cli", "question"))
            put_json(ask_document(ask(desk, common, question, after)))
        except BadInput as error:
            put_json({"question": line.encode("utf-8", "replace").decode(), "error": sentence_of(error)})
            status = FAILED
    return status


def _questions() -> Iterator[str]:
    for line in standard_input().buffer:
        question = line.decode("utf-8", "surrogateescape").lstrip("\ufeff").strip()
        if question:
            yield question
