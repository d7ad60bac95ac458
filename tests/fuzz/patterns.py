"""Every regular expression of the package, and texts that are made to be slow for it."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import _lru_cache_wrapper
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

# What Python itself reads patterns with; it has no public name.
from re import _constants as kinds  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

Tree = Iterable[tuple[Any, Any]]
"""What Python reads a pattern as: operations, each with what it is given."""
PACKAGES = ("bot", "storage", "prompts")
CALLS = frozenset(("compile", "search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"))
REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)
MANY = 20
"""Repetitions from which a stretch is long enough to be pumped."""


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern, the module that it stands in, and the constant or field that holds it, if one does."""

    pattern: re.Pattern[str]
    module: str
    name: str


def all_patterns() -> list[Found]:
    """Each once, where it was found first: constants, what cached functions build of tables, what stands in code."""
    found: dict[str, Found] = {}
    for module in modules():
        named = [*vars(module).items(), *_built(module)]
        for name, pattern in (*_inside(named, set()), *_written_in(module)):
            found.setdefault(pattern.pattern, Found(pattern, module.__name__, name))
    return list(found.values())


def uses() -> dict[str, set[str]]:
    """How a pattern is used, by the name of what holds it, with its module and alone; `search` stands for all ways that
    look everywhere."""
    found: dict[str, set[str]] = {}
    for module in modules():
        for node in _calls(module):
            assert isinstance(node.func, ast.Attribute)
            way = node.func.attr if node.func.attr in ("match", "fullmatch") else "search"
            for name in (_owner(node.func.value), f"{module.__name__}.{_owner(node.func.value)}"):
                found.setdefault(name, set()).add(way)
    return found


def _owner(node: ast.expr) -> str:
    """The name of a constant, a field, or the function that gives the pattern."""
    if isinstance(node, ast.Call):
        return _owner(node.func)
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def modules() -> list[ModuleType]:
    """All but the one that runs."""
    found = [importlib.import_module(package) for package in PACKAGES]
    for package in list(found):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not info.name.endswith("__main__"):
                found.append(importlib.import_module(info.name))
    return found


def _built(module: ModuleType) -> Iterator[tuple[str, object]]:
    """What the module's cached functions without parameters give: patterns made of tables, many of them."""
    for name, value in list(vars(module).items()):
        is_own = isinstance(value, _lru_cache_wrapper) and value.__module__ == module.__name__
        if is_own and not signature(value).parameters:
            yield name, value()


def _inside(named: Iterable[tuple[str, object]], seen: set[int]) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, value in named:
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, re.Pattern):
            yield from [(name, value)] if isinstance(value.pattern, str) else ()
        elif isinstance(value, Mapping):
            yield from _inside(((name, one) for one in value.values()), seen)
        elif isinstance(value, (tuple, list, frozenset, set)):
            yield from _inside(((name, one) for one in value), seen)
        elif is_dataclass(value) and not isinstance(value, type):
            yield from _inside(((field.name, getattr(value, field.name, None)) for field in fields(value)), seen)


def _written_in(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    for node in _calls(module):
        first = node.args[0] if node.args else None
        if ast.unparse(node.func).startswith("re.") and isinstance(first, ast.Constant):
            yield "", re.compile(str(first.value))


def _calls(module: ModuleType) -> Iterator[ast.Call]:
    """The module's calls of what a pattern can do."""
    for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
            yield node


def attacks(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """A beginning and what is repeated behind it, for each repetition in the pattern; and its characters alone."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    pumps = dict.fromkeys((before, pump) for before, pump in _pumps(tree, "") if pump)
    singles = dict.fromkeys(("", char) for _, pump in pumps for char in pump[:2])
    return [*pumps, *(pair for pair in singles if pair not in pumps)]


def _pumps(tree: Tree, before: str) -> Iterator[tuple[str, str]]:
    for operation, given in tree:
        if operation in REPEATS:
            if given[1] is kinds.MAXREPEAT or given[1] >= MANY:
                yield before, _sample(given[2])
            yield from _pumps(given[2], before)
        for inside in _children(operation, given):
            yield from _pumps(inside, before)
        before += _one(operation, given)


def _children(operation: Any, given: Any) -> list[Tree]:
    match operation:
        case kinds.SUBPATTERN:
            return [given[3]]
        case kinds.BRANCH:
            return list(given[1])
        case kinds.ASSERT | kinds.ASSERT_NOT:
            return [given[1]]
        case kinds.ATOMIC_GROUP:
            return [given]
        case kinds.GROUPREF_EXISTS:
            return [one for one in given[1:] if one]
    return []


def _sample(tree: Tree) -> str:
    """A short text that the pattern's part is likely to match."""
    return "".join(_one(operation, given) for operation, given in tree)


def _one(operation: Any, given: Any) -> str:
    if operation in REPEATS:
        return _sample(given[2]) * max(1, min(int(given[0]), 3))
    match operation:
        case kinds.LITERAL:
            return chr(given)
        case kinds.NOT_LITERAL:
            return "a" if given != ord("a") else "b"
        case kinds.ANY:
            return "a"
        case kinds.IN:
            return _of_class(given)
        case kinds.SUBPATTERN | kinds.BRANCH | kinds.ATOMIC_GROUP:
            children = _children(operation, given)
            return _sample(children[0]) if children else ""
    return ""


CLASSES = {
    kinds.CATEGORY_DIGIT: "1",
    kinds.CATEGORY_SPACE: " ",
    kinds.CATEGORY_WORD: "a",
    kinds.CATEGORY_NOT_DIGIT: "a",
    kinds.CATEGORY_NOT_SPACE: "a",
    kinds.CATEGORY_NOT_WORD: "-",
}


def _of_class(given: list[tuple[Any, Any]]) -> str:
    if given[0][0] is kinds.NEGATE:
        excluded = {chr(code) for kind, code in given if kind is kinds.LITERAL}
        return next(char for char in "a1 -.\n中" if char not in excluded)
    kind, value = given[0]
    if kind is kinds.RANGE:
        return chr(value[0])
    return CLASSES[value] if kind is kinds.CATEGORY else chr(int(value))
