"""`/export`: everything of the channel for who moderates it, to be read back or to be read."""

import asyncio
import json
import tracemalloc
from collections.abc import AsyncIterator, Iterable
from contextlib import ExitStack
from os import SEEK_END
from pathlib import Path

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.results import InteractionResult

from bot.casebook import Casebook, PostQuery
from bot.casebook.export_files import Bounds, jsonl_files
from bot.cli.boundary import run
from bot.domain.post import ChannelId
from bot.domain.settings import ChannelSettings
from bot.domain.subject import Alias
from tests.cogs.altered import permitted, spoken, taking
from tests.cogs.making import keep_posts, post_text, thread_of
from tests.cogs.reading import CARS, LIQUOR, Community, parts, shown


async def exported(community: Community, format_: str = "jsonl", by: MemberActor | None = None) -> InteractionResult:
    result = await (by or community.mod).slash(community.channel, "export", format=format_)
    assert result.ephemeral
    return result


async def files(result: InteractionResult) -> dict[str, bytes]:
    """What was sent, by the names of the files; every file is shown in the card."""
    assert result.response is not None
    attachments = result.response.attachments
    urls = [part["file"]["url"] for part in parts(result.response.message) if "file" in part]
    assert len(urls) == len(attachments)
    return {one.filename: await one.read() for one in attachments}


async def whole(casebook: Casebook, channel: ChannelId) -> bytes:
    return "".join([line async for line in casebook.export(channel)]).encode()


async def restored(community: Community, sent: Iterable[bytes], channel: str) -> bytes:
    """The export of a channel that these files were read into."""
    for data in sent:
        await community.casebook.import_(ChannelId(channel), data.decode().splitlines(keepends=True))
    return await whole(community.casebook, ChannelId(channel))


async def fill(community: Community) -> None:
    await community.saved(CARS)
    await community.saved(LIQUOR, community.ben)
    await keep_posts(community, [post_text(1)])
    await community.casebook.add_alias(community.store, Alias(name="big blue", company="IBM", added_by="1"))
    await community.casebook.set_settings(community.store, ChannelSettings(auto_save=True))


async def test_what_is_read_back_into_another_channel_is_the_same_byte_for_byte(community: Community) -> None:
    await fill(community)
    sent = await files(await exported(community))
    assert list(sent) == ["casebook.jsonl"]
    assert sent["casebook.jsonl"] == await whole(community.casebook, community.store)
    assert await restored(community, sent.values(), "elsewhere") == sent["casebook.jsonl"]


async def test_casebook_import_reads_the_file(community: Community, tmp_path: Path) -> None:
    await fill(community)
    sent = await files(await exported(community))
    (tmp_path / "casebook.jsonl").write_bytes(sent["casebook.jsonl"])
    store = ["--store", f"sqlite:///{tmp_path}/other.db"]
    command = ["import", str(tmp_path / "casebook.jsonl"), "--channel", "moved", *store]
    assert await asyncio.to_thread(run, command) == 0


async def test_only_who_moderates_is_offered_it_or_given_it(community: Community) -> None:
    await fill(community)
    with pytest.raises(SetupError, match="default-member-permissions"):
        await exported(community, by=community.ada)
    with permitted(community.env, discord.Permissions(view_channel=True)):
        result = await exported(community)
    assert "needs the permission" in shown(result)
    assert result.response is None or result.response.attachments == []


async def test_another_channel_is_never_in_it(community: Community) -> None:
    other = community.guild.create_text_channel("secret-plans")
    await fill(community)
    await keep_posts(community, [post_text(33)], channel=other)
    for format_ in ("jsonl", "md"):
        sent = await files(await exported(community, format_))
        text = b"".join(sent.values()).decode()
        assert "Desk 33" not in text
        assert "secret-plans" not in text + str(list(sent))
        assert str(other.id) not in text
    result = await community.mod.slash(thread_of(community), "export", format="jsonl")
    assert await files(result) == await files(await exported(community))


async def test_an_empty_channel_gives_a_file_that_can_be_read_back(community: Community) -> None:
    sent = await files(await exported(community))
    assert await restored(community, sent.values(), "elsewhere") == sent["casebook.jsonl"]
    assert list(await files(await exported(community, "md"))) == ["casebook.md"]


