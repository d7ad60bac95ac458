"""`/status`: health in one screen, and nothing of elsewhere."""

import math
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.casebook import Casebook
from bot.cogs.cards.status import Surroundings, status_card
from bot.cogs.surface.client import Options
from bot.cogs.surface.markdown import inert
from bot.domain.post import ChannelId, Paste
from bot.domain.receipt import Counts, Status
from bot.domain.settings import ChannelSettings
from bot.domain.text import Locale
from bot.domain.usage import ModelUse, Usage, Used
from bot.llm.scripted import ScriptedModel
from bot.locales import wording
from bot.metering import today
from tests.cogs.altered import spoken
from tests.cogs.chinese import english
from tests.cogs.modelled import opened_with, took
from tests.cogs.reading import LIQUOR, Community, shown, text_of

ALL = discord.Permissions.all()


async def status(community: Community) -> str:
    result = await community.ada.slash(community.channel, "status")
    assert result.ephemeral
    return shown(result)


async def test_it_counts_what_the_channel_holds(community: Community) -> None:
    await community.saved()
    text = await status(community)
    counts = (await community.casebook.status(community.store)).counts
    assert f"{counts.posts} posts · {counts.arguments} arguments" in text
    assert f"<t:{int(datetime(2025, 12, 1, tzinfo=UTC).timestamp())}:R>" in text
    assert "0 posts are waiting" in text


async def test_it_counts_posts_that_wait_to_be_read(community: Community) -> None:
    paste = Paste(raw=LIQUOR, saved_by=str(community.ada.id), saved_at=community.env.now())
    await community.casebook.keep(community.store, paste)
    assert "2 posts are waiting" in await status(community)


async def test_it_says_nothing_of_other_channels_nor_where_the_store_lies(community: Community) -> None:
    before = await status(community)
    paste = Paste(raw=LIQUOR, saved_by=str(community.ada.id), saved_at=community.env.now())
    await community.casebook.save(ChannelId("another"), paste)
    assert await status(community) == before
    assert "casebook.db" not in before
    assert "/" not in before.replace("`/", "")


async def test_it_says_which_engines_work_and_which_version(community: Community) -> None:
    found = await community.casebook.status(community.store)
    text = await status(community)
    assert "none is connected" in text
    assert f"({found.embedder})" in text
    assert f"schema {found.store_schema}" in text
    assert f"**Version:** {found.version}" in text


@pytest.mark.usefixtures("noon")
class TestWithAModel:
    @pytest.fixture
    async def casebook(self, tmp_path: Path) -> AsyncIterator[Casebook]:
        async with opened_with(ScriptedModel(["…"]), tmp_path) as opened:
            yield opened

    async def test_it_names_the_model_and_says_what_was_used_today(self, community: Community) -> None:
        await took(community, Usage(sent=1200, written=34))
        text = await status(community)
        assert "**Language model:** scripted. It reads posts and writes answers" in text
        assert "none is connected" not in text
        assert "Used today: 1,234 of 100,000 tokens, in 1 call." in text

    async def test_it_says_about_how_much_where_some_was_estimated(self, community: Community) -> None:
        await took(community, Usage(sent=1200, written=34, estimated=True))
        await took(community, Usage(sent=6))
        assert "Used today: about 1,240 of 100,000 tokens, in 2 calls." in await status(community)

    async def test_it_says_about_how_much_while_a_call_is_under_way(self, community: Community) -> None:
        channel = community.casebook.store.channel(community.store)
        assert await channel.reserve(today(), 500, 100_000)
        assert "about 500 of 100,000 tokens, in 0 calls" in await status(community)

    async def test_it_says_nothing_of_what_another_channel_used(self, community: Community) -> None:
        before = await status(community)
        elsewhere = community.casebook.store.channel(ChannelId("another"))
        assert await elsewhere.reserve(today(), 500, 100_000)
        assert await status(community) == before

    async def test_it_says_that_the_budget_is_spent(self, community: Community) -> None:
        await community.casebook.set_settings(community.store, ChannelSettings(daily_tokens=100))
        await took(community, Usage(sent=100), of=100)
        text = await status(community)
        assert "tokens of today are used up" in text
        assert "writes answers" not in text

    async def test_it_says_that_the_channel_does_not_allow_it(self, community: Community) -> None:
        await community.casebook.set_settings(community.store, ChannelSettings(model_allowed=False))
        text = await status(community)
        assert "scripted is connected, and not allowed here: nothing is sent to it" in text
        assert "Used today" not in text

    async def test_in_taiwans_wording_it_has_no_english_but_the_models_name(self, community: Community) -> None:
        await took(community, Usage(sent=1200, estimated=True))
        with spoken(community.env, "zh-TW"):
            text = await status(community)
        assert "大約用了 1,200 個詞元" in text
        assert english(text.replace("scripted", "").replace("token", "")) == []


