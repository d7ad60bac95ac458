"""How long something that a person waits for may wait for a model."""

from bot.llm.deadline import ALTOGETHER, Deadline


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_is_over_once_its_seconds_are() -> None:
    clock = Clock()
    deadline = Deadline(12.0, clock)
    clock.now += 100
    assert deadline.left == 12, "it counts from the first look"
    clock.now += 5
    assert deadline.left == 7
    clock.now += 8
    assert deadline.left == 0


def test_what_comes_gives_it_its_seconds_anew_and_no_more() -> None:
    clock = Clock()
    deadline = Deadline(12.0, clock)
    for _ in range(2):
        assert deadline.left > 0
        clock.now += 11
        deadline.renewed()
    assert deadline.left == 12


def test_however_steadily_something_comes_it_ends() -> None:
    clock = Clock()
    deadline = Deadline(12.0, clock)
    for _ in range(ALTOGETHER * 12):
        assert deadline.left > 0
        clock.now += 1
        deadline.renewed()
    assert deadline.left == 0
