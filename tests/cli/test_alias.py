"""Which names a channel may give a company."""

import pytest

from tests.cli.conftest import Terminal


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
    assert casebook("alias", "list", "--json").document == {"aliases": []}


@pytest.mark.parametrize(("name", "company"), [("n" * 100, "Nvidia"), ("皮衣", "Nvidia"), ("pond", "Nobody Knows Ltd")])
def test_other_names_are_the_channels_own_also_for_a_company_that_nobody_knows(
    casebook: Terminal, name: str, company: str
) -> None:
    [alias] = casebook("alias", "add", name, company, "--json").document["aliases"]
    assert (alias["name"], alias["company"]) == (name, company)
