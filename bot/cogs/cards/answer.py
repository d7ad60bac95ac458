"""An answer's card and what stands under it. Each button finds the answer again by its id, after any restart."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

import discord

from bot.casebook.covering import Near
from bot.cogs.cards.answer_text import growing_card, near_label, text_card
from bot.cogs.cards.sources import Reader, source_blocks
from bot.cogs.cards.standing import Standing
from bot.cogs.surface.asking import Asked, Told, answer
from bot.cogs.surface.audience import asked_alone, asked_by_all, shelves_for, shelves_for_all
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.clock import today
from bot.cogs.surface.half_shown import HalfShown
from bot.cogs.surface.layout import Room, pages
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.place import here, person, where
from bot.cogs.surface.reply import Original, Screen, is_private, put_off, show, turn
from bot.cogs.surface.telling import Telling, Work
from bot.cogs.surface.tongue import locale_of, words_of
from bot.domain.answer import Answer, Evidence
from bot.domain.argument import Aspect, Stance
from bot.domain.question import Question
from bot.domain.shown import AnswerId, ShownAnswer, Sources, Verdict
from bot.locales import Wording, wording
from bot.subjects.digests import DIGEST

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Pressed = discord.Interaction[CasebookBot]

TABLE = "discord_answer"
ID = r"(?P<answer>[A-Za-z0-9]{12})"


async def tell(bot: "CasebookBot", asked: Asked, screen: Screen) -> Told | None:
    """Ask, and show the answer: as it grows where a language model writes it, then whole with its buttons.

    None where a message was deleted meanwhile without which nobody wants it: nothing of it stands any more.
    Errors: those of `answer`; discord.py's.
    """
    told: Told | None = None
    half = HalfShown(bot.casebook, asked.channel, screen)
    try:
        with bot.under_way.work() as work:
            told = await _told(bot, asked, _Stage(half, work))
        if told is not None:
            given = ShownAnswer(answer_id=told.answer_id, question=told.question, cited=())
            standing = Standing(bot.casebook, asked.channel, given, half.show, lambda: screen.place)
            await standing.show(answer_card(told, echo=screen.says_question))
    except Exception:
        await half.fails()
        raise
    except BaseException:
        # The bot stops: of what is not whole nothing is remembered, and it could not be taken back.
        await half.clear()
        raise
    await (half.clear() if told is None else half.ends())
    return told


@dataclass(frozen=True, slots=True)
class _Stage:
    """Where an answer grows, and the work that ends with the messages there."""

    half: HalfShown
    work: Work


async def _told(bot: "CasebookBot", asked: Asked, stage: _Stage) -> Told:
    screen = stage.half.screen

    async def grow(so_far: Answer) -> None:
        await stage.half.grow(growing_card(so_far, asked.question, echo=screen.says_question))
        stage.work.belongs_to(*screen.links)

    stage.work.belongs_to(*screen.links)
    telling = Telling(grow)
    try:
        return await answer(bot, asked, telling)
    finally:
        await telling.break_off()


async def tell_alone(interaction: "Pressed", question: Question) -> None:
    """Answer who gave a command or pressed a button, and nobody else. It was put off. Errors: as `tell`."""
    await tell(interaction.client, await asked_alone(interaction, question), Original(interaction))


async def tell_all(interaction: "Pressed", question: Question, message_id: int | None) -> None:
    """The same for everybody here, in the message that was promised when it was put off. Errors: as `tell`."""
    bot, screen = interaction.client, Original(interaction, message_id)
    await tell(bot, await asked_by_all(bot, where(interaction), question), screen)


def answer_card(told: Told, *, echo: bool) -> Card:
    """The answer with its buttons; under an abstention those that ask for what is held nearest. `echo`: under the
    question, for those who have not seen it."""
    words = wording(told.answer.query.locale)
    near = [NearButton(Near.of(one), near_label(one, words)) for one in told.answer.coverage if one.called]
    return text_card(told, echo=echo).controls(*near).controls(*_buttons(told))


def _buttons(told: Told) -> list[discord.ui.Item[Any]]:
    """*Other side* only where one side was told; *From other shelves* where some were left out because not everybody
    here may see them; under an abstention nothing else.
    """
    answer_id, found = told.answer_id, told.answer
    words = wording(found.query.locale)
    more = [ShelvesButton(answer_id, words.say(TABLE, "other_shelves"))] if told.left_out else []
    if found.abstained:
        return [*more]
    sides = {one.argument.stance for one in found.citations}
    one_sided = found.query.stance is not None or len(sides) == 1
    return [
        SourcesButton(answer_id, 0, words.say(TABLE, "sources")),
        *([OtherSideButton(answer_id, words.say(TABLE, "other_side"))] if one_sided else []),
        *more,
        *(VerdictButton(answer_id, verdict, words.say(TABLE, verdict)) for verdict in Verdict),
    ]


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
        words,
    )
    return Card().text(*every[turning.page]).text(*turning.line(words)).controls(*turns)


class NearButton(
    Persistent,
    template=rf"cb:near:(?P<subject>{DIGEST}):(?P<stance>{'|'.join(Stance)}):(?P<aspect>{'|'.join(Aspect)}|all)",
):
    """Asks for something that is held near a question that had no answer; seen by whoever sees that."""

    def __init__(self, near: Near, text: str | None = None) -> None:
        custom_id = f"cb:near:{near.subject}:{near.stance}:{near.aspect or 'all'}"
        super().__init__(discord.ui.Button(label=text, custom_id=custom_id))
        self.near = near

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        aspect = None if match["aspect"] == "all" else Aspect(match["aspect"])
        return cls(Near(match["subject"], Stance(match["stance"]), aspect))

    async def pressed(self, interaction: "Pressed") -> None:
        interaction.client.count_use(interaction)
        private = is_private(interaction)
        message_id = await put_off(interaction, private=private)
        text = await self._question(interaction, private=private)
        if text is None:
            await show(interaction, Card().text(words_of(interaction).say(TABLE, "near_gone")))
            return
        question = Question(text=text, asked_on=today(), spoken=locale_of(interaction))
        await (tell_alone(interaction, question) if private else tell_all(interaction, question, message_id))

    async def _question(self, interaction: "Pressed", *, private: bool) -> str | None:
        """As the one who presses would ask it; None where nothing that may be read for it holds that any more."""
        bot, there = interaction.client, where(interaction)
        shelves = await (shelves_for(bot, there, interaction.user) if private else shelves_for_all(bot, there))
        return await bot.casebook.question_near([here(interaction), *shelves], self.near, locale_of(interaction))


class AskAgainButton(Persistent, template=r"(?!)"):
    """Asks an answer's question in another way, for the one who presses alone."""

    kind: ClassVar[str]
    """What its custom_id begins with."""

    def __init__(self, answer_id: AnswerId, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"{self.kind}:{answer_id}"))
        self.answer_id = answer_id

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(AnswerId(match["answer"]))

    async def pressed(self, interaction: "Pressed") -> None:
        interaction.client.count_use(interaction)
        await put_off(interaction, private=True)
        given = await interaction.client.casebook.shown(here(interaction), self.answer_id)
        if asked := await self.asked_again(interaction, given):
            await tell(interaction.client, asked, Original(interaction))
        else:
            await show(interaction, Card().text(words_of(interaction).say(TABLE, "no_other_shelves")))

    async def asked_again(self, interaction: "Pressed", given: ShownAnswer) -> Asked | None:
        """What to ask; None where it would be what was asked already."""
        raise NotImplementedError


