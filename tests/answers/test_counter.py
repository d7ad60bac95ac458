"""How directly arguments speak to a claim."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from bot.answers.counter.claims import MOST_CLAIMS, Claimed, claims_in, surest
from bot.answers.counter.directness import Text, directness, likeness, shared_words, traits_of
from bot.answers.counter.finding import terms_of
from bot.answers.counter.naming import HeldFirst
from bot.arguments.extract import Unread
from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook.countering import unsaved
from bot.domain.argument import Aspect, Stance
from bot.domain.counter import Claim
from bot.domain.glossary import Glossary
from bot.domain.post import Platform, PostDraft
from bot.domain.subject import SubjectKey
from bot.domain.text import Language
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver


def text(words: str, aspect: Aspect = Aspect.OTHER) -> Text:
    return Text(traits_of(words), aspect, None)


CLAIM = text("The warranty costs will eat the profit of the plant.")


def test_rare_words_tell_more_than_those_that_all_candidates_share() -> None:
    plain = [text("The plant is in Leipzig."), text("The plant is new."), text("The plant has a warranty problem.")]
    assert np.argmax(shared_words(CLAIM, plain)) == 2


def test_a_text_shares_all_words_with_itself_and_none_with_another() -> None:
    assert shared_words(CLAIM, [CLAIM, text("gulls")]) == pytest.approx([1, 0])


def test_nothing_is_shared_with_no_candidates_and_by_a_text_without_words() -> None:
    assert directness(CLAIM, []) == []
    assert shared_words(text("…"), [text("…")]) == [0]


def test_a_matter_is_shared_across_languages() -> None:
    claim = text("Its gross margin will rise.")
    margin, weather = shared_words(claim, [text("毛利率一年比一年低。"), text("今天天气很好。")])
    assert margin > weather == 0


def test_of_the_same_words_those_on_the_claims_aspect_speak_more_directly() -> None:
    claim = Text(traits_of("good"), Aspect.MARGINS, None)
    other, fitting = directness(claim, [text("bad"), text("bad", Aspect.MARGINS)])
    assert fitting > other


def test_what_a_language_has_in_common_is_no_likeness() -> None:
    base, rng = np.ones(8, dtype=np.float32), np.random.default_rng(3)
    away = [np.asarray(base + rng.normal(0, 0.1, 8), dtype=np.float32) for _ in range(24)]
    texts = [Text(traits_of("gulls"), Aspect.OTHER, vector) for vector in away]
    claim = Text(traits_of("gulls"), Aspect.OTHER, np.asarray(away[0], dtype=np.float32))
    found = likeness(claim, texts)
    assert found[0] == pytest.approx(1)
    assert abs(float(np.mean(found[1:]))) < 0.2


def test_without_a_vector_nothing_is_alike() -> None:
    vector = np.ones(4, dtype=np.float32)
    assert likeness(CLAIM, [Text(CLAIM.traits, Aspect.OTHER, vector)]) == [0]
    assert likeness(Text(CLAIM.traits, Aspect.OTHER, vector), [CLAIM]) == [0]


def test_a_claim_is_looked_for_by_its_words_and_what_its_matters_are_called_elsewhere() -> None:
    terms = terms_of("The gross margin is falling.")
    assert {"margin", "falling", "毛利"} <= {*terms, *(term[:2] for term in terms)}
    assert "the" not in terms


def test_the_surest_claims_are_answered_in_the_order_of_the_message() -> None:
    def claimed(n: int) -> Claimed:
        confidence = 0.9 - 0.1 * (n % 2)
        return Claimed(
            Claim(quote=str(n), subject=None, stance=Stance.BULL, confidence=confidence, aspect=Aspect.OTHER)
        )

    chosen = [one.claim.quote for one in surest([claimed(n) for n in range(2 * MOST_CLAIMS)])]
    assert chosen == [str(n) for n in range(0, 2 * MOST_CLAIMS, 2)]


@contextmanager
def no_garbage_collected() -> Iterator[None]:
    """What other tests left in memory takes whichever thread comes upon it some tenths of a second."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def test_a_long_message_is_read_while_others_are_answered() -> None:
    reason = "Margins at BYD will fall further, because demand is weak and the price war goes on."
    paste = PostDraft(
        platform=Platform.GENERIC,
        author=None,
        published_at=None,
        language=Language.ENGLISH,
        body=" ".join(f"{reason[:-1]} in year {n}." for n in range(60)),
    )
    extractor = ExtractiveExtractor(None)
    unread = Unread(unsaved(paste), Resolver.by(Companies.load(), Glossary()), None)
    await claims_in([unread], extractor)  # once before, so that no table is loaded in what is measured
    with no_garbage_collected():
        whole, ours = time.process_time(), time.thread_time()
        assert len(await claims_in([unread], extractor)) > MOST_CLAIMS
        assert time.thread_time() - ours < (time.process_time() - whole) / 10


def naming(*held: str) -> HeldFirst:
    return HeldFirst(Companies.load(), Glossary(), [SubjectKey(key) for key in held])


def named(message: str, *held: str) -> list[str]:
    return [mention.subject.key for mention in naming(*held).mentions(message)]


def test_a_name_that_needs_its_surroundings_needs_none_where_the_channel_holds_the_company() -> None:
    message = "Snowflake will lose every customer."
    assert named(message) == []
    assert named(message, "snowflake") == ["snowflake"]


def test_a_company_that_is_held_goes_before_others_of_its_sentence_alone() -> None:
    message = "Tesla needs BYD less and less. Tesla is a great company."
    assert named(message) == ["tesla", "byd", "tesla"]
    assert named(message, "byd") == ["byd", "tesla"]
