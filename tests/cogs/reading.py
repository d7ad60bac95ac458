"""A server with a channel and people in it, and reading what the bot showed them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.casebook import Casebook
from bot.domain.post import ChannelId, Paste
from bot.domain.receipt import Receipt

PASTES = Path(__file__).parents[1] / "journey" / "pastes"
CARS = (PASTES / "leader_and_brand.txt").read_text(encoding="utf-8")
"""Two posts of ours: one for Xiaomi, and one against Xiaomi Auto, by quietgarage, on its brand."""
LIQUOR = (PASTES / "liquor_dealer.txt").read_text(encoding="utf-8")
"""A Chinese post of ours against Kweichow Moutai."""
PATIENCE = 60.0
"""Seconds that simcord gives the bot to come to rest. It only ends a hang, and no longer timer is waited for."""
LONG = 200.0
"""Seconds of work that only goes on when a test moves simcord's clock."""


class Community:
    """One server with one channel, a member, and one who moderates."""

    def __init__(self, env: Env, casebook: Casebook) -> None:
        self.env = env
        self.casebook = casebook
        self.guild: GuildHandle = env.create_guild("investors")
        self.channel: ChannelHandle = self.guild.create_text_channel("stocks")
        self.ada: MemberActor = self.member("ada")
        self.ben: MemberActor = self.member("ben")
        mods = self.guild.create_role("mods", permissions=_moderating())
        self.mod: MemberActor = self.guild.add_member(env.create_user("mona"), roles=[mods])

    def member(self, name: str) -> MemberActor:
        return self.guild.add_member(self.env.create_user(name))

    @property
    def me(self) -> int:
        """The bot's own id."""
        assert self.env.bot.user is not None
        return self.env.bot.user.id

    @property
    def store(self) -> ChannelId:
        return ChannelId(str(self.channel.id))

    async def saved(self, raw: str = CARS, by: MemberActor | None = None) -> Receipt:
        """Put a post into the channel's store, as if somebody had pasted it."""
        paste = Paste(raw=raw, saved_by=str((by or self.ada).id), saved_at=datetime(2025, 12, 1, tzinfo=UTC))
        return await self.casebook.save(self.store, paste)


def _moderating() -> discord.Permissions:
    return discord.Permissions(manage_messages=True, manage_channels=True, view_channel=True, send_messages=True)


Shown = InteractionResult | ResponseMessage | discord.Message


def shown(what: Shown | None) -> str:
    """All text of a message, as it was sent."""
    if isinstance(what, InteractionResult):
        what = what.response or (what.followups[-1] if what.followups else None)
    assert what is not None, "nothing was shown"
    message = what.message if isinstance(what, ResponseMessage) else what
    texts = [part["content"] for part in parts(message) if "content" in part]
    return "\n".join([message.content, *texts]).strip()


def text_of(card: discord.ui.LayoutView) -> str:
    """All text of a card that was not sent."""
    return "\n".join(item.content for item in card.walk_children() if isinstance(item, discord.ui.TextDisplay))


def parts(message: discord.Message) -> Iterator[dict[str, Any]]:
    """Every component of a message, from the outermost in."""
    waiting: list[Any] = [component.to_dict() for component in message.components]
    while waiting:
        part = waiting.pop(0)
        yield part
        waiting = [*part.get("components", []), *waiting]


def labels(what: Shown) -> list[str]:
    """What stands on the buttons of a message."""
    message = what.response.message if isinstance(what, InteractionResult) and what.response else what
    if isinstance(message, ResponseMessage):
        message = message.message
    assert isinstance(message, discord.Message)
    return [part["label"] for part in parts(message) if part.get("label")]


def button(what: Shown, label: str) -> str:
    """The custom_id of the button that is labelled so."""
    message = what.response.message if isinstance(what, InteractionResult) and what.response else what
    if isinstance(message, ResponseMessage):
        message = message.message
    assert isinstance(message, discord.Message)
    found = [part["custom_id"] for part in parts(message) if part.get("label") == label and "custom_id" in part]
    assert found, f"no button {label!r} in {[part.get('label') for part in parts(message)]}"
    return str(found[0])


async def press(who: MemberActor, what: InteractionResult, label: str) -> InteractionResult:
    """Somebody presses a button of a reply."""
    assert what.response is not None, "nothing was shown"
    return await who.click(what.response, custom_id=button(what, label))
