"""Splitting text as people post it into sentences and clauses."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from bot.domain.text import Span

LONGEST = 400
"""Characters of a sentence; a longer one is cut at a comma, so that a quote stays readable."""

AT_ONCE = 4000
"""Characters of a line in which sentences are looked for at once."""

LONG_CHINESE = 56
"""Characters of a Chinese sentence, which strings thoughts together with commas; a longer one is cut in its middle."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MARKER = re.compile(
    r"\s*(?:[-*•·●▪◦‣➤►>]+\s+|[-•·●▪◦‣➤►>]+|#{1,6}\s+|\d{1,2}[.)、）]\s*(?!\d)|[（(]\d{1,2}[)）]\s*|[一二三四五六七八九十]{1,2}、)+"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s，。；）)」』\u4e00-\u9fff]+")
_EMOJI = (
    "[\U0001f600-\U0001f64f\U0001f910-\U0001f92f\U0001f970-\U0001f97a\U0001f440-\U0001f450\U0001f480-\U0001f4c9\U0001f525"
    "\U0001f500-\U0001f504\U0001f680\U0001f311-\U0001f31d\u2600-\u27bf\ufe0f\u200d\U0001f3fb-\U0001f3ff]"
)
"""Faces, hands, rockets and the like, which end what is said; a flower can be a company's name."""
# A row of signs is looked at from its first one alone: from each of them, a million of them would take an hour.
_ENDER = re.compile(
    r"(?:[。！？]+|…{2,}|(?<!\.)\.{3,}+(?=\s)|(?<![!?])[!?]++(?=\s)|(?<![~～])[~～]++(?=[\u4e00-\u9fff]))[”』」）)\"’】]*"
    r"|(?<=[\w)%”\"])\.[)”\"]?(?=\s{1,20}[$@a-z][\w']{0,40}\s)"
    rf"|(?<!{_EMOJI}){_EMOJI}++(?=[\s\w])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:vs|no|inc|corp|co|ltd|mr|mrs|ms|dr|st|jr|etc|approx|est|e\.g|i\.e|a\.m|p\.m|u\.s|u\.k)|\b\w)\.$", re.I
)
_INSIDE = re.compile(r"(?:\d\.\w|\b(?:e\.g|i\.e|vs)\.\s+\S?)$", re.I)
"""Ends that the library sees and a reader doesn't: `0700.HK`, `e.g. this`."""
_STOP = re.compile("[。！？]")
_SPACE_FOR_STOP = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_CJK = re.compile(r"[\u3400-\u9fff]")
_COMMA = re.compile(r"[,，、;；:：](?!\d)")
_TURN = re.compile(
    r"[，,；;]\s*(?=(?:但是?|不过|不過|然而|可是|可(?!能|以|见|靠|谓|持|观|見|靠|謂|觀)|只是|其实|其實|反倒是?|却是|卻是)[^，,]{3,})"
    r"|[,;]\s+(?=(?:but(?!\s+also\b)|however|yet|although|though|whereas)\b[^,]{12,})|[；;](?=\s*\S)",
    re.I,
)
_LEAST = {True: 7, False: 24}
"""Characters that a clause needs to stand alone: Chinese, other."""
_LEAST_BEFORE_SPACE = 5
_STRIP = " \t\u3000\xa0\u200b\ufeff，,、；;"


def is_chinese(text: str) -> bool:
    """Whether a reader takes `text` for Chinese: one such character says about as much as half a word."""
    return len(_CJK.findall(text)) * 4 > len(text.replace(" ", ""))


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of `text` in order: they don't overlap, and none begins or ends with white space.

    List markers, web addresses and what stands between sentences belong to none.
    """
    return list(each_sentence(text))


def each_sentence(text: str) -> Iterator[Span]:
    """As `sentences`, one after another: who needs the first of a megabyte need not wait for the last."""
    return (span for block in _blocks(text) for span in _of_block(text, block))


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs: what stands between empty lines or list items."""
    return list(_blocks(text))


def clauses(text: str, sentence: Span) -> list[Span]:
    """A sentence's two sides where it clearly has two ("…, but …", "…；…"), else the sentence itself."""
    body = sentence.of(text)
    least = _LEAST[is_chinese(body)]
    cuts = [sentence.start]
    for match in _TURN.finditer(body):
        cut = sentence.start + match.end()
        if match.end() - (cuts[-1] - sentence.start) >= least and len(body) - match.end() >= least:
            cuts.append(cut)
    return _spans(text, [*cuts, sentence.end])


