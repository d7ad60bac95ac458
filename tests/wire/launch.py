"""`python -m tests.wire.launch ORIGIN ARGUMENTS…`: casebook as it is, its discord.py pointed at a stand-in."""

import os
import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.wire.requests import API


def point_discord_at(origin: str) -> None:
    """discord.py asks no one where the gateway is: a client without shards takes its default."""
    Route.BASE = origin + API
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(origin.replace("http", "ws", 1)) / "gateway"


GRACE, MINUTE = "WIRE_GRACE", "WIRE_MINUTE"
"""Seconds in the environment, in place of those that what was begun has to end once the process is asked to stop, and
of those that allowances count by."""


def change_times() -> None:
    """By the wall clock a busy machine comes too near to what a quiet one keeps easily."""
    from bot.cogs.surface import limits, serve

    serve.GRACE = float(os.environ.get(GRACE, serve.GRACE))
    limits.MINUTE = float(os.environ.get(MINUTE, limits.MINUTE))


def main() -> None:
    origin, *arguments = sys.argv[1:]
    point_discord_at(origin)
    sys.argv = ["casebook", *arguments]

    from bot.__main__ import main as casebook

    if {GRACE, MINUTE} & os.environ.keys():
        change_times()
    casebook()


if __name__ == "__main__":
    main()
