"""What is told of a saved post: a line in a list, what stands above an opened one, and its arguments."""

from collections.abc import Iterator, Sequence

from bot.answers.compose import day, name_of
from bot.cogs.cards.sources import quoted
from bot.cogs.surface.markdown import JUMP, link
from bot.cogs.surface.short_text import brief, brief_person
from bot.domain.argument import Argument, Stance
from bot.domain.post import Post
from bot.domain.receipt import Listed, SavedPost
from bot.locales import Wording

TABLE = "discord_posts"
AUTHOR, ADDRESS = 80, 120
"""Characters of a line in the list."""
WHOLE = 400
"""Characters of any of them where a post is opened."""
MOST_SAVERS = 10


def list_line(listed: Listed, words: Wording) -> str:
    """A post of the list: who wrote it and when, how much it argues, who saved it, and where it stands."""
    arguments = words.count("answer", "arguments", listed.arguments)
    state = words.say(TABLE, "waiting") if listed.waiting else arguments
    parts = [
        state,
        words.say(TABLE, "saved_by", person=brief_person(listed.post.saved_by)),
        *_links(listed.post, words),
    ]
    if listed.post.url:
        parts.append(brief(listed.post.url, ADDRESS))
    return heading(listed.post, words, AUTHOR) + "".join(words.say(TABLE, "part", text=part) for part in parts)


def heading(post: Post, words: Wording, most: int) -> str:
    """Who, when and where; of the author's name at most so many characters."""
    author = brief(post.author, most) if post.author else words.say("answer", "unnamed")
    date, platform = day(post.published_at, words), words.say("cli", f"platform_{post.platform}")
    return words.say(TABLE, "entry", author=author, date=date, platform=platform)


def _links(post: Post, words: Wording) -> list[str]:
    if post.source is None or not JUMP.fullmatch(post.source):
        return []
    return [link(words.say(TABLE, "jump"), post.source)]


def opened_line(saved: SavedPost, savers: Sequence[str], words: Wording) -> str:
    """The same of a post that is opened, with everybody who saved it."""
    people = [brief_person(saver) for saver in savers[:MOST_SAVERS]]
    parts = [words.say(TABLE, "saved_by", person=words.say("answer", "join").join(people)), *_links(saved.post, words)]
    if len(savers) > MOST_SAVERS:
        parts.insert(1, words.count(TABLE, "more_savers", len(savers) - MOST_SAVERS))
    if saved.post.url:
        parts.append(brief(saved.post.url, WHOLE))
    line = heading(saved.post, words, WHOLE) + "".join(words.say(TABLE, "part", text=part) for part in parts)
    return "\n".join([line, *_corrections(saved, words)])


def _corrections(saved: SavedPost, words: Wording) -> Iterator[str]:
    """Who put what of it right: a line a person."""
    by: dict[str | None, list[str]] = {}
    for one in saved.corrections:
        by.setdefault(one.by, []).append(words.say(TABLE, f"field_{one.field}"))
    for who, fields in list(by.items())[:MOST_SAVERS]:
        name = words.say(TABLE, "somebody") if who is None else brief_person(who)
        yield words.say(TABLE, "corrected", person=name, fields=words.say("answer", "join").join(fields))


def argued_blocks(saved: SavedPost, words: Wording) -> list[str]:
    """Each argument, or why there are none."""
    if saved.waiting:
        return [words.say(TABLE, "waits")]
    return [argument_lines(one, words) for one in saved.arguments] or [words.say(TABLE, "argues_nothing")]


def argument_lines(argument: Argument, words: Wording) -> str:
    """An argument in two lines: its side, what it is about and who holds it; then the whole quote."""
    about = words.say(
        TABLE,
        "argument",
        sign=_sign(argument.stance, words),
        stance=words.say("stances", argument.stance),
        subject=brief(name_of(argument.subject, words.locale), WHOLE),
        aspect=words.say("aspects", argument.aspect),
        holder=brief(argument.holder, WHOLE) if argument.holder else words.say("answer", "unnamed"),
    )
    return f"{about}\n> {quoted(argument.quote, words)}"


def _sign(stance: Stance, words: Wording) -> str:
    keys = {Stance.BULL: "sign_bull", Stance.BEAR: "sign_bear", Stance.NEUTRAL: "sign_neutral"}
    return words.say(TABLE, keys[stance])
