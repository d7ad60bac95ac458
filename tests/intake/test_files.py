"""Text and PDFs that people attach are read; every other file says which kinds can be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BadInput, BrokenPdf, NothingToSave, NotText, UnreadableFile
from bot.intake.files import is_readable_name, text_of_file
from tests.intake.made_pdf import pdf_of

POST = "Ines Calloway\n2025-11-23\nMargins at Costco are too thin for this price."
BEGINNINGS = [b"%PDF-1.4\n", b"PK\x03\x04word/", b"<html>", b"From: a@b.c\nMIME-Version: 1.0\n", b"From: a@b.c\n\n"]
MARKDOWN = "# Costco\n\n> quoted\n\n- **margins** are [thin](https://example.com)\n"


@pytest.mark.parametrize(
    "name", ["message.txt", "NOTE.TXT", "a.b.text", "post.md", "post.markdown", "README", "笔记.txt"]
)
def test_a_text_file_gives_its_text(name: str) -> None:
    assert text_of_file(name, POST.encode()).text == POST


def test_markdown_keeps_its_marks() -> None:
    assert text_of_file("post.md", MARKDOWN.encode()).text == MARKDOWN


def test_an_old_encoding_is_read_as_in_a_paste() -> None:
    assert (
        text_of_file("message.txt", "渠道库存还在高位，价格战没有赢家。".encode("gb18030")).text
        == "渠道库存还在高位，价格战没有赢家。"
    )


@pytest.mark.parametrize("name", ["report.pdf", "REPORT.PDF", "report", "report.txt", "report.bin"])
def test_a_pdf_is_known_by_its_name_or_by_what_it_begins_with(name: str) -> None:
    assert text_of_file(name, pdf_of([["A page of words."]])).text == "A page of words."


def test_what_only_calls_itself_a_pdf_is_a_broken_one() -> None:
    with pytest.raises(BrokenPdf):
        text_of_file("report.pdf", b"words")


def test_words_about_pdfs_are_text() -> None:
    assert text_of_file("note.txt", b"It begins with %PDF-1.7, they say.").text == "It begins with %PDF-1.7, they say."


@pytest.mark.parametrize("name", ["chart.png", "table.xlsx", "letter.doc", "letter.rtf", "clip.mp4", "a.txt.exe"])
def test_another_kind_of_file_says_which_kinds_can_be_read(name: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        text_of_file(name, b"\x89\0\0")
    kinds = ".txt, .md, .markdown, .text, .pdf, .docx, .html, .htm, .eml"
    assert refused.value.details == {"source": name, "kinds": kinds}


def test_text_is_read_whatever_its_name_ends_with() -> None:
    assert text_of_file("notes.org", b"words").text == "words"


def test_an_empty_file_and_a_binary_one_are_refused_as_pastes_are() -> None:
    with pytest.raises(NothingToSave):
        text_of_file("message.txt", b"")
    with pytest.raises(NotText):
        text_of_file("message.txt", b"\x89PNG\0\0")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("message.txt", None),
        ("Message.TXT", "text/plain; charset=utf-8"),
        ("report.pdf", "application/pdf"),
        ("post.md", "application/octet-stream"),
        ("note", "text/plain; charset=utf-8"),
        ("note", "application/pdf"),
        ("letter.docx", None),
        ("page.HTM", None),
        ("note", "message/rfc822"),
    ],
)
def test_a_readable_file_is_known_before_it_is_fetched(name: str, content_type: str | None) -> None:
    assert is_readable_name(name, content_type)


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("chart.png", "image/png"), ("chart.png", "text/plain"), ("note", None), ("note", "image/png"), ("", None)],
)
def test_another_is_left_where_it_is(name: str, content_type: str | None) -> None:
    assert not is_readable_name(name, content_type)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    name=st.text(max_size=20) | st.sampled_from(["a.pdf", "a.txt", "a.md", "a.docx", "a.html", "a.eml", "a"]),
    data=st.binary(max_size=300) | st.tuples(st.sampled_from(BEGINNINGS), st.binary(max_size=300)).map(b"".join),
)
def test_any_file_is_read_or_refused_with_a_reason(name: str, data: bytes) -> None:
    try:
        text = text_of_file(name, data).text
    except BadInput:
        return
    assert text.strip()
