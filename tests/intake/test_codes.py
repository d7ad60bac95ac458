"""A post's tickers: the codes that it tags, and those of the table that stand bare beside words of their company."""

import pytest

from bot.casebook import Casebook
from bot.domain.post import ChannelId
from tests.conftest import pasted


@pytest.mark.parametrize(
    ("body", "tickers"),
    [
        ("香港電訊（6823）我揸咗六年，收返嚟嘅息全部畀阿媽，光纖得佢一間拉到入屋。", ["06823.HK"]),
        ("中移動（941）資本開支一年少幾百億，慳落嚟嗰啲直接變自由現金流。", ["00941.HK"]),
        ("美團 3690 今晚講到店，商家預算分咗一半畀對手，議價力冇晒。", ["03690.HK"]),
        ("贵州茅台 600519 批价又跌了，渠道里没人敢接货，我还是拿着。", ["600519.SH"]),
        ("AMD wins orders only where it gives a discount, and its margin shows that every quarter.", ["AMD.US"]),
        ("$美团-W(03690)$ 到店被抢，我看 3690 还要再跌一轮，补贴停不下来。", ["03690.HK"]),
    ],
)
async def test_a_bare_code_of_a_named_company_is_a_ticker(casebook: Casebook, body: str, tickers: list[str]) -> None:
    assert await _tickers(casebook, body) == tickers


@pytest.mark.parametrize(
    "body",
    [
        "美團今晚講到店，我揸住3690股，商家預算分咗一半畀對手，議價力冇晒。",
        "The shop sold 941 carts in March and 1200 in April, and nobody asked it for a discount.",
        "香港電訊派息6823萬，光纖得佢一間拉到入屋。",
    ],
)
async def test_a_count_is_no_ticker(casebook: Casebook, body: str) -> None:
    assert await _tickers(casebook, body) == []


async def _tickers(casebook: Casebook, body: str) -> list[str]:
    receipt = await casebook.keep(ChannelId("here"), pasted(body))
    return [f"{ticker.symbol}.{ticker.market}" for ticker in receipt.posts[0].post.tickers]
