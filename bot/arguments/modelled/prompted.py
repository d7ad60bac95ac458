"""What a model is shown of posts: their units under numbers, between lines that no post can forge."""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.arguments.modelled.form import Told, ToldArgument
from bot.arguments.modelled.windows import Window, written_of
from bot.arguments.outlined import Outline
from bot.domain.argument import Aspect
from bot.domain.subject import Subject
from bot.llm.chat import Prompted
from prompts import Prompt

LONGEST_NAME = 60
"""Characters of an author's name that are shown."""
LONGEST_ABOUT = 240
"""Characters of the names of companies that are shown: a long post may name hundreds."""
LEAST_WRITTEN = 200
"""Tokens that a model may write, however little it is shown."""
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class ReadPrompt(Prompt):
    file: ClassVar[str] = "read.md"
    aspects: str
    fence: str
    posts: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One call: the windows in it, and which unit of which of them each number means. In `prompt` both count from 1."""

    windows: Sequence[Window]
    units: Mapping[int, tuple[int, int]]
    prompt: Prompted

    def own(self, told: Told) -> list[Told]:
        """What was told of each window, in the post's own numbers of units.

        What mixes posts, or names a number that was not shown, is left out: nobody can say what it speaks of.
        """
        own: list[list[ToldArgument]] = [[] for _ in self.windows]
        for one in told.arguments:
            places = {self.units.get(number, (-1, -1)) for number in one.units}
            if {place[0] for place in places} == {one.post - 1} and one.post > 0:
                own[one.post - 1].append(one.model_copy(update={"units": tuple(sorted(unit for _, unit in places))}))
        return [Told(arguments=tuple(arguments)) for arguments in own]


def shown(windows: Sequence[Window], outlines: Sequence[Outline]) -> Shown:
    places = [(at, unit) for at, window in enumerate(windows) for unit in window.units]
    units = dict(enumerate(places, start=1))
    numbers = {place: number for number, place in units.items()}
    fence = secrets.token_hex(8)
    parts = [_post(at, window, outlines[window.post], numbers) for at, window in enumerate(windows)]
    prompt = ReadPrompt(aspects=", ".join(Aspect), fence=fence, posts="\n\n".join(parts))
    most = LEAST_WRITTEN + sum(written_of(quote) for window in windows for quote in window.quotes(outlines))
    return Shown(windows, units, Prompted(prompt.instructions, prompt.given, most))


def about(outline: Outline) -> list[Subject]:
    """What a post may argue about: what it names, and what its tags or the post that it answers name."""
    named = [mention.subject for mention in outline.mentions]
    topics = [topic.subject for topic in outline.topics if topic]
    return list({subject.key: subject for subject in (*outline.tagged, *topics, *named)}.values())


def _post(at: int, window: Window, outline: Outline, numbers: Mapping[tuple[int, int], int]) -> str:
    author = _line(outline.post.author or "unknown")[:LONGEST_NAME]
    names = "; ".join(_names(window, outline))
    return "\n".join([f"Post {at + 1}", f"author: {author}", f"about: {names}", *_units(at, window, outline, numbers)])


def _names(window: Window, outline: Outline) -> Iterator[str]:
    """Of what a post may argue about as much as there is room for, what its units in the window are about first."""
    here = [topic.subject for topic in outline.topics[window.units.start : window.units.stop] if topic]
    left = LONGEST_ABOUT
    for name in dict.fromkeys(_line(subject.name) for subject in (*here, *about(outline))):
        left -= len(name)
        if left >= 0:
            yield name


def _units(at: int, window: Window, outline: Outline, numbers: Mapping[tuple[int, int], int]) -> Iterator[str]:
    """A line each, with an empty one between paragraphs."""
    before = None
    for n in window.units:
        unit = outline.units[n]
        if before is not None and before != unit.paragraph:
            yield ""
        before = unit.paragraph
        speaker = f" ({_line(unit.spoken.holder or 'somebody')} says)" if unit.spoken else ""
        yield f"[{numbers[at, n]}]{speaker} {_line(unit.span.of(outline.post.body))}"


def _line(text: str) -> str:
    """Text that begins no line of its own: a number before it would be one that we did not give."""
    return _BLANK.sub(" ", text).strip()
