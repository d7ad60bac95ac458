"""A corruption changes what a sentence says, in the way that it is named for, and the same way each time."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from benchmarks.evaluation.gate.corrupting import Kind
from benchmarks.evaluation.gate.corruptions import CORRUPTIONS, SEED, corrupted
from benchmarks.evaluation.gate.evidence import Quoted, Witnesses
from benchmarks.evaluation.gate.judged import Gate, auroc
from benchmarks.evaluation.gate.paraphrases import FILE, Mistold, Paraphrased, Told, Tongue, load_paraphrases
from benchmarks.evaluation.gate.section import section_of
from benchmarks.evaluation.gate.sentences import Manner, Right, composed, mistold, retold, verbatim
from benchmarks.evaluation.gold import load_set
from benchmarks.evaluation.shown_numbers import held_numbers
from bot.answers.ground import Offered, refusal_of
from bot.domain.answer import DraftSentence
from bot.domain.argument import Stance
from bot.domain.question import Query
from bot.domain.text import Language, Locale

WITNESSES = Witnesses.load()
OWN = Path(__file__).parent
QUOTED = [
    Quoted(quote="BYD sells 40% more cars than last year, and net profit was 1.2 billion in Q3.", subject="BYD",
           stance=Stance.BULL, holder="pinewharf", author="pinewharf", published_at=date(2025, 10, 3)),
    Quoted(quote="比亚迪的毛利率去年跌了三个百分点，账上现金只剩80亿元。", subject="BYD", stance=Stance.BEAR,
           holder="山脚下的灯", author="山脚下的灯", language=Language.CHINESE),
    Quoted(quote="The price war is over and dealers do not wait for discounts any more.", subject="BYD",
           stance=Stance.BULL, holder="quillback", author="quillback"),
]  # fmt: skip
ROW = Paraphrased(
    lang=Tongue.ENGLISH,
    subject="BYD",
    quote=QUOTED[0].quote,
    right=(
        Told(lang=Tongue.ENGLISH, text="BYD's sales are up 40% on the year."),
        Told(lang=Tongue.SIMPLIFIED, text="比亚迪销量比去年增长四成。"),
    ),
    wrong=(Mistold(lang=Tongue.ENGLISH, kind="side", text="BYD's sales are down on the year."),),
)


def right(text: str, n: int = 1, manner: Manner = Manner.VERBATIM) -> Right:
    language = Language.CHINESE if any("\u4e00" <= char <= "\u9fff" for char in text) else Language.ENGLISH
    query = Query(text="?", language=language, locale=Locale.ENGLISH)
    offered = Offered(query, WITNESSES.evidence(QUOTED), WITNESSES.names(QUOTED))
    return Right(DraftSentence(text=text, citations=(n,)), manner, language, offered)


ENGLISH = right(f"According to pinewharf, {QUOTED[0].quote}")
CHINESE = right(f"据山脚下的灯，{QUOTED[1].quote}", 2)
COMPOSED = right(f"pinewharf argues for BYD: “{QUOTED[0].quote}”", manner=Manner.COMPOSED)
NO = right(f"According to quillback, {QUOTED[2].quote}", 3)


def made(kind: Kind, of: Right) -> Right:
    found = CORRUPTIONS[kind](of, Random(SEED))
    assert found is not None
    return found


@pytest.mark.parametrize("of", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.GLUED, Kind.WORD, Kind.CITATION)])
def test_a_corruption_changes_the_text_and_leaves_its_citation(kind: Kind, of: Right) -> None:
    found = CORRUPTIONS[kind](of, Random(SEED))
    if found is None:
        assert (kind, of) in ((Kind.ENTITY, CHINESE), (Kind.NEGATION, ENGLISH), (Kind.NEGATION, CHINESE))
        return
    assert found.sentence.text != of.sentence.text
    assert found.sentence.citations == of.sentence.citations


@pytest.mark.parametrize("dice", range(20))
def test_another_number_is_none_that_the_quote_holds(dice: int) -> None:
    for of in (ENGLISH, CHINESE):
        found = CORRUPTIONS[Kind.NUMBER](of, Random(dice))
        assert found is not None
        new = held_numbers(found.sentence.text) - held_numbers(of.sentence.text)
        assert new
        assert not new & held_numbers(of.quote)


def test_another_unit_stands_nowhere_in_the_quote() -> None:
    for n in range(20):
        found = CORRUPTIONS[Kind.UNIT](ENGLISH, Random(n))
        assert found is not None
        assert any(unit in found.sentence.text for unit in (" times", "个百分点", " million"))


def test_another_holder_is_somebody_else() -> None:
    assert "pinewharf" not in made(Kind.HOLDER, ENGLISH).sentence.text


def test_another_citation_is_of_another_quote() -> None:
    found = made(Kind.CITATION, ENGLISH)
    assert found.sentence.text == ENGLISH.sentence.text
    assert found.quote != ENGLISH.quote


def test_a_word_of_a_quote_is_another_quotes() -> None:
    text = made(Kind.WORD, COMPOSED).sentence.text
    assert QUOTED[0].quote not in text
    assert text.startswith("pinewharf argues for BYD: “")


def test_glued_halves_stand_in_no_quote_and_cite_both() -> None:
    found = made(Kind.GLUED, COMPOSED)
    inside = found.sentence.text.partition("“")[2].removesuffix("”")
    assert all(inside not in one.quote for one in QUOTED)
    assert len(found.sentence.citations) == 2


def test_the_side_is_turned_where_it_is_said() -> None:
    assert "argues against" in made(Kind.SIDE, COMPOSED).sentence.text
    assert "demand is weak" in made(Kind.SIDE, right("According to pinewharf, demand is strong")).sentence.text


def test_a_no_is_added_or_removed() -> None:
    assert "do wait" in made(Kind.NEGATION, NO).sentence.text or "is not over" in made(Kind.NEGATION, NO).sentence.text
    assert "does not argue" in made(Kind.NEGATION, COMPOSED).sentence.text


def test_a_clause_is_added_in_the_sentences_language() -> None:
    for of in (ENGLISH, CHINESE):
        text = made(Kind.CLAUSE, of).sentence.text
        assert text.startswith(of.sentence.text.rstrip(".。"))
        assert len(text) > len(of.sentence.text) + 8


def test_corruptions_are_the_same_each_time() -> None:
    texts = [[one.sentence.sentence.text for one in corrupted([ENGLISH, CHINESE, COMPOSED])] for _ in range(2)]
    assert texts[0] == texts[1]


def test_our_set_gives_more_than_a_thousand_corrupted_sentences_in_each_language() -> None:
    pastes = load_set(OWN)
    rights = [*composed(pastes, WITNESSES), *verbatim(pastes, WITNESSES)]
    made_of = [one.right.language for one in corrupted(rights)]
    assert min(made_of.count(language) for language in Language) >= 1000


def test_every_composed_sentence_of_our_set_passes() -> None:
    rights = list(composed(load_set(OWN), WITNESSES))
    assert len(rights) > 400
    assert [one.sentence.text for one in rights if refusal_of(one.sentence, one.offered)] == []


def test_what_is_exact_is_caught_in_every_composed_sentence() -> None:
    """A tenth of them, for time."""
    rights = list(composed(load_set(OWN), WITNESSES))[::10]
    exact = [one for one in corrupted(rights) if one.kind is not Kind.CLAUSE]
    passed = [one for one in exact if refusal_of(one.sentence.sentence, one.sentence.offered) is None]
    assert len(passed) <= len(exact) // 100


def test_paraphrases_are_read_from_beside_the_set(tmp_path: Path) -> None:
    assert load_paraphrases(tmp_path) == ()
    (tmp_path / FILE).write_text(ROW.model_dump_json() + "\n", encoding="utf-8")
    assert load_paraphrases(tmp_path) == (ROW,)


def test_a_paraphrase_is_told_as_its_holders() -> None:
    told = list(retold([ROW, ROW, ROW], WITNESSES))
    assert [one.manner for one in told[:2]] == [Manner.PARAPHRASED, Manner.ACROSS]
    assert told[0].sentence.text.startswith(f"According to {told[0].cited.argument.holder}, ")
    assert next(mistold([ROW, ROW, ROW], WITNESSES)).kind == "side"


def test_the_section_counts_by_language() -> None:
    section = section_of([COMPOSED, CHINESE], list(mistold([ROW, ROW, ROW], WITNESSES)), Gate(None))
    rows = {row.name: row.figures for row in section.rows}
    assert rows["right sentences refused: composed"] == {"English": 0.0, "Chinese": None}
    assert rows[f"caught: {Kind.NUMBER}"] == {"English": 1.0, "Chinese": 1.0}
    assert rows["wrong by hand: side"] == {"English": 1.0, "Chinese": None}


@pytest.mark.parametrize(
    ("right_grades", "wrong_grades", "area"),
    [([0.9, 0.8], [0.1], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5), ([0.9, 0.2], [0.5], 0.5), ([], [0.1], None)],
)
def test_auroc_is_the_chance_of_the_right_order(
    right_grades: list[float], wrong_grades: list[float], area: float | None
) -> None:
    assert auroc(right_grades, wrong_grades) == area
