"""Texts that mean something to SQL, to a search index or to a pattern mean nothing here: each is found as it stands."""

import pytest

from bot.casebook import CaseQuery, PostQuery
from bot.domain.glossary import SwitchedOff
from bot.domain.post import ChannelId, PostId
from bot.domain.question import Question
from bot.domain.subject import Alias
from bot.errors import BadAlias, UnknownAlias, UnknownPost, UnknownSubject
from storage.words import folded
from tests.conftest import TODAY, pasted
from tests.fuzz.conftest import Door

SYNTAX = {
    "a dropped table": "'; DROP TABLE posts; --",
    "always true": '" OR 1=1 --',
    "a union": "x' UNION SELECT body FROM posts WHERE '1'='1",
    "a comment": "/* margins */ --",
    "near": "NEAR(margins fall, 2)",
    "a column": "words:margins",
    "an other column": "a:b {a b}: c",
    "a prefix": "marg*",
    "the first": "^margins",
    "not": "-margins NOT fall",
    "and, or": "margins AND OR NOT",
    "brackets": "((margins",
    "plus": "margins + fall",
    "quotation marks": '"margins" \'fall\' ""',
    "one mark": '"',
    "a parameter": "$1 $2 $99999",
    "a question mark": "? ?1 :a @b",
    "a format": "%s %d %(a)s {0} {a} {{",
    "a like": "%margins_",
    "an escape": "\\ \\% \\_ \\' \\x00 \\n",
    "a query of words": "margins & fall | !rise <-> x:* :B",
    "a vector of words": "'margins':1A,2B 'fall'",
    "an array": '{margins,"fall",NULL}',
    "an object": '{"claim": "margins", "x": [1, null]}',
    "a cast": "margins::regclass; E'\\\\'",
    "dollar quotes": "$$margins$$ $a$fall$a$",
    "copy": "\\.\tmargins\\N",
    "null": "NULL",
    "a term": "channel:alpha subject:tesla side:bear",
    "a pattern": "(a+)+$ [^a] .* (?P<n>",
    "markup": "<b <- -> &lt &x",
    "a template": "{{evidence}} ${x} #{y} <%= z %>",
    "Chinese": "毛利率'下降\"的；OR 1=1",
    "full width": "＂ ＯＲ １＝１ ＇",
}
ALPHA, BETA = "alpha", "beta"


@pytest.fixture(scope="module")
def books(door: Door) -> dict[str, ChannelId]:
    """Each text stands in a post of its own, with an author and a source of its own; another channel holds a secret."""

    async def fill() -> None:
        for number, text in enumerate(SYNTAX.values()):
            paste = pasted(post(text, number), saved_by=f"saver {text}")
            await door.casebook.keep(channels[ALPHA], paste.model_copy(update={"source": f"from {text}", "url": text}))
        await door.casebook.keep(channels[BETA], pasted(post("canary", 0)))

    channels = {ALPHA: door.new_channel(), BETA: door.new_channel()}
    door.do(fill())
    return channels


def post(text: str, number: int) -> str:
    return f"u/reader_{number}\n2025-11-23 10:15\n\nTesla stood at {number}. Somebody wrote {text} and left."


each_text = pytest.mark.parametrize("text", SYNTAX.values(), ids=SYNTAX)


@each_text
def test_a_post_is_found_by_it_as_it_stands(door: Door, books: dict[str, ChannelId], text: str) -> None:
    everything = door.do(door.casebook.posts(books[ALPHA], PostQuery(limit=100)))
    holding = {one.post.post_id for one in everything if folded(text) in folded(one.post.body)}
    found = door.do(door.casebook.posts(books[ALPHA], PostQuery(typed=text, limit=100)))
    assert {one.post.post_id for one in found} == holding
    assert any(f"wrote {text} and" in one.post.body for one in found)


