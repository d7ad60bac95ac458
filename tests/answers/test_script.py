"""In which script Chinese is written and answered, and what companies are called there."""

from datetime import date

import pytest

from bot.answers.compose import name_of
from bot.answers.fold import fold
from bot.answers.interpret import understand
from bot.answers.script import script_of, traditional
from bot.domain.question import Question
from bot.domain.subject import Subject
from bot.domain.text import Locale
from bot.subjects.table import rows
from tests.answers.given import BYD, RESOLVER

ENGLISH, SIMPLIFIED, TRADITIONAL = Locale
NEUTRAL = "看空的理由"
"""All its characters belong to both scripts."""


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("小米汽车的看空理由是什么", SIMPLIFIED),
        ("小米汽車的看空理由是什麼", TRADITIONAL),
        ("乾坤的著名理由", None),
        ("台泥的后面只有云", None),
        (NEUTRAL, None),
        ("山腳下怎么看比亚迪的风险", SIMPLIFIED),
        ("山腳下怎么看比亚迪", None),
        ("what is the bear case", None),
    ],
)
def test_a_script_is_told_by_the_characters_that_only_it_has(text: str, script: Locale | None) -> None:
    assert script_of(text) is script


@pytest.mark.parametrize(
    ("conversation", "spoken", "locale"),
    [
        (["小米汽車的看空理由是什麼"], None, TRADITIONAL),
        (["小米汽車的看空理由是什麼"], SIMPLIFIED, TRADITIONAL),
        (["小米汽车的看空理由是什么"], TRADITIONAL, SIMPLIFIED),
        ([f"小米{NEUTRAL}"], TRADITIONAL, TRADITIONAL),
        ([f"小米{NEUTRAL}"], ENGLISH, SIMPLIFIED),
        ([f"小米{NEUTRAL}"], None, SIMPLIFIED),
        (["what is the bear case on Xiaomi"], TRADITIONAL, ENGLISH),
        (["what does 後座看海 say about Xiaomi"], None, ENGLISH),
        (["小米汽車的看空理由是什麼", "BYD?"], None, TRADITIONAL),
        (["小米汽車的看空理由是什麼", f"小米{NEUTRAL}"], SIMPLIFIED, TRADITIONAL),
        (["小米汽車的看空理由是什麼", "比亚迪呢？看多的理由是什么"], None, SIMPLIFIED),
        (["小米汽車的看空理由是什麼", "and the bull case?"], None, ENGLISH),
        (["what is the bear case on Xiaomi", "小米汽車?"], None, ENGLISH),
    ],
)
def test_an_answer_is_in_the_askers_script(conversation: list[str], spoken: Locale | None, locale: Locale) -> None:
    *after, text = conversation
    question = Question(text=text, after=tuple(after), asked_on=date(2026, 2, 10), spoken=spoken)
    assert understand(question, RESOLVER, []).query.locale is locale


@pytest.mark.parametrize("locale", Locale)
def test_an_answer_is_in_the_locale_that_is_set_for_it_and_its_question_read_as_it_is(locale: Locale) -> None:
    text = "what is the bear case on Xiaomi Auto since March"
    question = Question(text=text, asked_on=date(2026, 2, 10), answer_in=locale)
    query = understand(question, RESOLVER, []).query
    assert (query.locale, query.language) == (locale, ENGLISH.language)


@pytest.mark.parametrize(
    ("simplified", "written"),
    [
        ("比亚迪", "比亞迪"),
        ("台积电", "台積電"),
        ("贵州茅台", "貴州茅台"),
        ("三只松鼠", "三隻松鼠"),
        ("巨子生物", "巨子生物"),
    ],
)
def test_companies_are_called_as_taiwan_writes_them(simplified: str, written: str) -> None:
    assert traditional(simplified) == written


def test_a_company_is_called_as_its_reader_calls_it() -> None:
    assert [name_of(BYD, locale) for locale in Locale] == ["BYD", "比亚迪", "比亞迪"]
    assert {name_of(Subject(key=BYD.key, name="BYD"), locale) for locale in Locale} == {"BYD"}


def test_every_traditional_name_leads_back_to_its_company() -> None:
    names = [row.name_zh.text for row in rows() if row.name_zh]
    assert names
    assert [name for name in names if fold(traditional(name)) != fold(name)] == []