async def test_it_says_that_the_intent_is_granted(community: Community) -> None:
    assert "Intent:** granted" in await status(community)


class TestWithoutTheIntent:
    @pytest.fixture
    def options(self) -> Options:
        return Options(reads_messages=False)

    async def test_it_says_what_is_missing_and_which_switch_to_flip(self, community: Community) -> None:
        text = await status(community)
        assert "not saved by themselves" in text
        assert "Privileged Gateway Intents, Message Content Intent" in text
        application = community.env.bot.application_id
        assert f"(https://discord.com/developers/applications/{application}/bot)" in text

    @pytest.mark.parametrize("locale", ["zh-CN", "zh-TW"])
    async def test_in_chinese_too(self, community: Community, locale: str) -> None:
        with spoken(community.env, locale):
            text = await status(community)
        assert f"](https://discord.com/developers/applications/{community.env.bot.application_id}/bot)" in text


async def test_permissions_that_suffice_are_said_to(community: Community) -> None:
    assert "all that I need" in await status(community)


async def test_missing_permissions_of_the_bot_here_are_named(community: Community) -> None:
    deny = discord.Permissions(attach_files=True, read_message_history=True).value
    bot = community.env.backend.bot_user.id
    community.env.backend.set_overwrite(community.channel.id, Overwrite(bot, OverwriteType.MEMBER, deny=deny))
    text = await status(community)
    assert "missing are Attach Files, Read Message History" in text


async def test_in_a_direct_message_no_permissions_are_needed(community: Community) -> None:
    text = shown(await community.ada.user.slash("status"))
    assert "My permissions" not in text


def made(*, writable: bool = True, embedder: str | None = None, model: str | None = None) -> Status:
    return Status(
        counts=Counts(pastes=0, posts=0, arguments=0, waiting=0),
        store_schema=2,
        store_bytes=1_234_567,
        engine="SQLite 3.40.1",
        writable=writable,
        embedder=embedder,
        extractor="rules",
        model=ModelUse(name=model, allowed=True, budget=100, day=date(2025, 12, 31), used=Used()),
        version="0.1.0",
    )


def told(status: Status, latency: float = 0.0421, locale: Locale = Locale.ENGLISH) -> str:
    around = Surroundings(latency, reads_messages=True, application_id=1, permissions=ALL)
    return text_of(status_card(status, around, wording(locale)))


def test_a_store_that_cannot_be_written_is_told() -> None:
    assert "can't be written just now" in told(made(writable=False))


def test_a_search_without_a_model_is_told() -> None:
    assert "by words alone" in told(made())
    assert r"by meaning (model\_x)" in told(made(embedder="model_x"))


@pytest.mark.parametrize("name", ["**@everyone** [here](https://a.example)", "<@1> `x`", "org/model_x-7b"])
def test_a_models_name_is_shown_as_it_is_and_can_do_nothing(name: str) -> None:
    assert f"**Language model:** {inert(name)}." in told(made(model=name))


def test_a_long_name_of_a_model_is_cut() -> None:
    assert len(told(made(model="m" * 5000))) < 1000


def test_the_budget_is_whole_again_at_midnight_in_coordinated_universal_time() -> None:
    midnight = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())
    assert f"anew <t:{midnight}:R>" in told(made(model="model"))


def test_without_a_model_nothing_is_said_of_tokens() -> None:
    assert "tokens" not in told(made())


def test_the_size_of_all_channels_together_is_not_told() -> None:
    assert "1234567" not in told(made()).replace(",", "")


@pytest.mark.parametrize(("latency", "said"), [(0.0421, "42 ms"), (math.nan, ""), (math.inf, "")])
def test_the_latency_is_told_where_it_is_known(latency: float, said: str) -> None:
    text = told(made(), latency)
    assert said in text
    assert (" ms" in text) == bool(said)


async def test_in_taiwans_wording_it_has_no_english(community: Community) -> None:
    await community.saved(LIQUOR)
    embedder = (await community.casebook.status(community.store)).embedder or ""
    with spoken(community.env, "zh-TW"):
        text = await status(community)
    assert "狀態" in text
    assert english(text.replace(embedder, "")) == []
