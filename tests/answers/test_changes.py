"""Who changed their mind, in their own dated words; and the many who did not, whatever it looks like."""

import pytest

from bot.answers.changes import turns_in
from bot.answers.timeline_words import said_besides
from bot.domain.argument import Aspect, Stance
from bot.domain.post import Platform
from bot.domain.subject import Subject
from bot.domain.timeline import Turn
from storage import Store
from tests.answers.dated import CARS, CHIPS, Wrote, bear, bull, keep, wrote
from tests.answers.given import BYD, XIAOMI, XIAOMI_AUTO

ADMITTED = "I was wrong about Xiaomi Auto."


async def turns(store: Store, *posts: Wrote, subject: Subject = XIAOMI_AUTO) -> list[Turn]:
    await keep(store, *posts)
    return await turns_in(subject, {None: store.channel(CARS)})


def outline(found: list[Turn]) -> list[tuple[str, Stance | None, Stance, str | None]]:
    return [
        (one.holder, one.before.argument.stance if one.before else None, one.after.argument.stance, one.said)
        for one in found
    ]


async def test_who_was_for_it_and_is_now_against_it_changed_their_mind(store: Store) -> None:
    [turn] = await turns(store, wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear()))
    assert outline([turn]) == [("ann", Stance.BULL, Stance.BEAR, None)]
    assert turn.before is not None
    assert turn.before.argument.quote == bull().quote
    assert turn.after.argument.quote == bear().quote


async def test_the_other_way_round_as_well_and_however_the_name_is_written(store: Store) -> None:
    found = await turns(store, wrote("@Ann", "2025-03-02", bear()), wrote("ＡＮＮ", "2025-08-02", bull()))
    assert outline(found) == [("ＡＮＮ", Stance.BEAR, Stance.BULL, None)]


async def test_words_on_one_matter_are_set_against_each_other_where_there_are_such(store: Store) -> None:
    [turn] = await turns(
        store,
        wrote("ann", "2025-03-01", bull("Shops are full.", aspect=Aspect.DEMAND, confidence=0.99)),
        wrote("ann", "2025-03-02", bull("Brakes hold on ice.", aspect=Aspect.SAFETY, confidence=0.8)),
        wrote("ann", "2025-08-02", bear("Brakes fail on ice.", aspect=Aspect.SAFETY, confidence=0.8)),
        wrote("ann", "2025-08-03", bear("The debt doubled.", aspect=Aspect.DEBT, confidence=0.99)),
    )
    assert turn.before is not None
    assert (turn.before.argument.quote, turn.after.argument.quote) == ("Brakes hold on ice.", "Brakes fail on ice.")


async def test_several_fairly_sure_words_are_as_good_as_one_sure_one(store: Store) -> None:
    said = [bull("Doors close well.", confidence=0.84), bull("Seats are good.", confidence=0.84)]
    [turn] = await turns(store, wrote("ann", "2025-03-02", *said), wrote("ann", "2025-08-02", bear()))
    assert turn.holder == "ann"


async def test_the_latest_turn_is_told_first(store: Store) -> None:
    found = await turns(
        store,
        wrote("ann", "2025-01-02", bull()),
        wrote("ann", "2025-09-02", bear()),
        wrote("ben", "2025-01-02", bull()),
        wrote("ben", "2025-05-02", bear()),
    )
    assert [turn.holder for turn in found] == ["ann", "ben"]


