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


class ReplyDocument(TypedDict):
    """`relation`: rebuts, qualifies, or null where the answering point is one that is told no more."""

    point_id: str
    relation: str | None


class PointDocument(TypedDict):
    """`people` counts different named holders, `unknown` the posts that say it whose holder nobody knows, `arguments`
    everything. `first` and `last`: days. `answered_by`: the points of `replies`, the nearest first.
    """

    point_id: str
    subject: str
    side: str
    aspect: str
    text: str
    people: int
    unknown: int
    arguments: int
    first: str | None
    last: str | None
    answered_by: list[str]
    replies: list[ReplyDocument]
    citations: list[CitationDocument]


class CaseDocument(TypedDict):
    """`more`: how many points of a side are left out, the weakest; no side where none is."""

    subject: str
    points: list[PointDocument]
    more: dict[str, int]


class StandingDocument(TypedDict):
    """Counts of one side, with what is left out of `points`."""

    points: int
    people: int
    unknown: int
    unanswered: int


class StateDocument(TypedDict):
    bull: StandingDocument
    bear: StandingDocument


class DebateDocument(TypedDict):
    """`points` aspect by aspect, the bulls' before the bears'. `more` as in a case."""

    subject: str
    points: list[PointDocument]
    more: dict[str, int]
    state: StateDocument


class WeekDocument(TypedDict):
    """`week`: its Monday."""

    week: str
    bull: int
    bear: int


class MarkDocument(TypedDict):
    """`n`: of the citation. `kind`: post, new_point, silent_point, changed_mind."""

    n: int
    day: str
    stance: str
    kind: str


class TurnDocument(TypedDict):
    """`before` and `after` are numbers of citations; `said`: what the holder says of it, where they do."""

    holder: str
    before: int | None
    after: int
    said: str | None


class TimelineDocument(TypedDict):
    """`undated`: arguments that stand in no week. `new`, `silent` and `turned` as in a case, with few citations."""

    subject: str
    since: str | None
    until: str
    weeks: list[WeekDocument]
    undated: int
    marks: list[MarkDocument]
    new: list[PointDocument]
    silent: list[PointDocument]
    turned: list[PointDocument]
    turns: list[TurnDocument]
    citations: list[CitationDocument]


class ArrivedDocument(TypedDict):
    """`neutral` counts those that take no side, or one so doubtfully that it is not told."""

    subject: str
    bull: int
    bear: int
    neutral: int
    citations: list[CitationDocument]


class AnsweredDocument(TypedDict):
    """`by`: the new points that speak to it; nobody had answered it before."""

    point_id: str
    by: list[str]
    point: PointDocument


class DigestDocument(TypedDict):
    """What was saved from `since` up to `until`. `turns`: as in a timeline, by the numbers of `citations`, which holds
    all that is cited. `more` and `more_points` count the subjects and new points that are left out.
    """

    since: str
    until: str
    posts: int
    subjects: list[ArrivedDocument]
    more: int
    new_points: list[PointDocument]
    more_points: int
    answered: list[AnsweredDocument]
    turns: list[TurnDocument]
    citations: list[CitationDocument]
    quiet: bool


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
