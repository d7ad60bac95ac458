"""What a language model is asked: the prompts of `prompts/`, filled with a question, its evidence, and what fell."""

import secrets
from collections.abc import Iterable, Sequence
from typing import ClassVar

from bot.answers.checking import Refused
from bot.answers.compose import joined, name_of
from bot.answers.offering import told
from bot.domain.answer import Evidence
from bot.domain.argument import Aspect
from bot.domain.question import Query
from bot.domain.text import Locale
from bot.llm.chat import Prompted
from bot.locales import wording
from prompts import Prompt

MOST_WRITTEN = 900
"""Tokens that a model may write: ten sentences with their quotations."""
LANGUAGES = {
    Locale.ENGLISH: "English",
    Locale.SIMPLIFIED: "Simplified Chinese (简体中文)",
    Locale.TRADITIONAL: "Traditional Chinese as written in Taiwan (繁體中文)",
}


class AnswerPrompt(Prompt):
    file: ClassVar[str] = "answer.md"
    language: str
    question: str
    meaning: str
    evidence: str
    fence: str


class RepairPrompt(Prompt):
    file: ClassVar[str] = "repair.md"
    language: str
    evidence: str
    refused: str
    fence: str


def answer_prompt(query: Query, evidence: Sequence[Evidence]) -> Prompted:
    """The question, and all the evidence that it may be answered from."""
    return _prompted(
        AnswerPrompt(
            language=LANGUAGES[query.locale],
            question=" ".join(query.text.split()),
            meaning=meaning_of(query),
            evidence=told(evidence, query.locale),
            fence=fence_line(),
        )
    )


def repair_prompt(query: Query, evidence: Sequence[Evidence], refused: Sequence[Refused]) -> Prompted:
    """What fell, each with the reason in words, and the evidence that it cites."""
    words = RepairPrompt.template().front.words
    cited = {n for one in refused for n in one.draft.citations}
    lines = [f"- {one.draft.text} {_markers(one.draft.citations)}\n  Refused: {words[one.refusal]}" for one in refused]
    return _prompted(
        RepairPrompt(
            language=LANGUAGES[query.locale],
            evidence=told([one for one in evidence if one.n in cited], query.locale),
            refused="\n".join(lines),
            fence=fence_line(),
        )
    )


def _prompted(prompt: Prompt) -> Prompted:
    return Prompted(prompt.instructions, prompt.given, MOST_WRITTEN)


def fence_line() -> str:
    """A line that no text can hold: nobody knows it before."""
    return f"==== {secrets.token_hex(8)} ===="


def _markers(numbers: Iterable[int]) -> str:
    return "".join(f"[{n}]" for n in numbers)


def meaning_of(query: Query) -> str:
    """What the question was understood to ask, in the answer's language: a follow-up says little by itself."""
    words = wording(query.locale)
    parts = [joined([name_of(one, query.locale) for one in query.subjects], words)] if query.subjects else []
    parts += [words.say("stances", query.stance)] if query.stance else []
    parts += [words.say("aspects", aspect) for aspect in query.aspects if aspect is not Aspect.OTHER]
    parts += [query.author] if query.author else []
    parts += [f"{query.since or ''}..{query.until or ''}"] if query.since or query.until else []
    return " | ".join(parts) or "-"
