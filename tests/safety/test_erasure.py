"""What was deleted stands in no column of any table and in no file; docs/threats.md says why some of the rest stays."""

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.correction import Field
from bot.domain.digest import Outcome
from bot.domain.settings import ChannelSettings
from bot.domain.shown import Place
from tests.safety.canaries import CHANNELS
from tests.safety.leftovers import columns_holding, files_holding
from tests.safety.operations import asking, changing, keeping, modelled
from tests.safety.playing import Stage, staged
from tests.safety.rooms import PASTED, Operation, Turn

SEED = 5
AT = CHANNELS.index("channel 1")


async def have_a_digest_sent(turn: Turn) -> object:
    await turn.casebook.set_settings(turn.name, ChannelSettings(digest=keeping.DAILY))
    due = await turn.casebook.claim_digest(turn.name, PASTED + timedelta(days=1, hours=2))
    assert due is not None
    await turn.casebook.end_digest(turn.name, due, Outcome.SENT, turn.words.word("message"))
    return due


async def begin_to_write(turn: Turn) -> object:
    await turn.casebook.begun(turn.name, Place(channel=turn.words.word("room"), message="1"))
    return await turn.casebook.unfinished(turn.name)


async def put_right(turn: Turn) -> object:
    """By somebody else too, whose name stays with nothing that goes."""
    casebook, words = turn.casebook, turn.words
    for post_id in turn.here.posts:
        await casebook.correct(turn.name, post_id, {Field.AUTHOR: f"{words.author} too"}, words.person)
    return await casebook.correct(turn.name, turn.here.posts[0], {Field.DATE: "2025-10-10"}, words.person)


LIFE: tuple[Operation, ...] = (
    *(
        have_a_digest_sent,
        keeping.switch_off,
        keeping.follow_a_thread,
        changing.save,
        changing.save,
        changing.save,
        put_right,
    ),
    *(modelled.tell_a_point, modelled.compare_points, modelled.keep_a_reply, modelled.spend, asking.show_an_answer),
    *(keeping.judge, begin_to_write, keeping.add_alias),
)
"""All that leaves a row in a table."""
OF_POSTS = ("body", "source", "author", "address", "said")
"""Words that stand in posts alone, and in what was made of them."""

GIVEN = {"aliases.folded", "aliases.name"}
"""Names that people gave."""
TAUGHT = {"aliases.company"}
"""What a post's tag taught the channel: it goes with the post."""
ASKED = {"answers.question", "answers.place_channel", "unfinished.place_channel", "digests.message"}
"""A question is its asker's, whoever's posts answered it; where answers and digests stand is needed to find them."""
DONE_BY = {"aliases.added_by", "switched_off.by_whom"}
"""Who decided something for the channel."""
JUDGED = {"verdicts.person"}

Deletion = Callable[[Turn], Awaitable[object]]


async def forget_every_post(turn: Turn) -> object:
    return await turn.casebook.forget(turn.name, list(dict.fromkeys(turn.here.posts)))


async def forget_all_of_mine(turn: Turn) -> object:
    for person in (turn.words.person, "everybody"):
        await turn.casebook.forget_mine(turn.name, person)
    return None


async def withdraw_every_message(turn: Turn) -> object:
    return [await turn.casebook.withdraw(turn.name, f"{turn.words.link}{n}") for n in range(6)]


async def withdraw_the_whole_place(turn: Turn) -> object:
    return await turn.casebook.withdraw_all_under(turn.name, turn.words.link)


async def lived(stage: Stage) -> Turn:
    """A channel in which everything was done once, beside another of which nothing is to go."""
    for at in (AT, AT + 1):
        turn = Turn(stage.casebook, stage.channels, at, 0, random.Random(SEED))
        for operation in LIFE:
            turn.step += 1
            await stage.play(turn, operation)
    return Turn(stage.casebook, stage.channels, AT, 100, random.Random(SEED))


def words_of(turn: Turn, found: dict[str, set[str]]) -> set[str]:
    """The columns that hold a word of the channel's own."""
    signs = (turn.words.word("").casefold(), turn.words.sign[0])
    return {place for place, words in found.items() if any(word.casefold().startswith(signs) for word in words)}


@pytest.mark.parametrize(
    ("delete", "stays"),
    [
        (forget_every_post, GIVEN | ASKED | DONE_BY | JUDGED),
        (forget_all_of_mine, GIVEN | ASKED | DONE_BY),
        (withdraw_every_message, GIVEN | ASKED | DONE_BY | JUDGED),
        (withdraw_the_whole_place, GIVEN | ASKED | DONE_BY | JUDGED),
        (changing.erase, set()),
    ],
)
async def test_what_is_deleted_stands_in_no_column_and_no_file(
    busy_url: str, folder: Path, delete: Deletion, stays: set[str]
) -> None:
    """The files of a server are its own; in its tables nothing else is left either."""
    on_file = busy_url.startswith("sqlite")
    async with staged(busy_url, SEED) as stage:
        turn = await lived(stage)
        before = await columns_holding(busy_url)
        assert words_of(turn, before) > GIVEN | TAUGHT | ASKED | DONE_BY | JUDGED | {
            "point_texts.text",
            "replies.reply",
            "corrections.value",
            "corrections.as_read",
            "corrections.corrected_by",
        }
        neighbour = stage.turn(0).channels[AT + 1]
        beside = await stage.exported(AT + 1)
        await delete(turn)
        assert words_of(turn, await columns_holding(busy_url)) == stays
        for kind in OF_POSTS if on_file else ():
            assert files_holding(folder, turn.words.word(kind)) == []
            assert files_holding(folder, neighbour.words.word(kind)) != []
        assert await stage.exported(AT + 1) == beside
        assert await stage.casebook.store.verify() == []


async def test_of_an_erased_channel_no_word_stands_in_any_file(url: str, folder: Path) -> None:
    """Neither while the store is open, in its log, nor after it was closed."""
    async with staged(url, SEED) as stage:
        turn = await lived(stage)
        words = (turn.words.word("")[:4], turn.words.tag, turn.words.sign)
        assert all(files_holding(folder, word) for word in words)
        await changing.erase(turn)
        assert [files_holding(folder, word) for word in words] == [[], [], []]
    assert [files_holding(folder, word) for word in words] == [[], [], []]
