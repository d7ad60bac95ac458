"""What is pictured: a few of our own posts, a question or a press, and the reply to it."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import resources

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from tests.cogs.altered import spoken
from tests.cogs.reading import CARS, LIQUOR, Community, Shown, press
from tests.llm.hostile import Asked, Script
from tests.llm.replies import Says

DEMO = resources.files("bot.cli.demo")
BYD, MOUTAI, NVIDIA = (
    DEMO.joinpath(name).read_text(encoding="utf-8") for name in ("1_longport.txt", "2_xueqiu.txt", "4_x.txt")
)
CARS_ARGUED = (
    """Harbour Ledger
2025.11.20 08:40

$BYD(01211.HK)The price war eats BYD's profit: each new discount cuts what it earns on a car.
""",
    """远岸
2025.11.22 21:15

$BYD(01211.HK)价格战越打越狠，比亚迪每辆车赚的钱越来越少，利润被折扣吃光。
""",
    """Ines Calloway
2025.11.23 10:05

$BYD(01211.HK)The price war hurts rivals more: BYD makes its own batteries and chips, so it still earns money where \
others lose on every car.

I like the overseas business: sales in Europe and Brazil have doubled, and each car sold abroad earns far more than \
at home.
""",
    """pallet_jack
2025.11.24 19:30

$BYD(01211.HK)Sales abroad keep growing, and a car sold in Europe earns BYD about three times what it earns at home.

BYD pays its suppliers so late that it is hidden debt, and a risk for shareholders.
""",
)
"""Who argue about BYD over the same matters, in two languages."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What was shown, and who looks at it."""

    shown: Shown
    viewer: MemberActor


@dataclass(frozen=True, slots=True)
class Scene:
    """`name` is the picture's; `play` acts it out on a new stage."""

    name: str
    play: Callable[[Community], Awaitable[Reply]]
    model: Script | None = None
    """What a language model answers, where one is connected."""


async def saved(community: Community) -> Reply:
    return Reply(await save(BYD, community.ada, community), community.ada)


async def arguments(community: Community) -> Reply:
    receipt = await save(BYD, community.ada, community)
    return Reply(await press(community.ben, receipt, "Show arguments"), community.ben)


async def bear_case(community: Community) -> Reply:
    await save(BYD, community.ben, community)
    return Reply(await ask("What is the bear case on BYD?", community), community.ada)


async def bear_case_in_chinese(community: Community) -> Reply:
    """Over posts in Chinese and one in English."""
    for raw in (LIQUOR, MOUTAI, NVIDIA):
        await save(raw, community.ben, community)
    with spoken(community.env, "zh-CN"):
        return Reply(await ask("茅台和英伟达的看空理由是什么？", community), community.ada)


async def written(community: Community) -> Reply:
    """By a language model, in Chinese over a post in English; one of its sentences does not pass the check."""
    await save(NVIDIA, community.ben, community)
    with spoken(community.env, "zh-CN"):
        return Reply(await ask("英伟达的看空理由是什么？", community), community.ada)


def model(asked: Asked) -> Says:
    """Quotes what it is offered, each after who says it, and then adds something of its own."""
    rows = re.findall(r"^\[(\d+)\] speaker: (.+?) \|.*\n +(.+)$", asked.given, re.MULTILINE)
    lines = [f"{speaker}看空英伟达，指出“{quote}”[{n}]" for n, speaker, quote in rows]
    return Says("\n".join([*lines, "看来英伟达的股价明年会跌去一半。[1]"]) if asked.streamed else "{}")


async def sources(community: Community) -> Reply:
    await save(BYD, community.ben, community)
    answer = await ask("What is the bear case on BYD?", community)
    return Reply(await press(community.ada, answer, "Sources"), community.ada)


async def abstention(community: Community) -> Reply:
    for raw in (CARS, LIQUOR):
        await save(raw, community.ben, community)
    return Reply(await ask("What is the bear case on Netflix?", community), community.ada)


async def case(community: Community) -> Reply:
    for raw in CARS_ARGUED:
        await save(raw, community.ben, community)
    told = await community.ada.slash(community.channel, "case", subject="BYD", side="bear")
    return Reply(told, community.ada)


async def debate(community: Community) -> Reply:
    for raw in CARS_ARGUED:
        await save(raw, community.ben, community)
    return Reply(await community.ada.slash(community.channel, "debate", subject="BYD"), community.ada)


async def timeline(community: Community) -> Reply:
    for raw in (*CARS_ARGUED, BYD):
        await save(raw, community.ben, community)
    return Reply(await community.ada.slash(community.channel, "timeline", subject="BYD"), community.ada)


async def guide(community: Community) -> Reply:
    """The bot is new in the server."""
    bot = community.env.bot
    bot.dispatch("guild_join", bot.get_guild(community.guild.id))
    await community.env.settle()
    [greeting] = community.channel.history()
    return Reply(greeting, community.ada)


async def how_to_use(community: Community) -> Reply:
    await save(BYD, community.ben, community)
    return Reply(await community.ada.slash(community.channel, "help"), community.ada)


async def settings(community: Community) -> Reply:
    return Reply(await community.mod.slash(community.channel, "settings"), community.mod)


async def error(community: Community) -> Reply:
    """Taking back what somebody else saved."""
    receipt = await save(BYD, community.ada, community)
    return Reply(await press(community.ben, receipt, "Undo"), community.ben)


async def save(raw: str, person: MemberActor, community: Community) -> InteractionResult:
    return await person.slash(community.channel, "save", text=raw)


async def ask(question: str, community: Community) -> InteractionResult:
    return await community.ada.slash(community.channel, "ask", question=question)


SCENES = (
    Scene("guide", guide),
    Scene("save", saved),
    Scene("arguments", arguments),
    Scene("bear-case", bear_case),
    Scene("bear-case-zh", bear_case_in_chinese),
    Scene("written", written, model),
    Scene("sources", sources),
    Scene("abstention", abstention),
    Scene("case", case),
    Scene("debate", debate),
    Scene("timeline", timeline),
    Scene("settings", settings),
    Scene("help", how_to_use),
    Scene("error", error),
)
