"""Which names a channel may give a company."""

import pytest

from tests.cli.conftest import Terminal

NOTHING: dict[str, list[object]] = {"aliases": [], "off": [], "suggested": []}
RICE = (
    "Quill\n2025.10.14 09:15\n\n$XIACY aka Rice Cooker keeps growing, because its phones sell well.",
    "Wren\n2025.10.15 09:15\n\nSold my Rice Cooker (XIACY.US) today, because margins keep falling.",
    "Jay\n2025.10.16 09:15\n\nStill no dividend from $XIACY (Rice Cooker), and the buyback ended.",
)


@pytest.mark.parametrize(
    ("name", "company", "told"),
    [
        ("", "Nvidia", "it is empty"),
        (" \u200b", "Nvidia", "it is empty"),
        ("the", "Nvidia", "ordinary word"),
        (" The ", "Nvidia", "ordinary word"),
        ("的", "Nvidia", "ordinary word"),
        ("n" * 101, "Nvidia", "longer than 100"),
        ("leather", "", "no company"),
        ("leather", "n" * 101, "longer than 100"),
    ],
)
def test_a_name_that_every_sentence_holds_or_none_can_is_refused(
    casebook: Terminal, name: str, company: str, told: str
) -> None:
    ran = casebook("alias", "add", name, company)
    assert (ran.status, ran.out) == (1, "")
    assert told in ran.complaint
    assert len(ran.complaint) < 300
    assert casebook("alias", "list", "--json").document == NOTHING


@pytest.mark.parametrize(("name", "company"), [("n" * 100, "Nvidia"), ("皮衣", "Nvidia"), ("pond", "Nobody Knows Ltd")])
def test_other_names_are_the_channels_own_also_for_a_company_that_nobody_knows(
    casebook: Terminal, name: str, company: str
) -> None:
    [alias] = casebook("alias", "add", name, company, "--json").document["aliases"]
    assert (alias["name"], alias["company"]) == (name, company)


def test_a_name_that_everybody_knows_is_switched_off_and_on_again(casebook: Terminal) -> None:
    ran = casebook("alias", "remove", "Apple", "--yes", "--json", "--as", "mona")
    assert ran.document == NOTHING | {"off": [{"name": "Apple", "company": "Apple", "by_whom": "mona"}]}
    assert "Apple means nothing here" in casebook("alias", "list").out
    assert casebook("alias", "list", "--json", "--channel", "elsewhere").document == NOTHING
    assert casebook("alias", "add", "apple", "AAPL.US", "--json").document == NOTHING


def test_nothing_is_switched_off_unasked(casebook: Terminal) -> None:
    ran = casebook("alias", "remove", "apple")
    assert (ran.status, ran.out) == (2, "")
    assert "--yes" in ran.err
    assert casebook("alias", "list", "--json").document == NOTHING


def test_a_name_that_nobody_knows_can_be_neither_removed_nor_switched_off(casebook: Terminal) -> None:
    ran = casebook("alias", "remove", "big blue", "--yes")
    assert ran.status == 1
    assert "no alias “big blue”" in ran.complaint


def test_what_posts_suggest_is_listed_with_how_to_accept_it(casebook: Terminal) -> None:
    for raw in RICE:
        assert casebook("ingest", "-", stdin=raw).status == 0
    [one] = casebook("alias", "list", "--json").document["suggested"]
    assert {**one, "example": "…"} == {
        "name": "Rice Cooker",
        "company": "Xiaomi",
        "posts": 3,
        "people": 3,
        "example": "…",
        "url": None,
    }
    told = casebook("alias", "list").out
    assert "Rice Cooker → Xiaomi? (3 posts by 3 people" in " ".join(told.split())
    document = casebook("alias", "add", "Rice Cooker", "Xiaomi", "--json").document
    assert ([alias["name"] for alias in document["aliases"]], document["suggested"]) == (["Rice Cooker"], [])
