"""What must be in the store, after what its victims had told when they were killed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId
from bot.domain.receipt import Listed
from bot.domain.settings import ChannelSettings
from bot.domain.shown import AnswerId
from bot.errors import UnknownAnswer
from storage import PostFilter, Store
from tests.faults.load import SHARED, Deed, Step, found_in, mark_of, own
from tests.storage.grouping import ByVector
from tests.storage.samples import ALL, embedded, exported

MANY = 1_000_000
COPY = ChannelId("copy")
READ_AS = "wren"
UNSET = ChannelSettings().daily_tokens


@dataclass(slots=True)
class Account:
    """What one victim's steps come to. `last`: the step that it was killed in, which may have happened or not."""

    marks: dict[str, bool] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    authors: dict[str, str] = field(default_factory=dict)
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    judged: Counter[str] = field(default_factory=Counter)
    value: int | None = None
    last: Step | None = None

    def enter(self, step: Step) -> None:
        self.last = None if step.done else step
        if not step.done:
            return
        match step.deed:
            case Deed.SETTLE:
                self.settled.update(step.new)
            case Deed.CORRECT:
                self.authors[step.new[0]] = step.author
            case Deed.REMEMBER:
                self.answers[step.answer] = step.cited
            case Deed.DROP:
                del self.answers[step.answer]
                self.dropped.add(step.answer)
                self.judged.pop(step.answer, None)  # what was said of it goes with it
            case Deed.JUDGE:
                self.judged[step.answer] += 1
            case Deed.SET:
                self.value = step.value
            case _:
                self.marks |= _after(step)
                self.authors |= self._carried(step)

    def _carried(self, step: Step) -> dict[str, str]:
        """Where one post stands for one, it is whose that was."""
        alone = step.deed is Deed.EDIT and len(step.gone) == len(step.new) == 1 and step.gone[0] in self.authors
        return {step.new[0]: self.authors[step.gone[0]]} if alone else {}

    def may_be_by(self, mark: str) -> set[str]:
        """Who wrote a post: whom it was read as, or who was put right; one of two where it was killed meanwhile."""
        authors = {self.authors.get(mark, READ_AS)}
        if self.last is not None and self.last.deed is Deed.CORRECT and mark == self.last.new[0]:
            authors.add(self.last.author)
        if self.last is not None:
            authors.update(author for new, author in self._carried(self.last).items() if new == mark)
        return authors

    @property
    def known(self) -> set[str]:
        return {mark for marks in self.possible() for mark in marks}

    def possible(self) -> list[Mapping[str, bool]]:
        """Which of its posts may be there: one of these, and nothing in between."""
        if self.last is None or self.last.deed not in (Deed.SAVE, Deed.EDIT, Deed.DELETE):
            return [self.marks]
        before = {**dict.fromkeys(self.last.new, False), **self.marks}
        return [before, {**before, **_after(self.last)}]


def _after(step: Step) -> dict[str, bool]:
    return {**dict.fromkeys(step.gone, False), **dict.fromkeys(step.new, True)}


def accounts_of(heard: Mapping[str, Sequence[Step]]) -> dict[str, Account]:
    accounts = {victim: Account() for victim in heard}
    for victim, steps in heard.items():
        for step in steps:
            accounts[victim].enter(step)
    return accounts


async def check(store: Store, heard: Mapping[str, Sequence[Step]]) -> None:
    """All that was acknowledged is there, once and whole; nothing that was deleted is; everything agrees."""
    assert await store.verify() == []
    accounts = accounts_of(heard)
    listed = await store.channel(SHARED).posts(PostFilter(limit=MANY))
    times = Counter(mark_of(one.post.body) for one in listed)
    assert {mark: count for mark, count in times.items() if count > 1} == {}
    for account in accounts.values():
        there = [{mark: mark in times for mark in marks} for marks in account.possible()]
        assert any(marks == seen for marks, seen in zip(account.possible(), there, strict=True)), account.last
    known = {mark for account in accounts.values() for mark in account.known}
    assert times.keys() <= known
    _check_arguments(listed, {mark for account in accounts.values() for mark in account.settled})
    await _check_authors(store, listed, accounts)
    await _check_searches(store, listed)
    await _check_export(store)
    for victim, account in accounts.items():
        await _check_answers(store, victim, account)


async def _check_export(store: Store) -> None:
    """What is in points already comes back from an export as it was."""
    lines = await exported(store.channel(SHARED))
    copy = store.channel(COPY)
    await copy.restore(lines)
    await copy.group(ByVector())
    assert await exported(copy) == lines
    await copy.erase()


def _check_arguments(listed: Iterable[Listed], settled: set[str]) -> None:
    """A post has all of its arguments, or waits for them; one that was settled does not wait."""
    for one in listed:
        expected = 0 if one.waiting else len(found_in(one.post.body))
        assert one.arguments == expected, one
        assert not (one.waiting and mark_of(one.post.body) in settled)


async def _check_authors(store: Store, listed: Iterable[Listed], accounts: Mapping[str, Account]) -> None:
    """A post is by who was put right, and so is what its author holds."""
    for one in listed:
        mark = mark_of(one.post.body)
        [account] = [account for account in accounts.values() if mark in account.known]
        assert one.post.author in account.may_be_by(mark)
        holders = {held.holder for held in await store.channel(SHARED).arguments_of(one.post.post_id)}
        assert holders <= {one.post.author}


async def _check_searches(store: Store, listed: Sequence[Listed]) -> None:
    shared = store.channel(SHARED)
    arguments = sum(one.arguments for one in listed)
    assert arguments == len(await shared.by_words(["report"], ALL, MANY))
    assert arguments == len(await shared.by_meaning(embedded(1, 0), ALL, MANY))
    assert arguments == sum(held.arguments for held in await shared.coverage())
    await shared.group(ByVector())
    heaps = (await shared.heaps(ALL, MANY, 1)).heaps
    assert (arguments, await store.verify()) == (sum(heap.arguments for heap in heaps), [])


async def _check_answers(store: Store, victim: str, account: Account) -> None:
    channel, last = store.channel(own(victim)), account.last or Step(victim, Deed.GROUP)
    for answer in account.dropped:
        assert await _sources_of(store, victim, answer) is None
    flagged = {one.answer.answer_id for one in await channel.withdrawn()}
    for answer, cited in account.answers.items():
        left = await _sources_of(store, victim, answer)
        if left is None:
            assert (last.deed, last.answer) == (Deed.DROP, answer)
            continue
        standing = {one.argument_id for one, _ in await store.channel(SHARED).evidence(left)}
        assert set(left) == standing
        assert (answer in flagged) == (standing != set(cited))
    wrong, judged = (await channel.feedback()).wrong, account.judged.total()
    assert wrong in {judged, judged + (last.deed is Deed.JUDGE), judged - account.judged[last.answer]}
    tokens = (await channel.settings()).daily_tokens
    assert tokens in {account.value or UNSET, last.value or account.value or UNSET}


async def _sources_of(store: Store, victim: str, answer: str) -> list[ArgumentId] | None:
    try:
        remembered = await store.channel(own(victim)).remembered(AnswerId(answer))
    except UnknownAnswer:
        return None
    return [one.argument_id for one in remembered.answer.cited]
