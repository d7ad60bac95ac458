"""What a fake server says or does when it is asked: one small type for each way to answer, and to misbehave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Cut(StrEnum):
    """Where text is cut into chunks."""

    CHARACTERS = "characters"
    UNITS = "units"
    """Between UTF-16 code units: an emoji may come as two halves, `\\ud83d` in one chunk and `\\ude00` in the next."""
    BYTES = "bytes"
    """The chunks are whole, but the wire is cut after each few bytes, also within a character."""


class Ending(StrEnum):
    """How a reply ends."""

    RIGHTLY = "rightly"
    STALLS = "stalls"
    """Nothing more comes, and the connection stays."""
    DISCONNECTS = "disconnects"
    """The connection is closed in the middle of the body."""


@dataclass(frozen=True, slots=True)
class Says:
    """Text, streamed where a stream was asked for, else whole. Times: seconds.

    `usage` is what the server counts, sent and written; None: it counts nothing.
    """

    text: str
    piece: int = 7
    cut: Cut = Cut.CHARACTERS
    first: float = 0.0
    """Before anything comes."""
    pause: float = 0.0
    """Before each piece."""
    finish: str = "stop"
    usage: tuple[int, int] | None = (11, 7)
    refusal: str = ""
    ends: Ending = Ending.RIGHTLY


@dataclass(frozen=True, slots=True)
class Breaks:
    """A status, and any body at all. A mapping is sent as JSON."""

    status: int
    body: str | bytes | Mapping[str, object] = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json"


@dataclass(frozen=True, slots=True)
class Streams:
    """Lines of a stream as they are given, whatever they are: each is sent as `data: …`, and nothing else is."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Endless:
    """A stream of the same text that ends only when the listener goes. Not streamed: the text ten thousand times."""

    text: str = "and so on "


@dataclass(frozen=True, slots=True)
class ChoosesNothing:
    """An answer without any choice in it."""

    usage: tuple[int, int] | None = (11, 0)


@dataclass(frozen=True, slots=True)
class Hangs:
    """Takes the question and says nothing at all."""


@dataclass(frozen=True, slots=True)
class Promises:
    """Sends the headers of a stream, and nothing behind them."""


@dataclass(frozen=True, slots=True)
class Drips:
    """Sends a stream with this text a byte at a time, from the status line on. `pause`: seconds before each."""

    text: str
    pause: float


@dataclass(frozen=True, slots=True)
class HangsUp:
    """Takes the question and closes the connection."""


Reply = Says | Breaks | Streams | Endless | ChoosesNothing | Hangs | Promises | Drips | HangsUp


def refused(status: int, message: str, code: str | None = None, **headers: str) -> Breaks:
    """An error as OpenAI words it. `headers` with `_` for `-`, as in `retry_after="1"`."""
    body = {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}
    return Breaks(status, body, {name.replace("_", "-"): value for name, value in headers.items()})
