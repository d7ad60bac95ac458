"""What a victim does until it is killed: a mix of everything that is written, each step told before it is begun and
once it is acknowledged."""

import json
import os
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zlib import crc32

from bot.domain.argument import ArgumentId, Stance
from bot.domain.correction import Correction, Field
from bot.domain.post import ChannelId, PostDraft, PostId
from bot.domain.question import Question
from bot.domain.settings import ChannelSettings
from bot.domain.shown import AnswerId, Cited, Place, Verdict
from bot.errors import UnknownPost
from storage import ChannelStore, KeptArgument, ReadPaste, Store
from tests.storage.grouping import ByVector
from tests.storage.samples import BYD, NEW, XIAOMI, argument, draft, embedded, paste, reading

SHARED = ChannelId("shared")
"""All victims save into it, and settle what any of them saved."""
NOW = datetime(2025, 12, 1, tzinfo=UTC)
AT_ONCE = timedelta(0)


class Deed(StrEnum):
    SAVE = "save"
    EDIT = "edit"
    DELETE = "delete"
    CORRECT = "correct"
    SETTLE = "settle"
    GROUP = "group"
    REMEMBER = "remember"
    JUDGE = "judge"
    DROP = "drop"
    SET = "set"


LIKELY = {
    Deed.SAVE: 5,
    Deed.SETTLE: 6,
    Deed.EDIT: 2,
    Deed.DELETE: 2,
    Deed.CORRECT: 2,
    Deed.GROUP: 1,
    Deed.REMEMBER: 2,
    Deed.JUDGE: 1,
    Deed.DROP: 1,
    Deed.SET: 1,
}


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a victim begins, or that it has done: `gone` and `new` are the marks of posts, `author` who wrote
    the new one."""

    victim: str
    deed: Deed
    done: bool = False
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    author: str = ""
    answer: str = ""
    cited: tuple[str, ...] = ()
    value: int = 0

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @staticmethod
    def of(line: bytes) -> "Step":
        told = json.loads(line)
        return Step(**{**told, "deed": Deed(told["deed"]), **{k: tuple(told[k]) for k in ("gone", "new", "cited")}})


def own(victim: str) -> ChannelId:
    """Where a victim gives answers and sets settings: nobody else does so there."""
    return ChannelId(f"own-{victim}")


def body_of(mark: str) -> str:
    figures = [crc32(f"{mark}{n}".encode()) % 97 for n in range(6)]
    return " ".join(f"Report {mark} says that figure {n} of {figure} is 很好." for n, figure in enumerate(figures))


def mark_of(body: str) -> str:
    return body.split(" ", 2)[1]


def found_in(body: str) -> list[KeptArgument]:
    """What anybody who reads the post finds in it: always the same."""
    code = crc32(body.encode())
    quotes = [f"{part}." for part in body.split(". ")[: code % 6]]
    return [_found(body, quote.replace("..", "."), code + n) for n, quote in enumerate(quotes)]


def _found(body: str, quote: str, code: int) -> KeptArgument:
    subject, stance = (XIAOMI, BYD)[code % 2], (Stance.BULL, Stance.BEAR)[code // 2 % 2]
    place = embedded(1, crc32(quote.encode()) % 100 / 10)
    return KeptArgument(argument(body, quote, subject, stance=stance), place, "report")


@dataclass(slots=True)
class Victim:
    name: str
    store: Store
    chance: random.Random
    messages: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What each of its messages says now, as marks."""
    answers: list[AnswerId] = field(default_factory=list)
    settled: list[ArgumentId] = field(default_factory=list)
    count: int = 0

    @property
    def shared(self) -> ChannelStore:
        return self.store.channel(SHARED)

    @property
    def own(self) -> ChannelStore:
        return self.store.channel(own(self.name))

    async def suffer(self) -> None:
        while True:
            await self.do_one()

    async def do_one(self) -> None:
        deeds: dict[Deed, Callable[[], Awaitable[None]]] = {
            Deed.SAVE: self._save,
            Deed.EDIT: self._edit,
            Deed.DELETE: self._delete,
            Deed.CORRECT: self._correct,
            Deed.SETTLE: self._settle,
            Deed.GROUP: self._group,
            Deed.REMEMBER: self._remember,
            Deed.JUDGE: self._judge,
            Deed.DROP: self._drop,
            Deed.SET: self._set,
        }
        [deed] = self.chance.choices(list(LIKELY), list(LIKELY.values()))
        await deeds[deed]()

    def _tell(self, step: Step) -> None:
        os.write(1, step.line())  # in one piece: several processes write to this pipe

    def _begin(self, step: Step) -> Step:
        self._tell(step)
        return step

    def _done(self, step: Step) -> None:
        self._tell(replace(step, done=True))

    def _marks(self) -> tuple[str, ...]:
        self.count += 1
        return tuple(f"m{self.name}x{self.count}x{n}" for n in range(self.chance.randint(1, 3)))

    def _message(self) -> str | None:
        return self.chance.choice(list(self.messages)) if self.messages else None

    async def _keep(self, source: str, marks: Sequence[str]) -> list[PostId]:
        read = reading(*_drafts(marks))
        saved = await self.shared.keep(paste(read.text, source=source), read, [NEW] * len(marks))
        return [one.post.post_id for one in saved]

    async def _save(self) -> None:
        step = self._begin(Step(self.name, Deed.SAVE, new=self._marks()))
        source = f"message {step.new[0]}"
        await self._keep(source, step.new)
        self.messages[source] = step.new
        self._done(step)

    async def _edit(self) -> None:
        """As the front door does it."""
        source = self._message()
        if source is None:
            return
        step = self._begin(Step(self.name, Deed.EDIT, gone=self.messages[source], new=self._marks()))
        read = reading(*_drafts(step.new))
        revision = await self.shared.revision(source, [read.text])
        assert revision is not None
        said = ReadPaste(paste(read.text, source=source), read, (NEW,) * len(step.new))
        await self.shared.revise(source, [said], revision.gone)
        self.messages[source] = step.new
        self._done(step)

    async def _delete(self) -> None:
        source = self._message()
        if source is None:
            return
        step = self._begin(Step(self.name, Deed.DELETE, gone=self.messages.pop(source)))
        if self.chance.random() < 0.5:
            await self.shared.withdraw(source)
        else:
            await self.shared.forget([one.post.post_id for one in await self.shared.saved_from(source)])
        self._done(step)

    async def _correct(self) -> None:
        source = self._message()
        if source is None:
            return
        self.count += 1
        first, *_ = await self.shared.saved_from(source)
        step = self._begin(
            Step(self.name, Deed.CORRECT, new=(mark_of(first.post.body),), author=f"{self.name} {self.count}")
        )
        put_right = Correction(field=Field.AUTHOR, value=step.author, read=None, by=self.name, at=NOW)
        await self.shared.correct(first.post.post_id, [put_right])
        self._done(step)

    async def _settle(self) -> None:
        post = await self.shared.claim_waiting(AT_ONCE)
        if post is None:
            return
        step = self._begin(Step(self.name, Deed.SETTLE, new=(mark_of(post.body),)))
        try:
            kept = await self.shared.settle(post.post_id, found_in(post.body), "test/1")
        except UnknownPost:  # another victim deleted it meanwhile
            return
        self.settled += [one.argument_id for one in kept]
        self._done(step)

    async def _group(self) -> None:
        await self.shared.group(ByVector())

    async def _remember(self) -> None:
        cited = tuple(self.chance.sample(self.settled, min(3, len(self.settled))))
        sources = [Cited(n=n, channel=SHARED, argument_id=one) for n, one in enumerate(cited, 1)]
        answer = await self.own.remember(Question(text="Why?", asked_on=date(2025, 12, 1)), sources)
        await self.own.placed(answer, Place(channel="1", message=answer))
        self.answers.append(answer)
        self._tell(Step(self.name, Deed.REMEMBER, done=True, answer=answer, cited=cited))

    async def _judge(self) -> None:
        if not self.answers:
            return
        step = self._begin(Step(self.name, Deed.JUDGE, answer=self.answers[-1]))
        self.count += 1
        await self.own.judge(self.answers[-1], f"person {self.count}", Verdict.WRONG)
        self._done(step)

    async def _drop(self) -> None:
        if not self.answers:
            return
        step = self._begin(Step(self.name, Deed.DROP, answer=self.answers.pop(0)))
        await self.own.drop_answer(AnswerId(step.answer))
        self._done(step)

    async def _set(self) -> None:
        self.count += 1
        step = self._begin(Step(self.name, Deed.SET, value=self.count))
        await self.own.set_settings(ChannelSettings(daily_tokens=self.count))
        self._done(step)


def _drafts(marks: Sequence[str]) -> list[PostDraft]:
    return [draft(body_of(mark)) for mark in marks]
