"""Stock codes are read in every form that the platforms write, and money is not mistaken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.subjects.cashtags import cashtags
from tests.timing import seconds


def read(text: str) -> list[tuple[str, str, str | None]]:
    return [(tag.ticker.symbol, tag.ticker.market, tag.ticker.name) for tag in cashtags(text)]


@pytest.mark.parametrize(
    ("text", "symbol", "market", "name"),
    [
        ("$TENCENT(00700.HK) holds up", "00700", "HK", "TENCENT"),
        ("$特斯拉(TSLA.US) 交付下滑", "TSLA", "US", "特斯拉"),
        ("$XIAOMI-W(01810.HK)The phone margin", "01810", "HK", "XIAOMI-W"),
        ("$贵州茅台(SH600519)$ 批价", "600519", "SH", "贵州茅台"),
        ("$五粮液(SZ000858)$", "000858", "SZ", "五粮液"),
        ("$腾讯控股(00700)$ 回购", "00700", "HK", "腾讯控股"),
        ("$英伟达(NVDA)$", "NVDA", "US", "英伟达"),
        ("$上证指数(SH000001)$", "000001", "INDEX", "上证指数"),
        ("$标普500指数(.INX)$", "INX", "INDEX", "标普500指数"),
        ("$恒生指数(HKHSI)$", "HSI", "INDEX", "恒生指数"),
        ("$小米集团(ADR)(OTCBB|XIACY)$ 又跌", "XIACY", "US", "小米集团(ADR)"),
        ("$Tesla Motors(TSLA)$ discounts", "TSLA", "US", "Tesla Motors"),
        ("$POP MART(09992.HK)", "09992", "HK", "POP MART"),
        ("$3M(MMM)$ paid", "MMM", "US", "3M"),
        ("$三六零(601360.SH)", "601360", "SH", "三六零"),
        ("$平安银行(SZ000001)$", "000001", "SZ", "平安银行"),
        ("＄腾讯控股（００７００．ＨＫ）", "00700", "HK", "腾讯控股"),
    ],
)
def test_a_tag_gives_its_listing_and_its_name(text: str, symbol: str, market: str, name: str) -> None:
    assert read(text) == [(symbol, market, name)]


@pytest.mark.parametrize(
    ("text", "symbol", "market", "name"),
    [
        ("One house now rates XIAOMI-W (01810.HK) a Buy", "01810", "HK", "XIAOMI-W"),
        ("Notes on POP MART (09992.HK) today", "09992", "HK", "POP MART"),
        ("we like Xiaomi Group (1810.HK) here", "01810", "HK", "Xiaomi Group"),
        ("小米(1810.HK)被低估", "01810", "HK", None),
        ("贵州茅台（600519）提价", "600519", "SH", None),
        ("腾讯(00700)回购", "00700", "HK", None),
        ("the maker (NASDAQ: AMD) said", "AMD", "US", None),
    ],
)
def test_a_code_in_brackets_takes_the_capitalised_name_before_it(
    text: str, symbol: str, market: str, name: str | None
) -> None:
    assert read(text) == [(symbol, market, name)]


@pytest.mark.parametrize(
    ("text", "symbol", "market"),
    [
        ("(1810.HK) is cheap", "01810", "HK"),
        ("看好1810.HK的车", "01810", "HK"),
        ("bought 0700.HK at the open", "00700", "HK"),
        ("600519.SH跌了", "600519", "SH"),
        ("SZ000651 七倍", "000651", "SZ"),
        ("2330.TW leads", "2330", "TW"),
        ("005930.KS and memory", "005930", "KR"),
        ("7203.T sells hybrids", "7203", "JP"),
        ("$AAPL up", "AAPL", "US"),
        ("$aapl up", "AAPL", "US"),
        ("$BRK.B, still", "BRK.B", "US"),
        ("$TSLA.US", "TSLA", "US"),
        ("$BTC to the moon", "BTC", "CRYPTO"),
        ("$BTC.X 84k", "BTC", "CRYPTO"),
        ("看好$NVDA的", "NVDA", "US"),
        ("$PLTR. It grows", "PLTR", "US"),
        ("$PLTR.It grows", "PLTR", "US"),
        ("$0700.HK", "00700", "HK"),
        ("$300999.SZ", "300999", "SZ"),
    ],
)
def test_a_bare_code_is_a_listing(text: str, symbol: str, market: str) -> None:
    assert read(text) == [(symbol, market, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Short selling $2.31B; Ratio 9.604%",
        "last at HK$560 and US$3",
        "$100 a share, $3 billion (2024)",
        "$5.2亿 (约1.2%)",
        "cost US$AAPL",
        "price in $USD terms",
        "back in 2024.The year (2025) was (EPS) fine",
        "利润（20251）",
        "made $12M (up 3%) and $4B(!)",
        "what a piece of $hit, $xxx (de|in)",
        "",
        "$",
        "$()$",
    ],
)
def test_money_and_brackets_are_no_cashtag(text: str) -> None:
    assert read(text) == []


def test_several_tags_stand_in_order_and_never_overlap() -> None:
    text = "$DDOG $NET and $MS upgraded Tesla(TSLA.US); $美的集團(000333.SZ) $美的集團(00300.HK)"
    assert [symbol for symbol, _, _ in read(text)] == ["DDOG", "NET", "MS", "TSLA", "000333", "00300"]


def test_a_span_is_the_whole_tag_in_code_points() -> None:
    text = "🌸🚀 $贵州茅台(SH600519)$ 和 POP MART (09992.HK)"
    assert [tag.span.of(text) for tag in cashtags(text)] == ["$贵州茅台(SH600519)$", "POP MART (09992.HK)"]


@given(st.text(alphabet="$()（）.HKSA019 \nabé腾讯|:-", max_size=80))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for tag in cashtags(text):
        assert end <= tag.span.start < tag.span.end <= len(text)
        end = tag.span.end


@pytest.mark.parametrize("unit", ["$", "$(", "$a(", "(a", "$A b(c)", "A ", "1", "$腾讯(", "A&'.-"])
def test_a_megabyte_takes_less_than_a_second(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert seconds(lambda: cashtags(text), tries=3) < 2
