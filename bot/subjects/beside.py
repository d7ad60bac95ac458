"""Where a text puts a name beside a company's code, so that it may be a nickname: "the EV king $TSLA", 小米(大米)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.subject import Mention, SubjectKey
from bot.domain.text import Span

NEAR = 48
"""How far from the code a name may stand, in characters of the same line."""
CODED = 1.0
"""`Mention.confidence` of a code."""

_HAN = "[\u4e00-\u9fff]"
_WORD = r"[A-Za-z][A-Za-z'-]*"
_CAPITAL = r"[A-Z][A-Za-z'-]*"
_QUOTED = rf"[\"“「『](?P<quoted>{_WORD}(?: {_WORD}){{0,2}}|{_HAN}{{2,6}})[\"”」』]"
_TAG = rf"#(?P<tag>{_HAN}{{2,6}})#"
_EPITHET = (
    r"(?:(?i:king|queen|prince|emperor|god|daddy|papa|granny|beast|monster|whale|shark|dragon|unicorn|wizard|cooker|cult"
    r"|casino|jacket)|House|Machine|Factory|Kitchen|Empire)"
)
"""What a playful name ends in. Other words behind "the" say what a company does: "the chip maker", "the ad machine"."""
_PLAYFUL = rf"[Tt]he (?P<playful>(?:{_WORD} ){{1,2}}{_EPITHET})"
_HAN_PLAYFUL = rf"(?<!{_HAN})(?P<han_playful>{_HAN}{{1,3}}[厂王茅哥爷爹爸宝侠神帝皇仔])"
_AKA = r"(?:aka|a\.k\.a\.?|also known as|also called|better known as|nicknamed|dubbed|or as we say,?)"
_HAN_AKA = (
    r"(?:又称|又叫|也叫|也称|人称|外号|绰号|诨号|花名|俗称|昵称|暱称|戏称|别名|别称|江湖人称|[我大]?[们家]?都?叫(?:它|他|做)?)"
    r"[是为叫作：: ]{0,2}"
)

BEFORE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_QUOTED}[\s,，:：]{{0,2}}[(（]?\s?$",
        rf"{_TAG}\s?[(（]?$",
        rf"{_PLAYFUL},?\s?[(（]?$",
        rf"(?P<bracketed>{_CAPITAL}(?: {_CAPITAL}){{0,3}})\s?[(（]$",
        rf"(?<!{_HAN})(?P<han_bracketed>{_HAN}{{2,4}})[(（]$",
        rf"{_HAN_PLAYFUL}[\s,，]?[(（]?$",
        rf"{_HAN_AKA}[“「『\"]?(?P<han_named>{_HAN}{{2,5}}?)[”」』\"]?的?\s?[(（]?$",
        rf"(?<![A-Za-z])(?P<named>{_CAPITAL}(?: {_CAPITAL}){{0,2}}),? {_AKA} $",
        rf"{_TAG}{_HAN}?\s?$",
    )
)
"""What may end just before a code."""

BEHIND = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[\s,，]{{0,2}}[(（]?{_AKA} (?:the )?[\"“]?(?P<named>{_WORD}(?: {_WORD}){{0,4}})",
        rf"\s?[(（]\s?{_QUOTED}\s?[)）]",
        rf"\s?[(（]\s?{_PLAYFUL}\s?[)）]",
        rf"\s?[(（]\s?(?P<bracketed>{_CAPITAL}(?: {_CAPITAL}){{0,2}})\s?[)）]",
        rf"\s?[(（]\s?(?P<han_bracketed>{_HAN}{{2,5}})\s?[)）]",
        rf"[\s,，]{{0,2}}[(（]?{_HAN_AKA}[“「『\"]?(?P<han_named>{_HAN}{{2,5}})(?![\u4e00-\u9fff])",
        rf"[\s,，]?{_QUOTED}",
        rf"\s?{_TAG}",
    )
)
"""What may begin just behind a code, or behind the company's name where the code stands in the same text."""

CALLING = re.compile(
    r"\b(?:I|we|We|they|They|you|people|People|folks|Folks|[Ee]veryone(?: here)?|[Ee]verybody|all) calls? $"
)
CALLED = re.compile(rf" (?:the )?[\"“]?(?P<named>{_WORD}(?: {_WORD}){{0,4}})")
"""Between "we call" and what follows the code: "we call $XIACY Rice Cooker"."""

EQUATING = frozenset(("named", "playful", "bracketed", "han_named", "han_playful", "han_bracketed"))
"""Ways that say that the name is the company's. A quotation or a tag may be what the post is about."""
BY_NAME = frozenset(("named", "bracketed", "han_bracketed", "han_named"))
"""What counts behind a company's name too: a quotation there is somebody's words."""

HINT = re.compile(rf"(?i:{_AKA}|\bcall|{_EPITHET})|[\"“「『(（#称稱叫号號名]|[厂廠王茅哥爷爺爹爸宝寶侠俠神帝皇仔]\s?\$")
"""Without any of these nothing is beside a code: most posts need not be looked at."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A place beside a code that may hold a nickname, in which way, and whose code that is."""

    span: Span
    way: str
    company: SubjectKey


def beside(text: str, mentions: Sequence[Mention]) -> Iterator[Beside]:
    """The places beside the mentions of a text that is plain and, its Chinese, simplified; a place may come twice.

    Units: spans in code points of `text`. Time grows linearly with the number of mentions.
    """
    coded = {mention.subject.company for mention in mentions if mention.confidence == CODED}
    for mention in mentions:
        if mention.weak or mention.subject.company not in coded:
            continue
        place = _code(text, mention)
        if mention.confidence == CODED:
            yield from _before(text, place, mention.subject.company)
            yield from _behind(text, place, mention.subject.company)
        else:
            found = _behind(text, place, mention.subject.company)
            yield from (one for one in found if one.way in BY_NAME)


def _code(text: str, mention: Mention) -> Span:
    """The code alone, where the mention covers the name before its brackets: "Rice Cooker (XIACY.US)"."""
    words = mention.span.of(text)
    if words.startswith("$") or not words.endswith((")", "）")):
        return mention.span
    inner = max(words.rfind("("), words.rfind("（")) + 1
    return Span(start=mention.span.start + inner, end=mention.span.end - 1)


def _before(text: str, code: Span, company: SubjectKey) -> Iterator[Beside]:
    begin = max(code.start - NEAR, text.rfind("\n", 0, code.start) + 1)
    window = text[begin : code.start]
    for pattern in BEFORE:
        if match := pattern.search(window):
            yield _found(match, begin, company)
    if CALLING.search(window) and (match := CALLED.match(text, code.end)):
        yield _found(match, 0, company)


def _behind(text: str, code: Span, company: SubjectKey) -> Iterator[Beside]:
    end = text.find("\n", code.end)
    stop = min(code.end + NEAR, len(text) if end < 0 else end)
    for pattern in BEHIND:
        if match := pattern.match(text, code.end, stop):
            yield _found(match, 0, company)


def _found(match: re.Match[str], begin: int, company: SubjectKey) -> Beside:
    way = match.lastgroup or ""
    start, end = match.span(way)
    return Beside(Span(start=begin + start, end=begin + end), way, company)
