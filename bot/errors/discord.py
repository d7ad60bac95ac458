"""Discord does not let the bot in, or not do what it was asked."""

from bot.errors.base import CasebookError


class DiscordError(CasebookError):
    """Discord does not let the bot in, or not do what it was asked."""


class BadToken(DiscordError):
    """Discord knows no bot by this token."""

    wording = "bad_token"


class NoPermission(DiscordError):
    """The bot's own role may not do that here. Details: reason (Discord's words)."""

    wording = "no_permission"


class DiscordDown(DiscordError):
    """Discord can't be reached, or does not answer as it should. Details: reason."""

    wording = "discord_down"
    retryable = True


class MoreShardsNeeded(DiscordError):
    """The bot is in too many servers for its shards. Details: count (how many Discord asks for), given, last."""

    wording = "more_shards_needed"
