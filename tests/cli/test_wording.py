"""Every failure has its sentence, in every locale, with its holes."""

import re
from collections.abc import Iterator
from importlib import resources

import pytest

from bot.cli import output
from bot.errors import CasebookError
from bot.locales import wording
from tests.cli.conftest import ROOT, Terminal

TAGS = sorted(
    entry.name.removesuffix(".toml")
    for entry in resources.files("bot.locales").iterdir()
    if entry.name.endswith(".toml")
)
TABLES = ("errors", "skipped", "cli", "doctor", "demo")


def errors_below(kind: type[CasebookError]) -> Iterator[type[CasebookError]]:
    for child in kind.__subclasses__():
        yield child
        yield from errors_below(child)


def holes(sentence: str) -> set[str]:
    return set(re.findall(r"{(\w+)", sentence))


@pytest.mark.parametrize("tag", TAGS)
def test_every_error_names_a_sentence_and_gives_what_its_holes_need(tag: str) -> None:
    assert output.OutputFailed in [*errors_below(CasebookError)]
    for kind in errors_below(CasebookError):
        if kind.__subclasses__():
            continue  # only its children are raised
        bases = " ".join(base.__doc__ or "" for base in kind.__mro__ if issubclass(base, CasebookError))
        told = set(re.findall(r"\w+", bases.partition("Details")[2]))
        assert holes(wording(tag).say("errors", kind.wording)) <= told, kind


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("table", TABLES)
def test_every_locale_says_all_that_english_says_with_the_same_holes(tag: str, table: str) -> None:
    said, english = wording(tag).table(table), wording("en-US").table(table)
    assert said.keys() == english.keys()
    assert {key: holes(said[key]) for key in said} == {key: holes(english[key]) for key in english}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ("zh_CN.UTF-8", "没有这个文件"),
        ("zh", "没有这个文件"),
        ("zh_Hans_HK.UTF-8", "没有这个文件"),
        ("zh_TW.UTF-8", "沒有這個檔案"),
        ("zh_HK.big5hkscs", "沒有這個檔案"),
        ("zh_Hant", "沒有這個檔案"),
        ("zh-Hant-TW@radical", "沒有這個檔案"),
        ("en_HK.UTF-8", "there is no such file"),
        ("C", "there is no such file"),
    ],
)
def test_the_terminal_speaks_as_its_environment(
    casebook: Terminal, monkeypatch: pytest.MonkeyPatch, environment: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", environment)
    assert said in casebook("ingest", "missing.txt").complaint


@pytest.mark.parametrize("tag", TAGS)
def test_every_reason_for_leaving_text_out_has_its_words(tag: str) -> None:
    code = (ROOT / "bot" / "intake" / "left_out.py").read_text(encoding="utf-8")
    reasons = set(re.findall(r'(?:return |reason=)"(\w+)"', code))
    assert reasons
    assert reasons == wording(tag).table("skipped").keys()


@pytest.mark.parametrize("table", ["cli", "doctor", "demo"])
def test_every_word_of_the_terminal_is_shown_somewhere(table: str) -> None:
    """Keys that the code puts together (`platform_x`) are known by their beginning or end."""
    files = [*(ROOT / "bot" / "cli").rglob("*.*"), ROOT / "bot" / "doctor.py"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files if path.suffix in (".py", ".toml"))
    built = ("platform_", "reason_", "_mend", "_not_set", "_set")
    unused = [key for key in wording("en-US").table(table) if f'"{key}"' not in code]
    assert [key for key in unused if not key.startswith(built[:2]) and not key.endswith(built[2:])] == []
