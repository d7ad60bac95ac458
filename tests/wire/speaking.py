"""What people say, change and take back, and what happens to channels and servers."""

from collections.abc import Sequence

from tests.wire import payloads
from tests.wire.core import Core, place, said_in
from tests.wire.gateway import Intent
from tests.wire.limits.measure import JsonObject
from tests.wire.world import Channel, ChannelKind, Guild, Overwrite, Person, Upload

OF_A_SNAPSHOT = ("content", "attachments", "embeds", "timestamp", "edited_timestamp", "type", "flags")


class Speaking(Core):
    """People in channels. What is said comes back as it stands, and changes when it is edited."""

    async def say(
        self,
        person: Person,
        where: Channel,
        content: str = "",
        *,
        files: Sequence[Upload] = (),
        embeds: Sequence[JsonObject] = (),
        reply_to: JsonObject | None = None,
    ) -> JsonObject:
        said = payloads.message(self.world, where, person, content)
        said |= {"attachments": [self.printer.attach(where, file) for file in files], "embeds": list(embeds)}
        if reply_to:
            self.printer.refer(said, {"message_id": reply_to["id"]} | place(where))
        return await self._post(said)

    async def forward(self, person: Person, where: Channel, original: JsonObject) -> JsonObject:
        """The forwarding message is empty itself; the words are in its snapshot, which names nobody."""
        snapshot = {key: original[key] for key in OF_A_SNAPSHOT}
        said = payloads.message(self.world, where, person) | {"message_snapshots": [{"message": snapshot}]}
        said["message_reference"] = {"type": 1, "message_id": original["id"], "channel_id": original["channel_id"]}
        return await self._post(said)

    async def _post(self, said: JsonObject) -> JsonObject:
        self.world.messages[said["id"]] = said
        await self.announce("MESSAGE_CREATE", said)
        return said

    async def edit(self, said: JsonObject, content: str) -> None:
        said |= {"content": content, "edited_timestamp": payloads.now()}
        await self.announce("MESSAGE_UPDATE", said)

    async def delete(self, said: JsonObject) -> None:
        await self.take_away(said)

    async def delete_many(self, where: Channel, every: Sequence[JsonObject]) -> None:
        for said in every:
            del self.world.messages[said["id"]]
        told = {"ids": [said["id"] for said in every]} | place(where)
        await self.gateway.dispatch("MESSAGE_DELETE_BULK", told, said_in(where))

    async def open_thread(self, person: Person, parent: Channel, name: str, said: JsonObject | None = None) -> Channel:
        """A thread by itself, or from a message; in a forum say its first message next."""
        thread = self.world.thread(parent, name, person, said["id"] if said else None)
        await self.announce_thread(thread)
        return thread

    async def remove(self, channel: Channel) -> None:
        """A channel or thread is deleted with all that was said there."""
        told = payloads.channel(channel)
        self.world.remove(channel)
        event = "THREAD_DELETE" if channel.kind is ChannelKind.THREAD else "CHANNEL_DELETE"
        await self.gateway.dispatch(event, told, Intent.GUILDS)

    async def overwrite(self, channel: Channel, overwrite: Overwrite) -> None:
        """Allow or deny a role or a person something there, in place of what was said of them before."""
        kept = [old for old in channel.overwrites if old.target != overwrite.target]
        channel.overwrites = [*kept, overwrite]
        await self.gateway.dispatch("CHANNEL_UPDATE", payloads.channel(channel), Intent.GUILDS)

    async def invite(self, guild: Guild) -> None:
        """The bot joins a server, which it learns as of one that it had not known."""
        told = payloads.guild(self.world, guild)
        del told["unavailable"]
        await self.gateway.dispatch("GUILD_CREATE", told, Intent.GUILDS)
