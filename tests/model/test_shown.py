"""What `whole_path.py` says of a real model's answers can be said of wrong ones only in vain."""

from typing import Any

import pytest

from tests.model.shown import Shown, World

QUOTE = "at 52 times earnings the stock is far too expensive"
WORLD = World(
    pastes=(f"Quay Lantern\n\nWhat I do not like: {QUOTE}, says Costco's own cashier.",),
    companies={"Costco": ("Costco",), "Xiaomi": ("Xiaomi", "小米")},
    people=("Quay Lantern", "Tove Brandt"),
)
CITATION = {
    "n": 1,
    "quote": QUOTE,
    "stance": "bear",
    "subject": "Costco",
    "author": "Quay Lantern",
    "holder": "Quay Lantern",
}
RIGHT = f"Quay Lantern argues against Costco: “{QUOTE}”."


def shown(text: str = RIGHT, citations: tuple[int, ...] = (1,), side: str | None = "bear", **other: Any) -> Shown:
    sentences = [{"text": text, "citations": [*citations]}]
    return Shown({"sentences": sentences, "citations": [CITATION | other]}, side, WORLD)


def test_a_right_answer_has_no_fault() -> None:
    assert shown().faults() == []
    assert shown("Quay Lantern: “at 52 times earnings … far too expensive”", side=None).faults() == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (shown(citations=()), "cites nothing that is there"),
        (shown(citations=(1, 2)), "cites nothing that is there"),
        (shown(RIGHT.replace("far too", "a bit")), "quotes what is not cited"),
        (shown(RIGHT.replace("52", "25")), "a number of its own"),
        (shown("Quay Lantern finds Costco dear at 60 times earnings."), "a number of its own"),
        (shown(RIGHT.replace("Costco", "小米")), "another company"),
        (shown(RIGHT.replace("Quay Lantern", "Tove Brandt")), "another person"),
        (shown(side="bull"), "the other side"),
        (shown(quote=QUOTE.replace("52", "53")), "altered"),
    ],
)
def test_each_fault_is_seen(wrong: Shown, fault: str) -> None:
    assert fault in [told.partition(": ")[0] for told in wrong.faults()]
