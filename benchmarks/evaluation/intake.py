"""What was read of a paste beside its arguments: posts, each with platform, author, date; tickers; duplicates."""

from collections.abc import Sequence
from typing import TypeVar

from benchmarks.evaluation.gold import GoldPaste, GoldPost
from benchmarks.evaluation.judging import Judgement, Matter
from benchmarks.evaluation.names import Names, bare_symbol
from benchmarks.evaluation.running import Saved
from bot.domain.post import Post, PostDraft, Published

Read = TypeVar("Read", Post, PostDraft)


def judge_intake(saved: Saved, names: Names) -> list[Judgement]:
    return [*_judge_paste(saved, names), *_judge_posts(saved, names)]


def _judge_paste(saved: Saved, names: Names) -> list[Judgement]:
    gold, posts = saved.gold, _posts(saved)
    # A repost of a saved post finds that one again, and is no duplicate for it.
    doubled = (
        not gold.quotes_path and any(post.duplicate_of for post in saved.receipt.posts) if saved.receipt else False
    )
    ran = saved.receipt is not None
    verdicts = {
        Matter.SPLIT: (ran and len(posts) in gold.n_posts_ok, str(len(posts)), str(gold.n_posts)),
        Matter.DUPLICATE: (ran and doubled == bool(gold.duplicate_of), str(doubled), str(gold.duplicate_of)),
        Matter.TICKERS: (ran and _tickers_are_right(saved, names), _symbols(posts), _wanted(gold)),
    }
    return [
        Judgement(matter=matter, right=right, where=gold.path, what=gold.path, said=said, gold=wanted)
        for matter, (right, said, wanted) in verdicts.items()
    ]


def _posts(saved: Saved) -> list[Post]:
    return [one.post for one in saved.receipt.posts] if saved.receipt else []


def _symbols(posts: Sequence[Post]) -> str:
    return " ".join(sorted({bare_symbol(ticker.symbol) for post in posts for ticker in post.tickers}))


def _wanted(gold: GoldPaste) -> str:
    return " ".join(sorted({bare_symbol(ticker.symbol) for ticker in gold.tickers}))


def _tickers_are_right(saved: Saved, names: Names) -> bool:
    """All that the paste shows, and none of a company that it doesn't name: one more of a named one is no error."""
    wanted, found = set(_wanted(saved.gold).split()), set(_symbols(_posts(saved)).split())
    named = names.named_in(saved.raw) if found - wanted else set()
    return wanted <= found and all(names.of_symbol(symbol) in named for symbol in found - wanted)


def _judge_posts(saved: Saved, names: Names) -> list[Judgement]:
    gold, posts = saved.gold, _posts(saved)
    pairs = pair_posts(gold, posts, names)
    least = _least_posts(saved)
    judged = []
    for number in range(min(len(gold.posts), max(gold.n_posts, least))):
        post = pairs.get(number)
        if post is not None or number < least:
            judged += _judge_post(gold, number, post, names)
    return judged


def _least_posts(saved: Saved) -> int:
    """How many posts have to be there; of a paste that may hold none, one more only where any were found."""
    may_be_none = min(saved.gold.n_posts_ok) == 0
    return 0 if may_be_none and saved.receipt and not saved.receipt.posts else max(1, min(saved.gold.n_posts_ok))


def _judge_post(gold: GoldPaste, number: int, post: Post | None, names: Names) -> list[Judgement]:
    wanted = gold.posts[number]
    verdicts = {
        Matter.PLATFORM: (post is not None and post.platform is wanted.platform, wanted.platform.value),
        Matter.AUTHOR: (post is not None and same_author(post, wanted, gold, names), wanted.author),
    }
    if number == 0 or not gold.quotes_path:  # a reposted post that is saved already keeps the date it was saved with
        is_right = post is not None and same_time(post.published_at, wanted.published_at)
        verdicts[Matter.DATE] = (is_right, wanted.published_at)
    return [
        Judgement(matter=matter, right=right, where=gold.path, what=str(number), said=_shown(post), gold=str(shown))
        for matter, (right, shown) in verdicts.items()
    ]


def _shown(post: Post | None) -> str:
    return f"{post.platform} / {post.author} / {post.published_at}" if post else "no post"


def same_author(post: Post | PostDraft, wanted: GoldPost, gold: GoldPaste, names: Names) -> bool:
    if post.author is None and wanted.author is None:
        return True
    return names.same_person(post.author, (wanted.author, *gold.author_ok))


def same_time(read: Published | None, wanted: str | None) -> bool:
    """The same minute as the post shows it, whatever the offset; the same day where only that is known."""
    if read is None or wanted is None:
        return read is None and wanted is None
    exact = len("2026-07-01T08:00") if "T" in wanted else len("2026-07-01")
    return read.isoformat()[:exact] == wanted[:exact]


def pair_posts(gold: GoldPaste, posts: Sequence[Read], names: Names) -> dict[int, Read]:
    """Which post stands for which of the set's: by author, then date, then order; those of the set counted from 0."""

    def likeness(number: int, place: int) -> float:
        wanted, post = gold.posts[number], posts[place]
        author = same_author(post, wanted, gold, names)
        return 2 * author + same_time(post.published_at, wanted.published_at) + 0.5 * (number == place)

    places = [(number, place) for number in range(len(gold.posts)) for place in range(len(posts))]
    pairs: dict[int, int] = {}
    for number, place in sorted(places, key=lambda pair: -likeness(*pair)):
        if number not in pairs and place not in pairs.values():
            pairs[number] = place
    return {number: posts[place] for number, place in pairs.items()}
