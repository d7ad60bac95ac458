"""The wheel's encoder in torch, with a head on its mean: what `bot/embeddings/encoder.py` runs, where it can learn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import torch
from torch.nn import functional

from bot.embeddings.encoder import embedded, matrices, vectors
from bot.embeddings.wheel import Wheel

if TYPE_CHECKING:
    from bot.embeddings.wheel import Array

Tensor = Any
"""torch is there when we train only, and not when types are checked."""
ATTENTION_HEADS = 12
DROPPED = 0.1
"""Of the activations while learning, as the model was pretrained with."""
EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Network:
    """Parameters by the names that they have in the wheel, `head.w` and `head.b` besides. Word embeddings stay."""

    base: Wheel
    parameters: dict[str, Tensor]

    @classmethod
    def fresh(cls, base: Wheel, outputs: int, start: "Mapping[str, Array]") -> Self:
        """As the wheel has it, or `start` where that has it otherwise, with a new head of `outputs` numbers, drawn with
        torch's seed."""
        found = {f"{name}.w": base.blocks(f"{name}.w", columns).dense() for name, columns in matrices(base)}
        found |= {name: base.floats(name).copy() for name in vectors(base)}
        found |= {name: start[name].copy() for name in found.keys() & start.keys()}
        parameters = {name: torch.tensor(value, requires_grad=True) for name, value in found.items()}
        head = torch.empty(base.width, outputs).uniform_(-0.05, 0.05).requires_grad_()
        return cls(base, parameters | {"head.w": head, "head.b": torch.zeros(outputs, requires_grad=True)})

    @property
    def learning(self) -> dict[str, Tensor]:
        """The parameters that may change."""
        return {name: value for name, value in self.parameters.items() if value.requires_grad}

    def keep(self, layers: int) -> None:
        """Let the lowest of the layers, and what lies below them, stay as they are."""
        for name, value in self.parameters.items():
            value.requires_grad_(not layers or name.startswith("head") or depth_of(name) >= layers)

    def of(self, texts: Sequence[Sequence[int]], *, learning: bool) -> Tensor:
        """Tokens of n texts in, (n, outputs) log-odds out."""
        dropped = functional.dropout(self.means_of(texts, learning=learning), DROPPED, learning)
        return functional.linear(dropped, self.parameters["head.w"].T, self.parameters["head.b"])

    def means_of(self, texts: Sequence[Sequence[int]], *, learning: bool) -> Tensor:
        """What the head is given: tokens of n texts in, (n, width) out."""
        numbers, filled = _padded(texts, self.base.vocabulary.end)
        hidden = self._hidden(embedded(self.base, numbers), torch.from_numpy(filled), learning=learning)
        weights = torch.from_numpy(filled).unsqueeze(-1).to(hidden.dtype)
        return (hidden * weights).sum(1) / weights.sum(1)

    def arrays(self) -> "dict[str, Array]":
        return {name: value.detach().numpy().copy() for name, value in self.parameters.items()}

    def _hidden(self, words: "Array", filled: Tensor, *, learning: bool) -> Tensor:
        rows = self._norm(torch.from_numpy(words), "emb.ln")
        rows = functional.dropout(rows, DROPPED, learning)
        for layer in range(self.base.layers):
            rows = self._layer(rows, filled[:, None, None, :], f"l{layer}", learning=learning)
        return rows

    def _layer(self, rows: Tensor, seen: Tensor, name: str, *, learning: bool) -> Tensor:
        n, length, width = rows.shape
        queries, keys, values = (
            self._linear(rows, f"{name}.{kind}").view(n, length, ATTENTION_HEADS, -1).transpose(1, 2) for kind in "qkv"
        )
        attended = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=seen)
        given = self._linear(attended.transpose(1, 2).reshape(n, length, width), f"{name}.ao")
        rows = self._norm(rows + functional.dropout(given, DROPPED, learning), f"{name}.aln")
        fed = self._linear(functional.gelu(self._linear(rows, f"{name}.fi")), f"{name}.fo")
        return self._norm(rows + functional.dropout(fed, DROPPED, learning), f"{name}.oln")

    def _linear(self, rows: Tensor, name: str) -> Tensor:
        return functional.linear(rows, self.parameters[f"{name}.w"], self.parameters[f"{name}.b"])

    def _norm(self, rows: Tensor, name: str) -> Tensor:
        weights, bias = self.parameters[f"{name}.w"], self.parameters[f"{name}.b"]
        return functional.layer_norm(rows, (self.base.width,), weights, bias, EPSILON)


def depth_of(name: str) -> int:
    """The layer that a parameter is of; -1 where it is of none."""
    return int(name[1:].split(".")[0]) if name.startswith("l") else -1


def _padded(
    texts: Sequence[Sequence[int]], filler: int
) -> "tuple[np.typing.NDArray[np.int64], np.typing.NDArray[np.bool_]]":
    longest = max(map(len, texts))
    numbers = np.full((len(texts), longest), filler, dtype=np.int64)
    filled = np.zeros((len(texts), longest), dtype=np.bool_)
    for n, tokens in enumerate(texts):
        numbers[n, : len(tokens)], filled[n, : len(tokens)] = tokens, True
    return numbers, filled
