"""What only a hostile client sends: buttons and menus that stand on no message of ours."""

from typing import Any

from simcord import interactions
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.enums import InteractionType
from simcord.results import InteractionResult, ResponseMessage

from tests.cogs.reading import Community

BUTTON, MENU = 2, 3


def sent(
    community: Community, who: MemberActor, on: ResponseMessage, custom_id: str, *values: str
) -> InteractionResult:
    """Somebody presses a button that a message lacks, or, with values, chooses in such a menu; not yet answered."""
    backend, kind = community.env.backend, MENU if values else BUTTON
    record, payload = interactions.base_payload(
        backend,
        type=InteractionType.MESSAGE_COMPONENT,
        channel_id=on.channel_id,
        guild_id=community.guild.id,
        user_id=who.id,
        data={"custom_id": custom_id, "component_type": kind, **({"values": list(values)} if values else {})},
    )
    stored = backend.get_message(on.channel_id, on.id)
    record.source_message_id = stored.id
    message: dict[str, Any] = dict(serializers.message_payload(backend, stored))
    message["components"] = [{"type": 1, "id": 1, "components": [_part(kind, custom_id, values)]}]
    backend.emit("INTERACTION_CREATE", {**payload, "message": message})
    return InteractionResult(community.env, record)


async def pressed(
    community: Community, who: MemberActor, on: ResponseMessage, custom_id: str, *values: str
) -> InteractionResult:
    """The same, answered."""
    result = sent(community, who, on, custom_id, *values)
    await community.env.settle()
    return result


def _part(kind: int, custom_id: str, values: tuple[str, ...]) -> dict[str, Any]:
    if kind == BUTTON:
        return {"type": kind, "id": 2, "style": 2, "label": "x", "custom_id": custom_id}
    options = [{"label": "x", "value": value} for value in dict.fromkeys(values)]
    return {"type": kind, "id": 2, "custom_id": custom_id, "options": options, "min_values": 1, "max_values": 1}
