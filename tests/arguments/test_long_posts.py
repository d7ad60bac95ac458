"""A long post is read to its end, in parts, each once, whatever breaks the reading off."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arguments import units as cutting
from bot.arguments.extract import Batch, Found, Unread
from bot.arguments.extractive import ExtractiveExtractor, Heard
from bot.arguments.reading import loaded_reader
from bot.arguments.units import parts, units
from bot.casebook import Casebook, Engines, PostQuery
from bot.domain.argument import Argument, ArgumentDraft, Stance
from bot.domain.post import LONGEST_POST, Paste, Ticker
from bot.embeddings.embedder import Embedder
from bot.embeddings.local import LocalEmbedder
from bot.errors import PostTooLong
from bot.llm.scripted import ScriptedModel
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from storage import open_store
from tests.arguments.conftest import post_of
from tests.arguments.long_post import AT_ONCE, HERE, PARTS, POST, Telling, paste
from tests.arguments.telling import modelled, paste_of, says, told
from tests.postgres import Server
from tests.storage.sessions import until_all_are_gone

ROOT = Path(__file__).parents[2]
TABLE = "\n".join(f"{n} | {n * 37 % 1000}.{n % 10} | {n * 91 % 977}%" for n in range(30_000))
"""Numbers: nothing in them argues, and reading them costs little."""
CLAIM = "BYD's margins fall because rivals cut their prices every quarter."
PIECES = (
    ("Nvidia", "customers wait a year for its chips and pay more for each"),
    ("Costco", "margins are too thin for fifty times earnings"),
    ("小米", "汽车的毛利率一直在下降，没有人在意"),
)
"""Companies, and what is said of them."""


@pytest.fixture(params=["file", "postgres"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    if request.param == "file":
        yield f"sqlite:///{tmp_path}/casebook.db"
        return
    server: Server = request.getfixturevalue("postgres")
    async with server.database() as database:
        yield database


@pytest.fixture
def in_short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "MOST", AT_ONCE)


def piece(company: str, said: str, sentences: int) -> str:
    return "\n\n".join(f"{company} {said}, point {n}." for n in range(sentences))


def shifted(found: list[Found], by: int) -> list[ArgumentDraft]:
    return [one.draft.model_copy(update={"span": one.draft.span.moved(by)}) for one in found]


# -- what is cut


PIECES_OF_TEXT = ["Margins fall. ", "毛利率在下降。", "\n\n", "\n", "so they say, ", "12 | 34\n", "a "]


@given(
    st.lists(
        st.sampled_from(["Margins fall. ", "毛利率在下降。", "\n\n", "\n", "so they say, ", "12 | 34\n", "a "]),
        max_size=60,
    ),
    st.integers(1, 6),
    st.integers(20, 200),
)
def test_each_unit_is_in_one_part_and_what_is_read_at_once_is_bounded(text: list[str], most: int, longest: int) -> None:
    body = "".join(text) or "a"
    found = units(body, loaded_reader().speech)
    with pytest.MonkeyPatch.context() as short:
        short.setattr(cutting, "MOST", most)
        short.setattr(cutting, "LONGEST", longest)
        cut = parts(body, found)
    assert [unit for part in cut for unit in part.units] == found
    for part in cut:
        assert len(part.units) <= most
        assert all(part.span.holds(unit.span) for unit in part.units)
    for part, after in pairwise(cut):
        assert part.span.end <= after.span.start


def test_a_post_that_is_not_long_is_one_part() -> None:
    body = piece("Nvidia", "is cheap", 100)
    [part] = parts(body, units(body, loaded_reader().speech))
    assert (part.span.start, part.span.end) == (0, len(body))


@pytest.mark.usefixtures("in_short_parts")
def test_parts_end_where_paragraphs_do_and_within_one_where_sentences_do() -> None:
    body = "Margins of it fall. Prices of it fall.\n\n" * 3 + "Orders of it grow. " * 9
    cut = parts(body, units(body, loaded_reader().speech))
    told = [part.span.of(body).strip() for part in cut]
    assert [text.split(" ")[0] for text in told] == ["Margins", "Margins", "Orders", "Orders", "Orders"]
    assert [text.count(".") for text in told] == [4, 2, 4, 4, 1]


# -- what is found


async def test_what_is_argued_at_the_end_of_390000_characters_is_found(casebook: Casebook) -> None:
    body = f"Harbour Ledger\n2026.03.02 09:15\n\n{TABLE}"[:389_900].rsplit("\n", 1)[0] + f"\n\n{CLAIM}"
    [saved] = (await casebook.save(HERE, paste().model_copy(update={"raw": body}))).posts
    assert len(saved.post.body) > 389_000
    [argument] = saved.arguments
    assert (argument.quote, argument.subject.name, argument.stance) == (CLAIM, "BYD", Stance.BEAR)
    assert argument.span.end == len(saved.post.body)


async def test_a_post_is_read_alike_wherever_it_stands_in_a_long_one(
    embedder: LocalEmbedder, resolver: Resolver
) -> None:
    extractor, half = ExtractiveExtractor(embedder), TABLE[:190_000].rsplit("\n", 1)[0]
    for text in sorted((ROOT / "tests/journey/pastes").glob("*.txt"))[:3]:
        body = text.read_text(encoding="utf-8").strip()
        alone = await extractor.extract(post_of(body), resolver)
        amid = await extractor.extract(post_of(f"{half}\n\n{body}\n\n{half}"), resolver)
        assert alone
        assert [one.draft for one in amid] == shifted(alone, len(half) + 2)


async def test_many_parts_argue_what_they_argue_as_posts_of_their_own(resolver: Resolver) -> None:
    extractor, bodies = ExtractiveExtractor(None), [piece(*one, sentences=cutting.MOST) for one in PIECES]
    alone = [await extractor.extract(post_of(body), resolver) for body in bodies]
    whole = "\n\n".join(bodies)
    starts = [whole.index(body) for body in bodies]
    together = await extractor.extract(post_of(whole), resolver)
    assert all(len(found) > cutting.MOST / 2 for found in alone)
    expected = [draft for found, start in zip(alone, starts, strict=True) for draft in shifted(found, start)]
    assert [one.draft for one in together] == expected


@pytest.mark.usefixtures("in_short_parts")
async def test_a_part_that_names_nobody_is_about_whom_the_post_is_about(resolver: Resolver) -> None:
    rest = "\n\n".join(f"Margins fall in plant {n}, because rivals are cheaper." for n in range(3 * AT_ONCE))
    for post in (
        post_of(f"Nvidia is far too expensive.\n\n{rest}"),
        post_of(f"Too expensive, all of it.\n\n{rest}", Ticker(symbol="NVDA", market="US")),
    ):
        found = await ExtractiveExtractor(None).extract(post, resolver)
        assert len(found) > 2 * AT_ONCE
        assert {one.draft.subject.name for one in found} == {"Nvidia"}


@pytest.mark.usefixtures("in_short_parts")
async def test_all_of_it_is_read_where_a_model_reads_the_first_part(embedder: LocalEmbedder) -> None:
    model, floor = ScriptedModel(says(lambda unit: told(unit, stance="bear"))), ExtractiveExtractor(embedder)
    async with open_store("sqlite:///:memory:") as store:
        engine = modelled(model, floor)
        casebook = Casebook(store, Companies.load(), Engines(engine, embedder, model))
        [saved] = (await casebook.save(HERE, paste_of(POST))).posts
    assert len({argument.span.start for argument in saved.arguments}) == AT_ONCE * PARTS


# -- what breaks it off


def drafts(arguments: Sequence[Argument]) -> list[tuple[object, ...]]:
    return [(one.argument_id, one.claim, one.stance, one.stance_confidence, one.subject.key) for one in arguments]


async def read_at_once(embedder: Embedder) -> list[tuple[object, ...]]:
    async with open_store("sqlite:///:memory:") as store:
        casebook = Casebook(store, Companies.load(), Engines(ExtractiveExtractor(embedder), embedder))
        [saved] = (await casebook.save(HERE, paste())).posts
    return drafts(saved.arguments)


@pytest.mark.usefixtures("in_short_parts")
async def test_kills_amid_a_long_post_cost_a_part_each_and_double_nothing(url: str, embedder: LocalEmbedder) -> None:
    asked = kills = 0
    while True:
        command = [sys.executable, "-m", "tests.arguments.long_post", url]
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE)
        assert process.stdout is not None
        lines = [await process.stdout.readline() for _ in range(2)]
        asked += lines.count(b"asked\n")
        if lines[1] != b"asked\n":
            await process.wait()
            break
        process.kill()
        asked += (await process.stdout.read()).splitlines().count(b"asked")
        await process.wait()
        await until_all_are_gone(url)
        kills += 1
    assert PARTS - 2 <= kills <= PARTS
    assert asked <= PARTS + kills + 1
    async with open_store(url) as store:
        casebook = Casebook(store, Companies.load(), Engines(ExtractiveExtractor(embedder), embedder))
        [listed] = await casebook.posts(HERE, PostQuery())
        arguments = await store.channel(HERE).arguments_of(listed.post.post_id)
        assert (listed.waiting, listed.arguments) == (False, AT_ONCE * PARTS)
        assert drafts(arguments) == await read_at_once(embedder)
        assert await store.verify() == []


@pytest.mark.usefixtures("in_short_parts")
async def test_what_was_kept_of_parts_goes_when_the_post_is_settled_or_deleted(
    url: str, embedder: LocalEmbedder
) -> None:
    telling = Telling(embedder)
    async with open_store(url) as store:
        casebook = Casebook(store, Companies.load(), Engines(ExtractiveExtractor(telling), telling))
        receipt = await casebook.keep(HERE, paste())
        post, channel = receipt.posts[0].post, store.channel(HERE)
        engine = ExtractiveExtractor(telling)
        batch = Batch([Unread(post, Resolver(Companies.load()))], channel)
        reading = engine.studies(batch.posts[0], batch)
        await anext(reading)
        await anext(reading)
        assert telling.asked == 2
        again = [study async for study in engine.studies(batch.posts[0], batch)]
        assert (len(again), telling.asked) == (PARTS, PARTS)
        await casebook.finish(HERE, receipt)
        assert telling.asked == PARTS
        assert await store.verify() == []
        [study async for study in engine.studies(batch.posts[0], batch)]
        assert telling.asked == 2 * PARTS


def test_what_was_heard_is_the_same_when_it_was_kept(embedder: LocalEmbedder) -> None:
    vectors = asyncio.run(embedder.passages(["one", "two"]))
    again = Heard.unpacked(Heard(vectors, vectors[:, :3]).packed())
    assert again.vectors is not None
    assert again.said is not None
    assert (again.vectors == vectors).all()
    assert (again.said == vectors[:, :3]).all()
    assert Heard.unpacked(Heard().packed()) == Heard()


# -- what is too long


async def test_a_post_over_the_limit_is_refused_and_nothing_is_kept(casebook: Casebook) -> None:
    text = f"{POST}\n\n{'Margins of it fall. ' * (LONGEST_POST // 20)}"
    with pytest.raises(PostTooLong) as refused:
        await casebook.save(HERE, Paste(raw=text, saved_by="ann", saved_at=paste().saved_at, source="long.txt"))
    assert refused.value.details["limit"] == LONGEST_POST
    assert refused.value.details["size"] == len(text.split("\n\n", 1)[1].strip())
    assert await casebook.channels() == []
