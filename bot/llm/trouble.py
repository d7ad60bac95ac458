"""What went wrong, in our errors. A server's text is matched and never kept: it may repeat a key, or the prompt."""

import re
import socket
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from bot.errors import (
    ModelBehindProxy,
    ModelBroken,
    ModelBusy,
    ModelCallRefused,
    ModelContextFull,
    ModelDeclined,
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
    ModelTooSlow,
    ModelUrlWrong,
)
from bot.llm.server import ModelServer, shown_url

if TYPE_CHECKING:
    from openai import APIError

NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG", "HTTP_REQUEST", "UNKNOWN_PROTOCOL")
"""What OpenSSL says where the other side does not speak TLS at all."""
PROXYS = (403, 407, 502, 503, 504)
"""Statuses with which a proxy says that it does not, or can't, let a call through."""
PROXIED = ("http", "https", "all")
"""For which schemes the environment may name a proxy."""
SPOKEN = ("http", "https")
"""To a proxy."""
CERTIFICATES = "SSL_CERT_FILE"
"""The variable that names those which the client reads."""
_CONTEXT = re.compile(
    r"context[ _](?:length|window|size)|maximum context|exceeds? .{0,40}context|prompt is too long|too many tokens"
)
_NO_MODEL = re.compile(r"model_not_found|model\b.{0,90}\b(?:not found|not exist)|(?:unknown|invalid|no such) model")
_QUOTA = re.compile(r"quota|billing|balance|credit|payment")
_FILTER = re.compile(
    r"content_filter|content management policy|content_policy"
    r"|content exists risk|data_inspection_failed|inappropriate content|敏感内容"
)
"""OpenAI and Azure; DeepSeek, DashScope and Zhipu, which answer with a plain 400."""
_WANTS_TLS = re.compile(r"http request (?:was sent )?to (?:an )?https")


def trouble(error: Exception, server: ModelServer) -> ModelError:
    """The error that a person can act on, for one of the client's or of what it stands on."""
    from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

    match error:
        case APITimeoutError() | TimeoutError():
            return ModelTooSlow(url=server.shown, waited=round(server.patience))
        case APIConnectionError():
            return _unreachable(list(_causes(error)), server)
        case APIStatusError() if error.status_code in PROXYS and _is_a_proxys(error, server):
            return ModelBehindProxy(url=server.shown, proxy=proxy_of(server.base_url))
        case APIStatusError():
            return _of_status(error.status_code, words(error), server)
        case APIError():
            return of_words(words(error), server) or ModelBroken(url=server.shown, reason=_kind(error))
        case _:
            return ModelBroken(url=server.shown, reason=_kind(error))


def _is_a_proxys(error: "APIError", server: ModelServer) -> bool:
    """Servers of models answer in JSON; a page, where a proxy reads what is sent, is its own."""
    readable = server.base_url.startswith("http://")
    return readable and not isinstance(error.body, dict) and bool(proxy_of(server.base_url))


def words(error: "APIError") -> str:
    """What the server says, in lower case: to match, and not to keep."""
    told = error.body.get("message", error.body) if isinstance(error.body, dict) else error.body or error.message
    return f"{error.code} {error.type} {told}".lower()


def _kind(error: BaseException) -> str:
    return type(error).__name__


def _of_status(status: int, told: str, server: ModelServer) -> ModelError:
    said = of_words(told, server)
    if said is not None:
        return said
    match status:
        case 401 | 403:
            return ModelKeyRefused(url=server.shown)
        case 407:
            return ModelBehindProxy(url=server.shown, proxy=proxy_of(server.base_url))
        case 402:
            return ModelOutOfQuota(url=server.shown)
        case 429:
            return (ModelOutOfQuota if _QUOTA.search(told) else ModelBusy)(url=server.shown)
        case 413:
            return ModelContextFull(model=server.model, context=server.context)
        case 404 | 405 | 406 | 410 | 415:
            return ModelUrlWrong(url=server.shown, reason=f"HTTP {status}")
        case _:
            return (ModelCallRefused if status < 500 else ModelBroken)(url=server.shown, reason=f"HTTP {status}")


def of_words(told: str, server: ModelServer) -> ModelError | None:
    """What a server says so plainly that its status does not matter."""
    if _CONTEXT.search(told):
        return ModelContextFull(model=server.model, context=server.context)
    if "insufficient_quota" in told:
        return ModelOutOfQuota(url=server.shown)
    if _WANTS_TLS.search(told):
        return ModelSpeaksHttps(url=server.shown)
    if _FILTER.search(told):
        return ModelDeclined()
    if _NO_MODEL.search(told):
        return ModelNotThere(url=server.shown, model=server.model)
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _unreachable(causes: list[BaseException], server: ModelServer) -> ModelError:
    from httpx2 import ConnectError, InvalidURL, LocalProtocolError, ProxyError, TooManyRedirects, UnsupportedProtocol

    kinds = tuple(type(cause) for cause in causes)
    proxy = proxy_of(server.base_url)
    if ProxyError in kinds or (proxy and ConnectError in kinds and not any(issubclass(k, ssl.SSLError) for k in kinds)):
        return ModelBehindProxy(url=server.shown, proxy=proxy)
    for cause in causes:
        match cause:
            case ssl.SSLError():
                return _of_tls(cause, server)
            case socket.gaierror():
                return ModelHostUnknown(url=server.shown)
            case TooManyRedirects() | UnsupportedProtocol() | InvalidURL() | LocalProtocolError():
                return ModelUrlWrong(url=server.shown, reason=_kind(cause))
    if ConnectError in kinds:
        return ModelNotStarted(url=server.shown)
    return ModelBroken(url=server.shown, reason=_kind(causes[min(1, len(causes) - 1)]))


def _of_tls(error: ssl.SSLError, server: ModelServer) -> ModelError:
    if error.reason in NO_TLS:
        return ModelSpeaksHttp(url=server.shown)
    told = error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else error.reason
    return ModelTlsFailed(url=server.shown, reason=told or _kind(error))


def proxy_of(url: str) -> str:
    """The proxy that the environment names for an address, without what may be secret in it; empty where none is."""
    parts = urlsplit(url)
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return ""
    proxies = _proxies()
    return shown_url(proxies.get(parts.scheme) or proxies.get("all") or "")


def _proxies() -> dict[str, str]:
    """Those of the environment that the client takes. One without a scheme speaks http."""
    found = getproxies()
    named = {scheme: found[scheme] for scheme in PROXIED if found.get(scheme)}
    return {scheme: proxy if "://" in proxy else f"http://{proxy}" for scheme, proxy in named.items()}


def unmade(error: Exception, server: ModelServer) -> ModelError:
    """Why no client could be made: one reads all proxies of the environment, and its certificates, needed or not."""
    if isinstance(error, OSError):
        return ModelTlsFailed(url=server.shown, reason=f"{CERTIFICATES} ({_kind(error)})")
    proxies = list(_proxies().values())
    unusable = [proxy for proxy in proxies if urlsplit(proxy).scheme not in SPOKEN]
    return ModelProxyUnusable(url=server.shown, proxy=shown_url(next(iter(unusable or proxies), "")))


def faults() -> tuple[type[Exception], ...]:
    """What the client, its transport and its parsers raise where a server or the way to it is at fault."""
    from httpx2 import HTTPError, InvalidURL, StreamError
    from openai import OpenAIError

    parsing = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
    return OpenAIError, HTTPError, InvalidURL, StreamError, OSError, *parsing
