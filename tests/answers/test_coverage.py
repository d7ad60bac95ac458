"""What an abstention offers instead: nearest first, and each with a question that is understood as just that."""

from datetime import date

import pytest

from bot.answers.coverage import MOST, called, nearest, question_on
from bot.answers.interpret import understand
from bot.domain.answer import Held
from bot.domain.argument import Aspect, Stance
from bot.domain.glossary import Glossary, SwitchedOff
from bot.domain.post import Ticker
from bot.domain.question import Query, Question
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Language, Locale
from bot.locales import wording
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from tests.answers.given import BYD, NVIDIA, RESOLVER, TENCENT, XIAOMI, XIAOMI_AUTO

BULL, BEAR, NEUTRAL = Stance.BULL, Stance.BEAR, Stance.NEUTRAL
QUILL = Subject(key=SubjectKey("$QUIL.US"), name="QUIL", tickers=(Ticker(symbol="QUIL", market="US"),))
TOLD = {Stance.BULL: Stance.BULL, Stance.BEAR: Stance.BEAR, Stance.NEUTRAL: None}


def held(subject: Subject, stance: Stance, aspect: Aspect | None = Aspect.BRAND, arguments: int = 1) -> Held:
    return Held(subject=subject, stance=stance, aspect=aspect, arguments=arguments)


def query(*subjects: Subject, **more: object) -> Query:
    fixed = {"text": "?", "language": Language.ENGLISH, "locale": Locale.ENGLISH, "subjects": subjects}
    return Query.model_validate(fixed | more)


def rows(found: tuple[Held, ...]) -> list[tuple[str, Stance, Aspect | None, int]]:
    return [(one.subject.key, one.stance, one.aspect, one.arguments) for one in found]


HELD = [
    held(NVIDIA, BULL, Aspect.DEMAND, 40),
    held(TENCENT, BEAR, Aspect.USERS, 30),
    held(XIAOMI, BEAR, Aspect.MARGINS, 9),
    held(XIAOMI_AUTO, BULL, Aspect.DEMAND, 3),
    held(XIAOMI_AUTO, BULL, Aspect.BRAND, 2),
    held(XIAOMI_AUTO, BEAR, Aspect.SAFETY, 1),
]


def test_the_other_side_comes_first_then_the_companys_other_parts_then_what_is_held_most() -> None:
    only_bulls = [one for one in HELD if one.stance is BULL or one.subject != XIAOMI_AUTO]
    assert rows(nearest(only_bulls, query(XIAOMI_AUTO, stance=BEAR))) == [
        ("xiaomi/auto", BULL, None, 5),
        ("xiaomi", BEAR, None, 9),
        ("nvidia", BULL, None, 40),
        ("tencent", BEAR, None, 30),
    ]


def test_of_an_aspect_that_side_then_the_other_then_other_aspects_of_the_side() -> None:
    asked = query(XIAOMI_AUTO, stance=BULL, aspects=(Aspect.SAFETY,))
    assert rows(nearest(HELD, asked))[:4] == [
        ("xiaomi/auto", BEAR, Aspect.SAFETY, 1),
        ("xiaomi/auto", BULL, Aspect.DEMAND, 3),
        ("xiaomi/auto", BULL, Aspect.BRAND, 2),
        ("xiaomi", BEAR, None, 9),
    ]
    assert rows(nearest(HELD, query(XIAOMI_AUTO, stance=BEAR, aspects=(Aspect.SAFETY,))))[:2] == [
        ("xiaomi/auto", BEAR, Aspect.SAFETY, 1),
        ("xiaomi/auto", BULL, None, 5),
    ]


def test_of_an_aspect_on_which_nothing_is_held_what_speaks_to_none_of_the_list_is_offered_as_the_whole_side() -> None:
    asked = query(BYD, stance=BULL, aspects=(Aspect.SAFETY,))
    assert rows(nearest([held(BYD, BULL, Aspect.OTHER, 4)], asked)) == [("byd", BULL, None, 4)]
    assert rows(nearest([held(BYD, BULL, Aspect.SAFETY, 4)], asked)) == [("byd", BULL, Aspect.SAFETY, 4)]


def test_there_are_at_most_five_rows_and_none_twice() -> None:
    many = [held(XIAOMI_AUTO, BULL, aspect, number) for number, aspect in enumerate(Aspect, 1)]
    found = nearest(many, query(XIAOMI_AUTO, aspects=(Aspect.DEBT,)))
    assert len(found) == len(set(rows(found))) == MOST
    assert found[0].aspect is Aspect.DEBT


def test_where_nothing_is_held_nothing_is_offered() -> None:
    assert nearest([], query(BYD)) == ()


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("subject", [XIAOMI_AUTO, BYD], ids=["segment", "company"])
def test_every_offer_is_understood_as_what_it_counts(locale: Locale, stance: Stance, subject: Subject) -> None:
    for aspect in (None, *Aspect):
        [row] = called([held(subject, stance, aspect)], RESOLVER, locale)
        question = question_on(row, wording(locale))
        assert question is not None
        meant = understand(Question(text=question, asked_on=date(2025, 12, 1), spoken=locale), RESOLVER, [])
        assert meant.query.subjects == (RESOLVER.subject(subject.key),)
        assert (meant.query.stance, meant.query.locale) == (TOLD[stance], locale)
        assert meant.query.aspects == (() if aspect in (None, Aspect.OTHER) else (aspect,)), question
        assert (meant.bare, meant.query.unknown) == ((), ())


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("aspect", [one for one in Aspect if one is not Aspect.OTHER])
def test_an_aspect_is_asked_for_by_the_name_that_it_is_shown_under(locale: Locale, aspect: Aspect) -> None:
    words = wording(locale)
    question = words.say("near", "bear_on", subject=BYD.name, aspect=words.say("aspects", aspect))
    meant = understand(Question(text=question, asked_on=date(2025, 12, 1), spoken=locale), RESOLVER, [])
    assert aspect in meant.query.aspects


def test_a_subject_is_called_by_a_name_that_is_not_switched_off_or_else_by_its_code() -> None:
    off = Glossary(off=tuple(SwitchedOff(name=name, by_whom="mona") for name in ("Nvidia", "英伟达")))
    nvidia = RESOLVER.subject(NVIDIA.key)
    resolver = Resolver.by(Companies.load(), off)
    [row] = called([held(nvidia, BEAR, None)], resolver, Locale.ENGLISH)
    assert question_on(row, wording(Locale.ENGLISH)) == "What is the bear case on $NVDA.US?"
    [chinese] = called([held(nvidia, BEAR, None)], resolver, Locale.SIMPLIFIED)
    assert question_on(chinese, wording(Locale.SIMPLIFIED)) == "$NVDA.US的看空理由是什么？"


def test_what_no_name_means_here_is_counted_and_not_offered() -> None:
    nobody = Subject(key=SubjectKey("=zeta widgets"), name="Zeta Widgets")
    [row] = called([held(nobody, BULL)], RESOLVER, Locale.ENGLISH)
    assert question_on(row, wording(Locale.ENGLISH)) is None
    assert question_on(held(BYD, BULL), wording(Locale.ENGLISH)) is None


def test_a_company_that_a_cashtag_alone_made_known_is_called_by_its_code() -> None:
    [row] = called([held(QUILL, BULL, None)], RESOLVER, Locale.ENGLISH)
    assert question_on(row, wording(Locale.ENGLISH)) == "What is the bull case on $QUIL.US?"
