"""`casebook run`: the bot in Discord."""

import asyncio
from typing import TYPE_CHECKING

import click

from bot.app import open_casebook
from bot.cli.boundary import FAILED, MISUSED, apologise
from bot.cli.options import Common, checked, common_options
from bot.cli.screen import plain, show
from bot.cli.wording import spoken
from bot.domain.shards import Shards
from bot.errors import BadShards
from bot.reader_process import open_reader_process
from bot.watching.endpoint import measured
from bot.watching.logs import LogForm, logged

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command("run")
@click.option(
    "--shards",
    metavar="IDS/COUNT",
    default=str(Shards()),
    callback=checked,
    help="Which shards this process runs, and of how many: 0-3/16, 5/16, 0,2,5-7/16. Default: the only one.",
)
@common_options
def command(common: Common, shards: str) -> int:
    """Run the Discord bot until it is stopped. Of the common options only --store is for it."""
    try:
        wanted = Shards.named(shards)
    except BadShards as error:
        apologise(error)
        return MISUSED
    settings = common.settings()
    if settings.discord_token is None:
        show(plain(line) for line in spoken().say("run", "no_token").splitlines())
        return FAILED
    with logged(settings.log or LogForm.TEXT):
        asyncio.run(_serve(settings, settings.discord_token.get_secret_value(), wanted))
    return 0


async def _serve(settings: "Settings", token: str, shards: Shards) -> None:
    from bot.cogs.surface.client import Options  # discord.py takes 180 ms that no other verb needs
    from bot.cogs.surface.limits import Allowance
    from bot.cogs.surface.serve import Service, serve

    allowance = Allowance(person=settings.uses_per_person, channel=settings.uses_per_channel)
    async with (
        open_reader_process() as reader,
        open_casebook(settings, reader) as casebook,
        measured(settings.metrics_port, casebook.waiting_posts),
    ):
        await serve(Service(casebook, token, Options(allowance=allowance, shards=shards), spoken()))
