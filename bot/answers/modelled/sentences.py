"""Letting a language model tell a point in one sentence, which is kept only as the gate passed it."""

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from bot.answers.checking import Checking
from bot.answers.closing import Closing
from bot.answers.gate.claim import Names
from bot.answers.ground import Grounded, Offered
from bot.answers.modelled.prompted import PointPrompt, point_prompt
from bot.answers.retrieve import DOUBTFUL
from bot.answers.script import script_of
from bot.answers.voices import Voice, person, strongest, voices_of
from bot.answers.writing import SPARE
from bot.domain.answer import DraftSentence
from bot.domain.argument import ArgumentId
from bot.domain.case import PointId
from bot.domain.question import Query
from bot.domain.text import Language, Locale
from bot.domain.usage import Usage
from bot.errors import ModelAnswerUnusable, ModelContextFull, ModelCutOff, ModelDeclined
from bot.llm.chat import ChatModel, Prompted
from bot.llm.tokens import estimated_tokens
from storage import ChannelStore, Phrase, Worth

WORTH = Worth(arguments=3, people=2, least_confidence=DOUBTFUL)
"""What fewer say, one quote tells as well."""
QUOTES = 8
"""Of a point, that a model is shown."""
LOOKED_THROUGH = 24
"""Arguments of a point that are read: some may say the same."""
MOST_CITED = 2
"""Sources of a sentence: as many as a debate shows of a point, so that none of them is out of sight."""
LONGEST_SENTENCE = 420
"""Characters of a sentence that stands for a point: it is shown whole, in bold letters."""
LONGEST_HEARD = 2000
"""Characters of a reply after which nobody waits for its first sentence any more."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a point is written with: the channel's store, who and what can be named there, and the words of its people;
    without `answer_in`, those in which most of a point's quotes are."""

    store: ChannelStore
    names: Names
    answer_in: Locale | None = None


async def phrase_on(point_id: PointId, telling: Telling, chat: ChatModel) -> Phrase | None:
    """A sentence on a point, in a model's words. None where it does not write one that may be shown, and where so few
    people are left in the point that nobody was asked.

    Errors: ModelError's children, but for those that this one point would bring up again.
    """
    offered = await _offered(point_id, telling)
    offered = offered and _within(offered, chat)
    if offered is None:
        return None
    try:
        draft = await _first_sentence(chat, point_prompt(offered))
    except (ModelAnswerUnusable, ModelContextFull, ModelCutOff, ModelDeclined):
        return None
    return None if draft is None else await _passed(draft, offered, engine_of(chat))


def engine_of(chat: ChatModel) -> str:
    return f"llm:{chat.name}:{PointPrompt.version()}"


async def _offered(point_id: PointId, telling: Telling) -> Offered | None:
    """The quotes of a point, of different people first; None where they are of fewer people than a sentence is for."""
    store = telling.store
    wanted = await store.surest_of(point_id, DOUBTFUL, LOOKED_THROUGH)
    voices = await voices_of({None: wanted}, {None: store})
    shown = strongest(list(voices.values()), None, _teller(wanted, voices), QUOTES)
    people = {person(voice.candidate.argument.holder or "") for voice in shown} - {None, ""}
    if len(people) < WORTH.people:
        return None
    evidence = [voice.evidence.model_copy(update={"n": n}) for n, voice in enumerate(shown, 1)]
    return Offered(_query(shown, telling.answer_in), evidence, telling.names)


def _teller(wanted: Sequence[ArgumentId], voices: Mapping[ArgumentId, Voice]) -> list[Voice]:
    return [voices[one] for one in wanted[:1] if one in voices]


def _query(shown: Sequence[Voice], answer_in: Locale | None) -> Query:
    """What the gate holds the sentence to: one side of one subject."""
    argument = shown[0].candidate.argument
    locale = answer_in or _locale(shown)
    return Query(
        text=argument.subject.name,
        language=locale.language,
        locale=locale,
        subjects=(argument.subject,),
        stance=argument.stance,
    )


def _locale(shown: Sequence[Voice]) -> Locale:
    """The words of most who speak."""
    chinese = [voice.quote for voice in shown if voice.candidate.language is Language.CHINESE]
    if len(chinese) * 2 <= len(shown):
        return Locale.ENGLISH
    return script_of("".join(chinese)) or Locale.SIMPLIFIED


def _within(offered: Offered, chat: ChatModel) -> Offered | None:
    """With as many of the quotes as the model can read at once; None where these are too few to choose among."""
    for most in range(len(offered.evidence), WORTH.people - 1, -1):
        fewer = replace(offered, evidence=offered.evidence[:most])
        prompt = point_prompt(fewer)
        if estimated_tokens(prompt.instructions + prompt.given) + prompt.most_tokens + SPARE <= chat.context:
            return fewer
    return None


async def _first_sentence(chat: ChatModel, prompt: Prompted) -> DraftSentence | None:
    """The first that names a source. Nobody listens to what comes after it."""
    closing, heard = Closing(), 0
    async with aclosing(chat.write(prompt)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Usage):
                continue
            heard += len(piece)
            for draft in closing.feed(piece):
                if draft.citations:
                    return draft
            if heard > LONGEST_HEARD:
                return None
    return next((draft for draft in closing.end() if draft.citations), None)


async def _passed(draft: DraftSentence, offered: Offered, engine: str) -> Phrase | None:
    """What could be mended of a sentence that fell is a quote in the plainest words, and the point has one already."""
    checking = Checking(offered, _heard_by_nobody)
    await checking.check([draft])
    if checking.refused:
        return None
    [sentence] = checking.grounded().kept
    if len(sentence.citations) > MOST_CITED or len(sentence.text) > LONGEST_SENTENCE:
        return None
    cited = {one.n: one.argument.argument_id for one in offered.evidence}
    return Phrase(sentence.text, engine, tuple(cited[n] for n in sentence.citations))


async def _heard_by_nobody(_grounded: Grounded) -> None:
    """It is told when it is kept."""
