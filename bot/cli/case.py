"""`casebook case SUBJECT`"""

import click

from bot.answers.told import Sides
from bot.casebook import CaseQuery
from bot.cli.desk import Desk, opened_and_grouped
from bot.cli.options import Common, checked, common_options
from bot.cli.output import put_json
from bot.cli.point_documents import case_document
from bot.cli.screen import show
from bot.cli.show_points import case_lines, no_side_lines, nothing_lines
from bot.cli.wording import spoken
from bot.domain.argument import Stance

NEAREST = 10
"""Subjects that are named where nothing is held on the one that was asked for."""


@click.command("case")
@click.argument("subject", callback=checked)
@click.option(
    "--side", type=click.Choice([one.value for one in Sides]), default=Sides.BOTH.value, help="Default: both."
)
@common_options
def command(common: Common, subject: str, side: str) -> int:
    """What is argued for and against SUBJECT, point by point: those that most people hold first.

    Each point with its quotes, how many different people hold it, and which points of the other side answer it.
    """
    with opened_and_grouped(common) as desk:
        if common.as_json:
            _put(desk, common, subject, Sides(side))
        else:
            _show(desk, common, subject, Sides(side))
    return 0


def _put(desk: Desk, common: Common, subject: str, sides: Sides) -> None:
    stance = None if sides is Sides.BOTH else Stance(sides.value)
    query = CaseQuery(subject, stance, spoken=spoken().locale)
    put_json(case_document(desk.do(desk.casebook.case(common.channel, query))))


def _show(desk: Desk, common: Common, subject: str, sides: Sides) -> None:
    """Both sides are asked for, so that what answers the one that is wanted can be named."""
    words = spoken()
    case = desk.do(desk.casebook.case(common.channel, CaseQuery(subject, spoken=words.locale)))
    if any(point.stance in sides.stances for point in case.points):
        show(case_lines(case, sides, words))
    elif case.points:
        show(no_side_lines(case, sides, words))
    else:
        held = desk.do(desk.casebook.subjects(common.channel, "", NEAREST))
        show(nothing_lines(case.subject, held, words))
