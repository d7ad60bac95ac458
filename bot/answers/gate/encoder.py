"""The model of entailment that ships: the wheel's encoder, tuned on pairs of a quote and a sentence of our own."""

from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING

from bot.answers.fold import simplified

if TYPE_CHECKING:
    from bot.embeddings.encoder import Encoder


def as_read(pair: tuple[str, str]) -> tuple[str, str]:
    """Both texts in the one script of Chinese that the model knows."""
    first, second = (text if text.isascii() else simplified(text) for text in pair)
    return first, second


class EncoderEntailment:
    """Loads when it is first asked: what only quotes never needs it."""

    def carries(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        odds = self._encoder.read_pairs([as_read(pair) for pair in pairs])[:, 0]
        return [1 / (1 + exp(-one)) for one in odds.tolist()]

    @cached_property
    def _encoder(self) -> "Encoder":
        from bot.embeddings.encoder import Encoder

        data = files("bot.answers") / "data"
        return Encoder.load(data / "entailment.onnx", data / "entailment.npz")
