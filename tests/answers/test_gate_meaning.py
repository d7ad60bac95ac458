"""What is said in other words than the quotes' is for a model of entailment to judge, and nothing else is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from bot.answers.compose import ExtractiveComposer
from bot.answers.gate.entailment import LEAST_CHANCE
from bot.answers.gate.statement import clauses_of, statement_of
from bot.answers.ground import Offered, grade_of, ground
from bot.answers.retrieve import Retrieved
from bot.domain.answer import DraftSentence
from bot.domain.argument import Aspect
from bot.domain.question import Query
from storage import Scope
from tests.answers.given import ASKED, BYD, CARS, CHIPS, TENCENT, View, asked_id, by, offered, refused

DEALERS = View("Every dealer I know sits on ninety days of stock, so a discount must come.", BYD)
CASH = by("远岸", View("账上还有12亿现金，管理层却不肯分红。", TENCENT))


@dataclass(frozen=True)
class Verdicts:
    """Gives each statement the chance that is laid down for it, and remembers what it was asked."""

    chances: dict[str, float]
    otherwise: float = 0.0
    asked: list[tuple[str, str]] = field(default_factory=list)

    def carries(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        self.asked.extend(pairs)
        return [self.chances.get(statement, self.otherwise) for _, statement in pairs]


def judged(offer: Offered, model: Verdicts) -> Offered:
    return replace(offer, entailment=model)


PARAPHRASE = "quietgarage says that showrooms are full of unsold cars for three months"


def test_a_paraphrase_passes_where_the_model_says_that_it_is_carried() -> None:
    statement = "showrooms are full of unsold cars"
    text = f"quietgarage says that {statement}"
    assert refused(text, judged(offered(DEALERS), Verdicts({statement: 0.9}))) is None
    assert refused(text, judged(offered(DEALERS), Verdicts({statement: LEAST_CHANCE - 0.01}))) == "unsupported"
    assert refused(text, offered(DEALERS)) == "unsupported"


def test_a_sentence_of_another_language_passes_where_it_is_carried() -> None:
    model = Verdicts({}, otherwise=0.9)
    text = "远岸 says that a board with 1.2 billion of cash keeps dividends from its holders"
    assert refused(text, judged(offered(CASH), model)) is None
    assert [quote for quote, _ in model.asked] == [CASH.quote]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("quietgarage says that showrooms are full for 40 days", "number"),
        ("quietgarage says that dealers of Tesla have too many cars", "company"),
        ("tidewatcher says that showrooms are full", "misattributed"),
        ("quietgarage says that “showrooms are full”", "not_verbatim"),
        ("quietgarage says that showrooms are full since 2024", "date"),
        ("quietgarage is bullish: showrooms are full", "side"),
        ("quietgarage says that no dealer I know sits on ninety days of stock", "negation"),
        ("quietgarage says that showrooms are full 🚀", "unsupported"),
    ],
)
def test_no_model_overrules_what_is_decided_exactly(text: str, refusal: str) -> None:
    model = Verdicts({}, otherwise=1.0)
    assert refused(text, judged(offered(DEALERS), model)) == refusal
    assert model.asked == []


@pytest.mark.parametrize("asked", ASKED, ids=asked_id)
async def test_composed_answers_never_ask_the_model(asked: Query) -> None:
    views = [replace(view, aspect=aspect) for view in (*CARS, *CHIPS) for aspect in Aspect]
    model = Verdicts({})
    offer = judged(offered(*views, query=asked), model)
    found = Retrieved(asked, Scope(), tuple(offer.evidence), tuple((n,) for n in range(1, len(views) + 1)))
    assert ground(await ExtractiveComposer().compose(found), offer).dropped == ()
    assert model.asked == []


def test_words_that_all_stand_in_the_quote_do_not_ask_the_model() -> None:
    model = Verdicts({})
    assert (
        refused("According to quietgarage, every dealer sits on ninety days of stock", judged(offered(DEALERS), model))
        is None
    )
    assert model.asked == []


def test_a_clause_that_no_quote_carries_fails_the_sentence() -> None:
    model = Verdicts({"and a takeover is certain by spring": 0.1}, otherwise=0.9)
    text = "quietgarage says that showrooms are full of unsold cars, and a takeover is certain by spring"
    assert refused(text, judged(offered(DEALERS), model)) == "unsupported"


def test_each_clause_may_have_a_quote_of_its_own() -> None:
    full, empty = "showrooms are full of unsold cars", "wages went through the roof lately"
    offer = offered(DEALERS, View("Pay has doubled.", BYD))
    text = f"quietgarage says that {full}, {empty}"
    both = Verdicts({full: 0.9, empty: 0.9})
    assert refused(text, judged(offer, both), 1, 2) is None
    assert {quote for quote, _ in both.asked} == {
        DEALERS.quote,
        "Pay has doubled.",
        f"{DEALERS.quote}\nPay has doubled.",
    }
    assert refused(text, judged(offer, Verdicts({full: 0.9})), 1, 2) == "unsupported"


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (PARAPHRASE, "showrooms are full of unsold cars for three months"),
        ("According to quietgarage, showrooms are full. [1]", "showrooms are full"),
        ("Showrooms are full, quietgarage writes.", "Showrooms are full"),
        ("quietgarage argues against BYD on demand: showrooms are full", "showrooms are full"),
        ("quietgarage看空比亚迪（需求）：展厅都满了", "展厅都满了"),
        ("据quietgarage，展厅都满了。", "展厅都满了"),
        ("quietgarage认为，作者指出展厅都满了", "展厅都满了"),
        ("quietgarage doubts that showrooms empty soon", "the author doubts that showrooms empty soon"),
        ("quietgarage担心展厅会满", "作者担心展厅会满"),
        ("quietgarage argues against BYD: “Every dealer I know”", ""),
        ("quietgarage says that “a discount must come” before spring", "a discount must come  before spring"),
    ],
)  # fmt: skip
def test_a_statement_is_what_is_said_without_who_says_it(text: str, statement: str) -> None:
    claim = offered(DEALERS).claim(DraftSentence(text=text, citations=(1,)))
    assert statement_of(claim) == statement


@pytest.mark.parametrize(
    ("statement", "clauses"),
    [
        ("Stock is high in every town, as told, and a discount will come.",
         ["Stock is high in every town, as told", "and a discount will come"]),
        ("各地的库存都很高，真的，折扣一定会来", ["各地的库存都很高， 真的", "折扣一定会来"]),
        ("Stock is high", ["Stock is high"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_short_clause_goes_with_the_one_before(statement: str, clauses: list[str]) -> None:
    assert clauses_of(statement) == clauses


def test_a_grade_falls_with_the_chance_and_where_a_rule_is_broken() -> None:
    offer = judged(offered(DEALERS), Verdicts({}, otherwise=0.8))
    right, broken = PARAPHRASE.replace(" for three months", ""), f"{PARAPHRASE} since 2024"
    grades = [grade_of(DraftSentence(text=text, citations=(1,)), offer) for text in (right, broken)]
    assert grades == pytest.approx([0.8, 0.08])
    words = offered(DEALERS)
    near, far = "quietgarage says that every dealer sits on stock", "quietgarage says that owls hunt by night"
    assert grade_of(DraftSentence(text=near, citations=(1,)), words) > grade_of(
        DraftSentence(text=far, citations=(1,)), words
    )
