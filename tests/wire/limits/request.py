"""Which limits a request is under, told from its route."""

import re
from enum import IntEnum
from typing import Any

from tests.wire.limits.command import choice_faults, command_list_faults
from tests.wire.limits.measure import JsonObject, Span
from tests.wire.limits.message import creation_faults, edit_faults
from tests.wire.limits.modal import modal_faults


class Callback(IntEnum):
    """How an interaction is answered."""

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


CALLBACK = re.compile(r"/interactions/\d+/[^/]+/callback")
COMMANDS = re.compile(r"/applications/\d+(/guilds/\d+)?/commands")
CREATION = re.compile(r"/channels/\d+/messages|/webhooks/\d+/[^/]+")
EDIT = re.compile(r"/channels/\d+/messages/\d+|/webhooks/\d+/[^/]+/messages/[^/]+")
THREAD = re.compile(r"/channels/\d+(/messages/\d+)?/threads")


def request_faults(method: str, path: str, payload: Any) -> list[str]:
    """The faults of one request.

    Shapes: `path` is what follows the API's base, without a query; `payload` is decoded JSON, None where there is none.
    """
    match method:
        case "PUT" if COMMANDS.fullmatch(path):
            return command_list_faults(payload)
        case "POST" if CALLBACK.fullmatch(path):
            return callback_faults(payload)
        case "POST" if CREATION.fullmatch(path):
            return creation_faults(payload)
        case "POST" if THREAD.fullmatch(path):
            return _thread(payload)
        case "PATCH" if EDIT.fullmatch(path):
            return edit_faults(payload)
    return []


def callback_faults(payload: JsonObject) -> list[str]:
    data = payload.get("data") or {}
    match payload["type"]:
        case Callback.MESSAGE:
            return creation_faults(data)
        case Callback.UPDATE:
            return edit_faults(data)
        case Callback.CHOICES:
            return autocomplete_faults(data)
        case Callback.MODAL:
            return modal_faults(data)
    return []


def autocomplete_faults(data: JsonObject) -> list[str]:
    choices = data.get("choices", [])
    faults = Span(0, 25).faults("choices", len(choices))
    return faults + [fault for choice in choices for fault in choice_faults(choice)]


def _thread(payload: JsonObject) -> list[str]:
    faults = Span(1, 100).faults("a thread's name", len(payload["name"]))
    return faults + (creation_faults(payload["message"]) if "message" in payload else [])
