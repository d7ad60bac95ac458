"""Choosing, listing and weighing at the front door: what a channel holds, and of other channels what it may read."""

from importlib.metadata import version

import pytest

from bot.casebook import Casebook, CaseQuery, PostQuery
from bot.domain.argument import Stance
from bot.domain.post import ChannelId, Paste, PostId
from bot.domain.receipt import Listed
from bot.domain.subject import Alias, SubjectKey
from bot.domain.text import Locale
from bot.errors import UnknownPost, UnknownSubject
from tests.conftest import asked, pasted

HERE, THERE, ELSEWHERE = ChannelId("here"), ChannelId("there"), ChannelId("elsewhere")

BEAR = "$NVIDIA(NVDA.US) Margins can only fall from here, because every large customer is building a chip of its own."
CARS = "$小米集团-W(01810.HK) 小米汽车的毛利率还在下降，交付越多亏得越多。"
WREN = """Quill Wren
2025.10.14 09:15

$AMD(AMD.US) Data centre orders are growing faster than the fabs can deliver, and every customer wants a second source.
What I do not like: gross margin keeps falling, because each deal is won with a discount.
"""


async def names(casebook: Casebook, typed: str, channel: ChannelId = HERE) -> list[str]:
    return [subject.name for subject in await casebook.subjects(channel, typed)]


async def bodies(casebook: Casebook, query: PostQuery) -> list[str]:
    return [listed.post.body for listed in await casebook.posts(HERE, query)]


@pytest.fixture
async def held(casebook: Casebook) -> Casebook:
    """A channel with posts about Nvidia, Xiaomi and AMD."""
    for raw in (BEAR, CARS, WREN):
        await casebook.save(HERE, pasted(raw))
    return casebook


@pytest.mark.parametrize("typed", ["nvid", "NVID", "ＮＶＩＤ", "英伟", "英偉達", "NVDA", "$nvda", "辉达", "nvda.us"])
async def test_a_subject_is_chosen_by_any_of_its_names(held: Casebook, typed: str) -> None:
    assert await names(held, typed) == ["Nvidia"]


@pytest.mark.parametrize("typed", ["小米", "小米汽車", "1810", "01810.HK", "xiaomi"])
async def test_a_chinese_name_is_chosen_in_either_script_and_a_code_with_or_without_its_zeros(
    held: Casebook, typed: str
) -> None:
    assert any(name.startswith("Xiaomi") for name in await names(held, typed))


async def test_a_company_is_chosen_where_arguments_are_on_its_segments_alone(held: Casebook) -> None:
    assert await names(held, "xiaomi") == ["Xiaomi", "Xiaomi Auto"]


async def test_a_channels_own_name_for_a_company_chooses_it(held: Casebook) -> None:
    assert await names(held, "leather") == []
    await held.add_alias(HERE, Alias(name="Leather Jacket", company="Nvidia", added_by="ann"))
    assert await names(held, "leather") == ["Nvidia"]
    assert await names(held, "JACKET") == ["Nvidia"]


async def test_names_that_begin_with_what_is_typed_come_before_those_that_hold_it(held: Casebook) -> None:
    assert (await names(held, ""))[:2] == ["AMD", "Nvidia"]
    assert (await names(held, "n"))[:2] == ["Nvidia", "AMD"]


async def test_without_a_text_what_most_is_held_on_comes_first_and_no_more_than_asked(held: Casebook) -> None:
    assert (await names(held, ""))[0] == "AMD"
    assert set(await names(held, "  ")) >= {"AMD", "Nvidia"}
    assert len(await held.subjects(HERE, "", limit=1)) == 1


async def test_only_what_the_channel_holds_can_be_chosen(held: Casebook) -> None:
    assert await names(held, "tesla") == []
    assert await names(held, "", THERE) == []
    assert await held.authors(THERE, "") == []


async def test_an_author_is_chosen_by_any_part_of_the_name(held: Casebook) -> None:
    for typed in ("quill", "@Quill", "WREN", "ＷＲＥＮ", ""):
        assert "Quill Wren" in await held.authors(HERE, typed)
    assert await held.authors(HERE, "heron") == []


