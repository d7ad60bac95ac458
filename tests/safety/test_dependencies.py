"""What is installed is what was locked, by its hash, under a licence that everybody may use it under."""

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.safety.locks import ROOT, locks, pinned

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN, DEVELOP = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
NAMED = [lock.relative_to(ROOT).as_posix() for lock in locks()]

ALLOWED = {
    *("MIT", "MIT License", "MIT-CMU", "BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "3-Clause BSD License"),
    *("0BSD", "Zlib", "CC0-1.0", "ISC", "Apache-2.0", "Apache 2.0", "Apache License 2.0", "Apache Software License"),
    *("PSF-2.0", "Python Software Foundation License", "SIL Open Font License 1.1 (OFL-1.1)"),
}
"""None asks anything of who runs or passes on a program that uses it but to keep its notice."""


def declared() -> list[Requirement]:
    groups = PROJECT["dependency-groups"].values()
    return [Requirement(text) for part in (PROJECT["project"]["dependencies"], *groups) for text in part]


def runs_on() -> dict[str, Distribution]:
    """All that is installed for running the product, with what that needs in turn."""
    found, waiting = dict[str, Distribution](), [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        waiting += [Requirement(text) for text in found[name].requires or ()]
    return found


def licences(of: Distribution) -> set[str]:
    """As the package declares them: by an expression, by classifiers, or in a word."""
    told = of.metadata.json
    if expression := told.get("license_expression"):
        return set(re.split(r" AND | OR ", str(expression)))
    classifiers = [line for line in told.get("classifier", ()) if line.startswith("License :: ")]
    if classifiers:
        return {line.rpartition(" :: ")[2] for line in classifiers} - {"OSI Approved"}
    return {str(told.get("license", "none"))}


def test_there_are_locks_to_run_to_develop_and_for_each_tool() -> None:
    assert {"requirements.lock", "requirements-dev.lock"} < set(NAMED)
    assert all(len(pinned(lock)) > 5 for lock in locks())


@pytest.mark.parametrize("name", NAMED)
def test_every_requirement_is_one_version_with_its_hashes_and_without_a_host(name: str) -> None:
    for one in pinned(ROOT / name):
        assert one.version
        assert one.hashes, one.name
        assert one.rest == "", one.name
        assert one.requirement.url is None, one.name
    assert not re.search(r"https?:|git\+|file:|--index-url|--find-links|--trusted-host", (ROOT / name).read_text())


def test_every_pinned_version_satisfies_what_the_project_asks_for() -> None:
    held = {(one.name, one.version) for lock in locks() for one in pinned(lock)}
    for wanted in declared():
        name = canonicalize_name(wanted.name)
        versions = [version for pinned_name, version in held if pinned_name == name]
        assert versions, name
        assert all(wanted.specifier.contains(version, prereleases=True) for version in versions), name


@pytest.mark.parametrize("other", [name for name in NAMED if name != "requirements.lock"])
def test_what_two_locks_pin_they_pin_alike(other: str) -> None:
    """Markers too: otherwise the second installation would change what the first one installed."""
    first = {one.name: one.version for one in pinned(RUN) if one.is_for_here}
    second = {one.name: one.version for one in pinned(ROOT / other) if one.is_for_here}
    assert {name: version for name, version in second.items() if first.get(name, version) != version} == {}


@pytest.mark.parametrize("lock", [RUN, DEVELOP], ids=lambda lock: lock.name)
def test_what_is_installed_is_what_was_locked(lock: Path) -> None:
    wanted = {one.name: one.version for one in pinned(lock) if one.is_for_here}
    assert {name: _installed(name) for name in wanted} == wanted


def test_nothing_runs_that_the_lock_does_not_name() -> None:
    assert set(runs_on()) - {one.name for one in pinned(RUN) if one.is_for_here} == set()


def test_everything_that_runs_has_a_licence_that_asks_for_no_more_than_its_notice() -> None:
    found = {name: licences(one) for name, one in runs_on().items()}
    assert len(found) > 20
    assert {name: words - ALLOWED for name, words in found.items() if words - ALLOWED} == {}


def test_set_up_takes_nothing_without_a_hash() -> None:
    """Each installation of the Makefile is by a lock with hashes, or of this folder alone without its dependencies."""
    recipe = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if " install " in line]
    fetching = [line for line in recipe if "-r " in line]
    assert all("--require-hashes" in line for line in fetching)
    lines = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "$(PIP)" in line]
    assert all("--require-hashes" in line or "--no-deps --editable ." in line for line in lines)
    assert len(lines) > 3


def _installed(name: str) -> str:
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return "missing"
