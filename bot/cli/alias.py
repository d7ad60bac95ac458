"""`casebook alias add NAME COMPANY | remove NAME | list`"""

import click

from bot.cli.desk import Desk, opened
from bot.cli.documents import aliases_document
from bot.cli.options import Common, checked, common_options
from bot.cli.output import put_json
from bot.cli.screen import plain, show
from bot.cli.wording import spoken
from bot.domain.subject import Alias


@click.group("alias")
def command() -> None:
    """The channel's own names for companies: they go before the names that everybody knows."""


@command.command("add")
@click.argument("name", callback=checked)
@click.argument("company", callback=checked)
@common_options
def add(common: Common, name: str, company: str) -> int:
    """Let NAME mean COMPANY in this channel."""
    with opened(common.settings()) as desk:
        desk.do(desk.casebook.add_alias(common.channel, Alias(name=name, company=company, added_by=common.actor)))
        return _show(desk, common)


@command.command("remove")
@click.argument("name", callback=checked)
@common_options
def remove(common: Common, name: str) -> int:
    """Let NAME mean nothing of its own in this channel."""
    with opened(common.settings()) as desk:
        desk.do(desk.casebook.remove_alias(common.channel, name))
        return _show(desk, common)


@command.command("list")
@common_options
def list_(common: Common) -> int:
    """Show the channel's own names."""
    with opened(common.settings()) as desk:
        return _show(desk, common)


def _show(desk: Desk, common: Common) -> int:
    aliases = desk.do(desk.casebook.aliases(common.channel))
    if common.as_json:
        put_json(aliases_document(aliases))
        return 0
    words = spoken()
    lines = [
        words.say("cli", "alias_learned" if alias.learned else "alias", **alias.model_dump(exclude={"learned"}))
        for alias in aliases
    ]
    show(plain(line) for line in lines or [words.say("cli", "no_aliases")])
    return 0
