"""What Discord sends of a command or a press, otherwise than simcord sends it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import discord
from simcord.env import Env

Payload = dict[str, Any]


@contextmanager
def spoken(env: Env, locale: str) -> Iterator[None]:
    """Everybody has Discord set to a language."""

    def change(payload: Payload) -> None:
        payload["locale"] = locale

    with _altered(env, change):
        yield


@contextmanager
def permitted(env: Env, permissions: discord.Permissions) -> Iterator[None]:
    """Discord says that everybody has just these permissions: a message that was open stays open without them."""

    def change(payload: Payload) -> None:
        payload["member"]["permissions"] = str(permissions.value)

    with _altered(env, change):
        yield


@contextmanager
def chosen(env: Env, *values: str) -> Iterator[None]:
    """A client sends other values of a menu than those that it offers."""

    def change(payload: Payload) -> None:
        payload["data"]["values"] = list(values)

    with _altered(env, change):
        yield


@contextmanager
def taking(env: Env, octets: int) -> Iterator[None]:
    """Discord takes no larger file than that from the bot."""

    def change(payload: Payload) -> None:
        payload["attachment_size_limit"] = octets

    with _altered(env, change):
        yield


@contextmanager
def _altered(env: Env, change: Callable[[Payload], None]) -> Iterator[None]:
    feeds = list(env.backend.subscribers)

    def changing(feed: Callable[[str, Any], None]) -> Callable[[str, Any], None]:
        def fed(event: str, payload: Any) -> None:
            if event == "INTERACTION_CREATE":
                payload = deepcopy(payload)
                change(payload)
            feed(event, payload)

        return fed

    env.backend.subscribers[:] = [changing(feed) for feed in feeds]
    try:
        yield
    finally:
        env.backend.subscribers[:] = feeds
