"""What the code says from the locales: each call of `say` and `count`, read from the source without running it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path

from bot.domain.text import Locale
from bot.locales import wording

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
TABLES = wording(Locale.ENGLISH).tables
VERBS = {"say": 2, "count": 3}
"""How many arguments each has by their places."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Keys:
    """The literals that a key can be, and whether it can't be anything else."""

    literals: frozenset[str] = frozenset()
    are_all: bool = True

    def joined(self, other: "Keys") -> "Keys":
        return Keys(self.literals | other.literals, self.are_all and other.are_all)


@dataclass(frozen=True, slots=True)
class Said:
    """One call. `holes` is what it fills; None where that is told only when it runs."""

    where: str
    verb: str
    table: str
    keys: Keys
    holes: frozenset[str] | None
    nearby: frozenset[str]
    """Every literal of the function that it stands in."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module with its functions, and the strings that it names: its own and those that it imports."""

    name: str
    tree: ast.Module
    names: Mapping[str, str]

    @property
    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def around(self, node: ast.expr) -> list[Function]:
        """The functions that a node stands in, the innermost first."""
        functions = [one for one in ast.walk(self.tree) if isinstance(one, Function)]
        inside = [one for one in functions if one.lineno <= node.lineno <= (one.end_lineno or 0)]
        return sorted(inside, key=lambda one: -one.lineno)


@cache
def trees() -> Mapping[str, ast.Module]:
    """Every module of the program by its dotted name."""
    return {dotted(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(BOT.rglob("*.py"))}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> tuple[Module, ...]:
    return tuple(Module(name, tree, constants(name)) for name, tree in trees().items())


@cache
def constants(name: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for node in trees()[name].body:
        if isinstance(node, ast.ImportFrom) and node.module in trees():
            theirs = constants(node.module)
            found |= {one.asname or one.name: theirs[one.name] for one in node.names if one.name in theirs}
        elif isinstance(node, ast.Assign):
            found |= {name: text for target in node.targets for name, text in _named(target, node.value, found)}
    return found


def _named(target: ast.expr, value: ast.expr, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The names that an assignment gives to strings, several at a time too."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=False):
            yield from _named(one, its, known)
    elif isinstance(target, ast.Name) and (text := _text(value, known)) is not None:
        yield target.id, text


def literals_in(room: str) -> set[str]:
    """Every string literal of a module or a package, its docstrings too."""
    inside = [tree for name, tree in trees().items() if name == room or name.startswith(f"{room}.")]
    return {text for tree in inside for text in strings(tree)}


def strings(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


@cache
def said() -> tuple[Said, ...]:
    """Every call of `say` and `count`, but those inside `bot.locales` itself."""
    return tuple(
        _said(call, module)
        for module in modules()
        if module.name != "bot.locales"
        for call in module.calls
        # A text is counted in too, with one argument or two.
        if isinstance(call.func, ast.Attribute) and len(call.args) >= VERBS.get(call.func.attr, len(call.args) + 1)
    )


def _said(call: ast.Call, module: Module) -> Said:
    around = module.around(call)
    named = [one.arg for one in call.keywords]
    return Said(
        where=f"{module.name}:{call.lineno}",
        verb=name_of(call.func),
        table=_text(call.args[0], module.names) or "?",
        keys=_keys(call.args[1], module),
        holes=None if None in named else frozenset(name for name in named if name),
        nearby=frozenset(strings(around[0])) if around else frozenset(),
    )


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _keys(node: ast.expr, module: Module) -> Keys:
    """What an expression can be: a literal, either of two, or what callers give for a parameter."""
    if isinstance(node, ast.IfExp):
        return _keys(node.body, module).joined(_keys(node.orelse, module))
    if (text := _text(node, module.names)) is not None:
        return Keys(frozenset([text]))
    name = node.id if isinstance(node, ast.Name) else ""
    function = next((one for one in module.around(node) if name in _parameters(one)), None)
    if function is None:
        return Keys(are_all=False)
    given = [_keys(argument, caller) for argument, caller in _given(function, name, module)]
    return reduce(Keys.joined, given, Keys())


def _given(function: Function, parameter: str, module: Module) -> Iterator[tuple[ast.expr, Module]]:
    """What is given for a parameter wherever the function is called; a private one is called in its module alone."""
    place = _parameters(function).index(parameter)
    for caller in [module] if function.name.startswith("_") else modules():
        for call in caller.calls:
            if name_of(call.func) == function.name:
                yield from ((one, caller) for one in call.args[place : place + 1])
                yield from ((one.value, caller) for one in call.keywords if one.arg == parameter)


def _parameters(function: Function) -> list[str]:
    """As they are counted at a call: without the one that a method is called on."""
    return [one.arg for one in (*function.args.args, *function.args.kwonlyargs) if one.arg not in ("self", "cls")]


def _text(node: ast.expr, names: Mapping[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return names.get(node.id) if isinstance(node, ast.Name) else None
