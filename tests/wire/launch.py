"""`python -m tests.wire.launch ORIGIN ARGUMENTS…`: casebook as it is, its discord.py pointed at a stand-in."""

import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.wire.requests import API


def point_discord_at(origin: str) -> None:
    """discord.py asks no one where the gateway is: a client without shards takes its default."""
    Route.BASE = origin + API
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(origin.replace("http", "ws", 1)) / "gateway"


def main() -> None:
    origin, *arguments = sys.argv[1:]
    point_discord_at(origin)
    sys.argv = ["casebook", *arguments]

    from bot.__main__ import main as casebook

    casebook()


if __name__ == "__main__":
    main()