class OtherSideButton(AskAgainButton, template=rf"cb:other:{ID}"):
    """Asks the same of the other side."""

    kind = "cb:other"

    async def asked_again(self, interaction: "Pressed", given: ShownAnswer) -> Asked:
        bot = interaction.client
        readable = await shelves_for(bot, where(interaction), interaction.user)
        told_then = (await bot.casebook.cited(here(interaction), self.answer_id, readable)).evidence
        turned = _turned(given, _side(told_then), words_of(interaction))
        return await asked_alone(interaction, turned)


def _side(told: Sequence[Evidence]) -> Stance:
    """The side that an answer told most of."""
    sides = Counter(one.argument.stance for one in told if one.argument.stance is not Stance.NEUTRAL)
    return sides.most_common(1)[0][0] if sides else Stance.NEUTRAL


def _turned(given: ShownAnswer, side: Stance, words: Wording) -> Question:
    """The question about the other side, as somebody would put it after the first."""
    after = (*given.question.after, given.question.text)
    text = words.say(TABLE, f"after_{side}")
    return given.question.model_copy(update={"text": text, "after": after, "asked_on": today()})


class ShelvesButton(AskAgainButton, template=rf"cb:shelf:{ID}"):
    """Asks the same of the shelves too that not everybody here may see."""

    kind = "cb:shelf"

    async def asked_again(self, interaction: "Pressed", given: ShownAnswer) -> Asked | None:
        again = given.question.model_copy(update={"asked_on": today()})
        asked = await asked_alone(interaction, again)
        for_all = await shelves_for_all(interaction.client, where(interaction))
        return None if set(asked.shelves) <= set(for_all) else asked


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


BUTTONS = (SourcesButton, NearButton, OtherSideButton, ShelvesButton, VerdictButton)
