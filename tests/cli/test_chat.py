"""A conversation: a line is a question, a pasted text is saved."""

import json

from tests.cli.conftest import BULL, Terminal


def test_what_stands_between_save_and_a_dot_is_saved_and_the_rest_is_asked(casebook: Terminal) -> None:
    entered = f"/save\n{BULL}\n.\nwhat is the bull case on Nvidia\nand the bear case?\n/quit\nnever asked\n"
    ran = casebook("chat", "--json", stdin=entered)
    saved, bull, bear = (json.loads(line) for line in ran.out.splitlines())
    assert [post["author"] for post in saved["posts"]] == ["Marta Quill"]
    assert not bull["abstained"]
    assert bear["interpreted"]["subjects"] == ["Nvidia"], "it follows up the question before"
    assert (ran.status, ran.err) == (0, "")


def test_a_paste_ends_with_the_input_at_the_latest(casebook: Terminal) -> None:
    casebook("chat", stdin=f"/save\n{BULL}")
    assert len(casebook("posts", "--json").document["posts"]) == 1


def test_what_cannot_be_used_is_told_and_the_conversation_goes_on(casebook: Terminal) -> None:
    entered = b"/save\n.\n" + b"why " * 1000 + b"\nbroken \xff\nwhat is the bear case on Nvidia\n"
    ran = casebook("chat", "--json", stdin=entered)
    told = ran.err.splitlines()
    assert [word in line for word, line in zip(("no text", "too long", "not text"), told, strict=True)] == [True] * 3
    assert (ran.status, json.loads(ran.out)["abstained"]) == (0, True)


def test_help_is_at_hand(casebook: Terminal) -> None:
    assert "/save" in casebook("chat", stdin="/help\n").out
