"""Mending: what can be made anew from what is kept is made anew, and nobody's text is touched."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.argument import Stance
from bot.domain.question import Question
from bot.domain.shown import Cited, Place, Verdict
from storage import ChannelStore, KeptArgument, PostFilter, open_store
from storage.verify import mend_store
from tests.postgres import Server
from tests.storage.grouping import ByVector
from tests.storage.samples import ALL, ALPHA, BETA, BYD, NOON, argue, argument, draft, embedded, keep

TEXTS = ("The brand is weak, 品牌很弱.", "Margins fell by 3 %.", "Orders doubled in Europe.")


async def fill(alpha: ChannelStore) -> None:
    """A post with each of the texts as its argument, an answer that cites the first, and one post that waits."""
    for n, text in enumerate(TEXTS):
        stance = (Stance.BEAR, Stance.BEAR, Stance.BULL)[n]
        found = KeptArgument(argument(text, text, BYD, stance=stance), embedded(1, n), "BYD 比亚迪")
        kept = await argue(alpha, text, found)
        if n == 0:
            cited = Cited(n=1, channel=ALPHA, argument_id=kept[0].argument_id)
            answer = await alpha.remember(Question(text="Why?", asked_on=NOON.date()), [cited])
            await alpha.placed(answer, Place(channel="1", message="2"))
            await alpha.judge(answer, "ada", Verdict.RIGHT)
    await alpha.group(ByVector())
    await keep(alpha, draft("It waits."))
    await alpha.reserve(NOON.date(), 1, 9)


def damage(file: Path, *statements: str) -> None:
    """As another program would, which knows of no keys."""
    with closing(sqlite3.connect(file)) as other, other:
        for statement in statements:
            other.execute(statement)


def contents(file: Path) -> bytes:
    return file.read_bytes()


def texts_in(file: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as other:
        return sorted(other.execute("SELECT raw FROM pastes UNION ALL SELECT body FROM posts").fetchall())


@pytest.fixture
async def file(tmp_path: Path, file_url: str) -> Path:
    async with open_store(file_url) as store:
        await fill(store.channel(ALPHA))
        await keep(store.channel(BETA), draft("Somebody else's."))
        assert await store.verify() == []
    return tmp_path / "casebook.db"


DAMAGES: dict[str, Sequence[str]] = {
    "the index holds nothing": ("INSERT INTO words (words) VALUES ('delete-all')",),
    "the index holds a stray row": ("INSERT INTO words (rowid, text, scope) VALUES (77, 'q1xwstray', '')",),
    "the index's own table is overwritten": ("UPDATE words_data SET block = zeroblob(9) WHERE id > 10",),
    "terms are others": ("UPDATE argument_texts SET terms = 'other words'",),
    "a side was turned": ("UPDATE arguments SET stance = 'bear' WHERE stance = 'bull'",),
    "a point counts wrongly": ("UPDATE points SET members = 9",),
    "a point's sum is another": ("UPDATE points SET total = zeroblob(12)",),
    "a point's sum is none": ("UPDATE points SET total = x'0102'",),
    "a place is of another size": (
        "UPDATE point_members SET place = x'01' WHERE position IN (SELECT max(position) FROM point_members)",
    ),
    "nothing is in a point": ("DELETE FROM point_members",),
    "points are gone": ("DELETE FROM points",),
    "a point is told by what is gone": ("UPDATE points SET told_by = 'agone'",),
    "an argument repeats what is gone": ("UPDATE point_members SET repeats = 'agone'",),
    "a sentence stands on what is gone": (
        "INSERT INTO point_texts SELECT channel_id, point_id, 'x', 'test/1', '[\"agone\"]', 1, NULL FROM points",
    ),
    "a point became one that is gone": ("INSERT INTO point_moves SELECT channel_id, 'kold', 'kgone' FROM channels",),
    "an answer cites what is gone": ("UPDATE answer_sources SET argument_id = 'agone'",),
    "an answer's flag is lost": ("DELETE FROM answer_sources",),
    "an answer is gone": ("DELETE FROM answers",),
    "tokens are below nothing": ("UPDATE usage SET reserved = -1",),
    "savings are gone": ("DELETE FROM savings",),
    "a saving is somebody else's": ("UPDATE savings SET saved_by = 'eve'",),
    "a quoted post is gone": ("UPDATE posts SET quotes_post = 'pgone'",),
    "texts of arguments are gone": ("DELETE FROM argument_texts",),
    "a quote ends outside its post": ("UPDATE arguments SET span_end = 900",),
    "subjects are gone": ("DELETE FROM subjects",),
    "a subject has no argument": (
        "INSERT INTO subjects SELECT channel_id, 'x', 'X', NULL, 'company', '[]' FROM channels",
    ),
    "vectors are empty": ("UPDATE vectors SET vector = x''",),
    "positions begin anew": ("UPDATE channels SET last_position = 0",),
    "channels are gone": ("DELETE FROM channels",),
    "rows of arguments are gone": ("DELETE FROM arguments",),
    "a job is gone": ("INSERT INTO replies SELECT channel_id, post_id, 'k', 'x' FROM jobs", "DELETE FROM jobs"),
}


@pytest.mark.parametrize("statements", DAMAGES.values(), ids=DAMAGES)
async def test_what_can_be_made_anew_is_made_anew_and_no_text_is_touched(
    file: Path, file_url: str, statements: Sequence[str]
) -> None:
    before = texts_in(file)
    damage(file, *statements)
    mended = await mend_store(file_url)
    assert mended.found
    assert mended.left == ()
    assert texts_in(file) == before
    async with open_store(file_url) as store:
        await goes_on(store.channel(ALPHA))
        assert await store.verify() == []


ON_A_SERVER = (
    "terms are others",
    "a side was turned",
    "a point counts wrongly",
    "nothing is in a point",
    "a point is told by what is gone",
    "an argument repeats what is gone",
    "a sentence stands on what is gone",
    "an answer cites what is gone",
    "an answer's flag is lost",
    "an answer is gone",
    "tokens are below nothing",
    "savings are gone",
    "a saving is somebody else's",
    "a quoted post is gone",
    "texts of arguments are gone",
    "a quote ends outside its post",
    "a subject has no argument",
    "positions begin anew",
)
"""What a database can come to whose keys hold."""
INDEX_ON_A_SERVER = {
    "the index holds nothing": "DELETE FROM words",
    "the index holds other words": "UPDATE words SET lexemes = 'stray'",
}


@pytest.mark.parametrize(
    "statement",
    [*(DAMAGES[name][0] for name in ON_A_SERVER), *INDEX_ON_A_SERVER.values()],
    ids=[*ON_A_SERVER, *INDEX_ON_A_SERVER],
)
async def test_the_same_is_made_anew_on_a_server(postgres: Server, statement: str) -> None:
    async with postgres.database() as url, open_store(url) as store:
        alpha = store.channel(ALPHA)
        await fill(alpha)
        async with store._database.writing() as session:
            await session.run(statement)
        mended = await mend_store(url)
        assert mended.found
        assert mended.left == ()
        await goes_on(alpha)
        assert await store.verify() == []


async def goes_on(alpha: ChannelStore) -> None:
    """What waits is read and grouped, and then all is found as before."""
    for one in await alpha.posts(PostFilter()):
        if one.waiting or not one.arguments:
            body = one.post.body
            again = KeptArgument(argument(body, body, BYD), embedded(1, 0), "BYD 比亚迪")
            await alpha.settle(one.post.post_id, [again], "test/2")
    await alpha.group(ByVector())
    assert len(await alpha.by_words(["BYD"], ALL, 9)) == len(TEXTS) + 1
    assert len(await alpha.by_words(["品牌"], ALL, 9)) == 1


async def test_of_a_whole_store_nothing_is_changed(file: Path, file_url: str) -> None:
    before = contents(file)
    assert (await mend_store(file_url)).found == ()
    assert contents(file) == before


async def test_a_paste_whose_posts_are_gone_is_told_and_left(file: Path, file_url: str) -> None:
    damage(file, "DELETE FROM savings", "DELETE FROM jobs", "DELETE FROM posts WHERE body = 'It waits.'")
    mended = await mend_store(file_url)
    assert [sentence.partition(":")[0] for sentence in mended.left] == ["paste of no post"]
    assert ("—\nIt waits.",) in texts_in(file)


async def test_what_a_lost_post_argued_is_gone_and_the_answer_is_taken_back(file: Path, file_url: str) -> None:
    damage(file, f"DELETE FROM posts WHERE body = '{TEXTS[0]}'", f"DELETE FROM pastes WHERE raw LIKE '%{TEXTS[0]}'")
    assert (await mend_store(file_url)).left == ()
    async with open_store(file_url) as store:
        alpha = store.channel(ALPHA)
        assert await alpha.by_words(["brand"], ALL, 9) == []
        assert len(await alpha.withdrawn()) == 1


def forget_to_index(file: Path) -> None:
    """Leave one of the database's own indexes behind its table."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA writable_schema = ON")
        [(schema,)] = other.execute("SELECT sql FROM sqlite_master WHERE name = 'posts_by_author'").fetchall()
        swap = "UPDATE sqlite_master SET sql = ? WHERE name = 'posts_by_author'"
        for statement in (schema.replace("author", "topic").replace("posts_by_topic", "posts_by_author"), schema):
            other.execute(swap, [statement])
            other.execute("PRAGMA writable_schema = RESET")
            if statement != schema:
                other.execute("REINDEX")
            other.execute("PRAGMA writable_schema = ON")
        other.commit()


async def test_an_index_of_the_database_is_made_anew(file: Path, file_url: str) -> None:
    forget_to_index(file)
    mended = await mend_store(file_url)
    assert any("posts_by_author" in sentence for sentence in mended.found), mended.found
    assert mended.left == ()
