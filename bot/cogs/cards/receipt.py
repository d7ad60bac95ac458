"""What a saving came to: whose posts, what they argue, what was left out."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from bot.cogs.cards.receipt_buttons import ArgumentsButton, UndoButton
from bot.cogs.cards.saved_post import heading, parted, sides
from bot.cogs.surface.boundary import sentence_of
from bot.cogs.surface.card import Card
from bot.cogs.surface.layout import Room, fitting
from bot.cogs.surface.markdown import JUMP, link, mention
from bot.cogs.surface.saving import Saved
from bot.cogs.surface.short_text import brief
from bot.domain.post import Skipped
from bot.domain.receipt import SavedPost
from bot.locales import Wording

TABLE = "discord_save"
NOTES = Room(1200, 3000)
"""How much of a card tells of what was not saved: the rest belongs to what was."""
MOST_SAVERS = 5
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
    notes = fitting(list(_left_out(saved, words)), NOTES, lambda count: words.count(TABLE, "more_notes", count))
    room = Room().less(head, tail, "\n".join(notes))
    posts = fitting(list(_posts(saved, words, progress)), room, lambda count: words.count(TABLE, "more_posts", count))
    return Card().text(head).text(*posts).text(*notes).text(tail).controls(*_buttons(saved, words))


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
        return words.say(TABLE, "duplicate", people=_people(saved.before.get(one.post.post_id, ()), words))
    if one.waiting:
        return words.say(TABLE, "failed" if progress is Progress.FAILED else "reading")
    return sides(one.arguments, words)


def _people(savers: Sequence[str], words: Wording) -> str:
    shown = words.say("answer", "join").join(mention(person) for person in savers[:MOST_SAVERS])
    more = len(savers) - MOST_SAVERS
    return shown + (words.count(TABLE, "more_savers", more) if more > 0 else "")


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
