"""The front door: everything that a person can do with a casebook, for the terminal and Discord alike."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.answer import Answerer
from bot.answers.sameness import same_quote
from bot.arguments.grouping import PointGrouping
from bot.casebook.asking import Asking, CaseQuery
from bot.casebook.browsing import PostQuery
from bot.casebook.corrections import Correcting
from bot.casebook.countering import Countering
from bot.casebook.covering import Covering
from bot.casebook.desk import Desk, Load, never, nothing_to_load
from bot.casebook.digesting import Digesting
from bot.casebook.following import Following
from bot.casebook.forgetting import Forgetting
from bot.casebook.health import Health
from bot.casebook.moving import Moving
from bot.casebook.naming import Naming
from bot.casebook.pointing import Pointing
from bot.casebook.saving import Saving
from bot.casebook.second_readings import SecondReadings
from bot.casebook.settings import Setting
from bot.casebook.shown import Showing
from bot.casebook.timelines import TimelineQuery, Timelines
from bot.domain.post import LONGEST_POST
from bot.intake.ingest import Ingest
from bot.llm.deadline import ANSWERING

if TYPE_CHECKING:
    from bot.arguments.extract import Extractor
    from bot.embeddings.embedder import Embedder
    from bot.llm.chat import ChatModel
    from bot.reader_process import Run
    from bot.subjects.companies import Companies
    from storage import Store

__all__ = ["CaseQuery", "Casebook", "Engines", "PostQuery", "TimelineQuery"]


@dataclass(frozen=True, slots=True)
class Engines:
    """What reads and writes. Without an `embedder` posts are found by words alone; without `chat` quotes speak."""

    extractor: "Extractor"
    embedder: "Embedder | None" = None
    chat: "ChatModel | None" = None
    load_chat: Load = nothing_to_load
    """Gets `chat` ready, so that the first who asks does not wait for that."""
    model_rests: Callable[[], bool] = never
    """Whether `chat` is left alone just now."""
    answers_within: float = ANSWERING
    """Seconds that whoever asks waits for `chat`, until it says something, and again until it says more."""
    run: "Run" = asyncio.to_thread
    """Where what reading posts takes of a processor is done."""
    reads_beside: Callable[[], bool] = never
    """Whether that is beside the questions, though it was to be in a process of its own."""


class Casebook(
    Saving,
    SecondReadings,
    Following,
    Timelines,
    Digesting,
    Asking,
    Covering,
    Countering,
    Showing,
    Correcting,
    Forgetting,
    Naming,
    Pointing,
    Setting,
    Moving,
    Health,
):
    """One store's casebooks, a channel at a time. Each part is described where it is written.

    Errors of every method: NoChannel, StoreError's children.
    """

    def __init__(
        self, store: "Store", companies: "Companies", engines: Engines, longest_post: int = LONGEST_POST
    ) -> None:
        """`longest_post`: characters; a longer one is not saved."""
        embedder = engines.embedder
        grouping = PointGrouping(same_quote, run=engines.run)
        ingest = Ingest(companies, engines.extractor, embedder.name if embedder else None, grouping, longest_post)
        answerer = Answerer(companies, embedder)
        model = engines.chat, engines.load_chat, engines.model_rests, engines.answers_within
        reading = engines.run, engines.reads_beside
        super().__init__(Desk(store, companies, embedder, ingest, answerer, *model, *reading))
