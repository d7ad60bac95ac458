"""Pages: nothing over Discord's limits, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cogs.surface.layout import Room, pages, pieces

ROOMS = st.builds(Room, st.integers(400, 4000), st.integers(400, 10_000))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=3000)


@given(st.lists(TEXTS, max_size=12), ROOMS)
def test_cutting_pages_loses_no_text(blocks: list[str], room: Room) -> None:
    assert "".join(piece for page in pages(blocks, room) for piece in page) == "".join(blocks)


@given(st.lists(TEXTS, max_size=12), ROOMS)
def test_no_page_is_over_its_room(blocks: list[str], room: Room) -> None:
    for page in pages(blocks, room):
        text = "\n".join(page)
        assert len(text) <= room.characters
        assert len(text.encode()) <= room.octets


@given(TEXTS, ROOMS)
def test_no_cut_parts_a_backslash_from_what_it_makes_itself(text: str, room: Room) -> None:
    escaped = "".join(f"\\{char}" for char in text)
    assert all(len(piece) % 2 == 0 for piece in pieces(escaped, room)[:-1]) or not text.isascii()
    for piece in pieces(escaped, room)[:-1]:
        assert (len(piece) - len(piece.rstrip("\\"))) % 2 == 0


def test_a_long_text_is_cut_behind_a_sentence() -> None:
    text = "One thing is so. " * 40
    assert all(piece.rstrip().endswith(".") for piece in pieces(text, Room(200, 1000)))


def test_chinese_is_cut_by_its_bytes_and_behind_a_sentence() -> None:
    text = "这家公司的毛利率又降了。" * 100
    cut = pieces(text, Room(4000, 900))
    assert all(len(piece.encode()) < 900 and piece.endswith("。") for piece in cut)


def test_a_page_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="no page"):
        pages(["text"], Room(50, 50))


def test_a_block_of_lines_is_cut_behind_a_line() -> None:
    block = "\n".join("> One thing is so; another is not. And more of it." for _ in range(20))
    cut = pieces(block, Room(200, 1000))
    assert len(cut) > 1
    assert all(piece.startswith("> ") for piece in cut)
