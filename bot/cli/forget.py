"""`casebook forget POST_ID… | --mine`"""

import sys

import click

from bot.cli.desk import opened
from bot.cli.documents import forget_document
from bot.cli.options import Common, checked, common_options
from bot.cli.output import put_json
from bot.cli.screen import plain, show
from bot.cli.wording import spoken
from bot.domain.post import PostId


@click.command("forget")
@click.argument("post_ids", nargs=-1, callback=checked, metavar="[POST_ID...]")
@click.option("--mine", is_flag=True, help="Everything that you saved, or whoever --as names.")
@click.option("--yes", is_flag=True, help="Do not ask before --mine.")
@common_options
def command(common: Common, post_ids: tuple[str, ...], mine: bool, yes: bool) -> int:  # noqa: FBT001
    """Delete posts, and everything that came from them. An unknown post: nothing is deleted."""
    if mine == bool(post_ids):
        raise click.UsageError("Name posts, or say --mine: one of the two.")
    if mine and not yes:
        _be_sure(common)
    with opened(common.settings()) as desk:
        work = (
            desk.casebook.forget_mine(common.channel, common.actor)
            if mine
            else desk.casebook.forget(common.channel, [PostId(post_id) for post_id in post_ids])
        )
        forgotten = desk.do(work)
    if common.as_json:
        put_json(forget_document(forgotten))
    else:
        show([plain(spoken().say("cli", "forgotten", posts=forgotten.posts, arguments=forgotten.arguments))])
    return 0


def _be_sure(common: Common) -> None:
    """Errors: UsageError where there is nobody to ask, Abort where the person thinks better of it."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise click.UsageError("--mine deletes everything that you saved: add --yes.")
    question = spoken().say("cli", "forget_mine", actor=common.actor, channel=common.channel)
    click.confirm(question, abort=True, err=True)
