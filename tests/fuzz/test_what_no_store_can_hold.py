"""NULs and half characters: no text with one comes to a store, wherever it was typed, and nothing breaks."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import open_casebook
from bot.casebook import Casebook, CaseQuery, PostQuery, TimelineQuery
from bot.domain.answer import DraftSentence
from bot.domain.glossary import SwitchedOff
from bot.domain.post import ChannelId, Paste, PostId
from bot.domain.question import Question
from bot.domain.subject import Alias
from bot.domain.text import keepable
from bot.errors import CasebookError
from bot.settings import read_settings
from tests.conftest import TODAY
from tests.fuzz.conftest import Door

BAD = ("\0", "\ud800", "\udfff", "\udcff")
HALVES = range(0xD800, 0xE000)
WORDS = ("Tesla", "$TSLA margins fall.", "Ann\n2025-11-23 10:15\n", "bear case", "特斯拉", "a", " ", "\n")
spoilt = st.lists(st.sampled_from((*BAD, *WORDS)) | st.characters(exclude_categories=()), max_size=12).map("".join)
"""Of all characters that a `str` can hold, with more of the bad ones than chance would bring."""

Call = Callable[[Casebook, ChannelId, str, str], Awaitable[Any]]


def paste(raw: str, **also: str) -> Paste:
    return Paste(**{"raw": raw, "saved_by": "Ann", "saved_at": datetime(2025, 12, 1, tzinfo=UTC), **also})


def posted(text: str) -> str:
    return f"Ann{text}\n2025-11-23 10:15\n\n$TSLA margins fall, {text} says."


WRITES: dict[str, Call] = {
    "a paste": lambda book, channel, text, _: book.keep(channel, paste(text)),
    "a post": lambda book, channel, text, _: book.save(channel, paste(posted(text))),
    "a saver": lambda book, channel, text, _: book.keep(channel, paste(posted(""), saved_by=text)),
    "a source": lambda book, channel, text, _: book.keep(channel, paste(posted(""), source=text)),
    "a link": lambda book, channel, text, _: book.keep(channel, paste(posted(""), url=text)),
    "a nickname": lambda book, channel, text, also: book.add_alias(
        channel, Alias(name=text, company=also or "Tesla", added_by=also)
    ),
    "a name that is off": lambda book, channel, text, also: book.switch_off(
        channel, SwitchedOff(name=f"Tesla{text}", by_whom=also)
    ),
    "a question that was answered": lambda book, channel, text, also: book.remember(
        channel, [], Question(text=text, after=(also,), asked_on=TODAY), "quotes"
    ),
}

READS: dict[str, Call] = {
    "a question": lambda book, channel, text, also: book.ask(
        channel, Question(text=f"bear case on Tesla {text}?", after=(also,), asked_on=TODAY)
    ),
    "a subject": lambda book, channel, text, _: book.case(channel, CaseQuery(text)),
    "a timeline": lambda book, channel, text, _: book.timeline(channel, TimelineQuery(text, TODAY)),
    "an author": lambda book, channel, text, also: book.posts(channel, PostQuery(author=text, saved_by=also)),
    "typed words": lambda book, channel, text, also: book.posts(channel, PostQuery(subject=also, typed=text)),
    "a typed subject": lambda book, channel, text, _: book.subjects(channel, text),
    "a typed author": lambda book, channel, text, _: book.authors(channel, text),
    "an id": lambda book, channel, text, _: book.post(channel, PostId(text)),
    "a message": lambda book, channel, text, _: book.other_side(channel, text),
    "an edit": lambda book, channel, text, also: book.revise(channel, text, [also]),
    "a withdrawal": lambda book, channel, text, also: book.withdraw(channel, text, also),
    "a nickname": lambda book, channel, text, _: book.remove_alias(channel, text),
    "another channel": lambda book, _, text, also: book.saved_from(ChannelId(text), also),
}


@pytest.mark.parametrize("what", WRITES)
@settings(max_examples=25)
@given(text=spoilt, also=spoilt)
def test_what_is_written_is_kept_without_it_or_refused(door: Door, what: str, text: str, also: str) -> None:
    channel = door.new_channel()
    tried(door, WRITES[what], channel, (text, also))
    for line in door.exported(channel).splitlines():
        for kept in texts_in(json.loads(line)):
            assert keepable(kept) == kept


@pytest.mark.parametrize("what", READS)
@settings(max_examples=15)
@given(text=spoilt, also=spoilt)
def test_looking_for_it_finds_nothing_or_is_refused(door: Door, what: str, text: str, also: str) -> None:
    channel = door.new_channel()
    before = door.exported(channel)
    tried(door, READS[what], channel, (text, also))
    assert door.exported(channel) == before


def test_no_table_holds_any(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with asyncio.Runner() as runner:
        runner.run(written_everywhere(f"sqlite:///{file}"))
    with closing(sqlite3.connect(file)) as store:
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        values = [value for name in tables for row in store.execute(f"SELECT * FROM {name}") for value in row]
    texts = [value for value in values if isinstance(value, str)]
    assert "sa" in "".join(texts)
    assert not any("\0" in text for text in texts)


async def written_everywhere(address: str) -> None:
    async with open_casebook(read_settings(store=address)) as casebook:
        for what, call in WRITES.items():
            for text in ("sa\0id", "sa\ud800id"):
                with suppress(CasebookError):
                    await call(casebook, ChannelId(what), text, text)


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for one in pair for text in texts_in(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in texts_in(one))


def tried(door: Door, call: Call, channel: ChannelId, texts: tuple[str, str]) -> None:
    """It is done, or refused by an error of ours."""

    async def run() -> None:
        with suppress(CasebookError):
            await call(door.casebook, channel, *texts)

    door.do(run())


@given(spoilt)
def test_clean_text_is_kept_as_it_is_and_all_other_can_be_kept(text: str) -> None:
    kept = keepable(text)
    assert "\0" not in kept
    assert kept.encode().decode() == kept
    assert keepable(kept) == kept
    if not any(char == "\0" or ord(char) in HALVES for char in text):
        assert kept == text


def test_a_models_sentence_is_kept_without_them() -> None:
    assert DraftSentence(text="Margins\0 fall\ud800 [1]", citations=(1,)).text == "Margins fall\ufffd [1]"
