"""`/settings`: what is set, by whom, and that it stays set."""

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.app import open_casebook
from bot.casebook import Casebook
from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.settings import MOST_SHELVES, ChannelSettings
from bot.domain.shown import Verdict
from bot.domain.text import Locale
from bot.domain.usage import Usage
from bot.llm.scripted import ScriptedModel
from bot.settings import read_settings
from tests.cogs.altered import chosen, permitted, spoken
from tests.cogs.chinese import english
from tests.cogs.modelled import opened_with, took
from tests.cogs.reading import Community, parts, shown

LANGUAGE, BUDGET, SHELVES, WORST = "cb:set:language", "cb:set:budget", "cb:set:shelves", "cb:set:worst"
MANAGING = discord.Permissions(manage_channels=True, view_channel=True, read_message_history=True)


async def opened(community: Community, who: MemberActor | None = None) -> ResponseMessage:
    result = await (who or community.mod).slash(community.channel, "settings")
    assert result.response is not None
    return result.response


async def is_set(community: Community) -> ChannelSettings:
    return await community.casebook.settings(community.store)


def refusal(result: InteractionResult) -> str:
    """What was said instead of changing the panel."""
    [said] = result.followups
    assert said.ephemeral
    return shown(said)


def store(channel: ChannelHandle) -> ChannelId:
    return ChannelId(str(channel.id))


async def test_the_panel_is_for_the_asker_alone_and_says_what_is_set(community: Community) -> None:
    result = await community.mod.slash(community.channel, "settings")
    assert result.ephemeral
    text = shown(result)
    assert "Saving by itself: off" in text
    assert "the asker's" in text
    assert "100,000 tokens a day" in text
    assert "read for answers here:** none" in text


async def test_the_panel_says_that_no_model_is_connected_and_nothing_is_sent(community: Community) -> None:
    text = shown(await community.mod.slash(community.channel, "settings"))
    assert "No language model is connected to this bot now" in text
    assert "nothing is sent to one" in text


@pytest.mark.usefixtures("noon")
class TestWithAModel:
    @pytest.fixture
    async def casebook(self, tmp_path: Path) -> AsyncIterator[Casebook]:
        async with opened_with(ScriptedModel(["…"]), tmp_path) as opened:
            yield opened

    async def test_the_panel_says_what_was_used_of_the_budget_and_what_is_sent_to_whom(
        self, community: Community
    ) -> None:
        await took(community, Usage(sent=1200, written=34, estimated=True))
        text = shown(await community.mod.slash(community.channel, "settings"))
        assert "Used today: about 1,234 of 100,000 tokens, in 1 call." in text
        assert "Connected is scripted. Posts that are saved here, questions" in text
        assert "No language model is connected" not in text

    async def test_the_panel_says_at_once_that_nothing_is_sent_any_more(self, community: Community) -> None:
        panel = await opened(community)
        result = await community.mod.click(panel, label="Allow no model")
        assert "Connected is scripted. Nothing of this channel is sent to it." in shown(result)
        assert "questions" not in shown(result)
        again = await community.mod.click(panel, label="Allow a model")
        assert "are sent to it" in shown(again)

    async def test_what_was_used_is_told_of_the_budget_that_is_chosen(self, community: Community) -> None:
        await took(community, Usage(sent=1234))
        result = await community.mod.select(await opened(community), ["250000"], custom_id=BUDGET)
        assert "Used today: 1,234 of 250,000 tokens" in shown(result)

    async def test_the_panel_in_taiwans_wording_has_no_english_but_the_models_name(self, community: Community) -> None:
        with spoken(community.env, "zh-TW"):
            text = shown(await community.mod.slash(community.channel, "settings"))
        assert "已接上 scripted" in text
        assert english(text.replace("scripted", "").replace("token", "")) == []


async def test_discord_offers_the_command_only_to_who_manages_channels(community: Community) -> None:
    assert "settings" not in community.ada.available_commands(community.channel)
    assert "settings" in community.mod.available_commands(community.channel)
    with pytest.raises(SetupError, match="default-member-permissions"):
        await community.ada.slash(community.channel, "settings")


