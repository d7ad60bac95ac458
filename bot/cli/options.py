"""The options that every verb takes, and the checks that text from a command line has to pass."""

import getpass
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from bot.domain.post import ChannelId
from bot.errors import NoChannel, NotText
from bot.watching.trail import on_a_trail

if TYPE_CHECKING:
    from bot.settings import Settings

_BROKEN = re.compile(r"[\0\ud800-\udfff]")
"""What no text holds: NULs, and the half characters that stand for bytes which are no UTF-8."""


@dataclass(frozen=True, slots=True)
class Common:
    """What every verb is told: where, for whom, and in which form to answer."""

    channel: ChannelId
    store: str | None
    as_json: bool
    actor: str

    def settings(self) -> "Settings":
        """Errors: BadSettings."""
        from bot.settings import read_settings  # 60 ms, and not all verbs open a store

        return read_settings(store=self.store) if self.store is not None else read_settings()


def checked_text(text: str, source: str) -> str:
    """Errors: NotText."""
    if _BROKEN.search(text):
        raise NotText(source=source)
    return text


def checked(_context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Click's callback of every option and argument that holds text. Errors: NotText."""
    texts = value if isinstance(value, tuple) else (value,)
    for text in texts:
        if isinstance(text, str):
            checked_text(text, parameter.get_error_hint(_context).strip("'"))
    return value


def _checked_channel(context: click.Context, parameter: click.Parameter, value: str) -> ChannelId:
    """Errors: NotText, NoChannel: also for a verb that needs no channel."""
    if not checked(context, parameter, value).strip():
        raise NoChannel
    return ChannelId(value)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user without a name: OSError from Python 3.13 on
        return "local"


def common_options(function: Callable[..., int]) -> Callable[..., int]:
    """Give a verb the common options; it gets them as its first argument, a `Common`."""

    @click.option("--channel", default="local", metavar="NAME", callback=_checked_channel, help="Default: local.")
    @click.option("--store", metavar="URL", callback=checked, help="Default: $CASEBOOK_STORE or sqlite:///casebook.db.")
    @click.option("--json", "as_json", is_flag=True, help="JSON on standard output, and nothing else there.")
    @click.option("--as", "actor", metavar="NAME", callback=checked, help="Who acts. Default: the login name.")
    @click.option("--debug", is_flag=True, expose_value=False, help="Show tracebacks.")
    @wraps(function)
    def packed(*, channel: ChannelId, store: str | None, as_json: bool, actor: str | None, **rest: Any) -> int:
        common = Common(channel, store, as_json, actor or _login_name())
        with on_a_trail():
            return function(common, **rest)

    return packed
