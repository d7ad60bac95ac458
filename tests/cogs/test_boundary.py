"""What goes wrong is one helpful line under a reference; the bot goes on."""

import logging
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cogs.surface.boundary import TABLE, sentence_of
from bot.domain.text import Locale
from bot.errors import CasebookError
from bot.locales import wording
from tests.cli.test_wording import errors_below, holes
from tests.cogs.reading import Community, shown


def break_store(folder: Path) -> None:
    """Another program takes a table away."""
    with closing(sqlite3.connect(folder / "casebook.db")) as store:
        store.execute("DROP TABLE settings")


async def test_an_error_shows_one_line_with_a_reference_under_which_it_is_logged(
    community: Community, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    break_store(tmp_path)
    with caplog.at_level(logging.ERROR, logger="bot.cogs"):
        result = await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi?")
    sentence, reference = shown(result).split("\n")
    assert "should not have" in sentence
    found = re.fullmatch(r"-# Reference ([A-Z2-9]{6})", reference)
    assert found is not None
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [found[1]]
    assert caplog.records[0].exc_info is not None


async def test_an_error_takes_the_place_of_the_answer_that_was_promised(community: Community) -> None:
    for private in (False, True):
        result = await community.ada.slash(community.channel, "ask", question="?", private=private)
        assert "has no words" in shown(result)
        assert result.ephemeral is private
        assert result.followups == []


async def test_the_bot_goes_on_after_an_error(community: Community) -> None:
    await community.saved()
    await community.ada.slash(community.channel, "ask", question="?")
    answered = await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?")
    assert "quietgarage" in shown(answered)


async def test_an_error_after_a_mention_is_said_in_a_reply(community: Community, tmp_path: Path) -> None:
    break_store(tmp_path)
    await community.ada.send(community.channel, f"<@{community.me}> bear case on Xiaomi?")
    assert "should not have" in shown(community.channel.history()[-1])


async def test_a_discord_that_fails_for_a_moment_is_ridden_out_or_said(community: Community) -> None:
    await community.saved()
    community.env.inject_error("PATCH", "/webhooks/*", status=500)
    await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?")
    answered = await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?")
    assert "quietgarage" in shown(answered)


async def test_a_missing_permission_names_what_to_switch_on(community: Community) -> None:
    community.env.inject_error("PATCH", "/webhooks/*", status=403, code=50013, message="Missing Permissions")
    result = await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?")
    said = shown(result)
    assert "Missing Permissions" in said
    assert "Read Message History" in said


@pytest.mark.parametrize("locale", Locale)
def test_every_error_has_a_sentence_for_members_in_every_locale(locale: Locale) -> None:
    for kind in errors_below(CasebookError):
        if kind.__subclasses__() or not kind.__module__.startswith("bot.errors"):
            continue
        ours, everywhere = (holes(wording(locale).say(table, kind.wording)) for table in (TABLE, "errors"))
        assert ours <= everywhere, kind


@pytest.mark.parametrize("locale", Locale)
def test_no_error_tells_members_where_the_store_lies(locale: Locale) -> None:
    for key, sentence in wording(locale).table(TABLE).items():
        assert "store" not in holes(sentence), key


def test_what_people_wrote_in_an_error_cannot_act() -> None:
    class Named(CasebookError):
        wording = "unknown_alias"

    sentence = sentence_of(Named(name="**@everyone** [x](https://evil.example)"), wording(Locale.ENGLISH))
    assert r"\*\*\@everyone\*\* \[x\]\(https://evil.example)" in sentence
