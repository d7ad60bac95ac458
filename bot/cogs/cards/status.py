"""How the casebook is, in one screen: what it holds, what works on it, and what it lacks in Discord."""

import math
from dataclasses import dataclass

import discord

from bot.cogs.cards.model_text import model_named, used_line
from bot.cogs.surface.card import Accent, Card
from bot.cogs.surface.markdown import inert
from bot.cogs.surface.permissions import NEEDED
from bot.cogs.surface.permissions import TABLE as PERMISSIONS
from bot.domain.receipt import Status
from bot.domain.usage import ModelUse
from bot.locales import Wording

TABLE = "discord_status"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What Discord gives the bot. `latency` in seconds, not finite where it is not known yet.

    `permissions` are the bot's in this conversation; None in direct messages, where it needs none.
    """

    latency: float
    reads_messages: bool
    application_id: int
    permissions: discord.Permissions | None


def status_card(status: Status, around: Surroundings, words: Wording) -> Card:
    lacks = not (status.writable and around.reads_messages) or bool(status.troubles or _missing(around, words))
    card = Card(Accent.ERROR if lacks else Accent.PLAIN)
    card.text(words.say(TABLE, "title"), *_held(status, words))
    card.text(*_engines(status, words), _version(status, around, words))
    if status.troubles:
        card.text(*_troubles(status, words))
    return card.text(*_intent(around, words), *_permissions(around, words))


def _held(status: Status, words: Wording) -> list[str]:
    counts = status.counts
    posts, arguments = (
        words.count("answer", "posts", counts.posts),
        words.count("answer", "arguments", counts.arguments),
    )
    lines = [words.say(TABLE, "held", posts=posts, arguments=arguments), words.count(TABLE, "waiting", counts.waiting)]
    if status.backlog.until is not None:
        until = int(status.backlog.until.timestamp())
        lines.append(words.say(TABLE, "waiting_held", held=status.backlog.held, moment=until))
    if counts.newest_save is not None:
        lines.append(words.say(TABLE, "newest", moment=int(counts.newest_save.timestamp())))
    return lines


def _engines(status: Status, words: Wording) -> list[str]:
    """Nothing of where the store lies, nor how large all channels make it."""
    return [
        *_model(status.model, words),
        _search(status.embedder, words),
        words.say(TABLE, "store_works" if status.writable else "store_broken", schema=status.store_schema),
    ]


def _troubles(status: Status, words: Wording) -> list[str]:
    """What is wrong, without a number or a name of what all channels share."""
    told = [words.say(TABLE, f"trouble_{trouble}") for trouble in status.troubles]
    return [*told, words.say(TABLE, "trouble_tell")]


def _model(use: ModelUse, words: Wording) -> list[str]:
    """Which one writes here, or why none does."""
    if use.name is None:
        return [words.say(TABLE, "no_model")]
    named, renewed = model_named(use.name), int(use.renewed_at.timestamp())
    if not use.allowed:
        return [words.say(TABLE, "model_forbidden", model=named)]
    state = words.say(TABLE, "model_spent" if use.is_spent else "model_writes", model=named)
    return [state, used_line(use, words), words.say(TABLE, "renewed", moment=renewed)]


def _search(embedder: str | None, words: Wording) -> str:
    if embedder is None:
        return words.say(TABLE, "search_by_words")
    return words.say(TABLE, "search_by_meaning", embedder=inert(embedder))


def _version(status: Status, around: Surroundings, words: Wording) -> str:
    line = words.say(TABLE, "version", version=status.version)
    if not math.isfinite(around.latency):
        return line
    return line + words.say(TABLE, "latency", milliseconds=round(around.latency * 1000))


def _intent(around: Surroundings, words: Wording) -> list[str]:
    if around.reads_messages:
        return [words.say(TABLE, "intent_granted")]
    return [words.say(TABLE, "intent_missing"), words.say(TABLE, "intent_switch", application=around.application_id)]


def _permissions(around: Surroundings, words: Wording) -> list[str]:
    if around.permissions is None:
        return []
    missing = _missing(around, words)
    if not missing:
        return [words.say(TABLE, "permissions_suffice")]
    return [words.say(TABLE, "permissions_missing", names=words.say("answer", "join").join(missing))]


def _missing(around: Surroundings, words: Wording) -> list[str]:
    """What the bot needs and may not do here, as Discord calls it."""
    allowed = around.permissions
    return [words.say(PERMISSIONS, name) for name in NEEDED if allowed is not None and not getattr(allowed, name)]
