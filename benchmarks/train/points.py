"""`python -m benchmarks.train.points`: the space of points anew, from sentences of our own, in some minutes.

The same sentences and seed give the same weights on one machine.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

# Before numpy loads: sums in one thread come out the same each time.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.points.growing import Held, held
from benchmarks.points.material import Material
from benchmarks.points.projection import learnt, split_in
from benchmarks.points.rows import FOLDER
from benchmarks.train.rows import RETOLD, digest
from bot.arguments.points.policy import Policy
from bot.arguments.points.space import Array, Facts, Parts, Space, Weights, hash_of
from bot.embeddings.local import NAME
from storage.words import words_of

DATA = Path(__file__).parent.parent.parent / "bot" / "arguments" / "data"
SEED = 6
FOLDS = 4
BUCKETS = 1 << 14
PARTS = Parts(meaning=0.8, words=0.1, aspect=0.1)
"""Of what was tried the best on sides held out: words alone find little, an aspect alone half of what a vector does."""


def main() -> None:
    material = Material.read()
    print(f"learning from {sum(len(side.told) for side in material.sides)} arguments ...", flush=True)
    rare = rarity(material.texts)
    found = held(held_out(material, rare), Policy())
    weights = Weights(material.means, learnt(material, range(len(material.sides)), SEED), rare, PARTS)
    facts = Facts(sentences=digest(FOLDER), pairs=digest(RETOLD), model=NAME, seed=SEED, held_out=found.figures)
    (DATA / "points.npz").write_bytes(weights.written())
    (DATA / "points.json").write_text(facts.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(facts.model_dump_json(indent=1))


def held_out(material: Material, rare: Array) -> Iterator[Held]:
    """Each side with the places that its arguments have in a space which never saw its subject."""
    folds = split_in([side.subject for side in material.sides], FOLDS, SEED)
    for fold in range(FOLDS):
        projection = learnt(material, [int(n) for n in np.flatnonzero(folds != fold)], SEED)
        space = Space.of(Weights(material.means, projection, rare, PARTS))
        for n in np.flatnonzero(folds == fold):
            yield Held(material.sides[n], space.places(material.said(int(n))))


def rarity(texts: Sequence[str]) -> Array:
    """(BUCKETS,): 1 for a word that stands in none of the texts, 0 for one that stands in all.

    Source: Spärck Jones, "A statistical interpretation of term specificity", Journal of Documentation, 1972.
    """
    texts_with = np.zeros(BUCKETS)
    for text in texts:
        texts_with[list({hash_of(word) % BUCKETS for word in words_of(text)})] += 1
    most = np.log(len(texts) + 1)
    return np.asarray((most - np.log(texts_with + 1)) / most, dtype=np.float32)


if __name__ == "__main__":
    main()