@pytest.mark.parametrize("name", ["nvidia", "Nvidia", "英伟达", "英偉達", "NVDA", "nvda.us", "辉达"])
async def test_a_subject_is_known_by_its_key_and_any_name(held: Casebook, name: str) -> None:
    assert (await held.subject(HERE, name)).key == SubjectKey("nvidia")


async def test_a_subject_that_nothing_is_held_on_is_known_and_a_name_that_is_nobodys_is_not(held: Casebook) -> None:
    assert (await held.subject(HERE, "Tesla")).key == SubjectKey("tesla")
    with pytest.raises(UnknownSubject):
        await held.subject(HERE, "Qwxyz Holdings")


async def test_a_company_that_only_a_cashtag_named_is_known_by_its_key_and_its_name(casebook: Casebook) -> None:
    await casebook.save(
        HERE, pasted("$Quartz Harbour(QZHB.US) Orders keep falling, because the largest customer left.")
    )
    key = SubjectKey("$QZHB.US")
    assert [subject.key for subject in await casebook.subjects(HERE, "quartz")] == [key]
    assert {(await casebook.subject(HERE, name)).key for name in (key, "quartz harbour", "$QZHB")} == {key}


@pytest.mark.parametrize(
    "typed", ["quill", "2025-10", "2025/10/14", "longport", "data CENTRE orders", "ORDERS  are growing"]
)
async def test_a_post_is_found_by_what_is_typed_of_it(held: Casebook, typed: str) -> None:
    found = await bodies(held, PostQuery(typed=typed))
    assert any("Data centre orders" in body for body in found)
    assert len(found) < 3 or typed == "longport"


async def test_a_post_is_found_by_its_id_and_in_either_script(held: Casebook) -> None:
    [listed] = await held.posts(HERE, PostQuery(typed="毛利率還在下降"))
    assert await bodies(held, PostQuery(typed=listed.post.post_id[:8])) == [listed.post.body]
    assert await bodies(held, PostQuery(typed="no such words")) == []


async def test_what_is_typed_and_what_is_chosen_narrow_together(held: Casebook) -> None:
    assert len(await bodies(held, PostQuery(subject="AMD", typed="quill"))) == 1
    assert await bodies(held, PostQuery(subject="Nvidia", typed="quill")) == []
    assert len(await bodies(held, PostQuery(typed=" "))) == 3


async def test_a_person_finds_what_they_saved_also_where_others_saved_it_before(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(BEAR, saved_by="ann"))
    await casebook.save(HERE, pasted(BEAR, saved_by="ben"))
    await casebook.save(HERE, pasted(WREN, saved_by="ann"))

    def quoted(listed: list[Listed]) -> set[PostId]:
        return {one.post.post_id for one in listed}

    ben = quoted(await casebook.posts(HERE, PostQuery(saved_by="ben")))
    ann = quoted(await casebook.posts(HERE, PostQuery(saved_by="ann")))
    assert (len(ben), len(ann), len(ann & ben)) == (1, 2, 1)
    assert await casebook.posts(HERE, PostQuery(saved_by="cy")) == []
    assert await casebook.posts(HERE, PostQuery(saved_by="ben", typed="quill")) == []


async def test_a_post_opens_with_its_arguments_or_says_that_it_waits(casebook: Casebook) -> None:
    kept = await casebook.keep(HERE, pasted(WREN))
    [post_id] = [saved.post.post_id for saved in kept.posts]
    waiting = await casebook.post(HERE, post_id)
    assert (waiting.waiting, waiting.arguments) == (True, ())
    await casebook.finish(HERE, kept)
    read = await casebook.post(HERE, post_id)
    assert (read.waiting, {argument.subject.name for argument in read.arguments}) == (False, {"AMD"})
    with pytest.raises(UnknownPost):
        await casebook.post(THERE, post_id)


async def test_a_case_sets_both_sides_side_by_side(held: Casebook) -> None:
    case = await held.case(HERE, CaseQuery("amd"))
    assert {point.stance for point in case.points} == {Stance.BULL, Stance.BEAR}
    assert [evidence.n for point in case.points for evidence in point.evidence] == [1, 2]
    [point] = (await held.case(HERE, CaseQuery("超威半导体", Stance.BEAR, spoken=Locale.TRADITIONAL))).points
    assert (point.stance, point.people, point.arguments) == (Stance.BEAR, 1, 1)
    assert "gross margin keeps falling" in point.evidence[0].argument.quote


