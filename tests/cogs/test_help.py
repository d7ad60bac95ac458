"""`/help`: how to use it in one screen, with examples for this channel."""

import pytest

from bot.cogs.cards.help import help_card
from bot.domain.post import ChannelId, Paste
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Locale
from bot.locales import wording
from tests.cogs.altered import spoken
from tests.cogs.chinese import english
from tests.cogs.reading import LIQUOR, Community, shown, text_of


async def helped(community: Community) -> str:
    result = await community.ada.slash(community.channel, "help")
    assert result.ephemeral
    return shown(result)


async def test_its_examples_are_about_what_the_channel_holds(community: Community) -> None:
    await community.saved(LIQUOR)
    text = await helped(community)
    assert "the bear case on Kweichow Moutai?" in text
    assert "Xiaomi" not in text


async def test_its_examples_name_nothing_of_another_channel(community: Community) -> None:
    paste = Paste(raw=LIQUOR, saved_by=str(community.ada.id), saved_at=community.env.now())
    await community.casebook.save(ChannelId("another"), paste)
    text = await helped(community)
    assert "Moutai" not in text
    assert "the bear case on Xiaomi Auto?" in text


async def test_it_says_how_to_save_ask_look_and_delete(community: Community) -> None:
    text = await helped(community)
    for command in ("save", "ask", "case", "debate", "posts", "alias", "forget", "export", "settings", "status"):
        assert f"`/{command}`" in text
    assert "Save to casebook" in text
    assert "quiet" in text


async def test_it_says_what_it_never_does_whence_the_words_come_and_what_is_kept(community: Community) -> None:
    text = await helped(community)
    assert "give advice" in text
    assert "profiles of members" in text
    assert "from the saved posts alone" in text
    assert "questions that I answered" in text


async def test_it_names_the_commands_as_discord_shows_them_in_chinese(community: Community) -> None:
    await community.saved(LIQUOR)
    with spoken(community.env, "zh-TW"):
        text = await helped(community)
    assert "`/提問`" in text
    assert "貴州茅台的看空理由" in text
    assert english(text) == []


@pytest.mark.parametrize("locale", Locale)
def test_a_name_of_a_company_cannot_act_in_it(locale: Locale) -> None:
    hostile = Subject(key=SubjectKey("x"), name="**@everyone** [free](https://evil.example) " * 9)
    text = text_of(help_card([hostile], wording(locale)))
    assert "\n- " in text
    assert "**@everyone**" not in text
    assert "](https" not in text.replace(r"\](https", "")
    assert len(text) < 3800
