"""An answer that comes when the command's token is over: it reaches the channel, or its asker is told to ask again."""

from tests.wire.process import Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_the_running_bot import BEARS, QUESTION, QUOTE, read, words
from tests.wire.world import Channel, Person


async def test_what_the_channel_was_promised_is_shown_there(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home):
        saving = await standin.slash(anna, room, "save", text=BEARS)
        saving.expired = True
        assert "Harbour Ledger" in words(await read(standin, saving))
        asking = await standin.slash(anna, room, "ask", question=QUESTION)
        asking.expired = True
        assert QUOTE in words(await asking.reply())


async def test_who_alone_was_to_see_it_is_told_to_ask_again_and_nothing_else_is_said(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home):
        await read(standin, await standin.slash(anna, room, "save", text=BEARS))
        asking = await standin.slash(anna, room, "ask", question=QUESTION, private=True)
        asking.expired = True
        await standin.sent("POST", f"/channels/{room.id}/messages")
        said = words(standin.world.said(room)[-1])
        assert f"<@{anna.id}>" in said
        assert "again" in said
        assert QUOTE not in said
        assert "AMD" not in said


async def test_an_error_that_comes_late_tells_its_asker_to_ask_again(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home):
        asking = await standin.slash(anna, room, "ask", question="?", private=True)
        asking.expired = True
        await standin.sent("POST", f"/channels/{room.id}/messages")
        assert f"<@{anna.id}>" in words(standin.world.said(room)[-1])
