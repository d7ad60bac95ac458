"""The same pastes with each line end turned into a space, as a field of one line turns them: what is still read."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.evaluation.extraction import judge_arguments
from benchmarks.evaluation.figures import LEARNT, f1
from benchmarks.evaluation.gold import GoldPaste, GoldPost, PasteSet
from benchmarks.evaluation.intake import pair_posts, same_author, same_time
from benchmarks.evaluation.misses import Judged
from benchmarks.evaluation.names import Names
from benchmarks.evaluation.running import SAVED_AT, saved_set
from benchmarks.evaluation.tables import Better, Figure, Row, Section
from bot.domain.post import PostDraft
from bot.errors import NothingToSave
from bot.intake.decode import decode
from bot.intake.read import read

TITLE = "flattened"


@dataclass(frozen=True, slots=True)
class Twins:
    """The posts that were read in a paste, with its line ends and without them."""

    gold: GoldPaste
    names: Names
    whole: Sequence[PostDraft]
    flat: Sequence[PostDraft]

    @property
    def wrong_authors(self) -> list[str]:
        """Authors that are read in the flat paste where another is right, or where none was read with line ends."""
        pairs = pair_posts(self.gold, self.flat, self.names)
        judged = [(post, self.gold.posts[number]) for number, post in pairs.items()]
        wrong = [post.author for post, wanted in judged if not same_author(post, wanted, self.gold, self.names)]
        paired, known = list(pairs.values()), {post.author for post in self.whole}
        more = [post.author for post in self.flat if post not in paired and post.author not in known]
        return [author for author in (*wrong, *more) if author is not None]


def twins_of(pastes: PasteSet) -> list[Twins]:
    names, flat = Names(pastes.names), pastes.flattened()
    return [Twins(gold, names, _posts(pastes, gold), _posts(flat, gold)) for gold in pastes.pastes]


def _posts(pastes: PasteSet, gold: GoldPaste) -> Sequence[PostDraft]:
    try:
        return read(decode(pastes.text(gold).encode(), gold.path), SAVED_AT).posts
    except NothingToSave:
        return ()


async def flattened_section(sets: Mapping[str, PasteSet], judged: Judged) -> Section:
    """Of each set; `judged` is what was judged of it with line ends."""
    spans = {column: await _spans(pastes) for column, pastes in sets.items()}
    lost = {column: _less(f1(judged[column]), spans[column]) for column in sets}
    return section_of({column: twins_of(pastes) for column, pastes in sets.items()}, spans, lost)


async def _spans(pastes: PasteSet) -> Figure:
    """The F1 of argument spans in the flat pastes."""
    names = Names(pastes.names)
    async with saved_set(pastes.flattened()) as (_casebook, saved):
        return f1([judgement for one in saved for judgement in judge_arguments(one, names)])


def _less(whole: Figure, flat: Figure) -> Figure:
    return None if whole is None or flat is None else max(0.0, whole - flat)


def section_of(
    twins: Mapping[str, Sequence[Twins]], spans: Mapping[str, Figure], lost: Mapping[str, Figure]
) -> Section:
    def row(name: str, figure: Callable[[Sequence[Twins]], Figure], reach: Figure = None) -> Row:
        return Row(name=name, figures={column: figure(pairs) for column, pairs in twins.items()}, reach=reach)

    return Section(
        TITLE,
        (
            row("author as with line ends", authors_kept, 0.93),
            row("date as with line ends", dates_kept, 0.93),
            row("author", right_authors),
            row("date", right_dates),
            replace(row("pastes with a wrong author", wrongly_signed, 0.02), better=Better.LOWER),
            row("split into posts", rightly_split),
            Row(name="argument spans, F1", figures=spans, slack=LEARNT),
            Row(name="… less than with line ends", figures=lost, reach=0.03, better=Better.LOWER, slack=LEARNT),
        ),
    )


def authors_kept(twins: Sequence[Twins]) -> Figure:
    """Of the posts that are read with line ends, those whose author is read without them; so of the next."""
    return _kept([([post.author for post in pair.whole], [post.author for post in pair.flat]) for pair in twins])


def dates_kept(twins: Sequence[Twins]) -> Figure:
    return _kept(
        [([post.published_at for post in pair.whole], [post.published_at for post in pair.flat]) for pair in twins]
    )


def _kept(pairs: Sequence[tuple[Sequence[object], Sequence[object]]]) -> Figure:
    kept = sum((Counter(whole) & Counter(flat)).total() for whole, flat in pairs)
    return _share(kept, sum(len(whole) for whole, _ in pairs))


def right_authors(twins: Sequence[Twins]) -> Figure:
    """Of the set's posts."""
    return _right(twins, lambda pair, post, wanted: same_author(post, wanted, pair.gold, pair.names))


def right_dates(twins: Sequence[Twins]) -> Figure:
    return _right(twins, lambda _pair, post, wanted: same_time(post.published_at, wanted.published_at))


def _right(twins: Sequence[Twins], is_right: Callable[[Twins, PostDraft, GoldPost], bool]) -> Figure:
    """Of as many posts of each paste as a reader has to find in it."""
    right, count = 0, 0
    for pair in twins:
        wanted = pair.gold.posts[: pair.gold.n_posts]
        found = pair_posts(pair.gold, pair.flat, pair.names)
        right += sum(number in found and is_right(pair, found[number], one) for number, one in enumerate(wanted))
        count += len(wanted)
    return _share(right, count)


def wrongly_signed(twins: Sequence[Twins]) -> Figure:
    return _share(sum(bool(pair.wrong_authors) for pair in twins), len(twins))


def rightly_split(twins: Sequence[Twins]) -> Figure:
    return _share(sum(len(pair.flat) in pair.gold.n_posts_ok for pair in twins), len(twins))


def _share(some: int, all_: int) -> Figure:
    return some / all_ if all_ else None
