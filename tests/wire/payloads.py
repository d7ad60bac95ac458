"""The world's nouns as Discord's JSON."""

from collections.abc import Sequence
from datetime import UTC, datetime

from tests.wire.limits.measure import JsonObject, walk
from tests.wire.permissions import Permission
from tests.wire.world import MENTION, Channel, ChannelKind, Guild, Person, World

JOINED = "2024-03-01T08:00:00.000000+00:00"
WHEN_CONTENT_IS_BLANKED: JsonObject = {"content": "", "attachments": [], "embeds": [], "components": []}


def now() -> str:
    return datetime.now(UTC).isoformat()


def user(person: Person) -> JsonObject:
    return {
        "id": person.id,
        "username": person.name,
        "global_name": person.name,
        "discriminator": "0",
        "avatar": None,
        "bot": person.bot,
        "public_flags": 0,
    }


def member(guild: Guild, person: Person) -> JsonObject:
    held = [role_of(person)] if guild.members.get(person.id) else []
    return {"roles": held, "nick": None, "avatar": None, "joined_at": JOINED, "deaf": False, "mute": False, "flags": 0}


def role_of(person: Person) -> str:
    """Each person with rights of their own holds a role of their own, whose id differs from theirs in one bit."""
    return str(int(person.id) ^ 1 << 21)


def role(key: str, name: str, may: Permission, position: int) -> JsonObject:
    return {
        "id": key,
        "name": name,
        "permissions": str(int(may)),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def guild(world: World, of: Guild) -> JsonObject:
    """As a joined bot gets it that may not list members: of those it is told only itself."""
    special = [(world.people[key], may) for key, may in of.members.items() if may]
    roles = [role(of.id, "@everyone", of.everyone, 0)]
    roles += [role(role_of(person), person.name, may, 1) for person, may in special]
    return {
        "id": of.id,
        "name": of.name,
        "owner_id": of.owner.id,
        "roles": roles,
        "channels": [channel(c) for c in of.channels if c.kind is not ChannelKind.THREAD],
        "threads": [channel(c) for c in of.channels if c.kind is ChannelKind.THREAD],
        "members": [member(of, world.bot) | {"user": user(world.bot)}],
        "member_count": len(of.members),
        "preferred_locale": "en-US",
        "unavailable": False,
        "large": False,
        "features": [],
        "emojis": [],
        "stickers": [],
        "voice_states": [],
        "presences": [],
    }


def channel(of: Channel) -> JsonObject:
    told: JsonObject = {"id": of.id, "type": int(of.kind), "flags": 0, "last_message_id": None}
    if of.recipient:
        return told | {"recipients": [user(of.recipient)]}
    assert of.guild is not None
    told |= {"name": of.name, "guild_id": of.guild.id, "position": 0, "nsfw": False, "rate_limit_per_user": 0}
    told["parent_id"] = of.parent.id if of.parent else None
    if of.parent:
        return told | _thread_part(of)
    return told | {"topic": None, "permission_overwrites": _overwrites(of), "available_tags": []}


def _overwrites(of: Channel) -> list[JsonObject]:
    assert of.guild is not None
    return [
        {
            "id": overwrite.target,
            "type": 0 if overwrite.target == of.guild.id else 1,
            "allow": str(int(overwrite.allow)),
            "deny": str(int(overwrite.deny)),
        }
        for overwrite in of.overwrites
    ]


def _thread_part(of: Channel) -> JsonObject:
    told = {"archived": False, "auto_archive_duration": 1_440, "archive_timestamp": now(), "locked": False}
    return {
        "owner_id": of.owner.id if of.owner else None,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "thread_metadata": told | {"create_timestamp": now()},
        "applied_tags": [],
    }


def message(world: World, where: Channel, author: Person, content: str = "") -> JsonObject:
    named = [world.people[key] for key in dict.fromkeys(MENTION.findall(content)) if key in world.people]
    return {
        "id": world.snowflake(),
        "channel_id": where.id,
        "author": user(author),
        "content": content,
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [user(person) for person in named],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
    }


def as_seen(world: World, said: JsonObject, *, content: bool) -> JsonObject:
    """A message as it reaches the bot; without the content intent it is blank unless it concerns the bot."""
    where = world.channels[said["channel_id"]]
    seen = dict(said)
    if where.guild:
        author = world.people[said["author"]["id"]]
        seen |= {"guild_id": where.guild.id, "member": member(where.guild, author)}
    concerned = [said["author"], *said["mentions"]]
    if content or where.guild is None or any(person["id"] == world.bot.id for person in concerned):
        return seen
    kept = {key: value for key, value in seen.items() if key != "message_snapshots"}
    return kept | WHEN_CONTENT_IS_BLANKED


def with_ids(components: Sequence[JsonObject]) -> list[JsonObject]:
    """Discord numbers a message's components where the sender did not."""
    for number, part in enumerate(walk(components), start=1):
        part.setdefault("id", number)
    return list(components)


def application(world: World, *, content: bool) -> JsonObject:
    """The bot's application; the flag says whether its owner has switched the message-content intent on."""
    return {
        "id": world.bot.id,
        "name": "Casebook",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": user(world.developer),
        "team": None,
        "flags": (1 << 19) if content else 0,
    }
