"""Forgetting: what is deleted is gone from everything that is shown, counted, searched and written on the disk."""

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.post import PostId, Ticker
from bot.domain.subject import Alias
from bot.errors import UnknownPost
from storage import ChannelStore, KeptArgument, KnownPost, PostFilter, Store, open_store
from tests.storage.samples import (
    ALL,
    ALPHA,
    BYD,
    NEW,
    NOON,
    XIAOMI,
    argue,
    argument,
    claim,
    draft,
    embedded,
    exported,
    keep,
    paste,
    reading,
)


async def only_post(store: ChannelStore) -> PostId:
    [listed] = await store.posts(PostFilter())
    return listed.post.post_id


async def test_a_forgotten_post_takes_everything_that_came_of_it_along(store: Store, alpha: ChannelStore) -> None:
    read = reading(draft("Deliveries doubled."))
    [saved] = await alpha.keep(paste(read.text), read, [KnownPost(None, frozenset(range(12)))])
    found = KeptArgument(argument("Deliveries doubled.", "Deliveries doubled."), embedded(1, 0))
    [kept] = await alpha.settle(saved.post.post_id, [found], "test/1")
    assert len(await alpha.by_meaning(embedded(1, 0), ALL, 5)) == 1

    forgotten = await alpha.forget([saved.post.post_id])

    assert (forgotten.posts, forgotten.arguments) == (1, 1)
    assert await alpha.by_words(["deliveries"], ALL, 5) == []
    assert await alpha.by_meaning(embedded(1, 0), ALL, 5) == []
    assert await alpha.newest(ALL, 5) == []
    assert await alpha.evidence([kept.argument_id]) == []
    assert await alpha.coverage() == []
    assert await alpha.holders() == []
    assert await alpha.look_alikes(frozenset(range(12)), draft("Deliveries doubled.")) == []
    counts = await alpha.counts()
    assert (counts.pastes, counts.posts, counts.arguments, counts.newest_save) == (0, 0, 0, None)
    assert len(await exported(alpha)) == 2
    assert await store.verify() == []


async def test_where_one_of_the_posts_is_unknown_nothing_is_deleted(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("Cash grew."))
    with pytest.raises(UnknownPost) as caught:
        await alpha.forget([post_id, PostId("pnothing")])
    assert caught.value.details == {"post_id": "pnothing"}
    assert (await alpha.counts()).posts == 1


async def test_a_post_named_twice_is_deleted_once(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("Cash grew."))
    assert (await alpha.forget([post_id, post_id])).posts == 1
    with pytest.raises(UnknownPost):
        await alpha.forget([post_id])


async def test_what_other_posts_argue_stays(store: Store, alpha: ChannelStore) -> None:
    for number in range(4):
        text = f"Report {number} was good."
        await argue(alpha, text, KeptArgument(argument(text, text, BYD if number else XIAOMI), embedded(1, number)))
    listed = await alpha.posts(PostFilter())
    assert len(await alpha.by_meaning(embedded(1, 0), ALL, 9)) == 4
    await alpha.forget([listed[1].post.post_id])
    quotes = {kept.quote for kept, _ in await alpha.evidence(await alpha.by_words(["report"], ALL, 9))}
    assert quotes == {"Report 0 was good.", "Report 1 was good.", "Report 3 was good."}
    assert len(await alpha.by_meaning(embedded(1, 0), ALL, 9)) == 3
    assert sum(held.arguments for held in await alpha.coverage()) == 3
    assert await store.verify() == []


async def test_a_paste_with_another_post_in_it_is_emptied(store: Store, alpha: ChannelStore) -> None:
    first, second = await keep(alpha, draft("A private remark."), draft("Cash grew."))
    await alpha.forget([first])
    lines = "".join(await exported(alpha))
    assert "private" not in lines
    assert (await alpha.post(second)).body == "Cash grew."
    assert (await alpha.counts()).pastes == 1
    await alpha.forget([second])
    assert (await alpha.counts()).pastes == 0
    assert await store.verify() == []


async def test_every_paste_that_held_a_forgotten_post_goes(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("A private remark."))
    read = reading(draft("A private remark."))
    await alpha.keep(paste("Look: A private remark.", by="bea"), read, [NEW])
    await alpha.forget([post_id])
    assert (await alpha.counts()).pastes == 0