async def test_whom_a_server_allows_the_command_without_the_right_is_refused(community: Community) -> None:
    bot = community.env.bot
    assert isinstance(bot, CasebookBot)
    [command] = [one for one in await bot.tree.fetch_commands() if one.name == "settings"]
    community.guild.set_command_permissions(command, {community.ada: True})
    result = await community.ada.slash(community.channel, "settings")
    assert "Manage" in shown(result)
    assert result.ephemeral
    assert "Saving" not in shown(result)


async def test_a_press_sets_saving_and_the_panel_shows_what_is_on_the_disk(community: Community) -> None:
    panel = await opened(community)
    on = await community.mod.click(panel, label="Save by itself")
    assert "Saving by itself: on" in shown(on)
    assert (await is_set(community)).auto_save
    off = await community.mod.click(panel, label="Stop saving by itself")
    assert "Saving by itself: off" in shown(off)
    assert not (await is_set(community)).auto_save


async def test_the_right_is_checked_again_at_every_press(community: Community) -> None:
    panel = await opened(community)
    with permitted(community.env, discord.Permissions(view_channel=True)):
        refused = await community.mod.click(panel, label="Save by itself")
        also = await community.mod.select(panel, ["zh-TW"], custom_id=LANGUAGE)
        worst = await community.mod.select(panel, ["20000"], custom_id=BUDGET)
    assert all("Manage" in shown(result) for result in (refused, also, worst))
    assert await is_set(community) == ChannelSettings()


async def test_what_a_menu_does_not_offer_is_refused_whatever_a_client_sends(community: Community) -> None:
    elsewhere = community.env.create_guild("elsewhere").create_text_channel("stocks")
    beside = community.guild.create_text_channel("beside")
    panel = await opened(community)
    for menu, given, forged in (
        (LANGUAGE, "zh-TW", ["tlh"]),
        (BUDGET, "50000", ["999999999"]),
        (BUDGET, "50000", []),
        (SHELVES, beside, [str(elsewhere.id)]),
        (SHELVES, beside, ["here"]),
        (SHELVES, beside, [str(number) for number in range(MOST_SHELVES + 1)]),
    ):
        with chosen(community.env, *forged):
            result = await community.mod.select(panel, [given], custom_id=menu)
        assert "can't be chosen" in refusal(result)
    assert await is_set(community) == ChannelSettings()


async def test_a_shelf_out_of_sight_is_refused_whatever_a_client_sends(community: Community) -> None:
    hidden = discord.PermissionOverwrite(view_channel=False)
    foreign = community.guild.create_text_channel("foreign", overwrites={community.guild.roles["mods"]: hidden})
    beside = community.guild.create_text_channel("beside")
    panel = await opened(community)
    with chosen(community.env, str(foreign.id)):
        result = await community.mod.select(panel, [beside], custom_id=SHELVES)
    assert foreign.mention in refusal(result)
    assert "foreign" not in refusal(result)
    assert (await is_set(community)).shelves == ()


async def test_two_managers_at_once_each_change_what_they_press_and_the_last_wins(community: Community) -> None:
    first, second = await opened(community), await opened(community)
    await community.mod.click(first, label="Save by itself")
    # The second panel is older than that, and still offers to turn on what is on.
    text = shown(await community.mod.click(second, label="Save by itself"))
    await community.mod.select(second, ["zh-CN"], custom_id=LANGUAGE)
    await community.mod.select(first, ["zh-TW"], custom_id=LANGUAGE)
    assert "Saving by itself: on" in text
    assert await is_set(community) == ChannelSettings(auto_save=True, answer_in=Locale.TRADITIONAL)


async def test_answers_come_in_the_language_that_is_set(community: Community) -> None:
    await community.saved()
    panel = await opened(community)
    result = await community.mod.select(panel, ["zh-TW"], custom_id=LANGUAGE)
    assert "繁體中文" in shown(result)
    answer = await community.ada.slash(community.channel, "ask", question="What is the bear case on Xiaomi Auto?")
    assert "看空" in shown(answer)
    await community.mod.select(panel, ["asker"], custom_id=LANGUAGE)
    assert (await is_set(community)).answer_in is None


async def test_model_use_and_its_budget_are_set(community: Community) -> None:
    panel = await opened(community)
    await community.mod.click(panel, label="Allow no model")
    result = await community.mod.select(panel, ["250000"], custom_id=BUDGET)
    assert "not allowed" in shown(result)
    assert "250,000 tokens" in shown(result)
    kept = await is_set(community)
    assert (kept.model_allowed, kept.daily_tokens) == (False, 250_000)


