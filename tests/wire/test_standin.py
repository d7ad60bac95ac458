"""The stand-in itself, with a bare discord.py client and nothing of the bot's."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord
import pytest
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.wire.core import TOKEN
from tests.wire.faults import CutOff, Failed, RateLimited, Slow
from tests.wire.gateway import Intent, Op
from tests.wire.launch import point_discord_at
from tests.wire.limits.measure import JsonObject
from tests.wire.limits.request import Callback
from tests.wire.log import PATIENCE
from tests.wire.permissions import Permission
from tests.wire.requests import Sent
from tests.wire.standin import StandIn
from tests.wire.world import EPHEMERAL, Channel, Overwrite, Person, Upload

MESSAGES = r"/channels/\d+/messages"


@pytest.fixture(autouse=True)
def _pointed(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    point_discord_at(standin.origin)


class Title(discord.ui.Modal, title="Save"):
    text: discord.ui.Label[discord.ui.Modal] = discord.ui.Label(
        text="Text", component=discord.ui.TextInput(custom_id="text", required=False)
    )
    file: discord.ui.Label[discord.ui.Modal] = discord.ui.Label(
        text="File", component=discord.ui.FileUpload(custom_id="file", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.text.component, discord.ui.TextInput)
        assert isinstance(self.file.component, discord.ui.FileUpload)
        read = [(await file.read()).decode() for file in self.file.component.values]
        await interaction.response.send_message(" + ".join([self.text.component.value, *read]))


class Echo(discord.Client):
    """Says again what is said to it; has a command of each kind."""

    def __init__(self, *, content: bool = True) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=content)
        quiet = discord.AllowedMentions.none()
        super().__init__(intents=intents, allowed_mentions=quiet, guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        self.edited: list[str] = []
        self.deleted: list[int] = []
        self.joined: list[str] = []
        self.tree.add_command(ask)
        self.tree.add_command(save)
        self.tree.add_command(menu)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the five seconds that discord.py waits before it identifies again."""

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            forwarded = [snapshot.content for snapshot in message.message_snapshots]
            await message.channel.send(" + ".join([message.content, *forwarded]) or "nothing")

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        self.edited.append(payload.message.content)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        self.deleted += sorted(payload.message_ids)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.deleted.append(channel.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.joined.append(guild.name)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        self.deleted.append(payload.message_id)


class Card(discord.ui.LayoutView):
    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        self.add_item(discord.ui.TextDisplay(text))
        row: discord.ui.ActionRow[Card] = discord.ui.ActionRow()
        button: discord.ui.Button[Card] = discord.ui.Button(label="Undo", custom_id="undo")
        button.callback = self.undo  # type: ignore[method-assign]
        row.add_item(button)
        self.add_item(row)

    async def undo(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=Card("undone"))


@app_commands.command(description="Ask")
async def ask(interaction: discord.Interaction, question: str, private: str = "no") -> None:
    await interaction.response.defer(ephemeral=private == "yes")
    await interaction.edit_original_response(view=Card(f"{interaction.locale.value}: {question}"))


@ask.autocomplete("question")
async def typed(_interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed}!", value=typed)]


@app_commands.command(description="Save")
async def save(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Title())


@app_commands.context_menu(name="Save to casebook")
async def menu(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(message.content, file=discord.File(io.BytesIO(b"a,b"), "table.csv"))
    await interaction.followup.send("and that is all")


@asynccontextmanager
async def running(standin: StandIn, *, content: bool = True) -> AsyncIterator[Echo]:
    client = Echo(content=content)
    async with client, asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        tasks.create_task(client.start(TOKEN))
        await standin.connected()
        yield client
        await client.close()


def posted(sent: Sent) -> bool:
    return sent.method == "POST" and sent.path.endswith("/messages") and sent.status == 200


async def said_by_the_bot(standin: StandIn, times: int = 1) -> list[str]:
    return [sent.payload["content"] for sent in await standin.requests.count(posted, times)]


def texts(message: JsonObject) -> list[str]:
    return [part["content"] for part in message["components"] if "content" in part]


async def test_a_client_logs_in_hears_a_message_and_answers_it(standin: StandIn, room: Channel, anna: Person) -> None:
    async with running(standin):
        await standin.say(anna, room, "margins 毛利率")
        assert await said_by_the_bot(standin) == ["margins 毛利率"]
        assert [said["author"]["username"] for said in standin.world.said(room)] == ["anna", "casebook-bot"]


async def test_frames_are_compressed_for_a_client_that_asks_and_plain_for_one_that_does_not(
    standin: StandIn, room: Channel, anna: Person
) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(standin.gateway.url) as plain:
        assert (await plain.receive_json())["op"] == Op.HELLO
        async with session.ws_connect(standin.gateway.url, params={"compress": "zlib-stream"}) as packed:
            assert (await packed.receive_bytes()).endswith(b"\x00\x00\xff\xff")
    async with running(standin):
        for number in range(5):
            await standin.say(anna, room, f"a sentence that compresses well, {number}")
        assert len(await said_by_the_bot(standin, 5)) == 5


async def test_what_was_said_while_the_socket_was_gone_is_heard_after_resuming(
    standin: StandIn, room: Channel, anna: Person
) -> None:
    async with running(standin):
        standin.gateway.drop()
        await standin.say(anna, room, "said to nobody")
        assert await said_by_the_bot(standin) == ["said to nobody"]
        assert [frame["op"] for frame in standin.gateway.heard].count(Op.IDENTIFY) == 1
        assert any(frame["op"] == Op.RESUME for frame in standin.gateway.heard)


async def test_a_client_that_is_asked_to_reconnect_resumes(standin: StandIn, room: Channel, anna: Person) -> None:
    async with running(standin):
        await standin.gateway.ask_to_reconnect()
        await standin.gateway.heard.first(lambda frame: frame["op"] == Op.RESUME)
        await standin.say(anna, room, "still there?")
        assert await said_by_the_bot(standin) == ["still there?"]


async def test_a_client_whose_session_is_over_identifies_again(standin: StandIn, room: Channel, anna: Person) -> None:
    async with running(standin):
        await standin.gateway.invalidate(resumable=False)
        await standin.gateway.heard.count(lambda frame: frame["op"] == Op.IDENTIFY, 2)
        await standin.say(anna, room, "who are you?")
        assert await said_by_the_bot(standin) == ["who are you?"]


@pytest.mark.parametrize(
    "fault", [RateLimited(0.05), RateLimited(0.05, everywhere=True), Failed(502)], ids=["429", "429 global", "502"]
)
async def test_a_failure_that_passes_is_ridden_out(
    standin: StandIn, room: Channel, anna: Person, fault: RateLimited | Failed
) -> None:
    async with running(standin):
        standin.faults.plan(fault, "POST", MESSAGES)
        await standin.say(anna, room, "once more")
        assert await said_by_the_bot(standin) == ["once more"]
        assert [sent.status == 200 for sent in standin.sendings("POST", "/messages")] == [False, True]
        assert standin.faults.outstanding == 0


async def test_a_message_with_a_nonce_stands_once_though_its_answer_was_lost(standin: StandIn, room: Channel) -> None:
    async with running(standin) as client:
        channel = client.get_partial_messageable(int(room.id))
        standin.faults.plan(CutOff(done=True), "POST", MESSAGES)
        with pytest.raises(aiohttp.ClientError):
            await channel.send("twice", nonce="one")
        again = await channel.send("twice", nonce="one")
        assert [said["id"] for said in standin.world.said(room)] == [str(again.id)]


async def test_a_wrong_token_is_refused_on_both_wires(standin: StandIn) -> None:
    client = Echo()
    with pytest.raises(discord.LoginFailure):
        async with client:
            await client.start("another")
    async with aiohttp.ClientSession() as session, session.ws_connect(standin.gateway.url) as socket:
        await socket.receive_json()
        await socket.send_json({"op": Op.IDENTIFY, "d": {"token": "another", "intents": 0}})
        assert (await socket.receive()).data == 4004


async def test_an_intent_that_is_not_allowed_is_refused(standin: StandIn) -> None:
    standin.gateway.allowed = Intent.NONE
    client = Echo()
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with client:
            await client.start(TOKEN)
    assert client.application_flags.gateway_message_content_limited is False


async def test_without_the_content_intent_only_what_concerns_the_bot_can_be_read(
    standin: StandIn, room: Channel, anna: Person
) -> None:
    async with running(standin, content=False):
        await standin.say(anna, room, "between us")
        await standin.say(anna, room, f"<@{standin.world.bot.id}> for you")
        await standin.say(anna, standin.world.direct(anna), "in private")
        heard = await said_by_the_bot(standin, 3)
        assert sorted(heard) == sorted(["nothing", f"<@{standin.world.bot.id}> for you", "in private"])


async def test_a_command_tells_the_askers_language_and_its_button_works(standin: StandIn, room: Channel) -> None:
    assert room.guild
    anna = standin.world.member(room.guild, "anna", locale="zh-TW")
    async with running(standin):
        asked = await standin.slash(anna, room, "ask", question="why?")
        card = await asked.reply()
        assert await asked.acknowledged() is Callback.DEFERRED_MESSAGE
        assert texts(card) == ["zh-TW: why?"]
        pressed = await standin.press(anna, card, "undo")
        assert texts(await pressed.reply()) == ["undone"]
        hidden = await (await standin.slash(anna, room, "ask", question="psst", private="yes")).reply()
        assert hidden["flags"] & EPHEMERAL
        assert hidden not in standin.world.said(room)


async def test_autocomplete_a_modal_with_a_file_and_a_menu_go_over_the_wire(
    standin: StandIn, room: Channel, anna: Person
) -> None:
    async with running(standin):
        assert await (await standin.type_towards(anna, room, "ask", question="xia")).choices() == ["xia!"]
        opened = await standin.slash(anna, room, "save")
        sent = await standin.submit(opened, text="typed", file=[Upload("message.txt", "贴的".encode())])
        assert (await sent.reply())["content"] == "typed + 贴的"
        used = await standin.choose_from_menu(anna, room, "Save to casebook", standin.world.said(room)[-1])
        assert (await used.reply())["content"] == "typed + 贴的"
        assert (await used.followup())["content"] == "and that is all"
        callback = (await standin.requests.count(lambda s: bool(s.files), 1))[0]
        assert [(file.name, file.data) for file in callback.files] == [("table.csv", b"a,b")]


async def test_a_late_or_second_acknowledgement_and_a_token_that_is_over_are_refused(
    standin: StandIn, room: Channel, anna: Person
) -> None:
    async with running(standin):
        asked = await standin.slash(anna, room, "ask", question="why?")
        await asked.reply()
        callback = f"{standin.api}/interactions/{asked.id}/{asked.token}/callback"
        async with aiohttp.ClientSession() as session:
            async with session.post(callback, json={"type": 5}) as second:
                assert (await second.json())["code"] == 40060
            asked.callback, asked.asked_at = None, asked.asked_at - 3.1
            async with session.post(callback, json={"type": 5}) as late:
                assert (await late.json())["code"] == 10062
            asked.expired = True
            original = f"{standin.api}/webhooks/{standin.world.bot.id}/{asked.token}/messages/@original"
            async with session.patch(original, json={"content": "x", "allowed_mentions": {"parse": []}}) as over:
                assert (await over.json())["code"] == 50027


async def test_history_edits_deletions_threads_and_denials_reach_the_client(
    standin: StandIn, room: Channel, anna: Person
) -> None:
    said = [await standin.say(anna, room, str(number)) for number in range(4)]
    async with running(standin) as client:
        channel = client.get_partial_messageable(int(room.id))
        assert [m.content async for m in channel.history(limit=2)] == ["3", "2"]
        after = discord.Object(int(said[1]["id"]))
        assert [m.content async for m in channel.history(limit=9, after=after)] == ["2", "3"]
        around = discord.Object(int(said[1]["id"]))
        assert {m.content async for m in channel.history(limit=3, around=around)} == {"0", "1", "2"}
        await standin.edit(said[0], "changed")
        await standin.delete(said[1])
        thread = await standin.open_thread(anna, room, "a thread", said[2])
        await standin.say(anna, thread, "in the thread")
        assert await said_by_the_bot(standin) == ["in the thread"]
        assert (client.edited, client.deleted) == (["changed"], [int(said[1]["id"])])
        assert room.guild
        await standin.overwrite(room, Overwrite(room.guild.id, deny=Permission.SEND_MESSAGES))
        with pytest.raises(discord.Forbidden):
            await channel.send("not here")


async def test_forwards_bulk_deletions_lost_channels_and_new_servers_reach_the_client(
    standin: StandIn, room: Channel, anna: Person
) -> None:
    async with running(standin) as client:
        await client.wait_until_ready()
        said = [await standin.say(anna, room, word) for word in ("first", "second")]
        standin.faults.plan(Slow(0.02), "POST", MESSAGES)
        forwarded = await standin.forward(anna, room, said[0])
        assert (await said_by_the_bot(standin, 3))[-1] == " + first"
        assert forwarded["content"] == ""
        await standin.delete_many(room, said)
        await standin.remove(room)
        await standin.invite(standin.world.guild("Another Corner"))
        await standin.gateway.settle()
        assert client.deleted == [*(int(one["id"]) for one in said), int(room.id)]
        assert client.joined == ["Another Corner"]
