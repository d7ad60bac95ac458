"""What the lock files pin."""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pinned:
    """One requirement of a lock file, with how many hashes its files may have."""

    requirement: Requirement
    hashes: int
    rest: str
    """What stands beside the requirement and its hashes: nothing, in a lock that is whole."""

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """Errors: ValueError where it is not one exact version."""
        [one] = self.requirement.specifier
        if one.operator != "==" or one.version.endswith("*"):
            raise ValueError(f"{self.requirement} is not pinned")
        return one.version

    @property
    def is_for_here(self) -> bool:
        marker = self.requirement.marker
        return marker is None or marker.evaluate()


def locks() -> list[Path]:
    """All of the project's, wherever they lie."""
    return sorted([*ROOT.glob("requirements*.lock"), *ROOT.glob("*/*/requirements.lock")])


def pinned(lock: Path) -> list[Pinned]:
    lines = re.sub(r"\\\n", " ", lock.read_text(encoding="utf-8")).splitlines()
    return [_pinned(line) for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _pinned(line: str) -> Pinned:
    text, *options = re.split(r"\s+(?=--)", line.strip())
    hashes = [option for option in options if HASH.fullmatch(option.strip())]
    return Pinned(Requirement(text), len(hashes), " ".join(option for option in options if option not in hashes))
