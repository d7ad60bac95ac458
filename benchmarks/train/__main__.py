"""`make train`: everything that is learnt, anew from the committed sentences. On two cores it takes most of an hour.

The same sentences and seed give the same weights on one machine. Nothing is kept but those and what they came from.
"""

import asyncio
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

# Before numpy loads: sums in one thread come out the same each time.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.relations.__main__ import main as learn_relations
from benchmarks.train.calibration import evaluation_rows, recalibrated
from benchmarks.train.delta import store_delta
from benchmarks.train.encoders import CrossTuned, brought_together, folds_to_tune
from benchmarks.train.graph import Graph
from benchmarks.train.heads import SEED, Lesson, train
from benchmarks.train.lessons import Material, aspect_prototypes, count_rules, detection, neutrality, ruled, see, sides
from benchmarks.train.pairs import pairs_to_learn, read_told
from benchmarks.train.points import main as learn_points
from benchmarks.train.rows import RETOLD, Row, digest, masked_text, read_rows
from bot.arguments.heads import Array, Facts, RuleFacts, store
from bot.arguments.judging import Rules
from bot.embeddings.encoder import Encoder
from bot.embeddings.local import NAME
from bot.embeddings.wheel import wheel
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver

BOT = Path(__file__).parent.parent.parent / "bot"
HEADS = BOT / "arguments" / "data"
SENTENCES, PAIRS = HEADS / "encoder", BOT / "answers" / "data" / "entailment"
PLAIN = BOT / "embeddings" / "data" / "e5.onnx"
CORES = 2
SENTENCES_RANK, PAIRS_RANK = 64, 48
"""Of the deltas, 10.8 and 4.2 MB. Of the encoder's AUC on sides, rank 32 loses .014, 64 loses .008, 128 loses .004."""
ARGUING = 0.4
"""Of the sentences of real posts argue, by what was seen; of the committed ones seven in ten do."""
NEUTRAL_SHARE = 0.08
"""Of the arguments of real posts take no side, about as many as of the committed ones."""


async def main() -> None:
    rows, resolver = read_rows(), Resolver(Companies.load())
    encoder = tune_encoders(rows, [masked_text(row, resolver) for row in rows])
    print("learning the heads ...", flush=True)
    trust = count_rules(rows, Rules.load())
    learnt = await lessons(rows, encoder.said, trust)
    trained = {name: train(lesson, share=share) for name, (lesson, share) in learnt.items()}
    heads = {name: result[0] for name, result in trained.items()}
    posts = evaluation_rows()
    shipped = Encoder.load(SENTENCES.with_suffix(".onnx"), SENTENCES.with_suffix(".npz"))
    read = shipped.read([masked_text(row, resolver) for row in posts])
    for name, (lesson, _) in (await lessons(posts, read, trust)).items():
        if name.startswith("side"):
            heads[name] = recalibrated(heads[name], lesson)
    facts = Facts(
        sentences=digest(),
        pairs=digest(RETOLD),
        model=NAME,
        seed=SEED,
        heads={name: result[1] for name, result in trained.items()},
        rules=trust,
        threshold={name: result[2] for name, result in trained.items() if name.startswith("argues")},
    )
    store(HEADS, heads, await aspect_prototypes(), facts)
    print(facts.model_dump_json(indent=1))


def tune_encoders(rows: Sequence[Row], texts: Sequence[str]) -> CrossTuned:
    """Tune and store both encoders, each on one core: the one that reads sentences in folds, and the one for pairs,
    which starts where the first fold ended."""
    told = read_told()
    print(f"tuning the encoder on {len(rows)} sentences and {len(told)} quotes ...", flush=True)
    with ProcessPoolExecutor(CORES, get_context("spawn")) as pool:
        folds = [pool.submit(fold.result) for fold in folds_to_tune(rows, texts, SEED)]
        pairs = pool.submit(pairs_to_learn(told, SEED).result, folds[0].result()[0])
        tuned = brought_together(rows, [fold.result() for fold in folds])
        store_delta(PAIRS, pairs.result(), PAIRS_RANK, in_bytes=True)
    store_delta(SENTENCES, tuned.mean, SENTENCES_RANK)
    PLAIN.write_bytes(Graph(wheel()).bytes())
    return tuned


async def lessons(
    rows: Sequence[Row], said: Array, trust: Mapping[str, RuleFacts]
) -> dict[str, tuple[Lesson, float | None]]:
    """What each head learns from, and how many of its rows are right where it will be used."""
    seen = await see(rows)
    bare = [replace(item, vectors=None) for item in seen]
    material = Material(rows, said, ruled(rows, Rules.load(), trust))
    return {
        "argues": (detection(material, seen), ARGUING),
        "argues_words": (detection(material, bare), ARGUING),
        "side": (sides(material, seen), None),
        "side_words": (sides(material, bare), None),
        "neutral": (neutrality(material, seen), NEUTRAL_SHARE),
    }


if __name__ == "__main__":
    asyncio.run(main())
    learn_points()
    asyncio.run(learn_relations())
