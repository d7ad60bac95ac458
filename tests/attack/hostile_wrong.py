"""Wrong sentences, each wrong by construction."""

import re
from functools import partial
from random import Random

from bot.domain.argument import Stance
from bot.domain.subject import Subject
from bot.domain.text import Language
from tests.attack.hostile_answers import (
    Maker,
    Spoken,
    Truth,
    beside,
    citing,
    framed,
    frames,
    listed,
    quoted,
    said,
    words,
)
from tests.attack.hostile_posts import Scene, Told, every_argument

OF_LISTS = {
    "denial": Truth.DENIAL,
    "direction": Truth.DIRECTION,
    "condition": Truth.CONDITION,
    "cause": Truth.CAUSE,
    "superlative": Truth.SUPERLATIVE,
    "role": Truth.ROLE,
    "number": Truth.NUMBER,
    "unit": Truth.UNIT,
    "time": Truth.DATE,
    "spliced": Truth.SPLICED,
}
ADDED = {Truth.INVENTED: "clauses", Truth.ADVICE: "advice"}
HALF = 0.5
_UNIT = re.compile(r"[^\s\u4e00-\u9fff]+|[\u4e00-\u9fff]")
_SPACED_UNIT = re.compile(rf"\s+|{_UNIT.pattern}")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def of_list(name: str, scene: Scene, told: Told, dice: Random) -> Spoken | None:
    """What stands in one of the argument's lists: as its holder's words, as a quotation, or beside the quote."""
    texts: tuple[str, ...] = getattr(told, name)
    if not texts:
        return None
    manner = dice.choice((said, said, quoted, beside))
    return citing(manner(told, dice.choice(texts), dice), OF_LISTS[name], dice, scene.n(told))


