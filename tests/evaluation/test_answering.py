"""How answers are counted."""

import pytest

from benchmarks.evaluation.answering import judge_answer
from benchmarks.evaluation.channels import channels_of
from benchmarks.evaluation.figures import abstain, share_of, wrong_of
from benchmarks.evaluation.gold import CROSS_LINGUAL, QuoteGroup
from benchmarks.evaluation.judging import Judgement, Matter
from benchmarks.evaluation.running import Asked
from bot.domain.argument import Stance
from bot.domain.post import PostId
from tests.evaluation.invented import (
    BETA,
    GROWS,
    OWES,
    RAW,
    STORY,
    answered,
    found,
    gold_argument,
    gold_paste,
    gold_question,
    post,
    refused,
    saved,
)

SECRET = "Alder Bank lends 40 million to every farm in the valley"
HERE = gold_paste(gold_argument(GROWS), gold_argument(OWES, stance="bear"))
ELSEWHERE = gold_paste(gold_argument(SECRET, SECRET), path="posts/beta/01.txt", channel=BETA)
CHANNELS = channels_of([saved(HERE, found(GROWS)), saved(ELSEWHERE, raw=SECRET)])


def judged(*asked: Asked) -> list[Judgement]:
    return [judgement for one in asked for judgement in judge_answer(one, CHANNELS)]


def test_recall_counts_groups_and_any_place_of_a_group_will_do() -> None:
    question = gold_question(gold_quotes=(QuoteGroup(any_of=(STORY, GROWS)), QuoteGroup(any_of=(OWES,))))
    assert share_of(Matter.CITED)(judged(answered(question, GROWS))) == 0.5
    assert share_of(Matter.CITED)(judged(answered(question, GROWS, OWES))) == 1
    assert share_of(Matter.CITED)(judged(refused(question))) == 0


def test_precision_counts_citations_that_belong() -> None:
    assert share_of(Matter.BELONGS)(judged(answered(gold_question(), GROWS, OWES, STORY))) == pytest.approx(1 / 3)


def test_a_part_of_a_sentence_is_the_argument_too() -> None:
    assert share_of(Matter.BELONGS)(judged(answered(gold_question(), GROWS.removeprefix("Orchard Rail ")))) == 1


def test_purity_goes_by_the_side_that_the_set_gives() -> None:
    question = gold_question(stance=Stance.BULL)
    assert share_of(Matter.PURE)(judged(answered(question, GROWS, OWES))) == 0.5


def test_purity_goes_by_the_products_side_where_the_set_holds_no_argument() -> None:
    assert share_of(Matter.PURE)(judged(answered(gold_question(stance=Stance.BULL), STORY))) == 1
    assert share_of(Matter.PURE)(judged(answered(gold_question(stance=Stance.BEAR), STORY))) == 0


def test_to_refuse_always_or_never_gives_a_half() -> None:
    can, cannot = gold_question(), gold_question(must_abstain=True, gold_quotes=(), relevant_quotes=())
    assert abstain(judged(refused(can), refused(cannot))) == 0.5
    assert abstain(judged(answered(can, GROWS), answered(cannot, GROWS))) == 0.5
    assert abstain(judged(answered(can, GROWS), refused(cannot))) == 1


def test_a_question_that_the_product_could_not_take_is_no_abstention() -> None:
    assert share_of(Matter.ABSTAINED)(judged(Asked(gold_question(must_abstain=True), None))) == 0


def test_a_question_that_can_not_be_read_alone_is_only_held_to_what_must_never_be() -> None:
    matters = {judgement.matter for judgement in judged(answered(gold_question(context_needed=True), GROWS))}
    assert matters == {Matter.VERBATIM, Matter.NUMBERS, Matter.SEALED}


def test_questions_in_another_language_are_also_counted_apart() -> None:
    across = gold_question(tags=(CROSS_LINGUAL,))
    items = judged(answered(across, GROWS), refused(gold_question()))
    assert share_of(Matter.CITED_ACROSS)(items) == 1
    assert share_of(Matter.CITED)(items) == 0.5


def test_an_answer_is_complete_and_precise_or_was_refused() -> None:
    items = judged(answered(gold_question(), GROWS, OWES), refused(gold_question()))
    assert [share_of(matter)(items) for matter in (Matter.COMPLETE, Matter.PRECISE, Matter.ANSWERED)] == [1, 0, 0.5]


def test_an_altered_quote_is_not_verbatim() -> None:
    altered = GROWS.replace("more", "less")
    assert share_of(Matter.VERBATIM)(judged(answered(gold_question(), GROWS, altered))) == 0.5


@pytest.mark.parametrize(
    ("text", "is_held"),
    [
        ("It carries 12.5 and 3,000 [1].", True),
        ("It carries 13 [1].", False),
        ("On 2 March 2026 [1].", True),
        ("Of 1 citation [1, 2].", True),
        ("As the Q4 report says [1].", True),  # the digits of a name
    ],
)
def test_numbers_stand_in_what_is_cited_or_are_counts(text: str, is_held: bool) -> None:  # noqa: FBT001
    quote = "carries 12.5 million tons and 三千 wagons"
    asked = answered(gold_question(), quote, text=text, by=post(published_at=post().saved_at.replace(2026, 3, 2)))
    assert share_of(Matter.NUMBERS)(judged(asked)) == is_held


def test_expected_names_are_shown_in_any_of_their_forms() -> None:
    question = gold_question(expected=(("Wren Talbot", "wren"), ("2026-03-02",)))
    assert share_of(Matter.NAMED)(judged(answered(question, GROWS, by=post(author="Wren")))) == 0.5


def test_forbidden_words_are_counted_in_the_answer() -> None:
    question = gold_question(forbidden=("Guaranteed", "@everyone"))
    assert wrong_of(Matter.CLEAN)(judged(answered(question, GROWS, text="It is guaranteed."))) == 1


@pytest.mark.parametrize(
    "asked",
    [
        answered(gold_question(), SECRET),
        answered(gold_question(), "It is what it is", by=post(post_id=PostId("p2"))),
        answered(gold_question(), GROWS, text=f"{SECRET}."),
        refused(gold_question(), SECRET),
        answered(gold_question(leak_probe=True, forbidden=("valley",)), GROWS, text="It is the valley."),
    ],
    ids=["quote", "post", "sentence", "dropped", "probed"],
)
def test_anything_of_another_channel_is_a_leak(asked: Asked) -> None:
    elsewhere = saved(ELSEWHERE, raw=SECRET)
    assert elsewhere.receipt
    moved = [one.model_copy(update={"post": post(post_id=PostId("p2"))}) for one in elsewhere.receipt.posts]
    receipt = elsewhere.receipt.model_copy(update={"posts": tuple(moved)})
    channels = channels_of([saved(HERE), type(elsewhere)(ELSEWHERE, SECRET, receipt)])
    assert wrong_of(Matter.SEALED)(judge_answer(asked, channels)) == 1


def test_what_stands_in_both_channels_is_no_leak() -> None:
    both = saved(gold_paste(gold_argument(GROWS), path="posts/beta/02.txt", channel=BETA), raw=RAW)
    items = judge_answer(answered(gold_question(), GROWS, text=GROWS), channels_of([saved(HERE), both]))
    assert wrong_of(Matter.SEALED)(items) == 0
