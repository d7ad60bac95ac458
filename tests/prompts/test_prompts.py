"""Prompts are files with a typed loader: a hole without a value is found when the program starts, not when it asks."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import ClassVar

import pytest

import prompts
from bot.answers.gate.refusal import Refusal
from bot.answers.prompted import RepairPrompt
from bot.app import every_prompt, open_casebook
from bot.settings import read_settings
from prompts import BadPrompt, Prompt

FRONT = '+++\npurpose = "p"\ninputs = ["who"]\noutput = "o"\nversion = 3\n+++\n'
WHOLE = FRONT + "Greet {{who}}.\n\n# Given\n{{who}} is here.\n"

Write = Callable[[str], type[Prompt]]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Makes a prompt with one field out of a file's text."""
    monkeypatch.setattr(prompts, "FOLDER", tmp_path)

    def written(text: str) -> type[Prompt]:
        (tmp_path / "greet.md").write_text(text, encoding="utf-8")
        prompts.read.cache_clear()

        class Greet(Prompt):
            file: ClassVar[str] = "greet.md"
            who: str

        return Greet

    return written


def test_every_file_has_its_type_and_every_type_its_file() -> None:
    told = {file.name for file in files("prompts").iterdir() if file.name.endswith(".md")}
    assert {prompt.file for prompt in every_prompt()} == told


@pytest.mark.parametrize("prompt", every_prompt(), ids=lambda prompt: prompt.file)
def test_its_holes_are_its_inputs_and_its_fields(prompt: type[Prompt]) -> None:
    template = prompt.template()
    assert template.holes == set(template.front.inputs) == set(prompt.model_fields)
    assert template.front.purpose
    assert template.front.output


def test_holes_are_filled_in_one_pass(write: Write) -> None:
    """What was pasted stays text, whatever it looks like."""
    greet = write(WHOLE)(who="{{who}} and {{evidence}}")
    assert greet.instructions == "Greet {{who}} and {{evidence}}."
    assert greet.given == "{{who}} and {{evidence}} is here."


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("{{who}} is", "{{whom}} is"),
        WHOLE.replace("{{who}}", "you"),
        WHOLE.replace('["who"]', '["who", "when"]'),
        WHOLE.replace("# Given", "# Taken"),
        WHOLE.replace("+++\n", "", 1),
    ],
    ids=[
        "a hole without a field",
        "a field without a hole",
        "an input without both",
        "nothing given",
        "no front matter",
    ],
)
def test_what_does_not_fit_is_found_before_anything_is_asked(write: Write, text: str) -> None:
    with pytest.raises(BadPrompt):
        write(text).template()


async def test_one_that_does_not_fit_is_found_when_a_casebook_is_opened_with_a_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(RepairPrompt, "file", "answer.md")
    async with open_casebook(read_settings(store="sqlite:///:memory:", mode="extractive", model="any")):
        pass  # who asks no model needs no prompt
    with pytest.raises(BadPrompt):
        async with open_casebook(read_settings(store="sqlite:///:memory:", model="any")):
            pass


def test_any_change_changes_the_version(write: Write) -> None:
    versions = {write(text).version() for text in (WHOLE, WHOLE.replace("here", "there"), WHOLE.replace("3", "4"))}
    assert len(versions) == 3
    assert sorted(version.split("-")[0] for version in versions) == ["greet/3", "greet/3", "greet/4"]


def test_every_reason_for_a_refusal_is_said_in_words() -> None:
    assert set(RepairPrompt.template().front.words) == {refusal.value for refusal in Refusal}
