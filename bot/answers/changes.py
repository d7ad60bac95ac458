"""Who spoke for one side of a subject and later for the other, by their own dated posts.

A turn is told only where all that a person said on the subject before a day was on one side, and all of it since on the
other, surely on both; or where the person says so. Who speaks for both sides in a post, or within a week, weighs them.
"""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.answers.admitting import Admission, admissions_in, is_disowned, is_reported, sounds_like_one, terms
from bot.answers.candidates import Candidate
from bot.answers.retrieve import DOUBTFUL
from bot.answers.speeches import Speech, Speeches, known_person, speeches_of
from bot.answers.voices import Stores, Voice, voices_of
from bot.domain.argument import Argument, ArgumentId, Aspect, Kind, Stance
from bot.domain.post import Platform, Post
from bot.domain.subject import Subject
from bot.domain.timeline import Turn
from bot.errors import UnknownPost
from storage import ChannelStore, Scope

SURE = 0.75
"""Least confidence of the words that show a turn."""
MISREAD = 0.03
"""The chance that all of a side's sure words are misread, at most: two of .83 will do. Of a hundred people who take one
side in eight posts, as our evaluation set is read, 5 would be said to have turned without it, and hardly one is; of
those who do turn 29 and 19 are found (`make eval` counts both). To be told wrongly of a person is the worse."""
WEIGHS = 7
"""Days within which who spoke for both sides has weighed them."""
MOST = 6
"""Turns that are told, the latest."""
LOOKED_THROUGH = 8
"""Arguments of each side that are compared for a matter that both speak to."""
TRIED = 8
"""Pairs of a person's words, of both sides, that are tried until both tell what the person thinks."""
NEWEST = 4 * MOST
"""Who turned by sides and days alone, the latest, whose words are looked at."""
ADMITTED = 40
"""Arguments in which somebody may admit to have turned that are read from each store."""
SWAYED = 16
"""People who were on the other side once whose last posts are looked through for it."""
BEFORE_A_QUOTE = 40
"""Characters in which a quote's introduction stands: "the bears say that"."""
_OTHER = list(Aspect).index(Aspect.OTHER)


@dataclass(frozen=True, slots=True)
class Pair:
    """The words of one person on one side, and later on the other."""

    before: Speech
    after: Speech


@dataclass(frozen=True, slots=True)
class Swing:
    """That a person spoke on one side only, and from `day` on, a proleptic ordinal, on the other only.

    `pairs`: of their words, those that tell most first.
    """

    day: int
    pairs: tuple[Pair, ...]


async def turns_in(subject: Subject, stores: Stores, latest: Collection[ArgumentId] | None = None) -> list[Turn]:
    """Those who changed their mind on a subject or on one of its segments, the latest first; where `latest` is given,
    those whose later words may be among these."""
    scope = Scope((subject.key,), least_confidence=DOUBTFUL)
    found = {shelf: await store.spoken(scope) for shelf, store in stores.items()}
    spoken = await asyncio.to_thread(speeches_of, found)
    swings = await asyncio.to_thread(lambda: [one for one in swings_in(spoken) if _is_among(one, latest)])
    admitting = await _admitting(scope, spoken, stores, latest)
    turns = [*await _shown(swings, stores), *await _admitted(admitting, spoken, stores)]
    # Where both are found, what the person says of it is the better.
    told = {(known_person(turn.holder), turn.after.argument.subject.key): turn for turn in turns}
    return sorted(told.values(), key=_day, reverse=True)[:MOST]


async def had_turned(turn: Turn, new: Collection[ArgumentId], store: ChannelStore) -> bool:
    """Whether what the holder had said without these new arguments was enough to tell of the turn."""
    if turn.before is None or turn.said is not None:
        return False
    argument, before = turn.after.argument, posted_on(turn.before.post) or date.min
    spoken = speeches_of({None: await store.spoken(Scope((argument.subject.key,), least_confidence=SURE))})
    rows = spoken.of(known_person(turn.holder) or "", argument.subject.key)
    later = spoken.on_side(rows[spoken.day[rows] > before.toordinal()], argument.stance)
    known = [row for row in later if spoken.at[row].argument_id not in new]
    return bool(_surest(spoken, np.array(known, dtype=np.int64)))


def _day(turn: Turn) -> date:
    return posted_on(turn.after.post) or date.min


def posted_on(post: Post) -> date | None:
    """The day of a post; None where nobody knows it."""
    return post.published_at.date() if isinstance(post.published_at, datetime) else post.published_at


def swings_in(spoken: Speeches) -> Iterator[Swing]:
    """Of each who turned once on a subject, and took more than a week to, by sides and days alone."""
    group = spoken.group
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    turns = np.flatnonzero((np.diff(group) == 0) & (spoken.bull[1:] != spoken.bull[:-1])) + 1
    of = np.searchsorted(starts, turns, side="right") - 1
    once = np.bincount(of, minlength=len(starts)) == 1
    ends = np.append(starts[1:], len(group))
    for turn, number in zip(turns, of, strict=True):
        if once[number] and spoken.day[turn] - spoken.day[turn - 1] > WEIGHS:
            pairs = _pairs(spoken, np.arange(starts[number], turn), np.arange(turn, ends[number]))
            if pairs:
                yield Swing(int(spoken.day[turn]), tuple(pairs))


