"""Reported speech: who holds a view that the author only passes on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from bot.arguments.tables import read_table
from bot.domain.argument import Stance

_PART = r"[A-Z][\w.&'’-]*"
_NAME = rf"{_PART}(?:\s(?:(?:of|and|&|de|van)\s)?{_PART}){{0,3}}"
_LEAST = 6
"""Characters that must follow an introduction, else it is the whole sentence."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Reported speech: who holds it, the side of a camp ("bears say"), and where the introduction ends that it begins
    with; 0 where it is named behind ("…, argues Morgan Stanley") or within."""

    length: int
    holder: str | None
    side: Stance | None


@dataclass(frozen=True, slots=True)
class Speech:
    """The tables of `data/speech.toml`, compiled."""

    camps: dict[str, Stance]
    nobody: frozenset[str]
    never: frozenset[str]
    """Words that begin no name, though they stand where one could."""
    roles: re.Pattern[str]
    """What ends a name that says only what somebody does: "my broker", "一位渠道商"."""
    forms: tuple[re.Pattern[str], ...]
    behind: tuple[re.Pattern[str], ...]
    again: re.Pattern[str]
    """Words that report somebody named before: "He then said", "又说"."""
    person: re.Pattern[str]
    """A person named by office: "CEO Ann Lee"."""

    @classmethod
    def load(cls) -> Self:
        table = read_table("speech")
        camps = {name: Stance(side) for side, names in table["camps"].items() for name in names}
        nobody = frozenset(table["others"]["nobody"])
        names = sorted({*camps, *nobody, *table["others"]["known"]}, key=len, reverse=True)
        latin = "|".join(re.escape(name) for name in names if name.isascii())
        han = "|".join(re.escape(name) for name in names if not name.isascii())
        verbs = table["verbs"]
        known = "|".join(re.escape(name) for name in table["others"]["known"])
        roles = re.compile(f"(?:{verbs['role_en']}|{verbs['role_zh']}|{known})$")
        forms, behind = _forms(latin, han, verbs), _behind(latin, verbs)
        return cls(
            camps=camps,
            nobody=nobody,
            never=frozenset(table["others"]["never"].split()),
            roles=roles,
            forms=tuple(map(re.compile, forms)),
            behind=tuple(map(re.compile, behind)),
            again=re.compile(table["returns"]["again"]),
            person=re.compile(table["returns"]["person"]),
        )

    def spoken(self, text: str) -> Spoken | None:
        """Who is reported to say a sentence, by its beginning, else by its end; None where the author speaks."""
        if found := self.introduction(text):
            return found
        behind = (match for form in self.behind if (match := form.search(text)))
        match = next((match for match in behind if self._is_someone(match["who"])), None)
        return replace(self._spoken(match), length=0) if match else None

    def introduction(self, text: str) -> Spoken | None:
        """What a sentence begins with where it reports another's view; None where the author speaks."""
        for form in self.forms:
            match = form.match(text)
            if match and len(text) - match.end() >= _LEAST and self._is_someone(match["who"]):
                return self._spoken(match)
        return None

    def _is_someone(self, who: str) -> bool:
        name = who.strip().lower()
        if name in self.camps or name in self.nobody or self.roles.search(name):
            return True
        return name.split()[0] not in self.never and not re.search(
            "我|你|咱|这|那|它|他|她|個人|个人|本人|谁|什么", name
        )

    def _spoken(self, match: re.Match[str]) -> Spoken:
        name = match["who"].strip(" .,")
        side = self.camps.get(name.lower()) or self.camps.get(f"{name.lower()}s")
        holder = None if name.lower() in self.nobody else name
        return Spoken(match.end(), holder, side)


