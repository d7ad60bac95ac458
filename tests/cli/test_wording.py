"""Every failure has its sentence, in every locale, with its holes."""

import re
from collections.abc import Iterator

import pytest

from bot.cli import output
from bot.domain.text import Locale
from bot.errors import CasebookError
from bot.locales import wording
from tests.cli.conftest import ROOT, Terminal


def errors_below(kind: type[CasebookError]) -> Iterator[type[CasebookError]]:
    for child in kind.__subclasses__():
        yield child
        yield from errors_below(child)


def holes(sentence: str) -> set[str]:
    return set(re.findall(r"{(\w+)", sentence))


@pytest.mark.parametrize("locale", Locale)
def test_every_error_names_a_sentence_and_gives_what_its_holes_need(locale: Locale) -> None:
    assert output.OutputFailed in [*errors_below(CasebookError)]
    for kind in errors_below(CasebookError):
        if kind.__subclasses__():
            continue  # only its children are raised
        bases = " ".join(base.__doc__ or "" for base in kind.__mro__ if issubclass(base, CasebookError))
        told = set(re.findall(r"\w+", bases.partition("Details")[2]))
        assert holes(wording(locale).say("errors", kind.wording)) <= told, kind


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


@pytest.mark.parametrize("locale", Locale)
def test_every_reason_for_leaving_text_out_has_its_words(locale: Locale) -> None:
    files = [ROOT / "bot" / "intake" / name for name in ("left_out.py", "files.py")]
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    reasons = set(re.findall(r'(?:return |reason=)"([a-z_]+)"', code))
    assert reasons
    assert reasons == wording(locale).table("skipped").keys()
