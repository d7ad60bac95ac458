"""`casebook migrate`"""

import asyncio

import click

from bot.cli.options import Common, common_options
from bot.cli.output import put_json
from bot.cli.screen import plain, show
from bot.cli.wording import spoken
from storage import StoreHealth, migrate_store, open_store


@click.command("migrate")
@common_options
def command(common: Common) -> int:
    """Bring the store's schema up to date. On SQLite every verb does so by itself."""
    health = asyncio.run(_brought_up_to_date(common.settings().store))
    if common.as_json:
        put_json({"store": health.location, "schema": health.schema})
    else:
        show([plain(spoken().say("cli", "migrated", store=health.location, schema=health.schema))])
    return 0


async def _brought_up_to_date(url: str) -> StoreHealth:
    await migrate_store(url)
    async with open_store(url) as store:
        return await store.ping()
