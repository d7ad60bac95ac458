"""What is told of the language model: by which name, and what it took of a channel's tokens."""

from bot.cogs.surface.short_text import brief
from bot.domain.usage import ModelUse
from bot.locales import Wording

TABLE = "discord_status"
LONGEST_NAME = 80
"""Characters of a model's name: whoever runs the bot may have set any."""


def model_named(name: str) -> str:
    return brief(name, LONGEST_NAME)


def used_line(use: ModelUse, words: Wording) -> str:
    """What was used today; where a server did not count all of it, it is told as about so much."""
    used, budget = f"{use.used.total:,}", f"{use.budget:,}"
    return words.count(TABLE, "used" if use.used.is_exact else "used_about", use.used.calls, used=used, budget=budget)
