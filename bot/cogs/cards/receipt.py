"""What a saving came to: whose posts, what they argue, what was left out."""

from collections.abc import Iterator
from enum import StrEnum

from bot.cogs.cards.receipt_buttons import ArgumentsButton, UndoButton
from bot.cogs.cards.saved_post import heading, parted, sides
from bot.cogs.surface.boundary import sentence_of
from bot.cogs.surface.card import Card
from bot.cogs.surface.fitting import brief
from bot.cogs.surface.layout import Room
from bot.cogs.surface.markdown import JUMP, link, mention
from bot.cogs.surface.overflow import fitting
from bot.cogs.surface.saving import Saved
from bot.domain.post import Skipped
from bot.domain.receipt import SavedPost
from bot.locales import Wording

TABLE = "discord_save"
LONGEST_EXCERPT = 150
"""Characters of what was left out: enough to find it in what was pasted."""
LONGEST_URL = 400


class Progress(StrEnum):
    """How far the reading for arguments has come."""

    READING = "reading"
    READ = "read"
    FAILED = "failed"


def receipt_card(saved: Saved, words: Wording, progress: Progress) -> Card:
    """A line or two a post, then what was skipped and could not be read. What does not fit is counted."""
    head, tail = _head(saved, words), _tail(saved, words)
    lines = [*_posts(saved, words, progress), *_left_out(saved, words)]
    room = Room().less(head).less(tail)
    card = Card().text(head)
    if lines:
        card.text(*fitting(lines, room, lambda count: words.count(TABLE, "more", count)))
    return card.text(tail).controls(*_buttons(saved, words))


def _head(saved: Saved, words: Wording) -> str:
    posts = saved.receipt.posts
    new = [post for post in posts if post.duplicate_of is None]
    if new:
        return words.count(TABLE, "saved", len(new))
    if posts:
        return words.say(TABLE, "saved_again")
    return words.say(TABLE, "saved_none" if saved.receipt.skipped else "not_saved")


def _posts(saved: Saved, words: Wording, progress: Progress) -> Iterator[str]:
    for one in saved.receipt.posts:
        yield f"{heading(one.post, words)}\n{_state(one, saved, words, progress)}"


def _state(one: SavedPost, saved: Saved, words: Wording, progress: Progress) -> str:
    if one.duplicate_of is not None:
        people = [mention(person) for person in saved.before.get(one.post.post_id, ())]
        return words.say(TABLE, "duplicate", people=words.say("answer", "join").join(people))
    if one.waiting:
        return words.say(TABLE, "failed" if progress is Progress.FAILED else "reading")
    return sides(one.arguments, words)


def _left_out(saved: Saved, words: Wording) -> Iterator[str]:
    for part in saved.receipt.skipped:
        yield _skipped(part, words)
    for error in saved.unread:
        yield words.say(TABLE, "unread", sentence=sentence_of(error, words))


def _skipped(part: Skipped, words: Wording) -> str:
    reason, excerpt = words.say("skipped", part.reason), brief(part.excerpt, LONGEST_EXCERPT)
    return words.say(TABLE, "skipped", reason=reason, excerpt=excerpt)


def _tail(saved: Saved, words: Wording) -> str:
    """Who saved it, from which message, and where it was posted first."""
    wanted = saved.wanted
    parts = [link(words.say(TABLE, "message"), wanted.source)]
    if wanted.url:
        parts.append(brief(wanted.url, LONGEST_URL))
    return words.say(TABLE, "saved_by", person=mention(wanted.saved_by), rest=parted(parts, words))


def _buttons(saved: Saved, words: Wording) -> list[UndoButton | ArgumentsButton]:
    """None where nothing was saved that could be undone."""
    match = JUMP.fullmatch(saved.wanted.source)
    if not saved.receipt.posts or match is None:
        return []
    message_id, saved_by = int(match[1]), int(saved.wanted.saved_by)
    return [
        UndoButton(message_id, saved_by, words.say(TABLE, "undo")),
        ArgumentsButton(message_id, 0, words.say(TABLE, "show_arguments")),
    ]