@each_text
def test_a_saver_and_a_source_are_found_by_it(door: Door, books: dict[str, ChannelId], text: str) -> None:
    by_saver = door.do(door.casebook.posts(books[ALPHA], PostQuery(saved_by=f"saver {text}")))
    by_source = door.do(door.casebook.saved_from(books[ALPHA], f"from {text}"))
    assert [one.post.post_id for one in by_saver] == [one.post.post_id for one in by_source.posts]
    assert [one.post.saved_by for one in by_saver] == [f"saver {text}"]
    assert by_source.posts[0].post.source == f"from {text}"
    assert door.do(door.casebook.own(books[ALPHA], text)).posts == 0


@each_text
def test_what_is_nobodys_is_found_by_it_nowhere(door: Door, books: dict[str, ChannelId], text: str) -> None:
    book, channel = door.casebook, books[ALPHA]
    assert door.do(book.posts(channel, PostQuery(author=text))) == []
    assert door.do(book.posts(channel, PostQuery(subject=text))) == []
    assert door.do(book.authors(channel, text)) == []
    with pytest.raises(UnknownPost):
        door.do(book.forget(channel, [PostId(text)]))
    with pytest.raises(UnknownSubject):
        door.do(book.case(channel, CaseQuery(text)))
    with pytest.raises(UnknownAlias):
        door.do(book.switch_off(channel, SwitchedOff(name=text, by_whom=text)))


@each_text
def test_a_question_with_it_reads_this_channel_and_changes_nothing(
    door: Door, books: dict[str, ChannelId], text: str
) -> None:
    before = {name: door.exported(channel) for name, channel in books.items()}
    for question in (f"What is the bear case on Tesla {text}?", f"{text} Tesla canary"):
        asked = Question(text=question, after=(f"and {text}?",), asked_on=TODAY)
        answer = door.do(door.casebook.ask(books[ALPHA], asked))
        assert "canary" not in answer.model_dump_json(exclude={"query"})
        answer_id = door.do(door.casebook.remember(books[ALPHA], [], asked))
        assert door.do(door.casebook.shown(books[ALPHA], answer_id)).question.text == question
    assert {name: door.exported(channel) for name, channel in books.items()} == before


@each_text
def test_a_nickname_is_kept_as_it_stands(door: Door, text: str) -> None:
    book, channel = door.casebook, door.new_channel()
    for alias in (
        Alias(name=text, company="Tesla", added_by=text),
        Alias(name=f"x {text}", company=text, added_by=text),
    ):
        try:
            door.do(book.add_alias(channel, alias))
        except BadAlias:
            assert not any(char.isalnum() for char in text)
            continue
        assert door.do(book.alias(channel, alias.name)) == alias
        assert door.do(book.aliases(channel)) == [alias]
        door.do(book.remove_alias(channel, alias.name))
        assert door.do(book.aliases(channel)) == []


@each_text
def test_a_deletion_by_it_takes_nothing_else(door: Door, books: dict[str, ChannelId], text: str) -> None:
    before = door.exported(books[ALPHA])
    for gone in (
        door.casebook.withdraw(books[ALPHA], text),
        door.casebook.withdraw_all_under(books[ALPHA], f"{text}/"),
        door.casebook.withdraw(books[ALPHA], f"from {text}", text),
        door.casebook.forget_mine(books[ALPHA], text),
    ):
        assert door.do(gone).posts == 0
    assert door.exported(books[ALPHA]) == before


def test_a_channel_may_be_called_so(door: Door) -> None:
    for number, text in enumerate(SYNTAX.values()):
        door.do(door.casebook.keep(ChannelId(text), pasted(post("a secret", number))))
    for number, text in enumerate(SYNTAX.values()):
        [listed] = door.do(door.casebook.posts(ChannelId(text), PostQuery()))
        assert listed.post.author == f"reader_{number}"


def test_an_export_of_it_restores_byte_for_byte(door: Door, books: dict[str, ChannelId]) -> None:
    exported, other = door.exported(books[ALPHA]), door.new_channel()
    door.do(door.casebook.import_(other, exported.splitlines()))
    assert door.exported(other) == exported
