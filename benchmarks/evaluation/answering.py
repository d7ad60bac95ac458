"""What was answered: what it cites, what it leaves out, on which side, and what it refuses."""

from benchmarks.evaluation.cases import Case, Cited, case_of
from benchmarks.evaluation.channels import Channels, meet
from benchmarks.evaluation.faithful import judge_faithfulness
from benchmarks.evaluation.gold import CROSS_LINGUAL
from benchmarks.evaluation.judging import Judgement, Matter
from benchmarks.evaluation.running import Asked
from bot.domain.argument import Stance


def judge_answer(asked: Asked, channels: Channels) -> list[Judgement]:
    case = case_of(asked, channels)
    return [
        *_judge_refusal(case),
        *_judge_citations(case),
        *_judge_purity(case),
        *judge_faithfulness(case, channels),
    ]


def _judge_refusal(case: Case) -> list[Judgement]:
    """A question that the product could not take is neither answered nor refused for want of evidence."""
    if case.gold.must_abstain is True:
        return [case.judge(Matter.ABSTAINED, right=case.answer is not None and case.answer.abstained)]
    if case.gold.must_abstain is False and case.reads_alone:
        return [case.judge(Matter.ANSWERED, right=bool(case.sentences))]
    return []


def _judge_citations(case: Case) -> list[Judgement]:
    """Of questions that can be read alone: the arguments that should be cited, and the citations that should be there.

    Whether an answer is complete and precise is only asked of those that were answered.
    """
    if not case.reads_alone:
        return []
    cited, belongs = _judge_groups(case), _judge_belonging(case)
    across = [case.judge(Matter.CITED_ACROSS, right=one.right, what=one.what) for one in cited]
    judged = [*cited, *belongs, *(across if CROSS_LINGUAL in case.gold.tags else ())]
    if case.sentences and cited:
        judged.append(case.judge(Matter.COMPLETE, right=all(one.right for one in cited)))
    if case.sentences and belongs:
        judged.append(case.judge(Matter.PRECISE, right=all(one.right for one in belongs)))
    return judged


def _judge_groups(case: Case) -> list[Judgement]:
    judged = []
    for group in case.gold.gold_quotes:
        wanted = [place for quote in group.any_of for place in case.channel.places(quote)]
        is_cited = any(meet(cited.places, wanted) for cited in case.cited)
        judged.append(case.judge(Matter.CITED, right=is_cited, what=group.any_of[0]))
    return judged


def _judge_belonging(case: Case) -> list[Judgement]:
    if case.gold.must_abstain is not False:
        return []
    relevant = [place for quote in case.gold.relevant_quotes for place in case.channel.places(quote)]
    return [case.judge(Matter.BELONGS, right=meet(cited.places, relevant), what=cited.quote) for cited in case.cited]


def _judge_purity(case: Case) -> list[Judgement]:
    """By the set's side of what is cited; by the product's where the set holds no argument there."""
    if case.gold.stance is None or case.gold.must_abstain is not False:
        return []
    return [
        case.judge(Matter.PURE, right=case.gold.stance in _stances(case, cited), what=cited.quote)
        for cited in case.cited
    ]


def _stances(case: Case, cited: Cited) -> set[Stance]:
    known = case.channel.stances_at(cited.places)
    return {*known} or {cited.evidence.argument.stance}
