"""Names that mean nothing in a channel, and what nicknames are suggested from: posts that are there."""

from datetime import UTC, datetime

from bot.domain.glossary import Glossary, SwitchedOff, TaggedPost
from bot.domain.post import Ticker
from bot.domain.subject import Alias, SubjectKey
from storage import ChannelStore, KnownPost, Store
from tests.storage.samples import BETA, draft, keep, paste, reading

APPLE = SwitchedOff(name="Apple", by_whom="ada")
NICKNAME = Alias(name="big blue", company="IBM", added_by="ada")
XIAOMI = (Ticker(symbol="01810", market="HK"),)


async def test_a_name_is_switched_off_and_on_again_in_any_case(alpha: ChannelStore) -> None:
    await alpha.switch_off(APPLE)
    assert await alpha.glossary() == Glossary(off=(APPLE,))
    assert await alpha.switch_on("APPLE")
    assert not await alpha.switch_on("apple")
    assert await alpha.glossary() == Glossary()


async def test_what_is_off_stays_off_by_whoever_did_it_first(alpha: ChannelStore) -> None:
    await alpha.switch_off(APPLE)
    await alpha.switch_off(SwitchedOff(name="apple", by_whom="bea"))
    await alpha.add_alias(NICKNAME)
    assert await alpha.glossary() == Glossary(aliases=(NICKNAME,), off=(APPLE,))


async def test_what_is_off_or_dismissed_in_one_channel_is_neither_in_another(alpha: ChannelStore, store: Store) -> None:
    beta = store.channel(BETA)
    await beta.switch_off(APPLE)
    await beta.dismiss("0123", SubjectKey("xiaomi"))
    await keep(beta, draft("$01810.HK aka Rice Cooker", tickers=XIAOMI))
    assert await alpha.glossary() == Glossary()
    assert not await alpha.switch_on("Apple")
    assert (await alpha.dismissed(), await alpha.tagged(10)) == (set(), [])
    await alpha.erase()
    assert (await beta.glossary()).off == (APPLE,)
    assert await beta.dismissed() == {"0123"}


async def test_an_erased_channel_has_nothing_switched_off_or_dismissed(alpha: ChannelStore) -> None:
    await alpha.switch_off(APPLE)
    await alpha.dismiss("0123", SubjectKey("xiaomi"))
    await alpha.erase()
    assert (await alpha.glossary(), await alpha.dismissed()) == (Glossary(), set())


async def test_a_dismissal_is_noted_once(alpha: ChannelStore) -> None:
    for _ in range(2):
        await alpha.dismiss("0123", SubjectKey("xiaomi"))
    assert await alpha.dismissed() == {"0123"}


async def test_posts_with_a_code_come_newest_first_by_their_author_or_who_saved_them(alpha: ChannelStore) -> None:
    await keep(alpha, draft("No code here."))
    [first] = await keep(alpha, draft("$01810.HK one", tickers=XIAOMI))
    [second] = await keep(alpha, draft("$01810.HK two", author=None, tickers=XIAOMI), by="bea")
    one = TaggedPost(post_id=first, person="wren", body="$01810.HK one")
    two = TaggedPost(post_id=second, person="bea", body="$01810.HK two")
    assert await alpha.tagged(10) == [two, one]
    assert await alpha.tagged(1) == [two]
    await alpha.forget([second])
    assert await alpha.tagged(10) == [one]


async def test_a_post_is_found_where_it_was_posted_or_in_the_message_that_brought_it(alpha: ChannelStore) -> None:
    at = datetime(2025, 10, 14, tzinfo=UTC)
    for number, (url, source) in enumerate([("https://x.test/1", "posts.txt"), (None, "https://d.test/9")]):
        read = reading(draft(f"$01810.HK {number}", tickers=XIAOMI, url=url))
        await alpha.keep(paste(read.text, at=at, source=source), read, [KnownPost(None, frozenset())])
    read = reading(draft("$01810.HK from a file", tickers=XIAOMI))
    await alpha.keep(paste(read.text, source="posts.txt"), read, [KnownPost(None, frozenset())])
    assert [one.link for one in await alpha.tagged(10)] == [None, "https://d.test/9", "https://x.test/1"]
