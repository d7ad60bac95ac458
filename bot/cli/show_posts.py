"""Saved posts and what they argue, as lines for people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.answers.compose import name_of
from bot.cli.screen import BLANK, SIGNS, TONES, Line, Piece, Tone, plain
from bot.cli.wording import spoken
from bot.domain.argument import Argument, Stance
from bot.domain.post import Post, Published, Skipped
from bot.domain.receipt import Listed, Receipt, SavedPost
from bot.locales import Wording


def receipt_lines(receipt: Receipt) -> Iterator[Line]:
    """What a paste came to: a post, then its arguments; then what was left out."""
    words = spoken()
    for saved in receipt.posts:
        yield post_line(saved)
        for argument in saved.arguments:
            yield argument_line(argument, words)
        yield BLANK
    for skipped in receipt.skipped:
        yield _skipped_line(skipped, words)


def post_line(saved: SavedPost) -> Line:
    """Who, when, where, and how many arguments on which side, or why there are none."""
    words = spoken()
    pieces = _heading(saved.post, words)
    if saved.duplicate_of is not None:
        pieces += (Piece(words.say("cli", "duplicate"), Tone.DIM),)
    elif saved.waiting:
        pieces += (Piece(words.say("cli", "waiting"), Tone.DIM),)
    else:
        pieces += _sides(saved.arguments, words)
    return Line(_spaced(pieces), hang=4)


def argument_line(argument: Argument, words: Wording) -> Line:
    """The side, what it is about, and the quote."""
    tone = TONES[argument.stance]
    subject, aspect = name_of(argument.subject, words.locale), words.say("aspects", argument.aspect)
    about = words.say("cli", "about", subject=subject, aspect=aspect)
    quote = words.say("cli", "quotation", quote=" ".join(argument.quote.split()))
    side = f"{SIGNS[argument.stance]} {words.say('stances', argument.stance)}"
    return Line((Piece(side, tone), Piece(f"  {about}  ", Tone.DIM), Piece(quote)), indent=2, hang=2)


def summary_line(receipts: Sequence[Receipt]) -> Line:
    """How many posts and arguments there are now that there were not."""
    saved = [saved for receipt in receipts for saved in receipt.posts]
    new = [post for post in saved if post.duplicate_of is None]
    arguments = [argument for post in new for argument in post.arguments]
    words = spoken()
    key = "saved_none" if not saved else "saved_again" if not new else "saved"
    sentence = words.say("cli", key, posts=len(new), arguments=len(arguments), again=len(saved) - len(new))
    return plain(sentence, Tone.NAME)


def listed_lines(posts: Sequence[Listed]) -> Iterator[Line]:
    """A line a post: its id, then who, when and where, and how many arguments it holds."""
    words = spoken()
    if not posts:
        yield plain(words.say("cli", "no_posts"))
    for listed in posts:
        state = words.say("cli", "waiting") if listed.waiting else words.say("cli", "arguments", count=listed.arguments)
        by = Piece(words.say("cli", "saved_by", saved_by=listed.post.saved_by), Tone.DIM)
        pieces = (Piece(listed.post.post_id, Tone.DIM), *_heading(listed.post, words), Piece(state), by)
        yield Line(_spaced(pieces), hang=4)


def corrected_lines(saved: SavedPost) -> Iterator[Line]:
    """The post as it counts now, with its arguments and where it was posted."""
    words = spoken()
    yield plain(words.say("cli", "corrected"), Tone.NAME)
    yield post_line(saved)
    if saved.post.url:
        yield plain(saved.post.url, Tone.DIM)
    for argument in saved.arguments:
        yield argument_line(argument, words)


def shown_date(published_at: Published | None, words: Wording) -> str:
    """As precise as the post was, to the minute."""
    if published_at is None:
        return words.say("answer", "undated")
    if isinstance(published_at, datetime):
        return published_at.strftime("%Y-%m-%d %H:%M")
    return published_at.isoformat()


def _heading(post: Post, words: Wording) -> tuple[Piece, ...]:
    author = post.author or words.say("answer", "unnamed")
    return (
        Piece(author, Tone.NAME),
        Piece(shown_date(post.published_at, words)),
        Piece(words.say("cli", f"platform_{post.platform}"), Tone.DIM),
    )


def _sides(arguments: Sequence[Argument], words: Wording) -> tuple[Piece, ...]:
    count = Counter(argument.stance for argument in arguments)
    return tuple(
        Piece(f"{SIGNS[stance]} {count[stance]} {words.say('stances', stance)}", TONES[stance])
        for stance in Stance
        if count[stance]
    ) or (Piece(words.say("cli", "no_arguments"), Tone.DIM),)


def _spaced(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """With a dot between each two."""
    dot = Piece(" · ", Tone.DIM)
    return tuple(part for piece in pieces for part in (dot, piece))[1:]


def _skipped_line(skipped: Skipped, words: Wording) -> Line:
    reason = words.say("skipped", skipped.reason)
    left_out = words.say("cli", "left_out", reason=reason, excerpt=" ".join(skipped.excerpt.split()))
    return plain(left_out, Tone.DIM)
