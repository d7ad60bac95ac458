"""A small set from its files to its figures, on the real product."""

import json
from pathlib import Path

import pytest

from benchmarks.evaluation.__main__ import main
from benchmarks.evaluation.gold import GoldQuestion, QuoteGroup, load_set
from benchmarks.evaluation.misses import every_miss, misses_table
from benchmarks.evaluation.pastes import judge_sets, pastes_section
from tests.evaluation.invented import gold_argument, gold_paste, gold_question

GROWS = "Data centre orders at AMD are growing faster than the fabs can deliver."
FALLS = "Gross margin at AMD keeps falling, because each deal is won with a discount."
RAW = f"{GROWS}\n\n{FALLS}\n"


def write_set(folder: Path) -> Path:
    arguments = gold_argument(GROWS, RAW, subject="AMD"), gold_argument(FALLS, RAW, subject="AMD", stance="bear")
    pastes = [
        gold_paste(*arguments),
        gold_paste(*arguments, path="posts/alpha/02.txt", duplicate_of="posts/alpha/01.txt"),
    ]
    for paste in pastes:
        (folder / paste.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / paste.path).write_text(RAW, encoding="utf-8")
    write_lines(folder / "gold.jsonl", [paste.model_dump_json() for paste in pastes])
    write_lines(folder / "questions.jsonl", [question.model_dump_json() for question in questions()])
    names = {"subjects": {"AMD": ["Advanced Micro Devices"]}, "exact_only": [], "people": {}}
    (folder / "aliases.json").write_text(json.dumps(names), encoding="utf-8")
    return folder


def questions() -> list[GoldQuestion]:
    """One with an answer, one without, and one that can't be asked."""
    groups = (QuoteGroup(any_of=(FALLS,)),)
    return [
        gold_question(question="What is the bear case on AMD?", gold_quotes=groups, relevant_quotes=(FALLS,)),
        gold_question(id="q2", question="What do bears say of Netflix?", must_abstain=True, gold_quotes=()),
        gold_question(id="q3", question=" ", must_abstain=True, gold_quotes=()),
    ]


def write_lines(file: Path, lines: list[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


async def test_a_set_is_saved_asked_and_counted_on_the_real_product(tmp_path: Path) -> None:
    judged = await judge_sets([("small", load_set(write_set(tmp_path)))])
    figures = {row.name: row.figures["small"] for row in pastes_section(judged).rows}
    whole = ("argument spans, F1", "side of matched arguments", "subject of matched arguments", "duplicates")
    assert {name: figures[name] for name in whole} == dict.fromkeys(whole, 1)
    assert (figures["answer recall"], figures["answer precision"], figures["leaks"]) == (1, 1, 0)
    # A question of nothing but a space is refused with an error, and that is no abstention.
    assert figures["… refused what nobody said"] == 0.5
    assert "| … case | 1 of 2 (50%) |" in misses_table(judged)
    assert [miss["where"] for miss in every_miss(judged)["small"]] == ["q3"]


def test_a_folder_without_a_set_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / "nothing")])
    assert str(tmp_path / "nothing") in capsys.readouterr().err
