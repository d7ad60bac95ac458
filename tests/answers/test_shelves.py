"""One answer out of several casebooks: no number changes its meaning, and nobody's words come in uninvited."""

from bot.answers.shelves import with_shelves
from bot.domain.answer import Answer, Considered, Dropped, Evidence, Fallback, Held, Mode, Sentence
from bot.domain.argument import Aspect, Stance
from bot.domain.post import ChannelId
from bot.domain.question import Query
from bot.domain.text import Language, Locale
from tests.answers.given import BYD, NVIDIA, XIAOMI_AUTO, View, evidence

CHIPS, BUSES = ChannelId("chips"), ChannelId("buses")
QUERY = Query(
    text="what is the bear case",
    language=Language.ENGLISH,
    locale=Locale.ENGLISH,
    subjects=(XIAOMI_AUTO,),
    stance=Stance.BEAR,
)


def said(*views: View, numbers: tuple[int, ...] | None = None, **more: object) -> Answer:
    """An answer of a sentence for each view."""
    cited = [evidence(n, view) for n, view in zip(numbers or range(1, 1 + len(views)), views, strict=False)]
    sentences = tuple(Sentence(text=one.argument.quote, citations=(one.n,)) for one in cited)
    return Answer.model_validate({"query": QUERY, "sentences": sentences, "citations": tuple(cited)} | more)


def silent(*held: Held, **more: object) -> Answer:
    return Answer.model_validate({"query": QUERY, "coverage": held} | more)


def sources(answer: Answer) -> dict[str, list[tuple[str, ChannelId | None]]]:
    """What each sentence cites: quotes, and where they are kept."""
    by_number: dict[int, Evidence] = {one.n: one for one in answer.citations}
    return {
        sentence.text: [(by_number[n].argument.quote, by_number[n].shelf) for n in sentence.citations]
        for sentence in answer.sentences
    }


def held(arguments: int, aspect: Aspect | None = Aspect.BRAND, stance: Stance = Stance.BULL) -> Held:
    return Held(subject=XIAOMI_AUTO, stance=stance, aspect=aspect, arguments=arguments)


def test_own_sentences_come_first_and_keep_their_numbers() -> None:
    own = said(View("Brakes fail."), View("Doors jam."), numbers=(1, 4))
    joined = with_shelves(own, {CHIPS: said(View("Roofs leak."), numbers=(2,)), BUSES: said(View("Seats split."))})
    assert joined.sentences[:2] == own.sentences
    assert joined.citations[:2] == own.citations
    assert [sentence.text for sentence in joined.sentences] == [
        "Brakes fail.",
        "Doors jam.",
        "Roofs leak.",
        "Seats split.",
    ]


def test_every_sentence_still_cites_what_it_stands_on_and_no_number_stands_twice() -> None:
    own = said(View("Brakes fail."), View("Doors jam."))
    joined = with_shelves(own, {CHIPS: said(View("Roofs leak.")), BUSES: said(View("Seats split."))})
    numbers = [one.n for one in joined.citations]
    assert len(set(numbers)) == len(numbers) == 4
    assert sources(joined) == {
        "Brakes fail.": [("Brakes fail.", None)],
        "Doors jam.": [("Doors jam.", None)],
        "Roofs leak.": [("Roofs leak.", CHIPS)],
        "Seats split.": [("Seats split.", BUSES)],
    }


def test_what_two_casebooks_say_in_the_same_words_is_one_sentence_that_cites_both() -> None:
    joined = with_shelves(said(View("Brakes fail.")), {CHIPS: said(View("Brakes fail."))})
    assert sources(joined) == {"Brakes fail.": [("Brakes fail.", None), ("Brakes fail.", CHIPS)]}


def test_what_was_considered_is_all_of_it_and_the_newest_is_the_youngest() -> None:
    seen = [Considered(arguments=5, posts=2, authors=1, newest_days=9), Considered(arguments=1, posts=1, authors=1)]
    young = Considered(arguments=2, posts=2, authors=2, newest_days=3)
    joined = with_shelves(
        said(considered=seen[0]), {CHIPS: silent(considered=seen[1]), BUSES: silent(considered=young)}
    )
    assert joined.considered == Considered(arguments=8, posts=5, authors=4, newest_days=3)


def test_what_was_dropped_is_told() -> None:
    spoilt = Dropped(text="A tale.", reason="uncited")
    assert with_shelves(said(View("Brakes fail.")), {CHIPS: silent(dropped=(spoilt,))}).dropped == (spoilt,)


def test_one_that_answers_is_enough_not_to_abstain() -> None:
    joined = with_shelves(silent(held(3)), {CHIPS: said(View("Roofs leak."))})
    assert not joined.abstained
    assert joined.coverage == ()


def test_where_all_abstain_what_all_of_them_hold_is_told_nearest_first() -> None:
    other = Held(subject=BYD, stance=Stance.BEAR, aspect=None, arguments=30)
    chips = Held(subject=NVIDIA, stance=Stance.BULL, aspect=None, arguments=2)
    joined = with_shelves(silent(held(3), other), {CHIPS: silent(held(4), chips)})
    assert joined.abstained
    assert joined.coverage == (held(7, aspect=None), other, chips)


def test_the_question_is_understood_as_the_first_that_answers_it_understands_it() -> None:
    unknown = QUERY.model_copy(update={"subjects": (), "unknown": ("leather jacket",)})
    joined = with_shelves(silent(query=unknown), {CHIPS: said(View("Roofs leak."))})
    assert joined.query == QUERY
    assert with_shelves(silent(query=unknown), {CHIPS: silent()}).query == unknown


def test_why_it_is_not_the_models_is_said_only_where_no_part_is() -> None:
    written = said(View("Brakes fail."), mode=Mode.LLM, engine="llm:m:answer/1")
    quoted = said(View("Roofs leak."), fallback=Fallback.TOO_LITTLE)
    mixed, plain = with_shelves(written, {CHIPS: quoted}), with_shelves(quoted, {CHIPS: said(View("Seats split."))})
    assert (mixed.mode, mixed.fallback, mixed.engine) == (Mode.LLM, None, "llm:m:answer/1 extractive")
    assert (plain.mode, plain.fallback, plain.engine) == (Mode.EXTRACTIVE, Fallback.TOO_LITTLE, "extractive")
