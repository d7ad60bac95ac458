"""The seam to a language model: what is asked of one, and what comes back. It knows nothing of casebooks."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from bot.domain.usage import Usage
from bot.llm.deadline import Deadline

Form = TypeVar("Form", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Prompted:
    """What a model is told and given. Units: `most_tokens` are what it may write.

    `deadline`: of whoever waits for what it says; None: nobody does.
    """

    instructions: str
    given: str
    most_tokens: int
    deadline: Deadline | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Filled(Generic[Form]):
    """A form that the model filled in."""

    form: Form
    usage: Usage


class ChatModel(Protocol):
    """A model that answers one prompt at a time.

    Errors of both methods: ModelError's children. What was written before one is paid for all the same.
    """

    @property
    def name(self) -> str:
        """Of the model, as it is stored with what it produced."""
        ...

    @property
    def context(self) -> int:
        """Tokens that it reads and writes at once."""
        ...

    async def fill(self, prompt: Prompted, form: type[Form]) -> Filled[Form]:
        """Fill in a form. What is left of one that was cut off is given where it is of the form.

        Errors: ModelAnswerUnusable besides.
        """
        ...

    def write(self, prompt: Prompted) -> AsyncGenerator[str | Usage, None]:
        """Text in pieces as they come, none of them empty; last, once, what the call took.

        Whoever stops listening closes the iterator, and with it the connection. Errors: ModelCutOff besides.
        """
        ...
