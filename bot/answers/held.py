"""Names of a question that no table knows, read as those of companies that the channel holds arguments on."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from bot.answers.interpret import Understanding
from bot.answers.places import folded_name
from bot.domain.subject import Alias, Subject

SHORTEST_PART = 3
"""Letters of a company's first word that stands for it: "Lam" for Lam Research."""
SHORTEST, LONG = 5, 8
"""Letters of a name that bears one slip, and two: among the few companies of a channel hardly any is like another."""
ASKER = "question"
"""`Alias.added_by` of what is only meant so in one question."""


def held_names(asked: Understanding, held: Sequence[Subject], off: Sequence[str] = ()) -> list[Alias]:
    """What a question may call the companies of the channel: a stranger's name but for a slip, or a first word.

    `off`: names that mean nothing here, and so nothing but for a slip either.
    """
    unnamed = {folded_name(name) for name in off}
    named = {one: [form for form in _forms(one) if form not in unnamed] for one in held}
    found = [(name, _meant(name, named, slips=True)) for name in asked.query.unknown]
    found += [(word, _meant(word, named, slips=False)) for word in _capitalised(asked)]
    return [Alias(name=name, company=_called(one), added_by=ASKER) for name, one in found if one is not None]


def _called(subject: Subject) -> str:
    """What an alias calls a company that it points to: its name, or the cashtag that alone it is known by."""
    return subject.key if subject.key.startswith("$") else subject.name


def _capitalised(asked: Understanding) -> Iterator[str]:
    """Unexplained words that the asker wrote as names."""
    for word in asked.bare:
        match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", asked.query.text, re.IGNORECASE)
        if match and match.group()[0].isupper():
            yield word


def _meant(name: str, named: Mapping[Subject, Sequence[str]], *, slips: bool) -> Subject | None:
    """The one company whose name, or its first word, it is."""
    wanted = folded_name(name)
    meant = {one.company: one for one, forms in named.items() if any(_is(wanted, form, slips=slips) for form in forms)}
    return next(iter(meant.values())) if len(meant) == 1 else None


def _forms(subject: Subject) -> list[str]:
    whole = folded_name(subject.name)
    return [whole, *(first for first in whole.split()[:1] if len(first) >= SHORTEST_PART)]


def _is(wanted: str, form: str, *, slips: bool) -> bool:
    if wanted == form:
        return True
    borne = 0 if not slips or len(form) < SHORTEST else 2 if len(form) >= LONG else 1
    return wanted[:1] == form[:1] and bool(borne) and OSA.distance(wanted, form, score_cutoff=borne) <= borne
