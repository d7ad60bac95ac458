"""Mentions and conversations in threads."""

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.casebook import PostQuery
from bot.cogs.surface.client import CasebookBot, Options
from tests.cogs.reading import LIQUOR, Community, shown
from tests.cogs.saving import POST
from tests.intake.made_files import MADE

BEAR = "what is the bear case on Xiaomi Auto?"


def called(community: Community, text: str) -> str:
    return f"<@{community.me}> {text}"


async def last_answer(community: Community, channel: ChannelHandle | None = None) -> discord.Message:
    """The newest message, which has to be the bot's."""
    message = (channel or community.channel).history()[-1]
    assert message.author.id == community.me, message.content
    return message


async def answers(community: Community, channel: ChannelHandle) -> list[discord.Message]:
    return [one for one in channel.history() if one.author.id == community.me]


async def a_thread(community: Community) -> ChannelHandle:
    """A thread of the channel, opened by a member."""
    thread = community.env.backend.create_thread(community.channel.id, "cars", community.ada.id)
    await community.env.settle()
    return next(one for one in community.channel.threads if one.id == thread.id)


async def a_thread_of_the_bots(community: Community) -> ChannelHandle:
    thread = community.env.backend.create_thread(community.channel.id, "digest", community.me)
    await community.env.settle()
    return next(one for one in community.channel.threads if one.id == thread.id)


async def test_a_mention_is_answered_in_place_as_a_reply(community: Community) -> None:
    await community.saved()
    question = await community.ada.send(community.channel, called(community, BEAR))
    answer = await last_answer(community)
    assert answer.reference is not None
    assert answer.reference.message_id == question.id
    assert "promise that the brand makes" in shown(answer)


async def test_what_mentions_nobody_is_not_answered(community: Community) -> None:
    await community.saved()
    await community.ada.send(community.channel, BEAR)
    assert await answers(community, community.channel) == []


async def test_a_follow_up_in_a_thread_keeps_the_subject(community: Community) -> None:
    await community.saved()
    thread = await a_thread(community)
    await community.ada.send(thread, called(community, "what is the bear case on Xiaomi?"))
    await community.ada.send(thread, "and the other side?")
    assert "后座看海" in shown(await last_answer(community, thread))


async def test_a_follow_up_is_understood_after_a_restart(community: Community) -> None:
    await community.saved()
    thread = await a_thread(community)
    await community.ada.send(thread, called(community, "what is the bear case on Xiaomi?"))
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    await community.ada.send(thread, "and the other side?")
    assert "后座看海" in shown(await last_answer(community, thread))


async def test_a_question_that_was_deleted_is_no_longer_followed(community: Community) -> None:
    await community.saved()
    thread = await a_thread(community)
    question = await community.ada.send(thread, called(community, "what is the bear case on Xiaomi?"))
    await community.ada.delete(question)
    await community.ada.send(thread, called(community, "and the other side?"))
    assert "quietgarage" in shown(await last_answer(community, thread))


async def test_two_people_follow_up_their_own_questions(community: Community) -> None:
    await community.saved()
    await community.saved(LIQUOR)
    thread = await a_thread(community)
    await community.ada.send(thread, called(community, "what is the bear case on Xiaomi Auto?"))
    await community.ben.send(thread, called(community, "what is the bear case on Moutai?"))
    await community.ada.send(thread, "who said that?")
    assert "quietgarage" in shown(await last_answer(community, thread))
    await community.ben.send(thread, "who said that?")
    assert "巷口的酒铺" in shown(await last_answer(community, thread))


@pytest.mark.parametrize("text", ["thanks", "I would rather take the bus", "lol", "https://example.com/x", "+1"])
async def test_it_does_not_butt_in(community: Community, text: str) -> None:
    await community.saved()
    thread = await a_thread(community)
    await community.ada.send(thread, called(community, BEAR))
    before = len(await answers(community, thread))
    await community.ben.send(thread, text)
    assert len(await answers(community, thread)) == before


async def test_it_does_not_answer_what_is_asked_of_somebody_else(community: Community) -> None:
    await community.saved()
    thread = await a_thread(community)
    await community.ada.send(thread, called(community, BEAR))
    before = len(await answers(community, thread))
    await community.ada.send(thread, f"{community.ben.mention} what do you think of Xiaomi?")
    note = await community.ben.send(thread, "I drive one")
    await community.ada.send(thread, "since when do you have it?", reply_to=note)
    assert len(await answers(community, thread)) == before


async def test_it_says_nothing_in_a_thread_that_never_called_it(community: Community) -> None:
    await community.saved()
    thread = await a_thread(community)
    await community.ada.send(thread, BEAR)
    assert await answers(community, thread) == []


async def test_it_answers_questions_in_a_thread_that_it_opened_itself(community: Community) -> None:
    await community.saved()
    thread = await a_thread_of_the_bots(community)
    await community.ada.send(thread, BEAR)
    assert "promise that the brand makes" in shown(await last_answer(community, thread))


async def test_ten_people_asking_at_once_get_ten_right_answers(community: Community) -> None:
    await community.saved()
    await community.saved(LIQUOR)
    people = [community.member(f"member{number}") for number in range(10)]
    wanted = {
        person.id: ("Moutai", "巷口的酒铺") if number % 2 else ("Xiaomi Auto", "quietgarage")
        for number, person in enumerate(people)
    }
    backend = community.env.backend
    asked = {
        backend.create_message(community.channel.id, person, called(community, f"bear case on {subject}?")).id: holder
        for person, (subject, holder) in wanted.items()
    }
    await community.env.settle()
    given = await answers(community, community.channel)
    assert {one.reference.message_id for one in given if one.reference} == set(asked)
    assert len(given) == 10
    for one in given:
        assert one.reference is not None
        holder = asked[one.reference.message_id or 0]
        assert [name for name in ("巷口的酒铺", "quietgarage") if name in shown(one)] == [holder]


