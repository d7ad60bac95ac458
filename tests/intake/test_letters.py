"""A letter's author, wherever it names one, and the same letter again in somebody's forwarding."""

import pytest

from bot.casebook import Casebook
from bot.domain.post import ChannelId
from bot.intake.read import read
from tests.conftest import pasted

WORDS = """Maersk keeps its terminals full because it sends its own ships there, and that is a margin that others lack.

The order book is the trouble: a third of the fleet comes on top, and rates fall long before any of it is delivered. I
have counted the cranes at three ports this spring and none of them had a queue that I would call one."""
BYLINE = "By Odile Marchetti\n4 March 2026"
SPONSOR = "This week's letter is brought to you by Plumb & Sons, ledgers since 1911: code QUAY takes 20% off."
FORWARD = "---------- Forwarded message ---------\nFrom: The Quay Letter\nSubject: Cranes and queues\n\n"


@pytest.mark.parametrize("above", ["The Quay Letter\n", "Cranes and queues\n", ""])
def test_a_forwarded_letter_is_of_whom_its_own_byline_names(above: str) -> None:
    first, letter = read(f"from my inbox, worth it\n\n{FORWARD}{above}{BYLINE}\n\n{WORDS}").posts
    assert (first.author, first.quotes) == (None, 1)
    assert (letter.author, str(letter.published_at)) == ("Odile Marchetti", "2026-03-04")
    assert BYLINE not in letter.body


def test_a_letter_without_a_byline_is_the_senders() -> None:
    (letter,) = read(f"{FORWARD}{WORDS}").posts[-1:]
    assert (letter.author, letter.published_at) == ("The Quay Letter", None)


@pytest.mark.parametrize("line", [SPONSOR, "Today's issue is sponsored by us.", "[image: a crane]", "[cid:x1@mail]"])
def test_a_sponsors_line_and_a_pictures_place_are_nobodys_words(line: str) -> None:
    (letter,) = read(f"Cranes\n{BYLINE}\n\n{WORDS}\n\n{line}").posts
    assert letter.body.endswith("would call one.")


async def test_a_forwarded_letter_is_the_saved_one(casebook: Casebook) -> None:
    here = f"The Quay Letter\n{BYLINE}\n\nCranes and queues\n\n{WORDS}\n\n{SPONSOR}\n\nNo letter next week."
    there = here.replace(SPONSOR, "[image: sponsor]")
    saved = [await casebook.save(ChannelId("here"), pasted(raw)) for raw in (here, f"worth it\n\n{FORWARD}{there}")]
    assert saved[1].posts[-1].duplicate_of == saved[0].posts[0].post.post_id


@pytest.mark.parametrize("farewell", ["Best regards,", "Kind regards", "Yours sincerely,", "Cheers,"])
def test_a_letter_is_of_whom_its_last_lines_name(farewell: str) -> None:
    (letter,) = read(f"Dear partners,\n\n{WORDS}\n\n{farewell}\nOdile Marchetti\nQuay Capital").posts
    assert letter.author == "Odile Marchetti"


def test_a_farewell_without_a_name_names_nobody() -> None:
    (letter,) = read(f"Dear partners,\n\n{WORDS}\n\nCheers,\nuntil the next one, whenever that may be").posts
    assert letter.author is None
