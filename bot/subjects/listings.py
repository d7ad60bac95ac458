"""Stock codes as the platforms write them, read as one form: symbol and market."""

import re
from functools import lru_cache

from bot.domain.post import Ticker

CRYPTO = "CRYPTO"
INDEX = "INDEX"

MARKETS = {
    **dict.fromkeys(("US", "N", "O", "OQ", "NASDAQ", "NYSE", "AMEX", "ARCA", "NYSEARCA", "BATS", "CBOE"), "US"),
    **dict.fromkeys(("OTC", "OTCBB", "OTCPK", "OTCMKTS", "OTCQX", "PINK"), "US"),
    **dict.fromkeys(("HK", "HKG", "HKEX", "SEHK", "HKSE"), "HK"),
    **dict.fromkeys(("SH", "SS", "SHA", "SSE", "XSHG"), "SH"),
    **dict.fromkeys(("SZ", "SHE", "SZSE", "XSHE"), "SZ"),
    **dict.fromkeys(("BJ", "BSE"), "BJ"),
    **dict.fromkeys(("TW", "TWO", "TT", "TPE", "TWSE"), "TW"),
    **dict.fromkeys(("KR", "KS", "KQ", "KRX"), "KR"),
    **dict.fromkeys(("JP", "T", "TYO", "TSE"), "JP"),
    **dict.fromkeys(("SG", "SI", "SGX"), "SG"),
    **dict.fromkeys(("UK", "L", "LN", "LSE", "LON"), "UK"),
    **dict.fromkeys(("DE", "GY", "ETR", "XETRA"), "DE"),
    **dict.fromkeys(("FR", "PA", "FP", "EPA"), "FR"),
    **dict.fromkeys(("NL", "AS", "AMS"), "NL"),
    **dict.fromkeys(("CH", "SW", "SIX"), "CH"),
    **dict.fromkeys(("DK", "CO"), "DK"),
    **dict.fromkeys(("AU", "AX", "ASX"), "AU"),
    **dict.fromkeys(("CA", "TO", "TSX"), "CA"),
    **dict.fromkeys(("IN", "NSE"), "IN"),
    **dict.fromkeys(("X", "CC", CRYPTO), CRYPTO),
}
"""How a market is written, as a suffix or before the symbol, and what `Ticker.market` calls it."""

COINS = re.compile(r"BTC|ETH|SOL|DOGE|XRP|BNB|ADA|AVAX|SHIB|PEPE|TRX|DOT|LTC|BCH|XLM|HBAR|SUI|TON|HYPE|AAVE|USD[TC]")
"""Symbols that mean the coin where no market stands beside them."""

INDICES = re.compile(
    r"SPX|GSPC|INX|NDX|IXIC|COMP|DJI|DJIA|RUT|VIX|SOX|DXY|HSI|HSCEI|HSTECH|STECH|HSCCI"
    r"|N225|NI225|NKY|KOSPI|KS11|TWII|TAIEX|FTSE|DAX|CAC40|STOXX50E|SENSEX"
)
"""Symbols that are an index, never a listed company, on every platform seen."""

NUMBERED = {
    **dict.fromkeys(("SH", "SZ", "BJ", "KR"), re.compile(r"\d{6}")),
    "TW": re.compile(r"\d{4,6}"),
    "JP": re.compile(r"\d{3}[\dA-Z]"),
}
"""How symbols look where they are numbers; Tokyo has begun to end them with a letter."""
SYMBOL = re.compile(r"[A-Z]{1,6}(?:[.-][A-Z])?")
ELSEWHERE = re.compile(r"(?=\d*[A-Z])[A-Z0-9]{1,9}")
"""Symbols of the exchanges that use letters, apart from the American: D05, VOW3, RELIANCE."""
MAINLAND = re.compile(r"(SH|SZ|BJ)(\d{6})")
HONG_KONG = re.compile(r"HK(\d{4,5}|[A-Z]{3,7})")


@lru_cache(maxsize=1024)
def listing(code: str, name: str | None = None) -> Ticker | None:
    """The listing that a code means: `01810.HK`, `SH600519`, `00700`, `NVDA`, `OTCBB|XIACY`, `NYSE: BABA`, `.INX`.

    A Hong Kong code comes back with five digits; None where the code is none that is known.
    """
    code = code.strip().upper()
    for mark in "|:":
        venue, found, symbol = code.partition(mark)
        if found:
            return _on(symbol.strip(), MARKETS.get(venue.strip()), name)
    if prefixed := MAINLAND.fullmatch(code):
        return _on(prefixed[2], prefixed[1], name)
    if prefixed := HONG_KONG.fullmatch(code):
        return _on(prefixed[1], "HK", name)
    symbol, dot, market = code.rpartition(".")
    if dot and symbol and not _is_share_class(symbol, market):
        return _on(symbol, MARKETS.get(market), name)
    return _unmarked(code.lstrip(".^"), name)


def _is_share_class(symbol: str, market: str) -> bool:
    """`BRK.B` has no market. A single letter is one only where it is known: `.T` for Tokyo's digits, `.X`, `.L`."""
    return len(market) == 1 and not symbol.isdigit() and market not in ("X", "L")


def _unmarked(code: str, name: str | None) -> Ticker | None:
    if code.isdigit():
        return _on(code, mainland_market(code) if len(code) == 6 else "HK", name)
    if not SYMBOL.fullmatch(code):
        return None
    return _on(code, CRYPTO if COINS.fullmatch(code) else "US", name)


def mainland_market(code: str) -> str | None:
    """The exchange of a six-digit mainland code, by the number ranges that the exchanges give out."""
    if code.startswith(("60", "68", "90", "51", "56", "58")):
        return "SH"
    if code.startswith(("00", "30", "20", "15", "16", "39")):
        return "SZ"
    return "BJ" if code.startswith(("43", "83", "87", "92")) else None


def _on(symbol: str, market: str | None, name: str | None) -> Ticker | None:
    if market is None or not symbol.isascii():
        return None
    if market == "HK" and symbol.isdigit() and len(symbol) <= 5:
        return Ticker(symbol=symbol.zfill(5), market=market, name=name) if int(symbol) else None
    if _is_index(symbol, market):
        return Ticker(symbol=symbol, market=INDEX, name=name)
    form = NUMBERED.get(market) or (SYMBOL if market in ("US", CRYPTO) else ELSEWHERE)
    if market == "HK" or form.fullmatch(symbol) is None:
        return None
    return Ticker(symbol=symbol.replace("-", "."), market=market, name=name)


def _is_index(symbol: str, market: str) -> bool:
    """Shanghai numbers its indices 000xxx, Shenzhen 399xxx; elsewhere they are letters where companies have digits."""
    if market in ("US", "HK"):
        return INDICES.fullmatch(symbol) is not None
    return (market == "SH" and len(symbol) == 6 and symbol.startswith("000")) or (
        market == "SZ" and len(symbol) == 6 and symbol.startswith("399")
    )