async def test_quiet_stops_the_conversation_of_a_thread_also_after_a_restart(community: Community) -> None:
    await community.saved()
    thread = await a_thread(community)
    await community.ada.send(thread, called(community, BEAR))
    await community.ada.send(thread, called(community, "quiet"))
    before = len(await answers(community, thread))
    await community.ada.send(thread, "and the other side?")
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    await community.ada.send(thread, "and the other side?")
    assert len(await answers(community, thread)) == before
    await community.ada.send(thread, called(community, BEAR))
    await community.ada.send(thread, "and the other side?")
    assert len(await answers(community, thread)) == before + 1
    await community.ada.send(thread, called(community, "listen"))
    await community.ada.send(thread, "who said that?")
    assert len(await answers(community, thread)) == before + 3


async def test_bots_and_webhooks_are_never_answered(community: Community) -> None:
    await community.saved()
    robot = community.guild.add_member(community.env.create_user("robot", bot=True))
    await robot.send(community.channel, called(community, BEAR))
    hook = community.guild.create_webhook(community.channel)
    await hook.send(called(community, BEAR))
    assert await answers(community, community.channel) == []


async def test_a_mention_with_a_pasted_post_saves_it(community: Community) -> None:
    await community.ada.send(community.channel, called(community, LIQUOR))
    assert "巷口的酒铺" in shown(await last_answer(community))
    assert len(await community.casebook.posts(community.store, _all())) == 2


async def test_a_mention_that_replies_to_a_message_and_says_save_saves_that_message(community: Community) -> None:
    paste = await community.ben.send(community.channel, LIQUOR)
    await community.ada.send(community.channel, called(community, "save"), reply_to=paste)
    assert "巷口的酒铺" in shown(await last_answer(community))
    post = (await community.casebook.posts(community.store, _all()))[0]
    assert post.post.saved_by == str(community.ada.id)
    assert post.post.source == paste.jump_url


async def test_save_without_anything_to_save_says_so(community: Community) -> None:
    await community.ada.send(community.channel, called(community, "save"))
    assert "nothing was saved" in shown(await last_answer(community))


async def test_a_mention_without_words_says_how_to_ask(community: Community) -> None:
    await community.ada.send(community.channel, called(community, ""))
    assert "bear case" in shown(await last_answer(community))


async def test_a_thread_uses_the_store_of_its_channel(community: Community) -> None:
    await community.saved()
    thread = await a_thread(community)
    await community.ada.send(thread, called(community, BEAR))
    assert "promise that the brand makes" in shown(await last_answer(community, thread))


async def test_another_channels_posts_are_not_told(community: Community) -> None:
    await community.saved()
    other = community.guild.create_text_channel("other")
    await community.ada.send(other, called(community, BEAR))
    text = shown(await last_answer(community, other))
    assert "quietgarage" not in text
    assert "brand" not in text


async def test_a_direct_message_is_a_store_of_its_own(community: Community) -> None:
    await community.saved()
    await community.ada.send_dm(BEAR)
    assert "quietgarage" not in shown(community.ada.user.dm_channel.history()[-1])
    await community.ada.send_dm(LIQUOR)
    await community.ada.send_dm("what is the bear case on Moutai?")
    assert "巷口的酒铺" in shown(community.ada.user.dm_channel.history()[-1])


async def test_a_chinese_question_is_answered_in_chinese_with_the_quote_as_it_is(community: Community) -> None:
    await community.saved()
    await community.ada.send(community.channel, called(community, "小米汽车的看空理由是什么？"))
    text = shown(await last_answer(community))
    assert "看空" in text
    assert "the promise that the brand makes" in text


async def test_a_traditional_chinese_question_is_answered_in_its_script(community: Community) -> None:
    await community.saved()
    await community.ada.send(community.channel, called(community, "小米汽車的看空理由是什麼？"))
    assert "貼文" in shown(await last_answer(community))


def _all() -> PostQuery:
    return PostQuery()


@pytest.mark.parametrize("text", ["thanks!", "thank you, nice", "谢谢"])
async def test_thanks_are_not_taken_for_a_question(community: Community, text: str) -> None:
    await community.saved()
    await community.ada.send(community.channel, called(community, text))
    await community.ada.send_dm(text)
    assert await answers(community, community.channel) == []
    assert [one.author.id for one in community.ada.user.dm_channel.history()] == [community.ada.id]


async def test_a_question_with_a_picture_is_a_question(community: Community) -> None:
    await community.saved()
    await community.ada.send(community.channel, called(community, BEAR), attachments=[("chart.png", b"\x89PNG")])
    assert "promise that the brand makes" in shown(await last_answer(community))


@pytest.mark.parametrize("name", MADE)
async def test_a_mention_with_a_file_of_any_kind_saves_it(community: Community, name: str) -> None:
    await community.ada.send(community.channel, called(community, ""), attachments=[(name, MADE[name](POST))])
    assert [saved.post.author for saved in await community.casebook.posts(community.store, _all())] == [
        "Harbour Ledger"
    ]
