"""What doctor says of the language model: that it works and how, or what is wrong and how to mend it; never a key."""

import pytest

from bot.domain.text import Locale
from bot.errors import ModelError
from bot.locales import wording
from tests.cli.conftest import PATIENCE, Terminal
from tests.cli.test_wording import errors_below
from tests.llm.asking import KEY, SOON, know_only_numbers, own_certificate
from tests.llm.hostile import MODEL, Server, serving
from tests.llm.replies import Breaks, Reply, Says, refused

READY = Says('{"ready": true}')
SAID_ELSEWHERE = ("model_not_allowed", "model_budget_spent", "model_resting", "model_cut_off")
"""Doctor's one tiny call belongs to no channel, and fills in a form."""


@pytest.fixture
def set_up(casebook: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    know_only_numbers(monkeypatch)
    monkeypatch.setenv("CASEBOOK_MODEL", MODEL)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("CASEBOOK_READING_TIMEOUT", str(PATIENCE))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    return casebook


def model(casebook: Terminal) -> tuple[bool, str, str]:
    """Whether it is well, what is said of it, and how to mend it."""
    ran = casebook("doctor", "--json")
    assert KEY not in ran.out + ran.err
    [check] = [check for check in ran.document["checks"] if check["name"] == "model"]
    return check["ok"], check["detail"], check["mend"] or ""


@pytest.mark.parametrize(
    ("refusing", "mode"),
    [((), "schema"), (("json_schema",), "json"), (("json_schema", "json_object"), "text")],
)
def test_a_model_that_works_is_named_with_its_mode_and_its_latency(
    set_up: Terminal, monkeypatch: pytest.MonkeyPatch, refusing: tuple[str, ...], mode: str
) -> None:
    with serving(lambda asked: refused(400, "unsupported") if asked.format in refusing else READY) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        ok, detail, mend = model(set_up)
    assert (ok, mend) == (True, "")
    assert f"{MODEL} at {server.base_url}: answers in " in detail
    assert f"mode {mode}" in detail


def without_path(server: Server) -> str:
    return server.root


def as_https(server: Server) -> str:
    return server.base_url.replace("http://", "https://")


@pytest.mark.parametrize(
    ("reply", "said", "mended"),
    [
        (
            refused(401, f"Incorrect API key: {KEY}", "invalid_api_key"),
            "does not take the key",
            "OPENAI_API_KEY",
        ),
        (
            refused(404, "The model does not exist", "model_not_found"),
            "no model called “fake”",
            "CASEBOOK_MODEL",
        ),
        (refused(429, "quota", "insufficient_quota", retry_after_ms="1"), "is used up", "billing"),
        (refused(400, "maximum context length is 10 tokens"), "reads at once", "CASEBOOK_MODEL_CONTEXT"),
        (Breaks(200, "<html>Hello</html>", kind="text/html"), "does not speak", "/chat/completions"),
        (Breaks(500, KEY, SOON), "HTTP 500", "log"),
        (Says("Yes, I am!"), "another form", "CASEBOOK_MODEL"),
    ],
)
def test_each_mistake_is_told_and_how_to_mend_it(
    set_up: Terminal, monkeypatch: pytest.MonkeyPatch, reply: Reply, said: str, mended: str
) -> None:
    with serving([reply]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        ok, detail, mend = model(set_up)
    assert not ok
    assert said in detail
    assert mended in mend


@pytest.mark.parametrize(
    ("address", "said", "mended"),
    [
        (without_path, "and http://127.0.0.1:", "/v1"),
        (as_https, "does not speak https", "http://"),
        (lambda _server: "http://127.0.0.1:1/v1", "Nothing listens", "ollama serve"),
        (lambda _server: "http://nobody-knows-it.invalid/v1", "Nobody knows the host", "OPENAI_BASE_URL"),
    ],
)
def test_each_wrong_address_is_told_apart(
    set_up: Terminal, monkeypatch: pytest.MonkeyPatch, address: object, said: str, mended: str
) -> None:
    assert callable(address)
    with serving([READY]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", address(server))
        ok, detail, mend = model(set_up)
    assert not ok
    assert said in detail
    assert mended in mend


@pytest.mark.parametrize(("scheme", "said"), [("https", "self-signed certificate"), ("http", "wants https")])
def test_a_server_that_encrypts_is_told(
    set_up: Terminal, monkeypatch: pytest.MonkeyPatch, scheme: str, said: str
) -> None:
    with serving([READY], tls=own_certificate()) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url.replace("https", scheme))
        ok, detail, _mend = model(set_up)
    assert not ok
    assert said in detail


def test_a_proxy_that_stands_between_is_told(set_up: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([Breaks(407, "Who are you?")], path="") as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.root)
        monkeypatch.setenv("OPENAI_BASE_URL", "http://model.invalid/v1")
        ok, detail, mend = model(set_up)
    assert not ok
    assert f"The proxy {proxy.root} does not let calls through" in detail
    assert "NO_PROXY" in mend


def test_a_context_that_is_smaller_than_is_assumed_is_told(set_up: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([READY], models=[{"id": MODEL, "max_model_len": 4096}]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        ok, detail, mend = model(set_up)
        monkeypatch.setenv("CASEBOOK_MODEL_CONTEXT", "4096")
        assert model(set_up)[0]
    assert not ok
    assert "4096" in detail
    assert "CASEBOOK_MODEL_CONTEXT" in mend


def test_a_model_that_is_not_to_be_used_is_not_asked(set_up: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([READY]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("CASEBOOK_MODE", "extractive")
        assert model(set_up) == (True, f"{MODEL} is set, and CASEBOOK_MODE=extractive keeps it from being used", "")
    assert server.requests == []


@pytest.mark.parametrize("locale", Locale)
def test_each_error_of_a_model_has_its_way_to_be_mended(locale: Locale) -> None:
    kinds = {kind.wording for kind in errors_below(ModelError)} - {*SAID_ELSEWHERE}
    mended = {wording(locale).say("doctor", f"mend_{kind}") for kind in kinds}
    assert len(mended) == len(kinds) > 0
