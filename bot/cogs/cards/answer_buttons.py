"""What stands under an answer. Each button finds the answer again by its id, after any restart."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import discord

from bot.cogs.cards.sources import Reader, source_blocks
from bot.cogs.surface.asking import answer
from bot.cogs.surface.audience import asked_alone, shelves_for, shelves_for_all
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.clock import today
from bot.cogs.surface.layout import Room, pages
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.place import here, person, where
from bot.cogs.surface.reply import put_off, show, turn
from bot.cogs.surface.tongue import locale_of, words_of
from bot.domain.answer import Evidence
from bot.domain.argument import Stance
from bot.domain.question import Question
from bot.domain.shown import AnswerId, ShownAnswer, Sources, Verdict
from bot.locales import Wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Pressed = discord.Interaction[CasebookBot]

TABLE = "discord_answer"
ID = r"(?P<answer>[A-Za-z0-9]{12})"


class SourcesButton(Persistent, template=rf"cb:src:{ID}:(?P<page>\d{{1,3}})(?P<turn>t?)"):
    """Shows a page of an answer's sources as they stand now, to the one who presses."""

    def __init__(self, answer_id: AnswerId, page: int, label: str | None = None, *, turns: bool = False) -> None:
        custom_id = f"cb:src:{answer_id}:{page}{'t' if turns else ''}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id))
        self.answer_id = answer_id
        self.page = page
        self.turns = turns

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(AnswerId(match["answer"]), int(match["page"]), turns=bool(match["turn"]))

    async def pressed(self, interaction: "Pressed") -> None:
        # As they may see the shelves now, whatever they saw when the answer was given.
        readable = await shelves_for(interaction.client, where(interaction), interaction.user)
        found = await interaction.client.casebook.cited(here(interaction), self.answer_id, readable)
        card = sources_card(self.answer_id, found, self.page, interaction)
        await (turn(interaction, card) if self.turns else show(interaction, card))


def sources_card(answer_id: AnswerId, found: Sources, page: int, interaction: "Pressed") -> Card:
    """One page, with buttons to the ones around it."""
    words = words_of(interaction)
    reader = Reader(locale_of(interaction), today())
    lines = [block.text for block in source_blocks(found.evidence, reader)]
    if found.gone:
        lines.append(words.count(TABLE, "gone", found.gone))
    every = pages(lines or [words.say(TABLE, "no_sources")], Room())
    turning = Turning.to(page, len(every))
    turns = turning.buttons(
        lambda page, label: SourcesButton(answer_id, page, label, turns=True),
        words.say(TABLE, "previous"),
        words.say(TABLE, "next"),
    )
    return Card().text(*every[turning.page]).text(*turning.line(words)).controls(*turns)


class OtherSideButton(Persistent, template=rf"cb:other:{ID}"):
    """Asks the same of the other side, for the one who presses."""

    def __init__(self, answer_id: AnswerId, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cb:other:{answer_id}"))
        self.answer_id = answer_id

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(AnswerId(match["answer"]))

    async def pressed(self, interaction: "Pressed") -> None:
        from bot.cogs.cards.answer import answer_card  # that card holds this button

        bot, channel = interaction.client, here(interaction)
        bot.limits.use(interaction.user.id, interaction.channel_id or 0)
        await put_off(interaction, private=True)
        given = await bot.casebook.shown(channel, self.answer_id)
        readable = await shelves_for(bot, where(interaction), interaction.user)
        told_then = (await bot.casebook.cited(channel, self.answer_id, readable)).evidence
        turned = _turned(given, _side(told_then), words_of(interaction))
        told = await answer(bot, await asked_alone(interaction, turned))
        await show(interaction, answer_card(told, echo=True))


def _side(told: Sequence[Evidence]) -> Stance:
    """The side that an answer told most of."""
    sides = Counter(one.argument.stance for one in told if one.argument.stance is not Stance.NEUTRAL)
    return sides.most_common(1)[0][0] if sides else Stance.NEUTRAL


def _turned(given: ShownAnswer, side: Stance, words: Wording) -> Question:
    """The question about the other side, as somebody would put it after the first."""
    after = (*given.question.after, given.question.text)
    text = words.say(TABLE, f"after_{side}")
    return given.question.model_copy(update={"text": text, "after": after, "asked_on": today()})


class ShelvesButton(Persistent, template=rf"cb:shelf:{ID}"):
    """Answers the same for the one who presses alone, from the shelves that not everybody here may see too."""

    def __init__(self, answer_id: AnswerId, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cb:shelf:{answer_id}"))
        self.answer_id = answer_id

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(AnswerId(match["answer"]))

    async def pressed(self, interaction: "Pressed") -> None:
        from bot.cogs.cards.answer import answer_card  # that card holds this button

        bot = interaction.client
        bot.limits.use(interaction.user.id, interaction.channel_id or 0)
        await put_off(interaction, private=True)
        given = await bot.casebook.shown(here(interaction), self.answer_id)
        again = given.question.model_copy(update={"asked_on": today()})
        asked = await asked_alone(interaction, again)
        if set(asked.shelves) <= set(await shelves_for_all(bot, where(interaction))):
            await show(interaction, Card().text(words_of(interaction).say(TABLE, "no_other_shelves")))
            return
        await show(interaction, answer_card(await answer(bot, asked), echo=True))


class VerdictButton(Persistent, template=rf"cb:say:{ID}:(?P<verdict>right|wrong)"):
    """Says that an answer is right or wrong. Only moderators read it."""

    def __init__(self, answer_id: AnswerId, verdict: Verdict, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cb:say:{answer_id}:{verdict}"))
        self.answer_id = answer_id
        self.verdict = verdict

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(AnswerId(match["answer"]), Verdict(match["verdict"]))

    async def pressed(self, interaction: "Pressed") -> None:
        channel = here(interaction)
        await interaction.client.casebook.judge(channel, self.answer_id, person(interaction), self.verdict)
        await show(interaction, Card().text(words_of(interaction).say(TABLE, "judged")))


BUTTONS = (SourcesButton, OtherSideButton, ShelvesButton, VerdictButton)
