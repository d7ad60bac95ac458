"""What a language model is shown: quotes of one point, or the points of a debate, between lines that no text holds."""

from collections.abc import Sequence
from typing import ClassVar

from bot.answers.gate.quotations import evened
from bot.answers.ground import Offered
from bot.answers.offering import told
from bot.answers.prompted import LANGUAGES, fence_line, meaning_of
from bot.llm.chat import Prompted
from prompts import Prompt

MOST_OF_A_SENTENCE = 300
MOST_OF_REPLIES = 700
"""Tokens that a model may write: thirty pairs of points."""
LONGEST_POINT = 320
"""Characters of a point that are shown beside others."""


class PointPrompt(Prompt):
    file: ClassVar[str] = "point.md"
    language: str
    meaning: str
    evidence: str
    fence: str


class RepliesPrompt(Prompt):
    file: ClassVar[str] = "replies.md"
    fence: str
    bull: str
    bear: str


def point_prompt(offered: Offered) -> Prompted:
    """The quotes of one point."""
    query = offered.query
    prompt = PointPrompt(
        language=LANGUAGES[query.locale],
        meaning=meaning_of(query),
        evidence=told(offered.evidence, query.locale),
        fence=fence_line(),
    )
    return Prompted(prompt.instructions, prompt.given, MOST_OF_A_SENTENCE)


def replies_prompt(bull: Sequence[str], bear: Sequence[str]) -> Prompted:
    """The texts of the points for and against a company."""
    prompt = RepliesPrompt(fence=fence_line(), bull=_numbered(bull), bear=_numbered(bear))
    return Prompted(prompt.instructions, prompt.given, MOST_OF_REPLIES)


def _numbered(texts: Sequence[str]) -> str:
    """A line each."""
    return "\n".join(f"[{n}] {evened(text)[:LONGEST_POINT]}" for n, text in enumerate(texts, 1))
