"""What is put right of a post moves it wherever the casebook tells of it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook, CaseQuery, PostQuery, TimelineQuery
from bot.domain.argument import Stance
from bot.domain.correction import Field
from bot.domain.digest import Window
from bot.domain.post import ChannelId, PostId
from bot.domain.receipt import Receipt, SavedPost
from bot.errors import BadDate, UnknownPost, UnknownSubject
from bot.settings import read_settings
from tests.conftest import asked, pasted

HERE, ELSEWHERE = ChannelId("here"), ChannelId("elsewhere")
LINK = "https://discord.com/channels/1/2/3"
NAMELESS = (
    "$NVIDIA(NVDA.US) Margins can only fall from here, because every large customer is building a chip of its own. "
    "Analysts say that demand will grow for years."
)
OF_NO_COMPANY = "Margins can only fall from here, because every large customer is building a chip of its own."
CHEERFUL = "$XIAOMI-W(01810.HK) Xiaomi's brand is strong, and families trust it more with every car."
RUEFUL = "$XIAOMI-W(01810.HK) I was wrong on Xiaomi: its brand is weak, and families do not trust it any more."
TODAY = date(2025, 12, 1)


async def correct(casebook: Casebook, post_id: PostId, typed: Mapping[Field, str], by: str = "mod") -> SavedPost:
    saved = await casebook.correct(HERE, post_id, typed, by)
    return (await casebook.finish(HERE, Receipt(posts=(saved,)))).posts[0]


async def saved(casebook: Casebook, text: str = NAMELESS) -> PostId:
    receipt = await casebook.save(HERE, pasted(text).model_copy(update={"source": LINK}))
    return receipt.posts[0].post.post_id


async def test_a_post_of_nobody_and_no_day_is_its_authors_and_stands_in_its_week(casebook: Casebook) -> None:
    post_id = await saved(casebook)
    before = await casebook.timeline(HERE, TimelineQuery("Nvidia", TODAY))
    assert date(2025, 3, 3) not in [bar.week for bar in before.bars]
    now = await correct(casebook, post_id, {Field.AUTHOR: "lyhalfway", Field.DATE: "2025-03-03"})
    assert now.post.author == "lyhalfway"
    own = {one.quote: one.holder for one in now.arguments}
    assert "lyhalfway" in own.values()
    assert all(holder != "lyhalfway" for quote, holder in own.items() if quote.startswith("demand"))
    timeline = await casebook.timeline(HERE, TimelineQuery("Nvidia", TODAY))
    assert (timeline.bars[0].week, timeline.undated) == (date(2025, 3, 3), 0)
    answer = await casebook.ask(HERE, asked("what does lyhalfway say about Nvidia"))
    assert not answer.abstained
    assert {cited.post.author for cited in answer.citations} == {"lyhalfway"}
    since = await casebook.ask(HERE, asked("what is the bear case on Nvidia since April 2025"))
    assert since.abstained
    case = await casebook.case(HERE, CaseQuery("Nvidia"))
    assert [(point.people, point.unnamed) for point in case.points if point.stance is Stance.BEAR] == [(1, 0)]
    assert await casebook.authors(HERE, "lyh") == ["lyhalfway"]
    assert [one.post.post_id for one in await casebook.posts(HERE, PostQuery(author="lyhalfway"))] == [post_id]
    assert await casebook.store.verify() == []


async def test_who_changed_their_mind_is_known_once_both_posts_have_their_author(casebook: Casebook) -> None:
    early, late = [(await casebook.save(HERE, pasted(text))).posts[0].post.post_id for text in (CHEERFUL, RUEFUL)]
    await correct(casebook, early, {Field.AUTHOR: "lyhalfway", Field.DATE: "2025-03-03"})
    assert (await casebook.timeline(HERE, TimelineQuery("Xiaomi", TODAY))).turns == ()
    await correct(casebook, late, {Field.AUTHOR: "lyhalfway", Field.DATE: "2025-09-01"})
    [turn] = (await casebook.timeline(HERE, TimelineQuery("Xiaomi", TODAY))).turns
    assert turn.holder == "lyhalfway"
    window = Window(since=datetime(2025, 11, 1, tzinfo=UTC), until=datetime(2026, 1, 1, tzinfo=UTC))
    digest = await casebook.digest(HERE, window)
    assert {cited.post.author for cited in digest.cited} == {"lyhalfway"}


async def test_the_company_that_a_post_is_about_is_who_its_arguments_are_about(casebook: Casebook) -> None:
    post_id = await saved(casebook)
    now = await correct(casebook, post_id, {Field.SUBJECT: "AMD"})
    assert {one.subject.name for one in now.arguments} == {"AMD"}
    assert now.about is not None
    assert (now.about.name, [one.by for one in now.corrections]) == ("AMD", ["mod"])
    assert (await casebook.ask(HERE, asked("bear case on Nvidia"))).abstained
    assert not (await casebook.ask(HERE, asked("bear case on AMD"))).abstained
    assert [one.name for one in await casebook.subjects(HERE, "")] == ["AMD"]
    assert len(await casebook.posts(HERE, PostQuery("AMD"))) == 1
    assert await casebook.store.verify() == []


async def test_a_post_that_names_no_company_argues_about_the_one_that_is_put_in(casebook: Casebook) -> None:
    post_id = await saved(casebook, OF_NO_COMPANY)
    assert (await casebook.post(HERE, post_id)).arguments == ()
    now = await correct(casebook, post_id, {Field.SUBJECT: "Nvidia"})
    assert {one.subject.name for one in now.arguments} == {"Nvidia"}


async def test_a_company_that_is_emptied_is_read_from_the_post(casebook: Casebook) -> None:
    post_id = await saved(casebook)
    before = (await casebook.post(HERE, post_id)).arguments
    await correct(casebook, post_id, {Field.SUBJECT: "AMD"})
    now = await correct(casebook, post_id, {Field.SUBJECT: ""})
    assert now.arguments == before
    assert now.corrections == ()


async def test_what_was_put_right_holds_after_the_message_is_edited(casebook: Casebook) -> None:
    post_id = await saved(casebook)
    await correct(casebook, post_id, {Field.AUTHOR: "lyhalfway", Field.DATE: "2025-03-03", Field.SUBJECT: "AMD"})
    revised = await casebook.revise(HERE, LINK, [NAMELESS.replace("only fall", "only shrink")])
    assert revised is not None
    [new] = (await casebook.finish(HERE, revised)).posts
    assert new.post.post_id != post_id
    assert (new.post.author, new.post.published_at) == ("lyhalfway", date(2025, 3, 3))
    assert {one.subject.name for one in new.arguments} == {"AMD"}
    assert "lyhalfway" in {one.holder for one in new.arguments}
    again = await casebook.save(HERE, pasted(NAMELESS.replace("only fall", "only shrink"), "cid"))
    assert [one.duplicate_of for one in again.posts] == [new.post.post_id]


@pytest.mark.parametrize(
    ("typed", "error"),
    [({Field.DATE: "the other day"}, BadDate), ({Field.SUBJECT: "Nobody & Sons"}, UnknownSubject)],
)
async def test_what_can_t_be_changes_nothing(
    casebook: Casebook, typed: Mapping[Field, str], error: type[Exception]
) -> None:
    post_id = await saved(casebook)
    before = await casebook.post(HERE, post_id)
    with pytest.raises(error):
        await casebook.correct(HERE, post_id, {Field.AUTHOR: "lyhalfway", **typed}, "mod")
    assert await casebook.post(HERE, post_id) == before


async def test_another_channels_post_cannot_be_put_right(casebook: Casebook) -> None:
    post_id = await saved(casebook)
    before = await casebook.post(HERE, post_id)
    with pytest.raises(UnknownPost):
        await casebook.correct(ELSEWHERE, post_id, {Field.AUTHOR: "eve"}, "eve")
    assert await casebook.post(HERE, post_id) == before


async def test_who_is_killed_before_a_post_is_read_again_leaves_that_to_the_next(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    settings = read_settings(store=f"sqlite:///{tmp_path_factory.mktemp('store')}/casebook.db")
    async with open_casebook(settings) as casebook:
        post_id = await saved(casebook)
        assert (await casebook.correct(HERE, post_id, {Field.AUTHOR: "lyhalfway"}, "mod")).waiting
    async with open_casebook(settings) as casebook:
        assert await casebook.read_waiting(HERE) == 1
        assert "lyhalfway" in {one.holder for one in (await casebook.post(HERE, post_id)).arguments}
