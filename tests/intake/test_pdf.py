"""A PDF's text is read as its author wrote it; one that can't be read says why, and none takes long."""

import logging
from time import process_time

import pytest

from bot.errors import BrokenPdf, LockedFile, NoTextInPdf, TooLarge, TooManyPages
from bot.intake.decode import FILE_LIMIT, LIMIT
from bot.intake.pdf import PAGE_LIMIT, SECONDS, pdf_text
from bot.intake.unwrap import unwrap
from tests.intake.made_pdf import LATIN, assembled, chinese_pdf_of, locked, pdf_of

LETTER = [
    "Notes on a warehouse club",
    "Ines Calloway",
    "2025-11-23",
    "Margins at Costco are thinner than they look, because every new ware-",
    "house opens with a year of losses. The long-",
    "term case rests on member fees, which rose by eight percent in a year",
    "and now make up most of the profit that is reported. That is a risk.",
    "Fees can't rise forever.",
]
READ = """Notes on a warehouse club
Ines Calloway
2025-11-23
Margins at Costco are thinner than they look, because every new warehouse opens with a year of losses. The long-term \
case rests on member fees, which rose by eight percent in a year and now make up most of the profit that is reported. \
That is a risk.
Fees can't rise forever."""


def test_lines_that_the_page_broke_are_joined_and_others_stay() -> None:
    assert pdf_text(pdf_of([LETTER]), "letter.pdf") == READ


def test_pages_are_parted_by_blank_lines_and_empty_ones_leave_none() -> None:
    assert pdf_text(pdf_of([["First page."], [""], ["Third page."]]), "three.pdf") == "First page.\n\nThird page."


def test_chinese_is_read_and_joined_without_spaces() -> None:
    lines = [
        "茅台的批价又跌了一截，渠道里的库存还没有消化完，经销商",
        "的信心很弱，而公司在这个时候提高出厂价，风险很大。",
        "先等等。",
    ]
    joined = "茅台的批价又跌了一截，渠道里的库存还没有消化完，经销商的信心很弱，而公司在这个时候提高出厂价，风险很大。"
    assert pdf_text(chinese_pdf_of(lines), "茅台.pdf") == f"{joined}\n先等等。"


def test_ligatures_and_radicals_become_the_letters_that_they_look_like() -> None:
    assert pdf_text(chinese_pdf_of(["pro\ufb01t on \u2fa6 and \u2ee9"]), "font.pdf").startswith("profit on 金")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("A long line that is as wide as all the others and ends\nhere, which is its end.", "ends here"),
        ("This is what the house brokers call a self-\nevident case for buying.", "self-evident"),
        ("A word that was cut by a soft hy\u00ad\nphen is whole.", "hyphen is whole"),
        ("The turn-\naround is slow; a turnaround takes them years to make.", "The turnaround is"),
        ("Its sub-\nbrand is weak. The sub-brand sells at a loss in most shops.", "Its sub-brand is"),
        ("Sales were weak in the home market, as the old models from\nXiaomi sold badly.", "from Xiaomi"),
        ("毛利率连续两个季度下滑，主要是因为低价的入门车型在卖，\n而高价车型的订单没有跟上。", "在卖，而高价"),
        ("今年的出货量会超过一百万台，其中海外占到三成，而且比\nNvidia 的客户更稳定。", "而且比Nvidia 的"),
    ],
)
def test_a_sentence_is_put_together(lines: str, expected: str) -> None:
    assert expected in unwrap(lines)


@pytest.mark.parametrize(
    "text",
    [
        "Ines Calloway\n2025-11-23\nShe expects the margins of the whole sector to fall by half in a year.",
        "There are three reasons not to own this company at these prices\n1. Debt\n2. Stock\n3. The founder sells",
        "What we own at the end of the month, by weight in the fund\n• Costco\n• BYD",
        "The first paragraph ends with the last word of this very line.\nThe second one begins here, under it.",
        "One paragraph that is wide enough to be taken for some prose\n\nand another one after a blank line",
        "三点理由，都写在去年的年报里，大家可以自己去翻一翻\n一、负债\n二、库存",
        "EPS 1.2\nPE 14\nROE 8%",
        "",
    ],
)
def test_what_is_no_broken_sentence_stays_in_its_lines(text: str) -> None:
    assert unwrap(text) == text


