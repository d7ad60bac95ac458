"""A channel's glossary at the front door: nicknames that its posts suggest, and names that it switches off."""

from pathlib import Path

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook, PostQuery
from bot.domain.glossary import Suggestion, SwitchedOff
from bot.domain.post import ChannelId
from bot.domain.subject import Alias
from bot.errors import UnknownAlias, UnknownSubject
from bot.settings import read_settings
from tests.conftest import asked, pasted

HERE, THERE = ChannelId("here"), ChannelId("there")
RICE = (
    "Quill\n2025.10.14 09:15\n\n$XIACY aka Rice Cooker keeps growing, because its phones sell well.",
    "Wren\n2025.10.15 09:15\n\nSold my Rice Cooker (XIACY.US) today, because margins keep falling.",
    "Jay\n2025.10.16 09:15\n\nStill no dividend from $XIACY (Rice Cooker), and the buyback ended.",
)
APPLE = "Quill\n2025.10.14 09:15\n\nApple earns more every year, because its services grow and margins rise."


async def suggested(casebook: Casebook, channel: ChannelId = HERE) -> list[tuple[str, str]]:
    return [(one.name, one.subject.key) for one in await casebook.suggestions(channel)]


@pytest.fixture
async def told(casebook: Casebook) -> Casebook:
    for raw in RICE:
        await casebook.save(HERE, pasted(raw))
    return casebook


def files_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def only(casebook: Casebook) -> Suggestion:
    [found] = await casebook.suggestions(HERE)
    return found


async def test_a_nickname_of_three_posts_is_suggested_with_an_example_and_changes_nothing(told: Casebook) -> None:
    found = await only(told)
    assert (found.name, found.subject.key, found.posts, found.people) == ("Rice Cooker", "xiaomi", 3, 3)
    assert "Rice Cooker" in found.example.body
    assert await told.aliases(HERE) == []
    assert (await told.ask(HERE, asked("bear case on Rice Cooker"))).query.subjects == ()


async def test_what_was_accepted_is_the_channels_own_and_no_longer_suggested(told: Casebook) -> None:
    alias = await told.accept(HERE, await only(told), "mona")
    assert alias == Alias(name="Rice Cooker", company="Xiaomi", added_by="mona")
    assert await suggested(told) == []
    [subject] = (await told.ask(HERE, asked("bear case on Rice Cooker"))).query.subjects
    assert subject.key == "xiaomi"


async def test_what_was_dismissed_does_not_come_back_whatever_is_posted(told: Casebook) -> None:
    await told.dismiss(HERE, await only(told))
    await told.save(HERE, pasted("Finch\n2025.10.17 09:15\n\n$XIACY aka Rice Cooker is cheap, and demand is strong."))
    assert await suggested(told) == []


async def test_a_suggestion_goes_with_its_posts_also_after_a_restart(tmp_path: Path) -> None:
    settings = read_settings(store=f"sqlite:///{tmp_path}/casebook.db")
    async with open_casebook(settings) as before:
        for raw in RICE:
            await before.keep(HERE, pasted(raw))
    async with open_casebook(settings) as after:
        told = after.digest_of(await only(after))
        posts = await after.posts(HERE, PostQuery())
        await after.forget(HERE, [posts[0].post.post_id])
        assert await suggested(after) == []
        assert await after.suggestion(HERE, told) is None


async def test_no_word_of_a_dismissed_nickname_outlives_its_posts(tmp_path: Path) -> None:
    async with open_casebook(read_settings(store=f"sqlite:///{tmp_path}/casebook.db")) as casebook:
        for raw in RICE:
            await casebook.keep(HERE, pasted(raw))
        await casebook.dismiss(HERE, await only(casebook))
        await casebook.forget(HERE, [one.post.post_id for one in await casebook.posts(HERE, PostQuery())])
        assert b"ooker" not in files_of(tmp_path)


async def test_another_channels_posts_suggest_nothing_here(told: Casebook) -> None:
    for raw in RICE[:2]:
        await told.save(THERE, pasted(raw))
    assert await suggested(told, THERE) == []
    await told.dismiss(THERE, await only(told))
    assert await suggested(told) == [("Rice Cooker", "xiaomi")]


async def test_a_name_that_is_off_means_nothing_when_posts_are_read(casebook: Casebook) -> None:
    await casebook.switch_off(HERE, SwitchedOff(name="Apple", by_whom="mona"))
    for channel, subjects in ((HERE, set[str]()), (THERE, {"Apple"})):
        [saved] = (await casebook.save(channel, pasted(APPLE))).posts
        assert {argument.subject.name for argument in saved.arguments} == subjects


async def test_a_name_that_is_off_means_nothing_in_questions_and_the_code_still_does(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(APPLE))
    await casebook.switch_off(HERE, SwitchedOff(name="Apple", by_whom="mona"))
    for question in ("What is the bull case on Apple?", "bull case on Aple", "bull case on apple"):
        assert (await casebook.ask(HERE, asked(question))).query.subjects == ()
    assert not (await casebook.ask(HERE, asked("What is the bull case on $AAPL?"))).abstained
    with pytest.raises(UnknownSubject):
        await casebook.subject(HERE, "Apple")
    assert (await casebook.subject(HERE, "AAPL.US")).key == "apple"


async def test_to_add_a_name_that_is_off_switches_it_on_again(casebook: Casebook) -> None:
    await casebook.switch_off(HERE, SwitchedOff(name="Apple", by_whom="mona"))
    await casebook.add_alias(HERE, Alias(name="apple", company="AAPL.US", added_by="mona"))
    assert (await casebook.glossary(HERE)).off == ()
    assert await casebook.aliases(HERE) == []
    assert (await casebook.subject(HERE, "apple")).key == "apple"


async def test_a_name_that_is_off_may_be_given_another_company(casebook: Casebook) -> None:
    await casebook.switch_off(HERE, SwitchedOff(name="Apple", by_whom="mona"))
    await casebook.add_alias(HERE, Alias(name="apple", company="Nvidia", added_by="mona"))
    assert (await casebook.glossary(HERE)).off == ()
    assert (await casebook.subject(HERE, "Apple")).key == "nvidia"


async def test_only_a_name_that_everybody_knows_can_be_switched_off(casebook: Casebook) -> None:
    for name in ("big blue", "AAPL.US", "price target"):
        with pytest.raises(UnknownAlias):
            await casebook.switch_off(HERE, SwitchedOff(name=name, by_whom="mona"))
    assert (await casebook.glossary(HERE)).off == ()
