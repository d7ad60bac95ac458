"""How posts are cut into calls, and what becomes of a call that fails."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arguments.extract import LEASE
from bot.arguments.extractive import ExtractiveExtractor
from bot.arguments.modelled import asking, extractor, windows
from bot.arguments.modelled.prompted import ReadPrompt
from bot.arguments.modelled.windows import MOST_POSTS, MOST_UNITS, Room, calls_of, windows_of
from bot.arguments.outlined import Outline
from bot.arguments.reading import PostReader
from bot.arguments.versus import Rivalry, Versus
from bot.casebook import Casebook, Engines
from bot.domain.argument import Stance
from bot.domain.post import PostId
from bot.embeddings.local import LocalEmbedder
from bot.errors import ModelBusy, ModelCutOff, UnknownPost
from bot.llm.chat import Filled, Form, Prompted
from bot.llm.scripted import ScriptedModel
from bot.llm.tokens import estimated_tokens
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from prompts import BadPrompt
from storage import open_store
from tests.arguments.conftest import post_of
from tests.arguments.telling import HERE, form, modelled, paste_of, room_of, says, shown_units, told

LONG = "$NVDA(NVDA.US) " + " ".join(
    f"Margins of plant {n} keep falling, because orders went to rival number {n * 7}." for n in range(90)
)
READER, RESOLVER = PostReader.load(), Resolver(Companies.load())


def outline_of(sentences: int) -> Outline:
    body = " ".join(f"Nvidia's margins fell in plant {n}, because rivals are cheaper." for n in range(sentences))
    return READER.outline(post_of(body), RESOLVER)


OUTLINES = {sentences: outline_of(sentences) for sentences in (1, 2, 5, 39, 40, 41, 90)}


@given(st.lists(st.sampled_from(sorted(OUTLINES)), min_size=1, max_size=20), st.integers(-500, 8000))
def test_every_unit_is_shown_and_no_call_is_too_large(sizes: list[int], tokens: int) -> None:
    outlines, room = [OUTLINES[size] for size in sizes], Room(tokens)
    windows = [window for at, outline in enumerate(outlines) for window in windows_of(at, outline, room)]
    calls = list(calls_of(windows, outlines, room))
    assert [window for call in calls for window in call] == windows
    for at, outline in enumerate(outlines):
        seen = {unit for window in windows if window.post == at for unit in window.units}
        assert seen == set(range(len(outline.units)))
    for call in calls:
        assert len(call) <= MOST_POSTS
        assert sum(window.size for window in call) <= MOST_UNITS


@given(st.sampled_from(sorted(OUTLINES)), st.integers(500, 8000))
def test_three_units_in_a_row_stand_together_in_a_window(size: int, tokens: int) -> None:
    windows = [window.units for window in windows_of(0, OUTLINES[size], Room(tokens))]
    if all(len(units) > 3 for units in windows[:-1]):
        for first in range(len(OUTLINES[size].units) - 2):
            assert any(first in units and first + 2 in units for units in windows)


async def test_a_long_post_is_read_in_windows_and_nothing_is_found_twice(embedder: LocalEmbedder) -> None:
    model = ScriptedModel(says(lambda unit: told(unit, stance="bear")))
    async with room_of(model, embedder) as room:
        arguments = await room.save(LONG)
    assert len(model.prompts) >= 3
    assert len({one.quote for one in arguments}) == len(arguments) == 90
    assert [LONG.index(one.quote) for one in arguments] == sorted(LONG.index(one.quote) for one in arguments)


async def test_of_a_very_long_post_no_more_is_paid_for_than_its_share_and_the_rest_is_read_all_the_same(
    embedder: LocalEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "MOST_TOKENS", 6000)
    model = ScriptedModel(says(lambda unit: told(unit, stance="bear", claim=unit.text)))
    async with room_of(model, embedder) as room:
        arguments = await room.save(LONG)
        engines = await room.engines()
    assert len(model.prompts) == 1
    assert len(arguments) >= 85
    assert any("plant 89 " in one.quote for one in arguments)
    assert all(engine.startswith("llm:") for engine in engines)


async def test_no_call_is_over_what_the_model_reads_at_once(embedder: LocalEmbedder) -> None:
    model = ScriptedModel(says(lambda unit: told(unit, stance="bear")), context=3000)
    async with room_of(model, embedder) as room:
        assert len(await room.save(LONG)) == 90
    for prompt in model.prompts:
        assert estimated_tokens(prompt.instructions + prompt.given) + prompt.most_tokens <= 3000


async def test_nor_is_one_of_a_post_that_names_half_the_market(embedder: LocalEmbedder) -> None:
    forms = [form for form in Companies.load().names() if form.isascii() and form.isalpha() and len(form) > 9]
    names = [subject.name for form in forms if (subject := RESOLVER.named(form))]
    body = " ".join(f"{name}'s margins keep falling, because rivals are {n} % cheaper." for n, name in enumerate(names))
    model = ScriptedModel(says(lambda unit: told(unit, stance="bear")), context=3000)
    async with room_of(model, embedder) as room:
        await room.save(body)
    assert len(model.prompts) > 5
    for prompt in model.prompts:
        assert estimated_tokens(prompt.instructions + prompt.given) + prompt.most_tokens <= 3000
    foremost = {shown_units(prompt)[0].subjects[0] for prompt in model.prompts}
    assert len(foremost) > 1  # each window is shown first what it is about itself


async def test_a_long_post_is_weighed_beside_the_loop(embedder: LocalEmbedder) -> None:
    threads = set[str]()

    class Noting(Rivalry):
        def of(self, *given: Any) -> Versus | None:
            threads.add(current_thread().name)
            return super().of(*given)

    model = ScriptedModel(says(lambda unit: told(unit, stance="bear") if "plant 7" not in unit.text else None))
    async with room_of(model, embedder) as room:
        floor, rivalry = ExtractiveExtractor(embedder), room.floor.reader.rivalry
        floor.reader = replace(room.floor.reader, rivalry=Noting(rivalry.beats, rivalry.loses))
        casebook = Casebook(room.casebook.store, Companies.load(), Engines(modelled(model, floor), embedder, model))
        await casebook.save(HERE, paste_of(LONG))
    assert threads
    assert current_thread().name not in threads


async def test_of_a_window_that_fails_the_extractive_engine_finds_what_there_is(embedder: LocalEmbedder) -> None:
    def fails_once(prompt: Prompted) -> Any:
        if any("plant 50 " in unit.text for unit in shown_units(prompt)):
            return ModelCutOff()
        return form(*(told(unit, stance="bear", claim=unit.text) for unit in shown_units(prompt)))

    async with room_of(ScriptedModel(fails_once), embedder) as room:
        arguments = await room.save(LONG)
        engines = await room.engines()
    assert all(engine.startswith("llm:") for engine in engines)
    assert any("plant 50 " in one.quote for one in arguments)
    assert len(arguments) >= 85


class Breaking:
    """Answers so many calls; then the process is stopped amid one."""

    name, context = "scripted", 8192

    def __init__(self, model: ScriptedModel, calls: int) -> None:
        self._model = model
        self._left = calls

    async def fill(self, prompt: Prompted, form: type[Form]) -> Filled[Form]:
        self._left -= 1
        if self._left < 0:
            raise asyncio.CancelledError
        return await self._model.fill(prompt, form)

    def write(self, prompt: Prompted) -> Any:
        return self._model.write(prompt)


async def test_what_was_paid_for_before_a_crash_is_not_paid_for_again(embedder: LocalEmbedder, tmp_path: Path) -> None:
    model = ScriptedModel(says(lambda unit: told(unit, stance="bear")))
    url = f"sqlite:///{tmp_path}/store.db"
    async with room_of(model, embedder, url) as room:
        breaking = Breaking(model, calls=2)
        async with open_store(url) as store:
            engine = modelled(breaking, room.floor)
            before = Casebook(store, Companies.load(), Engines(engine, embedder, breaking))
            with pytest.raises(asyncio.CancelledError):
                await before.save(HERE, paste_of(LONG))
        paid = [unit.text for prompt in model.prompts for unit in shown_units(prompt)]
        assert len(model.prompts) == 2
        assert await room.casebook.read_waiting(HERE) == 1
        rest = [unit.text for prompt in model.prompts[2:] for unit in shown_units(prompt)]
        assert (await room.casebook.status(HERE)).counts.arguments == 90
    assert len(set(paid) & set(rest)) <= 3


async def test_another_prompt_or_model_is_another_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    version = ReadPrompt.version()
    assert re.fullmatch(r"read/\d+-[0-9a-f]{8}", version)
    model = ScriptedModel([form()])
    assert asking.engine_of(model) == f"llm:scripted:{version}"
    other = ScriptedModel([form()])
    other.name = "gpt-oss:20b"
    assert asking.engine_of(other) == f"llm:gpt-oss:20b:{version}"
    changed = ReadPrompt.template().model_copy(update={"version": "read/1-00000000"})
    monkeypatch.setattr(ReadPrompt, "template", classmethod(lambda _cls: changed))
    assert asking.engine_of(model) == "llm:scripted:read/1-00000000"


async def test_a_prompt_that_does_not_fit_is_found_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReadPrompt, "file", "answer.md")
    with pytest.raises(BadPrompt):
        modelled(ScriptedModel([form()]), ExtractiveExtractor(None))


async def test_two_that_read_at_once_do_not_both_pay(embedder: LocalEmbedder, tmp_path: Path) -> None:
    body = "Nvidia's order book is full until autumn, and margins keep rising."
    model = ScriptedModel(says(lambda unit: told(unit, stance="bull")))
    url = f"sqlite:///{tmp_path}/store.db"
    async with room_of(model, embedder, url) as one, room_of(model, embedder, url) as other:
        kept = await one.casebook.keep(HERE, paste_of(body))
        await asyncio.gather(
            one.casebook.finish(HERE, kept),
            other.casebook.finish(HERE, kept),
            other.casebook.read_waiting(HERE),
            one.casebook.save(HERE, paste_of(f"{body} \n")),
        )
        [read] = (await one.casebook.finish(HERE, kept)).posts
    assert len(model.prompts) == 1
    assert [argument.stance for argument in read.arguments] == [Stance.BULL]


class Slow(ScriptedModel):
    """Never comes to an end."""

    async def fill(self, prompt: Prompted, form: type[Form]) -> Filled[Form]:
        self.prompts.append(prompt)
        await asyncio.sleep(3600)
        return await super().fill(prompt, form)


async def test_a_model_that_never_answers_is_not_waited_for_beyond_the_lease(
    embedder: LocalEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LEASE.total_seconds() - extractor.DEADLINE >= 30
    monkeypatch.setattr(extractor, "DEADLINE", 3.0)
    model = Slow([form()])
    async with room_of(model, embedder) as room:
        await room.casebook.prepare()
        arguments = await room.save("Nvidia's order book is full until autumn, and margins keep rising.")
        assert (len(arguments), await room.engines()) == (1, {"extractive/3"})
        used = (await room.casebook.status(HERE)).model.used
    assert len(model.prompts) == 1
    assert used.reserved == 0
    assert used.total > 0


async def test_posts_that_wait_are_read_together(embedder: LocalEmbedder) -> None:
    bodies = [f"Nvidia's margins fell in plant {n}, because rivals {'x' * n} are cheaper." for n in range(12)]
    model = ScriptedModel([ModelBusy(url="x")])
    async with room_of(model, embedder) as room:
        for n, body in enumerate(bodies):
            await room.casebook.keep(HERE, paste_of(f"Ann {n}\n2026.03.02 09:15\n\n$NVDA(NVDA.US) {n * 37} {body}"))
        counted: list[int] = []
        assert await room.casebook.read_waiting(HERE, lambda: counted.append(1)) == 12
    assert len(counted) == 12
    assert len(model.prompts) == 2


class Deleting(ScriptedModel):
    """While it answers, somebody deletes a post."""

    casebook: Casebook
    post_id: PostId

    async def fill(self, prompt: Prompted, form: type[Form]) -> Filled[Form]:
        if not self.prompts:
            await self.casebook.forget(HERE, [self.post_id])
        return await super().fill(prompt, form)


async def test_a_post_that_is_deleted_meanwhile_does_not_keep_the_others_waiting(embedder: LocalEmbedder) -> None:
    paste = "\n\n".join(
        f"Ann {n}\n2026.03.02 09:15\n\n$NVDA(NVDA.US) Nvidia's margins fell in plant {n * 311}, rivals are cheaper."
        for n in range(2)
    )
    model = Deleting(says(lambda unit: told(unit, stance="bear")))
    async with room_of(model, embedder) as room:
        kept = await room.casebook.keep(HERE, paste_of(paste))
        model.casebook, model.post_id = room.casebook, kept.posts[0].post.post_id
        with pytest.raises(UnknownPost):
            await room.casebook.finish(HERE, kept)
        assert await room.casebook.read_waiting(HERE) == 1
        assert (await room.casebook.status(HERE)).counts.arguments == 1
    assert len(model.prompts) == 1  # what was said of the other one was kept
