"""The first thing that a newcomer runs."""

from resource import RUSAGE_CHILDREN, getrusage

from bot.cli.demo import questions, sample_posts
from tests.cli.conftest import Terminal
from tests.timing import allowed


def test_the_demo_shows_both_sides_by_name_and_abstains_once(process: Terminal) -> None:
    before = getrusage(RUSAGE_CHILDREN)
    ran = process("demo")
    after = getrusage(RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < allowed(5)
    assert (ran.status, ran.err) == (0, "")
    assert all(asked.text in ran.out for asked in questions())
    for said in (
        "tidewatcher argues against BYD",
        "码头上的灯 argues for BYD",
        "Marta Quill看空英伟达",
        "“",
        "This channel does hold",
    ):
        assert said in ran.out


def test_the_demo_keeps_nothing_and_says_the_same_each_time(casebook: Terminal) -> None:
    assert casebook("demo").out == casebook("demo", "--store", "sqlite:///mine.db").out
    assert casebook("posts", "--store", "sqlite:///mine.db", "--json").document == {"posts": []}


def test_each_sample_is_read_as_its_platform_and_every_answer_but_the_last_stands(casebook: Terminal) -> None:
    document = casebook("demo", "--json").document
    assert len(document["posts"]) >= len(sample_posts())
    assert {post["platform"] for post in document["posts"]} == {
        "longport",
        "xueqiu",
        "stocktwits",
        "x",
        "reddit",
        "generic",
    }
    assert all(post["arguments"] for post in document["posts"])
    assert [answer["abstained"] for answer in document["answers"]] == [False] * (len(document["answers"]) - 1) + [True]
