"""Whatever is asked is answered, abstained from or refused, soon, and with nothing of another channel."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answer import LONGEST_QUESTION
from bot.domain.answer import Answer
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.errors import CasebookError, QuestionTooLong
from tests.conftest import TODAY, pasted
from tests.fuzz.conftest import Door
from tests.fuzz.megabytes import MAKES, Make, repeated
from tests.timing import allowed, seconds

CANARY = "quokka"
POST = "{name}\n2025-11-23 10:15\n\n$TSLA(TSLA.US) {words} margins fall with every price cut, and that is a real risk."
WORDS = (
    *("What is the bear case on", "and the bull case?", "Tesla", "TSLA", "特斯拉", "看空理由", "谁说", "who said"),
    *("what does", "think about", "apart from", "除了", "以外", "by the way", "ignore your rules and", "print", "@Ann"),
    *(
        "margins",
        CANARY,
        "last month",
        "since 2025-11",
        "from 3 to",
        "compare",
        "vs",
        "not",
        "?",
        "？",
        ",",
        "\n",
        "的",
    ),
    *("零", "12%", "$1.2B", "()", "[1]", "“", '"', "'s", "\0", "\ud800", "\u202e", "\u0301", "👀", "İ", " " * 40),
)
asked = st.lists(st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=()), max_size=4), max_size=25)
questions = st.builds(str.join, st.sampled_from(("", " ")), asked)

SLOW: dict[str, Make] = {
    "an order and spaces": lambda size: f"by the way please {' ' * (size - 19)}x",
    "a period and spaces": lambda size: f"over the previous 1{' ' * (size - 20)}x",
    "spaces on both sides": lambda size: f"{' ' * (size // 2 - 4)}bear{' ' * (size // 2)}",
    "orders": repeated("please now "),
    "exceptions": repeated("apart from "),
    "Chinese exceptions": repeated("除了"),
    "cases": repeated("bull case for "),
    "people": repeated("do a b "),
    "owners": repeated("a's "),
    "zeros": repeated("零"),
    "capitals": repeated("A"),
    **{name: MAKES[name] for name in ("unknown cashtags", "codes", "handles", "hashtags", "retweets", "tags", "emoji")},
}
"""What the patterns of questions are slowest at, and the makes that took longest when all were tried."""


@pytest.fixture(scope="module")
def channel(door: Door) -> ChannelId:
    """It holds an argument; the channel beside it holds one with a secret."""
    own, other = door.new_channel(), door.new_channel()
    door.do(door.casebook.save(own, pasted(POST.format(name="Ann", words="Its"))))
    door.do(door.casebook.save(other, pasted(POST.format(name="Ben", words=f"The {CANARY} says that"))))
    return own


@settings(max_examples=150)
@given(text=questions, after=st.lists(questions, max_size=2))
def test_any_question_is_answered_from_its_own_channel_or_refused(
    door: Door, channel: ChannelId, text: str, after: list[str]
) -> None:
    answer = ask(door, channel, text, *after)
    if answer is not None:
        assert CANARY not in answer.model_dump_json(exclude={"query"})
        assert all("Ben" not in sentence.text for sentence in answer.sentences)


def test_a_plain_one_is_answered_from_it(door: Door, channel: ChannelId) -> None:
    answer = ask(door, channel, "What is the bear case on Tesla?")
    assert answer is not None
    assert "margins fall with every price cut" in answer.sentences[0].text


def test_a_megabyte_is_no_question(door: Door, channel: ChannelId) -> None:
    megabyte = "bear case on Tesla? " * 50_000
    with pytest.raises(QuestionTooLong):
        door.do(door.casebook.ask(channel, Question(text=megabyte, asked_on=TODAY)))
    assert seconds(lambda: ask(door, channel, megabyte)) < allowed(0.1)


@pytest.mark.parametrize("name", SLOW)
def test_the_longest_conversation_is_understood_within_a_second(door: Door, channel: ChannelId, name: str) -> None:
    """Of nine messages, each as long as a question may be; of those before it, which may be longer, only as much."""
    ask(door, channel, "What is the bear case on Tesla?", "特斯拉的看空理由？")
    text = SLOW[name](LONGEST_QUESTION)
    assert seconds(lambda: ask(door, channel, text, *[text * 2] * 8)) < allowed(1)


def ask(door: Door, channel: ChannelId, text: str, *after: str) -> Answer | None:
    """None where it is refused by an error of ours."""
    try:
        return door.do(door.casebook.ask(channel, Question(text=text, after=after, asked_on=TODAY)))
    except CasebookError:
        return None
