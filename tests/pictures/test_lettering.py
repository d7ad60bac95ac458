"""What is drawn has a glyph, by the font's own table."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.script import traditional
from bot.domain.text import Locale
from bot.locales import wording
from bot.pictures.lettering import CUT, dejavu, first_drawable, glyphs, lettering, noto
from bot.subjects.table import rows


def encodable(encoding: str) -> Iterator[str]:
    """The Chinese characters that an encoding has."""
    return (char for char in map(chr, range(0x4E00, 0xA000)) if char.encode(encoding, "ignore"))


@pytest.mark.parametrize(("encoding", "characters"), [("gb2312", 6763), ("gbk", 20902), ("big5", 13061)])
def test_the_font_that_comes_along_has_every_character_of(encoding: str, characters: int) -> None:
    """So that a machine without any font of its own still draws Chinese names."""
    wanted = list(encodable(encoding))
    assert len(wanted) == characters
    assert set(wanted) <= glyphs(noto())


@pytest.mark.parametrize("locale", Locale)
def test_every_word_of_the_picture_is_drawn_whole(locale: Locale) -> None:
    words = [text for text in wording(locale).table("picture").values() if isinstance(text, str)]
    words += wording(locale).table("stances").values()
    assert words
    assert [text for text in words if set(text) - glyphs(noto())] == []


def test_every_company_of_the_table_is_drawn_by_its_whole_name() -> None:
    companies = list(rows())
    chinese = [row.name_zh.text for row in companies if row.name_zh]
    names = [*(row.name.text for row in companies), *chinese, *map(traditional, chinese)]
    assert len(names) > 1000
    assert [name for name in names if lettering(name).text != name] == []


@pytest.mark.parametrize(
    ("name", "text", "font"),
    [
        ("比亚迪 BYD", "比亚迪 BYD", noto()),
        ("Škoda", "Škoda", dejavu()),
        ("斯柯达 Škoda", "斯柯达 Skoda", noto()),
        ("🚀 TSLA 🚀", "TSLA", noto()),
        ("شركة", "شركة", dejavu()),
        ("\u202eevil", "evil", noto()),
    ],
)
def test_a_name_is_drawn_in_the_font_that_has_it(name: str, text: str, font: object) -> None:
    found = lettering(name)
    assert (found.text, found.font) == (text, font)


@given(st.text(max_size=200))
def test_nothing_is_drawn_that_the_font_lacks(text: str) -> None:
    found = lettering(text)
    assert set(found.text) <= glyphs(found.font)


def test_a_name_of_which_nothing_can_be_drawn_gives_way_to_the_next() -> None:
    assert first_drawable(["🚀🚀", "삼성", "005930"]).text == "005930"


@pytest.mark.parametrize("name", ["W" * 120, "比亚迪" * 40, "Škoda مثل " * 12, "i" * 120])
def test_a_long_name_is_cut_to_its_room_and_says_so(name: str) -> None:
    cut = lettering(name).within(600, 42)
    assert 500 < cut.width(42) <= 600
    assert cut.text.endswith(CUT)
    assert name.startswith(cut.text.removesuffix(CUT))


def test_a_name_that_has_room_is_not_cut() -> None:
    whole = lettering("比亚迪")
    assert whole.within(600, 42) == whole
