"""`casebook run` before it speaks to Discord."""

import pytest

from tests.cli.conftest import Terminal


@pytest.mark.parametrize("shards", ["4/4", "0-3", "all", "3-0/4", "", "0/4\x1b[2J"])
def test_shards_that_are_none_are_wrong_usage_told_in_one_line(casebook: Terminal, shards: str) -> None:
    ran = casebook("run", "--shards", shards)
    assert (ran.status, ran.out) == (2, "")
    assert "names no shards" in ran.complaint
    assert "0-3/16" in ran.complaint
    assert "\x1b" not in ran.err


@pytest.mark.parametrize("shards", ["0-3/16", "5/16", "0,2,5-7/16"])
def test_without_a_token_it_says_how_to_get_one_whatever_the_shards(casebook: Terminal, shards: str) -> None:
    ran = casebook("run", "--shards", shards)
    assert ran.status == 1
    assert "DISCORD_TOKEN" in ran.out
