"""Limits of what stands in a message: rows, buttons, selects, and the parts of Components V2."""

from collections.abc import Callable, Sequence

from tests.wire.limits.measure import SELECTS, JsonObject, Kind, Span, number_faults, repeated, text_faults, walk

COMPONENTS = Span(0, 40)
V2_CHARACTERS = Span(0, 4_000)
V2_BYTES = Span(0, 10_000)
ROWS = Span(0, 5)
LINK_STYLE = 5
CHANNELS = frozenset({*range(6), *range(10, 16)})
"""Types of channels that Discord describes; media channels (16) are none of those."""


def component_faults(components: Sequence[JsonObject], *, v2: bool) -> list[str]:
    """What is wrong with a message's components; `v2` where the message carries the Components V2 flag."""
    every = list(walk(components))
    faults = repeated("custom_id", [part["custom_id"] for part in every if "custom_id" in part])
    faults += _whole_v2(every) if v2 else _whole_v1(components)
    for part in every:
        faults += text_faults(part, "custom_id", Span(1, 100))
        faults += _of_kind(part)
    return faults


def _whole_v2(every: Sequence[JsonObject]) -> list[str]:
    texts = [str(part.get("content", "")) for part in every if part["type"] == Kind.TEXT_DISPLAY]
    return [
        *COMPONENTS.faults("components, nested ones too", len(every)),
        *V2_CHARACTERS.faults("characters over all text displays", sum(map(len, texts))),
        *V2_BYTES.faults("UTF-8 bytes over all text displays", sum(len(text.encode()) for text in texts)),
    ]


def _whole_v1(components: Sequence[JsonObject]) -> list[str]:
    strangers = [f"type {part['type']} without the V2 flag" for part in components if part["type"] != Kind.ACTION_ROW]
    return ROWS.faults("rows", len(components)) + strangers


def _of_kind(part: JsonObject) -> list[str]:
    kind = part["type"]
    if kind in SELECTS:
        return select_faults(part)
    check = CHECKS.get(kind)
    return check(part) if check else []


def _row(row: JsonObject) -> list[str]:
    held = row.get("components", [])
    selects = sum(part["type"] in SELECTS for part in held)
    mixed = ["a row with a select holds something else"] if selects and len(held) > 1 else []
    return Span(1, 5).faults("parts of a row", len(held)) + mixed


def _button(button: JsonObject) -> list[str]:
    faults = text_faults(button, "label", Span(1, 80)) + text_faults(button, "url", Span(1, 512))
    if not button.get("label") and not button.get("emoji"):
        faults.append("a button has neither label nor emoji")
    if (button["style"] == LINK_STYLE) == ("custom_id" in button):
        faults.append("a button has a custom_id, or else is a link")
    return faults


def select_faults(select: JsonObject) -> list[str]:
    faults = text_faults(select, "placeholder", Span(0, 150))
    faults += number_faults(select, "min_values", Span(0, 25)) + number_faults(select, "max_values", Span(1, 25))
    faults += [f"channel type {kind}" for kind in select.get("channel_types") or [] if kind not in CHANNELS]
    if select["type"] != Kind.STRING_SELECT:
        return faults
    options = select.get("options") or []
    faults += Span(1, 25).faults("options", len(options)) + repeated("value", [o["value"] for o in options])
    for option in options:
        faults += text_faults(option, "label", Span(1, 100)) + text_faults(option, "value", Span(1, 100))
        faults += text_faults(option, "description", Span(1, 100))
    return faults


def _section(section: JsonObject) -> list[str]:
    missing = [] if "accessory" in section else ["a section has no accessory"]
    return Span(1, 3).faults("texts of a section", len(section.get("components", []))) + missing


def _text(display: JsonObject) -> list[str]:
    return text_faults(display, "content", Span(1, 4_000))


def _gallery(gallery: JsonObject) -> list[str]:
    items = gallery.get("items", [])
    faults = Span(1, 10).faults("pictures of a gallery", len(items))
    return faults + [fault for item in items for fault in text_faults(item, "description", Span(1, 1_024))]


def _container(container: JsonObject) -> list[str]:
    return Span(1, COMPONENTS.most).faults("parts of a container", len(container.get("components", [])))


def _thumbnail(thumbnail: JsonObject) -> list[str]:
    return text_faults(thumbnail, "description", Span(1, 1_024))


CHECKS: dict[int, Callable[[JsonObject], list[str]]] = {
    Kind.ACTION_ROW: _row,
    Kind.BUTTON: _button,
    Kind.SECTION: _section,
    Kind.TEXT_DISPLAY: _text,
    Kind.MEDIA_GALLERY: _gallery,
    Kind.CONTAINER: _container,
    Kind.THUMBNAIL: _thumbnail,
}
