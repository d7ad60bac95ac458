"""Posts that a language model reads: those of one paste in one call, and the card shows what it found."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.errors import ModelBusy
from bot.llm.scripted import ScriptedModel
from bot.subjects.companies import Companies
from storage import open_store
from tests.arguments.telling import modelled, says, told
from tests.cogs.reading import Community, shown
from tests.cogs.saving import OTHER, POST


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel(says(lambda unit: told(unit, stance="bull" if "faster" in unit.text else "bear")))


@pytest.fixture
async def casebook(tmp_path: Path, model: ScriptedModel) -> AsyncIterator[Casebook]:
    async with open_store(f"sqlite:///{tmp_path}/casebook.db") as store:
        engine = modelled(model, ExtractiveExtractor(None))
        yield Casebook(store, Companies.load(), Engines(engine, None, model))


async def test_the_posts_of_one_paste_are_read_in_one_call(community: Community, model: ScriptedModel) -> None:
    result = await community.ada.slash(community.channel, "save", text=f"{POST}\n{OTHER}")
    first, second = shown(result).split("Marta Quill")
    assert "▲ 1 bull · ▼ 1 bear" in first
    assert "▼ 1 bear" in second
    assert len(model.prompts) == 1


async def test_a_model_that_is_away_keeps_no_card_from_being_filled(
    community: Community, monkeypatch: pytest.MonkeyPatch, model: ScriptedModel
) -> None:
    monkeypatch.setattr(model, "_script", lambda _prompt: ModelBusy(url="x"))
    result = await community.ada.slash(community.channel, "save", text=POST)
    assert "▲ 1 bull · ▼ 1 bear" in shown(result)
