"""Corruptions that can be caught exactly: numbers, units, dates, names, quotes and citations."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from benchmarks.evaluation.gate.corrupting import QUOTED, Change, body_of, listed, one_of, saying
from benchmarks.evaluation.gate.sentences import HOLDERS, Right
from benchmarks.evaluation.shown_numbers import held_numbers
from bot.domain.answer import DraftSentence

_DIGITS = re.compile(r"(?<![A-Za-z0-9_.,\-/年月'’])\d[\d,]*(?:\.\d+)?(?![A-Za-z0-9_/]|[.,]\d|-\d|[年月日])")
_SPELLED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPELLED_AT = re.compile(rf"(?<![A-Za-z\-])(?:{'|'.join(_SPELLED)})(?![A-Za-z])")
_HAN_DIGIT = re.compile(
    r"(?<![一二两三四五六七八九十百千万零第几点])[二三四五六七八九](?=[成倍年个家万亿千百])(?!千万)"
)
_YEAR = re.compile(r"(?<![\d.])20[12]\d(?![\d.%])")
_UNITS: tuple[tuple[str, str], ...] = (
    (r"(?<=\d)\s?%", " times"),
    (r"(?<=\d)\s?%", "个百分点"),
    (r"(?<=\d) ?(?:billion|bn)\b", " million"),
    (r"(?<=\d) ?(?:million|mn)\b", " billion"),
    (r"\$(?=\d)", "€"),
    (r"€(?=\d)", "£"),
    (r"(?<=[\d十百千万亿])美元", "日元"),
    (r"(?<=[\d十百千亿])亿", "万"),
    (r"(?<=\d)亿", "万"),
    (r"(?<=\d)万(?!亿)", "亿"),
    (r"(?<=[一二三四五六七八九])成(?!本|交|长|为|立|员|功|都|熟|了|绩|果)", "倍"),
    (r"(?<=[\d两三四五六七八九十])倍", "%"),
    (r"(?<=[\d\w]) days\b", " weeks"),
    (r"(?<=(?<!\d)\d) months\b", " years"),
    (r"(?<=\w) quarters\b", " years"),
    (r"(?<=[\d两三四五六七八九十])个月", "年"),
    (r"(?<=[两三四五六七八九十])年(?!前|代|级|底|初)", "天"),
    (r"(?<=[\d两三四五六七八九十])天", "个月"),
    (r"(?<=\d) ?x\b", "%"),
    (r"(?<=\d)(?: percentage)? points\b", " times"),
    (r"(?<=\d) ?bps?\b", " %"),
)
_TIMES: tuple[tuple[str, str], ...] = (
    (r"\blast (?=year|quarter|month)", "next "),
    (r"\bnext (?=year|quarter|month)", "last "),
    ("去年", "明年"),
    ("明年", "去年"),
    ("今年", "前年"),
    (r"\bthis year\b", "next year"),
    ("上半年", "下半年"),
    ("下半年", "上半年"),
    (r"\bQ([1-4])\b", "Q{other}"),
    (r"(?<!\d)([一二三四])季度", "{other}季度"),
)
_NEXT = dict(zip("1234一二三四", "2341二三四一", strict=True))
_LATIN_WORD = re.compile(r"[A-Za-z]{4,}")
_HAN_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")


def number(right: Right, dice: Random) -> Right | None:
    """Another number than any that the quotes hold."""
    text, held = right.sentence.text, held_numbers(right.quote)
    held |= {value * 10 for value in held}  # 一成 is 10 %
    digits = _DIGITS.finditer(text, body_of(right))
    changes = [Change(*one.span(), _other_digits(one.group(), held, dice)) for one in digits]
    for pattern, words in ((_SPELLED_AT, _SPELLED), (_HAN_DIGIT, tuple("二三四五六七八九"))):
        for match in pattern.finditer(text, body_of(right)):
            others = [word for word in words if word not in text and not held_numbers(word) & held]
            changes += [Change(*match.span(), dice.choice(others))] if others else []
    return one_of(changes, right, dice)


def _other_digits(digits: str, held: set[float], dice: Random) -> str:
    """Of the same length, and with other digits than the first of it."""
    while True:
        first = dice.choice("123456789")
        other = first + digits[1:]
        if other != digits and float(other.replace(",", "")) not in held:
            return other
        digits = digits[0] + "".join(dice.choice("0123456789") if char.isdigit() else char for char in digits[1:])


def unit(right: Right, dice: Random) -> Right | None:
    text, start = right.sentence.text, body_of(right)
    return one_of([one for one in _replaced(text, start, _UNITS) if _is_new(one, right)], right, dice)


def _is_new(change: Change, right: Right) -> bool:
    """Whether the quote doesn't hold the new unit at all, so that it can't be right by chance."""
    return change.words.strip() not in right.quote


def _replaced(text: str, start: int, pairs: tuple[tuple[str, str], ...]) -> Iterator[Change]:
    for pattern, words in pairs:
        for match in re.finditer(pattern, text):
            if match.start() >= start:
                yield Change(*match.span(), words)


def moment(right: Right, dice: Random) -> Right | None:
    """Another year, quarter or half, or the time before for the time after."""
    text = right.sentence.text
    years = [Change(*one.span(), _other_year(one.group(), right, dice)) for one in _YEAR.finditer(text)]
    changes = []
    for change in _replaced(text, 0, _TIMES):
        match = re.search("[1-4一二三四]", text[change.start : change.end])
        words = change.words.format(other=_NEXT[match.group()]) if match and "{other}" in change.words else change.words
        changes.append(replace(change, words=words))
    return one_of(years + [one for one in changes if one.words.strip() not in right.quote.lower()], right, dice)


def _other_year(year: str, right: Right, dice: Random) -> str:
    known = f"{right.quote} {right.cited.post.published_at}"
    others = [str(n) for n in range(2012, 2030) if str(n) not in known and str(n)[2:] not in known and str(n) != year]
    return dice.choice(others)


def entity(right: Right, dice: Random) -> Right | None:
    """Another company where its own stands."""
    text, subject = right.sentence.text, right.cited.argument.subject
    names = [name for name in (subject.name, subject.name_zh) if name and name in text]
    companies = [name for name in listed("companies", right.language) if name not in right.quote and name not in names]
    changes = [Change(at := text.index(name), at + len(name), dice.choice(companies)) for name in names]
    return one_of(changes, right, dice)


def holder(right: Right, dice: Random) -> Right | None:
    """Another's name: of who holds something else here, or of nobody here."""
    name, text = right.cited.argument.holder, right.sentence.text
    if name is None or name not in text:
        return None
    held = [one.argument.holder for one in right.others if one.argument.holder]
    others = [other for other in (*held, *HOLDERS) if other not in text and name not in other and other not in name]
    return saying(right, text.replace(name, dice.choice(others), 1))


