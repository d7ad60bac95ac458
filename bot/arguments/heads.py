"""The small trained heads: what `make train` learnt from the committed sentences, and how to apply it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from math import log
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

Array = NDArray[np.float32]


class HeadFacts(BaseModel, frozen=True):
    """How well a head did on hands that it had not seen: each of the sentence files left out in turn."""

    rows: int
    accuracy: float
    auc: float


PRIOR_RIGHT, PRIOR_FIRED = 7, 10
"""What a hand-written rule is taken to have shown before it was counted: right seven times in ten."""


class RuleFacts(BaseModel, frozen=True):
    """How often a hand-written rule spoke in the committed sentences that take a side, and was right.

    The rules were written with these sentences in view: on posts they are right somewhat less often.
    """

    fired: int
    right: int

    @property
    def confidence(self) -> float:
        """The chance that it is right, drawn toward the prior where it hardly spoke."""
        return (self.right + PRIOR_RIGHT) / (self.fired + PRIOR_FIRED)

    @property
    def log_odds(self) -> float:
        return log(self.confidence / (1 - self.confidence))


class Facts(BaseModel, frozen=True):
    """What the weights came from: digests of the committed sentences, and of the pairs that the gate's model learnt."""

    sentences: str
    pairs: str
    model: str
    """Whose vectors they were trained on; no other model's will do."""
    seed: int
    heads: dict[str, HeadFacts]
    rules: dict[str, RuleFacts]
    """By the names that `bot.arguments.judging.Rules.votes` gives them."""
    threshold: dict[str, float]
    """By head: the chance from which on a sentence is taken for an argument."""


@dataclass(frozen=True, slots=True)
class Layer:
    """`x @ weights + bias`: (d, h) and (h,)."""

    weights: Array
    bias: Array

    def of(self, rows: Array) -> Array:
        out: Array = rows @ self.weights + self.bias
        return out


@dataclass(frozen=True, slots=True)
class Head:
    """A linear model over dense features and n-grams, voters with one hidden layer beside it, and a calibration."""

    dense: Layer
    grams: Layer
    hidden: Layer
    """All voters' hidden units side by side: (d, voters * units)."""
    votes: Layer
    """From the hidden units to one mean vote: (voters * units, 1)."""
    calibration: Array
    """(3 + k,): the weights of the linear model, the votes and k others, and a bias; their sum is a log-odds."""

    def chances(self, dense: Array, grams: Array, others: Array) -> Array:
        """The calibrated chance of each row: (n, d), (n, buckets) and others' log-odds (n, k) in, (n,) out."""
        return self.calibrated(np.concatenate([self.odds(dense, grams), others], axis=1))

    def odds(self, dense: Array, grams: Array) -> Array:
        """The log-odds of the linear model and of the voters, not yet calibrated: (n, 2)."""
        line = self.dense.of(dense) + self.grams.of(grams)
        votes = self.votes.of(np.maximum(self.hidden.of(dense), 0))
        return np.concatenate([line, votes], axis=1)

    def calibrated(self, odds: Array) -> Array:
        """(n, 2 + k) in, chances (n,) out."""
        joined = np.clip(odds @ self.calibration[:-1] + self.calibration[-1], -30, 30)
        return np.asarray(1 / (1 + np.exp(-joined)), dtype=np.float32)

    def arrays(self) -> dict[str, Array]:
        """For the weights file, by part."""
        layers = {name: getattr(self, name) for name in ("dense", "grams", "hidden", "votes")}
        parts = {
            f"{name}.{part}": getattr(layer, part) for name, layer in layers.items() for part in ("weights", "bias")
        }
        return parts | {"calibration": self.calibration}


@dataclass(frozen=True, slots=True)
class Heads:
    """Whether a sentence argues, whether for its subject, each also for words alone; and whether it takes no side."""

    argues: Head
    argues_words: Head
    side: Head
    side_words: Head
    neutral: Head
    prototypes: Array
    """(22, d): what each aspect is like, in the order of `bot.arguments.aspects.ASPECTS`."""
    facts: Facts

    @classmethod
    def load(cls) -> Self:
        """The shipped weights."""
        folder = files("bot.arguments") / "data"
        stored = np.load(BytesIO((folder / "heads.npz").read_bytes()))
        facts = Facts.model_validate(json.loads((folder / "heads.json").read_text(encoding="utf-8")))
        return cls(
            argues=_head(stored, "argues"),
            argues_words=_head(stored, "argues_words"),
            side=_head(stored, "side"),
            side_words=_head(stored, "side_words"),
            neutral=_head(stored, "neutral"),
            prototypes=stored["prototypes"].astype(np.float32),
            facts=facts,
        )


def _head(stored: "np.lib.npyio.NpzFile", name: str) -> Head:
    def layer(part: str) -> Layer:
        weights, bias = (stored[f"{name}.{part}.{piece}"].astype(np.float32) for piece in ("weights", "bias"))
        return Layer(weights, bias)

    calibration = stored[f"{name}.calibration"].astype(np.float32)
    return Head(layer("dense"), layer("grams"), layer("hidden"), layer("votes"), calibration)


def store(folder: Path, heads: Mapping[str, Head], prototypes: Array, facts: Facts) -> None:
    """Write what `Heads.load` reads: the weights in half precision, and beside them what they came from."""
    arrays = {
        f"{name}.{part}": array.astype(np.float16)
        for name, head in heads.items()
        for part, array in head.arrays().items()
    }
    np.savez(folder / "heads.npz", prototypes=prototypes.astype(np.float16), **arrays)  # type: ignore[arg-type]
    (folder / "heads.json").write_text(facts.model_dump_json(indent=1) + "\n", encoding="utf-8")