async def test_a_budget_that_is_not_offered_and_was_set_elsewhere_stays_to_be_seen(community: Community) -> None:
    await community.casebook.set_settings(community.store, ChannelSettings(daily_tokens=777))
    panel = await opened(community)
    text = shown(await community.mod.click(panel, label="Save by itself"))
    assert "777 tokens" in text


class TestWithoutTheIntent:
    @pytest.fixture
    def options(self) -> Options:
        return Options(reads_messages=False)

    async def test_the_panel_says_that_saving_by_itself_cannot_work(self, community: Community) -> None:
        text = shown(await community.mod.slash(community.channel, "settings"))
        assert "Message Content Intent" in text
        assert "/status" in text


async def test_a_shelf_takes_the_right_to_manage_both_channels(community: Community) -> None:
    theirs = discord.PermissionOverwrite(manage_channels=False)
    foreign = community.guild.create_text_channel("foreign", overwrites={community.guild.roles["mods"]: theirs})
    panel = await opened(community)
    refused = await community.mod.select(panel, [foreign], custom_id=SHELVES)
    assert foreign.mention in refusal(refused)
    assert (await is_set(community)).shelves == ()


async def test_a_shelf_that_one_manages_too_is_added_and_named(community: Community) -> None:
    beside = community.guild.create_text_channel("beside")
    result = await community.mod.select(await opened(community), [beside], custom_id=SHELVES)
    assert beside.mention in shown(result)
    assert (await is_set(community)).shelves == (store(beside),)


async def test_who_manages_the_other_channel_only_adds_nothing(community: Community) -> None:
    beside = community.guild.create_text_channel("beside")
    panel = await opened(community)
    with permitted(community.env, discord.Permissions(view_channel=True)):
        refused = await community.mod.select(panel, [beside], custom_id=SHELVES)
    assert "Manage" in shown(refused)
    assert (await is_set(community)).shelves == ()


async def test_one_refused_shelf_refuses_the_whole_choice(community: Community) -> None:
    theirs = discord.PermissionOverwrite(manage_channels=False)
    foreign = community.guild.create_text_channel("foreign", overwrites={community.guild.roles["mods"]: theirs})
    beside = community.guild.create_text_channel("beside")
    await community.mod.select(await opened(community), [beside, foreign], custom_id=SHELVES)
    assert (await is_set(community)).shelves == ()


async def test_removing_a_shelf_takes_the_right_here_alone(community: Community) -> None:
    theirs = discord.PermissionOverwrite(manage_channels=False)
    foreign = community.guild.create_text_channel("foreign", overwrites={community.guild.roles["mods"]: theirs})
    beside = community.guild.create_text_channel("beside")
    before = ChannelSettings(shelves=(store(foreign), store(beside)))
    await community.casebook.set_settings(community.store, before)
    panel = await opened(community)
    await community.mod.select(panel, [foreign], custom_id=SHELVES)
    assert (await is_set(community)).shelves == (store(foreign),)
    await community.mod.select(panel, [], custom_id=SHELVES)
    assert (await is_set(community)).shelves == ()


async def test_forums_and_voice_channels_can_be_shelves_and_categories_cannot(community: Community) -> None:
    forum = community.guild.create_forum_channel("forum")
    voice = community.guild.create_voice_channel("voice")
    news = community.guild.create_news_channel("news")
    category = community.guild.create_category("category")
    panel = await opened(community)
    await community.mod.select(panel, [forum, voice, news], custom_id=SHELVES)
    assert (await is_set(community)).shelves == (store(forum), store(voice), store(news))
    refused = await community.mod.select(panel, [category], custom_id=SHELVES)
    assert "can't be chosen" in refusal(refused)
    assert forum.mention in shown(refused)
    assert len((await is_set(community)).shelves) == 3


async def test_the_channel_itself_is_no_shelf_of_its_own(community: Community) -> None:
    await community.mod.select(await opened(community), [community.channel], custom_id=SHELVES)
    assert (await is_set(community)).shelves == ()


