"""An export for reading: posts with their arguments in Markdown. What people wrote in it is text and nothing else."""

from collections.abc import AsyncIterator, Iterable, Iterator

from bot.answers import markdown
from bot.answers.compose import day, name_of
from bot.domain.argument import ArgumentDraft
from bot.domain.subject import Alias
from bot.locales import Wording
from storage.entries import AliasEntry, PostEntry, entries
from storage.lines import ArgumentLine, PostLine
from storage.rows import published_from

TABLE = "discord_export"


async def markdown_blocks(lines: AsyncIterator[str], words: Wording) -> AsyncIterator[str]:
    """The title with the channel's nicknames, then a block for each post, oldest saving first."""
    aliases: list[Alias] = []
    begun = False
    async for entry in entries(lines):
        if isinstance(entry, AliasEntry):
            aliases.append(entry.alias)
        elif isinstance(entry, PostEntry):
            if not begun:
                yield _front(aliases, words)
            begun = True
            yield "".join(f"{line}\n\n" for line in _post(entry, words))
    if not begun:
        yield _front(aliases, words)


def inert(text: str) -> str:
    return markdown.inert(text, markdown.COMMONMARK)


def _front(aliases: Iterable[Alias], words: Wording) -> str:
    names = [words.say(TABLE, "nickname", name=inert(one.name), company=inert(one.company)) for one in aliases]
    return "\n".join([words.say(TABLE, "title"), "", *names, *([""] if names else []), ""])


def _post(entry: PostEntry, words: Wording) -> Iterator[str]:
    """What is known of it, what it says, and what it argues."""
    post = entry.post
    published = None if post.published_at is None else published_from(post.published_at)
    author = inert(post.author) if post.author else words.say("answer", "unnamed")
    platform = words.say("cli", f"platform_{post.platform}")
    yield words.say(TABLE, "post", author=author, date=day(published, words), platform=platform)
    yield from _origins(post, words)
    yield "\n".join(f"> {inert(line)}" for line in post.body.splitlines())
    if post.waiting:
        yield words.say(TABLE, "waiting")
    if entry.arguments:
        yield "\n".join(_argument(line, post, words) for line in entry.arguments)


def _origins(post: PostLine, words: Wording) -> Iterator[str]:
    """Where it was posted, and who saved it from where."""
    if post.url:
        yield inert(post.url)
    for saving in post.savings:
        source = words.say(TABLE, "source", source=inert(saving.source)) if saving.source else ""
        yield words.say(TABLE, "saved", person=inert(saving.saved_by), date=saving.saved_at[:10], source=source)


def _argument(line: ArgumentLine, post: PostLine, words: Wording) -> str:
    draft: ArgumentDraft = line.draft
    return words.say(
        TABLE,
        "argument",
        stance=words.say("stances", draft.stance),
        subject=inert(name_of(draft.subject, words.locale)),
        aspect=words.say("aspects", draft.aspect),
        holder=inert(draft.holder) if draft.holder else words.say("answer", "unnamed"),
        quote=inert(draft.span.of(post.body)),
    )
