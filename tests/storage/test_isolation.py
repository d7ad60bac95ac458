"""Channels: whatever one holds, no call on another finds, changes or deletes any of it."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pkgutil import walk_packages

import pytest

import storage
from bot.domain.post import PostId
from bot.domain.question import Question
from bot.domain.settings import ChannelSettings
from bot.domain.shown import Cited, Feedback, Place, ThreadState, Verdict
from bot.domain.subject import Alias
from bot.domain.usage import Usage, Used
from bot.errors import UnknownAlias, UnknownAnswer, UnknownPost
from storage import ChannelStore, KeptArgument, KnownPost, PostFilter, ReadPaste, Scope, Store, open_store
from storage.migrations import Dialect, scripts_after
from tests.storage.samples import (
    ALL,
    ALPHA,
    BETA,
    BYD,
    NEW,
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

SECRET = "The secret margin is falling"
SKETCH = frozenset(range(12))


@pytest.fixture
async def beta(store: Store) -> ChannelStore:
    """A channel with something of everything, that nobody else should see."""
    beta = store.channel(BETA)
    read = reading(draft(SECRET, topic="8812"))
    [saved] = await beta.keep(paste(read.text), read, [KnownPost(None, SKETCH)])
    found = KeptArgument(argument(SECRET, SECRET), embedded(1, 0), "Xiaomi 小米")
    await beta.settle(saved.post.post_id, [found], "test/1")
    await keep(beta, draft("Another secret, waiting."))
    await beta.add_alias(Alias(name="codename", company="xiaomi", added_by="ada"))
    return beta


async def secret_id(beta: ChannelStore) -> PostId:
    return (await beta.posts(PostFilter()))[-1].post.post_id


async def test_no_search_finds_another_channels_arguments(alpha: ChannelStore, beta: ChannelStore) -> None:
    await claim(alpha, "Something of its own", BYD)
    assert await alpha.by_words(["secret", "margin", "小米"], ALL, 10) == []
    assert await alpha.by_words(["margin"], Scope(subjects=(XIAOMI.key,)), 10) == []
    assert await alpha.by_meaning(embedded(1, 0), ALL, 10) == []
    assert len(await alpha.newest(ALL, 10)) == 1
    [argument_id] = await beta.newest(ALL, 10)
    assert await alpha.evidence([argument_id]) == []


async def test_nothing_of_another_channel_is_counted(alpha: ChannelStore, beta: ChannelStore) -> None:
    assert (await beta.counts()).posts == 2
    counts = await alpha.counts()
    assert (counts.pastes, counts.posts, counts.arguments, counts.waiting, counts.newest_save) == (0, 0, 0, 0, None)
    assert await alpha.coverage() == []
    assert await alpha.holders() == []
    assert (await alpha.considered(ALL)).arguments == 0
    assert await alpha.posts(PostFilter()) == []
    assert await alpha.posts(PostFilter(subject=XIAOMI.key, author="wren")) == []


async def test_another_channels_posts_are_unknown(alpha: ChannelStore, beta: ChannelStore) -> None:
    post_id = await secret_id(beta)
    with pytest.raises(UnknownPost):
        await alpha.post(post_id)
    with pytest.raises(UnknownPost):
        await alpha.arguments_of(post_id)
    with pytest.raises(UnknownPost):
        await alpha.settle(post_id, [], "test/1")
    assert await alpha.look_alikes(SKETCH, draft("A copy.", topic="8812")) == []


async def test_another_channels_posts_are_no_duplicates(alpha: ChannelStore, beta: ChannelStore) -> None:
    read = reading(draft(SECRET, topic="8812"))
    [saved] = await alpha.keep(paste(read.text), read, [KnownPost(await secret_id(beta), SKETCH)])
    assert saved.duplicate_of is None
    assert (await beta.counts()).posts == 2


async def test_another_channels_posts_cannot_be_deleted(alpha: ChannelStore, beta: ChannelStore) -> None:
    before = await exported(beta)
    with pytest.raises(UnknownPost):
        await alpha.forget([await secret_id(beta)])
    assert (await alpha.forget_mine("ada")).posts == 0
    assert await exported(beta) == before


async def test_another_channels_waiting_posts_cannot_be_claimed(alpha: ChannelStore, beta: ChannelStore) -> None:
    assert await alpha.claim_waiting(timedelta(minutes=1)) is None
    claimed = await beta.claim_waiting(timedelta(minutes=1))
    assert claimed is not None
    await alpha.release(claimed.post_id)
    assert await beta.claim_waiting(timedelta(minutes=1)) is None


async def test_another_channels_aliases_are_unknown(alpha: ChannelStore, beta: ChannelStore) -> None:
    assert await alpha.aliases() == []
    with pytest.raises(UnknownAlias):
        await alpha.remove_alias("codename")
    await alpha.add_alias(Alias(name="codename", company="byd", added_by="bea"))
    assert [alias.company for alias in await beta.aliases()] == ["xiaomi"]


async def test_another_channels_answers_are_unknown(alpha: ChannelStore, beta: ChannelStore, store: Store) -> None:
    [argument_id] = await beta.newest(ALL, 10)
    asked = Question(text=SECRET, asked_on=date(2025, 12, 1))
    answer_id = await beta.remember(asked, [Cited(n=1, channel=BETA, argument_id=argument_id)])
    await beta.placed(answer_id, Place(channel="77", message="78"))
    await beta.judge(answer_id, "ada", Verdict.WRONG)
    for attempt in (
        alpha.remembered(answer_id),
        alpha.placed(answer_id, Place(channel="1", message="1")),
        alpha.judge(answer_id, "eve", Verdict.RIGHT),
    ):
        with pytest.raises(UnknownAnswer):
            await attempt
    await alpha.drop_answer(answer_id)
    await alpha.forget_mine("ada")
    assert await alpha.remembered_at("78") is None
    assert await alpha.feedback() == Feedback(right=0, wrong=0)
    assert (await beta.feedback()).wrong == 1
    await beta.forget([await secret_id(beta)])
    assert await alpha.withdrawn() == []
    assert [remembered.answer.answer_id for remembered in await beta.withdrawn()] == [answer_id]
    assert await store.verify() == []


async def test_nothing_is_withdrawn_revised_or_told_of_another_channels_messages(
    alpha: ChannelStore, beta: ChannelStore
) -> None:
    read = reading(draft("A secret from a message."))
    [saved] = await beta.keep(paste(read.text, source="link/1"), read, [NEW])
    before = await exported(beta)
    assert await alpha.saved_from("link/1") == ()
    assert await alpha.savers(saved.post.post_id) == []
    assert await alpha.sources(datetime(2000, 1, 1, tzinfo=UTC)) == []
    assert await alpha.revision("link/1", []) is None
    for forgotten in (
        await alpha.withdraw("link/1"),
        await alpha.withdraw_all_under("link/"),
        await alpha.erase(),
    ):
        assert forgotten.posts == 0
    await alpha.revise("link/1", [ReadPaste(paste(read.text, source="link/1"), read, (NEW,))], [saved.post.paste_id])
    assert (await alpha.counts()).posts == 0
    assert await exported(beta) == before


async def test_what_is_set_in_another_channel_does_not_hold_here(alpha: ChannelStore, beta: ChannelStore) -> None:
    await beta.set_settings(ChannelSettings(auto_save=True))
    await beta.set_thread_state("5", ThreadState.QUIET)
    assert await alpha.settings() == ChannelSettings()
    assert await alpha.thread_state("5") is None
    await alpha.set_settings(ChannelSettings(daily_tokens=1))
    await alpha.set_thread_state("5", ThreadState.FOLLOWED)
    assert (await beta.settings()).auto_save
    assert await beta.thread_state("5") is ThreadState.QUIET


async def test_what_another_channel_used_is_not_used_here(alpha: ChannelStore, beta: ChannelStore) -> None:
    day = date(2025, 12, 1)
    theirs = await beta.reserve(day, 90, 100)
    assert theirs is not None
    assert await alpha.used(day) == Used()
    mine = await alpha.reserve(day, 100, 100)
    assert mine is not None
    await alpha.spend(mine, Usage(sent=70))
    assert await beta.used(day) == Used(reserved=90)
    await alpha.erase()
    await alpha.spend(theirs, Usage(sent=1))
    assert await beta.used(day) == Used(reserved=90)


async def test_another_channels_replies_are_not_found_and_none_is_added_to_its_posts(
    alpha: ChannelStore, beta: ChannelStore
) -> None:
    waiting = (await beta.posts(PostFilter()))[0].post.post_id
    await beta.keep_reply(waiting, "window 1", SECRET)
    assert await alpha.reply(waiting, "window 1") is None
    await alpha.keep_reply(waiting, "window 1", "forged")
    assert await alpha.reply(waiting, "window 1") is None
    assert await beta.reply(waiting, "window 1") == SECRET


async def test_a_claim_does_not_reach_another_channels_post(alpha: ChannelStore, beta: ChannelStore) -> None:
    waiting = (await beta.posts(PostFilter()))[0].post.post_id
    assert not await alpha.claim(waiting, timedelta(minutes=1))
    assert not await alpha.is_waiting(waiting)
    assert await beta.claim(waiting, timedelta(minutes=1))


async def test_an_export_holds_nothing_of_another_channel(alpha: ChannelStore, beta: ChannelStore) -> None:
    await claim(alpha, "Something of its own", BYD)
    lines = "".join(await exported(alpha))
    assert "secret" not in lines
    assert "codename" not in lines
    assert "secret" in "".join(await exported(beta))


async def test_no_search_from_a_channel_that_is_there_only_by_name(beta: ChannelStore, store: Store) -> None:
    nowhere = store.channel(ALPHA)
    assert await nowhere.by_words(["secret"], ALL, 10) == []
    assert await nowhere.by_meaning(embedded(1, 0), ALL, 10) == []
    assert (await beta.counts()).arguments == 1


@pytest.mark.parametrize("word", ["q1xwsecret", "x q1xwsecret", "🌸q1xwsecret", "ᲀq1xwsecret", "\u0378q1xwsecret"])
async def test_no_text_can_pass_itself_off_as_a_term_of_another_channel(word: str) -> None:
    async with open_store("sqlite:///:memory:") as store:
        victim = store.channel(BETA)
        await claim(victim, "Something of its own", BYD)
        await argue(store.channel(ALPHA), word, KeptArgument(argument(word, word), words=word))
        assert await victim.by_words(["secret", word, "q1xwsecret"], ALL, 10) == []


CHANNEL_TABLES = re.compile(
    r"\b(?:FROM|INTO|UPDATE|JOIN)\s+(?:pastes|posts|savings|fingerprints|jobs|subjects|arguments|argument_texts|vectors"
    r"|aliases|channels|forgotten_texts|settings|threads|answers|answer_sources|verdicts|usage|replies|unfinished"
    r"|digests|suggestions|switched_off|points|point_members|point_texts|point_moves|point_links"
    r"|points_compared|second_readings|corrections)\b"
)


def statements() -> Iterator[tuple[str, str]]:
    """Every SQL constant of the package, with where it stands."""
    for module in walk_packages(storage.__path__, "storage."):
        for name, value in vars(import_module(module.name)).items():
            texts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
            for text in texts:
                if name.isupper() and isinstance(text, str) and CHANNEL_TABLES.search(text):
                    yield f"{module.name}.{name}", text


def test_every_statement_on_a_channels_table_names_the_channel() -> None:
    found = list(statements())
    assert len(found) > 40
    assert [where for where, text in found if "channel_id" not in text] == []


@pytest.mark.parametrize("dialect", Dialect)
def test_every_table_and_index_leads_with_the_channel(dialect: Dialect) -> None:
    schema = " ".join(scripts_after(0, dialect))
    keys = re.findall(r"(?:PRIMARY KEY|UNIQUE|ON \w+) \((\w+)", schema)
    assert len(keys) > 20
    assert {key for key in keys if key != "channel_id"} == set()
