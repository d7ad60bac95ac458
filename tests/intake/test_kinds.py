"""A post says the same in a file of any kind, and a hostile file is refused in a line."""

import time
from contextlib import suppress
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from bot.domain.post import Reading
from bot.errors import BadInput, BrokenFile, LockedFile, NothingToSave, NotText, TooLarge
from bot.intake.decode import FILE_LIMIT, LIMIT
from bot.intake.docx import FILES, SECONDS, UNPACKED
from bot.intake.files import text_of_file
from bot.intake.read import read
from tests.intake.made_files import MADE, docx_of, docx_with, letter, letter_of, page_of
from tests.timing import allowed

SAMPLES = sorted(Path("tests/samples").glob("*/*.txt"))
SIGNED = "Harbour Ledger\n2026.03.02 09:15\n\n$AMD(AMD.US) Orders are growing faster than the fabs can deliver.\n\n他们的毛利率还在下降。"  # noqa: E501
UNSIGNED = "Margins at Costco are too thin for this price, so I sold it all."
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def told(reading: Reading) -> list[object]:
    return [(post.author, post.published_at, post.platform, post.tickers, post.body.split()) for post in reading.posts]


def reading_of(name: str, data: bytes) -> Reading:
    return read(text_of_file(name, data).text)


@pytest.mark.parametrize("kind", [name for name in MADE if name != "post.eml"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_sample_is_read_alike_in_every_kind(sample: Path, kind: str) -> None:
    text = sample.read_text(encoding="utf-8")
    assert told(reading_of(kind, MADE[kind](text))) == told(read(text))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_letter_that_carries_a_post_is_read_as_the_post(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    first = read(text).posts[0]
    found = told(reading_of("post.eml", letter_of(text)))
    if first.author and first.published_at:
        assert found == told(read(text))
    else:
        assert found[0] != ()


LIES = {
    "post.docx": ("post.txt", "post.pdf", "post"),
    "post.html": ("post.txt", "post.docx"),
    "post.eml": ("post.txt", "post.html", "post"),
}


@pytest.mark.parametrize(("made", "lie"), [(made, lie) for made, lies in LIES.items() for lie in lies])
def test_what_a_file_holds_says_its_kind_where_its_name_lies(made: str, lie: str) -> None:
    assert told(reading_of(lie, MADE[made](SIGNED))) == told(read(SIGNED))


@pytest.mark.parametrize(
    "text", [f"{UNSIGNED} <b>bold</b> is a tag.", "a < b and c > d", "From: nobody in particular, this is a post."]
)
def test_words_about_other_kinds_are_text(text: str) -> None:
    assert text_of_file("post.txt", text.encode()).text == text


def test_a_file_without_tags_keeps_its_lines_though_it_calls_itself_a_page() -> None:
    assert text_of_file("post.html", b"one\ntwo\n\nthree").text == "one\ntwo\n\nthree"


@pytest.mark.parametrize("charset", ["gb18030", "big5", "shift_jis", "utf-8", "utf-16"])
def test_a_page_is_read_as_it_says_that_it_is_encoded(charset: str) -> None:
    page = f"<html><head><meta charset={charset}></head><body><p>毛利率下降。</p></body></html>"
    assert text_of_file("page.html", page.encode(charset)).text == "毛利率下降。"


def test_of_a_page_nothing_is_read_that_does_not_show() -> None:
    assert text_of_file("post.html", page_of(SIGNED)).text == SIGNED


# -- letters


def test_who_wrote_a_letter_and_when_is_in_its_fields() -> None:
    [post] = reading_of("note.eml", letter(UNSIGNED, subject="Costco is dear").as_bytes()).posts
    assert (post.author, str(post.published_at)) == ("Ines Calloway", "2026-03-09 08:14:00+01:00")
    assert post.body.split("\n\n") == ["Costco is dear", UNSIGNED]


def test_no_address_is_told_of_a_sender_with_a_name() -> None:
    assert "@" not in text_of_file("note.eml", letter(UNSIGNED).as_bytes()).text


def test_a_subject_in_another_script_is_decoded() -> None:
    made = letter(UNSIGNED, subject="好市多太贵")
    assert b"=?utf-8?" in made.as_bytes()
    assert reading_of("note.eml", made.as_bytes()).posts[0].body.startswith("好市多太贵")


def test_the_plain_version_of_a_letter_is_read_and_the_page_where_there_is_no_other() -> None:
    both = letter(UNSIGNED)
    both.add_alternative("<p>Only for <b>browsers</b>.</p>", subtype="html")
    assert reading_of("a.eml", both.as_bytes()).posts[0].body.endswith(UNSIGNED)
    page = letter("")
    page.set_content(f"<html><body><p>{UNSIGNED}</p></body></html>", subtype="html")
    assert reading_of("a.eml", page.as_bytes()).posts[0].body.endswith(UNSIGNED)


def test_lines_that_a_mail_program_broke_are_joined() -> None:
    made = letter("Margins at Costco are \ntoo thin.\nSo I sold.")
    made.set_param("format", "flowed")
    assert text_of_file("a.eml", made.as_bytes()).text.endswith("Margins at Costco are too thin.\nSo I sold.\n")


def test_an_attached_file_is_named_and_not_read() -> None:
    made = letter(UNSIGNED)
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="报告.pdf")
    made.add_attachment("Secret words.", filename="notes.txt")
    read_file = text_of_file("a.eml", made.as_bytes())
    assert [(one.reason, one.excerpt) for one in read_file.skipped] == [
        ("attachment", "报告.pdf"),
        ("attachment", "notes.txt"),
    ]
    assert "Secret" not in read_file.text


def test_a_letter_within_a_letter_is_its_writers() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Bob Marsh <bob@example.com>", "Fwd"
    outer.set_content("")
    outer.add_attachment(letter(UNSIGNED, subject="Costco"))
    [post] = reading_of("a.eml", outer.as_bytes()).posts
    assert (post.author, str(post.published_at)) == ("Ines Calloway", "2026-03-09 08:14:00+01:00")


def test_a_letter_without_words_is_refused() -> None:
    with pytest.raises(NothingToSave):
        text_of_file("a.eml", letter(" \n").as_bytes())


# -- documents


def test_what_was_put_in_and_taken_out_of_a_document_is_in_and_out() -> None:
    body = (
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:ins><w:r><w:t>, put in</w:t></w:r></w:ins><w:del><w:r><w:delText>, out"
        "</w:delText><w:t>, out</w:t></w:r></w:del><w:sdt><w:sdtContent><w:r><w:tab/><w:t>boxed</w:t></w:r></w:sdtContent></w:sdt></w:p>"  # noqa: E501
    )
    assert text_of_file("a.docx", docx_with(body)).text == "Kept, put in\tboxed"


def test_the_cells_of_a_documents_table_are_lines() -> None:
    document, out = Document(), BytesIO()
    document.add_paragraph("Before")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "one", "two"
    document.add_paragraph("After")
    document.save(out)
    assert text_of_file("a.docx", out.getvalue()).text == "Before\none\ntwo\nAfter"


def test_a_documents_macros_are_left_alone() -> None:
    assert (
        text_of_file("a.docx", docx_with("<w:p><w:r><w:t>Words</w:t></w:r></w:p>", word_vbaProject=b"Sub x")).text
        == "Words"
    )


def test_a_documents_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    words = "<w:body><w:p><w:r><w:t>Words &e;</w:t></w:r></w:p></w:body>"
    xml = f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document xmlns:w="{WORDS}">{words}</w:document>'
    assert "secret" not in text_of_file("a.docx", document(xml)).text


def test_a_documents_entities_do_not_grow() -> None:
    with pytest.raises(BadInput):
        text_of_file("a.docx", with_entities())


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def document(xml: str) -> bytes:
    """A document whose main file is this XML."""
    out = BytesIO()
    with ZipFile(BytesIO(docx_of(""))) as plain, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for one in plain.infolist():
            archive.writestr(one.filename, xml if one.filename == "word/document.xml" else plain.read(one))
    return out.getvalue()


def with_entities() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    words = "<w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body>"
    return document(f'<!DOCTYPE w [<!ENTITY e0 "lol">{entities}]><w:document xmlns:w="{WORDS}">{words}</w:document>')


HOSTILE: dict[str, tuple[str, bytes, type[BadInput]]] = {
    "a bomb beside the text": ("a.docx", docx_with("<w:p/>", word_big=b"\0" * (UNPACKED + 1)), BrokenFile),
    "many files": ("a.docx", zipped({"word/a": b""} | {f"{n}": b"" for n in range(FILES + 1)}), BrokenFile),
    "many empty paragraphs": ("a.docx", docx_with("<w:p/>" * 3_000_000), BrokenFile),
    "paragraphs in each other": ("a.docx", docx_with("<w:p>" * 100_000 + "</w:p>" * 100_000), BrokenFile),
    "more text than a paste": ("a.docx", docx_with(f"<w:p><w:r><w:t>{'word ' * 300_000}</w:t></w:r></w:p>"), TooLarge),
    "another archive": ("a.docx", zipped({"xl/workbook.xml": b"<a/>"}), BrokenFile),
    "half of a document": ("a.docx", docx_of("words" * 1000)[:9000], BrokenFile),
    "a locked document": ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), LockedFile),  # noqa: E501
    "a large document": ("a.docx", b"PK\x03\x04word/" + b"0" * FILE_LIMIT, TooLarge),
    "a page that nests": ("a.html", b"<html><body>" + b"<div>" * 100_000, BrokenFile),
    "a large page": ("a.html", b"<p>" + b"a" * FILE_LIMIT, TooLarge),
    "a page of more text than a paste": ("a.html", b"<p>" + b"word " * (LIMIT // 4), TooLarge),
    "a binary page": ("a.html", b"<html>\0", NotText),
    "parts within each other": ("a.eml", b"From: a@b.c\nMIME-Version: 1.0\n" + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(5000)), BrokenFile),  # noqa: E501
    "letters within each other": ("a.eml", b"From: a@b.c\n" + b"Content-Type: message/rfc822\n\n" * 5000, BrokenFile),
    "a letter whose page nests": ("a.eml", b"From: a@b.c\nContent-Type: text/html\n\n" + b"<div>" * 99_999, BrokenFile),
    "a large letter": ("a.eml", b"From: a@b.c\nMessage-ID: <a@b>\n\n" + b"a" * FILE_LIMIT, TooLarge),
    "a letter of more text than a paste": ("a.eml", b"From: a@b.c\nMessage-ID: <a@b>\n\n" + b"word " * (LIMIT // 4), TooLarge),  # noqa: E501
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon(name: str) -> None:
    file, data, refusal = HOSTILE[name]
    began = time.process_time()
    with pytest.raises(refusal):
        text_of_file(file, data)
    assert time.process_time() - began < allowed(3)


@pytest.mark.parametrize(
    "data",
    [
        docx_with(f"<w:tbl><w:tr>{'<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>' * 100_000}</w:tr></w:tbl>"),
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 300_000,
        b"From: a@b.c\nMIME-Version: 1.0\n" + b"X-Field: word\n" * 300_000 + b"\n" + UNSIGNED.encode(),
        b"From: "
        + b"a@b.c, " * 200_000
        + b"\nMIME-Version: 1.0\nSubject: "
        + b"=?utf-8?q?a?= " * 100_000
        + b"\n\nwords",
    ],
    ids=["a table of 100,000 cells", "a letter of 300,000 parts", "300,000 fields", "long fields"],
)
def test_a_large_work_ends_in_time(data: bytes) -> None:
    began = time.process_time()
    with suppress(BadInput):
        text_of_file("a", data)
    assert time.process_time() - began < allowed(SECONDS)