def _blocks(text: str) -> Iterator[Span]:
    """Lines without their list markers; lines that a mailer wrapped are joined again."""
    start = end = -1
    for match in _LINE.finditer(text):
        line = match.group()
        if not line.strip():
            continue
        if start >= 0 and _goes_on(text, end, match.start()):
            end = match.end()
            continue
        if start >= 0:
            yield Span(start=start, end=end)
        marker = _MARKER.match(line)
        start, end = match.start() + (marker.end() if marker else 0), match.end()
        start = start if text[start:end].strip() else match.start()
    if start >= 0:
        yield Span(start=start, end=end)


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether the line that starts at `start` is the wrapped rest of the one that ended at `end`."""
    gap, head = text[end:start], text[start : start + 40].lstrip()
    wrapped = gap.count("\n") == 1 and head[:1].islower() and text[end - 1].isalnum() | (text[end - 1] in ",-")
    return wrapped and end - (text.rfind("\n", 0, end) + 1) > 55


def _of_block(text: str, block: Span) -> list[Span]:
    """The sentences of one block; a web address ends one."""
    pieces, start = [], block.start
    for match in _URL.finditer(text, block.start, block.end):
        pieces.append((start, match.start()))
        start = match.end()
    found: list[Span] = []
    for first, last in chain.from_iterable(_at_once(text, *piece) for piece in [*pieces, (start, block.end)]):
        body = text[first:last]
        if body.strip():
            cuts = [first + cut for cut in _stops(body)]
            found += _spans(text, [first, *cuts, last])
    return [part for span in found for part in _short(text, span)]


def _at_once(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A very long line in stretches, cut behind a sentence if need be: time grows with the square of each."""
    while end - start > AT_ONCE:
        window = text[start : start + AT_ONCE]
        stop = max(window.rfind(sign) for sign in ("。", "！", "？", "! ", "? ", ". "))
        size = (stop if stop > AT_ONCE // 2 else window.rfind(" ")) + 1 or AT_ONCE
        yield start, start + size
        start += size
    yield start, end


def _stops(body: str) -> list[int]:
    """Where sentences of a block end: as the library has it, and where people's own habits put an end."""
    import sentencex  # a native module that asking never needs

    language = "zh" if is_chinese(body) else "en"
    cuts = {boundary["end_index"] for boundary in sentencex.get_sentence_boundaries(language, body)}
    cuts = {cut for cut in cuts if not _INSIDE.search(body[max(0, cut - 9) : cut + 1])}
    cuts.update(m.end() for m in _ENDER.finditer(body) if not _ABBREVIATION.search(body[max(0, m.end() - 9) : m.end()]))
    if not _STOP.search(body):
        cuts.update(_spaces(body))
    return sorted(cut for cut in cuts if 0 < cut < len(body))


def _spaces(body: str) -> Iterator[int]:
    """Spaces that stand for stops in Chinese typed without any; not those around a word or two."""
    last = 0
    for match in _SPACE_FOR_STOP.finditer(body):
        if match.start() - last >= _LEAST_BEFORE_SPACE:
            last = match.end()
            yield last


def _short(text: str, span: Span) -> Iterator[Span]:
    """A sentence in parts that a reader takes in at once, cut after a comma, else at a space, else anywhere."""
    chinese = is_chinese(span.of(text))
    while span.end - span.start > (LONG_CHINESE if chinese else LONGEST):
        rest = _spans(text, [_cut(text, span, chinese=chinese), span.end])
        if not rest:
            break
        yield from _spans(text, [span.start, rest[0].start])
        span = rest[0]
    yield span


def _cut(text: str, span: Span, *, chinese: bool) -> int:
    """Where to cut a long sentence: in its middle, or within the first `LONGEST` characters of a longer one."""
    window = text[span.start : min(span.end, span.start + LONGEST)]
    aim = len(window) // 2 if chinese else len(window)
    least = len(window) // 4
    commas = [match.end() for match in _COMMA.finditer(window) if least <= match.end() <= len(window) - chinese * least]
    if commas:
        return span.start + min(commas, key=lambda at: abs(at - aim))
    if span.end - span.start <= LONGEST:
        return span.end
    space = window.rfind(" ") + 1
    return span.start + (space if space > least else LONGEST)


def _spans(text: str, cuts: Iterable[int]) -> list[Span]:
    """What stands between neighbouring cuts, without white space and commas around it; nothing where only those are."""
    ordered, found = sorted(set(cuts)), []
    for start, end in pairwise(ordered):
        body = text[start:end]
        left = start + len(body) - len(body.lstrip(_STRIP).lstrip())
        right = start + len(body.rstrip().rstrip(_STRIP).rstrip())
        if left < right and any(character.isalnum() for character in text[left:right]):
            found.append(Span(start=left, end=right))
    return found