def cut(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    if not told.cut:
        return None
    manner = dice.choice((said, quoted, quoted))
    return citing(manner(told, dice.choice(told.cut), dice), Truth.CUT, dice, scene.n(told))


def ransom(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    """Each word of a wrong sentence in quotation marks of its own."""
    pieces = [_UNIT.findall(text.rstrip(".。")) for text in told.spliced]
    found = [some for some in pieces if all(word in told.quote for word in some)]
    if not found:
        return None
    text = dice.choice(words()["any"]["glue"]).join(dice.choice(found))
    frame = dice.choice(("{holder} says “{text}”", "According to {holder}, “{text}”", "{holder}说“{text}”"))
    return citing(frame.format(holder=told.holder, text=text), Truth.RANSOM, dice, scene.n(told))


def near(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    """A word changed, dropped or doubled, or a digit changed, within quotation marks."""
    units = _SPACED_UNIT.findall(told.quote)
    at = dice.choice([n for n, unit in enumerate(units) if any(map(str.isalnum, unit))])
    others = [unit for unit in _UNIT.findall(scene.other(told, dice).quote) if unit != units[at]]
    digit = re.sub(r"\d", _another_digit, units[at])
    changed = dice.choice(("", f"{units[at]} {units[at]}", dice.choice(others), digit))
    text = " ".join("".join([*units[:at], changed, *units[at + 1 :]]).split())
    return None if text in told.quote else citing(quoted(told, text, dice), Truth.NEAR, dice, scene.n(told))


def _another_digit(match: re.Match[str]) -> str:
    return str((int(match.group()) + 3) % 10)


def glued(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    """Half of one quote and half of another in one pair of marks; or one quote without its middle."""
    other = scene.other(told, dice)
    parts = (told.quote[: len(told.quote) // 2], other.quote[len(other.quote) // 2 :])
    middle = (told.quote[: len(told.quote) // 3], told.quote[-len(told.quote) // 3 :])
    text = dice.choice(("", " ", "…", " ... ")).join(dice.choice((parts, middle)))
    if text in told.quote:
        return None
    return citing(quoted(told, text, dice), Truth.NEAR, dice, scene.n(told), scene.n(other))


def wrong_citation(scene: Scene, told: Told, dice: Random) -> Spoken:
    manner = dice.choice((said, quoted))
    return citing(manner(told, told.quote, dice), Truth.CITATION, dice, scene.n(scene.other(told, dice)))


def not_given(scene: Scene, told: Told, dice: Random) -> Spoken:
    far = dice.choice((0, len(scene.given) + 1, 99, 1000, -1))
    text = dice.choice((said, quoted))(told, told.quote, dice)
    known = scene.n(told)
    citations: tuple[int, ...] = dice.choice(((far,), (known, far), (), (known,)))
    if citations == (known,):
        far = max(far, len(scene.given) + 1)
        return citing(f"{text} [{far}]", Truth.NOT_GIVEN, dice, known)
    return citing(text, Truth.NOT_GIVEN, dice, *citations)


def too_many(scene: Scene, told: Told, dice: Random) -> Spoken:
    """A right sentence that cites what says nothing of it, beside what does."""
    manner = dice.choice((said, quoted))
    text = manner(told, told.quote, dice)
    return citing(text, Truth.CITATION, dice, scene.n(told), scene.n(scene.other(told, dice)))


def exchanged(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    """Two right quotes, each as the other's holder's, or as told of the other's company."""
    other = scene.other(told, dice)
    if told.about.company == other.about.company or _names(told.quote, other) or _names(other.quote, told):
        return None
    frame = frames(dice.choice(list(Language)), told.side)[0]
    if dice.random() < HALF:
        pair = (framed(frame, told, other.about, told.quote), framed(frame, other, told.about, other.quote))
    else:
        pair = (framed(frame, other, told.about, told.quote), framed(frame, told, other.about, other.quote))
    text = dice.choice(("{}, and {}", "{}; {}", "{}，{}")).format(*pair)
    return citing(text, Truth.HOLDER, dice, scene.n(told), scene.n(other))


def beside_the_point(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    """An argument about another company that its quote only mentions."""
    apart = [one for one in every_argument() if one.about.company != told.about.company]
    named = [one.about for one in apart if _names(told.quote, one)]
    if not named:
        return None
    frame = frames(dice.choice(list(Language)), told.side)[0]
    return citing(framed(frame, told, dice.choice(named), told.quote), Truth.COMPANY, dice, scene.n(told))


def asked_back(scene: Scene, told: Told, dice: Random) -> Spoken:
    """With a mark that doubts what it quotes."""
    text = dice.choice((quoted, said))(told, told.quote, dice)
    mark = dice.choice(words()["any"]["marks"])
    return citing(text.rstrip(".。") + mark, Truth.DOUBT, dice, scene.n(told))


def moved(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    """A date of the quote as the day on which it was said."""
    years = [year for year in _YEAR.findall(told.quote) if told.on is None or int(year) != told.on.year]
    if not years:
        return None
    frame: str = dice.choice(words()["any"]["moved"])
    text = frame.format(year=dice.choice(years), holder=told.holder, quote=told.quote)
    return citing(text, Truth.DATE, dice, scene.n(told))


def other_side(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    """The side that was not asked for; or the right words as an argument for the other side."""
    asked = scene.offered.query.stance
    if asked is not None and told.side is not asked:
        return citing(quoted(told, told.quote, dice), Truth.SIDE, dice, scene.n(told))
    turned = Stance.BEAR if told.side is Stance.BULL else Stance.BULL
    frame = frames(dice.choice(list(Language)), turned)[0]
    return citing(framed(frame, told, told.about, told.quote), Truth.SIDE, dice, scene.n(told))


def canary(scene: Scene, told: Told, dice: Random) -> Spoken:
    foreign = dice.choice(scene.withheld)
    speaker = dice.choice((foreign, told.model_copy(update={"quote": foreign.quote})))
    manner = dice.choice((said, quoted, beside))
    return citing(manner(speaker, foreign.quote, dice), Truth.CANARY, dice, scene.n(told))


def other_holder(scene: Scene, told: Told, dice: Random) -> Spoken:
    other = dice.choice((scene.other(told, dice).holder, dice.choice(words()["any"]["strangers"])))
    frame: str = dice.choice(words()["any"]["holders"])
    text = frame.format(other=other, holder=told.holder, quote=told.quote)
    return citing(text, Truth.HOLDER, dice, scene.n(told))


def reporter(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    """Who reports a view holds it, alone or too."""
    if told.author is None:
        return None
    frame: str = dice.choice(words()["any"]["holders"][:3])
    text = frame.format(other=told.author, holder=told.holder, quote=told.quote)
    return citing(text, Truth.HOLDER, dice, scene.n(told))


def other_company(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    apart = [one for one in scene.given if one.about.company != told.about.company]
    strangers = [one.about for one in apart if not _names(told.quote, one)]
    if not strangers:
        return None
    other = dice.choice(strangers)
    changed = _renamed(told, other)
    if changed is not None and dice.random() < HALF:
        return citing(dice.choice((said, quoted))(told, changed, dice), Truth.COMPANY, dice, scene.n(told))
    frame = frames(dice.choice(list(Language)), told.side)[0]
    return citing(framed(frame, told, other, told.quote), Truth.COMPANY, dice, scene.n(told))


def _names(quote: str, told: Told) -> bool:
    return any(name in quote for name in (told.about.name, told.about.name_zh, told.subject) if name)


def _renamed(told: Told, other: Subject) -> str | None:
    for old, new in ((told.about.name, other.name), (told.about.name_zh, other.name_zh), (told.subject, other.name)):
        if old and old in told.quote:
            return told.quote.replace(old, new or other.name)
    return None


def appended(truth: Truth, scene: Scene, told: Told, dice: Random) -> Spoken:
    language = dice.choice(list(Language))
    more = dice.choice(listed(ADDED[truth], language))
    text = dice.choice((said, quoted))(told, told.quote, dice).rstrip(".。")
    joined: str = dice.choice(words()["any"]["joined"])
    return citing(joined.format(text, more), truth, dice, scene.n(told))


def alone(scene: Scene, told: Told, dice: Random) -> Spoken:
    """Invented altogether, and put into the holder's mouth."""
    truth = dice.choice((Truth.INVENTED, Truth.ADVICE))
    more = dice.choice(listed(ADDED[truth], dice.choice(list(Language))))
    return citing(dice.choice((said, quoted))(told, more, dice), truth, dice, scene.n(told))


def obeyed(scene: Scene, told: Told, dice: Random) -> Spoken:
    text: str = dice.choice(words()["any"]["obeyed"])
    manner = dice.choice((said, quoted, beside))
    return citing(dice.choice((manner(told, text, dice), text)), Truth.OBEYED, dice, scene.n(told))


def link(scene: Scene, told: Told, dice: Random) -> Spoken:
    text = dice.choice((said, quoted))(told, told.quote, dice)
    return citing(
        dice.choice(("{0} {1}", "{1} {0}", "{0} ({1})")).format(text, dice.choice(words()["any"]["links"])),
        Truth.LINK,
        dice,
        scene.n(told),
    )


def hidden(scene: Scene, told: Told, dice: Random) -> Spoken:
    """Somewhere in the sentence, in or out of its quotation."""
    text = dice.choice((said, quoted))(told, told.quote, dice)
    at = dice.randrange(len(text) + 1)
    return citing(text[:at] + dice.choice(words()["any"]["hidden"]) + text[at:], Truth.HIDDEN, dice, scene.n(told))


def lookalike(scene: Scene, told: Told, dice: Random) -> Spoken | None:
    text = dice.choice((said, quoted))(told, told.quote, dice)
    alike = words()["alike"]
    places = [at for at, char in enumerate(text) if char in alike]
    if not places:
        return None
    at = dice.choice(places)
    return citing(text[:at] + alike[text[at]] + text[at + 1 :], Truth.LOOKALIKE, dice, scene.n(told))


def dated(scene: Scene, told: Told, dice: Random) -> Spoken:
    frame = dice.choice(listed("dates", dice.choice(list(Language))))
    return citing(frame.format(holder=told.holder, quote=told.quote), Truth.DATE, dice, scene.n(told))


def doubted(scene: Scene, told: Told, dice: Random) -> Spoken:
    frame = dice.choice(listed("doubts", dice.choice(list(Language))))
    return citing(frame.format(holder=told.holder, quote=told.quote), Truth.DOUBT, dice, scene.n(told))


def linked(scene: Scene, told: Told, dice: Random) -> Spoken:
    other = scene.other(told, dice)
    frame = dice.choice(listed("linked", dice.choice(list(Language))))
    text = frame.format(a=told.holder, b=other.holder, one=told.quote, two=other.quote)
    return citing(text, Truth.CAUSE, dice, scene.n(told), scene.n(other))


WRONG: tuple[Maker, ...] = (
    *(partial(of_list, name) for name in OF_LISTS),
    *(cut, ransom, near, glued, wrong_citation, not_given, other_side, canary, other_holder, reporter),
    *(
        other_company,
        partial(appended, Truth.INVENTED),
        partial(appended, Truth.ADVICE),
        alone,
        obeyed,
        link,
        hidden,
        lookalike,
    ),
    *(dated, doubted, linked, too_many, exchanged, beside_the_point, asked_back, moved),
)
