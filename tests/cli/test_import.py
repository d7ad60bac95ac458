"""Taking a channel away and bringing it back, and bringing in what DiscordChatExporter wrote."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import BEAR, BULL, Terminal, written


def message(number: int, content: str, **changed: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "type": "Default",
        "timestamp": f"2025-11-2{number % 10}T08:00:00.123+00:00",
        "content": content,
        "author": {"id": "7", "name": "ann", "nickname": "Ann", "isBot": False},
        "attachments": [],
    } | changed


def discord(folder: Path, *messages: dict[str, Any]) -> str:
    export = {"guild": {"id": "11", "name": "g"}, "channel": {"id": "22", "name": "c"}, "messages": messages}
    return written(folder, "discord.json", json.dumps(export, indent=2))


def test_an_export_restored_elsewhere_is_the_same_export_again(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", "-", stdin=BULL)
    casebook("ingest", "-", stdin=BEAR)
    casebook("alias", "add", "皮衣", "Nvidia")
    exported = casebook("export").out
    assert all(json.loads(line) for line in exported.splitlines())
    elsewhere = ("--channel", "elsewhere", "--store", "sqlite:///elsewhere.db")
    restored = casebook("import", written(folder, "all.jsonl", exported), *elsewhere, "--json").document["imported"]
    assert (restored["posts"], restored["duplicates"]) == (2, 0)
    assert casebook("export", *elsewhere).out == exported
    again = casebook("import", "-", *elsewhere, "--json", stdin=exported).document["imported"]
    assert (again["posts"], again["arguments"]) == (0, 0)
    assert casebook("export", *elsewhere).out == exported


def test_an_export_that_was_cut_off_names_file_and_line_and_doubles_nothing_later(
    casebook: Terminal, folder: Path
) -> None:
    casebook("ingest", "-", stdin=BULL)
    exported = casebook("export").out
    cut = written(folder, "cut.jsonl", exported[: len(exported) * 2 // 3])
    elsewhere = ("--store", "sqlite:///elsewhere.db")
    ran = casebook("import", cut, *elsewhere)
    assert (ran.status, ran.out) == (1, "")
    assert "cut.jsonl, line " in ran.complaint
    assert casebook("import", written(folder, "all.jsonl", exported), *elsewhere).status == 0
    assert casebook("export", *elsewhere).out == exported


def test_each_message_that_a_person_wrote_is_a_paste_of_theirs(casebook: Terminal, folder: Path) -> None:
    name = discord(
        folder,
        message(1, BULL),
        message(2, "beep", author={"id": "8", "name": "robot", "isBot": True}),
        message(3, ""),
        message(4, "joined the server.", type="GuildMemberJoin"),
        message(5, BEAR, type="Reply", author={"id": "9", "name": "ben", "isBot": False}),
    )
    imported = casebook("import", name, "--json").document["imported"]
    assert (imported["posts"], imported["duplicates"], imported["skipped"]) == (2, 0, 3)
    posts = casebook("posts", "--json").document["posts"]
    assert {(post["saved_by"], post["saved_at"]) for post in posts} == {
        ("ann", "2025-11-21T08:00:00+00:00"),
        ("ben", "2025-11-25T08:00:00+00:00"),
    }
    assert "https://discord.com/channels/11/22/5" in casebook("export").out


def test_messages_imported_again_double_nothing(casebook: Terminal, folder: Path) -> None:
    name = discord(folder, message(1, BULL), message(2, BEAR))
    casebook("import", name)
    exported = casebook("export").out
    again = casebook("import", name, "--json").document["imported"]
    assert again == {"posts": 0, "arguments": 0, "duplicates": 2, "skipped": 0}
    assert casebook("export").out == exported


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no text"),
        ("Nvidia is cheap", "neither an export"),
        ("{}", "guild"),
        ('{"guild": {"id": "1"}, "channel": {"id": "2"}, "messages": [{"id": "3"}]}', "messages.0.timestamp"),
        ("{\n  broken", "Invalid JSON"),
    ],
)
def test_what_is_no_export_is_refused(casebook: Terminal, folder: Path, text: str, told: str) -> None:
    ran = casebook("import", written(folder, "file.json", text))
    assert (ran.status, ran.out) == (1, "")
    assert "file.json" in ran.complaint
    assert told in ran.complaint
    assert "file.json" not in casebook("import", "file.json", "missing.json").out


def test_a_file_to_import_that_is_not_there_is_named(casebook: Terminal) -> None:
    for name in ("missing.jsonl", "."):
        ran = casebook("import", name)
        assert ran.status == 1
        assert f"{name} can't be read" in ran.complaint


def test_an_export_on_one_line_is_discords_all_the_same(casebook: Terminal, folder: Path) -> None:
    name = discord(folder, message(1, BULL), message(2, BEAR))
    minified = json.dumps(json.loads((folder / name).read_text()), separators=(",", ":"))
    imported = casebook("import", written(folder, "one_line.json", minified + "\n"), "--json").document["imported"]
    assert imported["posts"] == 2


def test_broken_json_is_told_with_its_line(casebook: Terminal, folder: Path) -> None:
    lines = (folder / discord(folder, message(1, BULL))).read_text().splitlines()
    lines[6] += "oops"
    assert "broken.json, line 7," in casebook("import", written(folder, "broken.json", "\n".join(lines))).complaint


def test_a_line_of_ours_that_cannot_be_read_is_named_with_its_file(casebook: Terminal, folder: Path) -> None:
    for line in ('{"type":"post","x":1}', "{broken"):
        name = written(folder, "ours.jsonl", '{"type":"casebook","version":1}\n' + line)
        assert "ours.jsonl, line 2" in casebook("import", name).complaint


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("count", [1, 20_000])
def test_an_export_is_no_post_and_goes_to_import(
    casebook: Terminal, folder: Path, indent: int | None, count: int
) -> None:
    export = {"guild": {"id": "1"}, "channel": {"id": "2"}, "messages": [message(1, BULL)] * count}
    text = json.dumps(export, indent=indent)
    for ran in (casebook("ingest", written(folder, "chat.json", text)), casebook("ingest", "-", stdin=text)):
        assert (ran.status, ran.out) == (1, "")
        assert "`casebook import" in ran.complaint
    assert "chat.json" in casebook("ingest", "chat.json").complaint
