"""Limits of the commands that an application registers."""

import re
from collections.abc import Sequence
from enum import IntEnum

from tests.wire.limits.measure import JsonObject, Span, repeated, text_faults


class Sort(IntEnum):
    """How a command is called."""

    SLASH = 1
    USER = 2
    MESSAGE = 3


SORTS = {Sort.SLASH: Span(0, 100), Sort.USER: Span(0, 5), Sort.MESSAGE: Span(0, 5)}
SLASH_NAME = re.compile(r"[-_'\w]{1,32}")
NAME = Span(1, 32)
DESCRIPTION = Span(1, 100)
CHOICE = Span(1, 100)


def command_list_faults(commands: Sequence[JsonObject]) -> list[str]:
    """What is wrong with the whole list that is put in place of the commands registered before."""
    faults = repeated("command", [(command.get("type", Sort.SLASH), command["name"]) for command in commands])
    for sort, span in SORTS.items():
        count = sum(command.get("type", Sort.SLASH) == sort for command in commands)
        faults += span.faults(f"{sort.name.lower()} commands", count)
    return faults + [f"{command['name']}: {fault}" for command in commands for fault in _command(command)]


def _command(command: JsonObject) -> list[str]:
    if command.get("type", Sort.SLASH) != Sort.SLASH:
        described = ["a menu command has a description"] if command.get("description") else []
        return _localized(command, "name", NAME) + described
    return _named(command) + _options(command.get("options") or []) + Span(1, 8_000).faults("size", _size(command))


def _named(entry: JsonObject) -> list[str]:
    faults = _localized(entry, "name", NAME) + _localized(entry, "description", DESCRIPTION)
    faults += [] if entry.get("description") else ["no description"]
    return faults + [f"a name that cannot be typed: {name}" for name in _every(entry, "name") if not _typable(name)]


def _typable(name: str) -> bool:
    return SLASH_NAME.fullmatch(name) is not None and name == name.lower()


def _options(options: Sequence[JsonObject]) -> list[str]:
    faults = Span(0, 25).faults("options", len(options)) + repeated("option", [option["name"] for option in options])
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        faults.append("a required option stands after one that is not")
    return faults + [f"{option['name']}: {fault}" for option in options for fault in _option(option)]


def _option(option: JsonObject) -> list[str]:
    choices = option.get("choices") or []
    faults = _named(option) + _options(option.get("options") or []) + Span(0, 25).faults("choices", len(choices))
    if choices and option.get("autocomplete"):
        faults.append("both choices and autocomplete")
    return faults + [fault for choice in choices for fault in choice_faults(choice)]


def choice_faults(choice: JsonObject) -> list[str]:
    """A choice of an option, or one that autocomplete offers; a value may be a number."""
    faults = _localized(choice, "name", CHOICE)
    return faults + (text_faults(choice, "value", CHOICE) if isinstance(choice.get("value"), str) else [])


def _localized(entry: JsonObject, key: str, span: Span) -> list[str]:
    translated = entry.get(f"{key}_localizations") or {}
    faults = text_faults(entry, key, span)
    return faults + [fault for tag in translated for fault in text_faults(translated, tag, span)]


def _every(entry: JsonObject, key: str) -> list[str]:
    return [entry[key], *(entry.get(f"{key}_localizations") or {}).values()]


def _size(command: JsonObject) -> int:
    """Discord adds up names, descriptions and choices' values, in the longest of their languages."""
    size = sum(max(map(len, _every(command, key))) for key in ("name", "description") if command.get(key))
    size += sum(_size(option) for option in command.get("options") or [])
    return size + sum(_size(choice) + len(str(choice["value"])) for choice in command.get("choices") or [])
