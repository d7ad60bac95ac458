"""What rules say of a unit beside the trained heads: noise, its kind, and cues that turn a side round."""

import re
from dataclasses import dataclass
from typing import Self

from bot.arguments.tables import read_table
from bot.domain.argument import Kind, Stance

VERDICT = 0.72
"""How often a plain verdict's side was right on the sets it was tuned on, rounded down."""
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
    conditional_buy: re.Pattern[str]
    conditional_wait: re.Pattern[str]
    neutral: re.Pattern[str]
    boast: re.Pattern[str]
    founded: re.Pattern[str]

    @classmethod
    def load(cls) -> Self:
        cues = {name: cue for group in read_table("cues").values() for name, cue in group.items()}
        found = cues | read_table("rules")["judging"]
        return cls(**{name: re.compile(found[name]) for name in cls.__slots__})

    def is_noise(self, text: str) -> bool:
        """Whether a unit can't argue: legal lines, page furniture, bare greetings, headings, when a company began."""
        if self.boilerplate.search(text) or self.founded.search(text):
            return True
        bare = len(re.sub(r"[\W_]+", "", text))
        return bare < BRIEF and bool(self.greeting.match(text) or re.search(r"[:：]$", text))

    def asks(self, text: str) -> bool:
        """Whether a unit is put as a question; it may argue all the same."""
        return bool(self.question.search(text))

    def gives_verdict(self, text: str) -> bool:
        """Whether a unit says plainly what its author holds of the subject."""
        return bool(self.speaks_for.search(text) or self.speaks_against.search(text))

    def is_neutral(self, text: str) -> bool:
        """Whether a unit takes no side on purpose."""
        return bool(self.neutral.search(text) or self.conditional_wait.search(text))

    def turned(self, text: str, chance: float) -> float:
        """The chance that a unit speaks for its subject, after irony, conditions and plain verdicts are heard."""
        if self.cheap_for_me.search(text):
            return max(chance, VERDICT)
        if self.sarcasm.search(text) or self.boast.search(text):
            return min(chance, 1 - chance, 1 - VERDICT)
        if self.conditional_buy.search(text):
            return max(chance, VERDICT)
        good, bad = bool(self.speaks_for.search(text)), bool(self.speaks_against.search(text))
        if good == bad:
            return chance
        return max(chance, VERDICT) if good else min(chance, 1 - VERDICT)

    def kind_of(self, text: str) -> Kind:
        """What a unit asserts: what will be, what is or was, or what somebody thinks of it."""
        if self.forecast.search(text):
            return Kind.FORECAST
        if self.opinion.search(text):
            return Kind.OPINION
        return Kind.FACT if self.number.search(text) or self.past.search(text) else Kind.OPINION


def camp_chance(side: Stance, chance: float) -> float:
    """The chance of bull for what a camp is reported to say: its own side, whatever the words."""
    return max(chance, 0.9) if side is Stance.BULL else min(chance, 0.1)
