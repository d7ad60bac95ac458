"""Discord's limits, checked in one place on everything that is sent to it.

Every function takes a payload as it goes over the wire (decoded JSON) and gives the faults that it finds, a line each,
none where all is well. It imports no part of the bot and no client of Discord, so that any test can use it.
"""

from tests.wire.limits.command import command_list_faults
from tests.wire.limits.components import component_faults
from tests.wire.limits.message import creation_faults, message_faults
from tests.wire.limits.modal import modal_faults
from tests.wire.limits.request import autocomplete_faults, callback_faults, request_faults

__all__ = [
    "autocomplete_faults",
    "callback_faults",
    "command_list_faults",
    "component_faults",
    "creation_faults",
    "message_faults",
    "modal_faults",
    "request_faults",
]
