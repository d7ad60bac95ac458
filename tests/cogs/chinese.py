"""What of a Chinese text is left in English."""

import re

# Links, mentions, commands by their own names, and what is called so in every language.
NAMES = re.compile(
    r"https?://\S+|<[@#t][^>]*>|`/[a-z ]+`|Message Content Intent|Privileged Gateway Intents|Discord|token|Casebook"
)


def english(text: str) -> list[str]:
    """Its words in Latin letters, without names."""
    return re.findall(r"[A-Za-z]{2,}", NAMES.sub(" ", text))
