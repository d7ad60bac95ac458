"""What came in: by when it was saved, by subject and side, with every line cited."""

from datetime import UTC, date, datetime, timedelta

from bot.answers.arrived_points import answered_by, without
from bot.answers.digest import MOST_SUBJECTS, SHOWN, digest_of
from bot.casebook import Casebook, CaseQuery
from bot.domain.argument import ArgumentDraft, Aspect, Stance
from bot.domain.case import PointId, Reply
from bot.domain.digest import Digest, Window
from bot.domain.post import ChannelId, Paste, PostId
from bot.domain.subject import Subject, SubjectKey
from storage import ChannelStore, KeptArgument, open_store
from tests.answers import dated
from tests.answers.dated import bear, bull, wrote
from tests.storage.samples import ALPHA, BETA, BYD, XIAOMI, argument, draft, keep

HERE = ChannelId("here")
UNTIL = datetime(2026, 3, 2, 9, tzinfo=UTC)
LAST_DAY = Window(since=UNTIL - timedelta(days=1), until=UNTIL)
HOUR = timedelta(hours=1)
BEFORE = timedelta(days=9)

FALLING = "$BYD(01211.HK) Margins at BYD keep falling, because every new model is sold with a larger discount."
RISING = (
    "$BYD(01211.HK) Margins at BYD are rising again: the discounts ended and the gross margin went up by three points."
)
BATTERIES = "$BYD(01211.HK) I like that BYD makes its own batteries, so that suppliers cannot squeeze it."
BULLISH = "$NVDA(NVDA.US) I am bullish on Nvidia: demand for its chips is strong and orders grow every month."
TURNED = "$NVDA(NVDA.US) I was wrong on Nvidia, I am bearish now: demand is falling and customers cut their orders."


def post(author: str, text: str, on: str = "2026.03.01 09:00") -> str:
    return f"{author}\n{on}\n\n{text}"


async def save(casebook: Casebook, raw: str, ago: timedelta = HOUR, channel: ChannelId = HERE) -> list[PostId]:
    receipt = await casebook.save(channel, Paste(raw=raw, saved_by="1", saved_at=UNTIL - ago))
    return [saved.post.post_id for saved in receipt.posts]


def quotes(digest: Digest) -> list[str]:
    return [one.argument.quote for part in digest.subjects for one in part.evidence]


async def test_what_counts_is_when_a_post_was_saved_and_not_its_date(casebook: Casebook) -> None:
    await save(casebook, post("Ada Stone", FALLING, "2019.01.01 09:00"))
    await save(casebook, post("Bo Lindt", BATTERIES, "2026.03.02 08:00"), BEFORE)
    digest = await casebook.digest(HERE, LAST_DAY)
    assert [quote[:20] for quote in quotes(digest)] == ["Margins at BYD keep "]
    assert (digest.posts, digest.arguments) == (1, 1)


async def test_where_nothing_came_in_it_is_quiet(casebook: Casebook) -> None:
    await save(casebook, post("Ada Stone", FALLING), BEFORE)
    await save(casebook, post("Ada Stone", RISING), channel=ChannelId("elsewhere"))
    digest = await casebook.digest(HERE, LAST_DAY)
    assert digest.is_quiet
    assert digest == Digest(window=LAST_DAY)


async def test_a_point_that_nobody_had_argued_is_new_and_one_that_was_is_not(casebook: Casebook) -> None:
    await save(casebook, post("Ada Stone", FALLING, "2026.02.01 09:00"), BEFORE)
    await save(casebook, post("Bo Lindt", FALLING.replace("a larger discount", "larger discounts than before")))
    await save(casebook, post("Cora Vance", BATTERIES))
    digest = await casebook.digest(HERE, LAST_DAY)
    [part] = digest.subjects
    assert (part.bull, part.bear, part.neutral) == (1, 1, 0)
    [point] = digest.new_points
    assert point.stance is Stance.BULL
    assert "makes its own batteries" in point.text
    assert (point.people, point.arguments, point.first) == (1, 1, date(2026, 3, 1))
    case = await casebook.case(HERE, CaseQuery("BYD"))
    assert {one.point_id: one.text for one in case.points}[point.point_id] == point.text


