"""`casebook alias add NAME COMPANY | remove NAME | list`"""

import click

from bot.answers.render import inert
from bot.cli.desk import Desk, opened
from bot.cli.documents import aliases_document
from bot.cli.options import Common, checked, common_options
from bot.cli.output import put_json
from bot.cli.screen import plain, show
from bot.cli.wording import spoken
from bot.domain.subject import Alias
from bot.errors import BadAlias

LONGEST = 100
"""Characters of a name."""
SHOWN = 40
"""Characters of a name that is refused."""

_ARTICLES = ("a", "an", "the", "and", "or", "not", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as")
_PRONOUNS = ("i", "you", "he", "she", "it", "we", "they", "this", "that", "is", "are", "be", "was", "but")
_CHINESE = ("的", "了", "是", "在", "有", "和", "不", "也", "就", "都", "我", "你", "他", "她", "它", "这", "那")
ORDINARY = frozenset(_ARTICLES + _PRONOUNS + _CHINESE)
"""The commonest words of both languages: as names they would turn every question into one about the company."""


@click.group("alias")
def command() -> None:
    """The channel's own names for companies: they go before the names that everybody knows."""


@command.command("add")
@click.argument("name", callback=checked)
@click.argument("company", callback=checked)
@common_options
def add(common: Common, name: str, company: str) -> int:
    """Let NAME mean COMPANY in this channel."""
    _check(name, company)
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


def _check(name: str, company: str) -> None:
    """Errors: BadAlias."""
    if not inert(name):
        reason = "reason_empty_name"
    elif not inert(company):
        reason = "reason_no_company"
    elif max(len(name), len(company)) > LONGEST:
        reason = "reason_long_name"
    elif inert(name).casefold() in ORDINARY:
        reason = "reason_ordinary"
    else:
        return
    raise BadAlias(name=_shortened(name), reason=spoken().say("cli", reason, limit=LONGEST))


def _shortened(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}…"


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
