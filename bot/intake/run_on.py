"""A line in which a header and the words under it have run together, and how a header is cut out of it again.

A name is cut out only where nothing else can be it: what might be the end of a title or a part of a sentence stays
where it is, and the post has no author.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.intake.page import is_name

TOP = 160
"""Characters before a page's first header where a title and the name of the site have room."""
LONGEST_NAME = 40
_BACK = 110
"""Characters before a date or a handle in which its name and badges are looked for."""

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
CLOCK = r"(?:(?:上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上)\s?)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[ap]\.?m\b\.?)?"
DAY = (
    r"(?:(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日?"
    r"(?:\s?[(（]?(?:星期|周|週)[一二三四五六日天][)）]?)?|\d{1,2}[/.]\d{1,2}[/.](?:20)?\d{2}(?!\d)|"
    rf"{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d{{2}}\b|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH},?\s(?:19|20)\d{{2}}\b)"
)
SHORT_DAY = rf"(?:\d{{1,2}}-\d{{1,2}}(?![\d-])|{MONTH}\s\d{{1,2}}(?![\d:%])|\d{{1,2}}\s?月\s?\d{{1,2}}\s?日)"
AGE = (
    r"(?:(?:\d{1,3}|an?)\s?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|"
    r"[smhdwy])\.?\sago\b|\d{1,3}\s?(?:秒|分钟|分鐘|小时|小時|天|周|週|个月|個月|年)前|刚刚|剛剛|just now)"
)
BRIEF = r"\d{1,3}\s?(?:[smhdwy]\b|秒|分钟|分鐘|小时|小時|天)"
CLOCKED = (
    rf"(?:{DAY}(?:,\s?|\s?[·•|]\s?|\s(?:at\s)?){CLOCK}(?:\s?(?:z|utc|gmt|[+-]\d{{2}}:?\d{{2}})(?![\w:]))?|"
    rf"{CLOCK}\s?[·•-]\s{DAY}|{SHORT_DAY}(?:,\s?|\s){CLOCK}|(?:今天|昨天|前天|(?:today|yesterday)(?:\sat)?)\s?{CLOCK})"
)
"""A day with its hour: what stands beside a post, and seldom in a sentence."""
ANY_DATE = rf"(?:{CLOCKED}|{DAY}|{AGE}|{SHORT_DAY}|{BRIEF})"


def run_on_form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_FROM = r"\s?[·•]?\s?(?:来自|來自)\s?[^\s$，。]{1,16}"
_BOARD = r"\s(?:(?:来自|來自)\s)?(?:股吧|东方财富)[^\s$，。]{0,12}"
_POSTED = r"(?:发布于|修改于|编辑于|发表于|發表於|發佈於|更新于|posted on|posted at)"
DATED = run_on_form(
    rf"(?P<says>{_POSTED}\s?)?(?<![a-z\d/.:-])(?P<date>{CLOCKED})(?P<source>{_FROM}|{_BOARD})?(?![\w/])"
    rf"|(?:{_POSTED}\s?)?(?<![a-z\d/.:-])(?P<plain>{AGE}|{DAY}|{SHORT_DAY})(?:{_FROM})"
)
_DOTTED = re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}\s\d{1,2}:\d{2}")
_FULL = re.compile(r"20\d{2}[-年]")
_CLOCK_FIRST = run_on_form(rf"{CLOCK}\s?[·•-]\s")
_VIEWS = run_on_form(r"\s?[·•]\s?[\d.,]{1,9}\s?[KMB万萬]?\s?(?:views|次(?:查看|[观觀]看|[浏瀏][览覽]))")

