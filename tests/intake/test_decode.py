"""Bytes and text that can't be saved are refused with their reason; all else comes through as it is."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BadInput, NothingToSave, NotText, TooLarge
from bot.intake.decode import LIMIT, check_text, decode

CHINESE = "渠道库存还在高位，价格战没有赢家，谁先停手谁丢份额。"
TRADITIONAL = "渠道庫存還在高位，價格戰沒有贏家，誰先停手誰丟份額。"
WESTERN = "The café’s margin isn’t thin because rents rose; it’s thin because the “new” menu costs more."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        (CHINESE, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5"),
        (WESTERN, "cp1252"),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_was_written_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "note.txt") == text


def test_big_endian_utf_16_is_known_by_its_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), "note.txt") == CHINESE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b" \r\n\t ",
        "\u200b\ufeff \u00a0".encode(),
        "\u3164\n\u115f\u1160 \u2800\uffa0".encode(),
        b"<div>" * 10_000,
        b"<p class=x>\n</p>",
    ],
)
def test_an_empty_file_has_nothing_to_save(data: bytes) -> None:
    with pytest.raises(NothingToSave) as refused:
        decode(data, "empty.txt")
    assert refused.value.details == {"source": "empty.txt"}


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"words and then\0a nul",
        b"\xff\xfe\x00\xd8",
        b"%PDF-1.7\n\xe2\xe3\xcf\xd3\x81\x9d\xfc\xfe\x8f\x90" * 4,
        b"\x01\x02\x03\x04\x05\x06\x07\x08" * 10,
    ],
)
def test_a_binary_file_is_no_text(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data, "image.png")


@pytest.mark.parametrize("text", ["half a \ud83d character", "a nul \0 inside"])
def test_text_that_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(NotText):
        check_text(text, "stdin")


def test_too_much_text_is_refused_with_its_size() -> None:
    with pytest.raises(TooLarge) as refused:
        decode(b"a" * (LIMIT + 1), "long.txt")
    assert refused.value.details == {"source": "long.txt", "size": LIMIT + 1, "limit": LIMIT}
    with pytest.raises(TooLarge):
        check_text("价" * (LIMIT // 3 + 1), "stdin")


def test_the_most_that_fits_is_taken() -> None:
    assert len(decode(b"a" * LIMIT, "long.txt")) == LIMIT
    assert len(check_text("a" * LIMIT, "stdin")) == LIMIT


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    try:
        text = decode(data, "any")
    except BadInput:
        return
    assert text.strip()
    assert check_text(text, "any") == text
