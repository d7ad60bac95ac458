"""Shelves: a channel that reads others gives each reader only what that reader may see."""

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import ChannelType, OverwriteType
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.casebook import Casebook
from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.post import ChannelId, Paste
from bot.domain.settings import ChannelSettings
from tests.cogs.altered import permitted
from tests.cogs.reading import LIQUOR, Community, button, parts, shown

QUESTION = "What is the bear case on Kweichow Moutai?"
SECRET = "走廊"
"""Stands in the shelf's post alone."""
MORE = "From other shelves"
MORE_LIQUOR = "$贵州茅台(SH600519)$ 直营店的价格也松了，渠道库存越来越高，今年的需求比去年差，利润会下滑。"
BULL_LIQUOR = "$贵州茅台(SH600519)$ 分红率一年比一年高，现金流非常好，长期看好。"
HIDDEN = discord.PermissionOverwrite(view_channel=False)
SEEN = discord.PermissionOverwrite(view_channel=True)


class Reading(Community):
    """A community whose channel reads a second one, which only its insiders see."""

    def __init__(self, env: Env, casebook: Casebook) -> None:
        super().__init__(env, casebook)
        self.role = self.guild.create_role("insiders")
        self.eve: MemberActor = self.guild.add_member(env.create_user("eve"), roles=[self.role])
        everyone = self.guild.default_role
        self.vault = self.guild.create_text_channel("vault", overwrites={everyone: HIDDEN, self.role: SEEN})
        self.open = self.guild.create_text_channel("open")

    async def reads(self, *shelves: ChannelHandle) -> None:
        chosen = tuple(store(shelf) for shelf in shelves)
        await self.casebook.set_settings(self.store, ChannelSettings(shelves=chosen))

    async def holds(self, shelf: ChannelHandle, raw: str = LIQUOR) -> None:
        paste = Paste(raw=raw, saved_by=str(self.eve.id), saved_at=self.env.now())
        await self.casebook.save(store(shelf), paste)

    async def ask(self, who: MemberActor, where: ChannelHandle | None = None, **options: object) -> InteractionResult:
        return await who.slash(where or self.channel, "ask", question=QUESTION, **options)

    def hide(self, channel: ChannelHandle, who: MemberActor) -> None:
        deny = discord.Permissions(view_channel=True).value
        self.env.backend.set_overwrite(channel.id, Overwrite(who.id, OverwriteType.MEMBER, deny=deny))


@pytest.fixture
def reading(discord_env: Env, casebook: Casebook) -> Reading:
    return Reading(discord_env, casebook)


def store(channel: ChannelHandle) -> ChannelId:
    return ChannelId(str(channel.id))


def assert_nothing_of_the_vault(reading: Reading, text: str) -> None:
    """Neither its words, nor who wrote or saved them, nor its name."""
    told = (SECRET, "巷口的酒铺", str(reading.vault.id), str(reading.eve.id), "vault")
    assert [word for word in told if word in text] == []


