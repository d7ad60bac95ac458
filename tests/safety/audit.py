"""Asks the OSV database which of the locked versions are known to be vulnerable: `make audit`.

It tells OSV the names and versions that the lock files pin, which are public, and nothing else. Ends with 0 where
nothing is known, 1 where something is, 2 where there is no network to ask over, 3 where what came back is no answer:
the last two say nothing about the versions.
Source: https://google.github.io/osv.dev/post-v1-querybatch/
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import click

from tests.safety.locks import locks, pinned

OSV = "https://api.osv.dev/v1/querybatch"
AT_ONCE = 500
"""Versions in a question; OSV takes a thousand."""
PATIENCE = 30
"""Seconds."""
CLEAN, FLAWED, UNREACHED, UNASKED = 0, 1, 2, 3


class Unasked(Exception):
    """What came back is no answer."""


class Unreached(Exception):
    """There is no way to who is asked."""


@dataclass(frozen=True, slots=True, order=True)
class Version:
    name: str
    version: str

    @property
    def query(self) -> dict[str, object]:
        return {"package": {"name": self.name, "ecosystem": "PyPI"}, "version": self.version}


def versions_of(files: Iterable[Path]) -> list[Version]:
    """Each once, for whatever platform it is."""
    return sorted({Version(one.name, one.version) for file in files for one in pinned(file)})


def known_flaws(versions: Sequence[Version], osv: str) -> dict[Version, list[str]]:
    """The advisories on each version that has any. Errors: Unreached, Unasked."""
    found = dict[Version, list[str]]()
    for start in range(0, len(versions), AT_ONCE):
        asked = versions[start : start + AT_ONCE]
        for version, result in zip(asked, _results(asked, osv), strict=True):
            if flaws := [str(flaw["id"]) for flaw in result.get("vulns", ())]:
                found[version] = flaws
    return found


def _results(asked: Sequence[Version], osv: str) -> list[Mapping[str, Any]]:
    body = json.dumps({"queries": [version.query for version in asked]}).encode()
    request = Request(osv, body, {"Content-Type": "application/json"})
    try:
        with urlopen(request, timeout=PATIENCE) as reply:
            results: list[Mapping[str, Any]] = json.load(reply)["results"]
    except URLError as error:
        if not isinstance(error, HTTPError):
            raise Unreached(str(error.reason)) from error
        raise Unasked(f"{error}") from error
    except (OSError, HTTPException, ValueError, LookupError, TypeError) as error:
        raise Unasked(f"{type(error).__name__}: {error}") from error
    if len(results) != len(asked):
        raise Unasked(f"{len(results)} answers to {len(asked)} questions")
    return results


def audit(osv: str, files: Sequence[Path]) -> int:
    """Say what is known, and return how it ends."""
    versions = versions_of(files)
    try:
        found = known_flaws(versions, osv)
    except Unreached as error:
        click.echo(f"The audit needs a network and did not take place: {osv} can't be reached ({error}).")
        return UNREACHED
    except Unasked as error:
        click.echo(f"The audit did not take place: {osv} could not be asked ({error}).")
        return UNASKED
    for version, flaws in sorted(found.items()):
        click.echo(f"{version.name} {version.version}: {', '.join(flaws)}")
    click.echo(f"{len(versions)} locked versions asked about, {len(found)} with known vulnerabilities.")
    return FLAWED if found else CLEAN


if __name__ == "__main__":
    sys.exit(audit(OSV, locks()))
