"""Right sentences, so that refusing everything is no way out."""

from random import Random

from bot.domain.text import Language
from tests.attack.hostile_answers import Maker, Spoken, Truth, citing, frames, quoted, said
from tests.attack.hostile_posts import Scene, Told


def _asked(scene: Scene, told: Told) -> bool:
    return scene.offered.query.stance in (None, told.side)


def verbatim(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    return citing(quoted(told, told.quote, dice), Truth.VERBATIM, dice, scene.n(told)) if _asked(scene, told) else None


def in_the_other_language(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    other = next(one for one in Language if one is not told.language)
    text = quoted(told, told.quote, dice, other)
    return citing(text, Truth.ACROSS_VERBATIM, dice, scene.n(told)) if _asked(scene, told) else None


def two_at_once(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    other = scene.other(told, dice)
    if not (_asked(scene, told) and _asked(scene, other)):
        return None
    join = "，" if told.language is Language.CHINESE else ", and "
    first, second = (
        frames(told.language, one.side)[1].format(holder=one.holder, text=one.quote) for one in (told, other)
    )
    return citing(first + join + second, Truth.VERBATIM, dice, scene.n(told), scene.n(other))


def without_marks(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    lead = {Language.ENGLISH: "According to {}, {}", Language.CHINESE: "据{}，{}"}[told.language]
    text = lead.format(told.holder, told.quote)
    return citing(text, Truth.CLOSE, dice, scene.n(told)) if _asked(scene, told) else None


def close(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    if not (told.close and _asked(scene, told)):
        return None
    manner = dice.choice((said, quoted))
    return citing(manner(told, dice.choice(told.close), dice), Truth.CLOSE, dice, scene.n(told))


def free(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    if not _asked(scene, told):
        return None
    return citing(said(told, dice.choice(told.free), dice), Truth.FREE, dice, scene.n(told))


def across(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    if not _asked(scene, told):
        return None
    return citing(said(told, dice.choice(told.across), dice), Truth.ACROSS, dice, scene.n(told))


RIGHT: tuple[Maker, ...] = (verbatim, in_the_other_language, two_at_once, without_marks, close, free, across)
