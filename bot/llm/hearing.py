"""What comes in on a call, in chunks. Servers leave out what they like; nothing of a chunk is taken for granted."""

import json
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any

from bot.domain.usage import Usage
from bot.errors import ModelAnswerUnusable, ModelBroken, ModelBrokeOff, ModelCutOff, ModelDeclined, ModelUrlWrong
from bot.llm.chat import Prompted
from bot.llm.server import ModelServer
from bot.llm.thinking import Thoughts
from bot.llm.tokens import estimated_tokens

if TYPE_CHECKING:
    from httpx2 import Response
    from openai import AsyncStream
    from openai.types.chat import ChatCompletionChunk

LETTERS_PER_TOKEN = 8
"""More than any tokenizer has on average: a server that writes more does not keep to what it was told."""
CHUNKS_PER_TOKEN = 20
"""Also a server that only thinks, or sends nothing in each chunk, is left at some time; a long chunk is several."""
CHUNKS_BESIDES = 1000
MOST_COUNTED = 100_000_000
"""Tokens. A server that counts more does not count."""
MOST_BYTES = 2_000_000
"""Of a body that is not streamed."""
STREAM, WHOLE = "text/event-stream", "application/json"
HALVES = range(0xD800, 0xDC00)
"""Code units that want another after them."""
LOST = "\ufffd"
"""Stands for half a character whose other half never came."""


class Heard:
    """What one call has brought so far. Text is given by `take`; the rest is known at the end."""

    def __init__(self, prompt: Prompted, server: ModelServer) -> None:
        self._prompt = prompt
        self._server = server
        self._room = prompt.most_tokens * LETTERS_PER_TOKEN
        self._chunks_left = prompt.most_tokens * CHUNKS_PER_TOKEN + CHUNKS_BESIDES
        self._written = list[str]()
        self._half = ""
        self._thoughts = Thoughts()
        self._is_blank = True
        self._finish = ""
        self._counted: Usage | None = None
        self._declines = False
        self.has_begun = False

    @property
    def is_enough(self) -> bool:
        """More would not be listened to."""
        return self._room <= 0

    def take(self, chunk: Any) -> str:
        """The text of a chunk, which may be none. Errors: ModelBroken where it is no chunk, or one too many."""
        text = self._read(chunk) if self._chunks_left > 0 else None
        if text is None:
            raise ModelBroken(url=self._server.shown, reason="SSE")
        self._chunks_left -= 1 + len(text) // LETTERS_PER_TOKEN
        self.has_begun = True
        return self._said(self._thoughts.left_out(self._joined(text)))

    def rest(self) -> str:
        """What was held back until the end."""
        alone = LOST if self._half else ""
        return self._said(self._thoughts.left_out(alone) + self._thoughts.rest())

    def usage(self) -> Usage:
        if self._counted is not None:
            return self._counted
        sent = estimated_tokens(self._prompt.instructions + self._prompt.given)
        return Usage(sent=sent, written=estimated_tokens("".join(self._written)), estimated=True)

    def check(self) -> None:
        """Errors: ModelDeclined, ModelCutOff, ModelAnswerUnusable, ModelBrokeOff where it did not end well."""
        if self._declines or self._finish == "content_filter":
            raise ModelDeclined
        if self._finish == "length" or self.is_enough:
            raise ModelCutOff
        if self._is_blank:
            raise ModelAnswerUnusable
        if not self._finish:
            raise ModelBrokeOff(url=self._server.shown, reason="EOF")

    def _read(self, chunk: Any) -> str | None:
        """None where it is no chunk."""
        self._counted = _usage(chunk) or self._counted
        choices = getattr(chunk, "choices", None) or ()
        if not hasattr(chunk, "choices") or not isinstance(choices, list | tuple):
            return None
        for choice in choices[:1]:
            said = getattr(choice, "delta", None) or getattr(choice, "message", None)
            self._finish = str(getattr(choice, "finish_reason", None) or self._finish)
            self._declines = self._declines or bool(getattr(said, "refusal", None))
            content = getattr(said, "content", None)
            return content if isinstance(content, str) else ""
        return ""

    def _joined(self, text: str) -> str:
        """Halves of a character that came in two chunks are put together; a half that stays alone is replaced."""
        text = self._half + text
        self._half = text[-1:] if text and ord(text[-1]) in HALVES else ""
        whole = text[: len(text) - len(self._half)].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._written.append(whole)
        return whole

    def _said(self, text: str) -> str:
        kept = text[: max(0, self._room)]
        self._room -= len(kept)
        self._is_blank = self._is_blank and not kept.strip()
        return kept


def _usage(chunk: Any) -> Usage | None:
    """None where the server did not count, or not in numbers."""
    counted = getattr(chunk, "usage", None)
    sent, written = getattr(counted, "prompt_tokens", None), getattr(counted, "completion_tokens", None)
    if not isinstance(sent, int) or not isinstance(written, int):
        return None
    if min(sent, written) < 0 or max(sent, written) > MOST_COUNTED:
        return None
    return Usage(sent=sent, written=written)


async def chunks_of(stream: "AsyncStream[ChatCompletionChunk]", server: ModelServer) -> AsyncGenerator[object, None]:
    """The chunks of a stream; of a server that does not stream, its answer in one.

    Errors: ModelUrlWrong where it is something else. The client's, as they come.
    """
    kind = stream.response.headers.get("content-type", STREAM).partition(";")[0].strip().lower()
    if kind == WHOLE:
        yield await _whole(stream.response, server)
    elif kind == STREAM:
        async for chunk in stream:
            yield chunk
    else:
        html = kind in ("text/html", "application/xhtml+xml")
        raise ModelUrlWrong(url=server.shown, reason="HTML" if html else "Content-Type")


async def _whole(response: "Response", server: ModelServer) -> object:
    """The answer as it is, which may be of any shape: openai builds it without a check."""
    from openai.types.chat import ChatCompletion

    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            raise ModelBroken(url=server.shown, reason="JSON")
    answer = json.loads(body)
    if not isinstance(answer, dict) or "choices" not in answer:
        raise ModelUrlWrong(url=server.shown, reason="JSON")
    return ChatCompletion.construct(**answer)
