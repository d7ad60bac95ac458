"""The limits themselves: what stands just within passes, one more is named."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.wire.limits import command_list_faults, message_faults, request_faults
from tests.wire.limits.message import V2_FLAG

QUIET: dict[str, Any] = {"allowed_mentions": {"parse": []}}
POST = "/channels/1/messages"
CALLBACK = "/interactions/1/token/callback"


def button(custom_id: str, label: str = "Sources") -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": label, "custom_id": custom_id}


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(parts)}


def v2(*texts: str) -> dict[str, Any]:
    return {"flags": V2_FLAG, "components": [{"type": 10, "content": text} for text in texts]}


def select(options: int) -> dict[str, Any]:
    return {"type": 3, "custom_id": "s", "options": [{"label": str(n), "value": str(n)} for n in range(options)]}


def channels(kind: int) -> dict[str, Any]:
    return {"type": 8, "custom_id": "c", "channel_types": [kind]}


def modal(title: str, components: int = 1) -> dict[str, Any]:
    labels = [{"type": 18, "label": "Text", "component": {"type": 4, "custom_id": str(n)}} for n in range(components)]
    return {"type": 9, "data": {"title": title, "custom_id": "m", "components": labels}}


def choices(count: int, name: str = "Xiaomi") -> dict[str, Any]:
    return {"type": 8, "data": {"choices": [{"name": name, "value": "xiaomi"} for _ in range(count)]}}


def command(name: str, description: str = "Ask the channel's posts", **more: Any) -> dict[str, Any]:
    return {"name": name, "description": description, "type": 1, **more}


WITHIN_AND_BEYOND = [
    ({"content": "x" * 2_000}, {"content": "x" * 2_001}),
    ({"embeds": [{"description": "x" * 4_000}] * 1}, {"embeds": [{"description": "x" * 4_000}] * 2}),
    (v2("x" * 2_000, "x" * 2_000), v2("x" * 2_000, "x" * 2_001)),
    (v2("小" * 3_333), v2("小" * 3_334)),
    (v2(*["x"] * 40), v2(*["x"] * 41)),
    ({"components": [row(button("a" * 100))]}, {"components": [row(button("a" * 101))]}),
    ({"components": [row(button("a"), button("b"))]}, {"components": [row(button("a"), button("a"))]}),
    ({"components": [row(button("a", "x" * 80))]}, {"components": [row(button("a", "x" * 81))]}),
    ({"components": [row(select(25))]}, {"components": [row(select(26))]}),
    ({"components": [row(button("a"))] * 1}, {"components": v2("x")["components"]}),
    (v2("x"), {**v2("x"), "content": "both"}),
    ({"components": [row(channels(15))]}, {"components": [row(channels(16))]}),
    ({"content": "x", "nonce": "n" * 25}, {"content": "x", "nonce": "n" * 26}),
]


@pytest.mark.parametrize(("within", "beyond"), WITHIN_AND_BEYOND)
def test_a_message_just_within_passes_and_one_beyond_is_named(within: dict[str, Any], beyond: dict[str, Any]) -> None:
    assert request_faults("POST", POST, within | QUIET) == []
    assert len(request_faults("POST", POST, beyond | QUIET)) == 1
    assert len(request_faults("PATCH", f"{POST}/2", beyond | QUIET)) == 1


@pytest.mark.parametrize(
    "mentions",
    [{}, {"allowed_mentions": {"parse": ["users"]}}, {"allowed_mentions": {"parse": [], "replied_user": True}}],
)
def test_a_message_that_could_ping_is_named_wherever_it_is_posted_or_changed(mentions: dict[str, Any]) -> None:
    payload = {"content": "hello", **mentions}
    assert request_faults("POST", POST, payload)
    assert request_faults("POST", "/webhooks/1/token", payload)
    assert request_faults("PATCH", f"{POST}/2", payload)
    assert request_faults("PATCH", "/webhooks/1/token/messages/@original", payload)
    assert request_faults("POST", CALLBACK, {"type": 4, "data": payload})
    assert request_faults("POST", CALLBACK, {"type": 7, "data": payload})
    assert message_faults(payload) == []


def test_an_empty_message_is_named() -> None:
    assert request_faults("POST", POST, dict(QUIET)) == ["an empty message"]


def test_a_nested_part_counts_and_is_looked_at() -> None:
    section = {"type": 9, "components": [{"type": 10, "content": "x"}], "accessory": button("a", "x" * 81)}
    payload = {"flags": V2_FLAG, "components": [{"type": 17, "components": [section] * 13}]}
    faults = message_faults(payload)
    assert len([fault for fault in faults if "label" in fault]) == 13
    assert "custom_id stands 13 times: a" in faults
    assert not [fault for fault in faults if "nested" in fault]
    payload["components"] = [{"type": 17, "components": [section] * 14}]
    assert [fault for fault in message_faults(payload) if "nested" in fault]


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        (modal("x" * 45), modal("x" * 46)),
        (modal("x", 5), modal("x", 6)),
        (choices(25), choices(26)),
        (choices(1, "x" * 100), choices(1, "x" * 101)),
    ],
)
def test_a_modal_and_what_autocomplete_offers_are_looked_at(within: dict[str, Any], beyond: dict[str, Any]) -> None:
    assert request_faults("POST", CALLBACK, within) == []
    assert len(request_faults("POST", CALLBACK, beyond)) == 1


def choice_options(count: int) -> Sequence[dict[str, Any]]:
    offered = [{"name": str(n), "value": str(n)} for n in range(count)]
    return [{"type": 3, "name": "side", "description": "x", "choices": offered}]


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        (command("x" * 32), command("x" * 33)),
        (command("ask", "x" * 100), command("ask", "x" * 101)),
        (command("提问"), command("Ask")),
        (command("case", options=choice_options(25)), command("case", options=choice_options(26))),
        (
            command("ask", name_localizations={"zh-CN": "提问"}),
            command("ask", description_localizations={"zh-CN": "问" * 101}),
        ),
    ],
)
def test_a_command_is_looked_at_with_its_translations(within: dict[str, Any], beyond: dict[str, Any]) -> None:
    assert command_list_faults([within]) == []
    assert command_list_faults([beyond])


def test_a_sixth_menu_command_of_a_kind_is_named() -> None:
    menus = [{"name": f"Save {n}", "type": 3} for n in range(6)]
    assert command_list_faults(menus[:5]) == []
    assert command_list_faults(menus) == ["message commands: 6, must be 0 to 5"]
