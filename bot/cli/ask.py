"""`casebook ask QUESTION | -`"""

from collections.abc import Iterator
from datetime import date

import click

from bot.cli.boundary import FAILED, remark, sentence_of
from bot.cli.contract import AskDocument
from bot.cli.desk import Desk, opened_and_caught_up
from bot.cli.documents import ask_document
from bot.cli.options import Common, checked, checked_text, common_options
from bot.cli.output import put_json
from bot.cli.screen import redrawn, show
from bot.cli.show_answer import answer_lines, growing_lines
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
        tell(desk, common, asked(question, after))
    return 0


def asked(text: str, after: tuple[str, ...]) -> Question:
    return Question(text=text, after=after, asked_on=date.today())


def tell(desk: Desk, common: Common, question: Question) -> None:
    """Answer a question, on a terminal each sentence as soon as it has passed the gate. Errors: those of `ask`."""
    if common.as_json:
        put_json(_document(desk, common, question))
        return
    with redrawn() as draw:

        async def hear(so_far: Answer) -> None:
            draw(growing_lines(so_far))

        answer = desk.do(desk.casebook.ask(common.channel, question, hear=hear))
    show(answer_lines(answer))


def _document(desk: Desk, common: Common, question: Question) -> AskDocument:
    return ask_document(desk.do(desk.casebook.ask(common.channel, question)))


def _answer_each(desk: Desk, common: Common, after: tuple[str, ...]) -> int:
    """A line for each question, with `error` in place of the answer where it can't be asked; the next goes on.

    How many those are is said at the end on standard error.
    """
    questions = unanswered = 0
    for line in _questions():
        questions += 1
        try:
            question = checked_text(line, spoken().say("cli", "question"))
            put_json(_document(desk, common, asked(question, after)))
        except BadInput as error:
            put_json({"question": line.encode("utf-8", "replace").decode(), "error": sentence_of(error)})
            unanswered += 1
    if not unanswered:
        return 0
    remark(spoken().count("cli", "unanswered", questions, unanswered=unanswered))
    return FAILED


def _questions() -> Iterator[str]:
    for line in standard_input().buffer:
        question = line.decode("utf-8", "surrogateescape").lstrip("\ufeff").strip()
        if question:
            yield question