def test_joining_loses_no_word() -> None:
    text = "\n".join(LETTER * 40)
    assert unwrap(text).replace("-", "").split() == unwrap(unwrap(text)).replace("-", "").split()
    assert "".join(unwrap(text).split()).replace("-", "") == "".join(text.split()).replace("-", "")


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert pdf_text(locked(pdf_of([LETTER]), password=""), "report.pdf") == READ


def test_a_pdf_with_a_password_says_that_it_is_locked() -> None:
    with pytest.raises(LockedFile) as refused:
        pdf_text(locked(pdf_of([LETTER]), password="swordfish"), "report.pdf")
    assert refused.value.details == {"source": "report.pdf"}


@pytest.mark.parametrize("page", [b"", b"q 100 0 0 100 0 0 cm 0 0 10 10 re f Q", b"BT /F1 10 Tf (   ) Tj ET"])
def test_a_scanned_pdf_says_that_it_holds_no_text(page: bytes) -> None:
    with pytest.raises(NoTextInPdf) as refused:
        pdf_text(assembled([page], LATIN), "scan.pdf")
    assert refused.value.details == {"source": "scan.pdf"}


def test_letters_that_mean_nothing_are_no_text() -> None:
    with pytest.raises(NoTextInPdf):
        pdf_text(chinese_pdf_of(["\ue001\ue002\ue003\ue004\ue005 \ue006"]), "drawn.pdf")


def test_twenty_pages_are_read_and_one_more_is_too_many() -> None:
    assert pdf_text(pdf_of([["A page."]] * PAGE_LIMIT), "book.pdf").count("A page.") == PAGE_LIMIT
    with pytest.raises(TooManyPages) as refused:
        pdf_text(pdf_of([["A page."]] * (PAGE_LIMIT + 1)), "book.pdf")
    assert refused.value.details == {"source": "book.pdf", "pages": PAGE_LIMIT + 1, "limit": PAGE_LIMIT}


def test_more_text_than_a_paste_may_hold_is_refused() -> None:
    page = b"BT /F1 1 Tf (" + b"a word and " * (LIMIT // 15) + b") Tj ET"
    with pytest.raises(TooLarge) as refused:
        pdf_text(assembled([page] * 2, LATIN, packed=True), "long.pdf")
    assert refused.value.details["limit"] == LIMIT


def test_a_file_that_is_too_big_is_not_even_opened() -> None:
    with pytest.raises(TooLarge) as refused:
        pdf_text(b"%PDF-1.4" + b"0" * FILE_LIMIT, "big.pdf")
    assert refused.value.details == {"source": "big.pdf", "size": FILE_LIMIT + 8, "limit": FILE_LIMIT}


WHOLE = pdf_of([LETTER])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-",
        b"words, and no PDF",
        WHOLE[: len(WHOLE) // 3],
        WHOLE.replace(b"/Type/Pages/Kids[4 0 R]", b"/Type/Pages/Kids[2 0 R]"),
        WHOLE.replace(b"/Pages 2 0 R", b"/Pages 9 9 R"),
        b"%PDF-1.4\n" + b"1 0 obj<<" * 100_000,
    ],
)
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    with pytest.raises((BrokenPdf, NoTextInPdf)):
        pdf_text(data, "broken.pdf")


def test_a_pdf_whose_index_is_lost_is_still_read() -> None:
    assert pdf_text(WHOLE.replace(b"0 6\n0000000000", b"0 6\n99999999"), "moved.pdf") == READ


@pytest.mark.parametrize(
    "page",
    [
        b"0 " * 30_000_000,
        b"BT /F1 1 Tf " + b"1 0 0 1 5 5 Tm (a) Tj " * 60_000 + b"ET",
        b"[" * 100_000,
        b"(" * 1_000_000,
        b"<" * 1_000_000,
    ],
    ids=["unpacks to gigabytes", "endless drawing", "nested", "open strings", "open numbers"],
)
def test_a_hostile_page_is_given_up_soon(page: bytes) -> None:
    begun = process_time()
    with pytest.raises(BrokenPdf):
        pdf_text(assembled([page], LATIN, packed=True), "hostile.pdf")
    assert process_time() - begun < SECONDS


def test_reading_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.intake.pdf.SECONDS", 0.0)
    with pytest.raises(BrokenPdf):
        pdf_text(WHOLE, "slow.pdf")


def test_what_is_mended_in_a_pdf_is_not_reported(capfd: pytest.CaptureFixture[str]) -> None:
    assert logging.getLogger("pypdf").parent is logging.getLogger()
    assert pdf_text(b"junk before it\n" + WHOLE, "odd.pdf") == READ
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
