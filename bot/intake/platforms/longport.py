"""LongPort and Longbridge on the web: name, dotted date, PortAI's two lines, body; a reposted post below."""

import re

from bot.domain.post import Platform
from bot.intake.dates import Dated
from bot.intake.heads import in_order, one_line_heads, signed_heads
from bot.intake.page import Page, clean_name
from bot.intake.reader import NEVER, Head, Reader, Role, Sureness
from bot.intake.run_on import AGE, Line, RunOn, name_before, run_on_form, take

_DOTTED = re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}\s{1,2}\d{1,2}:\d{2}(?!\d)")
_BEHIND_A_NAME = re.compile(rf"\S\s.{{0,3}}{_DOTTED.pattern}")
_YEAR_FIRST = re.compile(r"\S\s.{0,3}(?:19|20)\d{2}[-/年]\s?\d{1,2}.{0,10}\d{1,2}[:：]\d{2}")
"""Only with the hour: "Targets 2025/12/31" and a title with its day begin posts too, and name nobody."""
_REPOSTED = re.compile(
    r"(?:LongPort|Longbridge|长桥|長橋|长桥社区|長橋社區)\s?[-–—|]\s?(?P<name>\S.{0,60})", re.IGNORECASE
)
_PORTAI = r"portai|.{0,6}portai[,，\s].{0,80}(?:summari[sz]e|总结|總結).{0,40}"
_SIGNS = re.compile(
    rf"^(?:{_PORTAI})$|the copyright of this article belongs to the original author|本文版[权權](?:归|歸)[属屬]原作者"
    r"|[当當]前[内內]容[仅僅]代表作者[观觀][点點]",
    re.IGNORECASE | re.MULTILINE,
)
_TAG = re.compile(r"\$[^$()\n]{1,40}\([A-Z0-9.]{1,10}\.(?:HK|US|SH|SZ|SG)\)(?!\$)")
ASIDES = re.compile(
    r"the copyright of this article belongs to the original author/organi[sz]ation\.?"
    r"|the views expressed herein are solely those of the author[^\n]{0,90}?platform\."
    r"|the content is intended for investment reference purposes[^\n]{0,90}?investment advice\."
    r"|please contact us if you have any questions or suggestions regarding the content[^\n]{0,60}?platform\."
    r"|本文版[权權][归歸][属屬]原作者/[机機][构構]所有。?"
    r"|[当當]前[内內]容[仅僅]代表作者[观觀][点點][，,][^\n。]{0,20}[无無][关關]。?"
    r"|[内內]容[仅僅]供投[资資]者[参參]考[，,][^\n。]{0,30}建[议議]。?",
    re.IGNORECASE,
)
NOISE = re.compile(
    rf"{_PORTAI}|rate of return|(?:from|来自|來自)\s?(?:longport|longbridge|长桥|長橋).{{0,12}}", re.IGNORECASE
)
LINK = re.compile(
    r"(?:longportapp|longbridgeapp|longbridge|longport)\.(?:com|cn|global|hk|"
    r"sg)(?:/[a-zA-Z-]{2,7})?/topics/(?P<topic>\d+)"
)


def _recognises(page: Page) -> Sureness:
    if any(_dated(page, index) for index in page.opening()) or _SIGNS.search(page.edges()):
        return Sureness.SURE
    if _reposts(page):
        return Sureness.SURE
    return Sureness.MAYBE if _TAG.search(page.text) else Sureness.NO


def _dated(page: Page, index: int) -> Dated | None:
    if not _DOTTED.match(page[index]):
        return None
    dated = page.date(index)
    return dated if dated and len(dated.rest) <= 16 else None


def _heads(page: Page) -> list[Head]:
    dotted = signed_heads(page, lambda index: _dated(page, index))
    heads = [*dotted, *one_line_heads(page, _BEHIND_A_NAME, NEVER), *_reposts(page)] or _other_dates(page)
    return in_order(heads)


def _reposts(page: Page) -> list[Head]:
    """`LongPort - name`, then the name once more, begins a post that the one above reposts."""
    heads: list[Head] = []
    for index, line in enumerate(page):
        found = _REPOSTED.fullmatch(line)
        if found is None:
            continue
        after, published = page.next_filled(index + 1), None
        if page[after] == found["name"].strip():
            after = page.next_filled(after + 1)
        elif index == page.next_filled(0):
            continue  # the site's own name over a page
        if (dated := _dated(page, after)) is not None:
            after, published = after + 1, dated.value
        role = Role.QUOTED if index > 0 else Role.POST
        heads.append(Head(index, after, clean_name(found["name"]), published, role))
    return heads


def _other_dates(page: Page) -> list[Head]:
    """Where the page writes its date in another way ("3 hours ago"): only at the top, under or behind a name."""
    top = set(page.opening()[:6])
    found = signed_heads(page, lambda index: page.date(index) if index in top and _stands_alone(page, index) else None)
    signed = [head for head in found if head.author is not None]
    beside = [head for head in one_line_heads(page, _YEAR_FIRST, NEVER) if head.first in top]
    return (signed or beside)[:1]


def _stands_alone(page: Page, index: int) -> bool:
    dated = page.date(index)
    return dated is not None and not dated.rest


_REPOSTED_TWICE = run_on_form(
    r"(?<!\S)(?:longport|longbridge|长桥|長橋|长桥社区|長橋社區)\s?[-–—|]\s(?P<name>\S.{0,60}?)\s+(?P=name)(?=\s|$)"
)
_AGED = run_on_form(rf"(?<!\S)(?P<date>{AGE})(?=\s*$)")


def _cut_reposted(line: Line, found: re.Match[str]) -> None:
    line.seen.names.add(found["name"])
    line.head(found.start(), found.end(), found.end() - len(found["name"]))


def _cut_aged(line: Line, found: re.Match[str]) -> None:
    """`name 3 hours ago` alone in its line over the rest of the page."""
    name = name_before(line, found.start())
    if line.at_top and line.ends and name.sure and name.start == 0:
        take(line, name, found.end(), found.start())


READER = Reader(
    name="longport",
    order=20,
    platform=Platform.LONGPORT,
    recognises=_recognises,
    heads=_heads,
    names=("longport", "longbridge", "长桥", "長橋", "长桥社区", "長橋社區"),
    link=LINK,
    noise=NOISE,
    asides=ASIDES,
    run_on=(RunOn(_REPOSTED_TWICE, _cut_reposted), RunOn(_AGED, _cut_aged)),
    own_lines=run_on_form(
        r"(?<!\S)(?:portai(?=\s+(?:I['’]m|我是)\s?portai)|(?:I['’]m|我是)\s?portai[,，]\s?[^.。\n]{0,60}[.。])(?!\S)"
        r"|(?<!\S)(?:the copyright of this article belongs to|本文版[权權](?:归|歸)[属屬]?原作者)[^\n.。]{0,60}[.。]?"
    ),
)
