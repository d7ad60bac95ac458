"""What was saved from a message follows the message: its edits, its deletion, and what is killed in between."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook, PostQuery
from bot.domain.answer import Answer
from bot.domain.post import ChannelId, Paste, PostId
from bot.domain.shown import Place, ShownAnswer, Verdict
from bot.errors import TooLarge, UnknownAnswer, UnknownPost
from bot.settings import read_settings
from tests.conftest import asked, pasted

HERE, SHELF = ChannelId("here"), ChannelId("shelf")
LINK = "https://discord.com/channels/1/2/3"
BEAR = "$NVIDIA(NVDA.US) Margins can only fall from here, because every large customer is building a chip of its own."
EDITED = BEAR.replace("every large customer", "nearly every large customer")
OTHER = "$BYD(01211.HK) Deliveries abroad have doubled, and every car sold there earns three times as much."
QUESTION = asked("what is the bear case on Nvidia")


def from_message(text: str, by: str = "ann", source: str = LINK) -> Paste:
    return pasted(text, by).model_copy(update={"source": source, "url": "https://example.com/1"})


async def bodies(casebook: Casebook) -> list[str]:
    return sorted(listed.post.body for listed in await casebook.posts(HERE, PostQuery()))


async def ids(casebook: Casebook) -> list[PostId]:
    return [listed.post.post_id for listed in await casebook.posts(HERE, PostQuery())]


async def show(casebook: Casebook, answer: Answer, channel: ChannelId = HERE) -> ShownAnswer:
    answer_id = await casebook.remember(channel, answer.citations, QUESTION)
    await casebook.placed(channel, answer_id, Place(channel="77", message="78"))
    return await casebook.shown(channel, answer_id)


async def test_an_edit_replaces_the_post_for_the_same_savers_as_of_the_same_time(casebook: Casebook) -> None:
    saved = await casebook.save(HERE, from_message(BEAR))
    await casebook.save(HERE, from_message(BEAR, "ben"))
    revised = await casebook.revise(HERE, LINK, [EDITED])
    assert revised is not None
    [new] = revised.posts
    assert new.waiting
    assert "nearly every" in new.post.body
    assert (new.post.saved_by, new.post.saved_at, new.post.source, new.post.url) == (
        "ann",
        saved.posts[0].post.saved_at,
        LINK,
        "https://example.com/1",
    )
    assert await casebook.savers(HERE, new.post.post_id) == ["ann", "ben"]
    assert await ids(casebook) == [new.post.post_id]
    assert (await casebook.ask(HERE, QUESTION)).abstained
    [read] = (await casebook.finish(HERE, revised)).posts
    assert read.arguments
    assert "nearly every" in (await casebook.ask(HERE, QUESTION)).sentences[0].text


@pytest.mark.parametrize("pause", [0.0, 0.005, 0.02, 0.05])
async def test_what_another_process_deletes_while_its_message_is_read_again_stays_deleted(
    tmp_path: Path, pause: float
) -> None:
    settings = read_settings(store=f"sqlite:///{tmp_path}/casebook.db")
    async with open_casebook(settings) as here, open_casebook(settings) as elsewhere:
        await here.save(HERE, from_message(BEAR))
        revising = asyncio.create_task(here.revise(HERE, LINK, [f"{EDITED} " * 400]))
        await asyncio.sleep(pause)
        await elsewhere.forget_mine(HERE, "ann")
        await revising
        assert await bodies(here) == []


async def test_a_light_edit_is_not_taken_for_a_copy_of_what_it_replaces(casebook: Casebook) -> None:
    await casebook.save(HERE, from_message(BEAR))
    assert (await casebook.save(SHELF, from_message(BEAR))).posts[0].duplicate_of is None
    assert (await casebook.save(SHELF, pasted(EDITED))).posts[0].duplicate_of is not None
    await casebook.revise(HERE, LINK, [EDITED])
    [body] = await bodies(casebook)
    assert "nearly every" in body


async def test_a_message_that_says_what_was_saved_is_left_as_it_is(casebook: Casebook) -> None:
    await casebook.save(HERE, from_message(BEAR))
    before = [line async for line in casebook.export(HERE)]
    assert await casebook.revise(HERE, LINK, [BEAR]) is None
    assert await casebook.revise(HERE, LINK, [BEAR, " \u200b\n"]) is None
    assert await casebook.revise(HERE, "https://discord.com/channels/1/2/4", [OTHER]) is None
    assert [line async for line in casebook.export(HERE)] == before


async def test_a_post_that_the_edit_leaves_alone_keeps_its_id_and_its_arguments(casebook: Casebook) -> None:
    await casebook.save(HERE, from_message(f"{BEAR}\n"))
    [before] = (await casebook.saved_from(HERE, LINK)).posts
    answer = await show(casebook, await casebook.ask(HERE, QUESTION))
    revised = await casebook.revise(HERE, LINK, [f"  {BEAR}", OTHER])
    assert revised is not None
    stays, new = revised.posts
    assert (stays.post.post_id, stays.arguments, stays.waiting) == (before.post.post_id, before.arguments, False)
    assert (stays.post.source, new.waiting) == (LINK, True)
    assert await casebook.withdrawn(HERE) == []
    assert (await casebook.cited(HERE, answer.answer_id, ())).gone == 0
    assert await casebook.store.verify() == []


@pytest.mark.parametrize("texts", [[], ["", " \n"]])
async def test_a_message_that_says_nothing_any_more_is_withdrawn(casebook: Casebook, texts: list[str]) -> None:
    await casebook.save(HERE, from_message(BEAR))
    revised = await casebook.revise(HERE, LINK, texts)
    assert revised is not None
    assert revised.posts == ()
    assert await bodies(casebook) == []


async def test_one_text_of_several_is_withdrawn_alone(casebook: Casebook) -> None:
    await casebook.save(HERE, from_message(BEAR))
    await casebook.save(HERE, from_message(OTHER))
    revised = await casebook.revise(HERE, LINK, [OTHER])
    assert revised is not None
    assert len(revised.posts) == len(await bodies(casebook)) == 1


async def test_an_edit_that_cannot_be_saved_withdraws_nothing(casebook: Casebook) -> None:
    await casebook.save(HERE, from_message(BEAR))
    with pytest.raises(TooLarge):
        await casebook.revise(HERE, LINK, ["long " * 300_000])
    assert len(await bodies(casebook)) == 1


async def test_what_was_forgotten_does_not_come_back_when_the_message_is_read_again(casebook: Casebook) -> None:
    await casebook.save(HERE, from_message(BEAR))
    [other] = (await casebook.save(HERE, from_message(OTHER))).posts
    await casebook.forget(HERE, [other.post.post_id])
    assert await casebook.revise(HERE, LINK, [BEAR, OTHER]) is None
    assert len(await bodies(casebook)) == 1


async def test_a_message_that_is_deleted_while_it_is_edited_leaves_nothing(casebook: Casebook) -> None:
    for _ in range(5):
        await casebook.save(HERE, from_message(BEAR))
        await asyncio.gather(casebook.revise(HERE, LINK, [EDITED]), casebook.withdraw(HERE, LINK))
        assert await bodies(casebook) == []


async def test_of_two_edits_at_once_the_last_holds(casebook: Casebook) -> None:
    await casebook.save(HERE, from_message(BEAR))
    await asyncio.gather(casebook.revise(HERE, LINK, [EDITED]), casebook.revise(HERE, LINK, [OTHER]))
    assert [saved.post.source for saved in (await casebook.saved_from(HERE, LINK)).posts] == [LINK]
    assert await bodies(casebook) == [(await casebook.saved_from(HERE, LINK)).posts[0].post.body]
    assert "Deliveries" in (await bodies(casebook))[0]


async def test_an_edit_that_an_earlier_program_did_by_half_is_finished_by_the_next(casebook: Casebook) -> None:
    await casebook.save(HERE, from_message(BEAR))
    await casebook.save(HERE, from_message(BEAR, "ben"))
    # As far as a killed one came until 0.5: kept for the first of two savers, and nothing withdrawn.
    await casebook.keep(HERE, from_message(OTHER))
    revised = await casebook.revise(HERE, LINK, [OTHER])
    assert revised is not None
    [left] = revised.posts
    assert await ids(casebook) == [left.post.post_id]
    assert await casebook.savers(HERE, left.post.post_id) == ["ann", "ben"]
    assert await casebook.revise(HERE, LINK, [OTHER]) is None
    assert await casebook.store.verify() == []


def files_with(folder: Path, word: str) -> list[str]:
    """The store's files that hold the word, in capitals or not."""
    return [file.name for file in folder.iterdir() if word.lower().encode() in file.read_bytes().lower()]


