"""Posts, arguments and evidence about invented or well-known facts, as the tests of this room need them."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.answers.gate.claim import Names
from bot.answers.ground import Offered, refusal_of
from bot.domain.answer import DraftSentence, Evidence
from bot.domain.argument import Argument, ArgumentDraft, ArgumentId, Aspect, Kind, Stance
from bot.domain.post import (
    ChannelId,
    Part,
    Paste,
    PasteId,
    Platform,
    Post,
    PostDraft,
    PostId,
    Published,
    Reading,
    Segment,
)
from bot.domain.question import Query
from bot.domain.subject import Subject, SubjectKey, SubjectKind
from bot.domain.text import Language, Locale, Span
from bot.embeddings.embedder import Embedder
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from storage import Embedded, KeptArgument, KnownPost, Store

TODAY = date(2025, 12, 1)
RESOLVER = Resolver(Companies.load())
XIAOMI = Subject(key=SubjectKey("xiaomi"), name="Xiaomi", name_zh="小米")
XIAOMI_AUTO = Subject(key=SubjectKey("xiaomi/auto"), name="Xiaomi Auto", name_zh="小米汽车", kind=SubjectKind.SEGMENT)
BYD = Subject(key=SubjectKey("byd"), name="BYD", name_zh="比亚迪")
NVIDIA = Subject(key=SubjectKey("nvidia"), name="Nvidia", name_zh="英伟达")
TENCENT = Subject(key=SubjectKey("tencent"), name="Tencent", name_zh="腾讯")


@dataclass(frozen=True)
class View:
    """An argument as a test writes it: the quote is its post's whole body."""

    quote: str
    subject: Subject = XIAOMI_AUTO
    stance: Stance = Stance.BEAR
    holder: str | None = "quietgarage"
    author: str | None = "quietgarage"
    aspect: Aspect = Aspect.OTHER
    on: Published | None = None
    confidence: float = 0.8

    @property
    def language(self) -> Language:
        return Language.CHINESE if any("\u4e00" <= char <= "\u9fff" for char in self.quote) else Language.ENGLISH

    def draft(self) -> ArgumentDraft:
        return ArgumentDraft(
            claim=self.quote,
            span=Span(start=0, end=len(self.quote)),
            stance=self.stance,
            stance_confidence=self.confidence,
            subject=self.subject,
            aspect=self.aspect,
            holder=self.holder,
            kind=Kind.OPINION,
        )


def by(holder: str, view: View) -> View:
    """The same view, written and held by `holder`."""
    return replace(view, holder=holder, author=holder)


CARS = [
    by("quietgarage", View("A label built on lap times does not carry a family car.", aspect=Aspect.BRAND)),
    by("gearbox", View("两年召回三次，没有一个人为此负责。", aspect=Aspect.SAFETY, on=date(2025, 10, 3))),
    by("tidewatcher", View("Two recalls a year, and no head rolled.", aspect=Aspect.SAFETY, on=date(2025, 6, 20))),
    by("后座看海", View("创始人亲自盯产品，这份专注别家学不来。", XIAOMI, Stance.BULL, aspect=Aspect.MANAGEMENT)),
    by("远岸", View("电池成本跌了两成，毛利往上走。", BYD, Stance.BULL, aspect=Aspect.MARGINS, on=date(2025, 9, 1))),
    by("harbour_lane", View("Dealers sit on ninety days of stock.", BYD, aspect=Aspect.DEMAND, on=date(2025, 3, 2))),
    by("山脚下", View("海外建厂要花三年，关税可不等人。", BYD, aspect=Aspect.REGULATION, on=date(2025, 11, 20))),
]
CHIPS = [
    by("slowfoundry", View("The backlog is as good as sold.", NVIDIA, Stance.BULL, aspect=Aspect.DEMAND)),
    by("plainledger", View("At 45 times earnings you pay for 2030 today.", NVIDIA, aspect=Aspect.VALUATION)),
    by("盐田", View("回购比去年多了一倍，市盈率只有八倍。", TENCENT, Stance.BULL, aspect=Aspect.VALUATION)),
]

ASKED = [
    Query(text="?", language=language, locale=locale)
    for language in Language
    for locale in Locale  # whatever a question is written in, it may have to be answered in another language
]


def asked_id(query: Query) -> str:
    return f"{query.language}-{query.locale}"


def evidence(n: int, view: View) -> Evidence:
    argument = Argument(**dict(view.draft()), argument_id=ArgumentId(f"a{n}"), quote=view.quote)
    post = Post(
        post_id=PostId(f"p{n}"),
        paste_id=PasteId("paste"),
        platform=Platform.GENERIC,
        author=view.author,
        published_at=view.on,
        language=view.language,
        body=view.quote,
        tickers=(),
        quotes_post=None,
        topic=None,
        url=None,
        saved_by="paster",
        saved_at=datetime(2025, 11, 30, tzinfo=UTC),
    )
    return Evidence(n=n, argument=argument, post=post)


def offered(*views: View, query: Query | None = None) -> Offered:
    """What a draft is judged against: the views numbered from 1, and everyone who holds one."""
    found = [evidence(n, view) for n, view in enumerate(views, 1)]
    holders = [*dict.fromkeys(view.holder for view in views if view.holder), "tidewatcher", "远山淡影"]
    asked = query or Query(text="?", language=Language.ENGLISH, locale=Locale.ENGLISH)
    return Offered(asked, found, Names.of(RESOLVER, holders))


def refused(text: str, offer: Offered, *citations: int) -> str | None:
    """Why the gate refuses a sentence; None where it lets it through."""
    refusal = refusal_of(DraftSentence(text=text, citations=citations or (1,)), offer)
    return None if refusal is None else refusal.value


async def save(store: Store, channel: str, views: list[View], embedder: Embedder | None = None) -> None:
    """Keep each view as a post of its own that argues it."""
    kept = store.channel(ChannelId(channel))
    vectors = None if embedder is None else await embedder.passages([view.quote for view in views])
    for n, view in enumerate(views):
        saved = await kept.keep(*pasted(view), [KnownPost(None, frozenset())])
        embedded = None if embedder is None or vectors is None else Embedded(embedder.name, vectors[n])
        words = f"{view.subject.name} {view.subject.name_zh or ''}"
        await kept.settle(saved[0].post.post_id, [KeptArgument(view.draft(), embedded, words)], "test/1")


def pasted(view: View) -> tuple[Paste, Reading]:
    body = view.quote
    post = PostDraft(
        platform=Platform.GENERIC, author=view.author, published_at=view.on, language=view.language, body=body
    )
    segment = Segment(part=Part.BODY, span=Span(start=0, end=len(body)), post=0)
    saved_at = datetime(2025, 11, 30, tzinfo=UTC)
    return Paste(raw=body, saved_by="paster", saved_at=saved_at), Reading(text=body, segments=(segment,), posts=(post,))
