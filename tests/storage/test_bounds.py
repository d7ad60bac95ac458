"""What one database can't keep, none takes; and what one takes, all do."""

import random
import string
from collections.abc import Awaitable, Callable

import pytest

from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId, PostId
from bot.errors import BadImport, BadInput, NameTooLong, NotText
from storage import ChannelStore, PostFilter, Scope, Store
from storage.lengths import LONGEST_NAME
from tests.storage.samples import ALL, NEW, claim, draft, exported, keep, paste, reading

Deed = Callable[[ChannelStore, str], Awaitable[object]]


def letters(count: int, seed: int = 1) -> str:
    """That no database can press together."""
    return "".join(random.Random(seed).choices(string.ascii_letters + string.digits, k=count))


async def keep_from(channel: ChannelStore, source: str) -> None:
    read = reading(draft("From there."))
    await channel.keep(paste(read.text, source=source), read, [NEW])


KEPT: dict[str, Deed] = {
    "an author": lambda channel, name: keep(channel, draft("By them.", author=name)),
    "a topic": lambda channel, name: keep(channel, draft("On it.", topic=name)),
    "a person": lambda channel, name: keep(channel, draft("Saved."), by=name),
    "a source": keep_from,
}
ASKED: dict[str, Deed] = {
    "a post": lambda channel, text: channel.post(PostId(text)),
    "posts to forget": lambda channel, text: channel.forget([PostId(text)]),
    "an author's posts": lambda channel, text: channel.posts(PostFilter(author=text)),
    "posts by a word": lambda channel, text: channel.posts(PostFilter(typed=text)),
    "arguments": lambda channel, text: channel.evidence([ArgumentId(text)]),
    "a holder's words": lambda channel, text: channel.by_words(["fell"], Scope(holder=text), 5),
    "a word": lambda channel, text: channel.by_words([text], ALL, 5),
    "a message": lambda channel, text: channel.remembered_at(text),
    "an alias": lambda channel, text: channel.remove_alias(text),
    "a source": lambda channel, text: channel.withdraw_all_under(text),
}


@pytest.mark.parametrize("what", KEPT)
async def test_a_name_as_long_as_may_be_is_kept_and_a_longer_one_refused(store: Store, what: str) -> None:
    channel = store.channel(ChannelId(letters(LONGEST_NAME)))
    await KEPT[what](channel, letters(LONGEST_NAME, seed=2))
    with pytest.raises(NameTooLong) as caught:
        await KEPT[what](channel, "字" * (LONGEST_NAME // 3 + 1))
    assert caught.value.details["limit"] == LONGEST_NAME
    assert (await channel.counts()).posts == 1


def test_a_channel_with_a_longer_name_is_refused(store: Store) -> None:
    with pytest.raises(NameTooLong):
        store.channel(ChannelId(letters(LONGEST_NAME + 1)))


@pytest.mark.parametrize("field", ["author", "topic", "post_id", "quotes_post"])
async def test_an_import_with_a_longer_name_says_in_which_line(alpha: ChannelStore, store: Store, field: str) -> None:
    await keep(alpha, draft("Margins fell.", author="wren", topic="42"))
    lines = await exported(alpha)
    value = {"author": '"wren"', "topic": '"42"', "quotes_post": "null"}.get(field, lines[2].split('"')[7].join('""'))
    lines[2] = lines[2].replace(f'"{field}":{value}', f'"{field}":"{letters(LONGEST_NAME + 1)}"')
    with pytest.raises(BadImport) as caught:
        await store.channel(ChannelId("other")).restore(lines)
    assert caught.value.details["line"] == 3
    assert field in str(caught.value.details["reason"])


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"], ids=["a NUL", "half a character"])
@pytest.mark.parametrize("what", ASKED)
async def test_what_is_no_text_is_said_or_not_found(alpha: ChannelStore, what: str, text: str) -> None:
    await claim(alpha, "Margins fell.")
    try:
        found = await ASKED[what](alpha, text)
    except BadInput:
        return
    assert not found or getattr(found, "posts", found) in (0, [])


async def test_a_nul_is_kept_nowhere(alpha: ChannelStore) -> None:
    with pytest.raises(NotText):
        await keep(alpha, draft("a\0b"))
    assert (await alpha.counts()).posts == 0


@pytest.mark.parametrize(("words", "length"), [(9_000, 64), (60_000, 3), (200_000, 1)])
async def test_a_very_long_argument_is_kept_and_found_by_how_it_begins(
    alpha: ChannelStore, store: Store, words: int, length: int
) -> None:
    every = [letters(length, seed) for seed in range(min(words, 9_000))] * (words // 9_000)
    kept = await claim(alpha, " ".join(["Northwards", *every, "onwards"]))
    assert await alpha.by_words(["northwards"], ALL, 5) == [kept.argument_id]
    assert await alpha.by_words(["onwards"], ALL, 5) == []
    assert await store.verify() == []
