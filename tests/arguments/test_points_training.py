"""What the space of points was learnt from, and that it finds its own in two languages."""

from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

import pytest

from benchmarks.points.rows import FOLDER, Side, read_sides
from benchmarks.train.census import Shingles, standing_in, texts_of
from benchmarks.train.rows import RETOLD, Row, digest
from bot.arguments.points.space import load_facts
from bot.domain.text import Language

EVALUATION = Path(__file__).parent.parent / "evaluation"


@pytest.fixture(scope="module")
def sides() -> list[Side]:
    return read_sides()


def test_the_weights_were_learnt_from_the_committed_sentences_and_pairs() -> None:
    facts = load_facts()
    encoder = blake2b((files("bot.arguments") / "data" / "points.npz").read_bytes(), digest_size=16).hexdigest()
    assert (facts.sentences, facts.pairs, facts.encoder) == (digest(FOLDER), digest(RETOLD), encoder)


def test_sides_that_were_never_seen_are_grouped_well() -> None:
    found = load_facts().held_out
    assert found["pairs"] > 0.42
    assert found["across"] > 0.45


def test_the_sentences_are_many_and_in_both_languages(sides: list[Side]) -> None:
    told = [one for side in sides for one in side.told]
    assert len(told) >= 5_000
    assert 0.3 < sum(one.language is Language.CHINESE for one in told) / len(told) < 0.6


def test_hardly_a_point_is_told_in_one_language_alone(sides: list[Side]) -> None:
    spoken = {(side.subject, side.stance, one.point): set[Language]() for side in sides for one in side.told}
    for side in sides:
        for one in side.told:
            spoken[side.subject, side.stance, one.point].add(one.language)
    assert sum(len(languages) == 2 for languages in spoken.values()) > 0.85 * len(spoken)


def test_no_sentence_stands_there_twice(sides: list[Side]) -> None:
    texts = [one.text for side in sides for one in side.told]
    assert len(set(texts)) == len(texts)


def test_none_of_them_stands_in_a_set_that_measures(sides: list[Side]) -> None:
    known = Shingles.among([_row(one.text) for side in sides for one in side.told])
    assert [row.text for _, text in texts_of(EVALUATION) for row in standing_in(known, text)] == []


def _row(text: str) -> Row:
    return Row(pid=0, i=0, lang="", subject="", text=text, argues=True, stance=None, kind="", hand="points")
