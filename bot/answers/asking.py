"""Whether a message that is not addressed to the bot asks it something, and what a word that is wants of it."""

import re
from collections.abc import Sequence
from datetime import date

from bot.answers.cues import Hit, cues, table_of
from bot.answers.fold import HAN_RUN, LATIN_WORD, fold
from bot.answers.period import period_of
from bot.answers.places import blanked

LONGEST_UNMARKED = 100
"""Letters (a Chinese one is two) up to which a message without a question mark may still ask something."""
LONGEST_READ = 600
"""Characters at the end of a message that are read: what it asks, it asks last."""
MOST_WORDS = 7
"""Words of a follow-up without a verb ("and the bear case since March"); two Chinese characters are one."""
MOST_NAMED = 3
"""Words of one that only names something else ("and Tesla")."""
_ANY_DAY = date(2026, 1, 1)
"""Whether a text names a time does not depend on the day."""

_UNSAID = re.compile(
    r"<?(?:https?://|www\.)\S+|<(?:[@#]|a?:|t:)[^<>\s]{1,80}>|:[a-z0-9_]{2,32}:|^[ \t]*>.*$", re.MULTILINE
)
"""What is in a message and not said by its writer: links, mentions, emoji, quoted lines."""
_SENTENCE_END = re.compile(r"(?<=\?)|[.!;:\n。…~]+")
_ARTICLE = re.compile(r"^(?:the|a|an|some|its|their|any)\s+")
ASKING = ("asks_openers", "asks_words", "asks_endings", "asks_nothing")
_BOUNDS = ("since", "after", "before", "until", "within")


def is_question(text: str) -> bool:
    """Whether a message asks something: by its mark, by how it begins, or as a follow-up ("since March", 那看多的呢).

    Thanks, reactions, links, statements and questions that want no answer ("who knows lol") are none.
    """
    folded = _UNSAID.sub(" ", fold(text[-LONGEST_READ:]))
    sentences = [clauses for one in _SENTENCE_END.split(folded) if (clauses := _clauses(one))]
    if len(text) + sum(map(len, HAN_RUN.findall(folded))) > LONGEST_UNMARKED:
        return any("?" in clause for clauses in sentences[-2:] for clause in clauses)
    return any(map(_asks, sentences)) or (len(sentences) == 1 and _follows_up(sentences[0]))


def is_chatter(text: str) -> bool:
    """Whether a message says nothing but thanks, greetings and reactions ("thanks, nice", 谢谢)."""
    return bool(text.strip()) and _is_chatter(_UNSAID.sub(" ", fold(text[-LONGEST_READ:])))


def wants_saving(text: str) -> bool:
    """Whether a message, its mention taken off, says no more than that what it answers be saved."""
    return _says_only(text, "asks_saving")


def wants_quiet(text: str) -> bool:
    """Whether a message, its mention taken off, says no more than that the bot be quiet."""
    return _says_only(text, "asks_quiet")


def wants_attention(text: str) -> bool:
    """Whether a message, its mention taken off, says no more than that the bot follow the thread again."""
    return _says_only(text, "asks_attention")


def _says_only(text: str, name: str) -> bool:
    folded = _UNSAID.sub(" ", fold(text))
    hits = table_of((name, "asks_politely")).hits(folded)
    return any(hit.name == name for hit in hits) and not _has_letters(_without(folded, hits))


def _is_chatter(clause: str) -> bool:
    """Whether nothing is left of it without reactions, greetings and what only sounds like a question."""
    return not _has_letters(_without(clause, table_of(("asks_chatter", "asks_nothing", "greetings")).hits(clause)))


def _clauses(sentence: str) -> list[str]:
    """What stands between a sentence's commas, without reactions."""
    return [clause for part in sentence.split(",") if (clause := part.strip()) and not _is_chatter(clause)]


def _asks(clauses: Sequence[str]) -> bool:
    return any("?" in clause or _holds_question(clause) for clause in clauses) or _begins_question(clauses[0])


def _holds_question(clause: str) -> bool:
    hits = table_of(ASKING).hits(clause)
    return any(hit.name == "asks_words" or (hit.name == "asks_endings" and hit.end == len(clause)) for hit in hits)


def _begins_question(clause: str) -> bool:
    """Behind a comma, "which" and "when" only go on with what was said."""
    hits = table_of(ASKING).hits(_without_lead(clause))
    return any(hit.name == "asks_openers" and hit.start == 0 for hit in hits)


def _without_lead(clause: str) -> str:
    """A clause from where it comes to its point: behind "ok, so", 那请问."""
    at = 0
    for hit in table_of(("asks_lead", "asks_nothing")).hits(clause):
        if hit.name != "asks_lead" or clause[at : hit.start].strip():
            break
        at = hit.end
    return clause[at:].strip()


def _follows_up(clauses: Sequence[str]) -> bool:
    """Whether a message of one clause, without a verb, names a side, a time or another matter to hear of."""
    if len(clauses) > 1:
        return False
    clause = clauses[0]
    rest = _ARTICLE.sub("", _without_lead(clause), count=1)
    hits = table_of(("asks_topics", "asks_tells")).hits(rest)
    size = _size(rest)
    if not 0 < size <= MOST_WORDS or any(hit.name == "asks_tells" for hit in hits):
        return False
    return (
        any(_is_asked_for(hit, rest) for hit in hits) or _is_a_time(rest) or (_goes_on(clause) and size <= MOST_NAMED)
    )


def _is_asked_for(topic: Hit, rest: str) -> bool:
    """A topic ends the follow-up ("Xiaomi's risks", 小米的风险), or says of what or when it is meant."""
    behind = rest[topic.end :].strip()
    links = (*cues("cues", "linked"), *(cue for name in _BOUNDS for cue in cues("dates", name)))
    return topic.name == "asks_topics" and (not behind or behind.split()[0] in links)


def _is_a_time(rest: str) -> bool:
    period = period_of(rest, _ANY_DAY)
    return not period.is_open and _size(blanked(rest, period.places)) <= 1


def _goes_on(clause: str) -> bool:
    first = next(iter(table_of(("asks_onwards", "asks_nothing")).hits(clause)), None)
    return first is not None and first.name == "asks_onwards" and first.start == 0


def _size(text: str) -> float:
    """In words: a Latin one, or two Chinese characters."""
    return len(LATIN_WORD.findall(text)) + sum(map(len, HAN_RUN.findall(text))) / 2


def _has_letters(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _without(text: str, hits: list[Hit]) -> str:
    return blanked(text, [(hit.start, hit.end) for hit in hits])
