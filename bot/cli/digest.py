"""`casebook digest`"""

from datetime import UTC, datetime

import click

from bot.answers.digest_words import Clock, DigestWords
from bot.answers.lately import DAYS, since_of
from bot.cli.desk import Desk, opened_and_grouped
from bot.cli.digest_document import digest_document
from bot.cli.options import Common, checked, common_options
from bot.cli.output import put_json
from bot.cli.screen import show
from bot.cli.show_digest import digest_lines
from bot.cli.wording import spoken
from bot.domain.digest import Window


@click.command("digest")
@click.option("--since", default=DAYS[1], metavar="TIME", callback=checked, help="1d, 7d, 30d or a date. Default: 7d.")
@common_options
def command(common: Common, since: str) -> int:
    """What came in lately: new arguments by company, new points, what was answered, who changed sides.

    What counts is when a post was saved. Where the channel has a time zone of its own, a date begins there.
    """
    with opened_and_grouped(common) as desk:
        clock, until = _clock(desk, common), datetime.now(UTC)
        window = Window(since=since_of(since, until, clock.tz), until=until)
        digest = desk.do(desk.casebook.digest(common.channel, window))
        if common.as_json:
            put_json(digest_document(digest))
        else:
            show(digest_lines(digest, DigestWords(spoken(), clock)))
    return 0


def _clock(desk: Desk, common: Common) -> Clock:
    schedule = desk.do(desk.casebook.settings(common.channel)).digest
    return Clock() if schedule is None else Clock(schedule.tz, schedule.zone)
