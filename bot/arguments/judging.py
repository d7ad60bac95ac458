"""What rules say of a unit beside the trained heads: noise, its kind, and cues that turn a side round."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from bot.arguments.directions import Directions
from bot.arguments.heads import RuleFacts
from bot.arguments.plain import PlainVerdicts
from bot.arguments.tables import read_table
from bot.domain.argument import Kind, Stance

CAMP = 0.9
"""A camp speaks for its own side by its name; the tenth is for introductions that were misread."""
RULES = (
    "cheap_for_me",
    "praise",
    "blame",
    "verdict_for",
    "verdict_against",
    "moved_en",
    "moved_zh",
    "said_en",
    "said_zh",
)
"""The rules on sides, as `Rules.votes` names them: "moved" is what rises or falls, "said" a turn of phrase."""
BRIEF = 40
"""Letters up to which a greeting or a heading is nothing more."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Cues of `data/cues.toml` and patterns of `data/rules.toml`, compiled. Texts are lower-case, simplified units."""

    boilerplate: re.Pattern[str]
    greeting: re.Pattern[str]
    sarcasm: re.Pattern[str]
    cheap_for_me: re.Pattern[str]
    question: re.Pattern[str]
    speaks_for: re.Pattern[str]
    speaks_against: re.Pattern[str]
    forecast: re.Pattern[str]
    opinion: re.Pattern[str]
    number: re.Pattern[str]
    past: re.Pattern[str]
    praise: re.Pattern[str]
    blame: re.Pattern[str]
    conditional_buy: re.Pattern[str]
    conditional_wait: re.Pattern[str]
    neutral: re.Pattern[str]
    boast: re.Pattern[str]
    founded: re.Pattern[str]
    instruction: re.Pattern[str]
    directions: Directions
    plain: PlainVerdicts

    @classmethod
    def load(cls) -> Self:
        cues = {name: cue for group in read_table("cues").values() for name, cue in group.items()}
        found = cues | read_table("rules")["judging"]
        names = [field.name for field in fields(cls) if field.name not in ("directions", "plain")]
        patterns = {name: re.compile(found[name]) for name in names}
        return cls(**patterns, directions=Directions.load(), plain=PlainVerdicts.load())

    def is_noise(self, text: str) -> bool:
        """Whether a unit can't argue: legal lines, page furniture, bare greetings, headings, when a company began, and
        orders to whatever reads it."""
        if any(rule.search(text) for rule in (self.boilerplate, self.founded, self.instruction)):
            return True
        bare = len(re.sub(r"[\W_]+", "", text))
        return bare < BRIEF and bool(self.greeting.match(text) or re.search(r"[:：]$", text))

    def asks(self, text: str) -> bool:
        """Whether a unit is put as a question; it may argue all the same."""
        return bool(self.question.search(text))

    def is_neutral(self, text: str) -> bool:
        """Whether a unit takes no side on purpose."""
        return bool(self.neutral.search(text) or self.conditional_wait.search(text))

    def speaks_plainly(self, text: str) -> bool:
        """Whether a unit gives its author's verdict, or says what rises or falls, so that it hardly can't argue."""
        verdicts = (self.praise, self.blame, self.speaks_for, self.speaks_against)
        return any(rule.search(text) for rule in verdicts) or self.directions.plain(text) is not None

    def votes(self, text: str) -> dict[str, float]:
        """The rules that speak of a unit's side, by name, in the order in which they are heard: 1 bull, -1 bear."""
        good, bad = bool(self.speaks_for.search(text)), bool(self.speaks_against.search(text))
        plain = self.plain.of(text)
        praised, blamed = bool(self.praise.search(text)) or plain > 0, bool(self.blame.search(text)) or plain < 0
        found = {
            "cheap_for_me": float(bool(self.cheap_for_me.search(text))),
            "praise": float(praised),
            "blame": -float(blamed),
            "verdict_for": float(good and not bad and not praised),
            "verdict_against": -float(bad and not good and not blamed),
        }
        if moved := self.directions.plain(text):
            found[moved[0]] = moved[1]
        return {name: side for name, side in found.items() if side}

    def is_turned(self, text: str) -> bool:
        """Whether irony, a boast or a condition silences the rules: which side it takes, none of them can tell."""
        return any(rule.search(text) for rule in (self.sarcasm, self.boast, self.conditional_buy))

    def odds(self, text: str, trust: Mapping[str, RuleFacts]) -> float:
        """The log-odds that a unit speaks for its subject by its rules alone, each as far as it can be trusted.

        Who is glad of a low price is heard alone; 0 where no rule speaks, or all are silenced.
        """
        votes = self.votes(text)
        if "cheap_for_me" in votes:
            return trust["cheap_for_me"].log_odds
        return 0.0 if self.is_turned(text) else sum(side * trust[name].log_odds for name, side in votes.items())

    def verdict(self, text: str, trust: Mapping[str, RuleFacts]) -> float | None:
        """The chance that a unit speaks for its subject by its author's plain verdict; None where there is none.

        It is heard before all that was learnt: the sentences that were learnt from hardly ever say "I trust him".
        Irony and conditions silence it too.
        """
        votes = self.votes(text)
        if ("praise" in votes) == ("blame" in votes) or "cheap_for_me" in votes or self.is_turned(text):
            return None
        return trust["praise"].confidence if "praise" in votes else 1 - trust["blame"].confidence

    def kind_of(self, text: str) -> Kind:
        """What a unit asserts: what will be, what is or was, or what somebody thinks of it."""
        if self.forecast.search(text):
            return Kind.FORECAST
        if self.opinion.search(text):
            return Kind.OPINION
        return Kind.FACT if self.number.search(text) or self.past.search(text) else Kind.OPINION


def camp_chance(side: Stance, bull: float) -> float:
    """How sure the side is of what a camp is reported to say: its own, whatever the words."""
    return max(CAMP, bull if side is Stance.BULL else 1 - bull)
