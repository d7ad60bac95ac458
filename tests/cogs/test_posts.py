"""`/posts`: what is saved, a page at a time, and a post opened with its arguments."""

import discord
from simcord.results import InteractionResult, ResponseMessage

from bot.casebook import PostQuery
from bot.cogs.surface.client import CasebookBot, Options
from tests.cogs.altered import permitted
from tests.cogs.making import keep_posts, post_text, thread_of
from tests.cogs.reading import LIQUOR, Community, button, shown


def answered(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


async def listed(community: Community, **options: str) -> ResponseMessage:
    """What a member is shown by the command."""
    result = await community.ada.slash(community.channel, "posts", **options)
    assert result.ephemeral
    return answered(result)


def authors(message: ResponseMessage) -> list[str]:
    """Whose posts a page lists, in its order."""
    return [line.split("**")[1] for line in shown(message).splitlines() if line.startswith("**Desk")]


async def test_a_list_shows_who_wrote_it_when_where_who_saved_it_and_its_message(community: Community) -> None:
    source = f"https://discord.com/channels/{community.guild.id}/{community.channel.id}/77"
    await keep_posts(community, [post_text(1)], source=source, saved_by=str(community.ben.id))
    text = shown(await listed(community))
    assert "**Desk 1** · 2025-10-02 · LongPort · waiting to be read" in text
    assert f"saved by <@{community.ben.id}>" in text
    assert f"[message]({source})" in text
    await community.casebook.read_waiting(community.store)
    assert "· 1 argument ·" in shown(await listed(community))


async def test_an_empty_list_says_how_to_save_a_post(community: Community) -> None:
    assert "`/save`" in shown(await listed(community))


async def test_sixty_posts_are_turned_through_page_by_page_newest_first_each_once(community: Community) -> None:
    await keep_posts(community, map(post_text, range(60)))
    message = await listed(community)
    seen, pages = authors(message), 1
    while "Next" in str(message.components):
        await community.ada.click(message, label="Next")
        seen, pages = [*seen, *authors(message)], pages + 1
    assert pages == 8
    assert seen == [f"Desk {n}" for n in reversed(range(60))]
    await community.ada.click(message, label="Previous")
    assert "Page 7" in shown(message)


async def test_a_post_opens_with_its_arguments_and_leads_back_to_its_page(community: Community) -> None:
    saved = (await community.saved(LIQUOR)).posts[0]
    message = await listed(community)
    await community.ada.select(message, [saved.post.post_id])
    text = shown(message)
    assert len(saved.arguments) > 1
    for argument in saved.arguments:
        assert f"> “{argument.quote}”" in text
    assert "▼ **bear** · Kweichow Moutai · " in text
    assert "巷口的酒铺" in text
    await community.ada.click(message, label="Back to the list")
    assert "**Saved posts**" in shown(message)
    assert saved.arguments[0].quote not in shown(message)


async def test_a_post_of_many_arguments_is_paged_and_every_quote_is_shown_whole(community: Community) -> None:
    claims = [f"Margin number {n} is falling because rival {n} keeps cutting its price in city {n}." for n in range(70)]
    saved = (await community.saved(f"Desk 1\n2025.10.02 09:00\n\n$NVDA(NVDA.US) {' '.join(claims)}")).posts[0]
    assert len(saved.arguments) > 40
    message = await listed(community)
    await community.ada.select(message, [saved.post.post_id])
    text, pages = shown(message), 1
    while "'Next'" in str(message.components):
        await community.ada.click(message, label="Next")
        text, pages = text + shown(message), pages + 1
    assert pages > 1
    assert [one.quote for one in saved.arguments if one.quote.removeprefix("$NVDA(NVDA.US) ") not in text] == []


async def test_only_the_posts_about_a_subject_or_by_an_author_are_listed(community: Community) -> None:
    await keep_posts(community, map(post_text, range(12)))
    await community.casebook.read_waiting(community.store)
    await community.saved(LIQUOR)
    assert "巷口的酒铺" in shown(await listed(community, subject="茅台"))
    assert authors(await listed(community, subject="600519")) == []
    assert authors(await listed(community, author="@desk 7")) == ["Desk 7"]
    message = await listed(community, subject="Nvidia")
    await community.ada.click(message, label="Next")
    assert authors(message) == [f"Desk {n}" for n in (3, 2, 1, 0)]
    assert "about Nvidia" in shown(message)
    assert "巷口的酒铺" not in shown(message)


async def test_where_nothing_fits_that_is_said(community: Community) -> None:
    await community.saved(LIQUOR)
    assert "No saved post fits that" in shown(await listed(community, author="Nobody"))
    assert "No saved post fits that" in shown(await listed(community, subject="Netflix"))
    assert "no company called “Zanzibar Kite Works”" in shown(await listed(community, subject="Zanzibar Kite Works"))


async def test_buttons_and_menu_work_after_a_restart(community: Community) -> None:
    await keep_posts(community, map(post_text, range(20)))
    message = await listed(community, author="Desk 3")
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    third = (await community.casebook.posts(community.store, PostQuery(author="Desk 3")))[0].post.post_id
    await community.ada.select(message, [third])
    assert "waiting to be read for arguments" in shown(message)
    await community.ada.click(message, label="Back to the list")
    assert authors(message) == ["Desk 3"]


async def test_a_list_of_what_is_gone_meanwhile_says_so(community: Community) -> None:
    await keep_posts(community, map(post_text, range(10)))
    await community.casebook.read_waiting(community.store)
    message = await listed(community, subject="Nvidia")
    kept = await community.casebook.posts(community.store, PostQuery())
    await community.casebook.forget(community.store, [one.post.post_id for one in kept])
    opening = await community.ada.select(message, [kept[0].post.post_id])
    assert f"no post {kept[0].post.post_id}" in shown(opening.followups[-1] if opening.followups else opening)
    await community.ada.click(message, label="Next")
    assert "not saved here any more" in shown(message)


async def test_another_channels_posts_are_never_listed_or_opened(community: Community) -> None:
    saved = (await community.saved(LIQUOR)).posts[0]
    await keep_posts(community, map(post_text, range(2)), channel=(other := community.guild.create_text_channel("b")))
    result = answered(await community.ada.slash(other, "posts"))
    assert authors(result) == ["Desk 1", "Desk 0"]
    assert "酒铺" not in shown(result)
    assert saved.post.post_id not in str(result.components)
    assert "Desk" not in shown(await listed(community))


async def test_a_thread_lists_its_channels_posts(community: Community) -> None:
    await community.saved(LIQUOR)
    result = await community.ada.slash(thread_of(community), "posts")
    assert "巷口的酒铺" in shown(result)


async def test_no_name_address_or_quote_can_act_or_break_a_limit(community: Community) -> None:
    body = (
        "$NVDA(NVDA.US) Demand is **strong** and margins are rising, says [desk](http://evil.example/) ||{n}|| @here. "
    )
    posts = [f"**@here** _{n}_\n2025.10.02 09:00\n\n" + body.format(n=n) for n in range(9)]
    await keep_posts(community, posts, url="https://evil.example/" + "_*" * 900, saved_by="`" * 300)
    await community.casebook.read_waiting(community.store)
    message = await listed(community)
    assert r"\*\*\@here\*\* \_8\_" in shown(message)
    first = (await community.casebook.posts(community.store, PostQuery(limit=1)))[0].post.post_id
    await community.ada.select(message, [first])
    text = shown(message)
    assert r"Demand is \*\*strong\*\*" in text
    assert [acting for acting in ("](http", "**@", " @here", "||8", " **s") if acting in text] == []


async def test_a_button_holds_no_word_that_people_wrote(community: Community) -> None:
    await keep_posts(community, map(post_text, range(10)))
    await community.casebook.read_waiting(community.store)
    custom_id = button(await listed(community, subject="Nvidia"), "Next")
    assert custom_id.startswith("cb:posts:")
    assert "nvidia" not in custom_id.lower()


async def test_who_cannot_see_the_channel_any_more_gets_nothing_by_an_old_button(community: Community) -> None:
    await keep_posts(community, map(post_text, range(10)))
    message = await listed(community)
    before = shown(message)
    with permitted(community.env, discord.Permissions.none()):
        result = await community.ada.click(message, label="Next")
    assert "can't see that channel" in shown(result.followups[-1] if result.followups else result)
    assert shown(message) == before
