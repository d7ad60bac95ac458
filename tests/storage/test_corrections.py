"""What people put right of a post: it counts everywhere, survives what the post survives, and goes with it."""

import json
from collections.abc import Sequence
from datetime import date, datetime

import pytest

from bot.domain.argument import Argument, Stance
from bot.domain.correction import Correction, Field
from bot.domain.digest import Window
from bot.domain.post import PostId
from bot.domain.question import Question
from bot.domain.shown import Cited, Place
from bot.domain.subject import Subject, SubjectKey
from bot.errors import BadImport, NameTooLong, UnknownPost
from storage import ChannelStore, KeptArgument, KnownPost, PostFilter, ReadPaste, Scope, Store, open_store
from tests.storage.conftest import WAIT
from tests.storage.grouping import ByVector
from tests.storage.samples import (
    ALL,
    ALPHA,
    BETA,
    BYD,
    NEW,
    NOON,
    XIAOMI,
    XIAOMI_AUTO,
    argument,
    draft,
    embedded,
    exported,
    keep,
    paste,
    reading,
)

BODY = "Margins fell. Cars sell well. Others grow too."
TESLA = Subject(key=SubjectKey("tesla"), name="Tesla", name_zh="特斯拉")


def put_right(field: Field, value: Subject | str | None, by: str = "bea") -> Correction:
    return Correction(field=field, value=value, read=None, by=by, at=NOON)


AUTHOR, DATE = put_right(Field.AUTHOR, "finch"), put_right(Field.DATE, "2025-03-01")
URL, ABOUT_BYD = put_right(Field.URL, "https://example.com/7"), put_right(Field.SUBJECT, BYD)


def found() -> list[KeptArgument]:
    """Two on Xiaomi's cars and Xiaomi, of which the author holds one; and one of somebody else on Tesla."""
    return [
        KeptArgument(argument(BODY, "Margins fell.", stance=Stance.BEAR), embedded(1, 0), "Xiaomi 小米", own=True),
        KeptArgument(argument(BODY, "Cars sell well.", XIAOMI_AUTO, holder="a dealer"), embedded(0, 1)),
        KeptArgument(argument(BODY, "Others grow too.", TESLA), embedded(1, 1), own=True),
        KeptArgument(argument(BODY, "Cars sell", XIAOMI, holder="a dealer"), embedded(0, 1)),
    ]


async def saved(store: ChannelStore, author: str | None = "wren") -> PostId:
    [post_id] = await keep(store, draft(BODY, author))
    await store.settle(post_id, found(), "test/1")
    await store.group(ByVector())
    return post_id


def about(arguments: Sequence[Argument]) -> list[tuple[str, str, str | None]]:
    return [(one.quote, one.subject.key, one.holder) for one in arguments]


AS_READ = [
    ("Margins fell.", "xiaomi", "wren"),
    ("Cars sell well.", "xiaomi/auto", "a dealer"),
    ("Cars sell", "xiaomi", "a dealer"),
    ("Others grow too.", "tesla", "wren"),
]


async def test_a_post_says_what_was_put_right_and_keeps_its_id_and_words(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    before = await alpha.post(post_id)
    now = await alpha.correct(post_id, [AUTHOR, DATE, URL])
    assert now == await alpha.post(post_id)
    assert now == before.model_copy(
        update={"author": "finch", "published_at": date(2025, 3, 1), "url": "https://example.com/7"}
    )
    assert [(one.field, one.value, one.read, one.by, one.at) for one in await alpha.corrections(post_id)] == [
        (Field.AUTHOR, "finch", "wren", "bea", NOON),
        (Field.DATE, "2025-03-01", None, "bea", NOON),
        (Field.URL, "https://example.com/7", None, "bea", NOON),
    ]


async def test_what_the_author_holds_is_the_right_authors_and_what_others_hold_stays_theirs(
    alpha: ChannelStore,
) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [AUTHOR])
    holders = {one.quote: one.holder for one in await alpha.arguments_of(post_id)}
    assert holders == {
        "Margins fell.": "finch",
        "Cars sell well.": "a dealer",
        "Cars sell": "a dealer",
        "Others grow too.": "finch",
    }