def _forms(latin: str, han: str, verbs: Mapping[str, str]) -> tuple[str, ...]:
    """Introductions: who says it, then how."""
    before = r"(?:(?i:and|but|yes|yet|sure|ok|okay|so|as|now|even|a reader|the|my friend),?\s+){0,2}"
    zh = verbs["zh"]
    says = rf"(?:(?i:{verbs['en']})\b(?:\s+that\b)?|(?i:{verbs['answer_en']})(?:\s+that\b|(?=\s*[,:“\"])))\s*[,:]?\s*"
    someone = rf"(?i:(?:my|our|a|an|one|the|some)\s(?:[a-z'-]+\s){{0,2}}?(?:{verbs['role_en']}))"
    camps = (
        r"(?:perma)?(?:bull|bear)s?|optimists|pessimists|sceptics|skeptics|shorts|longs|critics|doubters|haters|fans"
    )
    titled = r"[\u3400-\u9fff](?:总|哥|姐|叔|老师|老師|博士|先生|女士)"
    named = rf"(?!{han}|人|老[实實])(?:[老阿小][\u3400-\u9fff]{{1,2}}?|[A-Z][A-Za-z]{{1,14}}|{titled})"
    return (
        rf"(?i:{before}(?:(?:every|any|all|most|the|some|half the|those|these)\s+)?(?P<who>{camps})"
        rf"(?:\s[\w'’]+){{0,6}}?\s(?:(?:will|would|always|still|just)\s)?{says})",
        rf"{before}(?P<who>(?i:{latin})|{someone}|{_NAME}),?\s+(?:\w+\s+){{0,3}}?{says}",
        rf"(?i:according to|in the (?:view|words|opinion) of)\s+(?P<who>{someone}|(?i:{latin})|{_NAME}),?\s*",
        r"(?i:the)\s+(?P<who>(?i:bulls?|bears?))(?:'s?|s')?\s+(?i:case|argument|logic|thesis|story)\s+"
        r"(?i:is|goes|rests on)(?:\s+that\b)?\s*[,:]?\s*",
        rf"(?P<who>{han})们?(?:的)?(?:逻辑|邏輯|理由|观点|觀點|说法|說法|论点|論點|担忧|擔憂|看法)(?:就|无非|無非|一直|总|也)?(?:是|在于|在於|认为|認為)[，,:：]?",
        rf"(?:[^，。,：:]{{1,6}}的|不过|但|可)?(?P<who>{named})\s?(?:总|總|老|都|又|也|还|還|就|天天|整天|一直|成日|先|跟我|同我|今天|昨天|上次|那天)*(?:{zh}|直言|坦言|头铁地说)(?:了|过|过的|的是|道)?[，,:：]?",
        rf"(?P<who>{named})\s?[^：:。！？!?]{{0,24}}?(?:说|說|講|讲|話|答|回|頂|顶|道)[^：:。！？!?]{{0,10}}[：:]",
        rf"(?:而|但|可|都|不过|群里|有的|班|啲|嗰班|那帮|那幫|一帮|一班)?(?P<who>{han})们?[^，。,\s]{{0,8}}?(?:{zh})(?:了|过|的是|到)?[，,:：]?",
        r"(?P<who>[\u3400-\u9fffA-Za-z0-9_.·]{2,12}?)(?:的(?:研报|报告|分析师|观点))?(?:总|都|一直|最近|昨天|今早)?"
        r"(?:认为|認為|表示|指出|称|稱|预计|預計|写道|寫道|说过|說過)(?!得|不|了算)[，,:：]?",
        r"(?:据|據|按照?|照|用)(?P<who>[\u3400-\u9fffA-Za-z·]{2,10}?)(?:的)?(?:最新)?(?:测算|測算|估算|预测|預測|统计|統計|说法|說法|研报|研報|报告|報告|数据|數據|口径|口徑|调研|調研)(?:显示|顯示)?[，,:：]?",
        rf"(?:有|听|聽|问过|問過)?(?P<who>(?:一[位个個名家]|某[位个個家]?|我(?:的|们|們)?(?:一个|一個)?|几[位个]|幾[位個]|做[\u3400-\u9fff]{{2,4}}的)[\u3400-\u9fff]{{0,5}}?(?:{verbs['role_zh']}))(?:[昨今前]天|最近|跟我|告诉我|告訴我|私下|总|也|都|一直){{0,2}}(?:{zh}|告诉我|告訴我|透露|抱怨|吐槽)(?:了|过|過|的是)?[，,:：]?",
        r"@(?P<who>[\w\u3400-\u9fff.-]{1,24})\s?(?:says|said|说|說|:|：)\s*",
    )


def _behind(latin: str, verbs: Mapping[str, str]) -> tuple[str, ...]:
    """Who says it, named at the end of what is said."""
    someone = rf"(?i:(?:my|our|a|an|one|the|some)\s(?:[a-z'-]+\s){{0,2}}?(?:{verbs['role_en']}))"
    who = rf"(?P<who>(?i:the\s)?(?i:{latin})|{someone}|{_NAME})"
    told = rf"(?i:{verbs['behind_en']})"
    when = r"(?:\s(?i:on|in|last|this|yesterday|today)\b[\w ]{0,20})?"
    office = r"(?:\b(?:CEO|CFO|COO|(?i:chief executive|chief financial officer|founder|chair(?:man|woman)?)),? )"
    return (
        rf"^[^\"“]{{0,40}}{office}(?P<who>{_NAME})[^\"“]{{0,40}}[\"“]",
        rf"[,，]?[\"”],?\s{told}\s{who}(?:,\s[^,.]{{1,40}})?{when}[.!]?$",
        r"[\"”」][，,]?(?P<who>[\u3400-\u9fff]{2,4}?)(?:说|說|表示|补充道|補充道|称|稱)(?:道)?[。！]?$",
        rf",\s{told}\s{who}{when}[.!]?[\"”]?$",
        rf",\s{who}\s{told}{when}[.!]?[\"”]?$",
        rf",\s(?i:according to|in the (?:view|words) of)\s{who}[.!]?[\"”]?$",
        r"[，,](?:这|這)?(?:是|也是|就是)(?P<who>[\u3400-\u9fff]{2,8}?)(?:的)?(?:观点|觀點|看法|说法|說法|判断|判斷|原话|原話|测算|測算|逻辑|邏輯)[。！]?$",
        r"[，,——]{1,2}(?P<who>[\u3400-\u9fffA-Za-z]{2,8}?)(?:如是说|如是說|这么说|這麼說|这样说|這樣說|的原话|的原話)[。！]?$",
    )
