"""Arguments by week, side and aspect, and who spoke when: of one channel alone, and as it stands now."""

from datetime import UTC, date, datetime, timedelta, timezone

from bot.domain.argument import Aspect, Stance
from bot.domain.post import Published
from storage import ChannelStore, KeptArgument, PostFilter, Scope, Store
from tests.storage.samples import BETA, BYD, NOON, XIAOMI, argue, argument

SCOPE = Scope((XIAOMI.key,))
MONDAY = date(2025, 10, 13)


async def say(store: ChannelStore, text: str, on: Published | None, **more: object) -> None:
    subject, saved = more.pop("subject", XIAOMI), more.pop("saved", NOON)
    found = KeptArgument(argument(text, text, subject, **more))  # type: ignore[arg-type]
    await argue(store, text, found, published_at=on, at=saved)  # type: ignore[arg-type]


async def test_a_week_begins_on_its_monday_and_ends_with_its_sunday(alpha: ChannelStore) -> None:
    await say(alpha, "One.", MONDAY)
    await say(alpha, "Two.", datetime(2025, 10, 19, 23, 59))
    await say(alpha, "Three.", date(2025, 10, 20), stance=Stance.BEAR)
    weeks = await alpha.weeks(SCOPE)
    assert [(week.monday, week.dated.bull, week.dated.bear) for week in weeks] == [
        (MONDAY, 2, 0),
        (date(2025, 10, 20), 0, 1),
    ]


async def test_a_week_names_the_surest_of_each_side_and_of_these_the_newest(alpha: ChannelStore) -> None:
    await say(alpha, "Fairly sure.", MONDAY, stance_confidence=0.7)
    await say(alpha, "Sure.", MONDAY, stance_confidence=0.9)
    await say(alpha, "As sure and later.", date(2025, 10, 15), stance_confidence=0.9)
    await say(alpha, "Against.", MONDAY, stance=Stance.BEAR)
    [week] = await alpha.weeks(SCOPE)
    firsts = [every[0] for every in week.dated.surest.values()]
    assert sorted(argument.quote for argument, _ in await alpha.evidence(firsts)) == ["Against.", "As sure and later."]


async def test_what_has_no_day_or_one_to_come_stands_apart_at_the_day_of_its_saving(alpha: ChannelStore) -> None:
    await say(alpha, "Undated.", None)
    await say(alpha, "To come.", date(2030, 1, 1), stance=Stance.BEAR)
    await say(alpha, "Saved later.", None, saved=datetime(2025, 11, 3, tzinfo=UTC))
    await say(alpha, "Long ago.", date(2020, 1, 1))
    weeks = await alpha.weeks(Scope((XIAOMI.key,), since=MONDAY, until=date(2025, 12, 1)))
    assert [(week.monday, week.undated.bull, week.undated.bear) for week in weeks] == [
        (MONDAY, 1, 1),
        (date(2025, 11, 3), 1, 0),
    ]
    assert all((week.dated.bull, week.dated.bear, week.dated.surest) == (0, 0, {}) for week in weeks)


async def test_the_dates_of_a_scope_are_of_the_saving_where_a_post_has_none(alpha: ChannelStore) -> None:
    await say(alpha, "Undated.", None)
    assert await alpha.weeks(Scope((XIAOMI.key,), since=date(2025, 10, 15))) == []
    assert await alpha.weeks(Scope((XIAOMI.key,), until=date(2025, 10, 13))) == []
    assert len(await alpha.weeks(Scope((XIAOMI.key,), since=date(2025, 10, 14), until=date(2025, 10, 14)))) == 1


async def test_the_day_of_saving_is_utcs_wherever_it_was_saved(alpha: ChannelStore) -> None:
    await say(alpha, "Monday in Hong Kong.", None, saved=datetime(2025, 10, 20, 7, tzinfo=timezone(timedelta(hours=8))))
    assert [week.monday for week in await alpha.weeks(SCOPE)] == [MONDAY]


async def test_of_undated_posts_each_is_named_once_by_its_surest(alpha: ChannelStore) -> None:
    quotes = [("Fairly sure.", 0.7), ("Sure.", 0.9)]
    text = " ".join(quote for quote, _ in quotes)
    found = [KeptArgument(argument(text, quote, stance_confidence=sure)) for quote, sure in quotes]
    await argue(alpha, text, *found)
    await say(alpha, "Another post.", None, stance_confidence=0.8)
    [week] = await alpha.weeks(SCOPE)
    named = [argument.quote for argument, _ in await alpha.evidence(list(week.undated.surest[Stance.BULL]))]
    assert sorted(named) == ["Another post.", "Sure."]
    assert week.undated.bull == 3


async def test_neutral_arguments_and_other_companies_are_left_out(alpha: ChannelStore) -> None:
    await say(alpha, "Nine factories.", MONDAY, stance=Stance.NEUTRAL)
    await say(alpha, "Buses rust.", MONDAY, subject=BYD)
    assert await alpha.weeks(SCOPE) == []


async def test_sides_are_counted_aspect_by_aspect(alpha: ChannelStore) -> None:
    await say(alpha, "One.", MONDAY)
    await say(alpha, "Two.", MONDAY, stance=Stance.BEAR)
    await say(alpha, "Three.", MONDAY, stance=Stance.BEAR, aspect=Aspect.DEBT)
    assert await alpha.sides_of_aspects(SCOPE) == {
        Aspect.GROWTH: {Stance.BULL: 1, Stance.BEAR: 1},
        Aspect.DEBT: {Stance.BULL: 0, Stance.BEAR: 1},
    }


async def test_who_spoke_is_told_by_holder_and_author_where_both_are_known_and_the_day_is(alpha: ChannelStore) -> None:
    await say(alpha, "One.", MONDAY, holder="ann")
    await say(alpha, "Undated.", None)
    await say(alpha, "Unnamed.", MONDAY, holder=None)
    spoken = await alpha.spoken(SCOPE)
    assert len(spoken.ids) == 1
    assert (spoken.holders[spoken.holder[0]], spoken.authors[spoken.author[0]]) == ("ann", "wren")
    assert (date.fromordinal(int(spoken.day[0])), bool(spoken.bull[0])) == (MONDAY, True)


async def test_nothing_of_another_channel_is_counted_or_named(store: Store, alpha: ChannelStore) -> None:
    await say(store.channel(BETA), "The secret margin is falling.", MONDAY)
    await say(store.channel(BETA), "The secret date is not known.", None)
    found = await alpha.weeks(SCOPE)
    assert found == []
    assert await alpha.sides_of_aspects(SCOPE) == {}
    assert list((await alpha.spoken(SCOPE)).ids) == []


async def test_what_is_forgotten_is_counted_no_more(alpha: ChannelStore) -> None:
    await say(alpha, "Goes.", MONDAY)
    [listed] = await alpha.posts(PostFilter())
    await alpha.forget([listed.post.post_id])
    assert await alpha.weeks(SCOPE) == []
