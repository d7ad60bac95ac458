"""Which locale the terminal speaks to the person who sits at it. An answer speaks the asker's language instead."""

import os

from bot.domain.text import Locale
from bot.locales import Wording, wording

TRADITIONAL = ("tw", "hk", "mo", "hant")
"""Regions and the script, as `LANG` names them (`zh_TW.UTF-8`, `zh_Hant_HK`), where traditional characters are read."""


def spoken() -> Wording:
    """The locale of the environment: Chinese where `LC_ALL`, `LC_MESSAGES` or `LANG` (the first set) says so."""
    tag = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    language, *parts = tag.lower().partition(".")[0].partition("@")[0].replace("-", "_").split("_")
    if not language.startswith("zh"):
        return wording(Locale.ENGLISH)
    # The script comes before the region: zh_Hans_HK.
    return wording(Locale.TRADITIONAL if parts and parts[0] in TRADITIONAL else Locale.SIMPLIFIED)
