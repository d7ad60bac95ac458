"""Posts that a language model reads: those of one paste in one call, and the card shows what it found."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.cogs.cards import announcing
from bot.cogs.surface.client import READING_AT_ONCE
from bot.errors import ModelBusy
from bot.llm.chat import Filled, Form, Prompted
from bot.llm.scripted import ScriptedModel
from bot.subjects.companies import Companies
from storage import open_store
from tests.arguments.telling import modelled, says, told
from tests.cogs.mirrored import listed
from tests.cogs.reading import Community, shown
from tests.cogs.saving import OTHER, POST, cards_sent
from tests.cogs.streaming import until


class Reader(ScriptedModel):
    """Reads at once, unless a test holds it back: then a call each time that the test says so."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.held_back = False
        self.called = 0
        self.turns = asyncio.Semaphore(0)

    async def fill(self, prompt: Prompted, form: type[Form]) -> Filled[Form]:
        self.called += 1
        if self.held_back:
            await self.turns.acquire()
        return await super().fill(prompt, form)


@pytest.fixture
def model() -> Reader:
    return Reader(says(lambda unit: told(unit, stance="bull" if "faster" in unit.text else "bear")))


@pytest.fixture
async def casebook(tmp_path: Path, model: Reader) -> AsyncIterator[Casebook]:
    async with open_store(f"sqlite:///{tmp_path}/casebook.db") as store:
        engine = modelled(model, ExtractiveExtractor(None))
        yield Casebook(store, Companies.load(), Engines(engine, None, model))


async def test_the_posts_of_one_paste_are_read_in_one_call(community: Community, model: Reader) -> None:
    result = await community.ada.slash(community.channel, "save", text=f"{POST}\n{OTHER}")
    first, second = shown(result).split("Marta Quill")
    assert "▲ 1 bull · ▼ 1 bear" in first
    assert "▼ 1 bear" in second
    assert len(model.prompts) == 1


async def test_a_model_that_is_away_keeps_no_card_from_being_filled(
    community: Community, monkeypatch: pytest.MonkeyPatch, model: Reader
) -> None:
    monkeypatch.setattr(model, "_script", lambda _prompt: ModelBusy(url="x"))
    result = await community.ada.slash(community.channel, "save", text=POST)
    assert "▲ 1 bull · ▼ 1 bear" in shown(result)


async def test_a_post_that_is_read_is_shown_while_others_are_still_read(
    community: Community, monkeypatch: pytest.MonkeyPatch, model: Reader
) -> None:
    monkeypatch.setattr(announcing, "MOMENT", 0.01)
    model.held_back = True
    for n in range(READING_AT_ONCE + 2):
        text = f"<@{community.me}> {POST.replace('Harbour', f'Harbour {n}')}"
        community.env.backend.create_message(community.channel.id, community.ada.id, text)
    await until(lambda: model.called == READING_AT_ONCE)
    model.turns.release()
    await until(lambda: any("▲ 1 bull" in card for card in cards_sent(community.env)))
    for _ in range(READING_AT_ONCE + 1):
        model.turns.release()
    await community.env.settle()
    assert len({card for card in cards_sent(community.env) if "▲ 1 bull" in card}) == READING_AT_ONCE + 2


async def _asked_to_save(community: Community, model: Reader, text: str = POST) -> int:
    """The message whose post the model is just reading."""
    model.held_back = True
    said = f"<@{community.me}> {text}"
    message = community.env.backend.create_message(community.channel.id, community.ada.id, said)
    await until(lambda: model.called == 1)
    return int(message.id)


async def test_a_message_that_is_edited_while_the_model_reads_it_is_read_again(
    community: Community, model: Reader
) -> None:
    message = await _asked_to_save(community, model)
    edited = f"<@{community.me}> {OTHER}"
    community.env.backend.edit_message(community.channel.id, message, {"content": edited})
    await until(lambda: model.called == 2)
    for _ in range(3):
        model.turns.release()
    await community.env.settle()
    assert [one.post.author for one in await listed(community)] == ["Marta Quill"]
    assert "Marta Quill" in cards_sent(community.env)[-1]
    assert "▼ 1 bear" in cards_sent(community.env)[-1]
    assert model.called == 2
    assert community.env.errors == []


async def test_a_message_that_is_deleted_while_the_model_reads_it_leaves_nothing(
    community: Community, model: Reader
) -> None:
    message = await _asked_to_save(community, model)
    community.env.backend.delete_message(community.channel.id, message)
    model.turns.release()
    await community.env.settle()
    assert await listed(community) == []
    assert community.env.errors == []
