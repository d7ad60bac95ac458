"""What a sentence states, without who says it, whose words it quotes and which citations stand in it."""

import re
from functools import cache

from bot.answers.fold import HAN_RUN, blank, fold
from bot.answers.gate.claim import MARKER, Claim
from bot.answers.gate.quotations import Quotation
from bot.answers.gate.words import listed
from bot.answers.places import place_of

LEAST_OF_CLAUSE = 3
"""Words of a clause that states something for itself; two Chinese characters count as one."""
NAME = "\ue000"
"""Stands for each letter of a holder's name: of private use, so that no text holds it."""
MOST_FRAMES = 4
_CLAUSE_END = re.compile(r"(?<=[,，;；。!！?？])\s*|(?<=\.)\s+")
_TRIMMED = " \t\n,，.。:：;；、-–—\"'"
_INTRODUCED = re.compile(r"(?:^|[:：,，。.])\s*$")


def statement_of(claim: Claim) -> str:
    """Shapes: empty where it only quotes. What is quoted within a clause stays, without its marks: it is part of it."""
    text = MARKER.sub(_spaces, claim.sentence.text)
    for quotation in claim.quotations:
        text = _without_quotation(text, quotation)
    return _named_plainly(_without_frames(_veiled(text, claim.people))).strip(_TRIMMED)


def clauses_of(statement: str) -> list[str]:
    """Its clauses in order; a short one goes with the one before."""
    clauses: list[str] = []
    for part in _CLAUSE_END.split(statement):
        if clauses and length_of(part) < LEAST_OF_CLAUSE:
            clauses[-1] += " " + part
        elif part.strip(_TRIMMED):
            clauses.append(part)
    return [clause.strip(_TRIMMED) for clause in clauses]


def length_of(text: str) -> float:
    """Units: words; two Chinese characters count as one."""
    han = sum(map(len, HAN_RUN.findall(text)))
    return len(re.findall(r"[A-Za-z0-9]+", text)) + han / 2


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _without_quotation(text: str, quotation: Quotation) -> str:
    """Blank where it stands for itself; its words alone where a clause goes on around it."""
    start, end = quotation.start, quotation.end
    stands_alone = _INTRODUCED.search(text, 0, start) or not text[end:].strip(_TRIMMED) or len(quotation.text) > end
    if stands_alone:
        return blank(text, start, end)
    return blank(blank(text, start, start + 1), end - 1, end)


def _veiled(text: str, people: list[str]) -> str:
    # A name that holds the veil itself would be found in it again, without end.
    for name in sorted({name for name in people if NAME not in name}, key=len, reverse=True):
        while place := place_of(name, fold(text)):
            text = text[: place[0]] + NAME * (place[1] - place[0]) + text[place[1] :]
    return text


def _without_frames(text: str) -> str:
    for _ in range(MOST_FRAMES):
        folded = fold(text)
        match = next((found for frame in _frames() if (found := frame.search(folded))), None)
        if match is None or not match.group().strip():
            break
        text = (text[: match.start()] + " " + text[match.end() :]).strip()
    return text


def _named_plainly(text: str) -> str:
    """The holder by what our pairs call whoever wrote a quote."""
    return re.sub(f"{NAME}+", "作者" if HAN_RUN.search(text) else "the author", text)


@cache
def _frames() -> tuple[re.Pattern[str], ...]:
    """Who says it, at the head or at the end of a sentence; of folded text."""
    who = rf"(?:{NAME}+(?:\s?[(（][^)）]*[)）])?|{_either('speakers')})"
    says, zh_says = _either("says"), _either("says_zh")
    told = rf"(?:{who} {says}|{says} {who}|{_either('according')} {who}|in {who}'s? {_either('views')})"
    texts = (
        rf"^\s*{who}\s*(?:argues? (?:for|against)|weighs?)\b[^:：]*[:：]",
        rf"^\s*{who}\s*(?:看多|看空|对[^:：,，]*持中性看法)[^:：]*[:：]",
        rf"^\s*{_either('according')}\s+{who}(?:'s? (?:{_either('views')}))?\s*[,:]?\s*",
        rf"^\s*in {who}'s? (?:{_either('views')})\s*[,:]?\s*",
        rf"^\s*{who}\s+(?:also |still |further |then )?{says}\s*(?:that\b)?\s*[,:]?\s*",
        rf"^\s*(?:{_either('according_zh')}\s*{who}(?:的{_either('views_zh')})?(?:{zh_says})?\s*[,，:：]\s*)",
        rf"^\s*{who}\s*(?:还|也|又|则|并|同时)?{zh_says}\s*[,，:：]?\s*",
        rf"\s*,\s*{told}\s*\.?\s*$",
        rf"\s*[,，]\s*{who}{zh_says}\s*[。.]?\s*$",
    )
    return tuple(re.compile(text) for text in texts)


def _either(name: str) -> str:
    return "(?:" + "|".join(re.escape(one) for one in sorted(listed("frames", name), key=len, reverse=True)) + ")"
