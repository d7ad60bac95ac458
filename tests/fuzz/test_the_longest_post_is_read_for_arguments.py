"""The longest post is read for arguments to its end, in time that grows with its length, and not in anybody's way."""

from datetime import UTC, datetime
from functools import partial
from itertools import pairwise

import pytest

from bot.arguments.extract import Unread
from bot.arguments.reading import PostReader, loaded_reader
from bot.arguments.units import LONGEST, MOST, parts, units
from bot.domain.post import Paste, PasteId, Platform, Post, PostId
from bot.domain.text import Language
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from tests.fuzz.conftest import Door
from tests.fuzz.megabytes import MAKES
from tests.timing import allowed, seconds

NOW = datetime(2025, 12, 1, tzinfo=UTC)
SLOWEST = ("companies", "tickers", "tiny lines", "quotation marks", "emoji", "full stops", "comments by name")


@pytest.fixture(scope="module")
def reader() -> PostReader:
    return loaded_reader()


@pytest.mark.parametrize("name", SLOWEST)
def test_outlining_two_parts_takes_twice_as_long_as_one(reader: PostReader, name: str) -> None:
    resolver = Resolver(Companies.load())
    reader.outline(of("Tesla's margins fall."), resolver)

    def outlined(size: int) -> float:
        one = Unread(of(MAKES[name](size)), resolver)
        return seconds(lambda: [reader.outlined(one, part).nameless for part in reader.parts(one.post)])

    assert outlined(LONGEST) < allowed(3)
    assert outlined(2 * LONGEST) < allowed(6)


@pytest.mark.parametrize("name", SLOWEST)
def test_no_part_of_it_is_larger_than_what_is_read_at_once(reader: PostReader, name: str) -> None:
    body = MAKES[name](3 * LONGEST)
    found = units(body, reader.speech)
    cut = parts(body, found)
    assert [unit for part in cut for unit in part.units] == found
    assert all(len(part.units) <= MOST for part in cut)
    assert all(part.span.holds(unit.span) for part in cut for unit in part.units)
    assert all(one.span.end <= after.span.start for one, after in pairwise(cut))


@pytest.mark.parametrize("name", [*SLOWEST, "opened quotation marks", "Chinese punctuation", "emoji lines", "lists"])
def test_units_are_found_in_time_that_grows_with_the_text(reader: PostReader, name: str) -> None:
    text = MAKES[name](LONGEST)
    assert seconds(partial(units, text, reader.speech)) < allowed(0.7)


def test_it_is_acknowledged_before_it_is_read(door: Door) -> None:
    channel, text = door.new_channel(), "Margins of Tesla fall by a tenth each year. " * 9_000
    receipt = door.do(door.casebook.keep(channel, Paste(raw=text, saved_by="Ann", saved_at=NOW)))
    assert [saved.waiting for saved in receipt.posts] == [True]


def of(body: str) -> Post:
    return Post(
        post_id=PostId("p"),
        paste_id=PasteId("t"),
        platform=Platform.GENERIC,
        author=None,
        published_at=None,
        language=Language.ENGLISH,
        body=body,
        tickers=(),
        quotes_post=None,
        topic=None,
        url=None,
        saved_by="Ann",
        saved_at=NOW,
    )
