"""Limits of a modal."""

from collections.abc import Callable

from tests.wire.limits.components import select_faults
from tests.wire.limits.measure import SELECTS, JsonObject, Kind, Span, number_faults, repeated, text_faults, walk

TOP = frozenset({Kind.LABEL, Kind.TEXT_DISPLAY, Kind.ACTION_ROW})


def modal_faults(data: JsonObject) -> list[str]:
    """What is wrong with the data of a callback that opens a modal."""
    components = data.get("components", [])
    faults = text_faults(data, "title", Span(1, 45)) + text_faults(data, "custom_id", Span(1, 100))
    faults += [f"{key} is left out" for key in ("title", "custom_id") if key not in data]
    faults += Span(1, 5).faults("components of a modal", len(components))
    faults += [f"type {part['type']} stands by itself in a modal" for part in components if part["type"] not in TOP]
    every = list(walk(components))
    faults += repeated("custom_id", [part["custom_id"] for part in every if "custom_id" in part])
    for part in every:
        faults += text_faults(part, "custom_id", Span(1, 100)) + _of_kind(part)
    return faults


def _of_kind(part: JsonObject) -> list[str]:
    if part["type"] in SELECTS:
        return select_faults(part)
    check = CHECKS.get(part["type"])
    return check(part) if check else []


def _label(label: JsonObject) -> list[str]:
    missing = [] if "component" in label else ["a label holds nothing"]
    return text_faults(label, "label", Span(1, 45)) + text_faults(label, "description", Span(0, 100)) + missing


def _input(text_input: JsonObject) -> list[str]:
    faults = text_faults(text_input, "placeholder", Span(0, 100)) + text_faults(text_input, "value", Span(0, 4_000))
    faults += text_faults(text_input, "label", Span(1, 45))
    faults += number_faults(text_input, "min_length", Span(0, 4_000))
    return faults + number_faults(text_input, "max_length", Span(1, 4_000))


def _upload(upload: JsonObject) -> list[str]:
    return number_faults(upload, "min_values", Span(0, 10)) + number_faults(upload, "max_values", Span(1, 10))


def _text(display: JsonObject) -> list[str]:
    return text_faults(display, "content", Span(1, 4_000))


CHECKS: dict[int, Callable[[JsonObject], list[str]]] = {
    Kind.LABEL: _label,
    Kind.TEXT_INPUT: _input,
    Kind.FILE_UPLOAD: _upload,
    Kind.TEXT_DISPLAY: _text,
}
