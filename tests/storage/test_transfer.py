"""Export and restore: the same channel again, byte for byte, however often and however interrupted."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.post import ChannelId, PostDraft, Ticker
from bot.domain.subject import Alias
from bot.errors import BadImport
from storage import ChannelStore, KeptArgument, KnownPost, PostFilter, Store, open_store
from storage.lines import VERSION
from tests.storage.samples import (
    ALL,
    ALPHA,
    BETA,
    BYD,
    NEW,
    NOON,
    XIAOMI_AUTO,
    argue,
    argument,
    draft,
    embedded,
    exported,
    keep,
    paste,
    reading,
)

VERSION_3 = Path(__file__).parent / "exports" / "version_3.jsonl"
"""Something of everything, as it was written before lines said what they belong to."""


async def fill(store: ChannelStore) -> None:
    """Something of everything: a reply, a duplicate, a waiting post, an emptied paste, a vector, names, a sketch."""
    tag = Ticker(symbol="01810", market="HK", name="XIAOMI-W")
    read = reading(draft("我不同意。", "晨星", quotes=1, topic="8812"), draft("The brand is weak.", tickers=(tag,)))
    sketches = [KnownPost(None, frozenset({3, 2**63 - 1})), KnownPost(None, frozenset({5}))]
    reply, quoted = await store.keep(paste(read.text, source="a.txt", url="https://example.com/1"), read, sketches)
    first = KeptArgument(argument("The brand is weak.", "brand is weak", XIAOMI_AUTO), embedded(1, 2), "Xiaomi 小米")
    second = KeptArgument(argument("The brand is weak.", "The brand", BYD, holder=None))
    await store.settle(quoted.post.post_id, [second, first], "test/1")
    await store.settle(reply.post.post_id, [], "test/1")
    await keep(store, draft("The brand is weak."), by="bea", at=NOON + timedelta(hours=1))
    await keep(store, draft("Waiting.", None, date(2025, 10, 1)))
    gone, _ = await keep(store, draft("To be forgotten."), draft("To stay."))
    await store.forget([gone])
    await store.add_alias(Alias(name="SU7", company="xiaomi/auto", added_by="ada"))
    await store.add_alias(Alias(name="UMC", company="$UMC.US", added_by="cashtag", learned=True))


async def test_a_restored_channel_exports_the_same_bytes_under_any_name(store: Store, alpha: ChannelStore) -> None:
    await fill(alpha)
    lines = await exported(alpha)
    for name in ("beta", "γάμμα"):
        other = store.channel(ChannelId(name))
        imported = await other.restore(lines)
        assert (imported.posts, imported.arguments, imported.duplicates) == (4, 2, 0)
        assert await exported(other) == lines
    assert await store.verify() == []


async def test_a_restored_channel_is_searched_like_the_first(store: Store, alpha: ChannelStore) -> None:
    await fill(alpha)
    beta = store.channel(BETA)
    await beta.restore(await exported(alpha))
    assert await beta.by_words(["weak", "小米"], ALL, 5) == await alpha.by_words(["weak", "小米"], ALL, 5)
    assert await beta.by_meaning(embedded(1, 1), ALL, 5) == await alpha.by_meaning(embedded(1, 1), ALL, 5)
    assert await beta.coverage() == await alpha.coverage()
    assert (await beta.counts()) == (await alpha.counts())
    assert await beta.posts(PostFilter()) == await alpha.posts(PostFilter())
    assert await beta.aliases() == await alpha.aliases()
    found = await beta.look_alikes(frozenset({3, 2**63 - 1}), draft("Anything."))
    assert [post.body for post in found] == ["我不同意。"]


async def test_each_line_says_what_it_belongs_to(alpha: ChannelStore) -> None:
    await fill(alpha)
    lines = [json.loads(line) for line in await exported(alpha)]
    pastes = {line["paste_id"] for line in lines if line["type"] == "paste"}
    posts = {line["post_id"]: line["paste_id"] for line in lines if line["type"] == "post"}
    assert {line["post_id"]: line["savings"][0]["paste_id"] for line in lines if line["type"] == "post"} == posts
    assert pastes.issuperset(posts.values())
    arguments = [line for line in lines if line["type"] == "argument"]
    assert [posts[line["post_id"]] for line in arguments] == [line["paste_id"] for line in arguments]
    for line in arguments:
        assert line["argument_id"] in [one.argument_id for one in await alpha.arguments_of(line["post_id"])]


def as_of_version_3(line: str) -> dict[str, object]:
    fields: dict[str, object] = json.loads(line)
    match fields["type"]:
        case "casebook":
            fields["version"] = 3
        case "post":
            del fields["paste_id"]
        case "argument":
            del fields["post_id"], fields["paste_id"]
    return fields


async def test_an_export_of_version_3_restores_all_that_it_holds(store: Store, alpha: ChannelStore) -> None:
    written = VERSION_3.read_text(encoding="utf-8").splitlines()
    await alpha.restore(written)
    lines = await exported(alpha)
    assert [as_of_version_3(line) for line in lines] == [json.loads(line) for line in written]
    beta = store.channel(BETA)
    await beta.restore(lines)
    assert await exported(beta) == lines
    assert await store.verify() == []


async def test_restoring_again_adds_nothing(store: Store, alpha: ChannelStore) -> None:
    await fill(alpha)
    lines = await exported(alpha)
    imported = await alpha.restore(lines)
    assert (imported.posts, imported.arguments, imported.duplicates) == (0, 0, 4)
    assert await exported(alpha) == lines
    assert await store.verify() == []


async def test_a_post_that_was_pasted_here_too_is_a_duplicate(store: Store, alpha: ChannelStore) -> None:
    await fill(alpha)
    beta = store.channel(BETA)
    [here] = await keep(beta, draft("The brand is weak."), by="cyd")
    imported = await beta.restore(await exported(alpha))
    assert (imported.posts, imported.duplicates) == (3, 1)
    [reply] = [item.post for item in await beta.posts(PostFilter()) if item.post.body == "我不同意。"]
    assert reply.quotes_post == here
    assert await store.verify() == []


async def test_pasting_what_was_restored_under_another_name_is_seen(store: Store, alpha: ChannelStore) -> None:
    [first] = await keep(alpha, draft("Cash grew."))
    beta = store.channel(BETA)
    await beta.restore(await exported(alpha))
    read = reading(draft("Cash grew."))
    [again] = await beta.keep(paste(read.text, by="bea"), read, [NEW])
    assert again.duplicate_of == first
    assert (await beta.counts()).pastes == 1


async def test_a_restore_that_was_stopped_goes_on_where_it_is_run_again(store: Store, alpha: ChannelStore) -> None:
    await fill(alpha)
    lines = await exported(alpha)
    for end in range(len(lines)):
        other = store.channel(ChannelId(f"stopped after {end}"))
        with pytest.raises(BadImport) as caught:
            await other.restore(lines[:end])
        assert caught.value.details["line"] == end
        await other.restore(lines)
        assert await exported(other) == lines
    assert await store.verify() == []


async def test_lines_may_come_one_by_one(store: Store, alpha: ChannelStore) -> None:
    await fill(alpha)
    assert (await store.channel(BETA).restore(alpha.export_lines())).posts == 4


async def test_an_empty_channel_is_restored_too(store: Store, alpha: ChannelStore) -> None:
    lines = await exported(alpha)
    assert [json.loads(line)["type"] for line in lines] == ["casebook", "end"]
    assert (await store.channel(BETA).restore(lines)).posts == 0


def changed(number: int, change: Callable[[dict[str, object]], object]) -> Callable[[list[str]], list[str]]:
    def apply(lines: list[str]) -> list[str]:
        fields = json.loads(lines[number - 1])
        change(fields)
        return [*lines[: number - 1], json.dumps(fields), *lines[number:]]

    return apply


EMPTY_VECTOR = {"model": "test-model", "scale": 1, "data": ""}

# The lines of `fill`: 1 header · 2, 3 aliases · 4 paste, 5 reply · 6 paste, 7 post, 8, 9 its arguments
# · 10 paste, 11 post · 12 paste, 13 post · 14 end
BROKEN: dict[str, tuple[int, Callable[[list[str]], list[str]]]] = {
    "no header": (1, lambda lines: lines[1:]),
    "another program's lines": (1, lambda lines: ['{"type":"message","text":"hi"}', *lines]),
    "no JSON": (3, lambda lines: [*lines[:2], "{nonsense", *lines[2:]]),
    "a newer format": (1, changed(1, lambda fields: fields.update(version=VERSION + 1))),
    "a field too many": (5, changed(5, lambda fields: fields.update(channel="x"))),
    "a field too few": (5, changed(5, lambda fields: fields.pop("body"))),
    "no body": (5, changed(5, lambda fields: fields.update(body=""))),
    "a lone surrogate": (5, changed(5, lambda fields: fields.update(body="\ud800"))),
    "a time that is none": (5, changed(5, lambda fields: fields.update(published_at="yesterday"))),
    "saved by nobody": (5, changed(5, lambda fields: fields.update(savings=[]))),
    "a span outside the body": (8, changed(8, lambda fields: fields.update(span={"start": 3, "end": 300}))),
    "a span that is empty": (8, changed(8, lambda fields: fields.update(span={"start": 3, "end": 3}))),
    "a side that is none": (8, changed(8, lambda fields: fields.update(stance="up"))),
    "a vector without bytes": (
        9,
        changed(9, lambda fields: fields.update(vector={"model": "m", "scale": 1, "data": ""})),
    ),
    "an argument missing": (9, lambda lines: [*lines[:7], *lines[8:]]),
    "an argument too many": (10, lambda lines: [*lines[:9], lines[8], *lines[9:]]),
    "an argument of another post": (8, changed(8, lambda fields: fields.update(post_id="pother"))),
    "an argument of another paste": (9, changed(9, lambda fields: fields.update(paste_id="tother"))),
    "a post of another paste": (5, changed(5, lambda fields: fields.update(paste_id="tother"))),
    "an argument twice": (2, lambda lines: [*lines[:8], lines[7], *lines[9:]]),
    "a paste missing": (4, lambda lines: [*lines[:3], *lines[4:]]),
    "a pasted post missing": (13, lambda lines: [*lines[:12], lines[13]]),
    "a quoted post missing": (5, lambda lines: [*lines[:5], *lines[9:]]),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_a_broken_import_says_the_line_and_leaves_nothing_half(
    alpha: ChannelStore, store: Store, name: str
) -> None:
    await fill(alpha)
    number, breaking = BROKEN[name]
    beta = store.channel(BETA)
    with pytest.raises(BadImport) as caught:
        await beta.restore(breaking(await exported(alpha)))
    assert caught.value.details["line"] == number
    assert caught.value.details["reason"]
    assert await store.verify() == []


async def test_what_stands_before_a_broken_line_is_kept(alpha: ChannelStore, store: Store) -> None:
    await fill(alpha)
    lines = await exported(alpha)
    beta = store.channel(BETA)
    with pytest.raises(BadImport):
        await beta.restore([*lines[:-2], "{nonsense", *lines[-2:]])
    assert (await beta.counts()).posts == 3
    await beta.restore(lines)
    assert await exported(beta) == lines


async def test_an_export_while_others_save_is_whole(store: Store, alpha: ChannelStore) -> None:
    await fill(alpha)
    lines: list[str] = []
    async for line in alpha.export_lines():
        lines.append(line)
        await keep(alpha, draft(f"Saved meanwhile, {len(lines)}."))
    beta = store.channel(BETA)
    assert (await beta.restore(lines)).posts == 4
    assert await store.verify() == []


async def test_more_than_one_batch_is_restored(store: Store, alpha: ChannelStore) -> None:
    drafts = [draft(f"Report {number}.") for number in range(700)]
    await alpha.keep(paste(reading(*drafts).text), reading(*drafts), [NEW] * 700)
    lines = await exported(alpha)
    beta = store.channel(BETA)
    assert (await beta.restore(lines)).posts == 700
    assert await exported(beta) == lines


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
DRAFTS = st.builds(
    draft,
    body=TEXT,
    author=st.none() | TEXT,
    published_at=st.none() | st.dates() | st.datetimes(),
    topic=st.none() | TEXT,
    url=st.none() | TEXT,
)


@settings(max_examples=25, derandomize=True, deadline=None)
@given(
    drafts=st.lists(DRAFTS, min_size=1, max_size=4), by=TEXT, words=TEXT, components=st.tuples(*[st.floats(0.1, 1)] * 3)
)
async def test_anything_that_can_be_kept_can_be_taken_away_and_brought_back(
    drafts: list[PostDraft], by: str, words: str, components: list[float]
) -> None:
    async with open_store("sqlite:///:memory:") as store:
        alpha, beta = store.channel(ALPHA), store.channel(BETA)
        await keep(alpha, *drafts, by=by)
        body = drafts[0].body
        await argue(alpha, body, KeptArgument(argument(body, body, claim=words), embedded(*components), words))
        lines = await exported(alpha)
        await beta.restore(lines)
        assert await exported(beta) == lines
        assert await store.verify() == []
