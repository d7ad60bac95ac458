"""Restores the line ends of a paste that came through a field of one line, where each became a space.

A line end is put back where a platform's header, button, count or boilerplate shows that one stood. All else stays as
it came.
"""

import re
from collections.abc import Iterator

from bot.intake.field_lines import restore_fields
from bot.intake.platforms import readers
from bot.intake.reader import NEVER
from bot.intake.run_on import CLOCK, DATED, MONTH, Line, RunOn, Seen, cut_dated, run_on_form

LEAST = 40
"""Characters of a line from which a header and the words under it may have run together in it."""
LONGEST = 100_000
"""Characters up to which a line is looked through; nobody writes so much in one field."""
HEAD = 400
"""Characters in which titles stand over a page's first header, each in a line of its own."""
FIRST_LINES, MOST_LINES = 3, 300
"""Lines with text of which one has lost line ends, if any has; up to how many are then looked through."""
_SIGNS = run_on_form(
    rf"{CLOCK}|\d{{4}}[-/.年]\d|{MONTH}|\bago\b|\d\s?\S{{1,2}}前|刚刚|剛剛|@\w|\b[ru]/\w|portai|['’]s avatar\b|"
    r"作者|文[/／｜|]|\b(?:author|from|by)\b|发件人|寄件者|bullish|bearish|long(?:port|bridge)|长桥|長橋"
)
_PARAGRAPH = re.compile(r" {2,}(?![+\-−,;.)%]|\d[\d.]*\s?\(|Short selling|沽空|(?:Bullish|Bearish)\b)")
_COUNTED = (
    r"(?:likes?|loves?|repl(?:y|ies)|shares?|re-?posts?|re-?tweets?|comments?|views?|bookmarks?|upvotes?|downvotes?|saves?|awards?|"
    r"点赞|點讚|赞同|赞|讚|评论|評論|留言|讨论|討論|转发|轉發|收藏|分享|举报|檢舉|回复|回覆|阅读|閱讀|浏览|瀏覽|打赏|喜欢|踩|在看|推荐)"
)
_N = r"\d[\d.,]{0,9}[kKmM万萬wW+]?"
_COUNTERS = run_on_form(
    rf"(?<!\S)(?:(?:{_N}\s{{0,2}}{_COUNTED}|{_COUNTED}\s{{0,2}}{_N})"
    rf"(?:[\s·•|]{{1,3}}(?:{_N}\s{{0,2}}{_COUNTED}|{_COUNTED}(?:\s{{0,2}}{_N})?)(?!\w)){{1,6}}"
    r"|(?:[💬🔁🔄❤♥♡👍👎🔖📊👀⬆⬇]\ufe0f?\s{0,2}\d[\d.,]{0,9}[kKmM万]?\s{0,3}){2,6})(?!\S)"
)
_ENDS_SENTENCE = r"(?<=[.!?。！？…”\"）)\U0001f300-\U0001faff])"
_LAST_COUNTS = re.compile(rf"{_ENDS_SENTENCE}(?: {_N}){{1,6}}$|^(?:{_N} ){{1,6}}{_N}$", re.MULTILINE)
_QUOTED = re.compile(r"(?:(?<=[.!?。！？:：”\"…\])])|(?<= ago)) > (?=\S)")
_IN_QUOTE = re.compile(r"^> [^\n]*", re.MULTILINE)
_QUOTED_SENTENCE = re.compile(r"(?<=^> )(?P<words>[^\n]{1,600}?[.!?。！？…][\"”’)]?) (?=\S)", re.MULTILINE)
"""Where paragraphs don't show, a quote ends with its sentence."""
_LAST_ADDRESS = re.compile(rf"{_ENDS_SENTENCE} (?=https?://\S{{1,300}}$)", re.MULTILINE)


def restore_line_ends(text: str) -> str:
    """The text with the line ends that its headers and boilerplate show; the same text where none is lost."""
    if len(text) < LEAST:
        return text
    seen, filled, is_lost = Seen(), 0, False
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if index == MOST_LINES or (filled >= FIRST_LINES and not is_lost):
            break
        filled += bool(line.strip())
        if LEAST <= len(line) <= LONGEST and _SIGNS.search(line):
            lines[index] = _restored(line, seen)
            is_lost = is_lost or lines[index] is not line
    return "\n".join(lines)


def _restored(whole: str, seen: Seen) -> str:
    before, text = seen.headers, _PARAGRAPH.sub("\n\n", whole.strip(" "))
    has_paragraphs = "\n" in text
    fielded = restore_fields(text)
    has_signs, text = fielded != text, fielded
    for reader in readers():
        if reader.own_lines is not NEVER:
            text, found = reader.own_lines.subn(_on_its_own, text)
            has_signs = has_signs or found > 0
    text = _QUOTED.sub("\n> ", _COUNTERS.sub(_on_its_own, text))
    text = _IN_QUOTE.sub(lambda quote: quote.group().replace(" > ", "\n> "), text)
    if not has_paragraphs:
        text = _QUOTED_SENTENCE.sub(r"\g<words>\n", text)
    text = "\n".join(_with_headers(text.split("\n"), seen))
    if not has_signs and seen.headers == before:
        return whole
    text = "\n".join(line.strip(" ") for line in text.split("\n"))
    return _LAST_ADDRESS.sub("\n", _LAST_COUNTS.sub(lambda counts: counts.group().replace(" ", "\n"), text))


def _on_its_own(found: re.Match[str]) -> str:
    return f"\n{found.group().strip()}\n"


def _with_headers(lines: list[str], seen: Seen) -> Iterator[str]:
    """The lines, each cut at the headers in it."""
    room = HEAD
    for number, text in enumerate(lines):
        line = Line(text, room > 0 and seen.headers == 0, number < len(lines) - 1, seen)
        room -= len(text)
        if not text.startswith(">"):
            _cut_headers(line)
        yield line.broken()


def _cut_headers(line: Line) -> None:
    forms = [run_on for run_on in _forms() if run_on.sign in line.text]
    found = [(match.start(), order, match) for order, one in enumerate(forms) for match in one.form.finditer(line.text)]
    for start, order, match in sorted(found, key=lambda one: one[:2]):
        if start >= line.done:
            forms[order].cut(line, match)


def _forms() -> list[RunOn]:
    """Those of all platforms in the order of their readers; the one that they share before those of no platform."""
    own = [run_on for reader in readers()[:-1] for run_on in reader.run_on]
    return [*own, RunOn(DATED, cut_dated), *readers()[-1].run_on]
