"""Tells an edited copy from another post: by the words that may not differ where two texts are nearly the same."""

import re
import unicodedata
from collections import Counter

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

ANCHOR = 4
"""Words in a row that, where both texts hold them just once, show which part they share."""
SHORT_STRETCH = 3
"""Words up to which a stretch that one text begins with, and the other doesn't, is an edit and no cut."""
LONGEST = 6000
"""Words up to which two texts are aligned word by word, whose cost grows with their square."""

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"[{_HAN}]|(?<![0-9a-z$%)\]])[-+\u2212\u2013](?=[$€£¥]?\d)|\d+(?:[.,]\d+)*[^\W_{_HAN}]*|[^\W_{_HAN}]+"
)
_NAME = re.compile(r"(?<=[a-z,;:'’)] )[A-Z]\w+|\$?\b[A-Z]{2,6}\b|\$[A-Za-z]{1,6}\b")
"""What is written as a name: a capital amid a sentence, a ticker."""
ONE_NAME = 60
"""Percent of likeness from which one name is the other one mended."""
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_DIGIT = re.compile(r"\d")
_LINK = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u9fff]+", re.IGNORECASE)
_COUNTED = (
    r"(?:likes?|comments?|views?|repl(?:y|ies)|reposts?|retweets?|shares?|upvotes?|points?|"
    r"点?赞|评论|转发|阅读|收藏|浏览|回复)"
)
_COUNT = rf"(?:\d[\d.,]{{0,12}}\s?[km万]?\s?{_COUNTED}|(?:{_COUNTED}|[👍❤♥]\ufe0f?)\s?[:：]?\s?\d[\d.,]{{0,12}}[km万]?)"
_COUNTS = re.compile(rf"\s*{_COUNT}(?:[\s·|,，]{{1,4}}{_COUNT}){{0,6}}\s*", re.IGNORECASE)

_MONTHS = "january february march april may june july august september october november december"
_SHORT_MONTHS = "jan feb mar apr _ jun jul aug sep oct nov dec"
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred thousand million billion trillion first second third fourth half twice once"
)
_NEGATORS = (
    "not no never none nothing nobody neither nor without cannot hardly barely t "
    "dont isnt wont cant doesnt didnt arent wasnt hasnt havent wouldnt couldnt shouldnt"
)
_RISES = (
    "rise rises rising rose risen up upside higher high gain gains gained gaining grow grows growing grew grown growth "
    "climb climbs climbed climbing jump jumps jumped surge surges surged soar soars soared increase increases "
    "increased increasing expand expands expanded expanding rally rallied improve improves improved improving "
    "more above accelerate accelerates accelerating"
)
_FALLS = (
    "fall falls falling fell fallen down downside lower low lose loses lost losing shrink shrinks shrinking shrank "
    "shrunk drop drops dropped dropping plunge plunges plunged slump slumps slumped tumble tumbles tumbled decrease "
    "decreases decreased decreasing decline declines declined declining contract contracts contracted contracting "
    "crash crashed worsen worsens worsened worsening less below slow slows slowing slowed"
)
_BULLS = "bull bulls bullish long buy buys buying bought overweight outperform cheap undervalued beat beats strong good"
_BEARS = (
    "bear bears bearish short sell sells selling sold underweight underperform expensive overvalued miss missed "
    "weak bad"
)
_CHINESE = {
    "not": "不没沒未无無非别別勿莫否",
    "rise": "涨漲升增高上加强強扩擴",
    "fall": "跌降减減低下弱缩縮",
    "bull": "多买買好",
    "bear": "空卖賣坏壞贵貴",
}


def _meanings() -> dict[str, str]:
    """What each word that may not differ says: words of one direction may stand for one another."""
    named = {"not": _NEGATORS, "rise": _RISES, "fall": _FALLS, "bull": _BULLS, "bear": _BEARS}
    found = {word: meaning for meaning, words in named.items() for word in words.split()}
    found |= {char: meaning for meaning, chars in _CHINESE.items() for char in chars}
    found |= {word: word for word in (*_NUMBERS.split(), *"零〇一二两兩三四五六七八九十百千万萬亿億", "+", "-")}
    for short, month in zip(_SHORT_MONTHS.split(), _MONTHS.split(), strict=True):
        found |= {short: month, month: month}
    return found | {"sept": "september"}


