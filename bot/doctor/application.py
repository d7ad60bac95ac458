"""Of the bot's application at Discord: whether its token is known, and what it may read."""

import asyncio
import json
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bot.doctor.patient import Check, Patient
from bot.errors import BadToken

API = "https://discord.com/api/v10"
AGENT = "DiscordBot (https://discord.com/developers/applications, 1)"
"""Discord asks for a name of this form, and turns others away."""
SCHEME = "Bot"
PATIENCE = 5
"""Seconds."""
MESSAGE_CONTENT = 1 << 18 | 1 << 19
"""The application's flags for the intent: of a verified bot, of any other.
Source: Discord's documentation, "Application Flags"."""


async def look_at_application(patient: Patient) -> Check:
    """A note where Discord can't be asked: the terminal needs none. The token is never shown."""
    token = patient.settings.discord_token
    if token is None:
        return patient.could_be("discord")
    try:
        application = await asyncio.to_thread(_application, token.get_secret_value())
        may_read, number = int(application["flags"]) & MESSAGE_CONTENT, int(application["id"])
    except HTTPError as error:
        if error.code == HTTPStatus.UNAUTHORIZED:
            return patient.broken_as("discord", BadToken())
        return _note(patient, "discord_unasked", reason=error.code)
    except OSError as error:
        return _note(patient, "discord_unasked", reason=getattr(error, "reason", error))
    except (HTTPException, ValueError, LookupError, TypeError) as error:
        # Its text might hold the token.
        return _note(patient, "discord_unasked", reason=type(error).__name__)
    return (
        patient.works("discord", "discord_granted") if may_read else _note(patient, "discord_blind", application=number)
    )


def _note(patient: Patient, key: str, **holes: object) -> Check:
    detail, mend = (patient.words.say("doctor", one, **holes) for one in (key, f"{key}_mend"))
    return Check("discord", ok=True, detail=detail, mend=mend)


def _application(token: str) -> Any:
    request = Request(f"{API}/applications/@me", headers={"User-Agent": AGENT})
    request.add_unredirected_header("Authorization", f"{SCHEME} {token.strip()}")
    with urlopen(request, timeout=PATIENCE) as reply:
        return json.load(reply)
