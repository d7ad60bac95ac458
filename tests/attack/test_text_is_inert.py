"""What steers a terminal, turns the line's direction or hides in a post is kept, and does nothing where it is shown."""

import json
import re
import sys
from pathlib import Path

from tests.cli.conftest import ROOT, Terminal, written

EVIL = (
    "\x1b]0;owned\x07Mallory \u202egnivil\u202c [bold]X[/bold]\n@mall\u200bory\nNov 21, 2025\n\n"
    "$NVDA \x1b[2J\x1b[31mdata center revenue grew 60% because demand exceeds supply\u202e reversed\u202c "
    "[red]really[/red] \x9b31m \u2066iso\u2069 \u200bzw\u2028line \U000e0041tag \ufeffend :smile:.\n\n"
    "Margins will fall because\u061c rivals cut prices \r\x08over."
)
STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
ODD = (
    "Zoë 🚀\n@zoe\nNov 21, 2025\n\n🚀👩\u200d👩\u200d👧 $NVDA demand exceeds supply 🔥 because hyperscalers buy. "
    "Cafe\u0301 margins of 75% will rise because pricing power is strong. 𝔹oth 𠮷 ＮＶＤＡ revenue grew 60% since "
    "demand is high.\r\n\r\nN\u200bvidia&#39;s moat is wide because CUDA locks users in &amp; rivals fall behind."
)


def test_no_verb_shows_what_steers_a_terminal(casebook: Terminal, folder: Path) -> None:
    shown = [casebook("ingest", written(folder, "evil.txt", EVIL)), casebook("posts")]
    for question in ("what do people say about Nvidia", "英伟达怎么样", "bear case on \x1b[31mNetflix\u202e"):
        shown.append(casebook("ask", question))
    shown.append(casebook("chat", stdin="what about Nvidia\nbear case on \x1b[31mFoo\u202e\n"))
    casebook("alias", "add", "red\x1b[31m\u202e", "Nvidia")
    shown.append(casebook("alias", "list"))
    for ran in shown:
        assert (ran.status, STEERS.findall(ran.out)) == (0, [])
    assert "[red]really[/red]" in shown[0].out, "markup is text"


def test_the_paste_is_kept_as_it_came_and_quotes_are_spans_of_the_body(casebook: Terminal, folder: Path) -> None:
    for text in (EVIL, ODD):
        (folder / "post.txt").write_bytes(text.encode())
        [post] = casebook("ingest", "post.txt", "--json").document["posts"]
        assert post["arguments"]
        body, raws = _kept(casebook, post["post_id"])
        assert text in raws
        for argument in post["arguments"]:
            assert body[argument["start"] : argument["end"]] == argument["quote"]


def _kept(casebook: Terminal, post_id: str) -> tuple[str, list[str]]:
    # A line ends at its line feed alone: a body may hold other separators.
    lines = [json.loads(line) for line in casebook("export").out.strip("\n").split("\n")]
    [body] = [line["body"] for line in lines if line["type"] == "post" and line["post_id"] == post_id]
    return body, [line["raw"] for line in lines if line["type"] == "paste"]


def test_chinese_is_read_and_written_without_any_locale(saved: Terminal, process: Terminal) -> None:
    assert saved("posts").status == 0
    for locale in ({}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}):
        bare = {"PATH": str(Path(sys.executable).parent), "HOME": "/", "PYTHONPATH": str(ROOT), **locale}
        ran = process("ask", "小米的看空理由是什么", env=bare)
        assert (ran.status, ran.err) == (0, "")
        assert "小米" in ran.out
