"""Values that are drawn by chance, out of what a channel's store holds already and what it does not."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from bot.domain.argument import ArgumentDraft, Aspect, Kind, Stance
from bot.domain.post import ChannelId, Platform, PostDraft, PostId, Ticker
from bot.domain.shown import Cited, Place
from bot.domain.subject import Subject, SubjectKey, SubjectKind
from bot.domain.text import Language, Span
from storage import Embedded, Facing, KeptArgument, Reserved, Scope
from tests.storage.samples import BYD, MODEL, NOON, XIAOMI, XIAOMI_AUTO

WORDS = (
    *(
        "margins",
        "Margins",
        "MARGIN",
        "falling",
        "fell",
        "交付量",
        "翻倍",
        "小米汽車",
        "毛利率",
        "it's",
        "O'Neil",
        '"quoted"',
    ),
    *("back\\slash", "50%", "under_score", "a|b", "&", "!", "<->", "(near)", "*", "NEAR", "AND", "or", "NOT", "text:"),
    *(
        "scope:",
        "-x",
        "ＭＩ",
        "naïve",
        "straße",
        "ß",
        "ﬁn",
        "한국어",
        "カタカナ",
        "😀",
        "\U0010ffff",
        "e\u0301",
        "\u202er",
    ),
    *("\x01", "running", "runs", "ran", "1,234.5", "$NVDA", "{\\n}", "[1]", "q1xw", "q1xk", "delivered", "deliveries"),
)
NAMES = ("wren", "Wren", "ada", "王五", "O'Neil; --", "%", "_", '"', "\\", "😀", "Ｗren", "null", "", " ")
PEOPLE = ("ada", "bea", "cy'", "用户", "%")
SOURCES = ("https://d/1/2", "https://d/1/22", "https://d/1/", "notes.txt", "笔记.txt", "https://d/1_%", "a'b\\c")
SUBJECTS = (
    *(
        XIAOMI,
        XIAOMI_AUTO,
        BYD,
        Subject(key=SubjectKey("xiaomi-x"), name="X", tickers=(Ticker(symbol="1", market="HK"),)),
    ),
    Subject(key=SubjectKey("$A'%_.US"), name='"A"', kind=SubjectKind.COIN),
    Subject(key=SubjectKey("byd/电池"), name="Batteries", name_zh="电池", kind=SubjectKind.SEGMENT),
)
MODELS = (MODEL, "other-model")
KEYS = ("k1", "键", "k'2")
PLACES = tuple(Place(channel=channel, message=message) for channel in ("1", "2") for message in ("7", "8", "消息"))
DAYS = tuple(date(2025, 10, day) for day in (12, 13, 14, 15))
ENGINES = ("test/1", "test/2")


@dataclass(frozen=True, slots=True)
class Given:
    """The answer that was remembered as this one: each store draws its own id for it."""

    number: int


@dataclass(slots=True)
class World:
    """What a channel was told so far, and what came of it. Nothing is taken out: what is gone is asked for too."""

    channel: ChannelId
    bodies: dict[str, str] = field(default_factory=lambda: {"pnobodysposts": "None"})
    pastes: list[str] = field(default_factory=lambda: ["tnobodyspaste"])
    texts: list[str] = field(default_factory=lambda: ["Nothing."])
    arguments: list[str] = field(default_factory=lambda: ["anobodysargum"])
    points: list[str] = field(default_factory=lambda: ["knobodyspoint"])
    answers: list[Given] = field(default_factory=list)
    reserved: list[Reserved] = field(default_factory=lambda: [Reserved(DAYS[0], 5)])


@dataclass(slots=True)
class Chance:
    """Draws what is asked next. `others`: every channel's world."""

    drawn: random.Random
    world: World
    others: Sequence[World]

    def one(self, among: Sequence[Any]) -> Any:
        return self.drawn.choice(among)

    def some(self, among: Sequence[Any], most: int = 4) -> list[Any]:
        """Different ones, in any order."""
        return self.drawn.sample(among, self.drawn.randint(0, min(most, len(among))))

    def maybe(self, value: Any) -> Any:
        return value if self.drawn.random() < 0.5 else None

    def words(self, least: int = 1, most: int = 9) -> list[str]:
        return [self.one(WORDS) for _ in range(self.drawn.randint(least, most))]

    def post(self) -> PostId:
        return PostId(self.one(list(self.world.bodies)))

    def answer(self) -> Any:
        return self.one(self.world.answers) if self.world.answers else "nobodys"

    def confidence(self) -> float:
        return float(self.one((0.0, 0.1, 1 / 3, 0.5, 0.8, 1.0)))

    def moment(self) -> datetime:
        hours = self.one((-48, -1, 0, 1, 2, 30))
        return NOON + timedelta(hours=hours, microseconds=self.drawn.randrange(10**6))

    def fingerprint(self) -> frozenset[int]:
        return frozenset(self.some((0, 1, 2**31, 2**53 + 1, 2**62, 2**63 - 1, 77, 78), 8))

    def embedded(self) -> Embedded:
        vector = np.array([self.drawn.gauss(0, 1) for _ in range(self.one((3, 3, 3, 5)))], np.float32)
        return Embedded(self.one(MODELS), np.asarray(vector / np.linalg.norm(vector), np.float32))

    def scope(self) -> Scope:
        if self.drawn.random() < 0.3:
            return Scope()
        since = self.maybe(self.one(DAYS))
        return Scope(
            subjects=tuple(subject.key for subject in self.some(SUBJECTS, 3)) if self.drawn.random() < 0.4 else (),
            stances=tuple(self.some(tuple(Stance), 2)),
            least_confidence=self.confidence() if self.drawn.random() < 0.3 else 0,
            aspects=tuple(self.some((Aspect.GROWTH, Aspect.MARGINS), 1)),
            holder=self.one(NAMES) if self.drawn.random() < 0.2 else None,
            since=since if self.drawn.random() < 0.3 else None,
            until=self.maybe(self.one(DAYS)) if self.drawn.random() < 0.3 else None,
        )

    def draft(self, quotes: int | None = None) -> PostDraft:
        body = (
            " ".join(self.words(1, 12))
            if self.drawn.random() < 0.8
            else str(self.one(list(self.world.bodies.values())))
        )
        return PostDraft(
            platform=self.one(tuple(Platform)),
            author=self.maybe(self.one(NAMES)),
            published_at=self.one((None, *DAYS, NOON, NOON.replace(tzinfo=None), self.moment())),
            language=self.one(tuple(Language)),
            body=body,
            tickers=tuple(
                self.some((Ticker(symbol="NVDA", market="US"), Ticker(symbol="1", market="HK", name="小米")), 2)
            ),
            quotes=quotes,
            topic=self.maybe(self.one(("42", "4'2", "四"))),
            url=self.maybe("https://x/1"),
        )

    def kept_argument(self, body: str) -> KeptArgument:
        start = self.drawn.randrange(len(body))
        end = self.drawn.randint(start + 1, len(body))
        found = ArgumentDraft(
            claim=self.one((body[start:end], " ".join(self.words()))),
            span=Span(start=start, end=end),
            stance=self.one((Stance.BULL, Stance.BULL, Stance.BEAR, Stance.BEAR, Stance.NEUTRAL)),
            stance_confidence=self.confidence(),
            subject=self.one((*SUBJECTS, *(XIAOMI,) * 12)),
            aspect=self.one((Aspect.GROWTH, Aspect.MARGINS)),
            holder=self.maybe(self.one(NAMES)),
            kind=self.one(tuple(Kind)),
        )
        return KeptArgument(found, self.embedded() if self.drawn.random() < 0.8 else None, " ".join(self.words(0, 3)))

    def facing(self) -> Facing:
        points, bulls = self.some(self.world.points, 8), self.drawn.randint(0, 4)
        return Facing(tuple(points[:bulls]), tuple(points[bulls:]))

    def cited(self) -> list[Cited]:
        worlds = [self.one(self.others) for _ in range(self.drawn.randint(0, 4))]
        return [Cited(n=n, channel=one.channel, argument_id=self.one(one.arguments)) for n, one in enumerate(worlds, 1)]
