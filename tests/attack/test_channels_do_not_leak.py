"""Whatever stands in a question or in a channel's name, nothing of another channel is shown or touched."""

import json
import re

from tests.cli.conftest import Terminal

SECRET = (
    "Alphacanary Smith\n@alphacanary\nNov 21, 2025\n\n$NVDA bodycanary data center revenue grew 60% because demand "
    "exceeds supply. $Namecanary Corp(ZCAN.US) margins will fall because rivals cut prices."
)
OPEN = "Beta Jones\n@betajones\nNov 22, 2025\n\n$TSLA deliveries fell 13% because the line-up is old."
CANARY = re.compile(r"\w*canary\w*|zcan|grew 60%|rivals", re.IGNORECASE)
PROBES = (
    "what is the bull case on Nvidia",
    "bodycanary",
    "what does Alphacanary Smith say",
    "aliascanary bull case",
    "what is the bear case on Namecanary",
    "ZCAN",
    "a' OR '1'='1",
    '" OR channel_id',
    "NVDA* OR body*",
    "NEAR(bodycanary revenue)",
    "channel:A bodycanary",
    "^bodycanary AND {revenue}",
    "ｂｏｄｙｃａｎａｒｙ",
    "UNION SELECT raw FROM pastes",
    "demand exceeds supply",
    "everything",
)
LIKE_A = ("a", "A ", "A\n", "A\u200b", "Ａ", "А", "a' OR '1'='1", "A'--", "%", "_", "*", '"A"')


def fill(casebook: Terminal) -> str:
    """The id of the secret post."""
    [post] = casebook("ingest", "-", "--channel", "A", "--json", stdin=SECRET).document["posts"]
    assert casebook("alias", "add", "aliascanary", "Nvidia", "--channel", "A").status == 0
    assert casebook("ingest", "-", "--channel", "B", stdin=OPEN).status == 0
    return str(post["post_id"])


def test_no_question_brings_up_another_channels_words(casebook: Terminal) -> None:
    fill(casebook)
    ran = casebook("ask", "-", "--channel", "B", stdin="\n".join(PROBES))
    for question, line in zip(PROBES, ran.out.splitlines(), strict=True):
        answer = json.loads(line)
        shown = json.dumps([answer["citations"], answer["sentences"], answer["coverage"]])
        assert CANARY.findall(shown) == [], question
        assert all(citation["author"] == "Beta Jones" for citation in answer["citations"]), question


def test_a_name_that_looks_like_a_channels_is_another_channel(casebook: Terminal) -> None:
    fill(casebook)
    for channel in LIKE_A:
        assert casebook("posts", "--json", "--channel", channel).document == {"posts": []}, channel
        assert CANARY.search(casebook("export", "--channel", channel).out) is None, channel


def test_a_post_is_forgotten_only_in_the_channel_that_is_named(casebook: Terminal) -> None:
    secret = fill(casebook)
    before = casebook("export", "--channel", "A").out
    assert casebook("forget", secret, "--channel", "B").status == 1
    [copied] = casebook("ingest", "-", "--channel", "B", "--json", stdin=SECRET).document["posts"]
    assert copied["duplicate_of"] is None, "what another channel holds is not known here"
    assert casebook("forget", copied["post_id"], "--channel", "B").status == 0
    assert casebook("forget", "--mine", "--yes", "--channel", "B").status == 0
    assert casebook("export", "--channel", "A").out == before