@pytest.mark.parametrize(
    "posts",
    [
        pytest.param([wrote("ann", "2025-03-02", bull()), wrote("ben", "2025-08-02", bear())], id="two people"),
        pytest.param([wrote("ann", "2025-03-02", bull(), bear())], id="both sides in one post"),
        pytest.param([wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-03-09", bear())], id="within a week"),
        pytest.param(
            [wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear(), bull("Doors close well."))],
            id="weighs later",
        ),
        pytest.param(
            [wrote("ann", "2025-03-02", bull(), bear("Seats are thin.")), wrote("ann", "2025-08-02", bear())],
            id="weighed before",
        ),
        pytest.param(
            [
                wrote("ann", "2025-03-02", bull()),
                wrote("ann", "2025-05-02", bear()),
                wrote("ann", "2025-08-02", bull("Doors close well.")),
            ],
            id="to and fro",
        ),
        pytest.param([wrote("ann", "2025-03-02", bull()), wrote("ann", None, bear())], id="undated"),
        pytest.param(
            [wrote("ann", "2025-03-02", bull(confidence=0.7)), wrote("ann", "2025-08-02", bear())], id="not sure"
        ),
        pytest.param(
            [wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear(confidence=0.7))], id="nor then"
        ),
        pytest.param(
            [wrote("ann", "2025-03-02", bull(confidence=0.95)), wrote("ann", "2025-08-02", bear())], id="misread once"
        ),
        pytest.param(
            [wrote("ann", "2025-03-02", bull(subject=XIAOMI)), wrote("ann", "2025-08-02", bear())],
            id="the company and its segment",
        ),
        pytest.param(
            [wrote("ann", "2025-03-02", bull(subject=BYD)), wrote("ann", "2025-08-02", bear())], id="another company"
        ),
        pytest.param(
            [wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear(holder="Harbour Research"))],
            id="reported of another",
        ),
        pytest.param(
            [wrote("ben", "2025-03-02", bull(holder="ann")), wrote("cy", "2025-08-02", bear(holder="ann"))],
            id="reported by others",
        ),
        pytest.param([wrote("the bears", "2025-03-02", bull()), wrote("the bears", "2025-08-02", bear())], id="a camp"),
        pytest.param([wrote(None, "2025-03-02", bull()), wrote(None, "2025-08-02", bear())], id="unnamed"),
        pytest.param(
            [wrote("匿名用户", "2025-03-02", bull()), wrote("匿名用户", "2025-08-02", bear())], id="a name of many"
        ),
        pytest.param(
            [
                wrote("ann", "2025-03-02", bull(), platform=Platform.REDDIT),
                wrote("ann", "2025-08-02", bear(), platform=Platform.XUEQIU),
            ],
            id="one name on two platforms",
        ),
        pytest.param(
            [wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear("Bears say the badge is worn out."))],
            id="what others say",
        ),
        pytest.param(
            [
                wrote("ann", "2025-03-02", bull()),
                wrote("ann", "2025-08-02", bear("the badge is worn out."), around="Some people keep saying that"),
            ],
            id="introduced as others' words",
        ),
        pytest.param(
            [wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear("有人说这个牌子撑不起家用车。"))],
            id="what others say, in Chinese",
        ),
        pytest.param(
            [wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear("Is the badge worn out?"))],
            id="a question",
        ),
        pytest.param(
            [wrote("ann", "2025-03-02", bull("“Families trust it”")), wrote("ann", "2025-08-02", bull("It sells."))],
            id="one side",
        ),
    ],
)
async def test_nobody_is_said_to_have_turned_who_has_not(store: Store, posts: list[Wrote]) -> None:
    assert await turns(store, *posts) == []


async def test_who_says_so_is_quoted_with_what_they_said_before(store: Store) -> None:
    [turn] = await turns(
        store,
        wrote("ann", "2025-03-02", bull()),
        wrote("ann", "2025-03-20", bear("Seats are thin.", confidence=0.6)),
        wrote(
            "ann", "2025-08-02", bear("Its badge carries nothing any more."), around="I was wrong about Xiaomi Auto."
        ),
    )
    assert outline([turn]) == [("ann", Stance.BULL, Stance.BEAR, ADMITTED)]


