"""The parts that the routes and the people's deeds share."""

from tests.wire import payloads
from tests.wire.faults import Faults
from tests.wire.gateway import Gateway, Intent
from tests.wire.interactions import Interactions
from tests.wire.limits.measure import JsonObject
from tests.wire.log import Log
from tests.wire.messages import Printer
from tests.wire.requests import Sent
from tests.wire.world import EPHEMERAL, Channel, World

TOKEN = "a-token-for-the-stand-in"


class Core:
    """One Discord: its world, its gateway, and all that was sent to it."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.world = World()
        self.requests: Log[Sent] = Log()
        self.faults = Faults()
        self.gateway = Gateway(self.world, token)
        self.printer = Printer(self.world)
        self.interactions = Interactions(self.world, self.gateway, self.requests)

    async def announce(self, event: str, said: JsonObject) -> None:
        """Tell the bot of a message unless only one person sees it."""
        if not said["flags"] & EPHEMERAL:
            await self.gateway.dispatch_message(event, said)

    async def take_away(self, said: JsonObject) -> None:
        """A message is deleted, and the bot told of it where others saw it."""
        del self.world.messages[said["id"]]
        if not said["flags"] & EPHEMERAL:
            where = self.world.channels[said["channel_id"]]
            await self.gateway.dispatch("MESSAGE_DELETE", {"id": said["id"]} | place(where), said_in(where))

    async def announce_thread(self, thread: Channel) -> None:
        told = payloads.channel(thread) | {"newly_created": True}
        await self.gateway.dispatch("THREAD_CREATE", told, Intent.GUILDS)


def place(where: Channel) -> JsonObject:
    return {"channel_id": where.id} | ({"guild_id": where.guild.id} if where.guild else {})


def said_in(where: Channel) -> Intent:
    """The intent that a session needs to hear what is said there."""
    return Intent.GUILD_MESSAGES if where.guild else Intent.DIRECT_MESSAGES
