"""A saved post in a line: whose it is, when and where it was posted, which listings it names, which sides it takes."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.cogs.surface.markdown import inert
from bot.cogs.surface.short_text import brief
from bot.domain.argument import Argument, Stance
from bot.domain.post import Post, Published, Ticker
from bot.locales import Wording

TABLE = "discord_save"
MOST_TICKERS = 8
LONGEST_AUTHOR = 200


def heading(post: Post, words: Wording) -> str:
    """Who, when, where, and the listings that it names."""
    parts = [shown_date(post.published_at, words), words.say("cli", f"platform_{post.platform}")]
    if post.tickers:
        parts.append(_tickers(post.tickers, words))
    author = brief(post.author, LONGEST_AUTHOR) if post.author else words.say("answer", "unnamed")
    return words.say(TABLE, "post", author=author) + parted(parts, words)


def _tickers(tickers: Sequence[Ticker], words: Wording) -> str:
    codes = [inert(f"{one.symbol}.{one.market}") for one in tickers]
    shown = words.say("answer", "join").join(codes[:MOST_TICKERS])
    more = len(codes) - MOST_TICKERS
    return shown + (words.count(TABLE, "more_tickers", more) if more > 0 else "")


def parted(parts: Sequence[str], words: Wording) -> str:
    """Each part behind a dot."""
    return "".join(words.say(TABLE, "part", text=part) for part in parts)


def shown_date(published_at: Published | None, words: Wording) -> str:
    """As precise as the post was, to the minute."""
    if published_at is None:
        return words.say("answer", "undated")
    if isinstance(published_at, datetime):
        return f"{published_at:%Y-%m-%d %H:%M}"
    return published_at.isoformat()


def sides(arguments: Sequence[Argument], words: Wording) -> str:
    """How many arguments there are on each side."""
    count = Counter(argument.stance for argument in arguments)
    keys = {Stance.BULL: "count_bull", Stance.BEAR: "count_bear", Stance.NEUTRAL: "count_neutral"}
    told = [words.say(TABLE, key, count=count[stance]) for stance, key in keys.items() if count[stance]]
    return words.say(TABLE, "side_join").join(told) or words.say(TABLE, "no_arguments")
