"""`casebook debate SUBJECT`"""

import click

from bot.casebook import CaseQuery
from bot.cli.case import NEAREST
from bot.cli.desk import opened_and_grouped
from bot.cli.options import Common, checked, common_options
from bot.cli.output import put_json
from bot.cli.point_documents import debate_document
from bot.cli.screen import show
from bot.cli.show_points import debate_lines, nothing_lines
from bot.cli.wording import spoken


@click.command("debate")
@click.argument("subject", callback=checked)
@common_options
def command(common: Common, subject: str) -> int:
    """Both sides of SUBJECT, aspect by aspect: which point answers which, and what nobody has answered."""
    words = spoken()
    with opened_and_grouped(common) as desk:
        debate = desk.do(desk.casebook.debate(common.channel, CaseQuery(subject, spoken=words.locale)))
        if common.as_json:
            put_json(debate_document(debate))
        elif debate.aspects:
            show(debate_lines(debate, words))
        else:
            show(nothing_lines(debate.subject, desk.do(desk.casebook.subjects(common.channel, "", NEAREST)), words))
    return 0