_MEANINGS = _meanings()


def words_of(body: str) -> list[str]:
    """Words, single Chinese characters, whole numbers, and the signs before them; case and width don't count."""
    found = _WORD.findall(unicodedata.normalize("NFKC", body).casefold())
    return [_THOUSANDS.sub("", word) for word in found]


def differ_in_meaning(one: str, other: str) -> bool:
    """Whether two nearly equal texts differ in a name, a number, a month, a sign, a negator or a direction.

    Compared is the part that they share: a cut copy may lack a stretch at its beginning or end. Addresses, and counts
    of likes or comments on the first and last line, change without the post.
    """
    ours, theirs = _shared(words_of(_own(one)), words_of(_own(other)))
    names = _names(one) & set(ours), _names(other) & set(theirs)
    if max(len(ours), len(theirs)) > LONGEST:
        return _weighty(ours) != _weighty(theirs)
    at, there = 0, 0
    for block in Indel.editops(ours, theirs).as_matching_blocks():
        gone, come = ours[at : block.a], theirs[there : block.b]
        if _weighty(gone) != _weighty(come) or _other_name(names[0] & set(gone), names[1] & set(come)):
            return True
        at, there = block.a + block.size, block.b + block.size
    return False


def _names(body: str) -> set[str]:
    found = _NAME.findall(unicodedata.normalize("NFKC", body))
    return {name.lstrip("$").casefold() for name in found}


def _other_name(gone: set[str], come: set[str]) -> bool:
    """Whether in the place of a name there is another."""
    return bool(gone and come) and max(fuzz.ratio(one, other) for one in gone for other in come) < ONE_NAME


def _own(body: str) -> str:
    lines = _LINK.sub(" ", body).strip().split("\n")
    while len(lines) > 1 and _is_counts(lines[-1]):
        lines.pop()
    while len(lines) > 1 and _is_counts(lines[0]):
        lines.pop(0)
    return "\n".join(lines)


def _is_counts(line: str) -> bool:
    return not line.strip() or _COUNTS.fullmatch(line) is not None


def _weighty(words: list[str]) -> list[str]:
    return [_MEANINGS.get(word, word) for word in words if word in _MEANINGS or _DIGIT.search(word)]


def _shared(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Both texts without what one of them has before the beginning or after the end of the other."""
    pairs = _anchors(one, other) if len(one) != len(other) else []
    if not pairs:
        return one, other
    (first, there), (last, last_there) = pairs[0], pairs[-1]
    begin, begin_there = _begin(one, other, first, there)
    end, end_there = _end(one, other, last + ANCHOR, last_there + ANCHOR)
    return one[begin:end], other[begin_there:end_there]


def _anchors(one: list[str], other: list[str]) -> list[tuple[int, int]]:
    """Where the runs stand that both texts hold just once, as places in the one and in the other."""
    ours, theirs = _once(one), _once(other)
    return [(at, theirs[run]) for run, at in ours.items() if run in theirs]


def _once(words: list[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[at : at + ANCHOR]) for at in range(len(words) - ANCHOR + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _begin(one: list[str], other: list[str], at: int, there: int) -> tuple[int, int]:
    """Where the shared part begins, before the first anchor."""
    if abs(at - there) <= SHORT_STRETCH:
        return 0, 0
    back = min(at, there)
    if back and (one[at - back].endswith(other[there - back]) or other[there - back].endswith(one[at - back])):
        back -= 1  # cut in the middle of a word
    return at - back, there - back


def _end(one: list[str], other: list[str], at: int, there: int) -> tuple[int, int]:
    """Where the shared part ends, after the last anchor."""
    left, left_there = len(one) - at, len(other) - there
    on = min(left, left_there)
    if on == 0 or left == left_there:
        return at + on, there + on
    short, long = (one[at + on - 1], other[there + on - 1])[:: 1 if left < left_there else -1]
    if long.startswith(short):
        return at + on - 1, there + on - 1  # cut in the middle of a word
    if abs(left - left_there) <= SHORT_STRETCH:
        return len(one), len(other)
    return at + on, there + on
