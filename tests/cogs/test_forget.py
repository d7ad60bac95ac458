"""`/forget`: who may delete what, what is said before and after, and what is left."""

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.casebook import PostQuery
from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.post import PostId
from tests.cogs.altered import permitted
from tests.cogs.making import keep_posts, post_text, thread_of
from tests.cogs.reading import CARS, LIQUOR, Community, shown


async def asked(community: Community, by: MemberActor, **options: str | bool) -> ResponseMessage:
    """The question that a person is asked."""
    result = await by.slash(community.channel, "forget", **options)
    assert result.ephemeral
    assert result.response is not None
    return result.response


async def saved(community: Community, *savers: MemberActor) -> PostId:
    """A post that each of these saved, and its id."""
    receipts = [await community.saved(post_text(1), by) for by in savers]
    return receipts[0].posts[0].post.post_id


async def posts(community: Community) -> list[str]:
    return [one.post.post_id for one in await community.casebook.posts(community.store, PostQuery())]


def complaint(result: InteractionResult) -> str:
    """What somebody is told instead of what they wanted."""
    assert result.followups or result.response
    return shown(result.followups[-1] if result.followups else result)


async def test_first_it_is_asked_and_said_what_will_go(community: Community) -> None:
    post_id = await saved(community, community.ada)
    text = shown(await asked(community, community.ada, post=post_id))
    assert "**Desk 1** · 2025-10-02" in text
    assert "1 argument" in text
    assert await posts(community) == [post_id]


async def test_who_saved_it_deletes_it_and_is_told_what_went(community: Community) -> None:
    post_id = await saved(community, community.ada)
    question = await asked(community, community.ada, post=post_id)
    await community.ada.click(question, label="Delete")
    assert shown(question) == "Deleted: 1 post, 1 argument."
    assert await posts(community) == []


async def test_keep_deletes_nothing(community: Community) -> None:
    post_id = await saved(community, community.ada)
    question = await asked(community, community.ada, post=post_id)
    await community.ada.click(question, label="Keep")
    assert shown(question) == "Nothing was deleted."
    assert await posts(community) == [post_id]


async def test_a_stranger_is_refused_in_plain_words(community: Community) -> None:
    post_id = await saved(community, community.ada)
    text = shown(await asked(community, community.ben, post=post_id))
    assert "Only who saved or added that, or who may *Manage Messages* here" in text
    assert await posts(community) == [post_id]


async def test_who_moderates_deletes_anybodys_post_for_everybody_and_is_told_so_first(community: Community) -> None:
    post_id = await saved(community, community.ada, community.ben)
    question = await asked(community, community.mod, post=post_id)
    assert "2 other people saved it too: it goes for everybody" in shown(question)
    await community.mod.click(question, label="Delete")
    assert await posts(community) == []


async def test_what_others_saved_too_stays_theirs(community: Community) -> None:
    post_id = await saved(community, community.ada, community.ben)
    question = await asked(community, community.ada, post=post_id)
    assert "1 other person saved it too, so it stays theirs" in shown(question)
    await community.ada.click(question, label="Delete")
    assert "The post stays" in shown(question)
    assert await posts(community) == [post_id]
    assert await community.casebook.savers(community.store, post_id) == [str(community.ben.id)]
    assert "Only who saved" in shown(await asked(community, community.ada, post=post_id))


async def test_rights_are_asked_again_at_the_press(community: Community) -> None:
    post_id = await saved(community, community.ada)
    question = await asked(community, community.mod, post=post_id)
    with permitted(community.env, discord.Permissions(view_channel=True)):
        result = await community.mod.click(question, label="Delete")
    assert "Only who saved or added that" in complaint(result)
    assert await posts(community) == [post_id]


async def test_who_sees_the_channel_no_more_deletes_nothing(community: Community) -> None:
    post_id = await saved(community, community.ada)
    question = await asked(community, community.ada, post=post_id)
    with permitted(community.env, discord.Permissions.none()):
        result = await community.ada.click(question, label="Delete")
    assert "can't see that channel" in complaint(result)
    assert await posts(community) == [post_id]


async def test_mine_says_how_much_it_is_and_leaves_what_others_saved(community: Community) -> None:
    await keep_posts(community, map(post_text, range(3)))
    await community.saved(post_text(2), community.ben)
    await community.saved(LIQUOR, community.ben)
    question = await asked(community, community.ada, mine=True)
    assert "That is 3 posts" in shown(question)
    assert "1 of them was saved by others too and stays theirs" in shown(question)
    await community.ada.click(question, label="Delete")
    assert "Deleted: 2 posts" in shown(question)
    assert len(await posts(community)) == 3
    assert "You have saved nothing here." in shown(await asked(community, community.ada, mine=True))


async def test_mine_is_of_this_channel_alone(community: Community) -> None:
    await saved(community, community.ada)
    other = community.guild.create_text_channel("elsewhere")
    result = await community.ada.slash(other, "forget", mine=True)
    assert "You have saved nothing here." in shown(result)


async def test_neither_or_both_is_answered_by_one_clear_line(community: Community) -> None:
    post_id = await saved(community, community.ada)
    neither = shown(await asked(community, community.ada))
    assert neither.startswith("Say what to delete")
    assert shown(await asked(community, community.ada, post=post_id, mine=True)) == neither
    assert len(neither.splitlines()) == 1


async def test_a_post_that_is_gone_or_never_was_is_said(community: Community) -> None:
    post_id = await saved(community, community.ada)
    question = await asked(community, community.ada, post=post_id)
    await community.casebook.forget(community.store, [post_id])
    result = await community.ada.click(question, label="Delete")
    assert f"no post {post_id}" in complaint(result)
    assert f"no post {post_id}" in shown(await asked(community, community.ada, post=post_id))
    assert r"no post \*\*x\*\*" in shown(await asked(community, community.ada, post="**x** " + "y" * 90))


async def test_another_channels_post_can_not_be_deleted_from_here(community: Community) -> None:
    post_id = await saved(community, community.ada)
    other = community.guild.create_text_channel("elsewhere")
    result = await community.mod.slash(other, "forget", post=post_id)
    assert f"no post {post_id}" in shown(result)
    assert "Desk" not in shown(result)
    assert await posts(community) == [post_id]


async def test_a_thread_deletes_in_its_channel(community: Community) -> None:
    post_id = await saved(community, community.ada)
    result = await community.ada.slash(thread_of(community), "forget", post=post_id)
    assert result.response is not None
    await community.ada.click(result.response, label="Delete")
    assert await posts(community) == []


async def test_buttons_work_after_a_restart(community: Community) -> None:
    post_id = await saved(community, community.ada)
    one, every = await asked(community, community.ada, post=post_id), await asked(community, community.ada, mine=True)
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    await community.ada.click(every, label="Keep")
    assert shown(every) == "Nothing was deleted."
    await community.ada.click(one, label="Delete")
    assert shown(one) == "Deleted: 1 post, 1 argument."


async def test_what_was_deleted_is_in_no_answer(community: Community) -> None:
    receipt = await community.saved(CARS)
    for one in receipt.posts:
        question = await asked(community, community.ada, post=one.post.post_id)
        await community.ada.click(question, label="Delete")
    result = await community.ada.slash(community.channel, "ask", question="What is the bear case on Xiaomi Auto?")
    assert "quietgarage" not in shown(result)
    assert await community.casebook.store.verify() == []
