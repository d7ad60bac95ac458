"""How often somebody is said to have changed their mind who did not, and how many are found who did.

Our set has few people who speak twice. Speakers are drawn from it instead: each says several of its arguments, as the
product read them, weeks apart; all on one side, or on the other from the middle on.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.evaluation.figures import LEARNT
from benchmarks.evaluation.judging import Judgement, Matter, of_matter
from benchmarks.evaluation.tables import Better, Row, Section
from bot.answers.changes import swings_in
from bot.answers.retrieve import DOUBTFUL
from bot.answers.speeches import speeches_of
from bot.domain.argument import ArgumentId, Stance
from storage import Spoken

TITLE = "who changed their mind"
SPEAKERS = 4000
SAID = (4, 6, 8, 12)
"""How many arguments each speaker makes."""
FIRST_DAY = 738_000
APART = (10, 60)
"""Days between two of a speaker's."""


@dataclass(frozen=True, slots=True)
class Read:
    """An argument's right side, and what it was read as."""

    gold: Stance
    said: Stance
    confidence: float


def turns_section(judged: Sequence[Judgement]) -> Section:
    """`judged`: a set's judgements, of which those of sides are taken."""
    read = list(_read(judged))
    false, found = (
        {f"{many} arguments each": _share(read, many, turns=turns) for many in SAID} for turns in (False, True)
    )
    return Section(
        TITLE,
        (
            Row(name="said of who did not", figures=false, reach=0.01, better=Better.LOWER, slack=LEARNT / 4),
            Row(name="found of who did, by sides alone", figures=found, slack=2 * LEARNT),
        ),
    )


def _read(judged: Sequence[Judgement]) -> Iterator[Read]:
    """What was said of a side begins with it; its confidence follows."""
    sides = {side.value: side for side in (Stance.BULL, Stance.BEAR)}
    for one in of_matter(judged, Matter.SIDE):
        gold, said, confidence = sides.get(one.gold), sides.get(one.said.split()[0]), one.confidence or 0
        if gold and said and confidence >= DOUBTFUL:
            yield Read(gold, said, confidence)


def _share(read: Sequence[Read], many: int, *, turns: bool) -> float:
    dice = random.Random(many)
    by_side = {side: [one for one in read if one.gold is side] for side in (Stance.BULL, Stance.BEAR)}
    spoken: list[tuple[int, int, Read]] = []
    for speaker in range(SPEAKERS):
        side, day = dice.choice((Stance.BULL, Stance.BEAR)), FIRST_DAY
        for place in range(many):
            day += dice.randrange(*APART)
            now = side.opposite if turns and place * 2 >= many else side
            spoken.append((speaker, day, dice.choice(by_side[now])))
    return len(list(swings_in(speeches_of({None: _spoken(spoken)})))) / SPEAKERS


def _spoken(said: Sequence[tuple[int, int, Read]]) -> Spoken:
    names = [f"speaker {number}" for number in range(SPEAKERS)]
    speakers = np.array([speaker for speaker, _, _ in said], np.int32)
    nothing = np.zeros(len(said), np.int32)
    return Spoken(
        ids=[ArgumentId(str(number)) for number in range(len(said))],
        holders=names,
        authors=names,
        subjects=["subject"],
        holder=speakers,
        author=speakers,
        subject=nothing,
        aspect=nothing,
        day=np.array([day for _, day, _ in said], np.int32),
        bull=np.array([one.said is Stance.BULL for _, _, one in said]),
        confidence=np.array([one.confidence for _, _, one in said]),
    )
