"""What the log and the metrics are told of an answer: nothing of what was asked or said."""

import logging
from collections import Counter

from bot.domain.answer import Answer
from bot.watching.events import Name, QuestionAnswered, SentencesRefused, tell

log = logging.getLogger(__name__)


def tell_answer(answer: Answer, seconds: float) -> None:
    fallback = Name(answer.fallback) if answer.fallback else None
    tell(log, QuestionAnswered(Name(answer.mode), answer.abstained, fallback, seconds))
    for reason, count in Counter(one.reason for one in answer.dropped).items():
        tell(log, SentencesRefused(Name(reason), count))
