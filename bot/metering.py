"""What a channel may spend on a language model, and what it did: no call is made that it does not allow."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

from bot.domain.usage import Usage
from bot.errors import BudgetSpent, ModelError, ModelNotAllowed
from bot.llm.chat import ChatModel, Filled, Form, Prompted
from bot.llm.tokens import estimated_tokens
from storage import ChannelStore, Reserved


class Metered:
    """A model for one channel. Tokens are reserved before a call and made good after it, so that calls at the same time
    do not spend them twice; where the process ends in between, what was reserved counts as spent.

    Errors of both methods: ModelNotAllowed, BudgetSpent; nothing was sent then.
    """

    def __init__(self, model: ChatModel, store: ChannelStore) -> None:
        self._model = model
        self._store = store

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def context(self) -> int:
        return self._model.context

    async def fill(self, prompt: Prompted, form: type[Form]) -> Filled[Form]:
        reserved = await self._reserve(prompt)
        spent = _guessed(prompt, "")
        try:
            filled = await self._model.fill(prompt, form)
            spent = filled.usage
        except ModelError as error:
            spent = spent if error.is_paid else Usage()
            raise
        finally:
            await self._store.spend(reserved, spent)
        return filled

    async def write(self, prompt: Prompted) -> AsyncIterator[str | Usage]:
        reserved = await self._reserve(prompt)
        written, usage = list[str](), None
        unpaid = False
        try:
            async for piece in self._model.write(prompt):
                if isinstance(piece, Usage):
                    usage = piece
                else:
                    written.append(piece)
                yield piece
        except ModelError as error:
            unpaid = not error.is_paid and not written
            raise
        finally:
            spent = Usage() if unpaid else usage or _guessed(prompt, "".join(written))
            await self._store.spend(reserved, spent)

    async def _reserve(self, prompt: Prompted) -> Reserved:
        settings = await self._store.settings()
        if not settings.model_allowed:
            raise ModelNotAllowed
        most = estimated_tokens(prompt.instructions + prompt.given) + prompt.most_tokens
        day = today()
        reserved = await self._store.reserve(day, most, settings.daily_tokens)
        if reserved is None:
            used = await self._store.used(day)
            raise BudgetSpent(used=used.total, budget=settings.daily_tokens)
        return reserved


def _guessed(prompt: Prompted, written: str) -> Usage:
    """What a call took that the server did not come to count."""
    sent = estimated_tokens(prompt.instructions + prompt.given)
    return Usage(sent=sent, written=estimated_tokens(written), estimated=True)


def today() -> date:
    """The day that a budget is for: in UTC, whatever the channel's people live by."""
    return datetime.now(UTC).date()