async def test_searches_lists_and_points_follow_at_once(store: Store, alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    await alpha.newest(ALL, 10)  # it is in memory now
    assert {heap.point_id for heap in (await alpha.heaps(ALL, 10, 10)).heaps}
    await alpha.correct(post_id, [AUTHOR, DATE])
    await alpha.group(ByVector())
    assert await alpha.authors() == ["finch"]
    assert [one.post.post_id for one in await alpha.posts(PostFilter(author="finch"))] == [post_id]
    assert await alpha.posts(PostFilter(author="wren")) == []
    assert [one.post.post_id for one in await alpha.posts(PostFilter(typed="2025-03"))] == [post_id]
    assert len(await alpha.newest(Scope(holder="finch"), 10)) == 2
    assert await alpha.newest(Scope(holder="wren"), 10) == []
    assert len(await alpha.by_words(["margins"], Scope(holder="finch"), 10)) == 1
    assert len(await alpha.newest(Scope(since=date(2025, 3, 1), until=date(2025, 3, 1)), 10)) == 4
    weeks = await alpha.weeks(Scope(subjects=(XIAOMI.key,)))
    assert [(week.monday, week.undated.bull + week.undated.bear) for week in weeks] == [(date(2025, 2, 24), 0)]
    spoken = await alpha.spoken(ALL)
    assert {spoken.holders[code] for code in spoken.holder} == {"finch", "a dealer"}
    heaps = (await alpha.heaps(ALL, 10, 10)).heaps
    assert {holder for heap in heaps for holder in heap.holders} == {"finch", "a dealer"}
    assert await store.verify() == []


async def test_points_keep_their_ids_when_only_the_author_was_wrong(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    before = {heap.point_id: heap.arguments for heap in (await alpha.heaps(ALL, 10, 10)).heaps}
    await alpha.correct(post_id, [AUTHOR])
    await alpha.group(ByVector())
    assert {heap.point_id: heap.arguments for heap in (await alpha.heaps(ALL, 10, 10)).heaps} == before


async def test_arguments_about_the_wrong_company_and_its_parts_are_about_the_right_one(
    store: Store, alpha: ChannelStore
) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [ABOUT_BYD])
    await alpha.group(ByVector())
    assert about(await alpha.arguments_of(post_id)) == [
        ("Margins fell.", "byd", "wren"),
        ("Cars sell well.", "byd", "a dealer"),
        ("Cars sell", "byd", "a dealer"),
        ("Others grow too.", "tesla", "wren"),
    ]
    assert {subject.key for subject in await alpha.subjects()} == {"byd", "tesla"}
    assert await alpha.newest(Scope(subjects=(XIAOMI.key,)), 10) == []
    assert len(await alpha.by_words(["比亚迪"], ALL, 10)) == 3
    assert await alpha.by_words(["小米"], ALL, 10) == []
    heaps = (await alpha.heaps(ALL, 10, 10)).heaps
    assert {heap.subject for heap in heaps} == {"byd", "tesla"}
    assert await store.verify() == []


async def test_a_part_of_the_same_company_takes_over_only_what_was_about_the_whole(alpha: ChannelStore) -> None:
    phones = Subject(key=SubjectKey("xiaomi/phones"), name="Xiaomi Phones")
    post_id = await saved(alpha)
    await alpha.correct(post_id, [put_right(Field.SUBJECT, phones)])
    assert [one.subject.key for one in await alpha.arguments_of(post_id)] == [
        "xiaomi/phones",
        "xiaomi/auto",
        "xiaomi/phones",
        "tesla",
    ]


async def test_what_a_post_says_of_the_right_company_already_is_said_once(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft(BODY))
    two = [argument(BODY, "Margins fell.", subject) for subject in (XIAOMI, BYD)]
    two.append(argument(BODY, "Cars sell well.", XIAOMI))
    two[1] = two[1].model_copy(update={"stance": Stance.BEAR})
    await alpha.settle(post_id, [KeptArgument(one) for one in two], "test/1")
    await alpha.correct(post_id, [ABOUT_BYD])
    kept = await alpha.arguments_of(post_id)
    assert [(one.quote, one.subject.key, one.stance) for one in kept] == [
        ("Margins fell.", "byd", Stance.BEAR),
        ("Cars sell well.", "byd", Stance.BULL),
    ]


async def test_a_claim_that_names_the_wrong_company_names_the_right_one(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft(BODY))
    prefixed = argument(BODY, "Margins fell.").model_copy(update={"claim": "Xiaomi: Margins fell."})
    await alpha.settle(post_id, [KeptArgument(prefixed)], "test/1")
    await alpha.correct(post_id, [ABOUT_BYD])
    [kept] = await alpha.arguments_of(post_id)
    assert kept.claim == "BYD: Margins fell."


async def test_a_second_reading_changes_nothing_of_it(store: Store, alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [AUTHOR, DATE, ABOUT_BYD])
    await alpha.group(ByVector())
    before = await exported(alpha)
    await alpha.settle(post_id, found(), "test/1")
    await alpha.group(ByVector())
    assert await exported(alpha) == before
    assert (await alpha.post(post_id)).author == "finch"
    assert await store.verify() == []


async def test_what_is_put_right_while_a_post_is_read_holds_for_what_is_found(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft(BODY, None))
    await alpha.correct(post_id, [AUTHOR, ABOUT_BYD])
    unnamed = [
        KeptArgument(one.draft.model_copy(update={"holder": None}), one.embedded, own=one.own) for one in found()
    ]
    kept = await alpha.settle(post_id, unnamed, "test/1")
    assert [(one.subject.key, one.holder) for one in kept] == [
        ("byd", "finch"),
        ("byd", None),
        ("tesla", "finch"),
        ("byd", None),
    ]


async def test_a_post_whose_author_was_not_known_is_read_again_for_who_holds_what(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft(BODY, None))
    nameless = argument(BODY, "Margins fell.", holder=None)
    await alpha.settle(post_id, [KeptArgument(nameless, own=True)], "test/1")
    await alpha.correct(post_id, [DATE])
    assert not await alpha.is_waiting(post_id)
    await alpha.correct(post_id, [AUTHOR])
    assert await alpha.is_waiting(post_id)
    [kept] = await alpha.settle(post_id, [KeptArgument(nameless, own=True)], "test/1")
    assert kept.holder == "finch"
    assert not await alpha.is_waiting(post_id)


async def test_a_field_that_is_emptied_stays_empty(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    now = await alpha.correct(post_id, [put_right(Field.AUTHOR, None)])
    assert now.author is None
    assert {one.holder for one in await alpha.arguments_of(post_id)} == {None, "a dealer"}
    assert await alpha.authors() == []
    kept = await alpha.settle(post_id, found(), "test/1")
    assert {one.holder for one in kept} == {None, "a dealer"}


async def test_a_company_that_is_taken_back_is_read_from_the_post_again(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [ABOUT_BYD])
    await alpha.correct(post_id, [put_right(Field.SUBJECT, None)])
    assert await alpha.corrections(post_id) == ()
    assert await alpha.is_waiting(post_id)
    assert about(await alpha.settle(post_id, found(), "test/1"))[0] == AS_READ[0]


async def test_another_company_after_the_first_is_put_in_place_of_what_was_read(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [put_right(Field.SUBJECT, TESLA)])
    await alpha.correct(post_id, [ABOUT_BYD])
    assert await alpha.is_waiting(post_id)
    kept = await alpha.settle(post_id, found(), "test/1")
    assert [one.subject.key for one in kept] == ["byd", "byd", "tesla", "byd"]


async def test_the_last_correction_counts_and_what_was_read_is_kept(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [AUTHOR])
    await alpha.correct(post_id, [put_right(Field.AUTHOR, "heron", by="cid")])
    [kept] = await alpha.corrections(post_id)
    assert (kept.value, kept.read, kept.by) == ("heron", "wren", "cid")
    assert "heron" in {one.holder for one in await alpha.arguments_of(post_id)}


async def test_what_is_so_already_is_no_correction(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    before = await exported(alpha)
    await alpha.correct(post_id, [put_right(Field.AUTHOR, "wren"), put_right(Field.SUBJECT, None)])
    assert await exported(alpha) == before
    assert await alpha.corrections(post_id) == ()


async def test_answers_that_cite_it_are_flagged_but_not_for_an_address(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    [cited, *_] = await alpha.arguments_of(post_id)
    question = Question(text="Why?", asked_on=NOON.date())
    answer_id = await alpha.remember(question, [Cited(n=1, channel=ALPHA, argument_id=cited.argument_id)])
    await alpha.placed(answer_id, Place(channel="1", message="2"))
    await alpha.correct(post_id, [URL])
    assert await alpha.withdrawn() == []
    await alpha.correct(post_id, [DATE])
    assert [one.answer.answer_id for one in await alpha.withdrawn()] == [answer_id]


async def test_the_same_paste_again_finds_the_post_that_was_put_right(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [AUTHOR, DATE, ABOUT_BYD])
    read = reading(draft(BODY))
    [again] = await alpha.keep(paste(read.text, by="cid"), read, [NEW])
    assert (again.duplicate_of, again.post.author) == (post_id, "finch")
    assert (await alpha.counts()).posts == 1


async def test_a_post_that_was_put_right_is_looked_alike_also_as_it_was_read(alpha: ChannelStore) -> None:
    sketch = frozenset(range(8))
    read = reading(draft(BODY))
    [kept] = await alpha.keep(paste(read.text), read, [KnownPost(None, sketch)])
    await alpha.correct(kept.post.post_id, [AUTHOR])
    assert [one.author for one in await alpha.look_alikes(sketch, draft(BODY))] == ["finch", "wren"]


LINK = "https://discord.com/channels/1/2/3"
SKETCH, OTHER_SKETCH = frozenset(range(10)), frozenset(range(50, 60))


async def edited(store: ChannelStore, text: str, *bodies: tuple[str, frozenset[int]]) -> list[PostId]:
    """The message says these posts now."""
    revision = await store.revision(LINK, [text])
    assert revision is not None
    read = reading(*(draft(body) for body, _ in bodies))
    known = tuple(KnownPost(None, sketch) for _, sketch in bodies)
    await store.revise(LINK, [ReadPaste(paste(text, source=LINK), read, known)], revision.gone)
    return [one.post.post_id for one in await store.saved_from(LINK)]


async def test_what_a_message_says_after_an_edit_keeps_what_was_put_right(alpha: ChannelStore) -> None:
    read = reading(draft(BODY))
    [before] = await alpha.keep(paste(read.text, source=LINK), read, [NEW])
    await alpha.correct(before.post.post_id, [AUTHOR, DATE, ABOUT_BYD])
    [now] = await edited(alpha, "Quite another text.", ("Quite another text.", frozenset()))
    assert now != before.post.post_id
    post = await alpha.post(now)
    assert (post.author, post.published_at) == ("finch", date(2025, 3, 1))
    assert {(one.field, one.by) for one in await alpha.corrections(now)} == {
        (Field.AUTHOR, "bea"),
        (Field.DATE, "bea"),
        (Field.SUBJECT, "bea"),
    }
    with pytest.raises(UnknownPost):
        await alpha.post(before.post.post_id)


async def test_of_several_posts_each_follows_the_one_that_it_is_most_like(alpha: ChannelStore) -> None:
    read = reading(draft("One post."), draft("Another post."))
    known = [KnownPost(None, SKETCH), KnownPost(None, OTHER_SKETCH)]
    first, second = await alpha.keep(paste(read.text, source=LINK), read, known)
    await alpha.correct(first.post.post_id, [AUTHOR])
    await alpha.correct(second.post.post_id, [put_right(Field.AUTHOR, "heron")])
    now = await edited(
        alpha,
        "now",
        ("Another post, edited.", OTHER_SKETCH),
        ("One post, edited.", SKETCH),
        ("A third post.", frozenset({99})),
    )
    assert [(await alpha.post(one)).author for one in now] == ["heron", "finch", "wren"]


async def test_a_restored_channel_has_it_all_and_exports_the_same_bytes(store: Store, alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [AUTHOR, DATE, URL, ABOUT_BYD])
    await alpha.group(ByVector())
    lines = await exported(alpha)
    assert sum('"type":"correction"' in line for line in lines) == 4
    beta = store.channel(BETA)
    await beta.restore(lines)
    await beta.group(ByVector())
    assert await exported(beta) == lines
    assert await beta.corrections(post_id) == await alpha.corrections(post_id)
    kept = await beta.settle(post_id, found(), "test/1")
    assert {(one.subject.key, one.holder) for one in kept} == {
        ("byd", "finch"),
        ("byd", "a dealer"),
        ("tesla", "finch"),
    }
    read = reading(draft(BODY))
    [again] = await beta.keep(paste(read.text, by="cid"), read, [NEW])
    assert again.duplicate_of == post_id
    assert (await beta.restore(lines)).duplicates == 1
    assert await store.verify() == []


@pytest.mark.parametrize(
    "spoilt",
    [
        {"post_id": "pother"},
        {"field": "mood"},
        {"value": {"key": "byd", "name": "BYD"}},
        {"field": "date", "value": "yesterday"},
        {"field": "subject"},
        {"value": "x" * 2000},
        {"at": "soon"},
        {"extra": 1},
    ],
)
async def test_a_correction_that_can_t_be_is_refused_with_its_line(
    store: Store, alpha: ChannelStore, spoilt: dict[str, object]
) -> None:
    await alpha.correct(await saved(alpha), [AUTHOR])
    lines = await exported(alpha)
    place = next(n for n, line in enumerate(lines) if '"correction"' in line)
    lines[place] = json.dumps(json.loads(lines[place]) | spoilt)
    with pytest.raises(BadImport) as caught:
        await store.channel(BETA).restore(lines)
    assert caught.value.details["line"] in (place + 1, place + 2)
    assert (await store.channel(BETA).counts()).posts == 0


async def test_it_goes_with_its_post(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [AUTHOR])
    await alpha.forget([post_id])
    assert await alpha.corrections(post_id) == ()
    await saved(alpha)
    assert (await alpha.post(post_id)).author == "wren"


async def test_who_has_all_that_is_theirs_forgotten_is_named_no_more(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [AUTHOR])
    await alpha.forget_mine("bea")
    [kept] = await alpha.corrections(post_id)
    assert (kept.value, kept.by) == ("finch", None)
    assert not any('"bea"' in line for line in await exported(alpha))


async def test_another_channels_post_cannot_be_put_right(store: Store, alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    before = await exported(alpha)
    beta = store.channel(BETA)
    with pytest.raises(UnknownPost):
        await beta.correct(post_id, [AUTHOR, ABOUT_BYD])
    assert await beta.corrections(post_id) == ()
    assert await exported(alpha) == before
    await saved(beta)
    await beta.correct((await beta.posts(PostFilter()))[0].post.post_id, [AUTHOR, ABOUT_BYD])
    assert await exported(alpha) == before


async def test_an_author_that_no_database_can_look_up_is_refused_and_nothing_changes(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    before = await exported(alpha)
    with pytest.raises(NameTooLong):
        await alpha.correct(post_id, [DATE, put_right(Field.AUTHOR, "x" * 2000)])
    assert await exported(alpha) == before


async def test_another_process_sees_it_at_its_next_search(lasting_url: str) -> None:
    async with open_store(lasting_url, wait=WAIT) as one, open_store(lasting_url, wait=WAIT) as other:
        post_id = await saved(one.channel(ALPHA))
        assert len(await other.channel(ALPHA).newest(Scope(holder="wren"), 10)) == 2
        await one.channel(ALPHA).correct(post_id, [AUTHOR, DATE])
        assert await other.channel(ALPHA).newest(Scope(holder="wren"), 10) == []
        assert len(await other.channel(ALPHA).newest(Scope(since=date(2025, 3, 1)), 10)) == 4


async def test_a_digest_tells_the_right_date_and_company(alpha: ChannelStore) -> None:
    post_id = await saved(alpha)
    await alpha.correct(post_id, [DATE, ABOUT_BYD])
    window = Window(since=datetime(2025, 10, 1, tzinfo=NOON.tzinfo), until=datetime(2025, 11, 1, tzinfo=NOON.tzinfo))
    arrivals = await alpha.arrivals(window)
    assert {(one.published, one.subject) for one in arrivals} == {
        (date(2025, 3, 1), "byd"),
        (date(2025, 3, 1), "tesla"),
    }
