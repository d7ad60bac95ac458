"""No setting of the person who runs the tests stands between them and loopback."""

import pytest

from tests.llm.asking import know_only_numbers

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def numbers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    know_only_numbers(monkeypatch)