_BADGE = run_on_form(
    r"(?:(?<=\s)|^)(?:[·•∙|-]|[+＋]\s?(?:关注|關注|follow)|已?关注|關注|追蹤|订阅|訂閱|follow(?:ing)?|subscribe|"
    r"verified account|\d{1,2}\smin(?:ute)?s?\sread|认证|已认证|楼主|作者|vip|pro|op|mod|"
    r"吧龄\s?[\d.]{1,4}\s?年?|影响力\s?[★☆]{1,6}|[★☆]{2,6}|\(?(?:bullish|bearish)\)?)\s*$"
)
_ENDS = re.compile(
    r"[.!?。！？…;；~～][\"'”’」』）)\]]?\s+|[\"”」』）)\]]\s+|[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?\s+"
)
_TOKEN = re.compile(r"\S+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NO_NAME = re.compile(r"\d[\d.,]*[kKmM万萬wW+]?|\$\S+")
"""A count or a tag: a name may stand behind it, and holds none."""
_COUNT_BEFORE = re.compile(r"(?<!\S)\d[\d.,]{0,9}[kKmM万]?\s*$")
_MARKED_HANDLE = re.compile(r"@?(?=.*[A-Za-z])(?:\w*_\w*|[A-Za-z]{3,}\d{2,})", re.ASCII)
NOT_NAMES = run_on_form(
    r"\b(?:i|my|me|we|our|is|are|was|were|be|why|how|what|when|who|will|can|should|on|at|to|for|with|from|in|by|"
    r"met|saw|said|says|(?:notes?|weekly|daily|update|results?|earnings|quarter|review|outlook|report|thoughts)\s|"
    r"q[1-4]|thanks?|agree|great|nice|good|love|see|via|rt|re|cc|hi|hey|hello|dear|not?|about|after|before|since|until)\b"
    r"|[“”\"「」《》【】]|^(?:感谢|感謝|谢谢|謝謝|同意|转发|轉發|回复|回覆|推荐|推薦|看到|引用|根据|截至|截止|据|我|他|她|你)|"
    r"(?:感谢|感謝|谢谢|謝謝|同意|转发|轉發|回复|回覆|看到|来自|來自|引用|根据|截至|在|于|於|到|至|从|從|对|對|和|与|與|跟|给|給)$"
)
"""Words of a sentence or of a title: with one of them several words are no name. A name may end in "Notes"."""
_SPEAKS = run_on_form(
    r"said|says|told|wrote|writes|tweeted|announced|reported|表示|说|說|称|稱|宣布|发文|發文|发布|發布|公布|披露|透露|"
    r"指出|认为|認為|公告|报道|報道|的|，|。|、|,|；|;"
)
_GOES_ON = run_on_form(
    rf"{_SPEAKS.pattern}|财报|業績|业绩|在|于|於|时|時|，|。|、|,|\.\s|;|；|）|\)|之|以|起|前|后|後|收|开盘|開盤|盘|盤"
)
"""What follows a date that stands in a sentence."""
LED_IN = run_on_form(
    r"(?:\b(?:on|in|since|by|until|till|of|from|to|before|after|for|the|dated|at|as|than|and|or|between)|[:：]|"
    r"[在于於从從自到至截])\s*$"
)
"""What leads to a date in a sentence, or names the field that it is the value of."""


@dataclass(slots=True)
class Seen:
    """What the headers of a paste have shown so far: names, forms of dates, how many handles, how many headers."""

    names: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    handles: int = 0
    headers: int = 0


@dataclass(slots=True)
class Line:
    """A line that may hold a whole paste. `at_top`: no header stands above it; `ends`: its end is sure to be one."""

    text: str
    at_top: bool
    ends: bool
    seen: Seen
    done: int = 0
    """Where the last header in it ended."""
    cuts: dict[int, str] = field(default_factory=dict)

    def cut(self, at: int, mark: str = "\n") -> None:
        """A line ended before the next word from here."""
        while at < len(self.text) and self.text[at] == " ":
            at += 1
        self.cuts[at] = mark

    def head(self, start: int, end: int, *inside: int) -> None:
        """A header over [start, end); at each place `inside` another of its lines begins."""
        for count in _counts_before(self, start):
            self.cut(count)
        for at in (start, *inside, end):
            self.cut(at)
        self.done = end
        self.seen.headers += 1

    def header(self) -> None:
        """The line is a header as it stands."""
        self.done = len(self.text)
        self.seen.headers += 1

    def after(self, at: int) -> str:
        """The words behind a place."""
        return self.text[at : at + 40].lstrip(" ·•")

    def goes_on(self, at: int) -> bool:
        """Whether a sentence goes on from here."""
        return _GOES_ON.match(self.after(at)) is not None

    def speaks(self, at: int) -> bool:
        """Whether a sentence goes on from here and says what somebody said."""
        return _SPEAKS.match(self.after(at)) is not None

    def is_lower(self, at: int) -> bool:
        return re.match(r"[a-z]", self.after(at)) is not None

    def broken(self) -> str:
        """The text with its line ends."""
        pieces, start = [], 0
        for at in sorted(self.cuts):
            if 0 < at < len(self.text):
                pieces += [self.text[start:at].rstrip(" "), self.cuts[at]]
                start = at
        return "".join([*pieces, self.text[start:]])


Cut = Callable[[Line, re.Match[str]], None]


@dataclass(frozen=True, slots=True)
class RunOn:
    """How a header looks in a line, and what cuts it out. `sign` is a part of every text that can hold one."""

    form: re.Pattern[str]
    cut: Cut
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """What stands before a date or a handle, and the places of the badges between them.

    `sure`: nothing else can be it. `at_top`: no header stands before it, and little else.
    """

    start: int
    text: str
    sure: bool
    at_top: bool = False
    badges: tuple[int, ...] = ()


def name_before(line: Line, end: int, most_words: int = 4) -> Name:
    """The name that ends before a place, from where a line or a sentence ended."""
    floor = max(line.done, end - _BACK)
    window, badges = _without_badges(line.text[floor:end].rstrip(" :："), floor)
    at, bounded = _beginning(window), floor == line.done
    tokens = [(found.start(), found.group()) for found in _TOKEN.finditer(window, at)]
    bounded = bounded or at > 0
    last_count = max((n for n, (_, token) in enumerate(tokens[:-1]) if _NO_NAME.fullmatch(token)), default=-1)
    if last_count >= 0:
        tokens, bounded = tokens[last_count + 1 :], True
    first = _first_of_name([token for _, token in tokens])
    start, text = (floor + tokens[first][0], window[tokens[first][0] :]) if tokens else (end, "")
    at_top = line.at_top and line.seen.headers == 0 and start <= TOP
    bounded = bounded or first > 0
    if tokens and _NO_NAME.fullmatch(tokens[-1][1]):
        return Name(start, text, sure=False, at_top=at_top, badges=badges)
    if bounded and _could_be(text, most_words) and (first == 0 or len(tokens) - first == 1):
        return Name(start, text, sure=True, at_top=at_top, badges=badges)
    return _known(line, window, floor, badges) or Name(start, text, sure=False, at_top=at_top, badges=badges)


def _without_badges(window: str, floor: int) -> tuple[str, tuple[int, ...]]:
    badges = []
    while (badge := _BADGE.search(window)) is not None:
        badges.append(floor + badge.start())
        window = window[: badge.start()].rstrip(" :：")
    return window, tuple(badges)


def _beginning(window: str) -> int:
    """Where the last sentence in it ended; an emoji may be a part of a short name."""
    ends = [found.end() for found in _ENDS.finditer(window)]
    is_short = (
        len(window) <= LONGEST_NAME
        and ends
        and all(_HAN.match(window[end - 2]) or ord(window[end - 2]) > 0x2600 for end in ends)
    )
    return 0 if is_short or not ends else ends[-1]


def _known(line: Line, window: str, floor: int, badges: tuple[int, ...]) -> Name | None:
    """A name that an earlier header gave, or a handle that can be no word."""
    for start in [0, *(gap.end() for gap in re.finditer(" ", window))]:
        if window[start:] in line.seen.names:
            return Name(floor + start, window[start:], sure=True, badges=badges)
    last = window.rsplit(" ", 1)[-1]
    if is_marked_handle(last):
        start = floor + len(window) - len(last)
        return Name(
            start, last, sure=True, at_top=line.at_top and line.seen.headers == 0 and start <= TOP, badges=badges
        )
    return None


def _first_of_name(tokens: list[str]) -> int:
    """Chinese is written without spaces: behind a run of it a line ended."""
    first = len(tokens) - 1
    while first > 0:
        before = len(_HAN.findall(tokens[first - 1]))
        if before > 3 or (before and _HAN.search(tokens[first])):
            break
        first -= 1
    return max(first, 0)


def is_marked_handle(word: str) -> bool:
    """Whether a word can only be a handle: with a bar in it, or a number at its end."""
    return _MARKED_HANDLE.fullmatch(word) is not None


def _could_be(name: str, most_words: int) -> bool:
    words = len(name.split())
    return is_name(name) and words <= most_words and not (NOT_NAMES.search(name) and (words > 1 or _HAN.search(name)))


def _counts_before(line: Line, end: int) -> list[int]:
    """Where the bare counts stand that end right before a place."""
    places, at = [], end
    while at > line.done:
        begin = max(line.done, at - 12)
        found = _COUNT_BEFORE.search(line.text[begin:at])
        if found is None:
            break
        at = begin + found.start()
        places.append(at)
    return places


def take(line: Line, name: Name, end: int, *inside: int) -> None:
    """Cut out a header with its name, or without one where that is not sure."""
    if name.sure:
        line.seen.names.add(name.text)
        line.head(name.start, end, *name.badges, *inside)
        return
    first = min([*name.badges, *inside])
    line.head(first, end, *name.badges, *inside)
    line.cut(first, "\n\n\n")  # so that no reader takes the line over it for a name


def form_of(date: str) -> str:
    """The form of a date: one platform writes all of a page in one form."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "0", date.lower()))


def cut_dated(line: Line, found: re.Match[str]) -> None:
    """A day with its hour, or with where it was posted from; before it the name, if there is one."""
    date, at, end = found["date"] or found["plain"], found.start(), found.end()
    says = bool(found["says"] or found["source"] or found["plain"] or _DOTTED.fullmatch(date))
    if _is_value(line, at) or (line.speaks(end) if says else line.goes_on(end)):
        return
    if line.seen.handles and _CLOCK_FIRST.match(date):
        views = _VIEWS.match(line.text, end)
        line.head(at, views.end() if views else end)
        return
    name = name_before(line, at)
    goes_with_others = name.sure and form_of(date) in line.seen.forms
    if (says and (name.sure or name.at_top or found["source"])) or goes_with_others or _opens(line, name, at, end):
        line.seen.forms.add(form_of(date))
        is_message = not says and "$" not in line.text and _FULL.match(date) is not None
        take(line, name, end, *([] if is_message and name.sure and not name.badges else [at]))


def _opens(line: Line, name: Name, at: int, end: int) -> bool:
    """Whether a day with its hour opens the page, under a name or a title, where nothing says that it is a post's."""
    ends_line = line.ends and end >= len(line.text.rstrip())
    if not name.at_top or ends_line:
        return name.at_top
    is_marked, is_tagged = is_marked_handle(name.text), line.after(end).startswith("$")
    if line.is_lower(end) and not (name.sure and is_marked):
        return False
    if not name.sure:
        return len(line.text[:at].split()) >= _TITLE_WORDS or len(_HAN.findall(line.text[:at])) >= _TITLE_HAN
    words = name.text.split()
    is_person = len(words) == 2 and not _COMPANY.search(name.text) and not any(word.isupper() for word in words)
    return bool(is_marked or is_tagged or is_person or _HAN.search(name.text))


_TITLE_WORDS, _TITLE_HAN = 4, 8
_COMPANY = run_on_form(
    r"\b(?:group|motors?|inc|corp|holdings?|ltd|plc|energy|bank|capital|platforms?|technolog\w{1,4})\b"
)
_KEYED = run_on_form(r"(?:date|sent|published|posted|时间|時間|日期|subject|主题|主旨)\s?[:：]\s?(?:\w{2,9},\s)?$")


def _is_value(line: Line, at: int) -> bool:
    """Whether a date is the value of a field, or led to by a sentence."""
    before = line.text[max(0, at - 30) : at]
    return _KEYED.search(before) is not None or (
        LED_IN.search(before) is not None and not before.rstrip().endswith((":", "："))
    )