def answer_of(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


def labels(what: InteractionResult | discord.Message) -> list[str]:
    message = what.response.message if isinstance(what, InteractionResult) and what.response else what
    assert isinstance(message, discord.Message)
    return [part["label"] for part in parts(message) if "label" in part]


async def test_a_private_answer_holds_what_the_asker_may_read_of_the_shelves(reading: Reading) -> None:
    await reading.reads(reading.vault)
    await reading.holds(reading.vault)
    text = shown(await reading.ask(reading.eve, private=True))
    assert SECRET in text
    assert reading.vault.mention in text


async def test_a_private_answer_holds_nothing_of_a_shelf_out_of_sight(reading: Reading) -> None:
    await reading.reads(reading.vault)
    await reading.holds(reading.vault)
    text = shown(await reading.ask(reading.ada, private=True))
    assert_nothing_of_the_vault(reading, text)
    assert "holds no arguments" in text


async def test_a_public_answer_holds_nothing_that_somebody_who_sees_it_may_not_read(reading: Reading) -> None:
    await reading.reads(reading.vault)
    await reading.holds(reading.vault)
    text = shown(await reading.ask(reading.eve))
    assert_nothing_of_the_vault(reading, text)


async def test_a_public_answer_counts_nothing_of_a_shelf_that_not_all_see(reading: Reading) -> None:
    await reading.reads(reading.vault)
    await reading.saved(LIQUOR)
    before = shown(await reading.ask(reading.eve))
    await reading.holds(reading.vault, MORE_LIQUOR)
    assert shown(await reading.ask(reading.eve)) == before


async def test_a_public_answer_holds_a_shelf_that_everybody_sees(reading: Reading) -> None:
    await reading.reads(reading.open)
    await reading.holds(reading.open)
    result = await reading.ask(reading.ada)
    assert SECRET in shown(result)
    assert MORE not in labels(result)


async def test_a_public_answer_holds_a_shelf_that_the_same_roles_see(reading: Reading) -> None:
    everyone = reading.guild.default_role
    lounge = reading.guild.create_text_channel("lounge", overwrites={everyone: HIDDEN, reading.role: SEEN})
    await reading.casebook.set_settings(store(lounge), ChannelSettings(shelves=(store(reading.vault),)))
    await reading.holds(reading.vault)
    assert SECRET in shown(await reading.ask(reading.eve, lounge))


async def test_one_member_who_is_kept_out_keeps_a_shelf_out_of_public_answers(reading: Reading) -> None:
    await reading.reads(reading.open)
    await reading.holds(reading.open)
    reading.hide(reading.open, reading.ben)
    assert SECRET not in shown(await reading.ask(reading.ada))
    assert SECRET in shown(await reading.ask(reading.ada, private=True))
    assert SECRET not in shown(await reading.ask(reading.ben, private=True))


async def test_a_shelf_whose_past_is_closed_is_none(reading: Reading) -> None:
    closed = discord.PermissionOverwrite(read_message_history=False)
    past = reading.guild.create_text_channel("past", overwrites={reading.guild.default_role: closed})
    await reading.reads(past)
    await reading.holds(past)
    assert SECRET not in shown(await reading.ask(reading.ada))
    assert SECRET not in shown(await reading.ask(reading.ada, private=True))


async def test_what_is_left_out_of_a_public_answer_is_shown_to_who_may_see_it_alone(reading: Reading) -> None:
    await reading.reads(reading.vault)
    await reading.holds(reading.vault)
    public = await reading.ask(reading.ada)
    mine = await reading.eve.click(answer_of(public), custom_id=button(public, MORE))
    assert mine.ephemeral
    assert SECRET in shown(mine)
    theirs = await reading.ben.click(answer_of(public), custom_id=button(public, MORE))
    assert theirs.ephemeral
    assert_nothing_of_the_vault(reading, shown(theirs))


async def test_the_button_for_other_shelves_works_after_a_restart(reading: Reading) -> None:
    await reading.reads(reading.vault)
    await reading.holds(reading.vault)
    public = await reading.ask(reading.ada)
    await reading.env.restart_bot(CasebookBot(reading.casebook, Options()))
    mine = await reading.eve.click(answer_of(public), custom_id=button(public, MORE))
    assert SECRET in shown(mine)


async def test_sources_of_an_old_answer_show_nothing_of_a_shelf_that_went_out_of_sight(reading: Reading) -> None:
    await reading.reads(reading.open)
    await reading.holds(reading.open)
    public = await reading.ask(reading.ada)
    assert SECRET in shown(await reading.ben.click(answer_of(public), label="Sources"))
    reading.hide(reading.open, reading.ben)
    after = shown(await reading.ben.click(answer_of(public), label="Sources"))
    assert SECRET not in after
    assert "can't see" in after
    assert SECRET in shown(await reading.ada.click(answer_of(public), label="Sources"))


async def test_sources_of_a_shelf_that_is_no_longer_read_are_not_shown(reading: Reading) -> None:
    await reading.reads(reading.open)
    await reading.holds(reading.open)
    public = await reading.ask(reading.ada)
    await reading.reads()
    assert SECRET not in shown(await reading.ada.click(answer_of(public), label="Sources"))


async def test_the_other_side_holds_nothing_of_a_shelf_out_of_sight(reading: Reading) -> None:
    await reading.reads(reading.vault)
    await reading.saved(BULL_LIQUOR)
    await reading.holds(reading.vault)
    public = await reading.ada.slash(reading.channel, "ask", question="What is the bull case on Kweichow Moutai?")
    assert_nothing_of_the_vault(reading, shown(await reading.ben.click(answer_of(public), label="Other side")))
    assert SECRET in shown(await reading.eve.click(answer_of(public), label="Other side"))


async def test_the_other_side_of_what_a_shelf_alone_told_comes_from_it_too(reading: Reading) -> None:
    await reading.reads(reading.open)
    await reading.holds(reading.open)
    await reading.holds(reading.open, BULL_LIQUOR)
    public = await reading.ask(reading.ada)
    assert "现金流非常好" not in shown(public)
    assert "现金流非常好" in shown(await reading.ben.click(answer_of(public), label="Other side"))
    reading.hide(reading.open, reading.ben)
    after = shown(await reading.ben.click(answer_of(public), label="Other side"))
    assert "现金流非常好" not in after
    assert SECRET not in after


async def test_a_button_gives_nothing_to_who_lost_sight_of_the_channel_itself(reading: Reading) -> None:
    await reading.reads(reading.open)
    await reading.holds(reading.open)
    public = await reading.ask(reading.ada)
    for label in ("Sources", "Right"):
        with permitted(reading.env, discord.Permissions.none()):
            result = shown(await reading.ben.click(answer_of(public), label=label))
        assert SECRET not in result
        assert "can't see" in result


async def test_a_deleted_shelf_is_ignored(reading: Reading) -> None:
    await reading.reads(reading.open)
    await reading.holds(reading.open)
    reading.env.backend.delete_channel(reading.open.id)
    result = await reading.ask(reading.ada)
    assert SECRET not in shown(result)
    assert MORE not in labels(result)


async def test_a_channel_of_another_server_is_never_a_shelf(reading: Reading) -> None:
    elsewhere = reading.env.create_guild("elsewhere").create_text_channel("stocks")
    await reading.reads(elsewhere)
    await reading.holds(elsewhere)
    assert SECRET not in shown(await reading.ask(reading.ada, private=True))
    assert SECRET not in shown(await reading.ask(reading.ada))


async def test_a_thread_reads_its_channels_shelves(reading: Reading) -> None:
    await reading.reads(reading.open)
    await reading.holds(reading.open)
    thread = reading.env.backend.create_thread(reading.channel.id, "moutai", reading.ada.id)
    handle = ChannelHandle(reading.env, reading.guild, thread)
    assert SECRET in shown(await reading.ask(reading.ada, handle))


async def test_a_private_thread_counts_as_its_channel(reading: Reading) -> None:
    await reading.reads(reading.open, reading.vault)
    await reading.holds(reading.vault)
    kind = ChannelType.PRIVATE_THREAD
    thread = reading.env.backend.create_thread(reading.channel.id, "insiders", reading.eve.id, type=kind)
    handle = ChannelHandle(reading.env, reading.guild, thread)
    public = await reading.ask(reading.eve, handle)
    assert_nothing_of_the_vault(reading, shown(public))
    assert SECRET in shown(await reading.eve.click(answer_of(public), custom_id=button(public, MORE)))


async def test_who_may_not_join_a_voice_channel_reads_nothing_of_it(reading: Reading) -> None:
    voice = reading.guild.create_voice_channel("floor")
    await reading.reads(voice)
    await reading.holds(voice)
    assert SECRET in shown(await reading.ask(reading.ada))
    deny = discord.Permissions(connect=True).value
    reading.env.backend.set_overwrite(voice.id, Overwrite(reading.ada.id, OverwriteType.MEMBER, deny=deny))
    assert SECRET not in shown(await reading.ask(reading.ben))
    assert SECRET not in shown(await reading.ask(reading.ada, private=True))
    assert SECRET in shown(await reading.ask(reading.ben, private=True))


async def test_a_direct_message_has_no_shelves(reading: Reading) -> None:
    user = reading.eve.user
    own = ChannelId(str(user.dm_channel.id))
    await reading.casebook.set_settings(own, ChannelSettings(shelves=(store(reading.open),)))
    await reading.holds(reading.open)
    assert SECRET not in shown(await user.slash("ask", question=QUESTION))
