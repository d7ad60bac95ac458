"""Names that are still being typed: whose they may become."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self, TypeVar

from bot.domain.subject import Subject, SubjectKey
from bot.subjects.companies import Companies
from bot.subjects.folding import name_form
from bot.subjects.senses import Role

T = TypeVar("T")

ROLES = (Role.NAME, Role.TICKER, Role.BRAND)
"""What a company can be chosen by. A person or a group of companies is another matter."""


class Fit(IntEnum):
    """How what was typed stands in a name; the smaller the better."""

    BEGINS = 0
    WITHIN = 1
    NOWHERE = 2


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person has typed of a name so far, compared without regard to case, width and the script of Chinese."""

    text: str
    companies: Companies

    @classmethod
    def of(cls, text: str, companies: Companies) -> Self:
        return cls(_form(text.strip().lstrip("$@"), companies), companies)

    def fit(self, names: Iterable[str]) -> Fit:
        """Of the name that it fits best."""
        return min((self._fit(_form(name, self.companies)) for name in names), default=Fit.NOWHERE)

    def _fit(self, form: str) -> Fit:
        if form.startswith(self.text):
            return Fit.BEGINS
        return Fit.WITHIN if self.text in form else Fit.NOWHERE

    def best(self, choices: Sequence[T], names_of: Callable[[T], Iterable[str]]) -> list[T]:
        """The choices that it fits: those whose name begins with it first, else in the order given."""
        if not self.text:
            return list(choices)
        fits = [(self.fit(names_of(choice)), choice) for choice in choices]
        return [choice for wanted in (Fit.BEGINS, Fit.WITHIN) for fit, choice in fits if fit is wanted]

    def in_table(self) -> Mapping[SubjectKey, Sequence[str]]:
        """The forms of the table's names that it stands in, by company."""
        found: defaultdict[SubjectKey, list[str]] = defaultdict(list)
        for form in self.companies.names() if self.text else ():
            if self.text in form:
                for sense in self.companies.senses(form):
                    if sense.role in ROLES and not sense.shared:
                        found[sense.key].append(form)
        return found


def own_names(subject: Subject) -> list[str]:
    """What a subject says itself that it is called: names, key and codes, Hong Kong's without their zeros too."""
    codes = [f"{ticker.symbol}.{ticker.market}" for ticker in subject.tickers]
    named = [subject.name, subject.name_zh or "", subject.key.lstrip("$=")]
    return [name for name in (*named, *codes, *(code.lstrip("0") for code in codes)) if name]


def is_called(subject: Subject, name: str, companies: Companies) -> bool:
    """Whether `name` is one of the subject's two display names."""
    form = _form(name, companies)
    return form in {_form(own, companies) for own in (subject.name, subject.name_zh) if own}


def _form(name: str, companies: Companies) -> str:
    return companies.simplified(name_form(name))
