"""Which locale the terminal speaks to the person who sits at it. An answer speaks the asker's language instead."""

import os

from bot.locales import Wording, wording


def spoken() -> Wording:
    """The locale of the environment: Chinese where `LC_ALL`, `LC_MESSAGES` or `LANG` (the first set) says so."""
    tag = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return wording("zh-CN" if tag.lower().startswith("zh") else "en-US")