async def test_a_point_that_nobody_had_answered_is_told_with_what_answers_it_now(casebook: Casebook) -> None:
    await save(casebook, post("Ada Stone", FALLING, "2026.02.01 09:00"), BEFORE)
    await save(casebook, post("Bo Lindt", RISING))
    digest = await casebook.digest(HERE, LAST_DAY)
    [answered] = digest.answered
    assert "keep falling" in answered.text
    [reply] = answered.answered_by
    assert [point.point_id for point in digest.new_points if "rising again" in point.text] == [reply.point_id]


async def test_a_point_that_was_answered_before_is_not_told_as_answered_now(casebook: Casebook) -> None:
    await save(casebook, post("Ada Stone", FALLING, "2026.02.01 09:00"), BEFORE)
    await save(casebook, post("Bo Lindt", RISING, "2026.02.02 09:00"), BEFORE)
    await save(casebook, post("Cora Vance", BATTERIES))
    assert (await casebook.digest(HERE, LAST_DAY)).answered == ()


async def test_a_digest_that_is_looked_at_later_knows_of_nothing_that_came_after_it(casebook: Casebook) -> None:
    await save(casebook, post("Bo Lindt", RISING))
    await save(casebook, post("Ada Stone", FALLING), -HOUR)
    assert (await casebook.digest(HERE, LAST_DAY)).answered == ()


async def test_what_answers_a_point_later_still_leaves_it_answered_then(casebook: Casebook) -> None:
    await save(casebook, post("Ada Stone", FALLING, "2026.02.01 09:00"), BEFORE)
    await save(casebook, post("Bo Lindt", RISING))
    digest = await casebook.digest(HERE, LAST_DAY)
    [point], new = digest.answered, {one.point_id: one for one in digest.new_points}
    later = PointId("later")
    now = point.model_copy(update={"answered_by": (*point.answered_by, Reply(point_id=later, relation=None))})
    assert answered_by(new, [now]) == []
    assert answered_by(new, [without({later}, now)]) == [point]


async def test_who_changed_sides_in_what_came_in_is_told_in_both_their_words(casebook: Casebook) -> None:
    await save(casebook, post("Ada Stone", BULLISH, "2026.02.01 09:00"), BEFORE)
    await save(casebook, post("Ada Stone", TURNED))
    digest = await casebook.digest(HERE, LAST_DAY)
    [turn] = digest.turns
    assert turn.holder == "Ada Stone"
    assert turn.before is not None
    assert (turn.before.argument.stance, turn.after.argument.stance) == (Stance.BULL, Stance.BEAR)
    # The day after that is no news any more.
    later = Window(since=UNTIL, until=UNTIL + timedelta(days=1))
    await save(casebook, post("Bo Lindt", TURNED.replace("I was wrong on Nvidia, ", "")), -HOUR)
    assert (await casebook.digest(HERE, later)).turns == ()


async def test_who_had_changed_sides_by_what_was_here_before_is_no_news_unless_they_say_it_now() -> None:
    turned = [
        wrote("ann", "2026-01-02", bull(), saved_at=UNTIL - BEFORE),
        wrote("ann", "2026-02-02", bear("The debt doubled.", aspect=Aspect.DEBT), saved_at=UNTIL - BEFORE),
    ]
    nothing_new = [*turned, wrote("ann", "2026-03-01", bear(), saved_at=UNTIL - HOUR)]
    says_so = [*turned, wrote("ann", "2026-03-01", bear(), around="I was wrong.", saved_at=UNTIL - HOUR)]
    late = [turned[0], wrote("ann", "2026-03-01", bear(), saved_at=UNTIL - HOUR)]
    for posts, told_of in ((nothing_new, 0), (says_so, 1), (late, 1)):
        async with open_store("sqlite:///:memory:") as store:
            await dated.keep(store, *posts)
            assert len((await digest_of(store.channel(dated.CARS), LAST_DAY)).turns) == told_of


async def test_every_line_cites_and_each_argument_has_one_number(casebook: Casebook) -> None:
    await save(casebook, post("Ada Stone", FALLING, "2026.02.01 09:00"), BEFORE)
    await save(casebook, post("Ada Stone", BULLISH, "2026.02.01 09:00"), BEFORE)
    for author, text in (("Bo Lindt", RISING), ("Cora Vance", BATTERIES), ("Ada Stone", TURNED)):
        await save(casebook, post(author, text))
    digest = await casebook.digest(HERE, LAST_DAY)
    assert all(part.evidence for part in digest.subjects)
    assert all(point.evidence for point in (*digest.new_points, *digest.answered))
    assert digest.answered
    assert digest.turns
    numbers = {one.argument.argument_id: one.n for one in digest.cited}
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    assert all(numbers[one.argument.argument_id] == one.n for one in digest.cited)
    assert [one.n for one in digest.evidence] == list(range(1, len(numbers) + 1))
    told = list(dict.fromkeys(one.n for one in digest.cited))
    assert told == sorted(told)