async def test_a_post_that_two_people_pasted_counts_its_author_once(casebook: Casebook) -> None:
    for person, raw in (("ann", WREN), ("ben", WREN), ("cy", WREN.replace(", and every", ",\nand every"))):
        await casebook.save(HERE, pasted(raw, saved_by=person))
    for point in (await casebook.case(HERE, CaseQuery("AMD"))).points:
        assert (point.people, point.arguments, len(point.evidence)) == (1, 1, 1)


async def test_a_known_subject_without_arguments_has_a_case_without_points(held: Casebook) -> None:
    case = await held.case(HERE, CaseQuery("Tesla"))
    assert (case.subject.key, case.points) == (SubjectKey("tesla"), ())
    with pytest.raises(UnknownSubject):
        await held.case(HERE, CaseQuery("Qwxyz Holdings"))


async def test_a_case_reads_a_shelf_that_is_named_and_no_other(held: Casebook) -> None:
    alone = await held.case(THERE, CaseQuery("Nvidia"))
    read = await held.case(THERE, CaseQuery("Nvidia", shelves=(HERE, THERE, HERE)))
    other = await held.case(THERE, CaseQuery("Nvidia", shelves=(ELSEWHERE,)))
    assert (alone.points, other.points) == ((), ())
    assert [evidence.shelf for point in read.points for evidence in point.evidence] == [HERE]


async def test_a_company_that_only_a_shelf_knows_has_a_case(casebook: Casebook) -> None:
    await casebook.save(
        HERE, pasted("$Quartz Harbour(QZHB.US) Orders keep falling, because the largest customer left.")
    )
    assert (await casebook.case(THERE, CaseQuery("quartz harbour", shelves=(HERE,)))).points
    with pytest.raises(UnknownSubject):
        await casebook.case(THERE, CaseQuery("Quartz Harbour", shelves=(ELSEWHERE,)))


async def test_an_answer_reads_the_shelves_that_are_named_behind_the_channels_own(held: Casebook) -> None:
    other = "$NVIDIA(NVDA.US) Inventory keeps piling up at every distributor, so orders are bound to fall next year."
    await held.save(THERE, pasted(other))
    question = asked("what is the bear case on Nvidia")
    own = await held.ask(HERE, question)
    both = await held.ask(HERE, question, (THERE, HERE))
    assert both.sentences[: len(own.sentences)] == own.sentences
    assert both.citations[: len(own.citations)] == own.citations
    assert {evidence.shelf for evidence in both.citations} == {None, THERE}
    assert both.considered.posts == own.considered.posts + 1
    quotes = {evidence.n: evidence.argument.quote for evidence in both.citations}
    assert "Inventory keeps piling up" in quotes[both.sentences[-1].citations[0]]


async def test_nothing_of_a_channel_comes_into_an_answer_that_does_not_name_it(held: Casebook) -> None:
    for shelves in ((), (THERE,), (ELSEWHERE, THERE)):
        answer = await held.ask(THERE, asked("what is the bear case on Nvidia"), shelves)
        assert (answer.abstained, answer.coverage, answer.considered.arguments) == (True, (), 0)
    assert not (await held.ask(THERE, asked("what is the bear case on Nvidia"), (HERE,))).abstained


async def test_where_all_abstain_what_a_shelf_holds_is_told(held: Casebook) -> None:
    answer = await held.ask(THERE, asked("what is the bear case on Netflix"), (HERE,))
    assert answer.abstained
    assert {row.subject.name for row in answer.coverage} >= {"AMD", "Nvidia"}


async def test_the_status_says_what_the_channel_holds_and_what_works(held: Casebook) -> None:
    await held.keep(THERE, Paste(raw=BEAR, saved_by="ann", saved_at=pasted("").saved_at))
    status = await held.status(THERE)
    assert (status.counts.posts, status.counts.arguments, status.counts.waiting) == (1, 0, 1)
    assert (await held.status(HERE)).counts.posts == 3
    assert (status.writable, status.version) == (True, version("casebook"))
    assert status.extractor.startswith("extractive/")
    assert (status.embedder is None) == (held.embedder is None)


async def test_the_status_names_no_file(held: Casebook) -> None:
    assert "sqlite://" not in (await held.status(HERE)).model_dump_json()
