"""What the documents say is there is there."""

import re
from pathlib import Path

import discord

from bot.cogs.surface.permissions import NEEDED
from bot.domain.text import Locale
from bot.locales import wording

ROOT = Path(__file__).parents[2]
TEST_FILE = re.compile(r"`(tests/[\w/]+\.py)`")
TEST_NAME = re.compile(r"`(test_\w+)`")


def test_the_architecture_names_only_tests_that_there_are() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    files = TEST_FILE.findall(text)
    assert files
    assert [name for name in files if not (ROOT / name).exists()] == []
    defined = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name in TEST_NAME.findall(text) if f"def {name}(" not in defined] == []


def test_every_dependency_has_its_reason_in_the_architecture() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r'^  "([\w.-]+)>=', project.split("[dependency-groups]")[0], flags=re.MULTILINE)
    reasons = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [name for name in named if name not in reasons] == []


def test_the_locks_name_no_host() -> None:
    locks = [*ROOT.glob("requirements*.lock"), *ROOT.glob("tests/*/requirements.lock")]
    assert len(locks) >= 4
    assert [lock for lock in locks if "://" in lock.read_text(encoding="utf-8")] == []


def test_the_link_to_invite_the_bot_asks_for_what_the_bot_needs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    needed = discord.Permissions(**dict.fromkeys(NEEDED, True))
    assert re.findall(r"&permissions=(\d+)", readme) == [str(needed.value)]
    assert "scope=bot+applications.commands" in readme
    words = wording(Locale.ENGLISH)
    named = [words.say("permissions", name).replace("View Channel", "View Channels") for name in NEEDED]
    assert [name for name in named if name not in " ".join(readme.split())] == []


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    texts = {path.stem: path.read_text("utf-8") for path in (ROOT / "bot" / "cogs").glob("*.py")}
    made = re.compile(r"@app_commands\.command\(|app_commands\.Group\(")
    commands = [name for name, text in texts.items() if made.search(text)]
    assert len(commands) > 10
    assert [name for name in commands if f"`/{name}`" not in readme] == []
    menus = [key for text in texts.values() for key in re.findall(r'told\("(\w+_menu)"\)', text)]
    assert menus
    assert [key for key in menus if f"*{wording(Locale.ENGLISH).say('commands', key)}*" not in readme] == []
