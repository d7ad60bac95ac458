"""The rest of the shapes of `contract`: what tells key points, who holds them, and what became of them."""

from typing import TypedDict

from bot.cli.contract import CitationDocument


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
    """`week`: its Monday. `undated_…`: of posts without a usable date that were saved in it, in UTC."""

    week: str
    bull: int
    bear: int
    undated_bull: int
    undated_bear: int


class MarkDocument(TypedDict):
    """`n`: of the citation. `kind`: post, new_point, silent_point, changed_mind. Where it is not `dated`, `day` is the
    one on which the post was saved, in UTC, and not when it was written."""

    n: int
    day: str
    dated: bool
    stance: str
    kind: str


class TurnDocument(TypedDict):
    """`before` and `after` are numbers of citations; `said`: what the holder says of it, where they do."""

    holder: str
    before: int | None
    after: int
    said: str | None


class TimelineDocument(TypedDict):
    """`undated`: arguments that stand in the week in which they were saved. `unsure`: all there is takes its side
    doubtfully. `new`, `silent` and `turned` as in a case, with few citations."""

    subject: str
    since: str | None
    until: str
    weeks: list[WeekDocument]
    undated: int
    unsure: bool
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