Change = Callable[[Casebook], Awaitable[object]]


@pytest.mark.parametrize(
    "change",
    [
        lambda casebook: casebook.revise(HERE, LINK, [OTHER]),
        lambda casebook: casebook.withdraw(HERE, LINK),
        lambda casebook: casebook.erase(HERE),
    ],
    ids=["revise", "withdraw", "erase"],
)
async def test_the_words_of_what_a_message_said_before_stand_in_no_file(tmp_path: Path, change: Change) -> None:
    folder, word = tmp_path / "store", "Tujovusipe"
    folder.mkdir()
    async with open_casebook(read_settings(store=f"sqlite:///{folder}/casebook.db")) as casebook:
        await casebook.save(HERE, from_message(BEAR.replace("Margins", f"{word} margins")))
        await show(casebook, await casebook.ask(HERE, QUESTION))
        assert files_with(folder, word) != []
        await change(casebook)
        assert files_with(folder, word) == []


async def test_the_messages_to_look_at_after_a_start_are_told_newest_first(casebook: Casebook) -> None:
    saved = await casebook.save(HERE, from_message(BEAR))
    assert await casebook.sources(HERE, saved.posts[0].post.saved_at) == [LINK]


async def test_the_sources_of_an_answer_keep_their_numbers_and_those_deleted_are_counted(casebook: Casebook) -> None:
    await casebook.save(HERE, from_message(BEAR))
    rival = "$NVIDIA(NVDA.US) Debt is piling up at its buyers, and that is a real risk for its sales next year."
    await casebook.save(HERE, from_message(rival, source="elsewhere"))
    answer = await casebook.ask(HERE, QUESTION)
    assert len(answer.citations) == 2
    shown = await show(casebook, answer)
    assert (await casebook.cited(HERE, shown.answer_id, ())).evidence == answer.citations
    await casebook.withdraw(HERE, answer.citations[0].post.source or "")
    left = await casebook.cited(HERE, shown.answer_id, ())
    assert (left.evidence, left.gone) == (answer.citations[1:], 1)
    assert [item.answer_id for item in await casebook.withdrawn(HERE)] == [shown.answer_id]
    assert await casebook.withdrawn_channels() == [HERE]
    await casebook.drop_answer(HERE, shown.answer_id)
    assert await casebook.withdrawn_channels() == []
    with pytest.raises(UnknownAnswer):
        await casebook.cited(HERE, shown.answer_id, ())