def word(right: Right, dice: Random) -> Right | None:
    """Another quote's word within the quotation marks."""
    quoted = QUOTED.search(right.sentence.text)
    if quoted is None or not right.others:
        return None
    other = " ".join(one.argument.quote for one in dice.sample(right.others, min(5, len(right.others))))
    for pattern in (_LATIN_WORD, _HAN_PAIR):
        words = [one for one in pattern.findall(other) if one not in right.quote]
        places = list(pattern.finditer(right.sentence.text, *quoted.span("words")))
        if words and places:
            return one_of([Change(*dice.choice(places).span(), dice.choice(words))], right, dice)
    return None


def citation(right: Right, dice: Random) -> Right | None:
    """Another quote's number."""
    others = [one for one in right.others if not _hold_each_other(one.argument.quote, right.quote)]
    if not others:
        return None
    return replace(right, sentence=DraftSentence(text=right.sentence.text, citations=(dice.choice(others).n,)))


def _hold_each_other(one: str, other: str) -> bool:
    return one in other or other in one


def glued(right: Right, dice: Random) -> Right | None:
    """The first half of its quote and the second half of another's, as one quotation that cites both."""
    quoted = QUOTED.search(right.sentence.text)
    if quoted is None or not right.others:
        return None
    other = dice.choice(right.others)
    words, more = quoted["words"], other.argument.quote
    whole = words[: len(words) // 2].rstrip() + " " + more[len(more) // 2 :].lstrip()
    if whole in words or whole in more or len(words) < 8 or len(more) < 8:
        return None
    text = Change(*quoted.span("words"), whole).of(right.sentence.text)
    return replace(right, sentence=DraftSentence(text=text, citations=(*right.sentence.citations, other.n)))
