"""Every platform's samples read as written beside them, and every platform has some."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.domain.post import Part, PostDraft, Reading
from bot.intake.mend import mend
from bot.intake.page import Page
from bot.intake.platforms import reader_of, readers
from bot.intake.read import read

SAMPLES = Path(__file__).parent.parent / "samples"


@dataclass(frozen=True)
class Sample:
    """A paste, and what a right reading of it gives."""

    platform: str
    paste: str
    expected: dict[str, Any]


def _sample(path: Path) -> Sample:
    paste = path.read_bytes().decode()
    return Sample(path.parent.name, paste, json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


PATHS = sorted(SAMPLES.glob("*/*.txt"))


@pytest.fixture(params=PATHS, ids=_named)
def sample(request: pytest.FixtureRequest) -> Sample:
    return _sample(request.param)


def _shown(post: PostDraft) -> dict[str, Any]:
    return {
        "platform": post.platform.value,
        "author": post.author,
        "published_at": post.published_at.isoformat() if post.published_at else None,
        "language": post.language.value,
        "tickers": [f"{ticker.symbol}.{ticker.market}" for ticker in post.tickers],
        "quotes": post.quotes,
        "topic": post.topic,
        "begins": post.body[:24],
        "ends": post.body[-24:],
    }


def test_a_sample_is_read_by_its_own_platform(sample: Sample) -> None:
    assert reader_of(Page(mend(sample.paste))).name == sample.platform


def test_a_sample_reads_as_written_beside_it(sample: Sample) -> None:
    assert [_shown(post) for post in read(sample.paste).posts] == sample.expected["posts"]


def test_what_a_sample_leaves_out_has_its_reason(sample: Sample) -> None:
    assert [skipped.reason for skipped in read(sample.paste).skipped] == sample.expected["skipped"]


def test_headers_and_boilerplate_stand_in_no_body(sample: Sample) -> None:
    bodies = "\n".join(post.body for post in read(sample.paste).posts)
    assert [words for words in sample.expected["never_words"] if words in bodies] == []


def test_the_segments_of_a_sample_cover_its_text(sample: Sample) -> None:
    reading = read(sample.paste)
    assert "".join(segment.span.of(reading.text) for segment in reading.segments) == reading.text
    assert [post.body for post in reading.posts] == [_words(reading, index) for index in range(len(reading.posts))]


def _words(reading: Reading, post: int) -> str:
    own = (part for part in reading.segments if part.post == post and part.part is Part.BODY)
    return "".join(segment.span.of(reading.text) for segment in own)


def test_every_platform_has_a_sample() -> None:
    assert {reader.name for reader in readers()} == {path.parent.name for path in PATHS}


def test_the_generic_reader_is_tried_last() -> None:
    assert readers()[-1].name == "generic"
    assert len({reader.order for reader in readers()}) == len(readers())
