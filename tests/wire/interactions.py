"""Interactions: what somebody did, how the bot answered it, and until when it may."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from tests.wire import payloads
from tests.wire.gateway import Gateway
from tests.wire.limits.measure import JsonObject
from tests.wire.limits.request import Callback
from tests.wire.log import PATIENCE, Log
from tests.wire.requests import Refused, Sent, unknown_interaction, unknown_message
from tests.wire.world import LOADING, Channel, Person, World

ACKNOWLEDGED_WITHIN_S = 3.0
"""What comes later is refused, so that whoever waits for it waits for good."""
SIZE_LIMIT = 10 * 1_024 * 1_024


class Deed(IntEnum):
    """What somebody did, as Discord numbers an interaction's type."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


@dataclass(frozen=True, slots=True)
class Doing:
    """Somebody does something somewhere; `data` and `message` go into the event as they are."""

    deed: Deed
    person: Person
    where: Channel
    data: JsonObject
    message: JsonObject | None = None


@dataclass(slots=True, eq=False)
class Asked:
    """One interaction and how it was answered; the waiting ones raise AssertionError past their time."""

    id: str
    token: str
    doing: Doing
    requests: Log[Sent]
    asked_at: float
    callback: JsonObject | None = None
    message: JsonObject | None = None
    followups: list[JsonObject] = field(default_factory=list)
    expired: bool = False

    async def acknowledged(self, within: float = PATIENCE) -> Callback:
        await self.requests.until(lambda: self.callback is not None, within)
        return self._answered_by()

    async def reply(self, within: float = PATIENCE) -> JsonObject:
        """The message that answers it, once it is no longer merely on its way."""
        await self.requests.until(self._replied, within)
        assert self.message is not None
        return self.message

    async def followup(self, within: float = PATIENCE) -> JsonObject:
        await self.requests.until(lambda: bool(self.followups), within)
        return self.followups[-1]

    async def choices(self, within: float = PATIENCE) -> list[str]:
        """The names that autocomplete offers."""
        return [str(choice["name"]) for choice in (await self._data(Callback.CHOICES, within))["choices"]]

    async def modal(self, within: float = PATIENCE) -> JsonObject:
        return await self._data(Callback.MODAL, within)

    async def _data(self, wanted: Callback, within: float) -> JsonObject:
        answered = await self.acknowledged(within)
        assert answered is wanted, f"answered by {answered.name}, not {wanted.name}"
        assert self.callback is not None
        data: JsonObject = self.callback["data"]
        return data

    def _answered_by(self) -> Callback:
        assert self.callback is not None
        return Callback(self.callback["type"])

    def _replied(self) -> bool:
        if self.callback is None or self.message is None:
            return False
        return not self.message["flags"] & LOADING


class Interactions:
    """All that was asked; knows which tokens are good.

    `clock`: by which the bot's seconds count. Where the machine is busy with more than the bot, a test may put in the
    processor time that the bot itself took.
    """

    def __init__(self, world: World, gateway: Gateway, requests: Log[Sent]) -> None:
        self._world = world
        self._gateway = gateway
        self._requests = requests
        self._asked: dict[str, Asked] = {}
        self.clock: Callable[[], float] = time.monotonic

    async def send(self, doing: Doing) -> Asked:
        key = self._world.snowflake()
        asked = Asked(key, f"token-of-{key}", doing, self._requests, self.clock())
        self._asked[asked.token] = asked
        await self._gateway.dispatch("INTERACTION_CREATE", self._event(asked))
        return asked

    def _event(self, asked: Asked) -> JsonObject:
        doing = asked.doing
        guild = doing.where.guild
        told: JsonObject = {
            "id": asked.id,
            "application_id": self._world.bot.id,
            "type": int(doing.deed),
            "data": doing.data,
            "token": asked.token,
            "version": 1,
            "channel_id": doing.where.id,
            "channel": payloads.channel(doing.where) | {"permissions": self._may(doing.person, doing.where)},
            "locale": doing.person.locale,
            "app_permissions": self._may(self._world.bot, doing.where),
            "entitlements": [],
            "authorizing_integration_owners": {"0": guild.id if guild else "0"},
            "context": 0 if guild else 1,
            "attachment_size_limit": SIZE_LIMIT,
        }
        told |= self._asker(doing)
        return told | ({"message": doing.message} if doing.message else {})

    def _asker(self, doing: Doing) -> JsonObject:
        guild, told = doing.where.guild, payloads.user(doing.person)
        if guild is None:
            return {"user": told}
        may = {"permissions": self._may(doing.person, doing.where)}
        member = payloads.member(guild, doing.person) | {"user": told} | may
        return {
            "guild_id": guild.id,
            "guild": {"id": guild.id, "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": member,
        }

    def _may(self, person: Person, where: Channel) -> str:
        bits = int(self._world.permissions(person, where))
        return str(bits & (1 << 53) - 1)

    def to_acknowledge(self, key: str, token: str) -> Asked:
        """The interaction that a callback answers. Errors: Refused where it is unknown, late or answered before."""
        asked = self._asked.get(token)
        late = self.clock() - ACKNOWLEDGED_WITHIN_S
        if asked is None or asked.id != key or (asked.callback is None and asked.asked_at < late):
            raise unknown_interaction()
        if asked.callback is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        return asked

    def by_token(self, token: str) -> Asked:
        """The interaction that a webhook's token stands for. Errors: Refused where it is unknown or over."""
        asked = self._asked.get(token)
        if asked is None:
            raise Refused(404, 10015, "Unknown Webhook")
        if asked.expired:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return asked

    def message(self, asked: Asked, key: str) -> JsonObject:
        """A message of the interaction's own, `@original` or by id. Errors: Refused where there is none."""
        own = [asked.message, *asked.followups]
        found = asked.message if key == "@original" else next((m for m in own if m and m["id"] == key), None)
        if found is None or found["id"] not in self._world.messages:
            raise unknown_message()
        return found
