"""Every word of the locales is said somewhere, and whatever is said stands in them, with the holes that are filled."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.answers.lately import DAYS
from bot.cli import output, pastes
from bot.cli.demo import questions
from bot.cogs.cards.left_reading import PENDING
from bot.cogs.cards.settings_digest import WEEKDAYS
from bot.cogs.surface.permissions import NEEDED
from bot.domain.answer import Fallback
from bot.domain.argument import Aspect, Stance
from bot.domain.correction import Field
from bot.domain.digest import Outcome
from bot.domain.health import Safeguard, Trouble
from bot.domain.post import Platform
from bot.domain.schedule import Every
from bot.domain.shown import Verdict
from bot.domain.text import Locale
from bot.domain.timeline import MarkKind
from bot.errors import BadToken, CasebookError, ModelError, StoreError
from bot.locales import wording
from bot.pictures.marks import UNDATED
from tests.locales.code import TABLES, Said, literals_in, said
from tests.locales.test_locales import holes_of


def wordings(kind: type[CasebookError] = CasebookError) -> set[str]:
    """The key of every error."""
    return {kind.wording}.union(*map(wordings, kind.__subclasses__()))


PARTS = ("store", "discord", "model", "embeddings")
UNSEEN_BY_DOCTOR = {"unexpected", "model_not_allowed", "model_budget_spent", "model_resting", "model_cut_off"}
"""Of a model's errors: its one tiny call belongs to no channel, and fills in a form."""
UNSEEN_ON_A_SERVER = {"unexpected", "store_missing", "store_on_server", "backup_exists", "backup_failed"}
"""Of a store's errors: they come of copying a file."""
BUILT: dict[str, set[str]] = {
    "stances": set(Stance),
    "aspects": set(Aspect),
    "asked_aspects": {*Aspect} - {Aspect.OTHER.value},
    "near": {f"{stance}{on}" for stance in Stance for on in ("", "_on")},
    "answer": {f"{stance}{number}" for stance in Stance for number in ("", "_several")}
    | {f"fallback_{reason}" for reason in Fallback},
    "errors": {*wordings(), output.OutputFailed.wording, pastes.IsExport.wording},
    "cli": {f"platform_{platform}" for platform in Platform}
    | {f"reason_{kind.__name__}" for kind in (FileNotFoundError, IsADirectoryError, PermissionError)},
    "doctor": {f"{part}_{key}" for part in PARTS for key in ("not_set", "mend")}
    | {f"mend_{BadToken.wording}", "discord_blind_mend", "discord_unasked_mend"}
    | {f"mend_{wording}" for wording in wordings(ModelError) - UNSEEN_BY_DOCTOR}
    | {f"mend_{wording}" for wording in wordings(StoreError) - UNSEEN_ON_A_SERVER}
    | {f"mend_off_{safeguard}" for safeguard in Safeguard}
    | {f"{part}_{key}" for part in ("metrics",) for key in ("not_set", "mend")},
    "demo": {question.note for question in questions()},
    "commands": {f"digest_{days}" for days in DAYS},  # besides, the translator says again what was told
    "discord_errors": wordings(),
    "discord_answer": {*Verdict, *(f"after_{side}" for side in Stance)},
    "permissions": {*NEEDED, "manage_messages", "manage_channels"},
    "discord_digest": {f"last_{outcome}" for outcome in Outcome}
    | {f"when_{value}" for value in ("off", Every.DAY, *WEEKDAYS)},
    "discord_correct": {f"{field}{about}" for field in Field for about in ("", "_about")},
    "discord_posts": {f"sign_{stance}" for stance in Stance} | {f"field_{field}" for field in Field},
    "discord_save": set(PENDING),
    "discord_status": {f"trouble_{trouble}" for trouble in Trouble},
    "picture": {*MarkKind, UNDATED, *(f"month_{month}" for month in range(1, 13))},
}
"""Keys that are put together, or come from a closed set, when the code runs: all that can come."""

NAMED = {
    "attribution": "bot.answers",
    "cues": "bot.answers",
    "dates": "bot.answers",
    "doctor": "bot.doctor",
    "skipped": "bot.intake",
}
"""Tables whose keys are handed on as data, by the room that names them."""


def used(table: str) -> set[str]:
    """Keys that the code names: where it says them, or in the function that says one of several."""
    calls = [call for call in said() if call.table == table]
    named = {key for call in calls for key in call.keys.literals}
    named |= {key for call in calls if not call.keys.are_all for key in call.nearby}
    return named | BUILT.get(table, set()) | (literals_in(NAMED[table]) if table in NAMED else set())


@pytest.mark.parametrize("table", [table for table in TABLES if table != "matters"])
def test_every_key_is_said(table: str) -> None:
    """Matters are gone through one after the other; all other words have a place in the code."""
    assert sorted(keys(table) - used(table)) == []


def test_whatever_is_said_stands_in_the_locales() -> None:
    told = [(call, key) for call in said() for key in call.keys.literals]
    assert [(call.where, call.table, key) for call, key in told if key not in keys(call.table)] == []


def test_what_is_said_by_a_key_that_is_put_together_is_declared() -> None:
    """Its keys stand in the function, or are named above."""
    open_ended = [call for call in said() if not call.keys.are_all and call.table not in {*BUILT, *NAMED}]
    assert [(call.where, call.table) for call in open_ended if not call.nearby & keys(call.table)] == []


def test_whatever_is_said_fills_the_holes_that_there_are() -> None:
    told = [(call, key) for call in said() if call.holes is not None for key in call.keys.literals]
    assert told
    wrong = [
        (call.where, key, sorted(filled(call)), sorted(holes_of(sentence)))
        for call, key in told
        if (sentence := sentences(call.table).get(key)) is not None and filled(call) != holes_of(sentence)
    ]
    assert wrong == []


def test_what_has_plural_forms_is_counted_and_nothing_else() -> None:
    plural = {(table, key) for table in TABLES for key, value in sentences(table).items() if isinstance(value, dict)}
    told = [(call, key) for call in said() for key in call.keys.literals]
    assert [call.where for call, key in told if ((call.table, key) in plural) != (call.verb == "count")] == []


def sentences(table: str) -> Mapping[str, Any]:
    return wording(Locale.ENGLISH).table(table) if table in TABLES else {}


def keys(table: str) -> frozenset[str]:
    return frozenset(sentences(table))


def filled(call: Said) -> set[str]:
    return set(call.holes or ()) | ({"count"} if call.verb == "count" else set())