def _pairs(spoken: Speeches, earlier: NDArray[np.int64], later: NDArray[np.int64]) -> list[Pair]:
    """The surest words of both sides, first those on one matter; none where a side has no sure ones."""
    first, second = (_surest(spoken, rows) for rows in (earlier, later))
    every = [(left, right) for left in first for right in second]
    telling = sorted(every, key=lambda pair: _telling(spoken, *pair), reverse=True)
    return [Pair(spoken.at[left], spoken.at[right]) for left, right in telling[:TRIED]]


def _surest(spoken: Speeches, rows: NDArray[np.int64]) -> list[int]:
    """None where all may be misread."""
    sure = rows[spoken.confidence[rows] >= SURE]
    if np.prod(1 - spoken.confidence[sure]) > MISREAD:
        return []
    return [int(row) for row in sure[np.argsort(-spoken.confidence[sure], kind="stable")][:LOOKED_THROUGH]]


def _telling(spoken: Speeches, left: int, right: int) -> tuple[bool, float, int]:
    """On one matter, surely, and near each other in time."""
    same = spoken.aspect[left] == spoken.aspect[right] != _OTHER
    sure = min(spoken.confidence[left], spoken.confidence[right])
    return bool(same), round(float(sure), 1), -int(spoken.day[right] - spoken.day[left])


async def _shown(swings: Sequence[Swing], stores: Stores) -> list[Turn]:
    newest = sorted(swings, key=lambda swing: -swing.day)[:NEWEST]
    wanted = {one: None for swing in newest for pair in swing.pairs for one in (pair.before, pair.after)}
    voices = await _read(list(wanted), stores)
    told = (_turn(swing, voices) for swing in newest)
    return [turn for turn in told if turn is not None]


async def _read(wanted: Sequence[Speech], stores: Stores) -> dict[ArgumentId, Voice]:
    of = {shelf: [one.argument_id for one in wanted if one.shelf == shelf] for shelf in stores}
    return await voices_of(of, stores)


def _turn(swing: Swing, voices: Mapping[ArgumentId, Voice]) -> Turn | None:
    """By the first of its pairs that does; None where all may be facts alone, or what others say."""
    there = [pair for pair in swing.pairs if pair.before.argument_id in voices and pair.after.argument_id in voices]
    words = ((voices[pair.before.argument_id], voices[pair.after.argument_id]) for pair in there)
    told = next((pair for pair in words if _is_one(*pair) and all(map(_is_their_mind, pair))), None)
    if told is None:
        return None
    before, after = told
    argument, post = after.candidate.argument, after.candidate.post
    admitted = [one for one in _admissions(after) if one.fits(argument.stance)]
    said = admitted[0].span.of(post.body) if admitted else None
    return Turn(holder=argument.holder or "", before=before.evidence, after=after.evidence, said=said)


def _is_their_mind(voice: Voice) -> bool:
    """Whether it says what its author thinks: who reports bad figures need not think badly of it, and a company's own
    account is nobody's mind."""
    argument, post = voice.candidate.argument, voice.candidate.post
    names = {known_person(name) for name in (argument.subject.name, argument.subject.name_zh)}
    is_view = argument.kind is not Kind.FACT and known_person(argument.holder) not in names
    return is_view and _is_dated(post) and _is_plain(voice) and not is_disowned(post.body)


def _is_dated(post: Post) -> bool:
    """Whether its date can be right: nobody posts what was saved before. A day more, for other zones."""
    day = posted_on(post)
    return day is not None and day <= post.saved_at.date() + timedelta(days=1)


def _admissions(voice: Voice) -> list[Admission]:
    """What its post admits on its subject."""
    return [one for one in admissions_in(voice.candidate.post.body) if one.is_on(voice.candidate.argument.subject)]


def _is_plain(voice: Voice) -> bool:
    """Whether its author says it, and asks nothing, quotes nobody, and does not introduce what others say."""
    argument, body = voice.candidate.argument, voice.candidate.post.body
    start, end = argument.span.start, argument.span.end
    before, behind = body[max(0, start - BEFORE_A_QUOTE) : start], body[end : end + 1]
    if body[body.rfind("\n", 0, start) + 1 : end].lstrip().startswith(">"):
        return False
    if argument.quote.rstrip().endswith(("?", "？")) or behind in ("?", "？"):
        return False
    is_quoted = before.endswith(tuple("\"“「『‘'")) and behind in tuple("\"”」』’'")
    return not is_quoted and not is_reported(before, argument.quote)


