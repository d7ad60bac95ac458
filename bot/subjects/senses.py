"""What a name can mean: whose it is, in which role, and how sure that is without looking around."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.domain.subject import SubjectKey


class Role(StrEnum):
    NAME = "n"
    TICKER = "t"
    BRAND = "b"
    PERSON = "p"
    GROUP = "g"
    TRAP = "x"
    """An ordinary phrase that holds a name by accident (小米粥, "price target")."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a name.

    `unsure`: an ordinary word too, that needs its surroundings. `shared`: hints at the company and does not name it.
    `written`: the form with its capitals, where only that form counts; None where any will do.
    """

    role: Role
    key: SubjectKey
    unsure: bool = False
    shared: bool = False
    written: str | None = None

    @property
    def weak(self) -> bool:
        return self.shared or self.role is Role.PERSON

    def line(self) -> str:
        """As the derived file keeps it: `n? apple Apple`."""
        marks = ("?" if self.unsure else "") + ("~" if self.shared else "")
        return f"{self.role}{marks} {self.key} {self.written or ''}".strip()

    @classmethod
    def of(cls, line: str) -> Self:
        marks, _, rest = line.partition(" ")
        key, _, written = rest.partition(" ")
        return cls(Role(marks[0]), SubjectKey(key), "?" in marks, "~" in marks, written or None)


BETWEEN = " | "
"""Between the senses of one name in the derived file."""


def senses(lines: str) -> tuple[Sense, ...]:
    return tuple(Sense.of(line) for line in lines.split(BETWEEN))
