"""The terminal, as in the tests of the terminal, and posts that hold what an attacker or a careless person pastes."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal, casebook, folder, process, written

__all__ = ["casebook", "folder", "process"]

POSTS = {
    "bull": "Marta Quill\n@martaquill\nNov 21, 2025\n\n$NVDA data center revenue grew 60% and demand still exceeds "
    "supply. Margins of 75% will rise because nobody can match its chips.",
    "bear": "gpu_gardener\n2025.11.20 09:15\n\n$NVIDIA(NVDA.US) Four customers are almost half of its sales. When one "
    "of them cuts its spending, margins will fall. At 40 times earnings the stock is too expensive.",
    "car": "潮水边\n2025.11.18 21:40\n\n$小米集团-W(01810.HK) 小米汽车交付量连续六个月上升，工厂已经满产，我看多。"
    "内存涨价会压缩毛利率，这是最大的风险。🚀🚀",
    "both": "Ines Calloway\nNov 23, 2025\n\nTesla deliveries fell 13% because the line-up is old. Energy storage is "
    "the bright spot: deployments grew 80% and margins are rising.",
    "reposted": "$贵州茅台(SH600519)$ 终端价还在往下掉，渠道里的存货太多，需求是真的弱。"
    "//@慢慢变富:品牌是护城河，分红率还在提高。",
}


@pytest.fixture
def saved(casebook: Terminal, folder: Path) -> Terminal:
    """A terminal in a folder whose store holds POSTS."""
    names = [written(folder, f"{name}.txt", text) for name, text in POSTS.items()]
    assert casebook("ingest", *names).status == 0
    return casebook