async def test_a_deleted_shelf_is_not_shown_and_goes_with_the_next_choice(community: Community) -> None:
    gone, beside = community.guild.create_text_channel("gone"), community.guild.create_text_channel("beside")
    await community.casebook.set_settings(community.store, ChannelSettings(shelves=(store(gone),)))
    community.env.backend.delete_channel(gone.id)
    result = await community.mod.slash(community.channel, "settings")
    assert str(gone.id) not in shown(result)
    assert result.response is not None
    await community.mod.select(result.response, [beside], custom_id=SHELVES)
    assert (await is_set(community)).shelves == (store(beside),)


async def test_the_settings_of_a_thread_are_its_channels(community: Community) -> None:
    thread = community.env.backend.create_thread(community.channel.id, "cars", community.ada.id)
    handle = ChannelHandle(community.env, community.guild, thread)
    result = await community.mod.slash(handle, "settings")
    assert result.response is not None
    await community.mod.click(result.response, label="Save by itself")
    assert (await is_set(community)).auto_save


async def test_a_direct_message_is_set_up_by_who_writes_there_and_offers_no_shelves(community: Community) -> None:
    user = community.ada.user
    result = await user.slash("settings")
    assert SHELVES not in [part.get("custom_id") for part in parts(result.response.message)]
    await user.select(result.response, ["zh-CN"], custom_id=LANGUAGE)
    kept = await community.casebook.settings(ChannelId(str(user.dm_channel.id)))
    assert kept.answer_in is Locale.SIMPLIFIED


async def judged(community: Community, verdicts: list[Verdict], question: str = "Is *Xiaomi* <@1> late?") -> None:
    asked = Question(text=question, asked_on=community.env.now().date())
    answer = await community.casebook.ask(community.store, asked)
    answer_id = await community.casebook.remember(community.store, answer.citations, asked)
    for person, verdict in enumerate(verdicts):
        await community.casebook.judge(community.store, answer_id, str(person), verdict)


async def test_feedback_is_counted_and_the_worst_questions_are_listed_for_moderators(community: Community) -> None:
    await judged(community, [Verdict.WRONG, Verdict.WRONG, Verdict.RIGHT])
    await judged(community, [Verdict.WRONG], "Who likes Tesla?")
    panel = await opened(community)
    assert "right:** 1 · **called wrong:** 3" in shown(panel)
    result = await community.mod.click(panel, custom_id=WORST)
    assert result.ephemeral
    lines = shown(result).splitlines()
    assert r"Is \*Xiaomi\* \<@1> late?" in lines[1]
    assert "wrong 2, right 1" in lines[1]
    assert "Who likes Tesla?" in lines[2]


async def test_who_manages_and_does_not_moderate_reads_no_feedback(community: Community) -> None:
    await judged(community, [Verdict.WRONG])
    with permitted(community.env, MANAGING):
        panel = await opened(community)
    assert "called wrong" not in shown(panel)
    assert WORST not in [part.get("custom_id") for part in parts(panel.message)]


async def test_the_worst_questions_are_refused_to_who_moderates_no_more(community: Community) -> None:
    await judged(community, [Verdict.WRONG])
    panel = await opened(community)
    with permitted(community.env, MANAGING):
        refused = shown(await community.mod.click(panel, custom_id=WORST))
    assert "Xiaomi" not in refused
    assert "Manage" in refused


async def test_settings_and_the_panels_buttons_survive_a_restart(community: Community) -> None:
    panel = await opened(community)
    await community.mod.click(panel, label="Save by itself")
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    result = await community.mod.select(panel, ["zh-TW"], custom_id=LANGUAGE)
    assert "Saving by itself: on" in shown(result)
    assert await is_set(community) == ChannelSettings(auto_save=True, answer_in=Locale.TRADITIONAL)


async def test_what_is_set_survives_export_and_import(community: Community, tmp_path: Path) -> None:
    panel = await opened(community)
    await community.saved()
    await community.mod.click(panel, label="Save by itself")
    lines = [line async for line in community.casebook.export(community.store)]
    async with open_casebook(read_settings(store=f"sqlite:///{tmp_path}/another.db")) as other:
        await other.import_(community.store, lines)
        assert (await other.settings(community.store)).auto_save


async def test_the_panel_in_taiwans_wording_has_no_english(community: Community) -> None:
    await judged(community, [Verdict.WRONG], "小米會輸嗎")
    with spoken(community.env, "zh-TW"):
        text = shown(await community.mod.slash(community.channel, "settings"))
    assert "本頻道的設定" in text
    assert english(text) == []
