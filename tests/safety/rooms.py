"""What an operation of the fuzz knows and may use: its channel, the others, and dice of its own."""

import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from bot.casebook import Casebook
from bot.domain.case import PointId
from bot.domain.post import ChannelId, Paste, PostId
from bot.domain.question import Question
from bot.domain.receipt import Receipt
from bot.domain.shown import AnswerId
from tests.safety.canaries import CHANNELS, Canaries

PASTED = datetime(2025, 12, 1, 8, tzinfo=UTC)
TODAY = date(2025, 12, 1)
HELD_AT_MOST = 12
"""Posts of a channel, so that no operation gets slower as the fuzz goes on."""
BULLS = ("demand grows faster than supply", "orders will keep growing", "margins rise with every order")
BEARS = ("margins will fall because rivals cut prices", "the stock is expensive", "debt is a risk 下跌")


@dataclass(slots=True)
class Known:
    """What the test knows of a channel."""

    name: ChannelId
    words: Canaries
    posts: list[PostId] = field(default_factory=list)
    answers: list[AnswerId] = field(default_factory=list)
    points: list[PointId] = field(default_factory=list)
    export: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Turn:
    """One operation in one channel: `step` says which of all, and its dice fall the same each time.

    `typed` are the words that the asker typed, which an error may repeat; `beside` the channels whose words may be
    shown too.
    """

    casebook: Casebook
    channels: list[Known]
    at: int
    step: int
    dice: random.Random
    typed: list[str] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)

    @property
    def here(self) -> Known:
        return self.channels[self.at]

    @property
    def name(self) -> ChannelId:
        return self.here.name

    @property
    def words(self) -> Canaries:
        return self.here.words

    def stranger(self) -> Known:
        """Another channel."""
        return self.channels[(self.at + self.dice.randrange(1, len(self.channels))) % len(self.channels)]

    def post(self, of: Known) -> PostId:
        """A post that was saved there, deleted since or not."""
        self.dice.random()
        return of.posts[self.step % len(of.posts)] if of.posts else PostId(f"pnobody{of.words.n}")

    def answer(self, of: Known) -> AnswerId:
        return of.answers[self.step % len(of.answers)] if of.answers else AnswerId(f"anobody{of.words.n}")

    def link(self, of: Known) -> str:
        return f"{of.words.link}{self.dice.randrange(6)}"

    def text(self) -> str:
        """A post that says who it is of in every place that holds words."""
        words, day = self.words, self.dice.randrange(10, 28)
        bull, bear = self.dice.choice(BULLS), self.dice.choice(BEARS)
        said = f"$NVIDIA(NVDA.US) {words.word('body')}{self.step} {bear} says {words.word('source')}."
        also = f"{words.tag} {words.sign} {bull} in {self.step}. The nick{words.word('said')} is $NVIDIA(NVDA.US)."
        return f"{words.author}\n2025.11.{day} 09:15\n\n{said} {also}"

    def paste(self, text: str | None = None) -> Paste:
        words, link = self.words, self.link(self.here)
        saved_at = PASTED + timedelta(seconds=self.step)
        by = self.dice.choice((words.person, "everybody"))
        url = f"https://example.com/{words.word('address')}"
        return Paste(raw=text or self.text(), saved_by=by, saved_at=saved_at, source=link, url=url)

    def kept(self, receipt: Receipt) -> Receipt:
        """Noted, so that other operations find it."""
        new = [saved.post.post_id for saved in receipt.posts]
        self.here.posts = [*new, *(post for post in self.here.posts if post not in new)][:HELD_AT_MOST]
        return receipt

    def asks(self, text: str, *after: str) -> Question:
        self.typed += [text, *after]
        return Question(text=text, after=after, asked_on=TODAY)


Operation: TypeAlias = Callable[[Turn], Awaitable[object]]


def fifty() -> list[Known]:
    return [Known(name, Canaries(n)) for n, name in enumerate(CHANNELS)]


def dealt(weights: Mapping[Operation, int], count: int, dice: random.Random) -> list[Operation]:
    """Every operation as often as its weight says, in an order that only the dice know."""
    total = sum(weights.values())
    deck = [operation for operation, weight in weights.items() for _ in range(-(-count * weight // total))]
    dice.shuffle(deck)
    return deck