async def test_what_was_deleted_is_not_told(casebook: Casebook) -> None:
    [gone] = await save(casebook, post("Ada Stone", FALLING))
    await save(casebook, post("Bo Lindt", BATTERIES))
    await casebook.forget(HERE, [gone])
    assert [quote[:11] for quote in quotes(await casebook.digest(HERE, LAST_DAY))] == ["I like that"]


Came = tuple[str, Subject, dict[str, object]]


async def told(*found: Came) -> Digest:
    """Of a store into which these came, a post each, an hour ago."""
    async with open_store("sqlite:///:memory:") as store:
        alpha = store.channel(ALPHA)
        for text, subject, more in found:
            await kept(alpha, text, argument(text, text, subject, **more))
        await kept(store.channel(BETA), "Another channel's.", argument("Another channel's.", "Another channel's.", BYD))
        return await digest_of(alpha, LAST_DAY)


async def kept(store: ChannelStore, text: str, found: ArgumentDraft) -> None:
    [post_id] = await keep(store, draft(text), at=UNTIL - HOUR)
    await store.settle(post_id, [KeptArgument(found)], "test/1")


async def test_subjects_come_by_how_much_came_in_with_counts_of_each_side() -> None:
    digest = await told(
        ("Xiaomi grows fast.", XIAOMI, {}),
        ("BYD grows faster.", BYD, {}),
        ("Its debt is hidden.", BYD, {"stance": Stance.BEAR}),
        ("It reports in March.", BYD, {"stance": Stance.NEUTRAL}),
    )
    assert [(part.subject.key, part.bull, part.bear, part.neutral) for part in digest.subjects] == [
        ("byd", 1, 1, 1),
        ("xiaomi", 1, 0, 0),
    ]


async def test_a_doubtful_side_is_counted_on_none_and_quoted_only_where_nothing_surer_came_in() -> None:
    doubtful: dict[str, object] = {"stance": Stance.BEAR, "stance_confidence": 0.5}
    digest = await told(
        ("It is perhaps too dear.", BYD, doubtful),
        ("Orders grow.", BYD, {}),
        ("It may lose share.", XIAOMI, doubtful),
    )
    byd, xiaomi = digest.subjects
    assert (byd.bull, byd.bear, byd.neutral) == (1, 0, 1)
    assert [one.argument.quote for one in byd.evidence] == ["Orders grow."]
    assert (xiaomi.bull, xiaomi.bear, xiaomi.neutral) == (0, 0, 1)
    assert [one.argument.quote for one in xiaomi.evidence] == ["It may lose share."]


async def test_both_sides_are_quoted_the_surest_of_each_and_no_quote_twice() -> None:
    digest = await told(
        ("Orders from Europe doubled.", BYD, {"stance_confidence": 0.9}),
        ("It makes its own batteries.", BYD, {"stance_confidence": 0.95}),
        ("Buyers trust the brand.", BYD, {"stance_confidence": 0.8}),
        ("Debt is hidden in its suppliers' books.", BYD, {"stance": Stance.BEAR, "stance_confidence": 0.7}),
    )
    [part] = digest.subjects
    assert len(part.evidence) == SHOWN
    assert {one.argument.stance for one in part.evidence} == {Stance.BULL, Stance.BEAR}
    again = await told(("Orders grow.", BYD, {}), ("Orders  grow!", BYD, {"holder": "lin"}))
    assert len(again.subjects[0].evidence) == 1
    assert again.subjects[0].bull == 2


async def test_of_very_many_subjects_those_with_least_are_counted_and_left_out() -> None:
    names = [f"firm {n}" for n in range(MOST_SUBJECTS + 3)]
    many: list[Came] = [
        (f"{name} grows.", Subject(key=SubjectKey(f"firm{n}"), name=name), {}) for n, name in enumerate(names)
    ]
    digest = await told(*many)
    assert len(digest.subjects) == MOST_SUBJECTS
    assert digest.more == 3
    assert (digest.arguments, digest.posts) == (MOST_SUBJECTS, MOST_SUBJECTS)
