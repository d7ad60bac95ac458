"""What a language model is told: a Markdown file for each task, and the type that fills its holes.

A file begins with TOML between lines of `+++`: its purpose, its inputs, its output and its version. What follows up to
the heading `# Given` are the instructions; what follows that is given with each call, with `{{holes}}`.
"""

import re
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import ClassVar

from pydantic import BaseModel

_HOLE = re.compile(r"\{\{(\w+)\}\}")
_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
GIVEN = "\n# Given\n"
FOLDER = files(__name__)
DIGEST = 8
"""Hexadecimal digits of a prompt's digest: what changes in the file changes the version."""


class Front(BaseModel, frozen=True, extra="forbid"):
    """What a prompt's file says of itself."""

    purpose: str
    inputs: tuple[str, ...]
    output: str
    version: int
    words: dict[str, str] = {}
    """Words that fill a hole for each value of a closed set."""


class Template(BaseModel, frozen=True):
    """A prompt's file, taken apart. `version` changes with every character of it."""

    name: str
    front: Front
    instructions: str
    given: str
    version: str

    @property
    def holes(self) -> set[str]:
        return set(_HOLE.findall(self.instructions + self.given))


class BadPrompt(ValueError):
    """A prompt's file and its type do not fit each other: a fault of ours, found when the program starts."""


class Prompt(BaseModel, frozen=True):
    """A prompt with its holes filled: a field for each. They are filled in one pass: a pasted `{{hole}}` stays text."""

    file: ClassVar[str]

    @classmethod
    def template(cls) -> Template:
        """Errors: BadPrompt where the file's holes, its inputs and the fields are not the same."""
        return _checked(cls, read(cls.file))

    @classmethod
    def version(cls) -> str:
        """`answer/2-1f3a90cc`: what is stored with what the prompt produced."""
        return cls.template().version

    @property
    def instructions(self) -> str:
        return self._filled(self.template().instructions)

    @property
    def given(self) -> str:
        return self._filled(self.template().given)

    def _filled(self, text: str) -> str:
        return _HOLE.sub(lambda match: str(getattr(self, match.group(1))), text)


@cache
def read(file: str) -> Template:
    """A file, taken apart. Errors: BadPrompt."""
    text = FOLDER.joinpath(file).read_text(encoding="utf-8")
    front = _FRONT.match(text)
    if front is None or GIVEN not in text:
        raise BadPrompt(f"{file} lacks its front matter, or the heading of what is given")
    told = Front.model_validate(tomllib.loads(front.group(1)))
    instructions, _, given = text[front.end() :].partition(GIVEN)
    name = file.removesuffix(".md")
    version = f"{name}/{told.version}-{sha256(text.encode()).hexdigest()[:DIGEST]}"
    return Template(name=name, front=told, instructions=instructions.strip(), given=given.strip(), version=version)


def _checked(kind: type[Prompt], template: Template) -> Template:
    fields = set(kind.model_fields)
    if not fields == template.holes == set(template.front.inputs):
        told = ", ".join(sorted(fields ^ template.holes | fields ^ set(template.front.inputs)))
        raise BadPrompt(f"{kind.file}: not the same in its fields, its inputs and its text: {told}")
    return template