async def test_a_reply_to_a_forgotten_post_quotes_nothing(alpha: ChannelStore) -> None:
    read = reading(draft("I disagree.", "ibis", quotes=1), draft("Debt is a danger."))
    reply, quoted = await alpha.keep(paste(read.text), read, [NEW] * 2)
    await alpha.forget([quoted.post.post_id])
    assert (await alpha.post(reply.post.post_id)).quotes_post is None


async def test_a_forgotten_paste_can_be_pasted_again(store: Store, alpha: ChannelStore) -> None:
    first, second = await keep(alpha, draft("A remark."), draft("Cash grew."))
    await alpha.forget([first])
    again = await keep(alpha, draft("A remark."), draft("Cash grew."), at=NOON + timedelta(hours=1))
    assert again == [first, second]
    assert "A remark." in "".join(await exported(alpha))
    assert (await alpha.counts()).waiting == 2
    assert await store.verify() == []


async def test_forgetting_mine_deletes_what_only_i_saved(store: Store, alpha: ChannelStore) -> None:
    [mine] = await keep(alpha, draft("Saved by ada."), by="ada")
    [shared] = await keep(alpha, draft("Saved by both."), by="ada")
    await keep(alpha, draft("Saved by both."), by="bea", at=NOON + timedelta(hours=1))
    [theirs] = await keep(alpha, draft("Saved by bea."), by="bea")
    assert (await alpha.forget_mine("ada")).posts == 1
    left = {item.post.post_id: item.post.saved_by for item in await alpha.posts(PostFilter())}
    assert left == {shared: "bea", theirs: "bea"}
    assert (await alpha.post(shared)).saved_at == NOON + timedelta(hours=1)
    with pytest.raises(UnknownPost):
        await alpha.post(mine)
    assert '"ada"' not in "".join(await exported(alpha))
    assert (await alpha.forget_mine("bea")).posts == 2
    assert (await alpha.counts()).pastes == 0
    assert await store.verify() == []


async def test_forgetting_mine_takes_my_paste_and_leaves_the_others(store: Store, alpha: ChannelStore) -> None:
    [shared, _] = await keep(alpha, draft("Saved by both."), draft("Ada's own."), by="ada")
    read = reading(draft("Saved by both."))
    await alpha.keep(paste("Bea's: Saved by both.", by="bea"), read, [NEW])
    assert (await alpha.forget_mine("ada")).posts == 1
    lines = "".join(await exported(alpha))
    assert "Ada's own" not in lines
    assert "Bea's: Saved by both." in lines
    assert (await alpha.post(shared)).saved_by == "bea"
    assert await store.verify() == []


async def test_who_saved_nothing_forgets_nothing(alpha: ChannelStore) -> None:
    await keep(alpha, draft("Cash grew."))
    forgotten = await alpha.forget_mine("nobody")
    assert (forgotten.posts, forgotten.arguments) == (0, 0)


SYLLABLES = ["ba", "co", "di", "fu", "ge", "ha", "jo", "ku", "li", "mo", "na", "pe", "ru", "si", "to", "vu"]


def nonsense(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(9))


def stands_in(folder: Path, word: str) -> list[str]:
    """The store's files that hold the word, or its end, which the words index may have written alone."""
    return [file.name for file in folder.iterdir() if word[6:].encode() in file.read_bytes()]


@pytest.mark.parametrize("sqlite", [sqlite3.sqlite_version_info, (3, 37, 0)])
async def test_a_deleted_word_stands_in_none_of_the_stores_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite: tuple[int, ...]
) -> None:
    # An older SQLite can't overwrite words, and takes the other way.
    monkeypatch.setattr(sqlite3, "sqlite_version_info", sqlite)
    chance = random.Random(7)
    folder = tmp_path / "store"
    folder.mkdir()
    async with open_store(f"sqlite:///{folder}/casebook.db") as store:
        alpha = store.channel(ALPHA)
        words = [nonsense(chance) for _ in range(40)]
        for word in words:
            text = f"The {word} sells. Everybody wants a {word}, as the numbers of {nonsense(chance)} say."
            [first] = await argue(alpha, text, KeptArgument(argument(text, f"The {word} sells."), words=word))
            if chance.random() < 0.5:
                [(_, post)] = await alpha.evidence([first.argument_id])
                again = KeptArgument(argument(text, f"Everybody wants a {word}"), embedded(1, 0), word)
                await alpha.settle(post.post_id, [again], "test/2")
        chance.shuffle(words)
        for word in words[:20]:
            assert stands_in(folder, word) != []
            [argument_id] = await alpha.by_words([word], ALL, 5)
            [(_, post)] = await alpha.evidence([argument_id])
            await alpha.forget([post.post_id])
            assert stands_in(folder, word) == []
        assert await store.verify() == []
        assert (await alpha.counts()).posts == 20


