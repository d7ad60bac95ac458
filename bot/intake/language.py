"""Which of the two languages a text is in for the most part."""

import re

from bot.domain.text import Language

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_TAG = re.compile(r"\$[^$\s()]{1,40}(?: [^$\s()]{1,20}){0,4}\([^()\s]{1,20}\)\$?|https?://\S+")
LEAST_SHARE = 0.2
"""Of Chinese characters among letters: one says as much as three or four letters, and Chinese posts are full of names
and terms in English, English ones seldom of Chinese."""


def language_of(text: str) -> Language:
    """Chinese or English, by the share of Chinese characters among the letters; tags and addresses don't count."""
    words = _TAG.sub(" ", text) if "(" in text or "http" in text else text
    han = len(_HAN.findall(words))
    latin = len(_LATIN.findall(words))
    if han + latin == 0:
        han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    return Language.CHINESE if han and han >= LEAST_SHARE * (han + latin) else Language.ENGLISH
