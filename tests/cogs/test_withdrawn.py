"""Answers that cited what was deleted or changed: taken back where they stand, empty behind their buttons."""

import asyncio
import logging
from datetime import date
from pathlib import Path

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType

from bot.cogs.cards.withdrawn import withdrawn_card
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.settings import ChannelSettings
from bot.domain.shown import AnswerId, ShownAnswer
from bot.domain.text import Locale
from tests.cogs.altered import spoken
from tests.cogs.making import thread_of
from tests.cogs.mirrored import (
    BEAR,
    BULL,
    EDITED,
    QUESTION,
    TAKEN_BACK,
    WORD,
    answered,
    away,
    files_with,
    listed,
    requests,
    saved_message,
    standing,
)
from tests.cogs.reading import Community, button, press, shown
from tests.cogs.saving import link_to

EDITS = "/channels/*/messages/*"


def everything_shown(where: ChannelHandle) -> str:
    return "\n".join(shown(message) for message in where.history())


async def flagged(community: Community) -> int:
    return len(await community.casebook.withdrawn(community.store))


async def test_an_answer_is_taken_back_when_what_it_quotes_is_deleted(community: Community) -> None:
    message = await saved_message(community)
    answer = await answered(community)
    assert WORD in standing(community.channel, answer.id)
    await community.ada.delete(message)
    text = standing(community.channel, answer.id)
    assert TAKEN_BACK in text
    assert QUESTION in text
    assert WORD not in everything_shown(community.channel)
    assert await flagged(community) == 0


async def test_an_answer_is_taken_back_when_what_it_quotes_is_edited(community: Community) -> None:
    message = await saved_message(community)
    answer = await answered(community)
    await community.ada.edit(message, EDITED)
    assert TAKEN_BACK in standing(community.channel, answer.id)


async def test_an_answer_that_was_taken_back_has_no_buttons(community: Community) -> None:
    message = await saved_message(community)
    answer = await answered(community)
    await community.ada.delete(message)
    [left] = [one for one in community.channel.history() if one.id == answer.id]
    assert not any("custom_id" in str(part.to_dict()) for part in left.components)


async def test_an_answer_that_cites_something_else_stays(community: Community) -> None:
    await saved_message(community)
    other = await saved_message(community, BULL)
    answer = await answered(community)
    await community.ada.delete(other)
    assert TAKEN_BACK not in standing(community.channel, answer.id)


async def test_forgetting_a_post_takes_the_answer_back(community: Community) -> None:
    await saved_message(community)
    answer = await answered(community)
    [post] = await listed(community)
    asked = await community.mod.slash(community.channel, "forget", post=post.post.post_id)
    await press(community.mod, asked, "Delete")
    assert await listed(community) == []
    assert TAKEN_BACK in standing(community.channel, answer.id)


async def test_forgetting_ones_own_takes_the_answer_back(community: Community) -> None:
    await saved_message(community)
    answer = await answered(community)
    asked = await community.ben.slash(community.channel, "forget", mine=True)
    await press(community.ben, asked, "Delete")
    assert await listed(community) == []
    assert TAKEN_BACK in standing(community.channel, answer.id)


async def test_undoing_a_save_takes_the_answer_back(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=BEAR)
    answer = await answered(community)
    await press(community.ada, saved, "Undo")
    assert TAKEN_BACK in standing(community.channel, answer.id)


async def test_what_is_deleted_from_the_terminal_takes_the_answer_back_within_a_minute(community: Community) -> None:
    await saved_message(community)
    answer = await answered(community)
    [post] = await listed(community)
    await community.casebook.forget(community.store, [post.post.post_id])
    await community.env.advance_time(61)
    assert TAKEN_BACK in standing(community.channel, answer.id)


async def test_an_answer_in_another_channel_is_taken_back_when_the_shelf_loses_the_post(community: Community) -> None:
    await saved_message(community)
    reader = community.guild.create_text_channel("reader")
    await community.casebook.set_settings(ChannelId(str(reader.id)), ChannelSettings(shelves=(community.store,)))
    answer = await answered(community, where=reader)
    community.env.backend.delete_channel(community.channel.id)
    await community.env.settle()
    assert TAKEN_BACK in standing(reader, answer.id)


async def test_the_buttons_of_an_answer_that_one_person_saw_show_nothing_of_it(community: Community) -> None:
    message = await saved_message(community)
    answer = await answered(community, private=True)
    await community.ada.delete(message)
    sources = await community.ben.click(answer, custom_id=button(answer, "Sources"))
    assert WORD not in shown(sources)
    again = await community.ben.click(answer, custom_id=button(answer, "Other side"))
    assert WORD not in shown(again)


async def test_a_button_pressed_on_a_view_from_before_shows_nothing_of_it(community: Community) -> None:
    message = await saved_message(community)
    answer = await answered(community)
    sources = button(answer, "Sources")
    feeds = list(community.env.backend.faults)
    community.env.inject_error("PATCH", EDITS, status=403, code=50001, times=None)
    await community.ada.delete(message)
    pressed = await community.ben.click(answer, custom_id=sources)
    assert WORD not in shown(pressed)
    community.env.backend.faults[:] = feeds


async def test_a_fault_of_discords_leaves_the_answer_to_be_taken_back_at_the_next_deletion(
    community: Community,
) -> None:
    first, second = await saved_message(community), await saved_message(community, BULL)
    answer = await answered(community)
    community.env.inject_error("PATCH", EDITS, status=503, times=1)
    await community.ada.delete(first)
    assert TAKEN_BACK not in standing(community.channel, answer.id)
    assert await flagged(community) == 1
    await community.ada.delete(second)
    assert TAKEN_BACK in standing(community.channel, answer.id)
    assert await flagged(community) == 0


