"""What a channel may spend on a language model, and what it did: no call is made that it does not allow."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from time import monotonic

from bot.domain.usage import Usage
from bot.errors import BudgetSpent, ModelError, ModelNotAllowed
from bot.llm.chat import ChatModel, Filled, Form, Prompted
from bot.llm.deadline import Deadline
from bot.llm.tokens import estimated_tokens
from bot.watching.events import ModelCalled, name_of, tell
from storage import ChannelStore, Reserved

log = logging.getLogger(__name__)


class Metered:
    """A model for one channel. Tokens are reserved before a call and made good after it, so that calls at the same time
    do not spend them twice; where the process ends in between, what was reserved counts as spent.

    `share`: of the day's budget, 0 to 1; what nobody waits for leaves the rest to those who ask. `deadline`: of all
    that is asked through this one, where somebody waits for it.
    Errors of both methods: ModelNotAllowed, BudgetSpent; nothing was sent then.
    """

    def __init__(
        self, model: ChatModel, store: ChannelStore, *, share: float = 1.0, deadline: Deadline | None = None
    ) -> None:
        self._model = model
        self._store = store
        self._share = share
        self._deadline = deadline

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def context(self) -> int:
        return self._model.context

    async def fill(self, prompt: Prompted, form: type[Form]) -> Filled[Form]:
        reserved = await self._reserve(prompt)
        # Nobody sees what came before it failed: it may have been all that it was allowed.
        spent = Usage(sent=_sent(prompt), written=prompt.most_tokens, estimated=True)
        with _told(lambda: spent):
            try:
                filled = await self._model.fill(replace(prompt, deadline=self._deadline), form)
                spent = filled.usage
            except ModelError as error:
                spent = spent if error.is_paid else Usage()
                raise
            finally:
                await self._spend(reserved, spent)
        return filled

    async def write(self, prompt: Prompted) -> AsyncGenerator[str | Usage, None]:
        reserved = await self._reserve(prompt)
        call = _Call(prompt)
        with _told(lambda: call.spent):
            try:
                async with aclosing(self._model.write(replace(prompt, deadline=self._deadline))) as pieces:
                    async for piece in pieces:
                        call.hear(piece)
                        yield piece
            except ModelError as error:
                call.is_paid = error.is_paid
                raise
            finally:
                await self._spend(reserved, call.spent)

    async def _reserve(self, prompt: Prompted) -> Reserved:
        settings = await self._store.settings()
        if not settings.model_allowed:
            raise ModelNotAllowed
        day, budget = today(), int(settings.daily_tokens * self._share)
        reserved = await self._set_aside(day, _sent(prompt) + prompt.most_tokens, budget)
        if reserved is None:
            used = await self._store.used(day)
            raise BudgetSpent(used=used.total, budget=budget)
        return reserved

    async def _set_aside(self, day: date, tokens: int, budget: int) -> Reserved | None:
        """Who is cancelled meanwhile gives it back: the store may have set it aside already."""
        reserving = asyncio.ensure_future(self._store.reserve(day, tokens, budget))
        try:
            return await asyncio.shield(reserving)
        except asyncio.CancelledError:
            if reserved := await reserving:
                await self._spend(reserved, Usage())
            raise

    async def _spend(self, reserved: Reserved, usage: Usage) -> None:
        """To the end, even if this task is cancelled meanwhile."""
        spending = asyncio.ensure_future(self._store.spend(reserved, usage))
        try:
            await asyncio.shield(spending)
        except asyncio.CancelledError:
            await spending
            raise


@dataclass(slots=True)
class _Call:
    """What is known of a call while its text comes."""

    prompt: Prompted
    written: list[str] = field(default_factory=list)
    counted: Usage | None = None
    is_paid: bool = True

    def hear(self, piece: str | Usage) -> None:
        if isinstance(piece, Usage):
            self.counted = piece
        else:
            self.written.append(piece)

    @property
    def spent(self) -> Usage:
        """As the server counted it; estimated where it did not come to that."""
        if self.counted is not None:
            return self.counted
        if not self.written and not self.is_paid:
            return Usage()
        return Usage(sent=_sent(self.prompt), written=estimated_tokens("".join(self.written)), estimated=True)


@contextmanager
def _told(spent: Callable[[], Usage]) -> Iterator[None]:
    """Tell of a call when it has ended, and what it took. Who heard enough and went is no failure."""
    began, failure = monotonic(), None
    try:
        yield
    except GeneratorExit:
        raise
    except BaseException as error:
        failure = name_of(error)
        raise
    finally:
        took = spent()
        tell(log, ModelCalled(failure, took.sent, took.written, took.estimated, monotonic() - began))


def _sent(prompt: Prompted) -> int:
    """Units: tokens, estimated."""
    return estimated_tokens(prompt.instructions + prompt.given)


def today() -> date:
    """The day that a budget is for: in UTC, whatever the channel's people live by."""
    return datetime.now(UTC).date()
