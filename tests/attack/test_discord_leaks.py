"""Nothing of a channel that one can't see is shown, counted, offered or touched from another, whatever is sent."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.casebook import Casebook, PostQuery
from bot.domain.post import ChannelId
from tests.attack.crafting import pressed
from tests.cogs.altered import permitted
from tests.cogs.conftest import casebook, discord_env, options
from tests.cogs.reading import Community, button, labels, parts, shown

__all__ = ["casebook", "discord_env", "options"]

SECRET = (
    "Vera Vault\n2025.10.10 09:00\n\n$VLTX(VLTX.US) Orders for its canary doors keep growing, "
    "and canarymargins will rise."
)
AGAINST = "Victor Vault\n2025.10.11 09:00\n\n$VLTX(VLTX.US) Margins will fall, because canary rivals cut prices."
OPEN = "Olga Open\n2025.10.12 09:00\n\n$OPNX(OPNX.US) Deliveries fell, because the line-up is old."
CANARIES = ("canary", "Vera", "Victor", "VLTX", "vltx")
HIDDEN = discord.PermissionOverwrite(view_channel=False)
SEEN = discord.PermissionOverwrite(view_channel=True)


class Vault(Community):
    """A channel that all see, and one that only insiders see, with an answer, a save card, a case and a list in it."""

    def __init__(self, env: Env, casebook: Casebook) -> None:
        super().__init__(env, casebook)
        insiders = self.guild.create_role("insiders")
        self.eve: MemberActor = self.guild.add_member(env.create_user("eve"), roles=[insiders])
        everyone = self.guild.default_role
        self.vault: ChannelHandle = self.guild.create_text_channel(
            "vault", overwrites={everyone: HIDDEN, insiders: SEEN}
        )

    @property
    def hidden(self) -> ChannelId:
        return ChannelId(str(self.vault.id))

    async def fill(self) -> None:
        self.card = await self.eve.slash(self.vault, "save", text=SECRET)
        await self.eve.slash(self.vault, "save", text=AGAINST)
        await self.eve.slash(self.vault, "alias add", name="canaryname", company="VLTX.US")
        self.answer = await self.eve.slash(self.vault, "ask", question="bull case on VLTX?")
        self.case = await self.eve.slash(self.vault, "case", subject="VLTX.US")
        self.posts = await self.eve.slash(self.vault, "posts", author="Vera Vault")
        assert all("anary" in shown(one) for one in (self.answer, self.case))
        await self.ada.slash(self.channel, "save", text=OPEN)
        self.ground = answer_of(await self.ada.slash(self.channel, "ask", question="bear case on OPNX?"))


def answer_of(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


@pytest.fixture
async def vault(discord_env: Env, casebook: Casebook) -> AsyncIterator[Vault]:
    filled = Vault(discord_env, casebook)
    await filled.fill()
    before = [line async for line in casebook.export(filled.hidden)]
    yield filled
    assert [line async for line in casebook.export(filled.hidden)] == before, "the vault was changed"
    assert (await casebook.feedback(filled.hidden)).right == 0


def assert_nothing_of_the_vault(text: str, vault: Vault) -> None:
    assert [word for word in (*CANARIES, str(vault.vault.id), str(vault.eve.id)) if word in text] == []


def custom_ids(result: InteractionResult) -> list[str]:
    return [part["custom_id"] for part in parts(answer_of(result).message) if "custom_id" in part]


async def test_no_button_of_a_hidden_channel_works_in_another(vault: Vault) -> None:
    ids = [one for result in (vault.card, vault.answer, vault.posts) for one in custom_ids(result)]
    post = (await vault.casebook.posts(vault.hidden, PostQuery()))[0].post.post_id
    answer_id = button(vault.answer, "Sources").split(":")[2]
    list_of_vera = next(one for one in custom_ids(vault.posts) if one.startswith("cb:open:")).removeprefix("cb:open:")
    ids += [f"cb:shelf:{answer_id}", f"cb:src:{answer_id}:0t", f"cb:posts:{list_of_vera}", f"cb:forget:{post}"]
    ids += [
        "cb:digest:0:99999999999:0",
        f"cb:post:{post}:0:-:-:0",
        f"cb:args:{answer_of(vault.card).id}:0",
        *_case_ids(),
    ]
    for custom_id in ids:
        if not custom_id.startswith("cb:open:"):
            for who in (vault.ada, vault.mod):
                result = await pressed(vault, who, vault.ground, custom_id)
                text = shown(result)
                assert "canary" not in text, custom_id
                assert_nothing_of_the_vault(text.replace(f"<@{vault.eve.id}>", ""), vault)


def _case_ids() -> list[str]:
    from bot.cogs.surface.digest import digest

    return [f"cb:case:{digest(key)}:both:0{reads}" for key in ("$VLTX.US", "VLTX.US") for reads in ("", "m")]


async def test_no_value_of_a_menu_opens_a_post_of_a_hidden_channel(vault: Vault) -> None:
    hidden = await vault.casebook.posts(vault.hidden, PostQuery())
    for value in (*(one.post.post_id for one in hidden), "x" * 41, "'; --", "", "\u202e"):
        result = await pressed(vault, vault.ada, vault.ground, "cb:open:-:-:0", value)
        assert_nothing_of_the_vault(shown(result), vault)


async def test_nothing_of_a_hidden_channel_is_answered_counted_or_named_elsewhere(vault: Vault) -> None:
    probes = ("bull case on VLTX?", "what does Vera Vault say?", "canary doors", "canaryname", "what is held here?")
    for probe in probes:
        for where in (vault.channel, _thread(vault)):
            result = await vault.ada.slash(where, "ask", question=probe)
            told = shown(result).partition("\n")[2]  # the first line says the question again
            assert [word for word in ("canarymargins", "Victor", "2 posts", str(vault.eve.id)) if word in told] == []
    status = shown(await vault.ada.slash(vault.channel, "status"))
    assert "1 post · 1 argument" in status
    for word in ("Vera Vault", "VLTX.US", "canaryname"):
        assert "canarym" not in shown(await vault.ada.slash(vault.channel, "case", subject=word))
        assert "No saved post fits" in shown(await vault.ada.slash(vault.channel, "posts", author=word))


async def test_a_name_of_a_hidden_channel_gets_the_same_words_as_one_that_nobody_knows(vault: Vault) -> None:
    for command, option in (("case", "subject"), ("posts", "subject"), ("posts", "author"), ("alias remove", "name")):
        replies = {
            shown(await vault.ada.slash(vault.channel, command, **{option: word})).replace(word, "…").split("\n-#")[0]
            for word in ("canaryname", "Nobodyatall")
        }
        assert len(replies) == 1, (command, replies)
    post = (await vault.casebook.posts(vault.hidden, PostQuery()))[0].post.post_id
    replies = set()
    for word in (post, "p" + "z" * (len(post) - 1)):
        text = shown(await vault.ada.slash(vault.channel, "forget", post=word))
        replies.add(text.replace(word, "…").split("\n-#")[0])
    assert len(replies) == 1


async def test_nothing_of_a_hidden_channel_is_offered_while_one_types_its_names(vault: Vault) -> None:
    post = (await vault.casebook.posts(vault.hidden, PostQuery()))[0].post.post_id
    for command, option in (("posts", "subject"), ("posts", "author"), ("forget", "post"), ("alias remove", "name")):
        for typed in ("Vera", "VLTX", "canary", post, str(vault.eve.id), "V", ""):
            for where in (vault.channel, _thread(vault)):
                offered = await vault.mod.autocomplete(where, command, option, typed)
                assert_nothing_of_the_vault(str(offered), vault)


async def test_a_window_that_was_opened_in_a_hidden_channel_saves_where_it_is_sent_from(vault: Vault) -> None:
    opened = await vault.eve.slash(vault.vault, "save")
    assert opened.modal is not None
    feeds = list(vault.env.backend.subscribers)

    def moved(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            vault_channel = vault.env.backend.get_channel(vault.channel.id)
            channel = {"id": str(vault_channel.id), "type": 0, "name": "stocks", "permissions": "0", "guild_id": "1"}
            permissions = str(discord.Permissions.none().value)
            member = {**payload["member"], "permissions": permissions}
            payload = {**payload, "channel_id": str(vault.channel.id), "channel": channel, "member": member}
        for feed in feeds:
            feed(event, payload)

    vault.env.backend.subscribers[:] = [moved]
    result = await vault.eve.submit_modal(opened, {"text": OPEN.replace("Olga", "Osman")})
    vault.env.backend.subscribers[:] = feeds
    assert "can't see" in shown(result)
    assert len(await vault.casebook.posts(vault.store, PostQuery())) == 1


async def test_who_lost_sight_of_the_channel_gets_nothing_by_any_old_button_or_menu(vault: Vault) -> None:
    menu = next(one for one in custom_ids(vault.posts) if one.startswith("cb:open:"))
    post = (await vault.casebook.posts(vault.hidden, PostQuery()))[0].post.post_id
    ids = [one for result in (vault.card, vault.answer) for one in custom_ids(result)]
    ids += [f"cb:forget:{post}", "cb:forget-mine", "cb:keep", f"cb:post:{post}:0:-:-:0", "cb:posts:-:-:0", *_case_ids()]
    ids += ["cb:aliases:0", "cb:set:save:on", "cb:set:worst", "cb:dismiss"]
    everything_else = discord.Permissions.all()
    everything_else.update(view_channel=False, administrator=False)
    with permitted(vault.env, everything_else):
        for custom_id in ids:
            result = await pressed(vault, vault.eve, answer_of(vault.answer), custom_id)
            assert "can't see that channel" in shown(result), custom_id
            assert_nothing_of_the_vault(shown(result), vault)
        for custom_id, value in ((menu, post), ("cb:set:language", "en-US"), ("cb:set:shelves", str(vault.channel.id))):
            result = await pressed(vault, vault.eve, answer_of(vault.answer), custom_id, value)
            assert "can't see that channel" in shown(result), custom_id


async def test_a_direct_message_shows_nothing_of_any_server(vault: Vault) -> None:
    user = vault.eve.user
    assert "canary" not in shown(await user.slash("ask", question="bull case on VLTX?")).partition("\n")[2]
    assert "Nothing is saved here yet" in shown(await user.slash("posts"))
    assert "0 posts" in shown(await user.slash("status"))


async def test_the_files_of_an_export_are_named_after_nothing(vault: Vault) -> None:
    result = await vault.mod.slash(vault.channel, "export", format="jsonl")
    assert labels(result) == []
    [attached] = answer_of(result).message.attachments
    assert attached.filename == "casebook.jsonl"
    assert_nothing_of_the_vault((await attached.read()).decode(), vault)


def _thread(vault: Vault) -> ChannelHandle:
    thread = vault.env.backend.create_thread(vault.channel.id, "VLTX", vault.ada.id)
    return ChannelHandle(vault.env, vault.guild, thread)
