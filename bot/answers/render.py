"""The words of an answer, shared by the terminal and Discord. Takes answers only: a draft can't be shown."""

import re
import unicodedata

from bot.answers.compose import day, joined, name_of, speaker
from bot.answers.coverage import question_on
from bot.domain.answer import Answer, Evidence, Held, Mode, Sentence
from bot.domain.argument import Stance
from bot.locales import wording

SENTENCE, PARAGRAPH = "\n", "\n\n"
# The fillers of Hangul and the blank of Braille are letters and signs to Unicode, and show nothing.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff\uffa0]"
)
_KEPT = ("\u200d", "\ufe0f")
"""Joiner and variation selector: an emoji is made of them."""


def inert(text: str) -> str:
    """`text` as it may be shown in a terminal: no control, bidirectional or zero-width characters, on one line."""
    plain = _UNSEEN.sub(lambda match: match.group() if match.group() in _KEPT else "", text)
    # Most texts hold nothing to hide, and a page shows hundreds: to look at each character takes a tenth of a second.
    all_seen = plain.isprintable()
    visible = plain if all_seen else "".join(char if char in _KEPT or not _is_control(char) else " " for char in plain)
    return re.sub(r"\s+", " ", visible).strip()


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def sentence_line(sentence: Sentence, answer: Answer) -> str:
    """A sentence with its source numbers behind it."""
    words = wording(answer.query.locale)
    markers = "".join(words.say("answer", "marker", n=n) for n in sentence.citations)
    return f"{inert(sentence.text)} {markers}"


def source_line(evidence: Evidence, answer: Answer) -> str:
    """Who said it, when, on which side of what, and the whole quote."""
    words = wording(answer.query.locale)
    line = words.say(
        "answer",
        "source",
        n=evidence.n,
        holder=inert(speaker(evidence, words)),
        date=day(evidence.post.published_at, words),
        stance=words.say("stances", evidence.argument.stance),
        subject=name_of(evidence.argument.subject, answer.query.locale),
        quote=inert(evidence.argument.quote),
    )
    return line + (words.say("answer", "link", url=inert(evidence.post.url)) if evidence.post.url else "")


def considered_line(answer: Answer) -> str:
    """How much was looked at, and how old the newest of it is."""
    words, seen = wording(answer.query.locale), answer.considered
    arguments, posts = words.count("answer", "arguments", seen.arguments), words.count("answer", "posts", seen.posts)
    if seen.authors:
        people = words.count("answer", "people", seen.authors)
        line = words.say("answer", "considered", arguments=arguments, posts=posts, people=people)
    else:
        line = words.say("answer", "considered_unnamed", arguments=arguments, posts=posts)
    if seen.newest_days is None:
        return line
    if seen.newest_days < 1:
        return line + words.say("answer", "newest_today")
    return line + words.count("answer", "newest", seen.newest_days)


def period_line(answer: Answer) -> str | None:
    """The time that the answer is limited to, so that a misread date shows."""
    words, query = wording(answer.query.locale), answer.query
    since, until = (day(limit, words) if limit else None for limit in (query.since, query.until))
    if since and until:
        return words.say("answer", "between", since=since, until=until)
    if since:
        return words.say("answer", "since", since=since)
    return words.say("answer", "until", until=until) if until else None


def one_sided_lines(answer: Answer) -> list[str]:
    """The companies of a comparison that nothing was found for."""
    words = wording(answer.query.locale)
    spoken = [evidence.argument.subject.key for evidence in answer.citations]
    silent = [one for one in answer.query.subjects if not any(one.covers(key) for key in spoken)]
    names = [name_of(one, answer.query.locale) for one in silent] + list(answer.query.unknown)
    return [words.say("answer", "one_sided", subject=inert(name)) for name in names]


def abstention(answer: Answer) -> str:
    """That nothing saved answers the question, in the question's own terms."""
    words, query = wording(answer.query.locale), answer.query
    subjects = joined([name_of(one, query.locale) for one in query.subjects], words) if query.subjects else ""
    if query.unknown:
        return words.say("answer", "abstain_unknown", name=inert(query.unknown[0]))
    if query.author:
        return words.say("answer", "abstain_author", author=inert(query.author))
    if subjects and query.stance not in (None, Stance.NEUTRAL):
        stance = words.say("stances", query.stance or Stance.NEUTRAL)
        return words.say("answer", "abstain_side", stance=stance, subject=subjects)
    return words.say("answer", "abstain_subject", subject=subjects) if subjects else words.say("answer", "abstain")


def held_line(held: Held, answer: Answer) -> str:
    """How many arguments the channel holds on a subject and side, and on which aspect where that is known."""
    words = wording(answer.query.locale)
    holes = {
        "subject": name_of(held.subject, answer.query.locale),
        "stance": words.say("stances", held.stance),
        "arguments": words.count("answer", "arguments", held.arguments),
    }
    if held.aspect is None:
        return words.say("answer", "held", **holes)
    return words.say("answer", "held_aspect", aspect=words.say("aspects", held.aspect), **holes)


def holds_lines(answer: Answer) -> list[str]:
    """What the channel does hold, a row each under a heading."""
    words = wording(answer.query.locale)
    if not answer.coverage:
        return [words.say("answer", "holds_nothing")]
    return [words.say("answer", "holds"), *(f"  {held_line(held, answer)}" for held in answer.coverage)]


def offer_lines(answer: Answer) -> list[str]:
    """The same for who types: each row with the question that is answered by what it counts."""
    heading, *_ = holds_lines(answer)
    return [heading, *(f"  {_offer_line(held, answer)}" for held in answer.coverage)]


def _offer_line(held: Held, answer: Answer) -> str:
    words, line = wording(answer.query.locale), held_line(held, answer)
    question = question_on(held, words)
    return line if question is None else words.say("answer", "held_ask", line=line, question=inert(question))


def fallback_line(answer: Answer) -> str | None:
    """Why the quotes speak where a language model was to write."""
    if answer.fallback is None or answer.abstained:
        return None
    return wording(answer.query.locale).say("answer", f"fallback_{answer.fallback}")


def footer(answer: Answer) -> str:
    """Where the words come from."""
    key = "footer_llm" if answer.mode is Mode.LLM else "footer"
    return wording(answer.query.locale).say("answer", key)


def text(answer: Answer) -> str:
    """The whole answer as plain text."""
    period = period_line(answer)
    limits = [period] if period else []
    if answer.abstained:
        return SENTENCE.join([abstention(answer), *limits, *holds_lines(answer)])
    said = [sentence_line(sentence, answer) for sentence in answer.sentences]
    missing = one_sided_lines(answer) if answer.query.comparison else []
    sources = [source_line(evidence, answer) for evidence in answer.citations]
    fallback = fallback_line(answer)
    why = [fallback] if fallback else []
    blocks = [said + missing, sources, [*why, considered_line(answer), *limits, footer(answer)]]
    return PARAGRAPH.join(SENTENCE.join(block) for block in blocks)
