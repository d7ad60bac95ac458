"""Of ten thousand answers by a model that lies in every way that we could think of, nothing wrong is shown."""

from collections import Counter
from random import Random

import pytest

from bot.answers.checking import Checking
from bot.answers.ground import Grounded, refusal_of_written
from bot.domain.answer import Sentence
from tests.attack.hostile_answers import HostileAnswer, Spoken, Truth, hostile_answers
from tests.attack.hostile_posts import Scene, every_argument, scenes
from tests.attack.hostile_right import RIGHT
from tests.attack.hostile_wrong import WRONG

ANSWERS, SEEDS = 2500, (5, 55, 555, 5555)
WHOLE = (Truth.VERBATIM, Truth.ACROSS_VERBATIM)
LEAST_PASSED = 0.95
"""Of the sentences that quote whole and say whose words they are."""


def made(count: int, seed: int) -> list[HostileAnswer]:
    dice = Random(seed)
    return list(hostile_answers(count, scenes(24, dice), [*RIGHT, *RIGHT, *WRONG], dice))


def is_shown(answer: HostileAnswer, spoken: Spoken) -> bool:
    return refusal_of_written(spoken.sentence, answer.scene.offered) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_of_ten_thousand_hostile_answers_no_wrong_sentence_is_shown(seed: int) -> None:
    told, shown = Counter[Truth](), Counter[Truth]()
    wrong = []
    for answer in made(ANSWERS, seed):
        for spoken in answer.spoken:
            told[spoken.truth] += 1
            if is_shown(answer, spoken):
                shown[spoken.truth] += 1
                wrong += [] if spoken.truth.is_right else [(spoken.truth, spoken.sentence)]
    assert wrong == []
    assert set(told) == set(Truth)
    assert all(shown[truth] >= LEAST_PASSED * told[truth] for truth in WHOLE)
    assert shown[Truth.CLOSE] >= told[Truth.CLOSE] / 2


async def test_what_is_told_in_a_wrong_sentences_stead_is_its_evidence_in_plain_words() -> None:
    for answer in made(400, 9):
        checking = Checking(answer.scene.offered, unheard)
        await checking.check(spoken.sentence for spoken in answer.spoken)
        right = {spoken.sentence.text for spoken in answer.spoken if spoken.truth.is_right}
        instead = [sentence for sentence in checking.grounded().kept if sentence.text not in right]
        assert [one for one in instead if not is_plain(one, answer.scene)] == []


async def unheard(_passed: Grounded) -> None:
    """Nobody listens."""


def is_plain(sentence: Sentence, scene: Scene) -> bool:
    """Whether one quote is told as its holder's, and nothing of it that says something else alone."""
    (told,) = (scene.given[n - 1] for n in sentence.citations)
    words = sentence.text.partition("“")[2].removesuffix("”")
    return told.holder in sentence.text and words in told.quote and words not in told.cut


def test_hostile_answers_are_the_same_each_time() -> None:
    texts = [[one.sentence for answer in made(20, 5) for one in answer.spoken] for _ in range(2)]
    assert texts[0] == texts[1]


def test_what_is_to_be_a_part_of_a_quote_is_one_and_what_is_wrong_is_not_the_quote() -> None:
    for told in every_argument():
        assert all(text in told.quote for text in (*told.close, *told.cut))
        wrong = (*told.denial, *told.direction, *told.role, *told.number, *told.unit, *told.spliced, *told.superlative)
        assert told.quote not in wrong
