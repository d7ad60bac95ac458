"""What the terminal offers where a question has no answer: counts, and what to ask."""

from tests.cli.conftest import BULL, Terminal

BEAR = "$COST(COST.US) At 50 times earnings the stock is far too expensive."
BULL_ON_COSTCO = "What is the bull case on Costco?"


def test_an_abstention_says_what_to_ask_and_that_is_answered(casebook: Terminal) -> None:
    for raw in (BULL, BEAR):
        casebook("ingest", "-", stdin=raw)
    lines = casebook("ask", BULL_ON_COSTCO).out.splitlines()
    [nearest] = [line for line in lines if "Costco" in line and "to ask" in line]
    assert nearest == "  Costco: 1 argument, bear · to ask: What is the bear case on Costco?"
    assert lines.index(nearest) < next(at for at, line in enumerate(lines) if "Nvidia" in line)
    assert "too expensive" in casebook("ask", nearest.partition("to ask: ")[2]).out


def test_the_json_has_the_same_rows_only_where_there_is_no_answer(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BEAR)
    document = casebook("ask", BULL_ON_COSTCO, "--json").document
    [row] = document["coverage"]
    assert (document["abstained"], row) == (
        True,
        {
            "subject": "Costco",
            "stance": "bear",
            "aspect": None,
            "arguments": 1,
            "question": "What is the bear case on Costco?",
        },
    )
    answered = casebook("ask", row["question"], "--json").document
    assert (answered["abstained"], answered["coverage"]) == (False, [])
    assert casebook("ask", BULL_ON_COSTCO, "--json", "--channel", "elsewhere").document["coverage"] == []
