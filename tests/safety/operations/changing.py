"""Saving, following messages, deleting, taking away and bringing back."""

from bot.domain.correction import Field
from bot.domain.receipt import Receipt
from tests.safety.rooms import PASTED, TODAY, Operation, Turn  # noqa: F401

SHARED = (
    "$NVIDIA(NVDA.US) Every fab is sold out, so that demand grows faster than supply for years. "
    "Margins will fall because rivals cut prices."
)
"""What everybody pastes, so that a repetition in another channel could be taken for one here."""


async def save(turn: Turn) -> object:
    return turn.kept(await turn.casebook.save(turn.name, turn.paste()))


async def save_what_all_have(turn: Turn) -> object:
    receipt = turn.kept(await turn.casebook.save(turn.name, turn.paste(SHARED)))
    return receipt, [await turn.casebook.savers(turn.name, saved.post.post_id) for saved in receipt.posts]


async def keep_and_read_later(turn: Turn) -> object:
    kept = turn.kept(await turn.casebook.keep(turn.name, turn.paste()))
    return kept, await turn.casebook.read_waiting(turn.name), await turn.casebook.group(turn.name)


async def revise(turn: Turn) -> object:
    receipt = await turn.casebook.revise(turn.name, turn.link(turn.here), [turn.text()])
    return receipt and turn.kept(await turn.casebook.finish(turn.name, receipt))


async def revise_anothers(turn: Turn) -> object:
    return await turn.casebook.revise(turn.name, turn.link(turn.stranger()), [SHARED])


async def correct(turn: Turn) -> object:
    words, day = turn.words, turn.dice.randrange(10, 28)
    typed = {
        Field.AUTHOR: turn.dice.choice((f"{words.author} too", "")),
        Field.DATE: f"2025-10-{day}",
        Field.URL: f"https://example.com/{words.word('address')}",
        Field.SUBJECT: turn.dice.choice(("AMD", "")),
    }
    asked = {field: typed[field] for field in turn.dice.sample(list(Field), 2)}
    saved = await turn.casebook.correct(turn.name, turn.post(turn.here), asked, words.person)
    return saved, await turn.casebook.finish(turn.name, Receipt(posts=(saved,)))


async def correct_anothers(turn: Turn) -> object:
    turn.typed.append(theirs := turn.post(turn.stranger()))
    return await turn.casebook.correct(turn.name, theirs, {Field.AUTHOR: turn.words.author}, turn.words.person)


async def withdraw(turn: Turn) -> object:
    return await turn.casebook.withdraw(turn.name, turn.link(turn.here), turn.dice.choice((None, turn.words.person)))


async def withdraw_anothers(turn: Turn) -> object:
    theirs = turn.stranger().words
    one = await turn.casebook.withdraw(turn.name, f"{theirs.link}{turn.step % 6}")
    return one, await turn.casebook.withdraw_all_under(turn.name, theirs.link)


async def forget(turn: Turn) -> object:
    return await turn.casebook.forget(turn.name, [turn.post(turn.here)])


async def forget_anothers(turn: Turn) -> object:
    turn.typed.append(theirs := turn.post(turn.stranger()))
    return await turn.casebook.forget(turn.name, [theirs])


async def forget_own(turn: Turn) -> object:
    return await turn.casebook.forget_own(turn.name, turn.post(turn.here), turn.words.person)


async def forget_mine(turn: Turn) -> object:
    whose = turn.dice.choice((turn.here, turn.stranger()))
    return await turn.casebook.forget_mine(turn.name, whose.words.person)


async def erase(turn: Turn) -> object:
    return await turn.casebook.erase(turn.name)


async def export(turn: Turn) -> object:
    turn.here.export = [line async for line in turn.casebook.export(turn.name)]
    return turn.here.export


async def bring_back(turn: Turn) -> object:
    """What was exported here before; lines that say whose they are change nothing of that."""
    forged = [line.replace('"format"', '"channel_id":"a","format"', 1) for line in turn.here.export]
    return await turn.casebook.import_(turn.name, forged)


async def import_nonsense(turn: Turn) -> object:
    turn.typed.append(theirs := turn.post(turn.stranger()))
    lines = ['{"type":"post","post_id":"' + theirs + '"}', '{"type":"end","posts":1}']
    return await turn.casebook.import_(turn.name, lines)


CHANGING: dict[Operation, int] = {
    save: 45,
    save_what_all_have: 14,
    keep_and_read_later: 13,
    revise: 20,
    revise_anothers: 10,
    correct: 15,
    correct_anothers: 10,
    withdraw: 15,
    withdraw_anothers: 10,
    forget: 20,
    forget_anothers: 15,
    forget_own: 10,
    forget_mine: 12,
    erase: 10,
    export: 12,
    bring_back: 12,
    import_nonsense: 10,
}
