"""Whatever language somebody has Discord set to: each command answers them in one language alone."""

import re

import pytest

from bot.casebook import PostQuery
from tests.cogs.altered import spoken
from tests.cogs.chinese import english
from tests.cogs.conftest import casebook, community, discord_env, options
from tests.cogs.reading import LIQUOR, Community, button, labels, press, shown

__all__ = ["casebook", "community", "discord_env", "options"]

ENGLISH_POST = "Desk\n2025.10.10 09:00\n\n$NVDA(NVDA.US) Demand for racks is strong, says a supplier of our own list."
QUOTED = re.compile(r"“[^”]*”|「[^」]*」|^> .*$", re.MULTILINE)
NAMES = re.compile(
    r"^-# (?:编号|編號) .*$|multilingual-e5-small-q4|https?://(?!\S)|casebook import"
    r"|\.(?:exe|txt|md|markdown|text|pdf|docx|html?|eml)|English|UTC|Xueqiu|LongPort|jsonl|casebook|mine|True|post|PDF|MiB",
    re.MULTILINE,
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


async def everything(community: Community, subject: str, question: str) -> list[str]:
    """What every command says, to a member and a moderator, rightly and wrongly used."""
    where, ada, mod = community.channel, community.ada, community.mod
    listed, *_ = await community.casebook.posts(community.store, PostQuery())
    post = listed.post.post_id
    commands = [
        await ada.slash(where, "case", subject=subject),
        await ada.slash(where, "case", subject=subject, side="bull"),
        await ada.slash(where, "case", subject="Nobody"),
        await ada.slash(where, "digest", since="2025-01-01"),
        await ada.slash(where, "digest", since="1d"),
        await ada.slash(where, "digest", since="…"),
        await ada.slash(where, "posts"),
        await ada.slash(where, "posts", subject=subject),
        await ada.slash(where, "posts", author="Nobody"),
        await ada.slash(where, "alias list"),
        await ada.slash(where, "alias remove", name="Nobody"),
        await ada.slash(where, "forget"),
        await ada.slash(where, "forget", post=post),
        await mod.slash(where, "forget", post=post),
        await mod.slash(where, "forget", mine=True),
        await mod.slash(where, "settings"),
        await mod.slash(where, "export", format="jsonl"),
        await ada.slash(where, "status"),
        await ada.slash(where, "help"),
        await ada.slash(where, "save", url="Nobody"),
        await ada.slash(where, "save", text="…", file=("Nobody.exe", b"x")),
        await ada.slash(where, "ask", question=question),
        await ada.slash(where, "ask", question="…"),
    ]
    answered = await ada.slash(where, "ask", question=question)
    commands += [await press(ada, answered, label) for label in labels(answered)]
    return [shown(one) + "\n" + "\n".join(labels(one)) for one in commands]


@pytest.mark.parametrize("locale", ["zh-CN", "zh-TW"])
async def test_a_chinese_reader_is_told_everything_in_chinese(community: Community, locale: str) -> None:
    await community.saved(LIQUOR)
    with spoken(community.env, locale):
        for text in await everything(community, "贵州茅台", "贵州茅台的看空理由是什么？"):
            rest = NAMES.sub("", QUOTED.sub("", text)).replace("Nobody", "")
            assert english(rest) == [], text


@pytest.mark.parametrize("locale", ["en-US", "fr", "ja", "zh", "xx-YY"])
async def test_any_other_reader_is_told_everything_in_english(community: Community, locale: str) -> None:
    await community.saved(ENGLISH_POST)
    with spoken(community.env, locale):
        for text in await everything(community, "Nvidia", "bull case on Nvidia?"):
            rest = text.replace("简体中文", "").replace("繁體中文", "")
            assert CHINESE.findall(rest) == [], text


async def test_a_press_is_answered_in_the_language_of_the_one_who_presses(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=ENGLISH_POST)
    for locale, word in (("zh-CN", "看多"), ("zh-TW", "看多"), ("fr", "bull")):
        with spoken(community.env, locale):
            assert saved.response is not None
            custom_id = button(saved, "Show arguments")
            assert word in shown(await community.ben.click(saved.response, custom_id=custom_id))
