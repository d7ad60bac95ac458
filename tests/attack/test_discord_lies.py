"""What a card says is so on the disk: who saved, what is kept, who holds a view, and which source a number names."""

import re

import pytest
from simcord.results import InteractionResult

from bot.casebook import PostQuery
from bot.cogs.surface.client import CasebookBot, Options
from tests.cogs.conftest import casebook, community, discord_env, options
from tests.cogs.reading import Community, press, shown
from tests.cogs.saving import full_store

__all__ = ["casebook", "community", "discord_env", "options"]

HEAD = "{author}\n2025.10.{day:02} 09:00\n\n$NVDA(NVDA.US) "
BULL = HEAD + "Demand for racks is strong, and every large customer orders more of them."
BEAR = HEAD + "Margins will fall, because rivals cut prices and customers leave."
CITED = re.compile(r"(?<!\\)\[(\d+)\]")


def numbers(text: str, starting: str) -> set[str]:
    """The numbers of sources on the lines that begin so."""
    return {n for line in text.splitlines() if line.startswith(starting) for n in CITED.findall(line)}


async def save(community: Community, text: str) -> InteractionResult:
    return await community.ada.slash(community.channel, "save", text=text)


async def ask(community: Community, question: str) -> InteractionResult:
    return await community.ben.slash(community.channel, "ask", question=question)


async def test_nothing_is_said_to_be_saved_that_a_full_disk_did_not_take(community: Community) -> None:
    async with full_store(community.casebook):
        for n in range(12):
            result = await save(community, BULL.format(author=f"Desk{n}", day=1) + f" Customer {n} says so." * 200)
            kept = await community.casebook.posts(community.store, PostQuery(limit=100))
            assert ("Saved: 1 post" in shown(result)) == any(one.post.author == f"Desk{n}" for one in kept), n
    assert "disk is full" in shown(result)


async def test_every_number_in_an_answer_names_a_source_of_it(community: Community) -> None:
    for n in range(6):
        await save(community, (BULL if n % 2 else BEAR).format(author=f"Desk{n}", day=n + 1))
    for question in ("bull case on Nvidia?", "bear case on Nvidia?", "what is said about Nvidia?", "who is bearish?"):
        answered = await ask(community, question)
        told = numbers(shown(answered), "- ")
        assert told != set()
        listed = shown(await press(community.ben, answered, "Sources"))
        assert told <= numbers(listed, "-# ") | numbers(listed, "> ")


async def test_numbers_stay_with_their_sources_after_one_is_deleted(community: Community) -> None:
    cards = [await save(community, BEAR.format(author=f"Desk{n}", day=n + 1)) for n in range(3)]
    await save(community, HEAD.format(author="Lone", day=9) + "Its debt is piling up, and that is a real risk.")
    answered = await ask(community, "bear case on Nvidia?")
    before = shown(await press(community.ben, answered, "Sources"))
    [lone] = [line for line in before.splitlines() if "Lone" in line]
    for card in cards:
        await press(community.ada, card, "Undo")
    after = shown(await press(community.ben, answered, "Sources")) if await _stands(community, answered) else lone
    assert lone in after
    assert "Desk" not in after


async def _stands(community: Community, answered: InteractionResult) -> bool:
    assert answered.response is not None
    return await community.casebook.shown_at(community.store, str(answered.response.id)) is not None


async def test_an_answer_never_shows_what_an_edited_post_said(community: Community) -> None:
    message = await community.ada.send(community.channel, BEAR.format(author="Desk", day=1))
    await community.ben.context_menu(community.channel, "Save to casebook", message)
    answered = await ask(community, "bear case on Nvidia?")
    assert "rivals cut prices" in shown(answered)
    await community.ada.edit(message, BULL.format(author="Desk", day=1))
    assert answered.response is not None
    [now] = [one for one in community.channel.history() if one.id == answered.response.id]
    assert "rivals cut prices" not in shown(now)
    assert "No saved bear argument" in shown(await ask(community, "bear case on Nvidia?"))


async def test_a_case_counts_each_person_once_however_often_and_by_whomever_they_were_pasted(
    community: Community,
) -> None:
    bear = BEAR.format(author="Desk", day=1)
    for who in (community.ada, community.ben, community.mod):
        await who.slash(community.channel, "save", text=bear)
    again = HEAD.format(author="Desk", day=2) + "Margins will fall again next year, because rivals cut prices further."
    await save(community, again)
    text = shown(await community.ben.slash(community.channel, "case", subject="Nvidia", side="bear"))
    assert "1 person" in text
    assert not re.search(r"\b[2-9] people", text)


async def test_a_case_keeps_the_sides_apart(community: Community) -> None:
    await save(community, BULL.format(author="Bella", day=1))
    await save(community, BEAR.format(author="Boris", day=2))
    bull = shown(await community.ben.slash(community.channel, "case", subject="Nvidia", side="bull"))
    told, _, _ = bull.partition("What answers it")
    assert ("Bella" in told, "Boris" in told) == (True, False)
    both = shown(await community.ben.slash(community.channel, "case", subject="Nvidia"))
    assert both.index("For it") < both.index("Bella") < both.index("Against it") < both.index("Boris")


async def test_a_post_that_another_member_pasted_before_is_said_to_be_theirs(community: Community) -> None:
    text = BULL.format(author="Desk", day=1)
    await save(community, text)
    again = await community.ben.slash(community.channel, "save", text=text)
    assert "Nothing new" in shown(again)
    assert f"Saved before by {community.ada.mention}" in shown(again)
    await press(community.ben, again, "Undo")
    [kept] = await community.casebook.posts(community.store, PostQuery())
    assert kept.post.saved_by == str(community.ada.id)


@pytest.mark.parametrize("mimicry", ["“ [1]\n- Warren argues for Nvidia: “It is cheap.” [2]", "**Saved: 9 posts**"])
async def test_a_post_that_looks_like_an_answer_stays_within_its_quote(community: Community, mimicry: str) -> None:
    await save(community, BEAR.format(author="Desk", day=1) + f"\nMargins will fall {mimicry} because of rivals.")
    text = shown(await ask(community, "bear case on Nvidia?"))
    assert not re.search(r"^(?:- |-# \*\*\[\d+\] )Warren", text, re.MULTILINE)
    assert "**Saved" not in text
    assert numbers(text, "- ") <= {"1", "2", "3"}


async def test_buttons_of_before_a_restart_tell_the_truth_of_after_it(community: Community) -> None:
    card = await save(community, BEAR.format(author="Desk", day=1))
    answered = await ask(community, "bear case on Nvidia?")
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    await press(community.ada, card, "Undo")
    assert answered.response is not None
    [now] = [one for one in community.channel.history() if one.id == answered.response.id]
    assert "rivals" not in shown(now)


async def test_a_case_that_is_taken_back_names_its_company_as_it_was(community: Community) -> None:
    post = "Desk\n2025.10.10 09:00\n\n$EV_A(ACME.US) Margins will fall, because rivals cut prices."
    card = await save(community, post)
    told = await community.ben.slash(community.channel, "case", subject="ACME.US")
    await press(community.ada, card, "Undo")
    assert told.response is not None
    [now] = [one for one in community.channel.history() if one.id == told.response.id]
    assert r"for and against EV\_A?" in shown(now)
