"""The JSON that scripts rely on: names, meanings, and nothing else on standard output."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import BEAR, BULL, Terminal, written

ARGUMENT = {
    "argument_id",
    "claim",
    "quote",
    "start",
    "end",
    "stance",
    "stance_confidence",
    "subject",
    "aspect",
    "holder",
    "kind",
}
CITATION = {"n", "quote", "stance", "subject", "author", "published_at", "post_id", "url"}
REPOST = """后座看海
2025.11.05 09:12

$BYD(01211.HK)Overseas sales doubled and every car sold abroad earns three times what it earns at home.

LongPort - tidewatcher
tidewatcher

The price war has cut BYD's profit per car by a third in two quarters.

$BYD(01211.HK)
"""


def test_ingest_gives_each_post_with_its_arguments_as_spans_of_the_body(casebook: Terminal, folder: Path) -> None:
    ran = casebook("ingest", written(folder, "post.txt", REPOST), "--json")
    assert (ran.status, ran.err) == (0, "")
    outer, quoted = ran.document["posts"]
    assert (outer["platform"], outer["author"], outer["published_at"]) == (
        "longport",
        "后座看海",
        "2025-11-05T09:12:00",
    )
    assert (quoted["author"], quoted["published_at"], quoted["duplicate_of"]) == ("tidewatcher", None, None)
    assert outer["quotes_post"] == quoted["post_id"]
    assert {(one["symbol"], one["market"], one["name"]) for one in outer["tickers"]} == {("01211", "HK", "BYD")}
    [argument, *_] = outer["arguments"]
    assert argument.keys() >= ARGUMENT
    assert argument["end"] - argument["start"] == len(argument["quote"])
    assert ran.document["skipped"] == []


def test_the_same_paste_again_is_a_duplicate_of_the_first(casebook: Terminal, folder: Path) -> None:
    name = written(folder, "post.txt", BULL)
    [first], [again] = (casebook("ingest", name, "--json").document["posts"] for _ in range(2))
    assert again["duplicate_of"] == first["post_id"]
    assert casebook("ingest", name).out == casebook("ingest", "-", stdin=BULL).out


def test_ask_gives_sentences_that_cite_what_is_listed(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    ran = casebook("ask", "what is the bull case on Nvidia", "--json")
    answer = ran.document
    assert (ran.status, ran.err) == (0, "")
    assert (answer["question"], answer["mode"], answer["language"]) == (
        "what is the bull case on Nvidia",
        "extractive",
        "en",
    )
    assert answer["interpreted"] == {
        "subjects": ["Nvidia"],
        "stance": "bull",
        "since": None,
        "until": None,
        "author": None,
    }
    assert (answer["abstained"], answer["dropped"]) == (False, [])
    assert (answer["engine"], answer["fallback"]) == ("extractive", None)
    listed = {citation["n"] for citation in answer["citations"]}
    assert all(listed.issuperset(sentence["citations"]) for sentence in answer["sentences"])
    assert answer["citations"][0].keys() >= CITATION
    assert (answer["citations"][0]["author"], answer["citations"][0]["published_at"]) == ("Marta Quill", "2025-11-21")
    assert answer["considered"].keys() == {"arguments", "posts", "authors"}
    assert answer["timing_ms"].keys() == {"interpret", "retrieve", "compose", "ground", "total"}


def test_an_answer_with_nothing_to_stand_on_abstains_and_is_no_failure(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    ran = casebook("ask", "what is the bear case on Netflix", "--json")
    assert (ran.status, ran.document["abstained"], ran.document["sentences"]) == (0, True, [])
    text = casebook("ask", "what is the bear case on Netflix").out
    assert "Nvidia" in text, "what the channel does hold"


def test_a_question_a_line_gives_a_line_of_json_each_and_goes_on_after_a_bad_one(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    asked = b"what is the bull case on Nvidia\n\n" + b"x" * 10_000 + b"\nbad \xff\xfe bytes\nwho is bullish on Nvidia"
    ran = casebook("ask", "-", stdin=asked)
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [("error" in line) for line in lines] == [False, True, True, False]
    assert lines[3]["question"] == "who is bullish on Nvidia"
    assert ran.status == 1
    assert ran.complaint == "casebook: 2 of 4 questions were not answered; see `error` in their lines"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("C", "1 of 1 question was not answered; see `error` in its line"),
        ("zh_CN", "1个问题中有1个没有得到回答，原因见相应行的 `error`"),
        ("zh_TW", "1個問題中有1個沒有得到回答，原因見相應行的 `error`"),
    ],
)
def test_how_many_questions_were_not_answered_is_said_in_the_persons_language(
    casebook: Terminal, monkeypatch: pytest.MonkeyPatch, locale: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", f"{locale}.UTF-8")
    ran = casebook("ask", "-", stdin=b"x" * 10_000)
    assert (ran.status, ran.complaint) == (1, f"casebook: {said}")


def test_where_all_questions_are_answered_nothing_is_said_on_standard_error(casebook: Terminal) -> None:
    ran = casebook("ask", "-", stdin=b"who is bullish on Nvidia\n")
    assert (ran.status, ran.err) == (0, "")


def test_a_question_may_follow_up_the_one_before(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    after = ("--after", "what is the bear case on Nvidia")
    answer = casebook("ask", "and the bull case?", *after, "--json").document
    assert answer["interpreted"]["subjects"] == ["Nvidia"]


def test_posts_are_listed_by_subject_and_author(casebook: Terminal) -> None:
    casebook("ingest", "-", "--as", "ann", stdin=BULL)
    casebook("ingest", "-", "--as", "ben", stdin=BEAR)
    listed = casebook("posts", "--json").document["posts"]
    assert [post["saved_by"] for post in listed] == ["ben", "ann"]
    assert listed[1].keys() >= {"post_id", "platform", "published_at", "saved_at", "waiting"}
    assert (listed[1]["author"], listed[1]["waiting"], listed[1]["arguments"] > 0) == ("Marta Quill", False, True)
    for option in (["--subject", "英伟达"], ["--author", "Marta Quill"]):
        assert [post["saved_by"] for post in casebook("posts", *option, "--json").document["posts"]] == ["ann"]
    assert casebook("posts", "--subject", "nobody's name", "--json").document == {"posts": []}


def test_channels_do_not_see_each_other(casebook: Terminal) -> None:
    casebook("ingest", "-", "--channel", "one", stdin=BULL)
    assert casebook("posts", "--channel", "two", "--json").document == {"posts": []}
    assert casebook("ask", "bull case on Nvidia", "--channel", "two", "--json").document["abstained"]


def test_forgetting_counts_what_went_and_an_unknown_post_deletes_nothing(casebook: Terminal) -> None:
    [post] = casebook("ingest", "-", "--json", stdin=BULL).document["posts"]
    unknown = casebook("forget", post["post_id"], "p-unknown", "--json")
    assert (unknown.status, unknown.out) == (1, "")
    assert "p-unknown" in unknown.complaint
    forgotten = casebook("forget", post["post_id"], "--json").document
    assert forgotten == {"forgotten": {"posts": 1, "arguments": len(post["arguments"])}}
    assert casebook("posts", "--json").document == {"posts": []}


def test_mine_is_what_the_actor_saved(casebook: Terminal) -> None:
    casebook("ingest", "-", "--as", "ann", stdin=BULL)
    casebook("ingest", "-", "--as", "ben", stdin=BEAR)
    casebook("forget", "--mine", "--yes", "--as", "ann")
    assert [post["saved_by"] for post in casebook("posts", "--json").document["posts"]] == ["ben"]


def test_an_alias_is_added_listed_and_removed(casebook: Terminal) -> None:
    added = casebook("alias", "add", "皮衣", "Nvidia", "--as", "ann", "--json").document
    [alias] = casebook("alias", "list", "--json").document["aliases"]
    assert alias | {"learned": False} == alias
    assert (alias["name"], alias["company"], alias["added_by"]) == ("皮衣", "Nvidia", "ann")
    assert added == {"aliases": [alias], "off": [], "suggested": []}
    assert casebook("alias", "remove", "皮衣", "--json").document["aliases"] == []
    assert "皮衣" in casebook("alias", "remove", "皮衣").complaint


def test_a_schema_is_brought_up_to_date(casebook: Terminal, folder: Path) -> None:
    migrated = casebook("migrate", "--json").document
    assert (migrated["store"], migrated["schema"] >= 1) == ("sqlite:///casebook.db", True)
    assert (folder / "casebook.db").exists()


def test_the_store_may_be_named_by_option_or_setting(casebook: Terminal, folder: Path) -> None:
    written(folder, ".env", "CASEBOOK_STORE=sqlite:///from_file.db\n")
    casebook("migrate")
    casebook("migrate", "--store", "sqlite:///from_option.db")
    assert sorted(path.name for path in folder.glob("*.db")) == ["from_file.db", "from_option.db"]
