"""`python -m benchmarks.train.points`: the space of points anew, from sentences of our own, in a quarter of an hour.

The same sentences and seed give the same weights on one machine.
"""

import os
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

# Before numpy loads: sums in one thread come out the same each time.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.points.choosing import measured
from benchmarks.points.material import Material
from benchmarks.points.rows import FOLDER
from benchmarks.train.delta import store_delta
from benchmarks.train.rows import RETOLD, digest
from benchmarks.train.same_point import point_lesson
from bot.arguments.points.policy import Policy
from bot.arguments.points.space import Array, Facts, Parts, Weights, hash_of
from storage.words import words_of

DATA = Path(__file__).parent.parent.parent / "bot" / "arguments" / "data"
SEED = 6
RANK = 32
"""Of the delta, 3.0 MB in bytes: of what two lie alike in, 48 tells as much more as chance does."""
BUCKETS = 1 << 14
PARTS = Parts(meaning=0.8, words=0.1, aspect=0.1)
"""Of what was tried the best on sides that were kept apart, by a little."""


def main() -> None:
    material = Material.read()
    print(f"learning from {sum(len(side.told) for side in material.learnt_from)} arguments ...", flush=True)
    store_delta(
        DATA / "points", point_lesson(material.learnt_from, material.retold, SEED).result(), RANK, in_bytes=True
    )
    weights = Weights(material.means(), rarity(material.texts), PARTS)
    (DATA / "space.npz").write_bytes(weights.written())
    facts = Facts(
        sentences=digest(FOLDER),
        pairs=digest(RETOLD),
        encoder=blake2b((DATA / "points.npz").read_bytes(), digest_size=16).hexdigest(),
        seed=SEED,
        held_out=measured(material, weights, Policy()).figures,
    )
    (DATA / "points.json").write_text(facts.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(facts.model_dump_json(indent=1))


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