async def test_one_answers_fault_does_not_keep_the_others_from_being_taken_back(community: Community) -> None:
    message = await saved_message(community)
    answers = [await answered(community), await answered(community)]
    community.env.inject_error("PATCH", EDITS, status=503, times=1)
    await community.ada.delete(message)
    assert sum(TAKEN_BACK in standing(community.channel, one.id) for one in answers) == 1


async def test_an_answer_that_is_left_flagged_is_taken_back_at_the_next_start(community: Community) -> None:
    message = await saved_message(community)
    answer = await answered(community)
    community.env.inject_error("PATCH", EDITS, status=503, times=1)
    await community.ada.delete(message)
    async with away(community):
        pass
    assert TAKEN_BACK in standing(community.channel, answer.id)


async def test_an_answer_that_was_deleted_itself_is_let_go(community: Community) -> None:
    message = await saved_message(community)
    answer = await answered(community)
    del community.env.backend.messages[community.channel.id][answer.id]
    await community.ada.delete(message)
    assert await flagged(community) == 0


async def test_an_answer_in_an_archived_thread_is_taken_back_and_the_thread_archived_again(
    community: Community,
) -> None:
    message = await saved_message(community)
    thread = thread_of(community)
    answer = await answered(community, where=thread)
    community.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    community.env.inject_error("PATCH", EDITS, status=400, code=50083, times=1)
    await community.ada.delete(message)
    assert TAKEN_BACK in standing(thread, answer.id)
    stored = community.env.backend.get_thread(thread.id).thread_metadata
    assert stored is not None
    assert stored.archived


async def test_an_answer_out_of_reach_is_not_tried_at_every_deletion_but_at_the_next_start(
    community: Community,
) -> None:
    message, other = await saved_message(community), await saved_message(community, BULL)
    hall = community.guild.create_text_channel("hall")
    await community.casebook.set_settings(ChannelId(str(hall.id)), ChannelSettings(shelves=(community.store,)))
    answer = await answered(community, where=hall)
    _hide(community, hall, hidden=True)
    await community.ada.delete(message)
    tried = [one for one in requests(community) if one.endswith(str(answer.id))]
    await community.ada.delete(other)
    assert [one for one in requests(community) if one.endswith(str(answer.id))] == tried
    assert len(tried) == 1
    _hide(community, hall, hidden=False)
    async with away(community):
        pass
    assert TAKEN_BACK in standing(hall, answer.id)


def _hide(community: Community, where: ChannelHandle, *, hidden: bool) -> None:
    deny = discord.Permissions(view_channel=hidden).value
    me = community.env.backend.bot_user.id
    community.env.backend.set_overwrite(where.id, Overwrite(me, OverwriteType.MEMBER, deny=deny))


async def test_an_answer_is_edited_once_however_many_deletions_are_told_at_once(community: Community) -> None:
    message = await saved_message(community)
    answer = await answered(community)
    await community.casebook.withdraw(community.store, link_to(community, message.id))
    with community.env._bot_scope():
        for _ in range(3):
            community.env.bot.dispatch("deletion")
    await community.env.settle()
    edits = [one for one in requests(community) if one.startswith("PATCH /channels") and one.endswith(str(answer.id))]
    assert len(edits) == 1
    assert TAKEN_BACK in standing(community.channel, answer.id)


async def test_a_reader_of_chinese_is_told_in_chinese(community: Community) -> None:
    message = await saved_message(community)
    with spoken(community.env, "zh-TW"):
        answer = await answered(community, "AMD 看空的理由是什麼？")
    await community.ada.delete(message)
    text = standing(community.channel, answer.id)
    assert "這個回答已收回" in text
    assert WORD not in text


async def test_a_question_in_chinese_is_taken_back_in_chinese_whatever_the_reader_has_set(community: Community) -> None:
    message = await saved_message(community)
    answer = await answered(community, "AMD 看空的理由是什么？")
    await community.ada.delete(message)
    assert "这个回答已撤回" in standing(community.channel, answer.id)


def test_a_question_cannot_act_in_the_card_that_stands_in_its_answers_place() -> None:
    text = "# [click](https://example.com) @everyone " + "very long " * 200
    asked = Question(text=text, asked_on=date(2026, 3, 1), spoken=Locale.ENGLISH)
    card = withdrawn_card(ShownAnswer(answer_id=AnswerId("a" * 12), question=asked, cited=()))
    said = "\n".join(item.content for item in card.walk_children() if isinstance(item, discord.ui.TextDisplay))
    assert "[click](" not in said
    assert " @everyone" not in said
    assert len(said) < 500


async def test_nothing_of_what_was_deleted_is_logged_while_an_answer_is_taken_back(
    community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    message = await saved_message(community)
    await answered(community)
    community.env.inject_error("PATCH", EDITS, status=503, times=1)
    await community.ada.delete(message)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("bot", "storage"))]
    assert ours
    assert WORD not in "".join(ours)


async def test_a_deletion_and_an_answer_at_once_leave_no_quote_standing(community: Community, tmp_path: Path) -> None:
    message = await saved_message(community)
    asking = asyncio.create_task(community.ben.slash(community.channel, "ask", question=QUESTION))
    await asyncio.sleep(0)
    community.env.backend.delete_message(community.channel.id, message.id)
    await asking
    await community.env.advance_time(61)
    assert WORD not in everything_shown(community.channel)
    assert files_with(tmp_path) == []
