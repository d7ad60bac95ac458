"""The pictures are of scenes that still play, and README shows some of them. Chromium is not needed for that."""

import re
from pathlib import Path

import pytest

from tests.cogs.reading import shown
from tests.preview.scenes import SCENES, Scene
from tests.preview.stage import staged

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "preview"
LARGEST = 150_000


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_a_scene_plays_to_its_end(scene: Scene) -> None:
    async with staged(scene.model) as community:
        assert shown((await scene.play(community)).shown)


def test_every_scene_has_its_picture_and_every_picture_its_scene() -> None:
    assert {path.stem for path in PICTURES.iterdir()} == {scene.name for scene in SCENES}


def test_a_picture_is_small() -> None:
    assert [path.name for path in PICTURES.iterdir() if path.stat().st_size > LARGEST] == []


def test_readme_says_in_words_what_each_of_its_pictures_shows() -> None:
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert pictures
    assert [path for words, path in pictures if len(words) < 40 or not (ROOT / path).exists()] == []