async def test_a_deletion_that_is_cancelled_deletes_from_the_files_too_or_not_at_all(tmp_path: Path) -> None:
    chance, folder = random.Random(5), tmp_path / "store"
    folder.mkdir()
    async with open_store(f"sqlite:///{folder}/casebook.db") as store:
        alpha = store.channel(ALPHA)
        for _ in range(100):
            word = nonsense(chance)
            posts = await keep(alpha, draft(f"The {word} sells."))
            deletion = asyncio.create_task(alpha.forget(posts))
            await asyncio.sleep(chance.random() * 0.006)
            deletion.cancel()
            await asyncio.gather(deletion, return_exceptions=True)
            if (await alpha.counts()).posts:
                await alpha.forget(posts)
            assert stands_in(folder, word) == []


Deletion = Callable[[ChannelStore], Awaitable[object]]


@pytest.mark.parametrize(
    "delete",
    [
        lambda store: store.withdraw("link/1"),
        lambda store: store.withdraw("link/1", "ada"),
        lambda store: store.withdraw_all_under("link/"),
        lambda store: store.erase(),
        lambda store: store.forget_mine("ada"),
    ],
    ids=["withdraw", "withdraw one person's", "withdraw all under", "erase", "forget mine"],
)
async def test_no_way_of_deleting_leaves_the_words_in_a_file(tmp_path: Path, delete: Deletion) -> None:
    folder, word = tmp_path / "store", nonsense(random.Random(3))
    folder.mkdir()
    async with open_store(f"sqlite:///{folder}/casebook.db") as store:
        alpha = store.channel(ALPHA)
        await claim(alpha, "Something before it.")
        read = reading(draft(f"The {word} sells."))
        [saved] = await alpha.keep(paste(read.text, source="link/1"), read, [NEW])
        found = KeptArgument(argument(saved.post.body, f"The {word} sells."), embedded(1, 0), word)
        await alpha.settle(saved.post.post_id, [found], "test/1")
        assert stands_in(folder, word) != []
        await delete(alpha)
        assert stands_in(folder, word) == []
        assert await store.verify() == []


@pytest.mark.parametrize("settled", [False, True], ids=["while it waits", "after it was settled"])
async def test_a_deleted_post_leaves_no_word_of_a_reply_in_a_file(tmp_path: Path, *, settled: bool) -> None:
    folder, word = tmp_path / "store", nonsense(random.Random(5))
    folder.mkdir()
    async with open_store(f"sqlite:///{folder}/casebook.db") as store:
        alpha = store.channel(ALPHA)
        [post_id] = await keep(alpha, draft("Deliveries doubled."))
        for window in range(4):
            await alpha.keep_reply(post_id, f"window {window}", f"The model repeats {word}. " * 200)
        assert stands_in(folder, word) != []
        if settled:
            await alpha.settle(post_id, [], "test/1")
        await alpha.forget([post_id])
        assert stands_in(folder, word) == []
        assert await store.verify() == []


async def test_forgetting_on_a_large_post_leaves_none_of_its_pages(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    async with open_store(f"sqlite:///{folder}/casebook.db") as store:
        alpha = store.channel(ALPHA)
        await claim(alpha, "Something that stays.")
        [post_id] = await keep(alpha, draft("tujovusipegehabaco " * 20_000))
        size = (await store.ping()).size_bytes
        await alpha.forget([post_id])
        assert stands_in(folder, "tujovusipegehabaco") == []
        assert (await store.ping()).size_bytes < size / 4


async def test_what_a_posts_tag_taught_goes_with_the_last_post_that_teaches_it(alpha: ChannelStore) -> None:
    tag = Ticker(symbol="00777", market="HK", name="Zebra Foods")
    learned = Alias(name="Zebra Foods", company="$HK:00777", added_by="learned", learned=True)
    given = Alias(name="the zebra", company="$HK:00777", added_by="ada")
    first, second = await keep(alpha, draft("Sales rose.", tickers=(tag,)), draft("Sales fell.", tickers=(tag,)))
    for alias in (learned, given):
        await alpha.add_alias(alias)
    await alpha.forget([first])
    assert set(await alpha.aliases()) == {learned, given}
    await alpha.forget([second])
    assert await alpha.aliases() == [given]
