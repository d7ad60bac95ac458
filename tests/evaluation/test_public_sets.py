"""The public sets' files are read into the right items, and these into rows; all texts are invented."""

import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from benchmarks.evaluation.__main__ import main
from benchmarks.evaluation.public.debates import StanceQuestion, best_of, debate_rows, within
from benchmarks.evaluation.public.headlines import Headline, Verdict, right_of_sided, three_way, wholly_right
from benchmarks.evaluation.public.key_points import centred, key_point_rows, read_debates
from benchmarks.evaluation.public.opinions import Opinion, guess_unseen, opinion_rows
from benchmarks.evaluation.public.reading import Reading, Side, clause_on, places_of, sides_of
from benchmarks.evaluation.public.rows import OURS, TRIVIAL, read_records
from benchmarks.evaluation.public.section import public_sections
from benchmarks.evaluation.public.text_model import TextModel
from bot.arguments.reading import PostReader
from bot.domain.argument import Stance
from bot.embeddings.local import open_local

BULL, BEAR, NEUTRAL = Stance.BULL, Stance.BEAR, Stance.NEUTRAL
GROWS = "Orchard Rail wins a record number of freight orders"
OWES = "Alder Bank loses more depositors than ever"


@pytest.fixture
async def reading() -> AsyncIterator[Reading]:
    async with open_local() as embedder:
        yield Reading(PostReader.load(), embedder)


def write_lines(file: Path, *records: Mapping[str, object]) -> None:
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")


def verdict(gold: Stance, leaning: Stance, said: Stance | None = None) -> Verdict:
    return Verdict(gold, said or leaning, leaning)


def test_a_headline_is_opposed_where_its_entities_have_both_sides(tmp_path: Path) -> None:
    both = [{"entity": "Orchard Rail", "label": "positive"}, {"entity": "Alder Bank", "label": "negative"}]
    write_lines(
        tmp_path / "set.jsonl",
        {"id": 1, "text": f"{GROWS}; {OWES}", "entities": both},
        {"id": 2, "text": GROWS, "entities": [both[0], {"entity": "freight", "label": "neutral"}]},
    )
    read = list(read_records(tmp_path / "set.jsonl", Headline))
    assert [headline.is_opposed for headline in read] == [True, False]
    assert [entity.label.stance for headline in read for entity in headline.entities] == [BULL, BEAR, BULL, NEUTRAL]


def test_opposed_headlines_count_by_entity_and_whole() -> None:
    headlines = [[verdict(BULL, BULL), verdict(BEAR, BEAR)], [verdict(BULL, BULL), verdict(BEAR, BULL)]]
    assert (right_of_sided(headlines), wholly_right(headlines)) == (0.75, 0.5)


def test_entities_without_a_side_count_only_among_three_classes() -> None:
    headlines = [[verdict(NEUTRAL, BULL, NEUTRAL), verdict(BULL, BULL), verdict(BEAR, BEAR)]]
    assert (right_of_sided(headlines), three_way(headlines)) == (1, 1)


def test_what_hardly_argues_or_is_balanced_takes_no_side() -> None:
    assert Side(bull=0.9, argues=0.9).stance is BULL
    assert Side(bull=0.2, argues=0.9).stance is BEAR
    assert Side(bull=0.9, argues=0.01).stance is NEUTRAL
    assert Side(bull=0.9, argues=0.9, balanced=True).stance is NEUTRAL
    assert Side(bull=0.9, argues=0.01).leaning is BULL


def test_a_subject_is_read_in_the_clause_that_names_it(reading: Reading) -> None:
    sentence = f"{GROWS}, but {OWES[0].lower()}{OWES[1:]}"
    assert clause_on(sentence, "orchard rail", reading.reader.speech) == GROWS
    assert "depositors" in clause_on(sentence, "Alder Bank", reading.reader.speech)
    assert clause_on("…", "Orchard Rail", reading.reader.speech) == "…"
    assert [place.of(sentence) for place in places_of("alder bank", sentence)] == ["alder Bank"]


async def test_each_sentence_gets_its_side_whatever_stands_beside_it_in_the_list(reading: Reading) -> None:
    together = await sides_of(reading, [GROWS, OWES], ["Orchard Rail", "Alder Bank"])
    alone = [*await sides_of(reading, [GROWS], ["Orchard Rail"]), *await sides_of(reading, [OWES], ["Alder Bank"])]
    assert [side.bull for side in together] == pytest.approx([side.bull for side in alone], abs=1e-5)
    assert [side.argues for side in together] == pytest.approx([side.argues for side in alone], abs=1e-5)
    assert together[0].bull > together[1].bull


def test_a_model_of_words_learns_them_and_leans_where_it_says_neutral() -> None:
    model = TextModel.of(["gains gains", "falls falls", "meets meets"] * 4, [BULL, BEAR, NEUTRAL] * 4)
    assert [guess.stance for guess in model.guess(["gains", "falls", "meets"])] == [BULL, BEAR, NEUTRAL]
    assert model.guess(["meets gains"])[0].leaning is BULL


