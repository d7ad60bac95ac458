"""The shape of every JSON document that the command line gives. Scripts rely on these names and meanings."""

from typing import TypedDict


class TickerDocument(TypedDict):
    symbol: str
    market: str
    name: str | None


class ArgumentDocument(TypedDict):
    """`start` and `end` are offsets of `quote` in the stored body, in Unicode code points."""

    argument_id: str
    claim: str
    quote: str
    start: int
    end: int
    stance: str
    stance_confidence: float
    subject: str
    aspect: str
    holder: str | None
    kind: str


class PostDocument(TypedDict):
    post_id: str
    platform: str
    author: str | None
    published_at: str | None
    language: str
    tickers: list[TickerDocument]
    quotes_post: str | None
    duplicate_of: str | None
    waiting: bool
    arguments: list[ArgumentDocument]


class SkippedDocument(TypedDict):
    reason: str
    excerpt: str


class IngestDocument(TypedDict):
    posts: list[PostDocument]
    skipped: list[SkippedDocument]


class InterpretedDocument(TypedDict):
    subjects: list[str]
    stance: str | None
    since: str | None
    until: str | None
    author: str | None


class SentenceDocument(TypedDict):
    text: str
    citations: list[int]


class TargetDocument(TypedDict):
    """What time a forecast speaks of: in its own words, to which day, and whether that has passed."""

    text: str
    until: str
    past: bool


class CitationDocument(TypedDict):
    """`target` is null for what is no forecast, and where a forecast's time is not plain."""

    n: int
    quote: str
    kind: str
    target: TargetDocument | None
    stance: str
    subject: str
    aspect: str
    author: str | None
    holder: str | None
    published_at: str | None
    post_id: str
    argument_id: str
    url: str | None


class ConsideredDocument(TypedDict):
    arguments: int
    posts: int
    authors: int


class DroppedDocument(TypedDict):
    text: str
    reason: str


class HeldDocument(TypedDict):
    """`aspect` None: on all. `question`: what to ask to hear of it, in the answer's language."""

    subject: str
    stance: str
    aspect: str | None
    arguments: int
    question: str | None


class AskDocument(TypedDict):
    """`fallback`: why the mode is extractive although a language model was to write the answer."""

    question: str
    mode: str
    engine: str
    fallback: str | None
    abstained: bool
    language: str
    interpreted: InterpretedDocument
    sentences: list[SentenceDocument]
    citations: list[CitationDocument]
    considered: ConsideredDocument
    dropped: list[DroppedDocument]
    coverage: list[HeldDocument]
    timing_ms: dict[str, float]


class ListedDocument(TypedDict):
    post_id: str
    platform: str
    author: str | None
    published_at: str | None
    saved_by: str
    saved_at: str
    arguments: int
    waiting: bool


class PostsDocument(TypedDict):
    posts: list[ListedDocument]


class ForgottenCounts(TypedDict):
    posts: int
    arguments: int


class ForgetDocument(TypedDict):
    forgotten: ForgottenCounts


class CorrectedPost(TypedDict):
    """`subject`: the company that it is about, as people say, else what most of it argues about."""

    post_id: str
    author: str | None
    published_at: str | None
    url: str | None
    subject: str | None
    by: str


class CorrectDocument(TypedDict):
    corrected: CorrectedPost


class AliasDocument(TypedDict):
    name: str
    company: str
    added_by: str
    learned: bool


class OffDocument(TypedDict):
    """A name that everybody knows for `company` and that means nothing in the channel."""

    name: str
    company: str
    by_whom: str


class SuggestedDocument(TypedDict):
    """A nickname that posts suggest; `example` is one of the posts, `url` where it stands, if that is known."""

    name: str
    company: str
    posts: int
    people: int
    example: str
    url: str | None


class AliasesDocument(TypedDict):
    aliases: list[AliasDocument]
    off: list[OffDocument]
    suggested: list[SuggestedDocument]


class ImportedCounts(TypedDict):
    posts: int
    arguments: int
    duplicates: int
    skipped: int


class ImportDocument(TypedDict):
    imported: ImportedCounts
