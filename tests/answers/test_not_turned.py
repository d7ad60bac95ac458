"""Nobody is said to have changed their mind for what they report, play, mock or hold on to."""

import pytest

from bot.answers.changes import turns_in
from bot.domain.argument import Kind, Stance
from storage import Store
from tests.answers.dated import CARS, Wrote, bear, bull, keep, wrote
from tests.answers.given import XIAOMI_AUTO

WORN = "The badge carries no family car."


async def holders(store: Store, *posts: Wrote) -> list[str]:
    await keep(store, *posts)
    return [turn.holder for turn in await turns_in(XIAOMI_AUTO, {None: store.channel(CARS)})]


@pytest.mark.parametrize(
    "around",
    [
        "Let me play devil's advocate:",
        "A steelman of what I do not believe.",
        "For the sake of argument:",
        "The bear case, as I understand it:\n\n-",
        "空头的逻辑是这样的：",
        "RT @ben:",
        "Copied from another board:",
        "Ben wrote:",
        "That is what Ben said yesterday. Nonsense.",
        "I don't agree with a word of it.",
        "Just kidding, April fools!",
        "What could go wrong /s",
        "I am still bullish on it.",
        "I remain long.",
        "I hold every share.",
        "As I have always said.",
        "I'm not selling.",
        "My thesis hasn't changed.",
        "转自某群友：",
        "开个玩笑。",
        "[狗头]",
        "我来唱个反调。",
        "我依然看好它。",
        "继续持有，一股不卖。",
        "这种说法我不同意。",
    ],
)
async def test_who_says_beside_it_that_it_is_not_their_mind_has_not_turned(store: Store, around: str) -> None:
    assert (
        await holders(store, wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear(), around=around))
        == []
    )
    assert (
        await holders(store, wrote("bo", "2025-03-02", bull(), around=around), wrote("bo", "2025-08-02", bear())) == []
    )


async def test_whose_words_stand_behind_a_reply_mark_is_not_who_wrote_the_post(store: Store) -> None:
    later = wrote("ann", "2025-08-02", bear(), around="Funny:\n>")
    assert await holders(store, wrote("ann", "2025-03-02", bull()), later) == []
    marked = wrote("bo", "2025-08-02", bear("> The badge is worn out."))
    assert await holders(store, wrote("bo", "2025-03-02", bull()), marked) == []


@pytest.mark.parametrize("quote", ["Reuters reports that the badge is worn out.", "据报道，这个牌子撑不起家用车。"])
async def test_who_passes_news_on_has_not_turned(store: Store, quote: str) -> None:
    assert await holders(store, wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear(quote))) == []


async def test_who_reports_facts_alone_has_not_turned(store: Store) -> None:
    fact = bear("Deliveries fell by 12 % in July.", kind=Kind.FACT)
    assert await holders(store, wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", fact)) == []


async def test_who_says_what_they_think_beside_the_facts_has_and_is_quoted_with_that(store: Store) -> None:
    fact = bear("Deliveries fell by 12 % in July.", kind=Kind.FACT, confidence=0.99)
    await keep(store, wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", fact, bear(WORN)))
    [turn] = await turns_in(XIAOMI_AUTO, {None: store.channel(CARS)})
    assert turn.after.argument.quote == WORN


async def test_a_company_does_not_change_its_mind_on_itself(store: Store) -> None:
    assert (
        await holders(store, wrote("Xiaomi Auto", "2025-03-02", bull()), wrote("Xiaomi Auto", "2025-08-02", bear()))
        == []
    )


@pytest.mark.parametrize(
    "said",
    [
        "I am no longer bullish on gold.",
        "I've turned bearish on the dollar.",
        "我不再看好黄金。",
    ],
)
async def test_who_turned_on_something_else_has_not_turned_on_this(store: Store, said: str) -> None:
    before = bull(confidence=0.8), bear("Seats are thin.", confidence=0.8)  # by sides alone ann weighs it
    later = wrote("ann", "2025-08-02", bear(WORN), around=said)
    assert await holders(store, wrote("ann", "2025-03-02", *before), later) == []
    assert await holders(store, wrote("bo", "2025-08-02", bear(said))) == []


@pytest.mark.parametrize(
    "said",
    [
        "I am no longer bullish on Xiaomi Auto.",
        "I am no longer bullish on it.",
        "I've turned bearish on this company.",
        "I've turned bearish.",
        "我不再看好小米汽车。",
        "我不再看好它的前景。",
        "不再看好了。",
    ],
)
async def test_who_turned_on_this_by_name_or_by_a_pronoun_has(store: Store, said: str) -> None:
    await keep(store, wrote("ann", "2025-08-02", bear(said)))
    [turn] = await turns_in(XIAOMI_AUTO, {None: store.channel(CARS)})
    assert (turn.after.argument.stance, turn.said) == (Stance.BEAR, said)


async def test_who_says_to_have_been_wrong_and_still_is_of_that_mind_has_not_turned(store: Store) -> None:
    admitted = bear("I was wrong about the price, the badge is worn.")
    assert await holders(store, wrote("ann", "2025-08-02", admitted, around="I am still bullish.")) == []


async def test_a_date_ahead_of_when_the_post_was_saved_shows_no_turn(store: Store) -> None:
    later = wrote("ann", "2031-08-02", bear("I was wrong, the badge is worn."))
    assert await holders(store, wrote("ann", "2025-03-02", bull()), later) == []
    assert await holders(store, wrote("bo", "2025-03-02", bull()), wrote("bo", "2031-08-02", bear())) == []
