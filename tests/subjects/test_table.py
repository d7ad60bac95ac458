"""The table that people write, and the file that the script makes of it."""

import re
from collections import Counter

import pytest

from bot.domain.subject import SubjectKey, SubjectKind
from bot.subjects.companies import DERIVED, Companies
from bot.subjects.derive import Derivation, derived
from bot.subjects.folding import is_charwise
from bot.subjects.listings import listing
from bot.subjects.senses import Role, Sense, senses
from bot.subjects.table import SOURCES, Row, data, groups, rows

CODES = {
    "HK": r"\d{5}",
    "SH": r"(?:60[0135]|68[89]|51|56|58)\d{3,4}",
    "SZ": r"(?:00[0-3]|30[01]|20|15)\d{3,4}",
    "TW": r"\d{4}",
    "KR": r"\d{6}",
    "JP": r"\d{3}[\dA-Z]",
    "US": r"[A-Z]{1,5}(?:\.[AB])?",
    "CRYPTO": r"[A-Z]{2,5}",
    "INDEX": r"[A-Z]{3,8}\d{0,3}E?|\d{6}|N225|NI225|KS11",
}

PROPER = "昇腾|哪吒|乾崑"
"""Written so by their owners, in simplified text too."""


@pytest.fixture(scope="module")
def table() -> list[Row]:
    return list(rows())


def test_the_table_holds_at_least_four_hundred_companies(table: list[Row], companies: Companies) -> None:
    own = [row for row in table if row.kind is SubjectKind.COMPANY]
    assert len(own) >= 480
    assert len(companies) >= 480


def test_every_market_that_is_discussed_is_there(table: list[Row]) -> None:
    listed = Counter(market for row in table for market in {ticker.market for ticker in row.tickers})
    assert listed["US"] >= 250
    assert listed["HK"] >= 150
    assert listed["SH"] + listed["SZ"] >= 150
    assert min(listed["TW"], listed["JP"], listed["KR"], listed["CRYPTO"], listed["INDEX"]) >= 10


def test_codes_have_the_form_of_their_market(table: list[Row]) -> None:
    wrong = [
        f"{row.key} {ticker.symbol}.{ticker.market}"
        for row in table
        for ticker in (*row.tickers, *row.former_tickers)
        if not re.fullmatch(CODES.get(ticker.market, r"[A-Z0-9]{1,9}"), ticker.symbol)
    ]
    assert wrong == []


def test_a_key_and_a_listing_belong_to_one_row(table: list[Row]) -> None:
    keys = Counter(row.key for row in table)
    codes = Counter((t.symbol, t.market) for row in table for t in (*row.tickers, *row.former_tickers))
    assert [key for key, times in keys.items() if times > 1] == []
    assert [code for code, times in codes.items() if times > 1] == []


def test_a_segment_stands_under_a_company_of_the_table(table: list[Row]) -> None:
    by_key = {row.key: row for row in table}
    for row in table:
        if row.kind is SubjectKind.SEGMENT:
            assert SubjectKey(row.key.split("/")[0]) in by_key


def test_every_row_names_where_it_can_be_checked(table: list[Row]) -> None:
    assert {row.source for row in table} <= set(SOURCES)


def test_chinese_names_are_written_in_simplified_characters(table: list[Row], companies: Companies) -> None:
    names = [named.text for row in table for named in (row.name_zh, *row.names, *row.brands, *row.people) if named]
    bare = [re.sub(PROPER, "", name) for name in names if is_charwise(name)]
    assert [name for name in bare if companies.simplified(name) != name] == []


def test_groups_name_companies_of_the_table(table: list[Row]) -> None:
    keys = {row.key for row in table}
    assert {key for group in groups() for key in group.keys} <= keys


def test_the_derived_file_is_what_the_script_gives() -> None:
    assert data(DERIVED).read_text(encoding="utf-8") == derived()


def test_traditional_names_come_from_opencc(companies: Companies) -> None:
    for name in ("騰訊", "臺積電", "台積電", "貴州茅臺", "貴州茅台", "聯發科", "小鵬汽車", "藥明康德"):
        assert companies.senses(name)


def test_the_script_refuses_a_name_that_means_two_companies() -> None:
    derivation = Derivation()
    derivation.add("Acme", Sense(Role.NAME, SubjectKey("acme")))
    derivation.add("ACME", Sense(Role.BRAND, SubjectKey("other")))
    with pytest.raises(ValueError, match="'acme' means acme, other"):
        derivation.finished()


def test_a_meaning_survives_the_derived_file() -> None:
    meaning = Sense(Role.BRAND, SubjectKey("apple/iphone"), unsure=True, shared=True, written="i Phone")
    assert senses(meaning.line()) == (meaning,)


def test_listings_of_one_company_lead_to_one_subject(companies: Companies) -> None:
    pairs = {
        "alibaba": ("BABA.US", "09988.HK"),
        "xiaomi": ("01810.HK", "XIACY.US"),
        "tsmc": ("TSM.US", "2330.TW"),
        "byd": ("002594.SZ", "BYDDY.US"),
        "block": ("XYZ.US", "SQ.US"),
        "meta": ("META.US", "FB.US"),
    }
    for key, codes in pairs.items():
        for code in codes:
            ticker = listing(code)
            assert ticker is not None
            subject = companies.by_ticker(ticker)
            assert subject is not None
            assert subject.key == key


def test_a_subject_shows_its_names_and_present_listings(companies: Companies) -> None:
    auto, block = companies.by_key(SubjectKey("xiaomi/auto")), companies.by_key(SubjectKey("block"))
    assert auto is not None
    assert block is not None
    assert (auto.name, auto.name_zh, auto.kind, auto.company) == (
        "Xiaomi Auto",
        "小米汽车",
        SubjectKind.SEGMENT,
        "xiaomi",
    )
    assert [ticker.symbol for ticker in block.tickers] == ["XYZ"]
    assert companies.by_key(SubjectKey("nobody")) is None