async def test_the_markdown_holds_posts_quotes_sides_holders_and_links(community: Community) -> None:
    await fill(community)
    source = f"https://discord.com/channels/{community.guild.id}/{community.channel.id}/77"
    await keep_posts(community, [post_text(2)], source=source, url="https://posts.example/2")
    text = (await files(await exported(community, "md")))["casebook.md"].decode()
    for part in ("## quietgarage · undated · LongPort", source, "https://posts.example/2", "big blue → IBM"):
        assert part in text
    for listed in await community.casebook.posts(community.store, PostQuery()):
        for argument in (await community.casebook.post(community.store, listed.post.post_id)).arguments:
            [line] = [line for line in text.splitlines() if line.endswith(f": “{argument.quote}”")]
            assert f"**{argument.stance}**" in line
    with spoken(community.env, "zh-TW"):
        assert "# 本頻道儲存的內容" in (await files(await exported(community, "md")))["casebook.md"].decode()


async def test_nothing_in_the_markdown_acts(community: Community) -> None:
    body = "Demand is **strong** ![x](http://evil.example/) <img src=x> `code` $a$ | b |\n# Head\n- item\n1. one\n---"
    await keep_posts(community, [f"**@here** _1_\n2025.10.02 09:00\n\n$NVDA(NVDA.US) {body}"], url="javascript:x()")
    text = (await files(await exported(community, "md")))["casebook.md"].decode()
    assert r"\*\*strong\*\*" in text
    own = [line.removeprefix("> ") for line in text.splitlines() if line.startswith("> ")]
    assert [line for line in own if line.startswith(("#", "- ", "1.", "---"))] == []
    assert [acting for acting in ("![", "](", "<img", "**@", " `code", " $a") if acting in text] == []


async def test_what_is_over_the_limit_is_split_into_files_that_are_each_read_by_themselves(
    community: Community,
) -> None:
    await fill(community)
    await keep_posts(community, map(post_text, range(60)))
    together = await whole(community.casebook, community.store)
    most = len(together) // 3
    with taking(community.env, most):
        result = await exported(community)
        sent = await files(result)
        in_parts = await files(await exported(community, "md"))
    assert 1 < len(sent) <= 10
    assert list(sent) == [f"casebook-{n}-of-{len(sent)}.jsonl" for n in range(1, len(sent) + 1)]
    assert all(len(data) <= most for data in [*sent.values(), *in_parts.values()])
    assert f"in {len(sent)} files" in shown(result)
    assert await restored(community, sent.values(), "elsewhere") == together
    for name, data in sent.items():
        posts = [json.loads(line)["post_id"] for line in data.splitlines() if b'"post"' in line[:20]]
        assert (await restored(community, [data], name)).count(b'"type":"post"') == len(posts) > 0
    one = (await files(await exported(community, "md")))["casebook.md"]
    assert b"".join(in_parts.values()) == one


async def test_a_post_stands_with_what_it_quotes_in_every_part(community: Community) -> None:
    for n in range(30):
        quoted = f"//@Desk {n}:Rents rise by {n} percent and demand is strong."
        await keep_posts(community, [LIQUOR.replace("掉了一百多", f"掉了{n}百多").split("//@")[0] + quoted])
    exported_whole = await whole(community.casebook, community.store)
    assert exported_whole.count(b'"quotes_post":"') > 10
    with taking(community.env, 20_000):
        sent = await files(await exported(community))
    assert len(sent) > 1
    assert await restored(community, sent.values(), "elsewhere") == exported_whole


async def test_what_no_message_holds_is_said_in_one_line_with_the_command(community: Community) -> None:
    await fill(community)
    await keep_posts(community, map(post_text, range(60)))
    for format_ in ("jsonl", "md"):
        with taking(community.env, 1_500):
            result = await exported(community, format_)
        text = shown(result)
        assert f"`casebook export --channel {community.store} > casebook.jsonl`" in text
        assert "has 1 MB" in text
        assert result.response is None or result.response.attachments == []


async def large_export() -> AsyncIterator[str]:
    """As `Casebook.export` would write 300 posts of 100 kB each: 60 MB."""
    yield json.dumps({"type": "casebook", "version": 2}) + "\n"
    for n in range(300):
        body = f"Shelf {n}. " * 10_000
        yield json.dumps({"type": "paste", "paste_id": f"t{n}", "raw": body}) + "\n"
        savings = [{"paste_id": f"t{n}"}]
        post = {"type": "post", "post_id": f"p{n}", "savings": savings, "quotes_post": None, "body": body}
        yield json.dumps(post) + "\n"
    yield json.dumps({"type": "end"}) + "\n"


async def test_a_large_export_is_never_held_in_memory() -> None:
    tracemalloc.start()
    with ExitStack() as opened:
        sent = await jsonl_files(large_export(), Bounds(10_000_000, 10), opened)
        peak = tracemalloc.get_traced_memory()[1]
        sizes = [file.seek(0, SEEK_END) for file in sent]
    tracemalloc.stop()
    assert len(sizes) > 5
    assert sum(sizes) > 60_000_000
    assert peak < 8_000_000
