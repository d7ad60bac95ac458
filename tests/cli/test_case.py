"""`casebook case` and `casebook debate`: the same content as in Discord, and JSON for scripts."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Terminal, written
from tests.cli.test_contract import CITATION

POINT = {
    "point_id",
    "subject",
    "side",
    "aspect",
    "text",
    "people",
    "unknown",
    "arguments",
    "first",
    "last",
    "answered_by",
    "replies",
    "citations",
}
HEAD = "$XIAOMI-W(01810.HK)"
NARROW = "The brand is too narrow: Xiaomi promises speed, and families do not trust a brand of speed."
WEAK = "The brand is weak: Xiaomi promises speed, and families do not trust a brand of speed."
STRONG = "The brand is strong: Xiaomi's customers are loyal, and the brand wins trust with every phone."
MARGIN = "Xiaomi Auto's gross margin keeps falling, because memory chips cost twice what they did."
SAID = (
    ("Anna Reed", "2025.11.05 09:12", NARROW),
    ("Bo Lindt", "2025.11.20 18:00", WEAK),
    ("Cora Vance", "2025.11.07 10:30", STRONG),
    ("Dag Holm", "2025.11.08 11:45", MARGIN),
)


@pytest.fixture
def argued(casebook: Terminal, folder: Path) -> Terminal:
    """Three people against Xiaomi in two points, and one for it."""
    texts = [f"{author}\n{on}\n\n{HEAD} {body}" for author, on, body in SAID]
    files = [written(folder, f"{n}.txt", text) for n, text in enumerate(texts)]
    assert casebook("ingest", *files).status == 0
    return casebook


def document(ran: Ran) -> Any:
    assert (ran.status, ran.err) == (0, "")
    return ran.document


def test_a_case_gives_points_with_people_answers_and_citations(argued: Terminal) -> None:
    found = document(argued("case", "Xiaomi", "--json"))
    assert (found["subject"], found["more"]) == ("Xiaomi", {})
    assert all(point.keys() == POINT for point in found["points"])
    by_text = {str(point["text"]): point for point in found["points"]}
    assert by_text.keys() == {NARROW, STRONG, MARGIN}
    brand, bull, alone = by_text[NARROW], by_text[STRONG], by_text[MARGIN]
    assert (brand["side"], brand["aspect"], brand["people"], brand["unknown"], brand["arguments"]) == (
        "bear",
        "brand",
        2,
        0,
        2,
    )
    assert (brand["first"], brand["last"]) == ("2025-11-05", "2025-11-20")
    assert (brand["answered_by"], bull["answered_by"]) == ([bull["point_id"]], [brand["point_id"]])
    assert (alone["answered_by"], alone["replies"]) == ([], [])


def test_a_case_cites_as_an_answer_does_and_counts_through(argued: Terminal) -> None:
    points = argued("case", "Xiaomi", "--json").document["points"]
    citations = [citation for point in points for citation in point["citations"]]
    assert [citation["n"] for citation in citations] == [1, 2, 3, 4]
    assert all(citation.keys() >= CITATION for citation in citations)
    asked = argued("ask", "what is the bull case on Xiaomi", "--json").document["citations"]
    [same] = [citation for citation in citations if citation["quote"] == STRONG]
    assert {key: value for key, value in same.items() if key != "n"} in [
        {key: value for key, value in citation.items() if key != "n"} for citation in asked
    ]


def test_a_reply_says_how_it_speaks_to_a_point(argued: Terminal) -> None:
    points = argued("case", "Xiaomi", "--json").document["points"]
    replies = [reply for point in points for reply in point["replies"]]
    assert {reply["point_id"] for reply in replies} == {one for point in points for one in point["answered_by"]}
    assert {reply["relation"] for reply in replies} <= {"rebuts", "qualifies", None}


@pytest.mark.parametrize("side", ["bull", "bear"])
def test_one_side_gives_that_side_alone(argued: Terminal, side: str) -> None:
    found = argued("case", "Xiaomi", "--side", side, "--json").document
    assert {point["side"] for point in found["points"]} == {side}


def test_a_debate_gives_the_same_points_aspect_by_aspect_and_its_state(argued: Terminal) -> None:
    found = document(argued("debate", "Xiaomi", "--json"))
    case = argued("case", "Xiaomi", "--json").document
    assert found.keys() == {"subject", "points", "more", "state"}
    assert [(point["aspect"], point["side"]) for point in found["points"]] == [
        ("brand", "bull"),
        ("brand", "bear"),
        ("margins", "bear"),
    ]
    assert {point["point_id"] for point in found["points"]} == {point["point_id"] for point in case["points"]}
    assert found["state"] == {
        "bull": {"points": 1, "people": 1, "unknown": 0, "unanswered": 0},
        "bear": {"points": 2, "people": 3, "unknown": 0, "unanswered": 1},
    }


def test_a_case_is_told_in_points_with_their_sources(argued: Terminal) -> None:
    lines = argued("case", "Xiaomi").out.splitlines()
    assert lines[0] == "Xiaomi: what is argued for and against it"
    at = lines.index(f"▼ “{NARROW}” [2]")
    assert lines[at + 1] == "  Brand · 2 people · 2 arguments · 2025-11-05 to 2025-11-20"
    assert lines[at + 2].startswith(f"  answered by: “{STRONG}” [1]")
    assert lines[at + 3].startswith("  [2] Anna Reed · 2025-11-05 · bear on Xiaomi · p")
    assert lines[at + 4].endswith(f": “{WEAK}”")
    alone = lines.index(f"▼ “{MARGIN}” [4]")
    assert lines[alone + 2] == "  nobody has answered this"


def test_one_side_tells_what_answers_it_with_its_source(argued: Terminal) -> None:
    out = argued("case", "Xiaomi", "--side", "bear").out
    assert out.startswith("▼ The bear case on Xiaomi\n")
    assert "▲" not in out
    assert f"answered by: “{STRONG}” [4]" in out
    assert "What answers it:\n  [4] Cora Vance" in out


def test_a_debate_begins_with_counts_and_what_nobody_has_answered(argued: Terminal) -> None:
    lines = argued("debate", "Xiaomi").out.splitlines()
    assert lines[:4] == [
        "Xiaomi: both sides, aspect by aspect",
        "Bulls: 1 point by 1 person, 0 unanswered · Bears: 2 points by 3 people, 1 unanswered",
        "Nobody has answered:",
        f"▼ “{MARGIN}” [4]",
    ]
    assert [line for line in lines if line in ("Brand", "Margins")] == ["Brand", "Margins"]


@pytest.mark.parametrize("verb", ["case", "debate"])
def test_an_unknown_subject_fails_in_one_clear_line(argued: Terminal, verb: str) -> None:
    for option in ([], ["--json"]):
        ran = argued(verb, "Qwertyz", *option)
        assert (ran.status, ran.out) == (1, "")
        assert "no company “Qwertyz”" in ran.complaint


@pytest.mark.parametrize("verb", ["case", "debate"])
def test_a_subject_on_which_nothing_is_held_is_no_failure(argued: Terminal, verb: str) -> None:
    ran = argued(verb, "Tesla")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "This channel holds no arguments on Tesla.",
        "What it does hold arguments on: Xiaomi, Xiaomi Auto",
    ]
    found = argued(verb, "Tesla", "--json").document
    assert (found["subject"], found["points"], found["more"]) == ("Tesla", [], {})


@pytest.mark.parametrize("verb", ["case", "debate"])
def test_an_empty_channel_says_so(casebook: Terminal, verb: str) -> None:
    ran = casebook(verb, "Tesla")
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "This channel holds no arguments yet.")


def test_a_side_that_nobody_argues_is_said(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=f"Anna Reed\n2025.11.05 09:12\n\n{HEAD} {NARROW}")
    assert casebook("case", "Xiaomi", "--side", "bull").out.splitlines() == [
        "This channel holds no bull arguments on Xiaomi.",
        "It does hold the other side: 1 argument.",
    ]


def test_points_keep_their_ids_from_one_call_to_the_next(argued: Terminal) -> None:
    first, second = (argued("case", "Xiaomi", "--json").document["points"] for _ in range(2))
    assert [point["point_id"] for point in first] == [point["point_id"] for point in second]


def test_channels_do_not_see_each_others_points(argued: Terminal) -> None:
    for verb in ("case", "debate"):
        assert argued(verb, "Xiaomi", "--channel", "two", "--json").document["points"] == []


def test_the_terminal_tells_points_in_its_persons_language(argued: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    out = argued("debate", "小米").out
    assert "看多：1人提出1個要點，0個沒有人回應 · 看空：" in out
    assert "沒有人回應的要點：" in out


def test_another_side_than_there_are_is_wrong_usage(casebook: Terminal) -> None:
    ran = casebook("case", "Xiaomi", "--side", "up")
    assert (ran.status, ran.out) == (2, "")
    assert "'bull', 'bear', 'both'" in ran.err
