"""The room's own data files."""

import tomllib
from importlib.resources import files
from typing import Any


def read_table(name: str) -> dict[str, Any]:
    """`data/<name>.toml`, parsed."""
    return tomllib.loads((files("bot.arguments") / "data" / f"{name}.toml").read_text(encoding="utf-8"))
