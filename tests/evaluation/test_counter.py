"""The messages of our own, and the figures that are made of what was shown against them."""

from pathlib import Path

import numpy as np

from benchmarks.evaluation.counter import Answered, load_messages, recall, section_of, wrong_side
from benchmarks.evaluation.gold import load_set
from benchmarks.evaluation.public.counters import Pool
from bot.domain.counter import Counter
from bot.domain.text import Language
from tests.evaluation.test_answering import CHANNELS, HERE

FOLDER = Path(__file__).parent


def test_every_message_is_answered_by_arguments_of_the_other_side_of_its_channel() -> None:
    messages = load_messages(FOLDER)
    assert len({one.id for one in messages}) == len(messages) >= 40
    assert min(sum(one.language is language for one in messages) for language in Language) >= 20
    held = {
        (paste.channel, argument.quote): argument for paste in load_set(FOLDER).pastes for argument in paste.arguments
    }
    for one in messages:
        found = [held[one.channel, quote] for group in one.against for quote in group.any_of]
        assert found
        assert {argument.stance for argument in found} == {one.stance.opposite}
        assert {argument.subject for argument in found} == {one.subject}


def test_nothing_shown_finds_nothing_and_is_on_no_side() -> None:
    answered = [Answered(one, Counter(), CHANNELS.by_name[HERE.channel]) for one in load_messages(FOLDER)[:3]]
    assert (recall(answered), wrong_side(answered)) == (0, None)
    assert section_of(answered).rows[0].figures["all"] == 3


def test_a_point_is_paired_with_its_own_counter() -> None:
    texts = {f"t/con01{kind}": kind for kind in ("a-point", "b-counter")} | {"t/con02a-point": "alone"}
    pool = Pool(texts, np.zeros((3, 2), dtype=np.float32))
    assert pool.pairs == [("t/con01a-point", "t/con01b-counter")]
