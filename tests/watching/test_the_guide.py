"""`docs/operating.md` names what there is: every metric, every event, every setting, every verb."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry

from bot.cli.verbs import VERBS
from bot.errors import StoreFull
from bot.settings import Settings
from bot.watching.events import CommandUsed, Event, Name, Outcome, QuestionAnswered, SentencesRefused, tell
from bot.watching.measures import Measures, registry_of
from tests.cli.conftest import ROOT
from tests.watching.test_the_log import kinds

GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
LOG = GUIDE.partition("\n## The log\n")[2].partition("\n## ")[0]
METRICS = GUIDE.partition("\n## Metrics\n")[2].partition("\n## ")[0]


def registry() -> CollectorRegistry:
    return registry_of(lambda: 3.0)[0]


def given() -> set[str]:
    """Every metric of ours, as it is shown."""
    metrics = [metric for metric in registry().collect() if metric.name.startswith("casebook_")]
    return {f"{metric.name}_total" if metric.type == "counter" else metric.name for metric in metrics}


def test_every_metric_is_named_and_no_other() -> None:
    named = re.findall(r"`(casebook_\w+)`", "".join(line for line in METRICS.splitlines() if line.startswith("|")))
    assert len(named) == len(set(named))
    assert set(named) == given()


def test_every_event_is_named_and_no_other() -> None:
    sentence = LOG.partition("Events with fields of their own:")[2].partition(". ")[0]
    assert set(re.findall(r"`(\w+)`", sentence)) == {kind.name for kind in kinds() if kind is not Event}


def test_every_setting_that_is_named_is_one() -> None:
    known = {str(field.validation_alias or f"casebook_{name}").upper() for name, field in Settings.model_fields.items()}
    assert set(re.findall(r"\b(?:CASEBOOK|OPENAI|DISCORD)_[A-Z_]+\b", GUIDE)) <= known


def test_every_verb_that_is_named_is_one() -> None:
    named = set(re.findall(r"`casebook ([a-z]+)\b", GUIDE))
    assert {"run", "doctor", "backup", "migrate", "export", "import", "forget"} <= named <= set(VERBS)


def test_what_waits_is_asked_at_each_scrape_and_left_out_where_nobody_knows() -> None:
    counts = iter([2.0, None, 5.0])
    one = registry_of(lambda: next(counts))[0]
    assert [one.get_sample_value("casebook_posts_waiting") for _ in range(3)] == [2.0, None, 5.0]


def test_what_happens_is_counted_and_what_fails_by_its_class() -> None:
    registry, measures = registry_of(lambda: 0.0)
    with heard_by(measures) as log:
        for _ in range(2):
            tell(log, CommandUsed(Name("ask"), Outcome.DONE, 0.2))
        tell(log, SentencesRefused(Name("number"), 3))
        tell(log, QuestionAnswered(engine=Name("llm"), abstained=True, fallback=Name("budget"), seconds=0.1))
        log.error("ABCDEF: StoreFull", exc_info=StoreFull(store="sqlite:///x"))
        log.warning("We are being rate limited. Nothing of Discord's")
    told = registry.get_sample_value
    assert told("casebook_commands_total", {"command": "ask", "outcome": "done"}) == 2
    assert told("casebook_command_seconds_sum", {"command": "ask"}) == 0.4
    assert told("casebook_refused_sentences_total", {"reason": "number"}) == 3
    assert told("casebook_questions_total", {"engine": "llm", "result": "abstained"}) == 1
    assert told("casebook_fallbacks_total", {"reason": "budget"}) == 1
    assert told("casebook_store_errors_total", {"error": "StoreFull"}) == 1
    assert told("casebook_faults_total", {"level": "error"}) == 1
    assert told("casebook_discord_rate_limits_total") == 0


@contextmanager
def heard_by(measures: Measures) -> Iterator[logging.Logger]:
    log = logging.getLogger("bot.watching.guided")
    log.setLevel(logging.INFO)
    log.addHandler(measures)
    try:
        yield log
    finally:
        log.removeHandler(measures)
        log.setLevel(logging.NOTSET)
