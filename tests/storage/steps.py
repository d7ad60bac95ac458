"""All that can be asked of a channel's store, a drawing of values for each."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.domain.argument import Argument, Stance
from bot.domain.case import Relation
from bot.domain.correction import Correction, Field
from bot.domain.digest import Outcome, Window
from bot.domain.glossary import SwitchedOff
from bot.domain.question import Question
from bot.domain.settings import ChannelSettings
from bot.domain.shown import Place, ThreadState, Verdict
from bot.domain.subject import Alias
from bot.domain.text import Locale
from bot.domain.usage import Usage
from storage import KnownPost, Link, Phrase, PostFilter, ReadPaste, Worth
from tests.storage.chance import (
    DAYS,
    ENGINES,
    KEYS,
    MODELS,
    NAMES,
    PEOPLE,
    PLACES,
    SOURCES,
    SUBJECTS,
    WORDS,
    Chance,
    World,
)
from tests.storage.grouping import ByVector
from tests.storage.samples import NOON, paste, reading


def _nothing(_: Chance) -> Sequence[Any]:
    return ()


def _keep(chance: Chance) -> Sequence[Any]:
    drafts = [
        chance.draft(chance.maybe(number - 1) if number else None) for number in range(chance.drawn.randint(1, 3))
    ]
    read = reading(*drafts)
    raw = read.text if chance.drawn.random() < 0.8 else chance.one(chance.world.texts)
    more = {"source": chance.one(SOURCES)} if chance.drawn.random() < 0.7 else {}
    pasted = paste(raw, chance.one(PEOPLE), chance.moment(), **more)
    known = [KnownPost(chance.post() if chance.drawn.random() < 0.2 else None, chance.fingerprint()) for _ in drafts]
    return pasted, read, known


def _revise(chance: Chance) -> Sequence[Any]:
    source, gone = chance.one(SOURCES), chance.some(chance.world.pastes)
    pasted, read, known = _keep(chance)
    said = ReadPaste(pasted.model_copy(update={"source": source}), read, tuple(known))
    return source, [said], gone


def _settle(chance: Chance) -> Sequence[Any]:
    post_id = chance.post()
    body = chance.world.bodies[post_id]
    found = [chance.kept_argument(body) for _ in range(chance.drawn.randint(0, 5))]
    return post_id, found, chance.one(ENGINES)


def _put_right(chance: Chance) -> Sequence[Correction]:
    """Some fields, emptied now and then; no subject takes one back."""
    values: Mapping[Field, Any] = {
        Field.AUTHOR: chance.one(NAMES),
        Field.DATE: chance.one(DAYS).isoformat(),
        Field.URL: "https://example.com/7",
        Field.SUBJECT: chance.one(SUBJECTS),
    }
    by, at = chance.maybe(chance.one(PEOPLE)), chance.moment()
    fields = chance.some(list(Field), 3)
    return [Correction(field=one, value=chance.maybe(values[one]), read=None, by=by, at=at) for one in fields]


def _links(chance: Chance) -> Sequence[Any]:
    facing, relations = chance.facing(), tuple(Relation)
    pairs = [(bull, bear) for bull in facing.bull for bear in facing.bear if chance.drawn.random() < 0.7]
    links = [Link(bull, bear, chance.one(relations), chance.one(relations)) for bull, bear in pairs]
    return facing, links, chance.one(ENGINES)


def _listed(chance: Chance) -> Sequence[Any]:
    typed = (*WORDS, "2025-10", "2025/10/14", "10-1", "%", "long", "x", *chance.world.bodies)
    wanted = PostFilter(
        subject=chance.maybe(chance.one(SUBJECTS).key),
        author=chance.one(NAMES) if chance.drawn.random() < 0.2 else None,
        typed=chance.maybe(chance.one(typed)),
        saved_by=chance.one(PEOPLE) if chance.drawn.random() < 0.2 else None,
        limit=chance.one((1, 3, 50)),
        offset=chance.one((0, 0, 2)),
    )
    return (wanted,)


def _question(chance: Chance) -> Sequence[Any]:
    asked = Question(
        text=" ".join(chance.words()),
        after=tuple(chance.words(0, 2)),
        asked_on=chance.one(DAYS),
        spoken=chance.maybe(Locale.TRADITIONAL),
    )
    return asked, chance.cited(), chance.maybe("engine")


def _placed(chance: Chance) -> tuple[Any, Place]:
    """In a message of its own."""
    answer = chance.answer()
    return answer, Place(channel="1", message=str(answer))


def _window(chance: Chance) -> Sequence[Any]:
    since, until = sorted((chance.moment(), chance.moment()))
    return (Window(since=since, until=until),)


def _lease(chance: Chance) -> timedelta:
    return timedelta(seconds=chance.one((0, 600)))


def _alias(chance: Chance) -> Alias:
    name = chance.one(("MI", "mi", "ＭＩ", "小米汽車", "小米汽车", "O'N", "%"))
    return Alias(
        name=name, company=chance.one(SUBJECTS).key, added_by=chance.one(PEOPLE), learned=chance.one((True, False))
    )


def _digest(chance: Chance) -> datetime:
    return NOON + timedelta(hours=chance.drawn.randrange(3))


def _settings(chance: Chance) -> ChannelSettings:
    return ChannelSettings(auto_save=chance.one((True, False)))


Drawing = Callable[[Chance], Sequence[Any]]
CHANGES: Mapping[str, Drawing] = {
    "keep": _keep,
    "settle": _settle,
    "group": lambda c: (ByVector(c.one(("vectors", "vectors", "others"))), c.maybe(c.one((1, 9)))),
    "forget": lambda c: (c.some(list(c.world.bodies), 2),),
    "forget_mine": lambda c: (c.one(PEOPLE),),
    "withdraw_post": lambda c: (c.post(), c.one(PEOPLE)),
    "withdraw": lambda c: (c.one(SOURCES), c.maybe(c.one(PEOPLE))),
    "withdraw_all_under": lambda c: (c.one(("https://d/1/", "https://d/1_", "笔", "none/")),),
    "revise": _revise,
    "correct": lambda c: (c.post(), _put_right(c)),
    "erase": _nothing,
    "claim": lambda c: (c.post(), _lease(c)),
    "claim_waiting": lambda c: (_lease(c),),
    "renew": lambda c: (c.some(list(c.world.bodies), 3), _lease(c)),
    "claim_second_reading": lambda c: (_lease(c),),
    "release_second_reading": lambda c: (c.post(),),
    "release": lambda c: (c.post(),),
    "keep_reply": lambda c: (c.post(), c.one(KEYS), " ".join(c.words())),
    "claim_text": lambda c: (c.one(c.world.points), c.moment(), _lease(c)),
    "release_text": lambda c: (c.one(c.world.points),),
    "keep_text": lambda c: (
        c.one(c.world.points),
        Phrase(" ".join(c.words()), "m", tuple(c.some(c.world.arguments, 2))),
    ),
    "keep_none": lambda c: (c.one(c.world.points),),
    "claim_links": lambda c: (c.facing(), c.moment(), _lease(c)),
    "release_links": lambda c: (c.facing(),),
    "keep_links": _links,
    "add_alias": lambda c: (_alias(c),),
    "remove_alias": lambda c: (_alias(c).name,),
    "switch_off": lambda c: (SwitchedOff(name=_alias(c).name, by_whom=c.one(PEOPLE)),),
    "switch_on": lambda c: (_alias(c).name,),
    "dismiss": lambda c: (c.one(("d1", "d2")), c.one(SUBJECTS).key),
    "set_settings": lambda c: (_settings(c),),
    "set_thread_state": lambda c: (c.one(("t1", "线")), c.one(tuple(ThreadState))),
    "remember": _question,
    "placed": _placed,
    "judge": lambda c: (c.answer(), c.one(PEOPLE), c.one(tuple(Verdict))),
    "drop_answer": lambda c: (c.answer(),),
    "begin_showing": lambda c: (c.one(PLACES),),
    "end_showing": lambda c: (c.one(PLACES),),
    "claim_digest": lambda c: (_digest(c), c.moment(), _lease(c)),
    "end_digest": lambda c: (_digest(c), c.one(tuple(Outcome)), c.maybe("9")),
    "reserve": lambda c: (c.one(DAYS), c.one((0, 5, 2**40)), c.one((0, 20, 2**62))),
    "spend": lambda c: (c.one(c.world.reserved), Usage(sent=c.one((0, 3)), written=2, estimated=c.one((True, False)))),
}
QUESTIONS: Mapping[str, Drawing] = {
    "post": lambda c: (c.post(),),
    "posts": _listed,
    "counts": _nothing,
    "look_alikes": lambda c: (c.fingerprint(), c.draft(), c.one((1, 2, 6))),
    "is_waiting": lambda c: (c.post(),),
    "saved_from": lambda c: (c.one(SOURCES),),
    "savers": lambda c: (c.post(),),
    "corrections": lambda c: (c.post(),),
    "own": lambda c: (c.one(PEOPLE),),
    "sources": lambda c: (c.moment(),),
    "revision": lambda c: (c.one(SOURCES), c.some(c.world.texts)),
    "arguments_of": lambda c: (c.post(),),
    "evidence": lambda c: (c.some(c.world.arguments, 9),),
    "vectors": lambda c: (c.some(c.world.arguments, 9), c.one(MODELS)),
    "newest": lambda c: (c.scope(), c.one((1, 5, 99))),
    "considered": lambda c: (c.scope(), c.one(DAYS)),
    "coverage": _nothing,
    "holders": _nothing,
    "subjects": _nothing,
    "weights": _nothing,
    "authors": _nothing,
    "heaps": lambda c: (c.scope(), c.one((1, 9)), c.one((1, 9))),
    "heir": lambda c: (c.one(c.world.points),),
    "told": lambda c: (c.some(c.world.points, 9),),
    "means": lambda c: (c.one(SUBJECTS).key, c.one(tuple(Stance))),
    "untold": lambda c: (Worth(c.one((1, 2, 3)), c.one((0, 1, 2)), c.confidence()), c.moment(), c.one((1, 9))),
    "surest_of": lambda c: (c.one(c.world.points), c.confidence(), c.one((1, 9))),
    "uncompared": lambda c: (c.one((2, 9)), c.moment(), c.one((1, 9))),
    "links": lambda c: (c.some(c.world.points, 9),),
    "weeks": lambda c: (c.scope(),),
    "sides_of_aspects": lambda c: (c.scope(),),
    "spoken": lambda c: (c.scope(),),
    "reply": lambda c: (c.post(), c.one(KEYS)),
    "aliases": _nothing,
    "glossary": _nothing,
    "tagged": lambda c: (c.one((1, 9)),),
    "dismissed": _nothing,
    "settings": _nothing,
    "thread_state": lambda c: (c.one(("t1", "线")),),
    "remembered": lambda c: (c.answer(),),
    "remembered_at": lambda c: (_placed(c)[1].message,),
    "withdrawn": _nothing,
    "feedback": _nothing,
    "unfinished": _nothing,
    "last_delivery": _nothing,
    "told_until": lambda c: (_digest(c),),
    "arrivals": _window,
    "waits_from_before": lambda c: (c.moment(),),
    "used": lambda c: (c.one(DAYS),),
}
NEARLY: Mapping[str, Drawing] = {
    "by_words": lambda c: (c.words(1, 5), c.scope(), c.one((1, 5, 999))),
    "by_meaning": lambda c: (c.embedded(), c.scope(), c.one((1, 5, 999))),
}
"""What the two may tell otherwise by a little."""
OFTEN = (
    "keep",
    "settle",
    "settle",
    "group",
    "remember",
    "placed",
    "judge",
    "forget",
    "add_alias",
    "keep_text",
    "correct",
)
SELDOM = ("erase", "forget_mine")


def learn(world: World, name: str, values: Sequence[Any], came: Any) -> None:
    """Take note of what a step brought; of one that failed nothing."""
    failed = isinstance(came, tuple) and came[:1] and isinstance(came[0], type)
    if failed:
        return
    if name == "keep":
        world.texts.append(values[0].raw)
        for saved in came:
            world.bodies[saved.post.post_id] = saved.post.body
            world.pastes.append(saved.post.paste_id)
    elif name == "restore":
        _learn_lines(world, values[0])
    elif name == "settle":
        world.arguments += [one.argument_id for one in came if isinstance(one, Argument)]
    elif name == "reserve" and came is not None:
        world.reserved.append(came)


def _learn_lines(world: World, lines: Sequence[str]) -> None:
    for line in map(json.loads, lines):
        match line["type"]:
            case "post":
                world.bodies[line["post_id"]] = line["body"]
            case "argument":
                world.arguments.append(line["argument_id"])
