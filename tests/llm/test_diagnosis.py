"""What is wrong with a model, told apart: the mistakes that people make when they set one up."""

import socket
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import (
    ModelBehindProxy,
    ModelBroken,
    ModelBusy,
    ModelContextFull,
    ModelError,
    ModelHostUnknown,
    ModelKeyRefused,
    ModelNotStarted,
    ModelNotThere,
    ModelOutOfQuota,
    ModelProxyUnusable,
    ModelSpeaksHttp,
    ModelSpeaksHttps,
    ModelTlsFailed,
    ModelUrlWrong,
    ModelWithoutPath,
)
from bot.llm.diagnosis import TINY, diagnose
from bot.llm.dialect import Mode
from bot.llm.server import ModelServer, shown_url
from tests.llm.asking import CERTIFICATE, KEY, SOON, own_certificate
from tests.llm.hostile import MODEL, serving
from tests.llm.replies import Breaks, HangsUp, Reply, Says, refused

READY = Says('{"ready": true}')


def at(url: str) -> ModelServer:
    return ModelServer(model=MODEL, base_url=url, api_key=KEY, patience=5.0)


async def told(server: ModelServer) -> ModelError:
    with pytest.raises(ModelError) as caught:
        await diagnose(server)
    assert KEY not in str(caught.value.details)
    return caught.value


async def test_a_model_that_works_is_asked_once_and_for_little() -> None:
    with serving([READY]) as server:
        health = await diagnose(at(server.base_url))
    assert (health.mode, health.context) == (Mode.SCHEMA, None)
    assert 0 <= health.milliseconds < 5000
    [asked] = server.requests
    assert asked.body["max_tokens"] == TINY.most_tokens <= 20


@pytest.mark.parametrize(
    "model",
    [{"max_model_len": 4096}, {"context_length": 4096}, {"loaded_context_length": 4096, "max_context_length": 131072}],
)
async def test_what_a_server_says_of_its_context_is_heard(model: Mapping[str, object]) -> None:
    with serving([READY], models=[{"id": "other", "context_length": 1}, {"id": MODEL, **model}]) as server:
        assert (await diagnose(at(server.base_url))).context == 4096


@pytest.mark.parametrize("model", [MODEL, None, 7, [1], {"id": None}, {"id": MODEL, "context_length": "4096"}])
async def test_a_list_of_models_that_is_none_says_nothing_of_a_context(model: object) -> None:
    with serving([READY], models=[model]) as server:
        assert (await diagnose(at(server.base_url))).context is None


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refused(401, f"Incorrect API key provided: {KEY}.", "invalid_api_key"), ModelKeyRefused),
        (refused(403, f"Forbidden for {KEY}"), ModelKeyRefused),
        (refused(404, "The model `fake` does not exist", "model_not_found"), ModelNotThere),
        (refused(404, 'model "fake" not found, try pulling it first'), ModelNotThere),
        (refused(400, "Model Not Exist"), ModelNotThere),
        (refused(429, "You exceeded your current quota", "insufficient_quota", **SOON), ModelOutOfQuota),
        (refused(402, "Insufficient Balance"), ModelOutOfQuota),
        (refused(429, "Rate limit reached", "rate_limit_exceeded", **SOON), ModelBusy),
        (refused(400, "maximum context length is 10 tokens", "context_length_exceeded"), ModelContextFull),
        (refused(413, "Request too large"), ModelContextFull),
        (Breaks(503, "<html>down</html>", SOON, "text/html"), ModelBroken),
        (Breaks(200, "<html>It works!</html>", kind="text/html"), ModelUrlWrong),
        (Breaks(405, "no"), ModelUrlWrong),
        (Breaks(400, "Client sent an HTTP request to an HTTPS server."), ModelSpeaksHttps),
        (HangsUp(), ModelBroken),
    ],
)
async def test_what_a_server_says_is_understood(reply: Reply, error: type[ModelError]) -> None:
    with serving([reply]) as server:
        failure = await told(at(server.base_url))
    assert type(failure) is error


@pytest.mark.parametrize("reply", [READY, refused(401, "Unauthorized")])
async def test_an_address_without_its_path_is_told_from_one_that_is_wrong(reply: Reply) -> None:
    with serving([reply]) as server:
        failure = await told(at(server.root))
    assert isinstance(failure, ModelWithoutPath)
    assert failure.details == {"url": server.root, "better": server.base_url}


async def test_an_address_with_the_calls_own_path_is_told_too() -> None:
    with serving([READY]) as server:
        failure = await told(at(f"{server.base_url}/chat/completions"))
    assert isinstance(failure, ModelWithoutPath)
    assert failure.details["better"] == server.base_url


