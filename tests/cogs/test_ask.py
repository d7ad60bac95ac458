"""`/ask`: what a grounded answer shows, to whom."""

import pytest

from bot.cogs.surface.client import CasebookBot, Options
from tests.cogs.reading import LIQUOR, Community, labels, press, shown


async def test_an_answer_shows_who_said_it_and_where_it_comes_from(community: Community) -> None:
    await community.saved()
    result = await community.ada.slash(community.channel, "ask", question="What is the bear case on Xiaomi Auto?")
    text = shown(result)
    assert "quietgarage" in text
    assert "promise that the brand makes" in text
    assert not result.ephemeral


async def test_a_source_says_who_saved_it_and_leads_to_the_message(community: Community) -> None:
    paste = await community.ben.send(community.channel, LIQUOR)
    await community.ada.context_menu(community.channel, "Save to casebook", paste)
    text = shown(await community.ada.slash(community.channel, "ask", question="bear case on Moutai?"))
    assert f"<@{community.ada.id}>" in text
    assert paste.jump_url in text
    assert "2025-11-12" in text
    assert "days old" in text


async def test_every_sentence_carries_its_number_and_every_number_its_quote(community: Community) -> None:
    await community.saved()
    text = shown(await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?"))
    told, _, sources = text.partition("-# **quietgarage**")
    sentences = [line for line in told.splitlines() if "argues against" in line]
    assert [line[-3:] for line in sentences] == [f"[{n}]" for n in range(1, len(sentences) + 1)]
    assert all(f"> [{n}] “" in sources for n in range(1, len(sentences) + 1))


async def test_a_private_answer_is_for_the_asker_alone(community: Community) -> None:
    await community.saved()
    result = await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?", private=True)
    assert result.ephemeral
    assert "quietgarage" in shown(result)


async def test_what_was_considered_and_where_the_words_come_from_is_said(community: Community) -> None:
    await community.saved()
    text = shown(await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?"))
    assert "4 arguments from 1 post by 1 person" in text
    assert "not advice" in text


async def test_what_cannot_be_answered_says_what_the_channel_holds(community: Community) -> None:
    await community.saved()
    text = shown(await community.ada.slash(community.channel, "ask", question="bear case on BYD?"))
    assert "No saved bear argument on BYD answers this." in text
    assert "Xiaomi Auto" in text


async def test_sources_are_shown_to_the_one_who_presses_also_after_a_restart(community: Community) -> None:
    await community.saved()
    answered = await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?")
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    pressed = await press(community.ben, answered, "Sources")
    assert pressed.ephemeral
    assert "promise that the brand makes" in shown(pressed)


@pytest.mark.parametrize(
    ("question", "other"), [("bear case on Xiaomi?", "后座看海"), ("bull case on Xiaomi?", "quietgarage")]
)
async def test_the_other_side_is_told_to_the_one_who_presses(community: Community, question: str, other: str) -> None:
    await community.saved()
    answered = await community.ada.slash(community.channel, "ask", question=question)
    pressed = await press(community.ben, answered, "Other side")
    assert pressed.ephemeral
    assert other in shown(pressed)


async def test_a_verdict_is_counted_once_a_person_and_shown_to_nobody(community: Community) -> None:
    await community.saved()
    answered = await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?")
    for label in ("Right", "Wrong"):
        pressed = await press(community.ben, answered, label)
        assert pressed.ephemeral
    feedback = await community.casebook.feedback(community.store)
    assert (feedback.right, feedback.wrong) == (0, 1)


async def test_forty_sources_page_and_none_is_lost(community: Community) -> None:
    for number in range(40):
        await community.saved(_post(number))
    answered = await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?")
    assert answered.response is not None
    given = await community.casebook.shown_at(community.store, str(answered.response.id))
    pressed = await press(community.ada, answered, "Sources")
    pages = [shown(pressed)]
    while "Next" in labels(pressed):
        pressed = await press(community.ada, pressed, "Next")
        pages.append(shown(pressed))
    assert given is not None
    for cited in given.cited:
        assert any(f"[{cited.n}]" in page for page in pages)


def _post(number: int) -> str:
    """A post of ours that is like no other."""
    return (
        f"LongPort - reader{number}\nreader{number}\n\n$XIAOMI-W(01810.HK) "
        f"Xiaomi Auto's brand is too narrow, and margin number {number} fell by {number + 3} % because of discounts."
    )


async def test_an_answer_says_how_many_of_the_arguments_it_tells(community: Community) -> None:
    for number in range(20):
        await community.saved(_post(number))
    text = shown(await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?"))
    told = text.count("argues against")
    assert f"-# The {told} that answer best are told here" in text
