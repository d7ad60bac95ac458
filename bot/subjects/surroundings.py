"""Whether a word that is a company's name too (Apple, Target, 理想, 美的) means the company where it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.domain.subject import Mention, SubjectKey
from bot.subjects.folding import is_charwise, lowered, plain
from bot.subjects.roster import Meanings
from bot.subjects.senses import Role, Sense
from bot.subjects.spotting import WORD, Place

SURE = {Role.NAME: 0.95, Role.TICKER: 0.9, Role.BRAND: 0.9, Role.GROUP: 0.8, Role.PERSON: 0.5}
EVIDENT, BESIDE, CUED, ASKED, ASKED_LOW = 0.85, 0.75, 0.65, 0.7, 0.55
"""The company is named elsewhere in the text; it stands in a list; money is spoken of; a question asks about it."""

LONG_SYMBOL = 3
NEAR, NEAR_CHINESE, SIDE = 80, 14, 10
"""How far to look for a cue, in characters, and how much may stand between the members of a list."""

BETWEEN = re.compile(
    r"\s?(?:,|，|、|/|\+|&|和|与|與|跟|及|或|以及|还是|還是|对比|對比|(?:,? ?)(?:and|or|vs\.?|versus))\s?"
)
LEGAL = re.compile(r",? (?:inc|corp|corporation|ltd|plc|co|company|holdings|group|shares|stock)\b|'s ")
ACTS = re.compile(r" (?:is|was|has|will|can|reported|said|posted|trades|makes|keeps|spends|owns|earns|needs|faces)\b")
TRADE_WORDS = frozenset(
    WORD.findall("target gap strategy block circle square unity figure progressive vanguard real well fang")
)
"""Names that begin sentences about money as words too: "Target is 120", "Strategy is to wait"."""
SHORTHAND = frozenset(WORD.findall("gm cs ml se hd"))
"""Names that are shorthand of the trade too, gross margin first: money near them proves nothing."""
SENTENCE_END = '.!?:;。！？：；\n"“”「（(*#>-•'
MONEY_WORDS = frozenset(
    WORD.findall(
        "shares share stock earnings revenue revenues margin margins guidance valuation bullish bearish bull bear "
        "calls puts long short multiple quarter quarterly q1 q2 q3 q4 eps buyback buybacks dividend dividends ceo cfo "
        "analyst analysts cap upside downside sales profit profits growth investors investor position backlog ads "
        "subscribers "
        "capex cash debt moat pe fcf ebitda overvalued undervalued cheap expensive holders holding"
    )
)
ASKING = frozenset(
    WORD.findall(
        "on for about of against vs versus than or own buy buying short sell selling hold is does did will has can"
    )
)
FOLLOWS = re.compile(
    r"汽车|汽車|集团|集團|股份|公司|控股|电器|電器|财报|財報|季报|年报|业绩|業績|股价|股價|市值|估值|营收|營收|毛利|净利|销量|銷量|交付"
    r"|股票|涨|跌|漲|港股|美股|a股|q[1-4]|\d{2,4}年|纯电|純電|增程|l[6-9]|i[68]|mega|手机|手機|的(?:股|车|車|财报|業績|业绩|估值|市值|毛利|销量"
    r"|銷量|管理|产品|產品|护城河|分红|现金)|自研|产业链|供应链|概念股|收购|发布|推出|分红|回购"
)
PRECEDES = re.compile(
    r"(?:买入|买进|卖出|卖掉|做多|做空|看多|看空|看好|不看好|持有|加仓|减仓|清仓|抄底|满仓|重仓|仓位|配置|拿着|投资|股东|看淡|"
    r"加倉|減倉|持倉|買入|賣出|投資|股東|(?:宁可|宁愿|寧可|寧願)(?:去)?(?:看|买|拿|選|选|睇|買|揀))$"
)
MONEY_SIGNS = re.compile(
    r"股|估值|财报|財報|市值|营收|營收|利润|利潤|毛利|季报|业绩|業績|回购|回購|分红|派息|看多|看空|做多|做空|销量|交付|仓|倉|市盈"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as names are looked for in it: plain, and in lower case. `asked`: it is a question, where a name that
    stands alone is likely meant."""

    text: str
    low: str
    asked: bool

    @classmethod
    def of(cls, text: str, *, asked: bool) -> Self:
        folded = plain(text)
        return cls(folded, lowered(folded), asked)

    def writes(self, place: Place, sense: Sense) -> bool:
        """Capitals count for what is short or a word: `MU`, `Apple`. In a question nobody minds them."""
        if sense.unsure and self.low[place.end - 1] == "s" and place.form[-1] != "s":
            return False  # a plural: "targets" are no company
        if sense.written is None or self.asked:
            return sense.role is not Role.TICKER or not sense.unsure or self._writes_symbol(place)
        surface = self.text[place.start : place.end]
        return surface == sense.written or (sense.role is not Role.TICKER and surface == sense.written.upper())

    def _writes_symbol(self, place: Place) -> bool:
        """A symbol that is a word is meant in capitals; in a question also in small letters where it is long enough."""
        return self.text[place.start : place.end].isupper() or place.end - place.start > LONG_SYMBOL

    def states(self, place: Place, sense: Sense) -> bool:
        """Whether the place means that beyond doubt, whatever stands around it."""
        return not sense.unsure and sense.role is not Role.TRAP and self.writes(place, sense)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`evident`: companies that the passage names beyond doubt, or by a person or product. `edges`: where such names
    begin and end, for lists. `found`: companies that a first look found meant."""

    passage: Passage
    evident: frozenset[SubjectKey]
    edges: frozenset[int]
    found: frozenset[SubjectKey] = frozenset()

    @classmethod
    def of(cls, passage: Passage, tags: Sequence[Mention], names: Sequence[Meanings]) -> Self:
        stated = [(m.place, sense) for m in names for sense in m.senses if passage.states(m.place, sense)]
        evident = {tag.subject.company for tag in tags} | {_company(sense.key) for _, sense in stated}
        edges = {edge for place, _ in stated for edge in (place.start, place.end)}
        edges |= {edge for tag in tags for edge in (tag.span.start, tag.span.end)}
        return cls(passage, frozenset(evident), frozenset(edges))

    def with_evidence(self, mentions: Sequence[Mention]) -> Self | None:
        """With what was found once, where that bears out other places: one sure "Target" makes the next one likely."""
        found = {mention.subject.company for mention in mentions if not mention.weak}
        return None if found <= self.evident else replace(self, found=frozenset(found))

    def belief(self, place: Place, sense: Sense) -> float:
        """How sure it is that `place` means `sense`, 0 to 1; 0 where it is not meant."""
        if sense.role is Role.TRAP or not self.passage.writes(place, sense):
            return 0
        if not sense.unsure:
            return SURE[sense.role]
        if _company(sense.key) in self.evident:
            return SURE[Role.PERSON] if sense.weak else EVIDENT
        if sense.role is Role.PERSON:
            return SURE[Role.PERSON] if self.passage.asked and not self.evident else 0
        cued = self._cued_chinese(place) if is_charwise(place.form) else self._cued_latin(place, sense)
        return cued or (CUED if _company(sense.key) in self.found else 0)

    def _cued_chinese(self, place: Place) -> float:
        before, after = (
            self.passage.low[max(0, place.start - NEAR_CHINESE) : place.start],
            self.passage.low[place.end : place.end + NEAR_CHINESE],
        )
        if self._is_listed(place):
            return BESIDE
        if FOLLOWS.match(after) or PRECEDES.search(before):
            return CUED
        if self.passage.asked and not self.evident:
            return ASKED
        return 0

    def _cued_latin(self, place: Place, sense: Sense) -> float:
        if self._is_listed(place):
            return BESIDE
        if place.form in SHORTHAND:
            return 0
        capital = self.passage.text[place.start].isupper()
        if self.passage.asked:
            return self._asked_latin(place, capital=capital)
        if sense.role is Role.TICKER and self._acts_in_capitals(place):
            return CUED
        if not capital or not self._is_about_money(place):
            return 0
        if LEGAL.match(self.passage.low, place.end):
            return CUED
        if self._begins_sentence(place):
            acts = ACTS.match(self.passage.low, place.end) and place.form not in TRADE_WORDS
            return CUED if acts else 0
        return CUED if not self._is_headline(place, sense) else 0

    def _acts_in_capitals(self, place: Place) -> bool:
        """ "SNOW is getting eaten alive": capitals among small letters that begin a sentence and do something."""
        acts = ACTS.match(self.passage.low, place.end) and place.form not in TRADE_WORDS
        shouts = self.passage.text[place.end : place.end + 8].isupper()
        return bool(acts) and not shouts and self._begins_sentence(place)

    def _asked_latin(self, place: Place, *, capital: bool) -> float:
        if capital and not self._begins_sentence(place):
            return ASKED
        if self.evident:
            return 0
        before = WORD.findall(self.passage.low[max(0, place.start - SIDE) : place.start])
        if capital or not before:
            return ASKED_LOW
        return ASKED_LOW if before[-1] in ASKING else 0

    def _is_listed(self, place: Place) -> bool:
        """ "Apple, Nvidia", "格力和美的": beside a name that is sure, with nothing but a joint between."""
        before = BETWEEN.finditer(self.passage.low, max(0, place.start - SIDE), place.start)
        if any(joint.end() == place.start and joint.start() in self.edges for joint in before):
            return True
        after = BETWEEN.match(self.passage.low, place.end)
        return after is not None and after.end() in self.edges

    def _is_about_money(self, place: Place) -> bool:
        near = self.passage.low[max(0, place.start - NEAR) : place.end + NEAR]
        return not MONEY_WORDS.isdisjoint(WORD.findall(near)) or MONEY_SIGNS.search(near) is not None

    def _begins_sentence(self, place: Place) -> bool:
        before = self.passage.text[max(0, place.start - SIDE) : place.start].rstrip(" '")
        return not before or before[-1] in SENTENCE_END

    def _is_headline(self, place: Place, sense: Sense) -> bool:
        """Where Each Word Has a Capital, a capital says nothing. A ticker's capitals say what they say."""
        if sense.role is Role.TICKER:
            return False
        near = max(0, place.start - NEAR)
        begin = max(near, self.passage.text.rfind("\n", near, place.start) + 1)
        line = self.passage.text[begin : place.end + NEAR].split("\n")[0]
        words = [word for word in line.split() if len(word) > 3 and word[0].isalpha() and word.isascii()]
        return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _company(key: SubjectKey) -> SubjectKey:
    return SubjectKey(key.split("/")[0])
