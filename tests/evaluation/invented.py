"""Small invented pastes, questions and what a product might have made of them."""

from datetime import date
from typing import Any

from benchmarks.evaluation.gold import GoldArgument, GoldPaste, GoldPost, GoldQuestion, QuoteGroup, RightNames, Trap
from benchmarks.evaluation.names import Names
from benchmarks.evaluation.running import Asked, Saved
from bot.domain.answer import Answer, Dropped, Evidence, Sentence
from bot.domain.argument import Argument, ArgumentId, Aspect, Kind, Stance
from bot.domain.post import ChannelId, PasteId, Platform, Post, PostId
from bot.domain.question import Query
from bot.domain.receipt import Receipt, SavedPost
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Language, Locale, Span
from tests.conftest import TODAY, pasted

GROWS = "Orchard Rail carries more freight every quarter"
OWES = "Orchard Rail owes more than it can ever pay back"
STORY = "I took the night train home on Tuesday"
RAW = f"{GROWS}.\n{OWES}.\n{STORY}."
ALPHA, BETA = ChannelId("alpha"), ChannelId("beta")

NAMES = Names(
    RightNames(
        subjects={"Orchard Rail": ("ORC", "果园铁路"), "Meta": ("META",), "Alder Bank": ("00077",)},
        exact_only=("Meta",),
        people={"Wren Talbot": ("talbotw",)},
    )
)


def gold_argument(quote: str, raw: str = RAW, **changes: Any) -> GoldArgument:
    given = {"quote": quote, "start": raw.index(quote), "stance": "bull", "subject": "Orchard Rail", "holder": None}
    return GoldArgument.model_validate(given | changes)


def trap(quote: str, raw: str = RAW) -> Trap:
    return Trap(quote=quote, start=raw.index(quote), kind="story")


def gold_paste(*arguments: GoldArgument, **changes: Any) -> GoldPaste:
    paste = GoldPaste(
        path="posts/alpha/01.txt",
        channel=ALPHA,
        author_ok=(),
        language="en",
        tickers=(),
        n_posts=1,
        n_posts_ok=(1,),
        posts=(GoldPost(platform=Platform.GENERIC, author=None, published_at=None),),
        duplicate_of=None,
        quotes_path=None,
        arguments=arguments,
        traps=(),
    )
    return paste.model_copy(update=changes)


def found(quote: str, **changes: Any) -> Argument:
    argument = Argument(
        claim=quote,
        span=Span(start=0, end=len(quote)),
        stance=Stance.BULL,
        stance_confidence=0.7,
        subject=subject("Orchard Rail"),
        aspect=Aspect.GROWTH,
        holder=None,
        kind=Kind.OPINION,
        argument_id=ArgumentId(f"a-{quote[:12]}"),
        quote=quote,
    )
    return argument.model_copy(update=changes)


def subject(name: str) -> Subject:
    return Subject(key=SubjectKey(name.lower()), name=name)


def post(**changes: Any) -> Post:
    kept = Post(
        post_id=PostId("p1"),
        paste_id=PasteId("q1"),
        platform=Platform.GENERIC,
        author=None,
        published_at=None,
        language=Language.ENGLISH,
        body=RAW,
        tickers=(),
        quotes_post=None,
        topic=None,
        url=None,
        saved_by="paster",
        saved_at=pasted(RAW).saved_at,
    )
    return kept.model_copy(update=changes)


def saved(gold: GoldPaste, *arguments: Argument, raw: str = RAW) -> Saved:
    """A paste read as one post with these arguments."""
    return Saved(gold, raw, Receipt(posts=(SavedPost(post=post(), arguments=arguments),)))


def read_as(gold: GoldPaste, *posts: Post, raw: str = RAW) -> Saved:
    """A paste read as these posts."""
    return Saved(gold, raw, Receipt(posts=tuple(SavedPost(post=one) for one in posts)))


def gold_question(**changes: Any) -> GoldQuestion:
    question = GoldQuestion(
        id="q1",
        channel=ALPHA,
        question="What do bulls say of Orchard Rail?",
        kind="case",
        stance=None,
        after=None,
        context_needed=False,
        gold_quotes=(QuoteGroup(any_of=(GROWS,)),),
        relevant_quotes=(GROWS,),
        must_abstain=False,
        expected=(),
        forbidden=(),
        leak_probe=False,
        tags=(),
    )
    return question.model_copy(update=changes)


def answered(gold: GoldQuestion, *quotes: str, text: str = "So it is said.", by: Post | None = None) -> Asked:
    """One sentence that cites each of the quotes."""
    evidence = [Evidence(n=n, argument=found(quote), post=by or post()) for n, quote in enumerate(quotes, 1)]
    sentences = (Sentence(text=text, citations=tuple(one.n for one in evidence)),)
    return Asked(gold, Answer(query=query(gold), sentences=sentences, citations=tuple(evidence)))


def refused(gold: GoldQuestion, *dropped: str) -> Asked:
    """An abstention, and what the gate kept back."""
    kept_back = tuple(Dropped(text=text, reason="quote") for text in dropped)
    return Asked(gold, Answer(query=query(gold), dropped=kept_back))


def query(gold: GoldQuestion) -> Query:
    return Query(text=gold.question, language=Language.ENGLISH, locale=Locale.ENGLISH, since=date.min, until=TODAY)
