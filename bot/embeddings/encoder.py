"""The wheel's encoder run by onnxruntime: twice as fast as the wheel's engine, and with a delta where one was learnt.

A tuned matrix is the wheel's four-bit one plus a product of two thin ones, so that a file of a few megabytes is enough.
Source: Hu et al., "LoRA", ICLR 2022.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from bot.embeddings.pieces import Pieces
from bot.embeddings.wheel import Array, Wheel, wheel

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, OrtValue

MATRICES = ("q", "k", "v", "ao", "fi", "fo")
"""Of a layer: queries, keys, values, what attention gives, and the two of the feed-forward part."""
NORMS = ("aln", "oln")
PREFIX, PASSAGE_PREFIX = "query: ", "passage: "
"""What E5 wants before a text that is judged, and before one that is to be found."""
LONGEST, LONGEST_PASSAGE = 128, 512
"""Tokens that are read of each; of our sentences one in a thousand has more than the first."""
BATCH = 8
"""Texts read at once: more save no time, and hold the thread for longer."""
SCALED = "*scale"
"""Ends the name of what the bytes of a matrix are multiplied with, where a delta is kept in bytes."""
UNSEEN = -10_000.0
"""Added to the attention on what only fills up a batch."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """A session of onnxruntime on one thread. Reading is safe from several threads."""

    session: "InferenceSession"
    given: "tuple[OrtValue, ...]"
    """The weights: the session reads them where they lie."""
    pieces: Pieces
    weights: Wheel

    @classmethod
    def load(cls, graph: Traversable, delta: Traversable | None = None) -> Self:
        """From a graph and the delta that goes with it, as `make train` made them. Takes some 0.2 s.

        Errors: ModuleNotFoundError where the wheel is not installed.
        """
        base = wheel()
        session, given = _session(graph.read_bytes(), dict(_weights(base, _floats(delta))))
        return cls(session, given, Pieces.of(base.vocabulary), base)

    def read(self, texts: Sequence[str]) -> Array:
        """(n, outputs): the log-odds that the graph's head gives for each text, in order."""
        return self._said([self.pieces.tokens(PREFIX + text, LONGEST) for text in texts])

    def read_pairs(self, pairs: Sequence[tuple[str, str]]) -> Array:
        """(n, outputs): the same for each pair of texts, read as one."""
        return self._said([joined(self.pieces, pair) for pair in pairs])

    def passages(self, texts: Sequence[str]) -> Array:
        """(n, d): vectors of unit length of texts to be found. The graph must be the one without a head."""
        means = self._said([self.pieces.tokens(PASSAGE_PREFIX + text, LONGEST_PASSAGE) for text in texts])
        vectors: Array = means / np.linalg.norm(means, axis=1, keepdims=True)
        return vectors

    def _said(self, tokens: Sequence[Sequence[int]]) -> Array:
        order = sorted(range(len(tokens)), key=lambda n: len(tokens[n]))
        rows = np.zeros((len(tokens), self.session.get_outputs()[0].shape[1]), dtype=np.float32)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            (rows[batch],) = self.session.run(None, self._fed([tokens[n] for n in batch]))
        return rows

    def _fed(self, batch: Sequence[Sequence[int]]) -> dict[str, Array]:
        """The graph's inputs: embeddings (n, t, d), what attention leaves out (n, 1, t, t), how a text is averaged."""
        longest = max(map(len, batch))
        numbers = np.full((len(batch), longest), self.pieces.vocabulary.end, dtype=np.int64)
        filled = np.zeros((len(batch), longest), dtype=np.float32)
        for n, tokens in enumerate(batch):
            numbers[n, : len(tokens)], filled[n, : len(tokens)] = tokens, 1
        words = embedded(self.weights, numbers)
        left_out = np.repeat(((1 - filled) * UNSEEN)[:, None, None, :], longest, axis=2)
        return {"words": words, "left_out": left_out, "shares": (filled / filled.sum(1, keepdims=True))[:, None, :]}


def joined(pieces: Pieces, pair: tuple[str, str]) -> list[int]:
    """The tokens of two texts as one: the first, two ends, the second, as XLM-RoBERTa learnt them."""
    first, second = (pieces.tokens(text, LONGEST) for text in (PREFIX + pair[0], pair[1]))
    return [*first, pieces.vocabulary.end, *second[1:]]


def embedded(weights: Wheel, numbers: NDArray[np.int64]) -> Array:
    """The embeddings of tokens at their places: (n, t) in, (n, t, d) out."""
    width = weights.width
    words = weights.blocks("emb.word", width, numbers.reshape(-1)).dense().reshape(*numbers.shape, width)
    places = weights.floats("emb.pos").reshape(-1, width)[: numbers.shape[1]]
    summed: Array = words + places + weights.floats("emb.type")[:width]
    return summed


def matrices(base: Wheel) -> Iterator[tuple[str, int]]:
    """The names of the wheel's matrices, and how many columns each has."""
    for layer in range(base.layers):
        for kind in MATRICES:
            yield f"l{layer}.{kind}", base.width * (4 if kind == "fo" else 1)


def vectors(base: Wheel) -> list[str]:
    """The names of all that is kept in floats and learnt: biases and norms."""
    layers = [f"l{layer}" for layer in range(base.layers)]
    biases = [f"{layer}.{kind}.b" for layer in layers for kind in MATRICES]
    norms = [f"{layer}.{kind}.{part}" for layer in layers for kind in NORMS for part in "wb"]
    return ["emb.ln.w", "emb.ln.b", *biases, *norms]


def _weights(base: Wheel, delta: Mapping[str, Array]) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """All that the graph leaves open, by name."""
    for name, columns in matrices(base):
        blocks = base.blocks(f"{name}.w", columns)
        yield f"{name}.nibbles", blocks.in_order()
        yield f"{name}.scales", blocks.scales.reshape(-1)
    for name in vectors(base):
        yield name, base.floats(name) + delta.get(name, np.float32(0))
    yield from ((name, value) for name, value in delta.items() if name not in base.tensors)


def _floats(delta: Traversable | None) -> dict[str, Array]:
    if delta is None:
        return {}
    stored = np.load(BytesIO(delta.read_bytes()))
    scales = {name.removesuffix(SCALED): stored[name] for name in stored.files if name.endswith(SCALED)}
    names = [name for name in stored.files if not name.endswith(SCALED)]
    return {name: stored[name].astype(np.float32) * scales.get(name, np.float32(1)) for name in names}


def _session(
    graph: bytes, weights: Mapping[str, NDArray[np.generic]]
) -> "tuple[InferenceSession, tuple[OrtValue, ...]]":
    import onnxruntime as ort  # 100 ms and 30 MB that a process which only answers never needs

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    given = [ort.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(value)) for value in weights.values()]
    options.add_external_initializers(list(weights), given)
    return ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"]), tuple(given)
