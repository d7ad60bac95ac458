"""What `/save` acknowledges over the wire is on the disk, however the process ends."""

from bot.app import open_casebook
from bot.casebook.browsing import PostQuery
from bot.cogs.surface import client, serve
from bot.domain.post import ChannelId
from bot.domain.receipt import SavedPost
from bot.settings import read_settings
from tests.wire.faults import CutOff, Failed, RateLimited
from tests.wire.gateway import Op
from tests.wire.launch import GRACE
from tests.wire.limits.request import Callback
from tests.wire.process import Bot, Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_the_running_bot import BEARS, CALLBACKS, EDITS, QUESTION, QUOTE, read, words
from tests.wire.world import Channel, Person, Upload

STOPS_WITHIN_S = 10.0
CLOSES_WITHIN_S = 1.0
SHORT = {GRACE: "2"}
"""For what has not ended by then: of the ten seconds most are left to a machine that is busy."""
REASONS = "\n\n".join(
    f"In quarter {number} AMD lost share in segment {number % 7}, because rival number {number} sold for less."
    for number in range(4_000)
)
LAST = "rival number 3999 sold for less"
LONG = Upload("message.txt", f"Harbour Ledger\n2026.03.02 09:15\n\n$AMD(AMD.US) {REASONS}".encode())
"""A post that takes far longer to read than a stop may take."""


async def kept(home: Home, room: Channel) -> list[SavedPost]:
    """What the store in that home holds of the room's posts, opened anew."""
    channel = ChannelId(room.id)
    async with open_casebook(read_settings(store=home.store)) as casebook:
        listed = await casebook.posts(channel, PostQuery())
        return [await casebook.post(channel, one.post.post_id) for one in listed]


async def stopped(bot: Bot) -> None:
    """Ask the process to stop, and hold it to ending with a status of success in ten seconds."""
    bot.terminate()
    assert await bot.ended(STOPS_WITHIN_S) == 0


def test_what_a_stop_gives_time_to_leaves_some_to_the_closing() -> None:
    assert serve.GRACE + client.BREAKING_OFF + CLOSES_WITHIN_S <= STOPS_WITHIN_S


async def test_what_was_just_saved_answers_a_question(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home):
        card = await read(standin, await standin.slash(anna, room, "save", text=BEARS))
        assert "Harbour Ledger" in words(card)
        answer = await (await standin.slash(anna, room, "ask", question=QUESTION)).reply()
        assert QUOTE in words(answer)


async def test_a_modals_text_and_file_are_saved(standin: StandIn, home: Home, room: Channel, anna: Person) -> None:
    async with connected(standin, home) as bot:
        opened = await standin.slash(anna, room, "save")
        sent = await standin.submit(opened, text=BEARS, files=[Upload("note.md", b"Costco grows as members stay.")])
        await sent.reply()
        await stopped(bot)
    assert len(await kept(home, room)) == 2


async def test_a_kill_right_after_the_card_loses_nothing(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home) as bot:
        await (await standin.slash(anna, room, "save", text=BEARS)).reply()
        await bot.kill()
    assert [QUOTE in saved.post.body for saved in await kept(home, room)] == [True]


async def test_a_kill_while_a_shown_save_is_still_read_loses_nothing(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home) as bot:
        await (await standin.slash(anna, room, "save", file=LONG)).reply()
        await bot.kill()
    [saved] = await kept(home, room)
    assert LAST in saved.post.body
    assert saved.waiting


async def test_a_stop_during_a_save_ends_in_time_with_what_was_acknowledged_on_disk(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home.with_(**SHORT)) as bot:
        await (await standin.slash(anna, room, "save", file=LONG)).reply()
        await stopped(bot)
        assert "Traceback" not in bot.said
    [saved] = await kept(home, room)
    assert LAST in saved.post.body
    # A fast machine may have read it to the end meanwhile; by half it is never there.
    assert saved.waiting is not bool(saved.arguments)


async def test_a_stop_right_after_a_save_was_begun_shows_it_and_keeps_it(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home) as bot:
        saving = await standin.slash(anna, room, "save", text=BEARS)
        assert await saving.acknowledged() is Callback.DEFERRED_MESSAGE
        await stopped(bot)
        assert saving.message is not None
        assert "Harbour Ledger" in words(saving.message)
    assert [QUOTE in saved.post.body for saved in await kept(home, room)] == [True]


async def test_a_save_rides_out_a_wire_that_fails(standin: StandIn, home: Home, room: Channel, anna: Person) -> None:
    async with connected(standin, home) as bot:
        standin.faults.plan(RateLimited(0.05), "POST", CALLBACKS)
        standin.faults.plan(Failed(502), "PATCH", EDITS)
        saving = await standin.slash(anna, room, "save", text=BEARS)
        standin.gateway.drop()
        assert "Harbour Ledger" in words(await read(standin, saving))
        await standin.gateway.heard.first(lambda frame: frame["op"] == Op.RESUME)
        standin.faults.plan(CutOff(), "PATCH", EDITS)
        again = await standin.slash(anna, room, "save", text="Costco grows because its members stay.")
        await standin.requests.until(lambda: standin.faults.outstanding == 0)
        assert await again.acknowledged() is Callback.DEFERRED_MESSAGE
        assert QUOTE in words(await (await standin.slash(anna, room, "ask", question=QUESTION)).reply())
        await stopped(bot)
    assert len(await kept(home, room)) == 2
