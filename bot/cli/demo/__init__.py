"""`casebook demo`: the sample posts beside this file into a store in memory, then the questions of `questions.toml`."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import resources

import click
from pydantic import BaseModel

from bot.cli.desk import Desk, opened
from bot.cli.documents import ask_document, ingest_document
from bot.cli.options import Common, common_options
from bot.cli.output import put_json
from bot.cli.screen import BLANK, Line, Tone, plain, show
from bot.cli.show_answer import answer_lines
from bot.cli.show_posts import post_line
from bot.cli.wording import spoken
from bot.domain.answer import Answer
from bot.domain.post import ChannelId, Paste
from bot.domain.question import Question
from bot.domain.receipt import Receipt
from bot.settings import read_settings

CHANNEL = ChannelId("demo")
THROW_AWAY = "sqlite:///:memory:"
ASKED_ON = date(2025, 11, 24)
"""The day after the newest sample, so that the demo says the same on every day."""


class Asked(BaseModel, frozen=True):
    """A question of the demo; `note` names what it shows, under `[demo]` of the locales."""

    text: str
    after: tuple[str, ...] = ()
    note: str


class Script(BaseModel, frozen=True):
    questions: tuple[Asked, ...]


@click.command("demo")
@common_options
def command(common: Common) -> int:
    """Save sample posts into a throw-away store and answer a few questions. Takes seconds, and keeps nothing."""
    with opened(read_settings(store=THROW_AWAY)) as desk:
        if common.as_json:
            receipts = [_save(desk, text) for text in sample_posts()]
            answers = [ask_document(_ask(desk, asked)) for asked in questions()]
            put_json({**ingest_document(receipts), "answers": answers})
        else:
            show(_saved(desk))
            show(_answered(desk))
    return 0


def sample_posts() -> list[str]:
    """What the demo pastes, in order."""
    here = resources.files(__name__)
    names = sorted(entry.name for entry in here.iterdir() if entry.name.endswith(".txt"))
    return [here.joinpath(name).read_text(encoding="utf-8") for name in names]


def questions() -> tuple[Asked, ...]:
    """What the demo asks, in order."""
    text = resources.files(__name__).joinpath("questions.toml").read_text(encoding="utf-8")
    return Script.model_validate(tomllib.loads(text)).questions


def _saved(desk: Desk) -> Iterator[Line]:
    yield plain(spoken().say("demo", "saving"), Tone.TITLE)
    for text in sample_posts():
        yield from map(post_line, _save(desk, text).posts)
    yield BLANK


def _answered(desk: Desk) -> Iterator[Line]:
    words = spoken()
    yield plain(words.say("demo", "asking"), Tone.TITLE)
    for asked in questions():
        yield BLANK
        yield plain(words.say("demo", asked.note), Tone.DIM)
        yield plain(words.say("demo", "prompt", question=asked.text), Tone.NAME)
        yield from answer_lines(_ask(desk, asked))
    yield BLANK
    yield plain(words.say("demo", "next"), Tone.TITLE)


def _save(desk: Desk, text: str) -> Receipt:
    saved_at = datetime.combine(ASKED_ON, datetime.min.time(), UTC)
    return desk.do(desk.casebook.save(CHANNEL, Paste(raw=text, saved_by="demo", saved_at=saved_at)))


def _ask(desk: Desk, asked: Asked) -> Answer:
    return desk.do(desk.casebook.ask(CHANNEL, Question(text=asked.text, after=asked.after, asked_on=ASKED_ON)))
