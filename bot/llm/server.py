"""Where a language model answers, and how to treat it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class ModelServer:
    """A server that speaks OpenAI's chat completions. An empty key is no key: local servers want none.

    Units: `context` in tokens; `at_once` in calls; `patience` in seconds, for a call to begin to answer, and again
    between its words.
    """

    model: str
    base_url: str = OPENAI
    api_key: str = field(default="", repr=False)
    context: int = 8192
    at_once: int = 4
    patience: float = 60.0

    @property
    def has_speakable_key(self) -> bool:
        """Whether the key can stand in a header at all; one that was copied with something else can't."""
        return self.api_key.isascii() and all(letter.isprintable() and letter != " " for letter in self.api_key)

    @property
    def shown(self) -> str:
        """The address without what may be secret in it."""
        return shown_url(self.base_url)


def shown_url(url: str) -> str:
    """Scheme, host, port and path: a name with a password, and what follows a `?`, may be secret."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
