"""What copying broke is mended; what was whole stays as it is, character for character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.mend import mend

CLEAN = (
    "“Quotes” — dashes… and ‘more’: 全角ＡＢＣ１２３，中文标点“引号”、『書名』。naïve café, €5, £3, 5–7 %, × ≈ ≥",
    "$XIAOMI-W(01810.HK) 价格：１９９９元～２９９９元　缩进　全角空格",
    "Is P/E < 10 and growth > 5? AT&T & R&D; x<y>z, 3 <5 & 7> 2.",
    "emoji 👨‍👩‍👧 🌸 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇭🇰 stay",
    "Àpropos: Ünïcode Ñandú. Đồng Việt Nam. Ça va? Où?",
    "tabs\tand  two spaces \nand trailing space \n\n",
)


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_left_as_it_is(text: str) -> None:
    assert mend(text) == text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("hasnâ€™t moved, and thatâ€™s it", "hasn’t moved, and that’s it"),
        ("ä¸\u00adå›½å¹³å®‰ is cheap", "中国平安 is cheap"),
        ("CafÃ© and Â£5", "Café and £5"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("non\u00a0breaking", "non breaking"),
        ("zero\u200bwidth \ufeffmark so\u00adft", "zerowidth mark soft"),
        ("right\u202e to \u202cleft\u200f", "right to left"),
        ("hid\u200dden joiner", "hidden joiner"),
        ("tagged\U000e0041\U000e0042 words", "tagged words"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("bell\x07 and nul\x00", "bell and nul"),
        ("R&amp;D &lt;5% &#8217;s &nbsp;x", "R&D <5% ’s  x"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>one</p><p>two &amp; three</p>", "one\n\ntwo & three"),
        ("<p>wrapped\nin source</p>", "wrapped in source"),
        ("<script>steal()</script><p>words</p><style>p{}</style>", "words"),
        ("<blockquote><p>theirs</p><p>too</p></blockquote><p>mine</p>", "> theirs\n>\n> too\n\nmine"),
        ('<a href="https://x.example">$AAPL</a> up', "$AAPL up"),
    ],
)
def test_what_is_broken_is_mended(broken: str, whole: str) -> None:
    assert mend(broken) == whole


def test_a_broken_line_leaves_the_clean_ones_alone() -> None:
    clean = "“clean” naïve line — 中文"
    assert mend(f"{clean}\nthatâ€™s it").split("\n") == [clean, "that’s it"]


def test_deeply_nested_markup_is_read() -> None:
    assert mend("<div>" * 5000 + "words" + "</div>" * 5000).strip() == "words"


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="<&"), max_size=300))
def test_nothing_invisible_is_left(text: str) -> None:
    mended = mend(text)
    assert not set(mended) & set("\r\0\u200b\u200e\u202e\u2066\ufeff\u00ad\u2028\u00a0")


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=200))
def test_chinese_is_never_changed(text: str) -> None:
    assert mend(text) == text
