"""How a payload becomes a message that stands, and how an edit changes it."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from tests.wire import payloads
from tests.wire.limits.measure import JsonObject, walk
from tests.wire.world import LOADING, Channel, Upload, World

TAKEN_OVER = ("content", "embeds", "components", "flags", "nonce", "message_reference")
REPLY = 19


class Printer:
    """Sets messages and serves their files; `origin` is where the stand-in itself is to be reached."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.origin = ""

    def attach(self, where: Channel, upload: Upload) -> JsonObject:
        """Keep a file and give the attachment that points to it."""
        key = self._world.snowflake()
        self._world.uploads[key] = upload
        url = f"{self.origin}/attachments/{where.id}/{key}/{upload.name}"
        return {
            "id": key,
            "filename": upload.name,
            "size": len(upload.data),
            "url": url,
            "proxy_url": url,
            "content_type": upload.content_type,
        }

    def new(self, where: Channel, payload: JsonObject, files: Iterable[Upload] = ()) -> JsonObject:
        """A message of the bot's, kept."""
        said = payloads.message(self._world, where, self._world.bot, payload.get("content") or "")
        self.change(said, payload, files)
        said["edited_timestamp"] = None
        if payload.get("message_reference"):
            self.refer(said, payload["message_reference"])
        self._world.messages[said["id"]] = said
        return said

    def change(self, said: JsonObject, payload: JsonObject, files: Iterable[Upload] = ()) -> None:
        """Put what the payload says in place of what stood there; what it does not name stays."""
        where, payload = self._world.channels[said["channel_id"]], deepcopy(payload)
        keeps = said["flags"] & ~LOADING
        said |= {key: payload[key] for key in TAKEN_OVER if payload.get(key) is not None}
        said["flags"] = keeps | payload.get("flags", 0)
        said["edited_timestamp"] = payloads.now()
        said["attachments"] = self._attachments(where, said["attachments"], payload, tuple(files))
        said["components"] = payloads.with_ids(said["components"])
        _point_to_files(said)

    def _attachments(
        self, where: Channel, stood: Sequence[JsonObject], payload: JsonObject, files: Sequence[Upload]
    ) -> list[JsonObject]:
        named = payload.get("attachments")
        kept = [old for old in stood if named is None or any(str(one.get("id")) == old["id"] for one in named)]
        added = [self.attach(where, file) for file in files]
        for one in named or ():
            if str(one.get("id")).isdigit() and int(one["id"]) < len(added):
                added[int(one["id"])] |= {key: one[key] for key in ("description",) if one.get(key)}
        return kept + added

    def refer(self, said: JsonObject, reference: JsonObject) -> None:
        """Make it a reply, which mentions whom it replies to."""
        meant = self._world.messages.get(str(reference["message_id"]))
        said |= {"type": REPLY, "referenced_message": meant, "message_reference": _reference(reference, said, meant)}
        if meant and meant["author"] not in said["mentions"]:
            said["mentions"] = [*said["mentions"], meant["author"]]


def _reference(reference: JsonObject, said: JsonObject, meant: JsonObject | None) -> JsonObject:
    where = meant["channel_id"] if meant else said["channel_id"]
    told = {"type": 0, "message_id": str(reference["message_id"]), "channel_id": where}
    return told | ({"guild_id": str(reference["guild_id"])} if reference.get("guild_id") else {})


def _point_to_files(said: JsonObject) -> None:
    """A part of Components V2 names a file of its message as attachment://name; Discord answers with its address."""
    by_name = {f"attachment://{one['filename']}": one for one in said["attachments"]}
    for part in walk(said["components"]):
        for media in _media(part):
            if media["url"] in by_name:
                media |= {key: by_name[media["url"]][key] for key in ("url", "proxy_url", "content_type")}


def _media(part: JsonObject) -> list[Any]:
    held = [item["media"] for item in part.get("items", [])]
    return held + [part[key] for key in ("media", "file") if isinstance(part.get(key), dict)]
