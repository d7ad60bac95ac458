"""Whatever is pasted is read or refused; every character has its place, and no megabyte takes long."""

from datetime import UTC, datetime
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.sameness import same_quote
from bot.arguments.extractive import ExtractiveExtractor
from bot.arguments.grouping import PointGrouping
from bot.domain.post import Paste, Reading
from bot.errors import CasebookError
from bot.intake.decode import LIMIT
from bot.intake.ingest import Ingest
from bot.intake.looks import looks_pasted
from bot.intake.read import read
from bot.intake.unwrap import unwrap
from bot.subjects.companies import Companies
from tests.fuzz.conftest import Door
from tests.fuzz.megabytes import MAKES
from tests.timing import allowed, seconds

NOW = datetime(2025, 12, 1, 8, tzinfo=UTC)
PIECES = (
    *("\r\n", "\r", "\n", "\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\t", " ", "\u3000", "\xa0", "\ufeff", "\u200b"),
    *("\0", "\x1b[31m", "\ud800", "\udc00", "\u202e", "\u2066", "\u2069", "\u200d", "\u0301", "\U000e0041"),
    *("👨‍👩‍👧", "🏴\U000e0067\U000e007f", "𠀀", "İ", "ß", "ﬁ", "Ã©", "â€™", "小米", "臺灣", "삼성"),
    *("> ", ">> ", ">", "> a", "//@用户:", "RT @user:", "@user ", "回复@某:", "u/user ", "r/stocks", "• 3h ago"),
    *("<p>", "</div>", "<br/>", "<script>", "<!--", "&amp;", "&#0;", "&#xD800;", "&lt;p&gt;", "[a](b)", "**", "```"),
    *("2025-11-23 10:15", "Nov 23", "3 hours ago", "昨天 21:14", "99/99/9999", "0年0月0日", "25:61", "2025.02.30"),
    *("$AAPL", "$小米集团-W(01810)$", "(AMD.US)", "600519", "$", "(", ")", "$(", "12%", "1.2B", "￥"),
    *("Ann", "On 3 May 2025, Ann wrote:", "作者：安", "From: a@b.cd", "Subject: x", "Date: 2025", "— Ann", "Quote"),
    *("12 likes", "Follow", "Reply", "https://x.com/ann/status/1", "Disclaimer:", "Bearish", "[10:15] Ann: no"),
)
texts = st.lists(st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=()), max_size=6), max_size=40).map(
    "".join
)
"""Of what platforms write, what copying breaks, and any other characters at all."""


@settings(max_examples=400)
@given(texts)
def test_every_character_has_its_place_and_every_body_is_its_segments(text: str) -> None:
    try:
        reading = read(text, NOW)
    except CasebookError:
        return
    assert_whole(reading)


@settings(max_examples=60)
@given(st.sampled_from(sorted(MAKES)), st.integers(1, 700), texts)
def test_so_it_has_beside_rows_of_one_kind(make: str, size: int, text: str) -> None:
    try:
        reading = read(f"{MAKES[make](size)}\n{text}\n{MAKES[make](size)}", NOW)
    except CasebookError:
        return
    assert_whole(reading)


def assert_whole(reading: Reading) -> None:
    """The segments cover the text, in order; what is a body stands in them as it is."""
    spans = [(segment.span.start, segment.span.end) for segment in reading.segments]
    assert "".join(reading.text[start:end] for start, end in spans) == reading.text
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    for number, post in enumerate(reading.posts):
        own = [one for one in reading.segments if one.part == "body" and one.post == number]
        assert "".join(one.span.of(reading.text) for one in own) == post.body
        assert post.body.strip() == post.body != ""
        assert post.quotes is None or 0 <= post.quotes < len(reading.posts)
    assert "\0" not in reading.text
    assert reading.text.encode().decode() == reading.text


@settings(max_examples=100)
@given(texts)
def test_it_is_kept_as_it_was_read_or_refused(door: Door, text: str) -> None:
    channel, paste = door.new_channel(), Paste(raw=text, saved_by="Ann", saved_at=NOW)
    try:
        receipt = door.do(door.casebook.keep(channel, paste))
        again = door.do(door.casebook.keep(channel, paste))
    except CasebookError:
        return
    assert [one.post.post_id for one in receipt.posts] == [one.post.post_id for one in again.posts]
    for saved in receipt.posts:
        assert door.do(door.casebook.post(channel, saved.post.post_id)).post.body == saved.post.body


@settings(max_examples=200)
@given(texts)
def test_whether_it_looks_pasted_is_always_known(text: str) -> None:
    assert looks_pasted(text) in (True, False)
    assert unwrap(text) == unwrap(text).strip()


SMALL, LARGE = 16 * 1024, 64 * 1024
MOST = 8
"""Times that four times the text may take: four, and what a busy machine adds."""
LEAST = 0.005
"""Seconds below which the machine's own noise is measured."""
OTHERS = ("chat", "retweets", "repost chain", "reddit posts", "comments with quotes")
POSTS = {name for name in MAKES if "heads" in name or name in OTHERS}
"""Of a megabyte of these ten or thirty thousand posts are made, at a twentieth of a millisecond each."""
SLOWEST = (
    *("tiny lines", "blank lines", "line ends", "quoted lines", "quotes with answers", "attributions", "cashtags"),
    *("companies", "tickers", "one address", "longport heads", "retweets", "comments with quotes"),
)
"""Those that took longest when all were measured with a megabyte."""


def cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")


@pytest.fixture(scope="module")
def ingest() -> Ingest:
    """As a casebook has it; nothing here comes to the extractor."""
    made = Ingest(Companies.load(), ExtractiveExtractor(None), None, PointGrouping(same_quote))
    taken_apart(made, f"<p>Ã©</p> {MAKES['companies'](2000)}")  # loads what a first paste waits for
    return made


def test_four_times_the_text_takes_about_four_times_as_long(ingest: Ingest) -> None:
    slow = {}
    for name, make in MAKES.items():
        small, large = cut(make(SMALL), SMALL), cut(make(LARGE), LARGE)
        for tries in (1, 4, 12):  # more often where it seems slow: another process may have had the caches
            least = max(LEAST, seconds(partial(taken_apart, ingest, small), tries + 1))
            taken = seconds(partial(taken_apart, ingest, large), tries)
            if taken <= MOST * least:
                break
        else:
            slow[name] = (least, taken)
    assert slow == {}


@pytest.mark.parametrize("name", SLOWEST)
def test_no_megabyte_takes_more_than_a_second(ingest: Ingest, name: str) -> None:
    text = cut(MAKES[name](LIMIT), LIMIT)
    bound = allowed(2 if name in POSTS else 1)
    assert seconds(partial(taken_apart, ingest, text), tries=3) < bound


def taken_apart(ingest: Ingest, text: str) -> Reading:
    """As a paste is, before it is written down and acknowledged."""
    return ingest.taken_apart(Paste(raw=text, saved_by="Ann", saved_at=NOW))