def test_a_score_is_neutral_only_near_nothing() -> None:
    scores = (0.5, 0.1, 0.09, -0.09, -0.1)
    stances = [Opinion(doc_id="d", text=GROWS, target="Orchard Rail", score=score).stance for score in scores]
    assert stances == [BULL, BULL, NEUTRAL, NEUTRAL, BEAR]


def test_no_document_is_guessed_from_its_own_words() -> None:
    def opinion(n: int, text: str, score: float) -> Opinion:
        return Opinion(doc_id=f"d{n}", text=text, target="Orchard Rail", score=score)

    told = [opinion(n, "gains" if n % 2 else "falls", 0.5 if n % 2 else -0.5) for n in range(1, 10)]
    # The word of the first document means the other side everywhere else.
    guesses = guess_unseen([opinion(0, "gains", -0.5), *told])
    assert guesses[0].stance is BULL
    assert [guess.stance for guess in guesses[1:]] == [BULL if n % 2 else BEAR for n in range(1, 10)]


async def test_opinions_become_rows_with_the_trivial_figure_beside(tmp_path: Path, reading: Reading) -> None:
    texts = [(GROWS, "Orchard Rail", 0.6), (OWES, "Alder Bank", -0.6)]
    write_lines(
        tmp_path / "fiqa_task1.jsonl",
        *(
            {"doc_id": f"d{n}", "text": text, "target": target, "score": score}
            for n in range(5)
            for text, target, score in texts
        ),
    )
    rows = await opinion_rows(tmp_path, reading)
    assert [set(row.figures) for row in rows] == [{OURS, TRIVIAL}] * 2
    assert rows[1].figures[TRIVIAL] == 1


def write_key_points(folder: Path) -> None:
    points = {"k0": "Night trains are quiet", "k1": "Night trains save a hotel"}
    arguments = {"a0": "One sleeps well, the carriages are quiet", "a1": "It saves a hotel", "a2": "They run late"}
    topics = {"a0": ("Night trains", 1), "a1": ("Night trains", 1), "a2": ("Night trains", -1)}
    write_lines(
        folder / "arguments.jsonl",
        *(
            {"split": "dev", "arg_id": name, "topic": topics[name][0], "stance": topics[name][1], "argument": text}
            for name, text in arguments.items()
        ),
    )
    write_lines(
        folder / "key_points.jsonl",
        *({"split": "dev", "key_point_id": name, "key_point": text} for name, text in points.items()),
    )
    labels = [("dev", "a0", "k0", 1), ("dev", "a0", "k1", 0), ("dev", "a1", "k1", 1), ("dev", "a1", "k0", 0)]
    names = ("split", "arg_id", "key_point_id", "label")
    write_lines(
        folder / "labels.jsonl", *(dict(zip(names, one, strict=True)) for one in [*labels, ("train", "a2", "k0", 1)])
    )


async def test_key_points_are_matched_within_a_topic_and_side_of_the_measured_part(
    tmp_path: Path, reading: Reading
) -> None:
    write_key_points(tmp_path)
    (debate,) = read_debates(tmp_path)
    assert (len(debate.arguments), debate.pairs) == (2, ((0, 0), (0, 1), (1, 1), (1, 0)))
    assert debate.matches == (True, False, True, False)
    rows = await key_point_rows(tmp_path, reading.embedder)
    assert [row.figures[OURS] for row in rows] == [1, 1]


def test_vectors_are_centred_on_what_they_share() -> None:
    vectors = np.array([[1, 0, 0.2], [1, 0, -0.2], [1, 0, 0.2], [1, 0, -0.2]], dtype=np.float32)
    assert centred(vectors)[:, 2] == pytest.approx([1, -1, 1, -1])
    assert not np.isnan(centred(vectors[:1])).any()


def test_the_side_that_is_asked_orders_the_best_anew_and_lets_none_in() -> None:
    assert within(["c", "x", "a"], ["a", "b", "c"]) == ["c", "a"]
    assert best_of([["a", "b", "c"], ["c", "a", "b"]]) == ["a", "c", "b"]


async def test_debates_become_rows_of_relevance_and_of_the_wrong_side(tmp_path: Path, reading: Reading) -> None:
    texts = {"p": "Night trains are right: quiet and cheap", "c": "Night trains are wrong: late and cold", "o": "Gulls"}
    write_lines(tmp_path / "docs.jsonl", *({"doc_id": name, "title": "", "text": text} for name, text in texts.items()))
    asked = {"thesis": "This house would ride night trains", "query": "Arguments for night trains", "stance": "pro"}
    write_lines(tmp_path / "stance_queries.jsonl", asked | {"relevant": ["p"], "wrong_stance": ["c"]})
    (question,) = read_records(tmp_path / "stance_queries.jsonl", StanceQuestion)
    assert (question.sign, question.wrong_stance) == (1, frozenset("c"))
    relevance, wrong = await debate_rows(tmp_path, reading.embedder)
    assert relevance.figures[OURS] == 1
    assert wrong.figures == {OURS: 0.1, TRIVIAL: 0.1}


async def test_without_a_folder_there_is_no_section() -> None:
    assert await public_sections(None) == []


def test_a_public_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--public", str(tmp_path / "nothing")])
    assert str(tmp_path / "nothing") in capsys.readouterr().err
