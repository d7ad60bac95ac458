"""What is offered while somebody types: this channel's own, within Discord's limits, and never an error."""

import logging
import sqlite3
import time
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.domain.subject import Alias
from tests.cogs.altered import permitted, spoken
from tests.cogs.making import keep_posts, post_text, thread_of
from tests.cogs.reading import LIQUOR, Community
from tests.timing import allowed


async def offered(community: Community, command: str, option: str, typed: str = "") -> list[dict[str, Any]]:
    return await community.ada.autocomplete(community.channel, command, option, typed)


async def posts_for(community: Community, by: MemberActor, typed: str = "") -> list[str]:
    return [choice["name"] for choice in await by.autocomplete(community.channel, "forget", "post", typed)]


CODES = (
    "AAPL MSFT AMZN META TSLA NVDA AMD INTC IBM ORCL CRM ADBE NFLX DIS KO PEP MCD SBUX NKE COST WMT BA F GM XOM CVX JPM"
)


async def hold_many_companies(community: Community) -> None:
    texts = [post_text(n).replace("NVDA", code) for n, code in enumerate(CODES.split())]
    await keep_posts(community, texts)
    await community.casebook.read_waiting(community.store)


async def test_at_most_25_subjects_and_authors_are_offered_and_typing_narrows_them(community: Community) -> None:
    await hold_many_companies(community)
    assert len(await offered(community, "posts", "subject")) == 25
    assert len(await offered(community, "posts", "author")) == 25
    [nvidia] = await offered(community, "posts", "subject", "nvid")
    assert (nvidia["name"], nvidia["value"]) == ("Nvidia", "nvidia")
    assert [one["name"] for one in await offered(community, "posts", "author", "desk 21")] == ["Desk 21"]


async def test_every_subject_that_is_offered_is_found_again(community: Community) -> None:
    await hold_many_companies(community)
    choices = await offered(community, "posts", "subject")
    assert choices != []
    for choice in choices:
        assert (await community.casebook.subject(community.store, choice["value"])).key == choice["value"]


async def test_a_subject_is_offered_as_the_asker_calls_it(community: Community) -> None:
    await community.saved(LIQUOR)
    for locale, name in [("zh-CN", "贵州茅台"), ("zh-TW", "貴州茅台"), ("en-GB", "Kweichow Moutai")]:
        with spoken(community.env, locale):
            assert [one["name"] for one in await offered(community, "posts", "subject", "maotai")] == [name]


async def test_nothing_of_another_channel_is_offered(community: Community) -> None:
    await community.saved(LIQUOR)
    await community.casebook.add_alias(community.store, Alias(name="big blue", company="IBM", added_by="1"))
    other = community.guild.create_text_channel("elsewhere")
    for command, option in [("posts", "subject"), ("posts", "author"), ("forget", "post"), ("alias remove", "name")]:
        assert await community.mod.autocomplete(community.channel, command, option, "") != []
        assert await community.mod.autocomplete(other, command, option, "") == []
        assert await community.mod.autocomplete(thread_of(community), command, option, "") != []


async def test_a_member_is_offered_for_deletion_what_they_saved_and_who_moderates_all(community: Community) -> None:
    await keep_posts(community, [post_text(1)])
    await keep_posts(community, [post_text(2)], saved_by=str(community.ben.id))
    begins = "$NVDA(NVDA.US) Demand for racks is strong"
    assert [name[:60] for name in await posts_for(community, community.ada)] == [f"Desk 1 · 2025-10-02 · {begins}"[:60]]
    assert len(await posts_for(community, community.mod)) == 2
    assert len(await posts_for(community, community.mod, "desk 2")) == 1
    assert await posts_for(community, community.member("eve")) == []


async def test_of_sixty_posts_the_newest_25_are_offered_each_within_the_limits(community: Community) -> None:
    await keep_posts(community, (post_text(n) + " Again, and at length." * 20 for n in range(60)))
    names = await posts_for(community, community.ada)
    assert len(names) == 25
    assert names[0].startswith("Desk 59 · ")
    assert {len(name) for name in names} == {100}
    assert all(name.endswith("…") for name in names)


async def test_an_author_too_long_for_a_choice_is_left_out(community: Community, tmp_path: Path) -> None:
    await keep_posts(community, [post_text(1), post_text(2)])
    with sqlite3.connect(tmp_path / "casebook.db") as store:
        store.execute("UPDATE posts SET author = ? WHERE author = 'Desk 1'", ("n" * 101,))
    store.close()
    assert [one["value"] for one in await offered(community, "posts", "author")] == ["Desk 2"]
    assert sorted(name[:4] for name in await posts_for(community, community.ada)) == ["Desk", "nnnn"]


async def test_who_does_not_see_the_channel_is_offered_nothing(community: Community) -> None:
    await community.saved(LIQUOR)
    with permitted(community.env, discord.Permissions(manage_messages=True)):
        assert await offered(community, "posts", "subject") == []
        assert await offered(community, "posts", "author") == []
        assert await offered(community, "forget", "post") == []


async def test_a_failure_offers_nothing_and_is_logged(
    community: Community, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await community.saved(LIQUOR)
    with sqlite3.connect(tmp_path / "casebook.db") as store:
        store.execute("ALTER TABLE posts RENAME TO hidden")
    store.close()
    with caplog.at_level(logging.ERROR):
        assert await offered(community, "posts", "author") == []
    assert "what can be chosen" in caplog.text


async def test_what_is_typed_may_be_anything(community: Community) -> None:
    await community.saved(LIQUOR)
    for typed in ("%", "'", "\\", "*" * 3000, "\u202e", "“", "茅" * 2000):
        for command, option in [("posts", "subject"), ("posts", "author"), ("forget", "post")]:
            assert len(await offered(community, command, option, typed)) <= 25


async def test_it_answers_while_a_person_types(community: Community) -> None:
    await keep_posts(community, map(post_text, range(200)))
    started = time.process_time()
    assert len(await posts_for(community, community.ada, "supplier number 7")) > 0
    assert time.process_time() - started < allowed(0.05)
