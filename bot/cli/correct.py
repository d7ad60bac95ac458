"""`casebook correct POST_ID`"""

import click

from bot.cli.desk import Desk, opened
from bot.cli.documents import correct_document
from bot.cli.options import Common, checked, common_options
from bot.cli.output import put_json
from bot.cli.screen import show
from bot.cli.show_posts import corrected_lines
from bot.domain.correction import Field
from bot.domain.post import PostId
from bot.domain.receipt import Receipt, SavedPost


@click.command("correct")
@click.argument("post_id", callback=checked)
@click.option("--author", metavar="A", callback=checked, help="Who wrote it; empty: nobody knows.")
@click.option("--date", metavar="D", callback=checked, help="When it was posted: 2025-03-01, or 2025-03-01 14:30.")
@click.option("--url", metavar="U", callback=checked, help="Where it was posted; kept, never opened.")
@click.option("--subject", metavar="S", callback=checked, help="The company that it is about; empty: as it is read.")
@common_options
def command(common: Common, post_id: str, **given: str | None) -> int:
    """Put right what was misread of a post. It is kept as a correction, and wins over what was read."""
    typed = {field: text for field in Field if (text := given[field.value]) is not None}
    if not typed:
        raise click.UsageError("Say what is right: --author, --date, --url or --subject.")
    with opened(common.settings()) as desk:
        corrected = _corrected(desk, common, PostId(post_id), typed)
    if common.as_json:
        put_json(correct_document(corrected, common.actor))
    else:
        show(corrected_lines(corrected))
    return 0


def _corrected(desk: Desk, common: Common, post_id: PostId, typed: dict[Field, str]) -> SavedPost:
    saved = desk.do(desk.casebook.correct(common.channel, post_id, typed, common.actor))
    [read] = desk.do(desk.casebook.finish(common.channel, Receipt(posts=(saved,)))).posts
    return read