async def test_an_address_where_nothing_is_under_any_path_is_wrong() -> None:
    with serving([READY], path="/elsewhere/chat/completions") as server:
        failure = await told(at(server.root))
    assert isinstance(failure, ModelUrlWrong)


async def test_a_page_that_answers_everywhere_is_no_model() -> None:
    with serving([Breaks(200, "<html>Welcome</html>", kind="text/html")], path="") as server:
        assert isinstance(await told(at(server.root)), ModelUrlWrong)


async def test_a_server_that_is_not_started_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        failure = await told(at(url))
    assert isinstance(failure, ModelNotStarted)
    assert failure.details == {"url": url}


@pytest.mark.usefixtures("numbers_only")
async def test_a_host_that_nobody_knows_is_told() -> None:
    assert isinstance(await told(at("http://nobody-knows-it.invalid/v1")), ModelHostUnknown)


async def test_a_certificate_that_nobody_signed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([READY], tls=own_certificate()) as server:
        failure = await told(at(server.base_url))
        assert isinstance(failure, ModelTlsFailed)
        assert "self-signed" in str(failure.details["reason"])
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        assert (await diagnose(at(server.base_url))).mode is Mode.SCHEMA


async def test_http_and_https_are_told_apart() -> None:
    with serving([READY]) as server:
        failure = await told(at(server.base_url.replace("http://", "https://")))
        assert isinstance(failure, ModelSpeaksHttp)
    with serving([READY], tls=own_certificate()) as server:
        failure = await told(at(server.base_url.replace("https://", "http://")))
        assert isinstance(failure, ModelSpeaksHttps)


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_proxy_that_wants_a_password_is_told(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([Breaks(407, "Who are you?")], path="") as server:
        proxy = server.root.replace("http://", "http://me:pa55word@")
        monkeypatch.setenv(f"{scheme.upper()}_PROXY", proxy)
        failure = await told(at(f"{scheme}://model.invalid/v1"))
    assert isinstance(failure, ModelBehindProxy)
    assert failure.details == {"url": f"{scheme}://model.invalid/v1", "proxy": server.root}


async def test_a_proxys_own_page_is_told_from_a_servers_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Breaks(403, "<html>Blocked by policy</html>", kind="text/html")
    with serving([page, refused(403, "This key may not.")], path="") as server:
        monkeypatch.setenv("HTTP_PROXY", server.root)
        assert isinstance(await told(at("http://model.invalid/v1")), ModelBehindProxy)
        assert isinstance(await told(at("http://model.invalid/v1")), ModelKeyRefused)


async def test_a_proxy_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert isinstance(await told(at("http://model.invalid/v1")), ModelBehindProxy)


@pytest.mark.parametrize(
    ("proxy", "shown"),
    [
        ("socks5://me:pa55word@127.0.0.1:1080", "socks5://127.0.0.1:1080"),
        ("socks4://127.0.0.1:1080", "socks4://127.0.0.1:1080"),
        ("me:pa55word@127.0.0.1:port", "http://127.0.0.1:port"),
    ],
)
@pytest.mark.parametrize("direct", ["", "127.0.0.1"])
async def test_a_proxy_that_the_client_cant_use_is_told(
    proxy: str, shown: str, direct: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client is made for every proxy of the environment, also where the server is reached without one."""
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("ALL_PROXY", proxy)
    monkeypatch.setenv("NO_PROXY", direct)
    with serving([READY]) as server:
        failure = await told(at(server.base_url))
    assert isinstance(failure, ModelProxyUnusable)
    assert failure.details == {"url": server.base_url, "proxy": shown}


async def test_a_proxys_password_is_not_shown_where_its_address_has_no_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "me:pa55word@127.0.0.1:1")
    failure = await told(at("http://model.invalid/v1"))
    assert isinstance(failure, ModelBehindProxy)
    assert failure.details["proxy"] == "http://127.0.0.1:1"


async def test_certificates_that_cant_be_read_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    with serving([READY]) as server:
        for name in ("missing.pem", "empty.pem"):
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / name))
            failure = await told(at(server.base_url))
            assert isinstance(failure, ModelTlsFailed)
            assert "SSL_CERT_FILE" in str(failure.details["reason"])


@pytest.mark.parametrize("key", ["sk-ключ", "sk a", "sk\n", "“sk”"])
async def test_a_key_that_no_header_can_hold_is_never_sent(key: str) -> None:
    with serving([READY]) as server:
        failure = await told(replace(at(server.base_url), api_key=key))
    assert isinstance(failure, ModelKeyRefused)
    assert server.requests == []


def test_an_address_is_shown_without_what_may_be_secret() -> None:
    assert shown_url("https://me:pass@host:8080/v1?key=s3cret#x") == "https://host:8080/v1"
    assert KEY not in repr(at("http://host"))
