"""A model that says what it was told to say, for tests and demonstrations."""

from collections.abc import AsyncGenerator, Callable, Iterable

from bot.domain.usage import Usage
from bot.llm.chat import Filled, Form, Prompted
from bot.llm.forms import filled_in
from bot.llm.tokens import estimated_tokens

Reply = str | Exception
Script = Callable[[Prompted], Reply]


class ScriptedModel:
    """Gives its replies in order, the last again and again; a function answers each prompt by itself.

    `prompts` are what it was given. A reply that is an error is raised. Text is streamed in `piece` characters.
    """

    def __init__(self, replies: Iterable[Reply] | Script, *, context: int = 8192, piece: int = 7) -> None:
        self.name = "scripted"
        self.context = context
        self.prompts: list[Prompted] = []
        self._piece = piece
        self._script = replies if callable(replies) else _in_order(list(replies))

    async def fill(self, prompt: Prompted, form: type[Form]) -> Filled[Form]:
        reply = self._reply(prompt)
        return Filled(filled_in(reply, form), _usage(prompt, reply))

    async def write(self, prompt: Prompted) -> AsyncGenerator[str | Usage, None]:
        reply = self._reply(prompt)
        for start in range(0, len(reply), self._piece):
            yield reply[start : start + self._piece]
        yield _usage(prompt, reply)

    def _reply(self, prompt: Prompted) -> str:
        self.prompts.append(prompt)
        reply = self._script(prompt)
        if isinstance(reply, Exception):
            raise reply
        return reply


def _in_order(replies: list[Reply]) -> Script:
    return lambda _prompt: replies.pop(0) if len(replies) > 1 else replies[0]


def _usage(prompt: Prompted, reply: str) -> Usage:
    sent = estimated_tokens(prompt.instructions + prompt.given)
    return Usage(sent=sent, written=estimated_tokens(reply), estimated=True)
