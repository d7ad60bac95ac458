"""A post of a megabyte is read for arguments as far as its units are judged: in seconds, and not in anybody's way."""

from datetime import UTC, datetime
from functools import partial

import pytest

from bot.arguments.reading import PostReader, loaded_reader
from bot.arguments.units import LONGEST_READ, opening, units
from bot.domain.post import Paste, PasteId, Platform, Post, PostId
from bot.domain.text import Language
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from tests.fuzz.conftest import Door
from tests.fuzz.megabytes import MAKES
from tests.timing import allowed, seconds

MEGABYTE = 1024 * 1024
NOW = datetime(2025, 12, 1, tzinfo=UTC)
SLOWEST = ("companies", "tickers", "tiny lines", "quotation marks", "emoji", "full stops", "comments by name")


@pytest.fixture(scope="module")
def reader() -> PostReader:
    return loaded_reader()


@pytest.mark.parametrize("name", SLOWEST)
def test_what_is_read_of_it_is_bounded(reader: PostReader, name: str) -> None:
    post, resolver = of(MAKES[name](MEGABYTE)), Resolver(Companies.load())
    reader.outline(of("Tesla's margins fall."), resolver)
    assert seconds(partial(reader.outline, post, resolver)) < allowed(3)
    outline = reader.outline(post, resolver)
    assert seconds(lambda: outline.nameless) < allowed(0.1)
    assert all(unit.span.end <= LONGEST_READ for unit in outline.units)


@pytest.mark.parametrize("name", [*SLOWEST, "opened quotation marks", "Chinese punctuation", "emoji lines", "lists"])
def test_units_are_found_in_time_that_grows_with_the_text(reader: PostReader, name: str) -> None:
    text = MAKES[name](LONGEST_READ)
    assert seconds(partial(units, text, reader.speech)) < allowed(0.7)


def test_what_is_read_ends_with_a_word() -> None:
    body = "Margins of Tesla fall by a tenth each year. " * 3000
    assert body.startswith(opening(body))
    assert opening(body)[-1] == " "
    assert opening("short") == "short"
    assert len(opening("a" * MEGABYTE)) == LONGEST_READ


def test_it_is_acknowledged_before_it_is_read(door: Door) -> None:
    channel, text = door.new_channel(), "Margins of Tesla fall by a tenth each year. " * 20_000
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
