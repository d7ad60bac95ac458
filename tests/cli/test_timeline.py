"""`casebook timeline`: weeks, what changed, quotes under their numbers; a picture in a file; JSON for scripts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal

PNG = b"\x89PNG\r\n\x1a\n"
HEAD = "$XIAOMI-W(01810.HK)"


def post(author: str, on: str, body: str) -> str:
    return f"{author}\n{on} 09:12\n\n{HEAD} {body}"


BULL = post("Anna Reed", "2025.03.03", "Xiaomi's brand is strong, and families trust it more with every car.")
BEAR = post("Anna Reed", "2025.09.01", "Xiaomi's brand is weak, and families do not trust it any more.")
FORECAST = post("Bo Lindt", "2025.09.04", "Xiaomi's margins will fall by Q4 2025, because it cuts prices every month.")

UNDATED = (
    f"{HEAD} Xiaomi's customers are loyal, and demand for its cars grows every month.",
    f"{HEAD} Xiaomi's demand is falling, and that is a real risk for its shareholders.",
)


def saved(casebook: Terminal) -> None:
    for text in (BULL, BEAR, FORECAST):
        casebook("ingest", "-", stdin=text)


def test_a_timeline_tells_weeks_quotes_and_numbers(casebook: Terminal) -> None:
    saved(casebook)
    ran = casebook("timeline", "Xiaomi")
    assert (ran.status, ran.err) == (0, "")
    assert "2025-03-03 " in ran.out
    assert "2025-09-01 " in ran.out
    assert "[1] Anna Reed · 2025-03-03 · bull on Xiaomi" in ran.out
    assert "the words of the posts' authors" in ran.out


def test_a_forecast_whose_time_is_over_says_so_wherever_it_is_shown(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=FORECAST)
    for command in (("timeline", "Xiaomi"), ("case", "Xiaomi"), ("ask", "what is the bear case on Xiaomi")):
        assert "forecast for Q4 2025, now past" in casebook(*command).out


def test_many_weeks_are_told_by_month(casebook: Terminal) -> None:
    saved(casebook)
    casebook("ingest", "-", stdin=BULL.replace("2025.03.03", "2022.03.09").replace("Anna Reed", "Cora Vance"))
    out = casebook("timeline", "Xiaomi").out
    assert "2022-03-01 " in out
    assert "2022-03-07 " not in out.partition("\n\n")[2]


def test_years_in_which_nothing_was_said_are_one_line(casebook: Terminal) -> None:
    saved(casebook)
    casebook("ingest", "-", stdin=BULL.replace("2025.03.03", "1999.03.09").replace("Anna Reed", "Cora Vance"))
    weeks = [line for line in casebook("timeline", "Xiaomi").out.splitlines() if " | " in line]
    assert len(weeks) < 36
    assert "1999-03-01 " in weeks[0]


def test_json_names_kind_and_target_of_what_is_cited(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=FORECAST)
    [citation] = casebook("ask", "what is the bear case on Xiaomi", "--json").document["citations"]
    assert citation["kind"] == "forecast"
    assert citation["target"] == {"text": "Q4 2025", "until": "2025-12-31", "past": True}


def test_what_is_no_forecast_has_no_target(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BEAR)
    [citation] = casebook("ask", "what is the bear case on Xiaomi", "--json").document["citations"]
    assert (citation["kind"] in ("fact", "opinion"), citation["target"]) == (True, None)


def test_json_has_weeks_marks_and_citations_under_their_numbers(casebook: Terminal) -> None:
    saved(casebook)
    document = casebook("timeline", "Xiaomi", "--json").document
    assert document["subject"] == "Xiaomi"
    assert document["weeks"][0].items() >= {"week": "2025-03-03", "bull": 1, "bear": 0}.items()
    assert {mark["dated"] for mark in document["marks"]} == {True}
    numbers = [citation["n"] for citation in document["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {mark["n"] for mark in document["marks"]} <= set(numbers)
    assert document.keys() >= {"since", "until", "undated", "new", "silent", "turned", "turns"}


def test_since_leaves_out_what_was_before(casebook: Terminal) -> None:
    saved(casebook)
    document = casebook("timeline", "Xiaomi", "--since", "2025-06-30", "--json").document
    assert (document["since"], document["weeks"][0]["week"]) == ("2025-06-30", "2025-09-01")
    assert casebook("timeline", "Xiaomi", "--since", "whenever").status == 1


def test_the_picture_is_written_where_it_is_wanted(casebook: Terminal, folder: Path) -> None:
    saved(casebook)
    ran = casebook("timeline", "Xiaomi", "--out", "xiaomi.png")
    assert "xiaomi.png" in ran.out
    assert (folder / "xiaomi.png").read_bytes().startswith(PNG)


def test_a_picture_that_can_not_be_written_is_said_in_a_line(casebook: Terminal) -> None:
    saved(casebook)
    ran = casebook("timeline", "Xiaomi", "--out", "nowhere/xiaomi.png")
    assert ran.status == 1
    assert "nowhere/xiaomi.png" in ran.complaint


@pytest.mark.parametrize("name", ["", "."])
def test_a_folder_is_no_place_for_a_picture_and_nothing_else_is_told(casebook: Terminal, name: str) -> None:
    saved(casebook)
    ran = casebook("timeline", "Xiaomi", "--out", name, "--json")
    assert (ran.status, ran.out) == (1, "")
    assert ran.complaint


def test_undated_pastes_stand_at_the_day_they_were_saved_and_nothing_says_that_they_were_written_then(
    casebook: Terminal,
) -> None:
    for text in UNDATED:
        casebook("ingest", "-", stdin=text)
    today = datetime.now(UTC).date()
    ran = casebook("timeline", "Xiaomi")
    assert "Without a usable date: 1 argument for it, 1 argument against it. They stand, hollow, at the day" in ran.out
    assert f"saved on {today}, undated" in ran.out
    assert "△   1 | 1   ▽" in ran.out
    assert f"{today} to" not in ran.out


def test_json_says_of_weeks_and_marks_what_is_not_dated(casebook: Terminal) -> None:
    saved(casebook)
    for text in UNDATED:
        casebook("ingest", "-", stdin=text)
    today = datetime.now(UTC).date()
    document = casebook("timeline", "Xiaomi", "--json").document
    assert document["weeks"][-1] == {
        "week": f"{today - timedelta(days=today.weekday())}",
        "bull": 0,
        "bear": 0,
        "undated_bull": 1,
        "undated_bear": 1,
    }
    undated = [mark for mark in document["marks"] if not mark["dated"]]
    assert {(mark["day"], mark["stance"], mark["kind"]) for mark in undated} == {
        (f"{today}", "bull", "post"),
        (f"{today}", "bear", "post"),
    }
    published = {one["n"]: one["published_at"] for one in document["citations"]}
    assert {published[mark["n"]] for mark in undated} == {None}
    assert (document["undated"], document["unsure"]) == (2, False)


@pytest.mark.parametrize(("locale", "said"), [("zh_CN", "保存，日期不详"), ("zh_TW", "儲存，日期不詳")])
def test_chinese_says_of_what_has_no_date_when_it_was_saved(
    casebook: Terminal, monkeypatch: pytest.MonkeyPatch, locale: str, said: str
) -> None:
    casebook("ingest", "-", stdin=UNDATED[0])
    monkeypatch.setenv("LC_ALL", f"{locale}.UTF-8")
    out = casebook("timeline", "小米").out
    today = datetime.now(UTC).date()
    assert f"{today.year}年{today.month}月{today.day}日{said}" in out


def test_nothing_for_or_against_it_is_said_and_an_unknown_company_is_a_failure(casebook: Terminal) -> None:
    saved(casebook)
    assert "Nothing saved here argues for or against BYD." in casebook("timeline", "BYD").out
    assert casebook("timeline", "Nobody & Sons").status == 1


def test_chinese_is_told_in_chinese(casebook: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(casebook)
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    assert "預測2025年第4季，時間已過" in casebook("timeline", "小米").out
