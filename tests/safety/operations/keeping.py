"""Names, settings, threads, answers' places, schedules, states."""

from datetime import timedelta

from bot.domain.digest import Outcome
from bot.domain.glossary import SwitchedOff
from bot.domain.schedule import DigestSchedule, Every
from bot.domain.settings import ChannelSettings
from bot.domain.shown import Place, ThreadState, Verdict
from bot.domain.subject import Alias
from tests.safety.rooms import PASTED, Operation, Turn

DAILY = DigestSchedule(every=Every.DAY, begins=PASTED)


async def add_alias(turn: Turn) -> object:
    words = turn.words
    company = turn.dice.choice(("Nvidia", words.company))
    await turn.casebook.add_alias(turn.name, Alias(name=words.nickname, company=company, added_by=words.person))
    return await turn.casebook.aliases(turn.name)


async def remove_alias(turn: Turn) -> object:
    name = turn.dice.choice((turn.here, turn.stranger())).words.nickname
    turn.typed.append(name)
    await turn.casebook.remove_alias(turn.name, name)
    return await turn.casebook.glossary(turn.name)


async def look_up_alias(turn: Turn) -> object:
    turn.typed.append(name := turn.stranger().words.nickname)
    return await turn.casebook.is_off(turn.name, name), await turn.casebook.alias(turn.name, name)


async def switch_off(turn: Turn) -> object:
    await turn.casebook.switch_off(turn.name, SwitchedOff(name="辉达", by_whom=turn.words.person))
    return await turn.casebook.glossary(turn.name)


async def suggest(turn: Turn) -> object:
    found = await turn.casebook.suggestions(turn.name)
    for one in found[:1]:
        if turn.dice.random() < 0.5:
            await turn.casebook.accept(turn.name, one, turn.words.person)
        else:
            await turn.casebook.dismiss(turn.name, one)
    return found


async def set_settings(turn: Turn) -> object:
    """A shelf that is set is read only where a call names it."""
    shelves = (turn.stranger().name,) if turn.dice.random() < 0.5 else ()
    digest = DAILY if turn.dice.random() < 0.3 else None
    await turn.casebook.set_settings(turn.name, ChannelSettings(daily_tokens=turn.at, shelves=shelves, digest=digest))
    return await turn.casebook.settings(turn.name)


async def read_settings(turn: Turn) -> object:
    """Of no other channel: each sets its own number."""
    settings = await turn.casebook.settings(turn.name)
    assert settings.daily_tokens in (turn.at, ChannelSettings().daily_tokens)
    return settings, await turn.casebook.status(turn.name)


async def follow_a_thread(turn: Turn) -> object:
    """All channels use the same threads' numbers; what was asked of one says whose it is."""
    mine = ThreadState.QUIET if turn.at % 2 else ThreadState.FOLLOWED
    found = await turn.casebook.thread_state(turn.name, "5")
    assert found in (mine, None)
    await turn.casebook.set_thread_state(turn.name, "5", mine)
    return found


async def find_an_answer(turn: Turn) -> object:
    """By the message in which it stands; other channels have answers in messages of the same number."""
    return await turn.casebook.shown_at(turn.name, str(turn.step % 40))


async def judge(turn: Turn) -> object:
    await turn.casebook.judge(turn.name, turn.answer(turn.here), turn.words.person, turn.dice.choice(list(Verdict)))
    return await turn.casebook.feedback(turn.name)


async def judge_anothers(turn: Turn) -> object:
    turn.typed.append(theirs := turn.answer(turn.stranger()))
    await turn.casebook.drop_answer(turn.name, theirs)
    await turn.casebook.judge(turn.name, theirs, turn.words.person, Verdict.WRONG)
    return await turn.casebook.feedback(turn.name)


async def place_anothers(turn: Turn) -> object:
    turn.typed.append(theirs := turn.answer(turn.stranger()))
    await turn.casebook.placed(turn.name, theirs, Place(channel=turn.words.word("room"), message="1"))
    return await turn.casebook.shown(turn.name, theirs)


async def take_back(turn: Turn) -> object:
    """The answers that cite what was deleted since."""
    withdrawn = await turn.casebook.withdrawn(turn.name)
    for answer in withdrawn[:1]:
        await turn.casebook.drop_answer(turn.name, answer.answer_id)
    return withdrawn, await turn.casebook.feedback(turn.name)


async def write_in_parts(turn: Turn) -> object:
    place = Place(channel=turn.words.word("room"), message=str(turn.step))
    await turn.casebook.begun(turn.name, place)
    standing = await turn.casebook.unfinished(turn.name)
    if turn.dice.random() < 0.8:
        await turn.casebook.ended(turn.name, place)
    return standing


async def send_a_digest(turn: Turn) -> object:
    at = PASTED + timedelta(days=1 + turn.step // 500)
    due = await turn.casebook.claim_digest(turn.name, at)
    if due is not None:
        await turn.casebook.end_digest(turn.name, due, Outcome.SENT, turn.words.word("message"))
    return due, await turn.casebook.last_delivery(turn.name)


async def look_at_sources(turn: Turn) -> object:
    since, theirs = PASTED - timedelta(days=1), turn.link(turn.stranger())
    turn.typed.append(theirs)
    front = turn.casebook
    return await front.sources(turn.name, since), await front.saved_from(turn.name, theirs)


async def look_at_own(turn: Turn) -> object:
    """How much somebody saved who saves in another channel alone: nothing."""
    theirs = await turn.casebook.own(turn.name, turn.stranger().words.person)
    assert theirs.posts == 0
    return theirs, await turn.casebook.own(turn.name, turn.words.person)


async def find_where_it_is_kept(turn: Turn) -> object:
    """By a message's link, which only its own channel saves from."""
    found = await turn.casebook.kept_in(turn.link(turn.here), "no message")
    assert set(found) <= {turn.name}
    return found


KEEPING: dict[Operation, int] = {
    add_alias: 15,
    remove_alias: 10,
    look_up_alias: 20,
    switch_off: 10,
    suggest: 10,
    set_settings: 15,
    read_settings: 20,
    follow_a_thread: 15,
    find_an_answer: 20,
    judge: 15,
    judge_anothers: 20,
    place_anothers: 10,
    take_back: 15,
    write_in_parts: 15,
    send_a_digest: 15,
    look_at_sources: 20,
    look_at_own: 20,
    find_where_it_is_kept: 20,
}
