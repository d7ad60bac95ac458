"""Which of a bot's shards a process runs, as it is written and as it is heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.post import ChannelId
from bot.domain.shards import Shards
from bot.errors import BadShards

counts = st.integers(1, 200)


@pytest.mark.parametrize(
    ("text", "ids", "count"),
    [
        ("0-3/16", (0, 1, 2, 3), 16),
        ("5/16", (5,), 16),
        ("0,2,5-7/16", (0, 2, 5, 6, 7), 16),
        ("7,5-6/16", (5, 6, 7), 16),
        ("0/1", (0,), 1),
        (" 2-2,2/3 ", (2,), 3),
    ],
)
def test_shards_are_named_by_numbers_and_ranges(text: str, ids: tuple[int, ...], count: int) -> None:
    assert Shards.named(text) == Shards(ids, count)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4",
        "/4",
        "4/4",
        "0-4/4",
        "3-1/4",
        "0/0",
        "-1/4",
        "0-/4",
        "0,/4",
        "0 1/4",
        "0-3/4/4",
        "a/4",
        "٣/4",
        "0/100000",
    ],
)
def test_what_names_no_shards_is_refused(text: str) -> None:
    with pytest.raises(BadShards):
        Shards.named(text)


@given(st.text() | st.text("0123-,/ ", max_size=9))
def test_no_text_is_worse_than_refused(text: str) -> None:
    try:
        named = Shards.named(text)
    except BadShards:
        return
    assert set(named.ids) <= set(range(named.count))


@given(counts, st.integers(0, 2**63 - 1))
def test_each_server_is_heard_by_one_shard(count: int, guild: int) -> None:
    assert sum(Shards((shard,), count).hear(guild) for shard in range(count)) == 1


@given(counts)
def test_direct_messages_are_heard_by_the_first(count: int) -> None:
    assert [shard for shard in range(count) if Shards((shard,), count).hear(None)] == [0]


def test_a_server_is_heard_where_discord_says() -> None:
    assert Shards((3,), 16).hear(19 << 22 | 5)


@given(counts, st.text(min_size=1))
def test_each_channel_is_taken_by_one_shard(count: int, name: str) -> None:
    assert sum(Shards((shard,), count).take(ChannelId(name)) for shard in range(count)) == 1


@given(st.sets(st.integers(0, 30), min_size=1))
def test_what_is_written_of_shards_names_them(ids: set[int]) -> None:
    shards = Shards(tuple(sorted(ids)), 31)
    assert Shards.named(str(shards)) == shards
    assert shards.hear_first is (0 in ids)
    assert shards.are_all is (len(ids) == 31)