async def test_what_they_say_of_it_is_told_beside_a_quote_that_leaves_it_out_and_not_beside_one_that_holds_it(
    store: Store,
) -> None:
    badge = "its badge carries nothing any more."
    before = wrote("ann", "2025-03-02", bull())
    [turn] = await turns(store, before, wrote("ann", "2025-08-02", bear(badge), around="I was wrong, I admit:"))
    assert said_besides(turn) == f"I was wrong, I admit: {badge}"
    quote = f"I was wrong about BYD: {badge}"
    posts = [wrote("bo", "2025-03-02", bull(subject=BYD)), wrote("bo", "2025-09-02", bear(quote, subject=BYD))]
    [whole] = await turns(store, *posts, subject=BYD)
    assert said_besides(whole) is None
    tagged = whole.model_copy(update={"said": f"$BYD {whole.said}"})
    assert said_besides(tagged) is None


async def test_who_says_so_beside_the_argument_is_heard_where_the_words_alone_would_not_do(store: Store) -> None:
    posts = [
        wrote("ann", "2025-03-02", bull(confidence=0.8), bear("Seats are thin.", confidence=0.8)),
        wrote("ann", "2025-08-02", bear("Nobody over forty wants it.", confidence=0.8), around="I've changed my mind."),
    ]
    [turn] = await turns(store, *posts)
    assert outline([turn]) == [("ann", Stance.BULL, Stance.BEAR, "I've changed my mind.")]


async def test_who_says_so_needs_nothing_saved_before(store: Store) -> None:
    [turn] = await turns(store, wrote("远岸", "2025-08-02", bear("我不再看好小米汽车，品牌撑不起家用车。")))
    assert turn.before is None
    assert turn.said is not None
    assert "不再看好" in turn.said


@pytest.mark.parametrize(
    "posts",
    [
        pytest.param([wrote("ann", None, bear("I was wrong about Xiaomi Auto, the badge is worn."))], id="undated"),
        pytest.param(
            [wrote("ann", "2025-08-02", bear("I was wrong about it.", holder="Harbour Research"))], id="of another"
        ),
        pytest.param(
            [wrote("ann", "2025-08-02", bear("I was wrong about it.", confidence=0.6))],
            id="to which side is not sure",
        ),
        pytest.param(
            [wrote("ann", "2025-08-02", bear("I was wrong about the badge."), bull("Doors close well."))],
            id="both sides",
        ),
        pytest.param(
            [
                wrote("ann", "2025-03-02", bear()),
                wrote("ann", "2025-08-02", bear("I was wrong about one thing: it is even worse.")),
            ],
            id="the same side as before",
        ),
        pytest.param(
            [wrote("ann", "2025-08-02", bear(), bull("BYD sells.", subject=BYD), around="I was wrong about BYD.")],
            id="about another company",
        ),
        pytest.param([wrote("ann", "2025-08-02", bear("If I was wrong about it, the badge would sell."))], id="if"),
        pytest.param([wrote("ann", "2025-08-02", bear("市场不再看好小米汽车。"))], id="the market"),
        pytest.param(
            [wrote("ann", "2025-08-02", bear("I got it wrong: results come on Tuesday, and the badge is worn."))],
            id="wrong about something, and nothing before",
        ),
    ],
)
async def test_words_that_only_sound_like_an_admission_are_none(store: Store, posts: list[Wrote]) -> None:
    assert await turns(store, *posts) == []


async def test_a_person_is_one_in_all_casebooks_that_are_read_and_nowhere_else(store: Store) -> None:
    await keep(store, wrote("ann", "2025-03-02", bull()))
    await keep(store, wrote("ann", "2025-08-02", bear()), channel=CHIPS)
    assert await turns_in(XIAOMI_AUTO, {None: store.channel(CARS)}) == []
    [turn] = await turns_in(XIAOMI_AUTO, {None: store.channel(CARS), CHIPS: store.channel(CHIPS)})
    assert turn.before is not None
    assert (turn.before.shelf, turn.after.shelf) == (None, CHIPS)


async def test_what_is_forgotten_is_no_turn_any_more(store: Store) -> None:
    [_, after] = await keep(store, wrote("ann", "2025-03-02", bull()), wrote("ann", "2025-08-02", bear()))
    await store.channel(CARS).forget([after])
    assert await turns_in(XIAOMI_AUTO, {None: store.channel(CARS)}) == []