async def test_what_a_shelf_holds_is_shown_only_to_who_can_read_it_and_goes_when_it_goes(casebook: Casebook) -> None:
    await casebook.save(SHELF, from_message(BEAR))
    told = await casebook.ask(SHELF, QUESTION)
    answer = told.model_copy(
        update={"citations": tuple(one.model_copy(update={"shelf": SHELF}) for one in told.citations)}
    )
    shown = await show(casebook, answer)
    assert {cited.channel for cited in shown.cited} == {SHELF}
    seen = await casebook.cited(HERE, shown.answer_id, {SHELF})
    assert (seen.evidence, seen.gone) == (answer.citations, 0)
    unseen = await casebook.cited(HERE, shown.answer_id, ())
    assert (unseen.evidence, unseen.gone) == ((), len(answer.citations))
    await casebook.erase(SHELF)
    assert (await casebook.cited(HERE, shown.answer_id, {SHELF})).evidence == ()
    assert await casebook.withdrawn_channels() == [HERE]


async def test_an_answer_is_found_again_where_it_stands_with_its_question_and_verdicts(casebook: Casebook) -> None:
    await casebook.save(HERE, from_message(BEAR))
    shown = await show(casebook, await casebook.ask(HERE, QUESTION))
    assert await casebook.shown_at(HERE, "78") == shown
    assert await casebook.shown_at(HERE, "79") is None
    assert shown.question == QUESTION
    await casebook.judge(HERE, shown.answer_id, "ann", Verdict.WRONG)
    assert [one.question for one in (await casebook.feedback(HERE)).worst] == [QUESTION.text]
    await casebook.forget_mine(HERE, "ann")
    assert (await casebook.feedback(HERE)).wrong == 0


async def test_a_post_that_is_being_read_is_not_read_a_second_time(casebook: Casebook) -> None:
    receipt = await casebook.keep(HERE, from_message(BEAR))
    once, twice = await asyncio.gather(casebook.finish(HERE, receipt), casebook.finish(HERE, receipt))
    assert sorted(saved.waiting for saved in (*once.posts, *twice.posts)) == [False, True]
    assert await casebook.waiting_channels() == []
    [late] = (await casebook.finish(HERE, receipt)).posts
    assert (late.waiting, late.arguments) == (False, once.posts[0].arguments or twice.posts[0].arguments)


async def test_a_post_whose_reading_was_broken_off_can_be_finished_at_once(casebook: Casebook) -> None:
    receipt = await casebook.keep(HERE, from_message(f"{BEAR} {OTHER} " * 60))
    assert await casebook.waiting_channels() == [HERE]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await casebook.finish(HERE, receipt)
    assert not any(saved.waiting for saved in (await casebook.finish(HERE, receipt)).posts)


async def test_a_post_that_is_deleted_before_it_is_read_is_said_to_be_unknown(casebook: Casebook) -> None:
    receipt = await casebook.keep(HERE, from_message(BEAR))
    await casebook.withdraw(HERE, LINK)
    with pytest.raises(UnknownPost):
        await casebook.finish(HERE, receipt)
