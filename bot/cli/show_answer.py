"""An answer as lines for people: who says what, on which side, with quotes; then where each stands."""

from collections.abc import Iterator
from datetime import date

from bot.answers import render
from bot.answers.compose import day, name_of, speaker
from bot.answers.forecasts import forecast_line
from bot.cli.screen import BLANK, SIGNS, TONES, Line, Piece, Tone, plain
from bot.domain.answer import Answer, Evidence, Sentence
from bot.domain.argument import Stance
from bot.locales import Wording, wording


def answer_lines(answer: Answer) -> Iterator[Line]:
    """In the asker's language. An abstention says what the channel does hold, and what to ask to hear it."""
    period = render.period_line(answer)
    if answer.abstained:
        yield plain(render.abstention(answer), Tone.NAME)
        yield from map(plain, [period] if period else [])
        yield from map(plain, render.offer_lines(answer))
        return
    yield from growing_lines(answer)
    if answer.query.comparison:
        yield from map(plain, render.one_sided_lines(answer))
    yield BLANK
    yield from _source_lines(answer)
    if fallback := render.fallback_line(answer):
        yield plain(fallback, Tone.DIM)
    told = [render.considered_line(answer), *([period] if period else []), render.footer(answer)]
    yield Line((Piece(" · ".join(told), Tone.DIM),), hang=4)


def growing_lines(answer: Answer) -> Iterator[Line]:
    """The sentences alone, as far as they are written."""
    return (_sentence_line(sentence, answer) for sentence in answer.sentences)


def _sentence_line(sentence: Sentence, answer: Answer) -> Line:
    """Who argues for which side of what stands out in the side's colour; the quote follows as it is."""
    stances = {evidence.argument.stance for evidence in answer.citations if evidence.n in sentence.citations}
    stance = stances.pop() if len(stances) == 1 else Stance.NEUTRAL
    opening, _, _ = wording(answer.query.locale).table("answer")["quotation"].partition("{")
    who, quote, said = render.sentence_line(sentence, answer).partition(opening)
    if not quote:  # in a model's own words nothing tells who argues from what
        who, said = "", who
    return Line((Piece(f"{SIGNS[stance]} ", TONES[stance]), Piece(who, TONES[stance]), Piece(quote + said)), hang=2)


def _source_lines(answer: Answer) -> Iterator[Line]:
    """A line for each source: quotes that stand whole in the sentences above are not told again, but whose they are."""
    words = wording(answer.query.locale)
    whole = " ".join(render.inert(sentence.text) for sentence in answer.sentences)
    numbers: dict[str, list[int]] = {}
    for evidence in answer.citations:
        if render.inert(evidence.argument.quote) in whole:
            numbers.setdefault(source_of(evidence, words), []).append(evidence.n)
        else:
            line = f"{render.source_line(evidence, answer)}{_foretold(evidence, words)}"
            yield Line((Piece(line, Tone.DIM),), hang=4)
    for source, cited in numbers.items():
        markers = "".join(words.say("answer", "marker", n=n) for n in cited)
        yield Line((Piece(f"{markers} {source}", Tone.DIM),), hang=4)


def source_of(evidence: Evidence, words: Wording, dated: str | None = None) -> str:
    """Who, when, on which side of what, of which time it foretells, and where it is kept. `dated`: when, where that is
    told otherwise than by the post's day."""
    argument, post = evidence.argument, evidence.post
    source = words.say(
        "cli",
        "source",
        holder=speaker(evidence, words),
        date=dated or day(post.published_at, words),
        stance=words.say("stances", argument.stance),
        subject=name_of(argument.subject, words.locale),
        post_id=post.post_id,
    )
    return f"{source}{_foretold(evidence, words)}" + (words.say("answer", "link", url=post.url) if post.url else "")


def _foretold(evidence: Evidence, words: Wording) -> str:
    forecast = forecast_line(evidence, words, date.today())
    return words.say("cli", "part", text=forecast) if forecast else ""
