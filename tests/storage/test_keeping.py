"""Keeping what was pasted: nothing is lost, nothing is kept twice, everyone who pasted is remembered."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.post import PostId, Ticker
from bot.errors import UnknownPost
from storage import ChannelStore, KnownPost, PostFilter, Store, open_store
from tests.storage.samples import (
    ALPHA,
    BETA,
    BYD,
    NEW,
    NOON,
    XIAOMI,
    XIAOMI_AUTO,
    claim,
    draft,
    exported,
    keep,
    paste,
    reading,
)

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


async def test_a_kept_post_is_read_back_as_it_was(alpha: ChannelStore) -> None:
    tag = Ticker(symbol="01810", market="HK", name="XIAOMI-W")
    item = draft("交付量翻倍。", "晨星", NOON, tickers=(tag,), topic="8812", url="https://example.com/8812")
    read = reading(item)
    [saved] = await alpha.keep(paste(read.text, source="notes.txt"), read, [NEW])
    assert saved.waiting
    assert saved.duplicate_of is None
    assert await alpha.post(saved.post.post_id) == saved.post
    own = {"post_id", "paste_id", "quotes_post", "saved_by", "saved_at", "source"}
    assert saved.post.model_dump(exclude=own) == item.model_dump(exclude={"quotes"})
    assert saved.post.source == "notes.txt"
    assert (saved.post.saved_by, saved.post.saved_at) == ("ada", NOON)


@pytest.mark.parametrize(
    "published_at",
    [
        None,
        date(2025, 10, 14),
        datetime(2025, 10, 14, 10, 24),
        datetime(2025, 10, 14, 10, 24, 1, 5, tzinfo=timezone(timedelta(hours=8))),
    ],
)
async def test_a_posts_time_keeps_its_form(alpha: ChannelStore, published_at: datetime | date | None) -> None:
    [post_id] = await keep(alpha, draft("Margins rose.", published_at=published_at))
    found = (await alpha.post(post_id)).published_at
    assert found == published_at
    assert type(found) is type(published_at)


@settings(max_examples=25, derandomize=True, deadline=None)
@given(body=ANY_TEXT, author=st.none() | ANY_TEXT, by=ANY_TEXT)
async def test_any_text_comes_back_as_it_was(body: str, author: str | None, by: str) -> None:
    async with open_store("sqlite:///:memory:") as store:
        read = reading(draft(body, author))
        [saved] = await store.channel(ALPHA).keep(paste(read.text, by), read, [NEW])
        post = await store.channel(ALPHA).post(saved.post.post_id)
        assert (post.body, post.author, post.saved_by) == (body, author, by)


async def test_an_id_follows_from_channel_author_and_words(store: Store) -> None:
    alpha, beta = store.channel(ALPHA), store.channel(BETA)
    [first] = await keep(alpha, draft("Cash grew."))
    assert await keep(alpha, draft("Cash grew.", "ibis")) != [first]
    assert await keep(beta, draft("Cash grew.")) != [first]
    async with open_store("sqlite:///:memory:") as another:
        assert await keep(another.channel(ALPHA), draft("Cash  grew.\n")) == [first]


async def test_the_same_words_in_other_white_space_and_width_are_one_post(alpha: ChannelStore) -> None:
    [first] = await keep(alpha, draft("Ｃａｓｈ grew fast."))
    read = reading(draft("Cash grew\nfast."))
    [again] = await alpha.keep(paste(read.text), read, [NEW])
    assert again.duplicate_of == first
    assert again.post.body == "Ｃａｓｈ grew fast."
    assert (await alpha.counts()).posts == 1


async def test_pasting_the_same_again_only_remembers_who_did(alpha: ChannelStore) -> None:
    [first] = await keep(alpha, draft("Cash grew."), by="ada")
    [again] = await keep(alpha, draft("Cash grew."), by="bea", at=NOON + timedelta(hours=1))
    counts = await alpha.counts()
    assert again == first
    assert (counts.pastes, counts.posts, counts.waiting) == (1, 1, 1)
    assert counts.newest_save == NOON + timedelta(hours=1)
    assert (await alpha.post(first)).saved_by == "ada"
    assert '"saved_by":"bea"' in "".join(await exported(alpha))


async def test_a_paste_of_known_posts_only_is_kept_as_it_came(alpha: ChannelStore) -> None:
    [first] = await keep(alpha, draft("Cash grew."))
    read = reading(draft("Cash grew."))
    [saved] = await alpha.keep(paste("Seen elsewhere: Cash grew."), read, [NEW])
    assert saved.duplicate_of == first
    assert "Seen elsewhere" in "".join(await exported(alpha))
    assert (await alpha.counts()).pastes == 2


async def test_a_near_duplicate_that_was_recognised_is_not_kept_again(alpha: ChannelStore) -> None:
    [first] = await keep(alpha, draft("Cash grew a lot this year."))
    read = reading(draft("Cash grew a lot this"))
    [saved] = await alpha.keep(paste(read.text), read, [KnownPost(first, frozenset())])
    assert saved.duplicate_of == first
    assert saved.waiting
    assert (await alpha.counts()).posts == 1


async def test_a_post_whose_double_was_forgotten_meanwhile_is_new(alpha: ChannelStore) -> None:
    read = reading(draft("Cash grew."))
    [saved] = await alpha.keep(paste(read.text), read, [KnownPost(PostId("pgone"), frozenset())])
    assert saved.duplicate_of is None


async def test_a_post_that_stands_twice_in_a_paste_is_kept_once(alpha: ChannelStore) -> None:
    read = reading(draft("Cash grew."), draft("Debt fell."), draft("Cash grew."))
    saved = await alpha.keep(paste(read.text), read, [NEW] * 3)
    assert [item.duplicate_of for item in saved] == [None, None, saved[0].post.post_id]
    assert (await alpha.counts()).posts == 2


async def test_a_reply_names_the_post_that_it_quotes(alpha: ChannelStore) -> None:
    read = reading(draft("I disagree.", "ibis", quotes=1), draft("Debt is a danger."))
    reply, quoted = await alpha.keep(paste(read.text), read, [NEW] * 2)
    assert reply.post.quotes_post == quoted.post.post_id
    assert (await alpha.post(reply.post.post_id)).quotes_post == quoted.post.post_id


async def test_a_reply_to_a_post_that_is_here_already_names_that_one(alpha: ChannelStore) -> None:
    [quoted] = await keep(alpha, draft("Debt is a danger."))
    read = reading(draft("I disagree.", "ibis", quotes=1), draft("Debt is a danger."))
    reply, again = await alpha.keep(paste(read.text), read, [NEW] * 2)
    assert again.duplicate_of == quoted
    assert reply.post.quotes_post == quoted


async def test_look_alikes_share_enough_of_the_sketch_and_the_most_alike_comes_first(alpha: ChannelStore) -> None:
    for number in (4, 6, 9):
        read = reading(draft(f"Post that shares {number}."))
        sketch = frozenset(range(number)) | frozenset(range(100 * number, 100 * number + 12))
        await alpha.keep(paste(read.text), read, [KnownPost(None, sketch)])
    found = await alpha.look_alikes(frozenset(range(12)), draft("Another."))
    assert [post.body for post in found] == ["Post that shares 9.", "Post that shares 6."]


async def test_a_short_posts_whole_sketch_is_enough(alpha: ChannelStore) -> None:
    read = reading(draft("Up!"))
    await alpha.keep(paste(read.text), read, [KnownPost(None, frozenset({7, 2**63 - 1}))])
    assert len(await alpha.look_alikes(frozenset({7, 2**63 - 1}), draft("Up"))) == 1
    assert await alpha.look_alikes(frozenset({7, 8}), draft("Up")) == []
    assert await alpha.look_alikes(frozenset(), draft("Up")) == []


async def test_a_translation_is_found_by_its_topic(alpha: ChannelStore) -> None:
    [english] = await keep(alpha, draft("Deliveries doubled.", topic="8812"))
    found = await alpha.look_alikes(frozenset(), draft("交付量翻倍。", topic="8812"))
    assert [post.post_id for post in found] == [english]
    assert await alpha.look_alikes(frozenset(), draft("交付量翻倍。", topic="8813")) == []


async def test_an_unknown_post_is_said_to_be_unknown(alpha: ChannelStore) -> None:
    with pytest.raises(UnknownPost) as caught:
        await alpha.post(PostId("pnothing"))
    assert caught.value.details == {"post_id": "pnothing"}
    with pytest.raises(UnknownPost):
        await alpha.arguments_of(PostId("pnothing"))


async def test_posts_are_listed_latest_saved_first_and_in_pages(alpha: ChannelStore) -> None:
    for number in range(5):
        await keep(alpha, draft(f"Post {number}."))
    listed = await alpha.posts(PostFilter(limit=2, offset=1))
    assert [item.post.body for item in listed] == ["Post 3.", "Post 2."]
    assert all(item.waiting and item.arguments == 0 for item in listed)


async def test_posts_are_listed_by_subject_and_author(alpha: ChannelStore) -> None:
    await claim(alpha, "The SU7 sells.", XIAOMI_AUTO)
    await claim(alpha, "Phones sell.", XIAOMI)
    await claim(alpha, "Buses sell.", BYD)
    await keep(alpha, draft("Nothing yet.", "ibis"))

    async def bodies(wanted: PostFilter) -> list[str]:
        return [item.post.body for item in await alpha.posts(wanted)]

    assert await bodies(PostFilter(subject=XIAOMI.key)) == ["Phones sell.", "The SU7 sells."]
    assert await bodies(PostFilter(subject=XIAOMI_AUTO.key)) == ["The SU7 sells."]
    assert await bodies(PostFilter(author="ibis")) == ["Nothing yet."]
    assert await bodies(PostFilter(subject=BYD.key, author="ibis")) == []


async def test_an_empty_channel_counts_nothing(alpha: ChannelStore) -> None:
    counts = await alpha.counts()
    assert counts.model_dump() == {"pastes": 0, "posts": 0, "arguments": 0, "waiting": 0, "newest_save": None}


async def test_the_newest_save_is_the_latest_moment_wherever_its_clock_stands(alpha: ChannelStore) -> None:
    early = datetime(2025, 10, 14, 18, tzinfo=timezone(timedelta(hours=8)))
    await keep(alpha, draft("Earlier, by a later clock."), at=early)
    await keep(alpha, draft("Later."), at=datetime(2025, 10, 14, 11, tzinfo=UTC))
    await keep(alpha, draft("Earlier."), at=early)
    assert (await alpha.counts()).newest_save == datetime(2025, 10, 14, 11, tzinfo=UTC)
