"""Names of the table that mean nothing in a channel."""

import pytest

from bot.domain.glossary import Glossary, SwitchedOff
from bot.domain.post import Ticker
from bot.domain.subject import Alias
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver


def without(companies: Companies, *names: str) -> Resolver:
    off = tuple(SwitchedOff(name=name, by_whom="mona") for name in names)
    return Resolver.by(companies, Glossary(off=off))


def keys(resolver: Resolver, text: str) -> list[str]:
    return [mention.subject.key for mention in resolver.mentions(text)]


@pytest.mark.parametrize(
    ("off", "text"),
    [
        ("小米", "小米的毛利太低，小米 又回购了"),
        ("小米", "小米粥和小米"),
        ("Tesla", "TESLA and tesla’s margins"),
        ("宁德时代", "寧德時代的毛利"),
        ("寧德時代", "宁德时代的毛利"),
        ("BAT", "BAT reported earnings"),
        ("HOOD", "HOOD earnings were strong"),
        ("雷军", "雷军又发微博"),
    ],
)
def test_a_name_that_is_off_means_nobody_in_posts(companies: Companies, off: str, text: str) -> None:
    assert keys(without(companies, off), text) == []
    assert without(companies, off).named(off) is None


@pytest.mark.parametrize(
    "question", ["bear case on xiaomi?", "bear case on Xiaomi", "what about xaiomi?", "xiaomi bull case"]
)
def test_a_name_that_is_off_means_nobody_in_questions_nor_misspelt(companies: Companies, question: str) -> None:
    assert [one.subject.key for one in Resolver(companies).question_mentions(question)] == ["xiaomi"]
    assert without(companies, "Xiaomi").question_mentions(question) == []


@pytest.mark.parametrize("text", ["$TSLA fell", "$特斯拉(TSLA)$ 跌了", "Tesla (TSLA.US) fell", "TSLA.US fell"])
def test_the_code_goes_on_meaning_the_company(companies: Companies, text: str) -> None:
    assert "tesla" in keys(without(companies, "Tesla", "特斯拉"), text)
    assert without(companies, "Tesla").named("TSLA.US") is not None


def test_the_companys_other_names_stay(companies: Companies) -> None:
    assert keys(without(companies, "小米"), "小米集团和小米汽车，小米没有") == ["xiaomi", "xiaomi/auto"]


def test_an_own_name_for_the_company_still_points_to_it(companies: Companies) -> None:
    glossary = Glossary(
        aliases=(Alias(name="大米厂", company="Xiaomi", added_by="ada"),),
        off=(SwitchedOff(name="Xiaomi", by_whom="mona"),),
    )
    assert keys(Resolver.by(companies, glossary), "大米厂 beat Xiaomi") == ["xiaomi"]


def test_an_own_meaning_goes_before_a_switch_and_a_switch_before_what_a_cashtag_taught(companies: Companies) -> None:
    off = (SwitchedOff(name="Apple", by_whom="mona"),)
    own = Alias(name="apple", company="Nvidia", added_by="ada")
    [taught] = Resolver(companies).learn([Ticker(symbol="QAPL", market="US", name="Orchards")])
    taught = taught.model_copy(update={"name": "Apple"})
    assert keys(Resolver.by(companies, Glossary(aliases=(own,), off=off)), "Apple shares fell") == ["nvidia"]
    assert keys(Resolver.by(companies, Glossary(aliases=(taught,), off=off)), "Apple shares fell") == []


def test_what_the_table_means_by_a_name_is_told_also_where_it_is_off(companies: Companies) -> None:
    resolver = without(companies, "Apple")
    assert [one.key for one in resolver.meanings("apple")] == ["apple"]
    assert len(resolver.meanings("BAT")) > 1
    assert resolver.meanings("1810.HK") == []
    assert resolver.meanings("price target") == []
    assert resolver.is_off("APPLE")
    assert not resolver.is_off("Nvidia")
