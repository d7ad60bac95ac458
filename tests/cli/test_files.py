"""`casebook ingest FILE` reads every kind of file that Discord's `/save file:` reads, and in the same way."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Terminal
from tests.cogs.saving import POST
from tests.intake.made_files import MADE, letter
from tests.intake.made_pdf import pdf_of

PAGE = pdf_of([["AMD gains share, because demand for racks is strong."]])
LIBRARIES = ("pypdf", "docx", "lxml", "selectolax")


def without_ids(posts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was understood of posts; blank lines may lie elsewhere in another kind of file, and offsets with them."""
    for post in posts:
        del post["post_id"]
        for argument in post["arguments"]:
            del argument["argument_id"], argument["start"], argument["end"]
    return posts


@pytest.mark.parametrize("name", MADE)
def test_a_post_is_the_same_in_a_file_of_any_kind(casebook: Terminal, folder: Path, name: str) -> None:
    (folder / "plain.txt").write_text(POST, encoding="utf-8")
    (folder / name).write_bytes(MADE[name](POST))
    plain = casebook("ingest", "plain.txt", "--json", "--channel", "plain").document
    found = casebook("ingest", name, "--json", "--channel", "other").document
    assert without_ids(found["posts"]) == without_ids(plain["posts"])
    assert len(found["posts"][0]["arguments"]) == 2
    assert found["skipped"] == []


def test_a_pdf_is_read(casebook: Terminal, folder: Path) -> None:
    (folder / "note.pdf").write_bytes(PAGE)
    [post] = casebook("ingest", "note.pdf", "--json").document["posts"]
    assert [argument["quote"] for argument in post["arguments"]] == [
        "AMD gains share, because demand for racks is strong."
    ]


@pytest.mark.parametrize("name", MADE)
def test_a_file_on_standard_input_is_known_by_what_it_holds(casebook: Terminal, name: str) -> None:
    [post] = casebook("ingest", "-", "--json", stdin=MADE[name](POST)).document["posts"]
    assert (post["author"], post["published_at"]) == ("Harbour Ledger", "2026-03-02T09:15:00")


def test_a_pdf_comes_by_standard_input_too(casebook: Terminal) -> None:
    assert len(casebook("ingest", "-", "--json", stdin=PAGE).document["posts"]) == 1


def test_files_attached_to_a_letter_are_named(casebook: Terminal, folder: Path) -> None:
    made = letter(POST)
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="report.pdf")
    (folder / "note.eml").write_bytes(made.as_bytes())
    assert casebook("ingest", "note.eml", "--json").document["skipped"] == [
        {"reason": "attachment", "excerpt": "report.pdf"}
    ]
    assert "report.pdf" in casebook("ingest", "note.eml", "--channel", "other").out


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("scan.pdf", pdf_of([[""]]), "holds no text, only pictures"),
        ("post.docx", b"PK\x03\x04word/", "is damaged"),
        ("post.html", b"<html>" + b"<div>" * 100_000, "too large or intricate"),
        ("table.xlsx", b"PK\x03\x04\0", ".docx, .html, .htm, .eml"),
        ("chart.png", b"\x89PNG\0\0", "is no file that text is read from"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_in_a_line(
    casebook: Terminal, folder: Path, name: str, data: bytes, told: str
) -> None:
    (folder / name).write_bytes(data)
    ran = casebook("ingest", name)
    assert (ran.status, ran.out) == (1, "")
    assert name in ran.complaint
    assert told in ran.complaint
    assert casebook("posts", "--json").document == {"posts": []}


def test_text_needs_no_library_of_another_kind(folder: Path) -> None:
    (folder / "post.txt").write_text(POST, encoding="utf-8")
    run = "from bot.cli.boundary import run; run(['ingest', 'post.txt'])"
    code = f"import sys; {run}; print(set(sys.modules) & {set(LIBRARIES)})"
    ran = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "set()"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("C", "holds a post of 1199 characters, and one may have 1000"),
        ("zh_CN", "一篇最多 1000 字符"),
        ("zh_TW", "一篇最多 1000 字元"),
    ],
)
def test_a_post_over_the_limit_of_the_settings_is_refused_with_the_figure(
    casebook: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch, language: str, told: str
) -> None:
    monkeypatch.setenv("CASEBOOK_LONGEST_POST", "1000")
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    (folder / "post.txt").write_text("Margins of Nvidia fall. " * 50, encoding="utf-8")
    for ran in (
        casebook("ingest", "post.txt", "--json"),
        casebook("ingest", "-", "--json", stdin="Margins fall. " * 90),
    ):
        assert (ran.status, ran.out) == (1, "")
    assert told in casebook("ingest", "post.txt").complaint
    assert "post.txt" in casebook("ingest", "post.txt").complaint
    assert casebook("posts", "--json").document == {"posts": []}
