"""What stands in an answer's place once something that it cited was deleted or edited."""

from bot.answers.script import locale_of_text
from bot.cogs.surface.card import Card
from bot.cogs.surface.layout import Room, pieces
from bot.cogs.surface.markdown import inert
from bot.domain.question import Question
from bot.domain.shown import ShownAnswer
from bot.domain.text import Locale
from bot.locales import wording

TABLE = "discord_withdrawn"


def withdrawn_card(given: ShownAnswer) -> Card:
    """That it was taken back and why, and the question, to be asked again."""
    words = wording(_locale(given.question))
    [question, *_] = pieces(inert(given.question.text), Room(characters=300))
    return Card().text(words.say(TABLE, "taken_back"), words.say(TABLE, "question", question=question))


def _locale(question: Question) -> Locale:
    """The words that the answer was in."""
    return question.answer_in or locale_of_text(question.text, question.spoken or Locale.ENGLISH)
