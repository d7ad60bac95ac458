"""The set in the real store: its posts come in one by one, and each is brought into points as it comes."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import groupby
from random import Random

from benchmarks.evaluation.points.reading import ReadMember
from bot.answers.case import Wanted, case_of
from bot.domain.argument import ArgumentId, Stance
from bot.domain.case import Case, PointId
from bot.domain.post import ChannelId, Part, Paste, Platform, PostDraft, Reading, Segment
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Span
from storage import Grouping, KnownPost, Scope, Store, open_store

IN_MEMORY = "sqlite:///:memory:"
EVERYTHING = 10_000
"""More points than a side has, and more arguments than a point."""
NEW = KnownPost(None, frozenset())

GroupedPost = Sequence[ReadMember]
"""The arguments of one post."""


@dataclass(frozen=True, slots=True)
class SideOf:
    channel: ChannelId
    subject: SubjectKey
    stance: Stance


def sides_of(read: Sequence[ReadMember]) -> set[SideOf]:
    return {SideOf(one.member.channel, one.subject.key, one.member.stance) for one in read}


@dataclass(frozen=True)
class Kept:
    """A store that fills. `now` says in which point each argument is, `first` in which one it came, by gold id."""

    store: Store
    grouping: Grouping
    names: dict[ArgumentId, str] = field(default_factory=dict)
    first: dict[str, PointId] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    now: dict[str, PointId] = field(default_factory=dict)

    async def take(self, post: GroupedPost) -> None:
        """Save a post and group its arguments."""
        store = self.store.channel(post[0].member.channel)
        draft = _draft(post)
        body = draft.body
        whole = Segment(part=Part.BODY, span=Span(start=0, end=len(body)), post=0)
        paste = Paste(raw=body, saved_by="bench", saved_at=datetime.combine(post[0].member.date, time(12), UTC))
        [saved] = await store.keep(paste, Reading(text=body, segments=(whole,), posts=(draft,)), [NEW])
        starts = [body.index(one.member.text) for one in post]
        found = [one.kept(start) for one, start in zip(post, starts, strict=True)]
        arguments = await store.settle(saved.post.post_id, found, "bench/1")
        self.names.update(zip((one.argument_id for one in arguments), (one.member.id for one in post), strict=True))
        await store.group(self.grouping)

    async def look(self, side: SideOf) -> None:
        """See in which points the arguments of a side are."""
        scope = Scope((side.subject,), (side.stance,))
        found = await self.store.channel(side.channel).heaps(scope, EVERYTHING, EVERYTHING)
        for heap in found.heaps:
            for name in (self.names[argument_id] for argument_id in heap.best):
                self.now[name] = heap.point_id
                if self.first.setdefault(name, heap.point_id) != heap.point_id:
                    self.moved.add(name)

    async def case(self, channel: ChannelId, subject: Subject) -> Case:
        return await case_of(Wanted(subject), {None: self.store.channel(channel)})


def _draft(post: GroupedPost) -> PostDraft:
    member = post[0].member
    return PostDraft(
        platform=Platform.GENERIC,
        author=member.poster,
        published_at=member.date,
        language=member.language,
        body="\n".join(one.member.text for one in post),
    )


@asynccontextmanager
async def nothing_kept(grouping: Grouping) -> AsyncIterator[Kept]:
    async with open_store(IN_MEMORY) as store:
        yield Kept(store, grouping)


def posts_of(read: Sequence[ReadMember]) -> list[GroupedPost]:
    """By the day that they were written."""
    ordered = sorted(read, key=lambda one: (one.member.date, one.member.post))
    return [list(group) for _, group in groupby(ordered, key=lambda one: one.member.post)]


async def keep_all(kept: Kept, posts: Sequence[GroupedPost]) -> None:
    """Save them in this order, looking after each what became of its sides."""
    for post in posts:
        await kept.take(post)
        for side in sides_of(post):
            await kept.look(side)


async def keep_in_disorder(kept: Kept, posts: Sequence[GroupedPost], seed: int) -> None:
    """Save them in an order drawn by lot, and look at the end."""
    for post in Random(seed).sample(list(posts), len(posts)):
        await kept.take(post)
    for side in sides_of([one for post in posts for one in post]):
        await kept.look(side)
