"""Everything that is told from what a channel holds."""

from datetime import timedelta

from bot.casebook import CaseQuery, PostQuery, TimelineQuery
from bot.casebook.covering import Near
from bot.domain.argument import Stance
from bot.domain.digest import Window
from bot.domain.question import Question
from bot.domain.shown import Place
from bot.domain.text import Locale
from tests.safety.rooms import PASTED, TODAY, Known, Operation, Turn

WEEK = Window(since=PASTED - timedelta(days=6), until=PASTED + timedelta(days=1))
PLAIN = (
    "what is the bear case on Nvidia",
    "what is the bull case on NVDA",
    "what do people say",
    "英伟达的看空理由是什么",
)


def named(turn: Turn, of: Known) -> str:
    """Something to call a company or a person by."""
    words = of.words
    return turn.dice.choice(("Nvidia", "NVDA", words.company, words.nickname, words.author, words.tag))


def probe(turn: Turn, of: Known) -> str:
    """A question for what another channel holds, in the ways that a search could be led astray."""
    words = of.words
    body = f"{words.word('body')}{turn.dice.randrange(10_000)}"
    return turn.dice.choice(
        (
            *(words.sign, words.word("source"), words.author, f"what does {words.author} say", f"channel:{of.name} x"),
            *(f'"{body}" OR channel_id', f"{words.word('b')}* OR NVDA*", f"NEAR({words.sign} Nvidia)", "q1xwnvidia"),
            *(f"bear case on {words.company}", f"bull case on {words.nickname}", "a' OR '1'='1", "%", "_" * 5),
        )
    )[:1000]


async def ask(turn: Turn) -> object:
    return await turn.casebook.ask(turn.name, turn.asks(turn.dice.choice((*PLAIN, probe(turn, turn.here)))))


async def ask_for_anothers(turn: Turn) -> object:
    return await turn.casebook.ask(turn.name, turn.asks(probe(turn, turn.stranger())))


async def ask_after_anothers(turn: Turn) -> object:
    return await turn.casebook.ask(turn.name, turn.asks("and the other side?", probe(turn, turn.stranger())))


async def ask_with_a_shelf(turn: Turn) -> object:
    shelf = turn.stranger()
    turn.beside.append(shelf.words.n)
    return await turn.casebook.ask(turn.name, turn.asks(turn.dice.choice(PLAIN)), [shelf.name])


async def show_an_answer(turn: Turn) -> object:
    """Ask, remember what was answered and where it stands, and read its sources again."""
    question = turn.asks(f"{turn.dice.choice(PLAIN)} {turn.words.word('question')}")
    answer = await turn.casebook.ask(turn.name, question)
    answer_id = await turn.casebook.remember(turn.name, answer.citations, question)
    turn.here.answers = [answer_id, *turn.here.answers][:6]
    place = Place(channel=turn.words.word("room"), message=str(turn.step % 40))
    await turn.casebook.placed(turn.name, answer_id, place)
    return answer, await turn.casebook.cited(turn.name, answer_id, ()), await turn.casebook.shown(turn.name, answer_id)


async def show_with_a_shelf_out_of_sight(turn: Turn) -> object:
    """The asker saw a shelf; whoever presses the button later does not."""
    question = Question(text=turn.dice.choice(PLAIN), asked_on=TODAY)
    answer = await turn.casebook.ask(turn.name, question, [turn.stranger().name])
    answer_id = await turn.casebook.remember(turn.name, answer.citations, question)
    return await turn.casebook.cited(turn.name, answer_id, ())


async def press_anothers_sources(turn: Turn) -> object:
    of = turn.stranger()
    turn.typed.append(theirs := turn.answer(of))
    return await turn.casebook.cited(turn.name, theirs, (of.name,))


async def case(turn: Turn) -> object:
    turn.typed.append(name := named(turn, turn.here))
    return await turn.casebook.case(turn.name, CaseQuery(name, turn.dice.choice((None, Stance.BULL, Stance.BEAR))))


async def case_of_anothers(turn: Turn) -> object:
    turn.typed.append(name := named(turn, turn.stranger()))
    return await turn.casebook.case(turn.name, CaseQuery(name))


async def debate(turn: Turn) -> object:
    turn.typed.append(name := named(turn, turn.dice.choice((turn.here, turn.stranger()))))
    return await turn.casebook.debate(turn.name, CaseQuery(name))


async def timeline(turn: Turn) -> object:
    turn.typed.append(name := named(turn, turn.dice.choice((turn.here, turn.stranger()))))
    return await turn.casebook.timeline(turn.name, TimelineQuery(name, TODAY))


async def digest(turn: Turn) -> object:
    return await turn.casebook.digest(turn.name, WEEK)


async def other_side(turn: Turn) -> object:
    turn.typed.append(
        text := turn.dice.choice((f"Nvidia {probe(turn, turn.stranger())} will grow.", "NVDA margins rise."))
    )
    return await turn.casebook.other_side(turn.name, text)


async def posts(turn: Turn) -> object:
    words, wanted = turn.dice.choice((turn.here, turn.stranger())).words, turn.dice.randrange(5)
    turn.typed += [words.company, words.author, words.person, words.sign]
    queries = (
        PostQuery(),
        PostQuery(subject=words.company),
        PostQuery(author=words.author),
        PostQuery(typed=turn.dice.choice((words.sign, words.author, "%", ""))),
        PostQuery(saved_by=words.person),
    )
    return await turn.casebook.posts(turn.name, queries[wanted])


async def post(turn: Turn) -> object:
    return await turn.casebook.post(turn.name, turn.post(turn.here))


async def post_of_anothers(turn: Turn) -> object:
    turn.typed.append(theirs := turn.post(turn.stranger()))
    return await turn.casebook.savers(turn.name, theirs), await turn.casebook.post(turn.name, theirs)


async def complete(turn: Turn) -> object:
    """What is offered while a name is typed: all, or what begins as another channel's names do."""
    words = turn.stranger().words
    typed = turn.dice.choice(("", "zq", "n", words.word("a"), words.word("c"), words.sign))
    front = turn.casebook
    return [
        *(await front.subjects(turn.name, typed), await front.authors(turn.name, typed)),
        *(await front.subjects(turn.name, typed, None), await front.authors(turn.name, typed, None)),
    ]


async def subject(turn: Turn) -> object:
    turn.typed.append(name := named(turn, turn.dice.choice((turn.here, turn.stranger()))))
    return await turn.casebook.subject(turn.name, name)


async def press_a_row(turn: Turn) -> object:
    """A button of a row that another channel holds."""
    of = turn.stranger()
    held = await turn.casebook.ask(of.name, Question(text="bull case on Netflix", asked_on=TODAY))
    rows = [Near.of(row) for row in held.coverage]
    return [await turn.casebook.question_near([turn.name], row, Locale.ENGLISH) for row in rows]


ASKING: dict[Operation, int] = {
    ask: 32,
    ask_for_anothers: 32,
    ask_after_anothers: 10,
    ask_with_a_shelf: 10,
    show_an_answer: 15,
    show_with_a_shelf_out_of_sight: 10,
    press_anothers_sources: 15,
    case: 15,
    case_of_anothers: 15,
    debate: 15,
    timeline: 15,
    digest: 12,
    other_side: 10,
    posts: 45,
    post: 40,
    post_of_anothers: 45,
    complete: 24,
    subject: 20,
    press_a_row: 10,
}
