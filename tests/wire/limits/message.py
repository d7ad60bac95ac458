"""Limits of a message, new or edited."""

from collections.abc import Sequence

from tests.wire.limits.components import component_faults
from tests.wire.limits.measure import JsonObject, Span, text_faults

V2_FLAG = 1 << 15
EMBED_TEXTS = {"title": 256, "description": 4_096}
NOT_WITH_V2 = ("content", "embeds", "poll", "sticker_ids")


def message_faults(payload: JsonObject) -> list[str]:
    """What Discord would refuse in a message's payload, new or edited."""
    v2 = bool(payload.get("flags", 0) & V2_FLAG)
    faults = text_faults(payload, "content", Span(0, 2_000)) + text_faults(payload, "nonce", Span(1, 25))
    faults += _embeds(payload.get("embeds") or [])
    faults += component_faults(payload.get("components") or [], v2=v2)
    faults += _attachments(payload.get("attachments") or [])
    if v2:
        faults += [f"{key} with the V2 flag" for key in NOT_WITH_V2 if payload.get(key)]
    return faults


def creation_faults(payload: JsonObject) -> list[str]:
    """What is wrong with a new message: what Discord would refuse, and a mention that could ping somebody."""
    shown = any(payload.get(key) for key in ("content", "embeds", "components", "attachments", "sticker_ids", "poll"))
    empty = [] if shown else ["an empty message"]
    return message_faults(payload) + empty + mention_faults(payload)


def edit_faults(payload: JsonObject) -> list[str]:
    """What is wrong with an edit, which calls people just as a new message does."""
    return message_faults(payload) + mention_faults(payload)


def mention_faults(payload: JsonObject) -> list[str]:
    """Our own rule, stricter than Discord's: no message pings anybody."""
    allowed = payload.get("allowed_mentions")
    if allowed is None:
        return ["allowed_mentions is left out"]
    faults = [] if allowed.get("parse") == [] else ["allowed_mentions: parse is not empty"]
    return faults + [f"allowed_mentions names {key}" for key in ("users", "roles", "replied_user") if allowed.get(key)]


def _embeds(embeds: Sequence[JsonObject]) -> list[str]:
    faults = Span(0, 10).faults("embeds", len(embeds))
    faults += Span(0, 6_000).faults("characters over all embeds", sum(map(_embed_size, embeds)))
    return faults + [fault for embed in embeds for fault in _embed(embed)]


def _embed(embed: JsonObject) -> list[str]:
    fields = embed.get("fields") or []
    faults = Span(0, 25).faults("fields of an embed", len(fields))
    for key, most in EMBED_TEXTS.items():
        faults += text_faults(embed, key, Span(0, most))
    faults += text_faults(embed.get("footer", {}), "text", Span(0, 2_048))
    faults += text_faults(embed.get("author", {}), "name", Span(0, 256))
    for field in fields:
        faults += text_faults(field, "name", Span(1, 256)) + text_faults(field, "value", Span(1, 1_024))
    return faults


def _embed_size(embed: JsonObject) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [embed.get("footer", {}).get("text"), embed.get("author", {}).get("name")]
    texts += [field[key] for field in embed.get("fields") or [] for key in ("name", "value")]
    return sum(len(text or "") for text in texts)


def _attachments(attachments: Sequence[JsonObject]) -> list[str]:
    faults = Span(0, 10).faults("attachments", len(attachments))
    return faults + [fault for one in attachments for fault in text_faults(one, "description", Span(0, 1_024))]
