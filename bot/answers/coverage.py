"""What a channel does hold, nearest to a question that it can't answer."""

from collections import Counter
from collections.abc import Sequence

from bot.domain.answer import Held
from bot.domain.argument import Stance
from bot.domain.question import Query
from bot.domain.subject import Subject, SubjectKey

MOST = 6


def nearest(held: Sequence[Held], query: Query) -> tuple[Held, ...]:
    """At most six rows: the asked companies' other sides and aspects first, then the subjects that are held most.

    A row of the same company speaks of one aspect, a row of another of all.
    """
    companies = {subject.company for subject in query.subjects}
    near = [one for one in held if one.subject.company in companies]
    others = [one for one in held if one.subject.company not in companies]
    near.sort(key=lambda one: (one.stance is query.stance, one.arguments), reverse=True)
    return tuple((near + _in_all(others))[:MOST])


def _in_all(held: Sequence[Held]) -> list[Held]:
    """Each subject's sides with their arguments on all aspects, most first."""
    subjects: dict[SubjectKey, Subject] = {one.subject.key: one.subject for one in held}
    counts: Counter[tuple[SubjectKey, Stance]] = Counter()
    for one in held:
        counts[one.subject.key, one.stance] += one.arguments
    return [
        Held(subject=subjects[key], stance=stance, aspect=None, arguments=arguments)
        for (key, stance), arguments in counts.most_common()
    ]
