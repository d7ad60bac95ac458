"""Where quotes stand in the pastes of a channel."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.evaluation.gold import GoldArgument
from benchmarks.evaluation.running import Saved
from benchmarks.evaluation.spans import occurrences, plain, same_place
from bot.domain.argument import Stance
from bot.domain.post import ChannelId, PostId
from bot.domain.text import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a plain paste."""

    path: str
    span: Span

    def meets(self, other: "Place") -> bool:
        return self.path == other.path and same_place(self.span, other.span)


@dataclass(frozen=True, slots=True)
class Held:
    """An argument of the set, at each of its places in the paste that it was read in."""

    gold: GoldArgument
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    texts: Mapping[str, str]
    """Plain pastes by path."""
    held: tuple[Held, ...]

    def places(self, quote: str) -> list[Place]:
        needle = plain(quote)
        return [Place(path, span) for path, text in self.texts.items() for span in occurrences(needle, text)]

    def stances_at(self, places: Sequence[Place]) -> set[Stance]:
        """The sides of the arguments that stand there; none where none does."""
        met = (held.gold.stances for held in self.held if meet(held.places, places))
        return {stance for stances in met for stance in stances}


@dataclass(frozen=True, slots=True)
class Channels:
    by_name: Mapping[ChannelId, Channel]
    owners: Mapping[PostId, ChannelId]
    """The channel in which a post was saved first."""

    def others(self, name: ChannelId) -> list[Channel]:
        return [channel for other, channel in self.by_name.items() if other != name]


def meet(some: Iterable[Place], others: Sequence[Place]) -> bool:
    """Whether any of these places is one of those."""
    return any(place.meets(other) for place in some for other in others)


def channels_of(saved: Sequence[Saved]) -> Channels:
    names = dict.fromkeys(one.gold.channel for one in saved)
    by_name = {name: _channel([one for one in saved if one.gold.channel == name]) for name in names}
    owners: dict[PostId, ChannelId] = {}
    for one in saved:
        for post in one.receipt.posts if one.receipt else ():
            owners.setdefault(post.post.post_id, one.gold.channel)
    return Channels(by_name, owners)


def _channel(saved: Sequence[Saved]) -> Channel:
    texts = {one.gold.path: plain(one.raw) for one in saved}
    held = [
        Held(gold, tuple(Place(path, span) for span in occurrences(plain(gold.quote), texts[path])))
        for one in saved
        for gold in one.gold.arguments
        for path in (one.gold.path,)
    ]
    return Channel(texts, tuple(held))
