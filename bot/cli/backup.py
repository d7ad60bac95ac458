"""`casebook backup FILE`"""

from pathlib import Path

import click

from bot.cli.options import Common, checked, common_options
from bot.cli.output import put_json
from bot.cli.screen import plain, show
from bot.cli.wording import spoken
from storage.backup import back_up


@click.command("backup")
@click.argument("file", metavar="FILE", callback=checked)
@common_options
def command(common: Common, file: str) -> int:
    """Copy the whole store, with all channels, into a new FILE, while it is in use.

    The copy is a store: to go back to it, start with it. What was deleted is not in it.
    """
    url = common.settings().store
    made = back_up(url, Path(file))
    if common.as_json:
        put_json({"store": url, "backup": {"path": str(made.path), "store": made.url, "bytes": made.size_bytes}})
    else:
        kilobytes = -(-made.size_bytes // 1024)
        show([plain(spoken().say("cli", "backed_up", store=url, path=made.path, kilobytes=kilobytes, url=made.url))])
    return 0
