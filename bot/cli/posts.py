"""`casebook posts`"""

from dataclasses import replace

import click

from bot.casebook import PostQuery
from bot.cli.desk import Desk, opened
from bot.cli.documents import posts_document
from bot.cli.options import Common, checked, common_options
from bot.cli.output import put_json
from bot.cli.screen import show
from bot.cli.show_posts import listed_lines
from bot.domain.receipt import Listed

PAGE = 500


@click.command("posts")
@click.option("--subject", metavar="S", callback=checked, help="Only posts that argue about this company.")
@click.option("--author", metavar="A", callback=checked, help="Only this author's posts.")
@common_options
def command(common: Common, subject: str | None, author: str | None) -> int:
    """List the saved posts, the latest saved first."""
    with opened(common.settings()) as desk:
        posts = _all_posts(desk, common, PostQuery(subject, author, limit=PAGE))
    if common.as_json:
        put_json(posts_document(posts))
    else:
        show(listed_lines(posts))
    return 0


def _all_posts(desk: Desk, common: Common, query: PostQuery) -> list[Listed]:
    posts: list[Listed] = []
    while True:
        page = desk.do(desk.casebook.posts(common.channel, replace(query, offset=len(posts))))
        posts += page
        if len(page) < query.limit:
            return posts
