"""What stands in an answer's place once a post that it cited was deleted."""

from bot.cogs.surface.card import Card
from bot.cogs.surface.layout import Room, pieces
from bot.cogs.surface.markdown import inert
from bot.domain.shown import ShownAnswer
from bot.domain.text import Locale
from bot.locales import wording

TABLE = "discord_withdrawn"


def withdrawn_card(given: ShownAnswer) -> Card:
    """That it was taken back and why, and the question, to be asked again."""
    words = wording(given.question.answer_in or given.question.spoken or Locale.ENGLISH)
    [question, *_] = pieces(inert(given.question.text), Room(characters=300))
    return Card().text(words.say(TABLE, "taken_back"), words.say(TABLE, "question", question=question))
