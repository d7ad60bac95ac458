"""Which company each stretch of a post is about, before anything is judged."""

import pytest

from bot.arguments.reading import PostReader
from bot.domain.post import Ticker
from bot.subjects.resolve import Resolver
from tests.arguments.conftest import post_of


@pytest.fixture(scope="module")
def reader() -> PostReader:
    return PostReader.load()


def topics(reader: PostReader, resolver: Resolver, body: str, *tickers: Ticker) -> list[str]:
    """The keys of what the units of a body are about."""
    outline = reader.outline(post_of(body, *tickers), resolver)
    return [topic.subject.key if topic else "-" for topic in outline.topics]


def test_a_paragraph_that_names_one_company_alone_is_about_it(reader: PostReader, resolver: Resolver) -> None:
    body = (
        "Half of Salesforce's modules are never switched on. Renewals slip every autumn.\n\n"
        "Datadog bills by the host. Datadog grows with every cluster that goes live. Datadog has no debt."
    )
    assert topics(reader, resolver, body) == ["salesforce", "salesforce", "datadog", "datadog", "datadog"]


def test_a_post_turns_to_the_company_that_it_would_rather_have(reader: PostReader, resolver: Resolver) -> None:
    body = "$格力电器(000651.SZ) 格力的库存还是降不下来。\n\n真要买家电我宁可看美的，海外工厂已经在赚钱。"
    gree = Ticker(symbol="000651", market="SZ", name="格力电器")
    assert topics(reader, resolver, body, gree)[-1] == "midea"


def test_a_rival_in_a_paragraph_of_its_own_leaves_a_tagged_post_as_it_is(
    reader: PostReader, resolver: Resolver
) -> None:
    body = "$安踏体育(02020.HK) 安踏的门店坪效今年又升了。\n\n可耐克在国内打了半年折，跑鞋区的客人照样往这边走。"
    anta = Ticker(symbol="02020", market="HK", name="安踏体育")
    assert topics(reader, resolver, body, anta)[-1] == "anta"


def test_a_bare_name_with_a_stop_heads_its_paragraph(reader: PostReader, resolver: Resolver) -> None:
    body = (
        "Notes on two grocers.\n\nKroger. Pharmacy traffic carries the store. Kroger pays its dividend from cash.\n\n"
        "Sysco. Trucks run half empty on Mondays."
    )
    assert topics(reader, resolver, body, Ticker(symbol="KR", market="US"))[-1] == "sysco"


def test_of_several_tagged_companies_the_first_comes_first_in_the_text(reader: PostReader, resolver: Resolver) -> None:
    body = (
        "$KLAC $AMAT a thread.\n\nInspection tools are in every fab and none is cheap.\n\n"
        "Applied Materials sells the rest. Applied Materials depends on China. Applied Materials needs memory."
    )
    found = topics(reader, resolver, body, Ticker(symbol="KLAC", market="US"), Ticker(symbol="AMAT", market="US"))
    assert found[1] == "kla"


def test_a_line_that_begins_with_a_company_is_about_it_whatever_else_it_names(
    reader: PostReader, resolver: Resolver
) -> None:
    body = "渣打的淨息差今年見頂。渣打分紅都算穩陣。\n友邦我都順便講句，代理人數升緊，佢哋啲客唔會行去渣打。"
    assert topics(reader, resolver, body)[-1] == "aia"


def test_a_rival_named_after_them_in_a_sentence_is_set_beside_them(reader: PostReader, resolver: Resolver) -> None:
    body = (
        "Walmart after the holidays.\n\nStocking a shelf costs them four cents, Target needs seven, and the gap grows."
    )
    assert topics(reader, resolver, body)[-1] == "walmart"
