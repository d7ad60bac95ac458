"""What happened, counted for Prometheus. Only imported where metrics are asked for: 130 ms that nothing else needs.

It hears the log, in which everything is told once. No label holds a channel, a person or a text: its values are names
that the code gives, and members of enums.
"""

import logging
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.errors import StoreError
from bot.watching.events import (
    CommandUsed,
    ConnectionChanged,
    Event,
    ModelCalled,
    PostRead,
    PostsKept,
    QuestionAnswered,
    ReaderEnded,
    SentencesRefused,
)

DISCORD = "discord"
RATE_LIMITED = ("rate limit", "ratelimited")
"""Words in discord.py's warnings when it has to wait. It tells of that in its log alone."""
QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
SLOW = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
DONE = "done"

Waiting = Callable[[], float | None]
"""How many posts wait to be read; None where that can't be told now."""


class Measures(logging.Handler):
    """Counts what the log is told."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__()

        def counter(name: str, about: str, *labels: str) -> Counter:
            return Counter(f"casebook_{name}", about, labels, registry=registry)

        def seconds(name: str, about: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
            return Histogram(f"casebook_{name}_seconds", about, labels, registry=registry, buckets=buckets)

        self._commands = counter("commands", "Commands, presses, forms and mentions, by outcome.", "command", "outcome")
        self._command_seconds = seconds("command", "From a command until it is done.", SLOW, "command")
        self._saves = counter("saves", "Pastes that were saved.")
        self._saved_posts = counter("saved_posts", "Posts in them, new or saved before.", "kind")
        self._save_seconds = seconds("save", "A paste until it is on the disk.", QUICK)
        self._read_posts = counter("read_posts", "Saved posts that were read for arguments.")
        self._read_arguments = counter("read_arguments", "Arguments found in them.")
        self._reading_seconds = seconds("reading", "A saved post until its arguments are kept.", SLOW)
        self._reader_ends = counter("reader_ends", "Ends of the process in which posts are read, but for a stop.")
        self._questions = counter("questions", "Questions, by who wrote the answer.", "engine", "result")
        self._fallbacks = counter("fallbacks", "Answers that a model was to write and did not.", "reason")
        self._question_seconds = seconds("question", "A question until its answer is whole.", SLOW, "engine")
        self._model_calls = counter("model_calls", "Calls to a language model, by what went wrong.", "outcome")
        self._model_tokens = counter("model_tokens", "Tokens that the calls took.", "direction")
        self._model_seconds = seconds("model_call", "A call to a language model.", SLOW)
        self._refused = counter("refused_sentences", "Sentences of a model that the gate refused.", "reason")
        self._connections = counter("discord_connections", "Changes of the connection to Discord.", "change")
        self._rate_limits = counter("discord_rate_limits", "Times that Discord made us wait.")
        self._store_errors = counter("store_errors", "Failures of the store that were logged.", "error")
        self._faults = counter("faults", "Lines of the log that tell a fault.", "level")

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.msg, Event):
            self._count(record.msg)
            return
        if record.levelno >= logging.ERROR:
            self._faults.labels(record.levelname.lower()).inc()
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, StoreError):
            self._store_errors.labels(type(error).__name__).inc()
        if record.name.startswith(DISCORD) and any(words in str(record.msg) for words in RATE_LIMITED):
            self._rate_limits.inc()

    def _count(self, event: Event) -> None:
        match event:
            case CommandUsed():
                self._commands.labels(event.command, event.outcome).inc()
                self._command_seconds.labels(event.command).observe(event.seconds)
            case PostsKept():
                self._count_save(event)
            case PostRead():
                self._read_posts.inc()
                self._read_arguments.inc(event.arguments)
                self._reading_seconds.observe(event.seconds)
            case ReaderEnded():
                self._reader_ends.inc()
            case QuestionAnswered():
                self._count_question(event)
            case SentencesRefused():
                self._refused.labels(event.reason).inc(event.count)
            case ModelCalled():
                self._count_call(event)
            case ConnectionChanged():
                self._connections.labels(event.change).inc()

    def _count_save(self, event: PostsKept) -> None:
        self._saves.inc()
        self._saved_posts.labels("new").inc(event.new)
        self._saved_posts.labels("repeated").inc(event.repeated)
        self._save_seconds.observe(event.seconds)

    def _count_question(self, event: QuestionAnswered) -> None:
        self._questions.labels(event.engine, "abstained" if event.abstained else "answered").inc()
        self._question_seconds.labels(event.engine).observe(event.seconds)
        if event.fallback:
            self._fallbacks.labels(event.fallback).inc()

    def _count_call(self, event: ModelCalled) -> None:
        self._model_calls.labels(event.error or DONE).inc()
        self._model_tokens.labels("sent").inc(event.sent)
        self._model_tokens.labels("written").inc(event.written)
        self._model_seconds.observe(event.seconds)


class WaitingPosts(Collector):
    """Asked each time that somebody reads the metrics."""

    def __init__(self, waiting: Waiting) -> None:
        self._waiting = waiting

    def describe(self) -> Iterator[Metric]:
        yield self._family()

    def collect(self) -> Iterator[Metric]:
        family, waiting = self._family(), self._waiting()
        if waiting is not None:
            family.add_metric([], waiting)
        yield family

    def _family(self) -> GaugeMetricFamily:
        return GaugeMetricFamily("casebook_posts_waiting", "Posts that wait to be read for arguments, in all channels.")


def registry_of(waiting: Waiting) -> tuple[CollectorRegistry, Measures]:
    """All metrics of a process, and what fills them once it hears the log."""
    registry = CollectorRegistry()
    measures = Measures(registry)
    registry.register(WaitingPosts(waiting))
    ProcessCollector(registry=registry)
    return registry, measures
