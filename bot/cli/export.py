"""`casebook export`"""

from collections.abc import AsyncIterator

import click

from bot.cli.desk import opened
from bot.cli.options import Common, common_options
from bot.cli.output import put, writing


@click.command("export")
@common_options
def command(common: Common) -> int:
    """Write everything of the channel to standard output, a JSON object a line.

    `casebook import` restores it, with the same ids, on any machine.
    """
    with opened(common.settings()) as desk:
        desk.do(_write(desk.casebook.export(common.channel)))
    return 0


async def _write(lines: AsyncIterator[str]) -> None:
    with writing():
        async for line in lines:
            put(line)
