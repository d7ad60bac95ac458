"""Answers that were shown: what is remembered of them, and what a deletion does to them."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.domain.argument import Argument
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.shown import AnswerId, Cited, Place, Verdict
from bot.domain.text import Locale
from bot.errors import UnknownAnswer
from storage import ChannelStore, KeptArgument, Store
from tests.storage.samples import ALPHA, BETA, BYD, argue, argument, claim, exported

QUESTION = Question(
    text="And the bear case?",
    after=("What is the bull case on BYD?", "说说看"),
    asked_on=date(2025, 12, 1),
    spoken=Locale.TRADITIONAL,
    answer_in=Locale.ENGLISH,
)
HERE = Place(channel="77", message="78")
NOWHERE = AnswerId("abcdefABC123")


def citing(*arguments: Argument, holder: ChannelId = ALPHA) -> list[Cited]:
    return [Cited(n=n, channel=holder, argument_id=item.argument_id) for n, item in enumerate(arguments, 1)]


async def show(store: ChannelStore, cited: Sequence[Cited]) -> AnswerId:
    answer_id = await store.remember(QUESTION, cited)
    await store.placed(answer_id, HERE)
    return answer_id


async def withdrawn(store: ChannelStore) -> list[AnswerId]:
    return [remembered.answer.answer_id for remembered in await store.withdrawn()]


async def forget_post_of(store: ChannelStore, kept: Argument) -> None:
    [(_, post)] = await store.evidence([kept.argument_id])
    await store.forget([post.post_id])


async def test_an_answer_is_remembered_as_it_was_asked_and_with_its_numbers(alpha: ChannelStore) -> None:
    first, second = await claim(alpha, "Cash grew."), await claim(alpha, "Debt grew.")
    cited = citing(first, second)
    answer_id = await alpha.remember(QUESTION, cited)
    remembered = await alpha.remembered(answer_id)
    assert (remembered.answer.question, remembered.answer.cited, remembered.sources) == (QUESTION, tuple(cited), 2)
    assert remembered.answer.place is None


async def test_what_composed_an_answer_is_remembered_with_it(alpha: ChannelStore) -> None:
    engine = "llm:some-model:answer/3"
    assert (await alpha.remembered(await alpha.remember(QUESTION, (), engine))).engine == engine
    assert (await alpha.remembered(await alpha.remember(QUESTION, ()))).engine is None


async def test_ids_are_twelve_letters_and_digits_and_no_two_alike(alpha: ChannelStore) -> None:
    found = [await alpha.remember(QUESTION, ()) for _ in range(20)]
    assert len(set(found)) == 20
    assert all(len(one) == 12 and one.isascii() and one.isalnum() for one in found)


async def test_an_answer_is_found_by_the_message_in_which_it_stands(alpha: ChannelStore) -> None:
    answer_id = await show(alpha, ())
    found = await alpha.remembered_at("78")
    assert found is not None
    assert (found.answer.answer_id, found.answer.place) == (answer_id, HERE)
    assert await alpha.remembered_at("77") is None


async def test_what_nobody_was_answered_is_unknown(alpha: ChannelStore) -> None:
    with pytest.raises(UnknownAnswer):
        await alpha.remembered(NOWHERE)
    with pytest.raises(UnknownAnswer):
        await alpha.placed(NOWHERE, HERE)
    with pytest.raises(UnknownAnswer) as caught:
        await alpha.judge(NOWHERE, "ada", Verdict.RIGHT)
    assert caught.value.details == {"answer_id": NOWHERE}


async def test_an_answer_that_cites_what_is_forgotten_is_withdrawn_and_another_is_not(
    store: Store, alpha: ChannelStore
) -> None:
    first, second = await claim(alpha, "Cash grew."), await claim(alpha, "Debt grew.", BYD)
    both, one = await show(alpha, citing(first, second)), await show(alpha, citing(second))
    assert await store.withdrawn_channels() == []
    await forget_post_of(alpha, first)
    assert await withdrawn(alpha) == [both]
    assert await store.withdrawn_channels() == [ALPHA]
    left = await alpha.remembered(both)
    assert [(cited.n, cited.argument_id) for cited in left.answer.cited] == [(2, second.argument_id)]
    assert left.sources == 2
    assert (await alpha.remembered(one)).sources == 1
    assert await store.verify() == []


async def test_an_answer_of_another_channel_that_cites_what_is_forgotten_here_is_withdrawn(
    store: Store, alpha: ChannelStore
) -> None:
    beta = store.channel(BETA)
    shelved, own = await claim(alpha, "Cash grew."), await claim(beta, "Debt grew.")
    answer_id = await show(beta, [*citing(shelved), Cited(n=2, channel=BETA, argument_id=own.argument_id)])
    await forget_post_of(alpha, shelved)
    assert await store.withdrawn_channels() == [BETA]
    assert await withdrawn(beta) == [answer_id]
    assert await withdrawn(alpha) == []
    assert [cited.n for cited in (await beta.remembered(answer_id)).answer.cited] == [2]
    assert await store.verify() == []


async def test_an_answer_that_nobody_but_the_asker_saw_is_flagged_until_it_is_placed(alpha: ChannelStore) -> None:
    kept = await claim(alpha, "Cash grew.")
    answer_id = await alpha.remember(QUESTION, citing(kept))
    await forget_post_of(alpha, kept)
    assert await withdrawn(alpha) == []
    await alpha.placed(answer_id, HERE)
    assert await withdrawn(alpha) == [answer_id]


async def test_an_answer_is_withdrawn_if_a_source_was_forgotten_while_it_was_composed(
    store: Store, alpha: ChannelStore
) -> None:
    kept = await claim(alpha, "Cash grew.")
    await forget_post_of(alpha, kept)
    answer_id = await show(alpha, citing(kept))
    assert await withdrawn(alpha) == [answer_id]
    assert await store.verify() == []


async def test_reading_a_post_again_withdraws_only_what_cites_an_argument_that_is_found_no_more(
    store: Store, alpha: ChannelStore
) -> None:
    text = "Cash grew. Debt grew."
    cash, debt = (KeptArgument(argument(text, quote)) for quote in ("Cash grew.", "Debt grew."))
    first, second = await argue(alpha, text, cash, debt)
    [(_, post)] = await alpha.evidence([first.argument_id])
    stands, goes = await show(alpha, citing(first)), await show(alpha, citing(first, second))
    await alpha.settle(post.post_id, [debt, cash], "test/2")
    assert await withdrawn(alpha) == []
    await alpha.settle(post.post_id, [cash], "test/3")
    assert await withdrawn(alpha) == [goes]
    assert len((await alpha.remembered(stands)).answer.cited) == 1
    assert await store.verify() == []


async def test_a_dropped_answer_is_remembered_no_more_nor_what_was_said_of_it(
    store: Store, alpha: ChannelStore
) -> None:
    kept = await claim(alpha, "Cash grew.")
    answer_id, other = await show(alpha, citing(kept)), await show(alpha, citing(kept))
    await alpha.judge(answer_id, "ada", Verdict.WRONG)
    await alpha.drop_answer(answer_id)
    await alpha.drop_answer(answer_id)
    with pytest.raises(UnknownAnswer):
        await alpha.remembered(answer_id)
    assert (await alpha.feedback()).wrong == 0
    assert len((await alpha.remembered(other)).answer.cited) == 1
    assert await store.verify() == []


async def test_of_several_verdicts_of_one_person_the_last_counts(alpha: ChannelStore) -> None:
    first, second = await show(alpha, ()), await alpha.remember(QUESTION.model_copy(update={"text": "Why?"}), ())
    await alpha.judge(first, "ada", Verdict.WRONG)
    await alpha.judge(first, "ada", Verdict.RIGHT)
    await alpha.judge(second, "ada", Verdict.WRONG)
    await alpha.judge(second, "bea", Verdict.WRONG)
    await alpha.judge(second, "cyd", Verdict.RIGHT)
    feedback = await alpha.feedback()
    assert (feedback.right, feedback.wrong) == (2, 2)
    assert [(judged.question, judged.right, judged.wrong) for judged in feedback.worst] == [("Why?", 1, 2)]


async def test_the_answers_that_were_called_wrong_most_come_first(alpha: ChannelStore) -> None:
    for times in (1, 3, 2):
        answer_id = await alpha.remember(QUESTION.model_copy(update={"text": f"wrong {times} times"}), ())
        for person in range(times):
            await alpha.judge(answer_id, f"member {person}", Verdict.WRONG)
    assert [judged.wrong for judged in (await alpha.feedback()).worst] == [3, 2, 1]


async def test_forgetting_mine_takes_my_verdicts_along(alpha: ChannelStore) -> None:
    answer_id = await show(alpha, ())
    await alpha.judge(answer_id, "ada", Verdict.WRONG)
    await alpha.judge(answer_id, "bea", Verdict.WRONG)
    await alpha.forget_mine("ada")
    assert (await alpha.feedback()).wrong == 1


async def test_an_export_holds_no_answer(alpha: ChannelStore) -> None:
    await claim(alpha, "Cash grew.")
    before = await exported(alpha)
    await alpha.judge(await show(alpha, ()), "ada", Verdict.RIGHT)
    assert await exported(alpha) == before
