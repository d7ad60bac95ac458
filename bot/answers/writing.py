"""Letting a language model write an answer, of which nothing is told that the gate has not passed."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from bot.answers.checking import Checking, Passed, Refused
from bot.answers.closing import Closing
from bot.answers.ground import Grounded, Offered
from bot.answers.offering import within
from bot.answers.prompted import AnswerPrompt, RepairPrompt, answer_prompt, repair_prompt
from bot.answers.retrieve import Retrieved
from bot.answers.underway import Underway
from bot.domain.answer import Answer, Fallback, Mode
from bot.domain.usage import Usage
from bot.errors import BudgetSpent, ModelContextFull, ModelError, ModelNotAllowed
from bot.llm.chat import ChatModel, Prompted
from bot.llm.tokens import estimated_tokens
from storage import ChannelStore

log = logging.getLogger(__name__)

Hear = Callable[[Answer], Awaitable[None]]
"""Awaited with an answer each time that it has grown; every sentence of it has passed the gate."""

MOST_EVIDENCE = 4000
"""Tokens of evidence that a model is shown."""
SPARE = 200
"""Tokens that stay free, for what a server puts around a prompt and for what our estimate misses."""
MOST_SENTENCES = 16
"""Of one reply, with sources; more of them nobody asked for."""
MOST_REPEATED = 3
"""Sentences of one reply that were said before: who goes on like that has come to no end."""
LONGEST = 8000
"""Characters after which nobody listens any more."""
LEAST_PASSED = 1 / 3
"""The share of a model's sentences that must have passed in the end. Where most of them fell, the rest is no answer but
what happened to be left of one."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A language model that may write for a channel, and who hears of the answer as it grows."""

    chat: ChatModel
    hear: Hear | None = None

    @property
    def engine(self) -> str:
        return f"llm:{self.chat.name}:{AnswerPrompt.version()}+{RepairPrompt.version()}"


async def written_answer(underway: Underway, found: Retrieved, writing: Writing) -> Answer:
    """An answer in a model's words; an abstention, with why, where too little of them stands.

    What was deleted while the model wrote is told by nobody any more.
    """
    begun = Answer(
        query=found.query,
        mode=Mode.LLM,
        engine=writing.engine,
        considered=await underway.store.considered(found.scope, underway.question.asked_on),
    )

    async def passed(grounded: Grounded) -> None:
        if writing.hear:
            await writing.hear(_with(begun, await _standing(grounded, underway.store)))

    with underway.watch.step("compose"):
        written = await write(found, underway.offered, writing.chat, passed)
    standing = await _standing(written.grounded, underway.store)
    told = _with(begun, standing if written.enough else replace(standing, kept=(), cited=()))
    return told.model_copy(update={"fallback": written.fallback, "timing": underway.watch.timing()})


def _with(begun: Answer, grounded: Grounded) -> Answer:
    told = {"sentences": grounded.kept, "citations": grounded.cited, "dropped": grounded.dropped}
    return begun.model_copy(update=told)


async def _standing(grounded: Grounded, store: ChannelStore) -> Grounded:
    """Without the sentences whose evidence is not all there any more."""
    there = await store.evidence([one.argument.argument_id for one in grounded.cited])
    ids = {argument.argument_id for argument, _ in there}
    left = [one for one in grounded.cited if one.argument.argument_id in ids]
    numbers = {one.n for one in left}
    kept = [sentence for sentence in grounded.kept if numbers.issuperset(sentence.citations)]
    return Grounded.of(kept, grounded.dropped, left)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it. Where it is not `enough` the quotes are to speak instead; `fallback` says why, where people are
    to be told."""

    grounded: Grounded
    enough: bool
    fallback: Fallback | None = None


async def write(found: Retrieved, offered: Offered, chat: ChatModel, passed: Passed) -> Written:
    """Ask a model for an answer, check each sentence as it is closed, and have those that fell written once more.

    The model is shown as much of the evidence as it may read, and judged by that alone.
    """
    shown = replace(offered, evidence=within(found, _room(offered, chat)))
    checking = Checking(shown, passed)
    claimed, fallback = 0, Fallback.TOO_LITTLE
    try:
        if not shown.evidence:
            raise ModelContextFull(model=chat.name, context=chat.context)
        await _listen(chat, answer_prompt(found.query, shown.evidence), checking)
        claimed = checking.claimed
        if repair := _repair(checking, shown, chat):
            await _listen(chat, repair, checking)
    except ModelNotAllowed:
        return Written(checking.grounded(), enough=False)
    except BudgetSpent:
        fallback = Fallback.BUDGET
    except ModelError as error:
        log.warning("an answer is not written to its end: %s", type(error).__name__)
        fallback = Fallback.FAILED
    enough = checking.kept >= max(1, LEAST_PASSED * (claimed or checking.claimed))
    return Written(checking.grounded(), enough, None if enough else fallback)


def _room(offered: Offered, chat: ChatModel) -> int:
    """Tokens of evidence that fit beside all else."""
    return min(MOST_EVIDENCE, chat.context - _taken(answer_prompt(offered.query, ())))


def _taken(prompt: Prompted) -> int:
    """Tokens of what a model reads and writes at once that a call may take."""
    return estimated_tokens(prompt.instructions + prompt.given) + prompt.most_tokens + SPARE


async def _listen(chat: ChatModel, prompt: Prompted, checking: Checking) -> None:
    """Check what a model writes as it comes. What it has not closed when it breaks off is left out: half a sentence may
    say the opposite of the whole. Errors: ModelError's children."""
    closing, heard = Closing(), 0
    most_claimed, most_repeated = checking.claimed + MOST_SENTENCES, checking.repeated + MOST_REPEATED
    async with aclosing(chat.write(prompt)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Usage):
                continue
            await checking.check(closing.feed(piece))
            heard += len(piece)
            if heard > LONGEST or checking.claimed >= most_claimed or checking.repeated >= most_repeated:
                return
    await checking.check(closing.end())


def _repair(checking: Checking, shown: Offered, chat: ChatModel) -> Prompted | None:
    """Asks for as much of what fell as the model may read at once; None where that is nothing."""
    fell = _mendable(checking, shown)
    for most in range(min(len(fell), MOST_SENTENCES), 0, -1):
        prompt = repair_prompt(shown.query, shown.evidence, fell[:most])
        if _taken(prompt) <= chat.context:
            return prompt
    return None


def _mendable(checking: Checking, shown: Offered) -> list[Refused]:
    """What fell although it names evidence that there is, which no other sentence tells. One without any is no loss."""
    untold = {evidence.n for evidence in shown.evidence} - checking.told
    return [one for one in checking.refused if untold.intersection(one.draft.citations)]
