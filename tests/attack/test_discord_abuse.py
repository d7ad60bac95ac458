"""Too much, too long, too often, broken or odd: the bot says what it can in one message, and floods nobody."""

import sqlite3
from pathlib import Path

import pytest

from bot.casebook import PostQuery
from bot.cogs.surface.client import Options
from bot.cogs.surface.limits import Allowance
from bot.domain.settings import ChannelSettings
from tests.attack.crafting import sent
from tests.cogs.conftest import casebook, community, discord_env
from tests.cogs.making import thread_of
from tests.cogs.reading import Community, button, shown

__all__ = ["casebook", "community", "discord_env"]

POST = "Desk\n2025.10.10 09:00\n\n$NVDA(NVDA.US) Demand for racks is strong, says a supplier of our own list."
REFUSAL = "room again"


@pytest.fixture
def options(request: pytest.FixtureRequest) -> Options:
    return Options(allowance=getattr(request, "param", Allowance()))


def replies(community: Community) -> list[str]:
    return [shown(message) for message in community.channel.history() if message.author.id == community.me]


@pytest.mark.parametrize("options", [Allowance(person=3, channel=20)], indirect=True)
async def test_a_burst_of_mentions_is_answered_as_far_as_there_is_room_and_refused_once(community: Community) -> None:
    await community.saved(POST)
    people = [community.member(f"member{number}") for number in range(10)]
    for number in range(100):
        text = f"<@{community.me}> bull case on Nvidia?"
        community.env.backend.create_message(community.channel.id, people[number % 10].id, text)
    await community.env.settle()
    said = replies(community)
    assert sum("Desk" in reply for reply in said) == 20
    assert sum(REFUSAL in reply for reply in said) == 1


@pytest.mark.parametrize("options", [Allowance(person=2, channel=100)], indirect=True)
async def test_each_person_who_mentions_too_often_is_told_once(community: Community) -> None:
    for who in (community.ada, community.ben):
        for _ in range(6):
            await who.send(community.channel, f"<@{community.me}> bull case on Nvidia?")
    assert sum(REFUSAL in reply for reply in replies(community)) == 2


async def test_a_store_that_fails_is_not_complained_of_under_what_nobody_meant_for_the_bot(
    community: Community, tmp_path: Path
) -> None:
    thread = thread_of(community)
    with sqlite3.connect(tmp_path / "casebook.db") as store:
        tables = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in {name for name in tables if "settings" in name or "thread" in name}:
            store.execute(f'ALTER TABLE "{table}" RENAME TO "gone_{table}"')
    store.close()
    for where in (community.channel, thread):
        for text in ("good morning", "who has the slides?", POST):
            await community.ada.send(where, text)
        assert [message for message in where.history() if message.author.id == community.me] == []


async def test_ten_files_that_cannot_be_read_are_said_in_one_message_that_discord_takes(community: Community) -> None:
    await community.casebook.set_settings(community.store, ChannelSettings(auto_save=True))
    files = [("a_" * 110 + f"{number}.txt", b"\0\0\0") for number in range(10)]
    await community.ada.send(community.channel, POST, attachments=files)
    [reply] = replies(community)
    assert "is not text" in reply
    assert "more that were not saved" in reply
    [saved] = await community.casebook.posts(community.store, PostQuery())
    assert not saved.waiting


@pytest.mark.parametrize(
    "question",
    [
        "what does a" + "_" * 1900 + " say about Nvidia?",
        "what does " + "*a" * 900 + " say about Nvidia?",
        "what does " + "茅a_" * 600 + " say about Nvidia?",
        "compare Nvidia with " + "A_" * 900,
        "bull case on “" + "[b]" * 600 + "”",
        "*" * 2000,
        "🚀" * 2000,
        "\u202e" * 2000,
        "9" * 2000,
        "since " + "9" * 1900,
        "？" * 2000,
    ],
)
async def test_a_question_of_2000_characters_gets_a_reply_that_fits(community: Community, question: str) -> None:
    for n in range(12):
        await community.saved(POST.replace("NVDA", f"LONGNAME_OF_{n}" + "_" * 10 + "X"))
    result = await community.ada.slash(community.channel, "ask", question=question)
    assert "should not have" not in shown(result)
    await community.ada.send(community.channel, f"<@{community.me}> {question}"[:2000])
    assert "should not have" not in replies(community)[-1]


@pytest.mark.parametrize("label", ["Other side", "Sources", "Right", "Wrong"])
async def test_a_button_pressed_twenty_times_at_once_answers_each_time(community: Community, label: str) -> None:
    await community.saved(POST)
    answered = await community.ada.slash(community.channel, "ask", question="bull case on Nvidia?")
    assert answered.response is not None
    custom_id = button(answered, label)
    results = [sent(community, community.ada, answered.response, custom_id) for _ in range(20)]
    await community.env.settle()
    assert ["should not have" in shown(result) for result in results] == [False] * 20
    feedback = await community.casebook.feedback(community.store)
    assert (feedback.right, feedback.wrong) == (label == "Right", label == "Wrong")


async def test_undo_pressed_twenty_times_at_once_undoes_once(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    custom_id = button(saved, "Undo")
    for _ in range(20):
        sent(community, community.ada, saved.response, custom_id)
    await community.env.settle()
    assert await community.casebook.posts(community.store, PostQuery()) == []
    assert "Undone" in shown(community.channel.history()[-1])
