"""`casebook timeline SUBJECT`"""

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.answers.lately import since_of
from bot.casebook import TimelineQuery
from bot.cli.desk import opened_and_grouped
from bot.cli.options import Common, checked, common_options
from bot.cli.output import OutputFailed, put_json
from bot.cli.pastes import reason_of, shown_path
from bot.cli.screen import Tone, plain, show
from bot.cli.show_timeline import timeline_lines
from bot.cli.timeline_document import timeline_document
from bot.cli.wording import spoken
from bot.domain.timeline import Timeline


@click.command("timeline")
@click.argument("subject", callback=checked)
@click.option("--since", metavar="WHEN", callback=checked, help="Days back (90d) or a date (2025-06-30). Default: all.")
@click.option("--out", metavar="FILE.png", callback=checked, help="Draw it into this file too.")
@common_options
def command(common: Common, subject: str, since: str | None, out: str | None) -> int:
    """What is argued for and against SUBJECT over time: by week, the posts that tell most, and what changed."""
    words = spoken()
    now = datetime.now(UTC)
    begins = since_of(since, now).date() if since else None
    query = TimelineQuery(subject, now.date(), begins, spoken=words.locale)
    with opened_and_grouped(common) as desk:
        timeline = desk.do(desk.casebook.timeline(common.channel, query))
        if out is not None:
            _write(out, desk.do(_picture(timeline)))
    if common.as_json:
        put_json(timeline_document(timeline))
    else:
        show(timeline_lines(timeline, words))
        show([plain(words.say("timeline", "written", path=shown_path(out)), Tone.DIM)] if out is not None else [])
    return 0


async def _picture(timeline: Timeline) -> bytes:
    from bot.pictures import draw  # not all want a picture

    return (await draw(timeline, spoken().locale)).png


def _write(name: str, png: bytes) -> None:
    """Errors: OutputFailed."""
    try:
        Path(name).write_bytes(png)
    except OSError as error:
        raise OutputFailed(reason=f"{shown_path(name)}: {reason_of(error)}") from error
