"""The model of entailment that ships: the wheel's encoder, tuned on pairs of a quote and a sentence of our own."""

from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.embeddings.encoder import Encoder


class EncoderEntailment:
    """Loads when it is first asked: what only quotes never needs it."""

    def carries(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        return [1 / (1 + exp(-odds)) for odds in self._encoder.read_pairs(pairs)[:, 0].tolist()]

    @cached_property
    def _encoder(self) -> "Encoder":
        from bot.embeddings.encoder import Encoder

        data = files("bot.answers") / "data"
        return Encoder.load(data / "entailment.onnx", data / "entailment.npz")
