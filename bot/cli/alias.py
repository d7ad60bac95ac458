"""`casebook alias add NAME COMPANY | remove NAME | list`"""

import sys
from collections.abc import Iterator

import click

from bot.cli.desk import Desk, opened
from bot.cli.documents import aliases_document
from bot.cli.options import Common, checked, common_options
from bot.cli.output import put_json
from bot.cli.screen import plain, show
from bot.cli.wording import spoken
from bot.domain.glossary import Glossary, Suggestion, SwitchedOff
from bot.domain.subject import Alias, Subject
from bot.errors import UnknownAlias


@click.group("alias")
def command() -> None:
    """The channel's own names for companies: they go before the names that everybody knows."""


@command.command("add")
@click.argument("name", callback=checked)
@click.argument("company", callback=checked)
@common_options
def add(common: Common, name: str, company: str) -> int:
    """Let NAME mean COMPANY in this channel. A name that was switched off is on again."""
    with opened(common.settings()) as desk:
        desk.do(desk.casebook.add_alias(common.channel, Alias(name=name, company=company, added_by=common.actor)))
        return _show(desk, common)


@command.command("remove")
@click.argument("name", callback=checked)
@click.option("--yes", is_flag=True, help="Do not ask before a name that everybody knows is switched off.")
@common_options
def remove(common: Common, name: str, yes: bool) -> int:  # noqa: FBT001
    """Let NAME mean nothing of its own in this channel; a name that everybody knows, nothing at all."""
    with opened(common.settings()) as desk:
        try:
            desk.do(desk.casebook.remove_alias(common.channel, name))
        except UnknownAlias:
            meant = desk.casebook.meanings(name)
            if not meant:
                raise
            if not yes:
                _be_sure(common, name, meant)
            off = SwitchedOff(name=name, by_whom=common.actor)
            desk.do(desk.casebook.switch_off(common.channel, off))
        return _show(desk, common)


def _be_sure(common: Common, name: str, meant: list[Subject]) -> None:
    """Errors: UsageError where there is nobody to ask, Abort where the person thinks better of it."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise click.UsageError("Everybody knows that name; to switch it off in this channel add --yes.")
    question = spoken().say("cli", "alias_switch_off", name=name, company=_companies(meant), channel=common.channel)
    click.confirm(question, abort=True, err=True)


@command.command("list")
@common_options
def list_(common: Common) -> int:
    """Show the channel's own names, those that are switched off, and those that its posts suggest."""
    with opened(common.settings()) as desk:
        return _show(desk, common)


def _show(desk: Desk, common: Common) -> int:
    glossary = desk.do(desk.casebook.glossary(common.channel))
    suggested = desk.do(desk.casebook.suggestions(common.channel))
    companies = {one.name: _companies(desk.casebook.meanings(one.name)) for one in glossary.off}
    if common.as_json:
        put_json(aliases_document(glossary, companies, suggested))
        return 0
    lines = [*_alias_lines(glossary), *_off_lines(glossary, companies), *_suggestion_lines(suggested)]
    show(plain(line) for line in lines or [spoken().say("cli", "no_aliases")])
    return 0


def _companies(meant: list[Subject]) -> str:
    return spoken().say("answer", "join").join(subject.name for subject in meant)


def _alias_lines(glossary: Glossary) -> Iterator[str]:
    for alias in glossary.aliases:
        key = "alias_learned" if alias.learned else "alias"
        yield spoken().say("cli", key, **alias.model_dump(exclude={"learned"}))


def _off_lines(glossary: Glossary, companies: dict[str, str]) -> Iterator[str]:
    for off in glossary.off:
        yield spoken().say("cli", "alias_off", name=off.name, company=companies[off.name], by_whom=off.by_whom)


def _suggestion_lines(suggested: list[Suggestion]) -> Iterator[str]:
    words = spoken()
    for one in suggested:
        yield words.say(
            "cli",
            "alias_suggested",
            name=one.name,
            company=one.subject.lasting_name,
            posts=words.count("answer", "posts", one.posts),
            people=words.count("answer", "people", one.people),
            example=one.example.link or one.example.post_id,
        )