def _is_one(before: Voice, after: Voice) -> bool:
    platforms = {before.candidate.post.platform, after.candidate.post.platform} - {Platform.GENERIC}
    return len(platforms) <= 1


def _is_among(swing: Swing, latest: Collection[ArgumentId] | None) -> bool:
    return latest is None or any(pair.after.argument_id in latest for pair in swing.pairs)


async def _admitting(
    scope: Scope, spoken: Speeches, stores: Stores, latest: Collection[ArgumentId] | None
) -> list[Voice]:
    """Words in which somebody may admit to have turned, and the last words of those who may."""
    found = {shelf: await store.by_words(terms(), scope, ADMITTED) for shelf, store in stores.items()}
    swayed = list(_latest_of_swayed(spoken))
    if latest is not None:
        found = {shelf: [one for one in some if one in latest] for shelf, some in found.items()}
        swayed = [one for one in swayed if one.argument_id in latest]
    sounding = [one for one in (await voices_of(found, stores)).values() if sounds_like_one(one.candidate.folded)]
    return [*(await _read(swayed, stores)).values(), *sounding]


async def _admitted(admitting: Sequence[Voice], spoken: Speeches, stores: Stores) -> list[Turn]:
    """Those who say so themselves, in dated posts of their own."""
    posts = {voice.candidate.post.post_id: voice for voice in admitting if _is_own(voice)}
    turns: list[Turn] = []
    for voice in posts.values():
        if admitted := _admissions(voice):
            of_post = await _arguments_of(voice.candidate.post, stores[voice.shelf])
            after = _argued(voice, admitted[0], of_post)
            turn = await _admission(after, spoken, stores) if after else None
            turns += [turn] if turn else []
    return turns


def _latest_of_swayed(spoken: Speeches) -> Iterator[Speech]:
    """The last words of those who were on the other side once, the newest: what their posts say beside them is not
    found by words where it argues nothing."""
    group = spoken.group
    ends = np.flatnonzero(np.diff(group, append=-1))
    starts = np.append(0, ends[:-1] + 1)
    bulls = np.append(0, np.cumsum(spoken.bull))
    total = ends + 1 - starts
    same = np.where(spoken.bull[ends], bulls[ends + 1] - bulls[starts], total - (bulls[ends + 1] - bulls[starts]))
    swayed = ends[(same < total) & (spoken.confidence[ends] >= SURE)]
    newest = swayed[np.argsort(-spoken.day[swayed], kind="stable")][:SWAYED]
    return (spoken.at[row] for row in newest)


async def _arguments_of(post: Post, store: ChannelStore) -> list[Argument]:
    """None where the post was forgotten meanwhile."""
    try:
        return await store.arguments_of(post.post_id)
    except UnknownPost:
        return []


def _is_own(voice: Voice) -> bool:
    """Whether a known person says it in a dated post of their own, and means it."""
    post, who = voice.candidate.post, known_person(voice.candidate.argument.holder)
    is_theirs = who is not None and who == known_person(post.author)
    return is_theirs and _is_dated(post) and not is_disowned(post.body)


def _argued(voice: Voice, admitted: Admission, of_post: Sequence[Argument]) -> Voice | None:
    """What the post argues surely on one side of the subject that is admitted on; None where that is not plain."""
    argument = voice.candidate.argument
    own = [one for one in of_post if one.subject.key == argument.subject.key and one.holder == argument.holder]
    is_its = any(admitted.span.overlaps(one.span) for one in own)
    alone = {one.subject.company for one in of_post} == {argument.subject.company}
    sure = [one for one in own if one.stance_confidence >= SURE and one.stance is not Stance.NEUTRAL]
    fitting = [one for one in sure if admitted.fits(one.stance)]
    if not fitting or len({one.stance for one in fitting}) > 1 or not (is_its or alone):
        return None
    return replace(voice, candidate=Candidate(fitting[0], voice.candidate.post))


async def _admission(after: Voice, spoken: Speeches, stores: Stores) -> Turn | None:
    """With what the person said before, where that is here; None where that was on the same side all the time.

    Where nothing is, the words have to name the new side: who was wrong may have been so about a date.
    """
    argument, post = after.candidate.argument, after.candidate.post
    rows = spoken.of(known_person(argument.holder) or "", argument.subject.key)
    past = rows[spoken.day[rows] < (posted_on(post) or date.min).toordinal()]
    against = spoken.on_side(past, argument.stance.opposite)
    if len(past) and not len(against):
        return None
    before = await _read([spoken.at[against[-1]]] if len(against) else [], stores)
    earlier = [voice.evidence for voice in before.values() if _is_plain(voice) and _is_one(voice, after)]
    admitted = next(one for one in _admissions(after) if one.fits(argument.stance))
    if admitted.now is None and not earlier:
        return None
    said = admitted.span.of(post.body)
    return Turn(holder=argument.holder or "", before=earlier[0] if earlier else None, after=after.evidence, said=said)
