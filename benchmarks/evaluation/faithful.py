"""That an answer shows nothing it must not: altered quotes, numbers of its own, other channels' words."""

from benchmarks.evaluation.cases import Case, Cited
from benchmarks.evaluation.channels import Channels
from benchmarks.evaluation.judging import Judgement, Matter
from benchmarks.evaluation.shown_numbers import held_numbers, shown_numbers
from benchmarks.evaluation.spans import plain
from bot.domain.answer import Evidence, Sentence

LEAST_QUOTED = 8
"""Characters of a quote that can't stand in two channels by chance."""
LEAST_SAID = 12
"""The same of an argument that is looked for in all that an answer says."""


def judge_faithfulness(case: Case, channels: Channels) -> list[Judgement]:
    return [*_judge_words(case), *_judge_leaks(case, channels)]


def _judge_words(case: Case) -> list[Judgement]:
    """Verbatim quotes, numbers, names and dates that a right answer shows, words that no answer may say."""
    said = " ".join(sentence.text for sentence in case.sentences)
    shown = " ".join([said, *(f"{one.evidence.post.author} {_date(one.evidence)}" for one in case.cited)]).casefold()
    return [
        *(case.judge(Matter.VERBATIM, right=bool(cited.places), what=cited.quote) for cited in case.cited),
        *(
            case.judge(Matter.NUMBERS, right=numbers_are_held(case, sentence), what=sentence.text)
            for sentence in case.sentences
        ),
        *(
            case.judge(Matter.NAMED, right=any(form.casefold() in shown for form in forms), what=forms[0])
            for forms in case.gold.expected
        ),
        *(
            case.judge(Matter.CLEAN, right=word.casefold() not in said.casefold(), what=word)
            for word in case.gold.forbidden
        ),
    ]


def _date(evidence: Evidence) -> str:
    published = evidence.post.published_at
    return published.isoformat() if published else ""


def numbers_are_held(case: Case, sentence: Sentence) -> bool:
    """Whether all of a sentence's numbers stand in the question, in a quote, author or date that it cites, or count
    citations or what was considered."""
    cited = [one.evidence for one in case.cited if one.evidence.n in sentence.citations]
    texts = [case.gold.question, *(f"{one.argument.quote} {one.post.author}" for one in cited)]
    dates = [_date(one).replace("-", " ").replace(":", " ").replace("T", " ") for one in cited]
    held = {number for text in (*texts, *dates) for number in held_numbers(text)}
    counts = {len(cited), len(case.cited)}
    if case.answer:
        counts |= {case.answer.considered.arguments, case.answer.considered.posts, case.answer.considered.authors}
    return shown_numbers(sentence.text) <= held | {float(count) for count in counts}


def _judge_leaks(case: Case, channels: Channels) -> list[Judgement]:
    """Each citation, and the answer as a whole."""
    quoted = [
        case.judge(Matter.SEALED, right=not _is_leaked(case, cited, channels), what=cited.quote) for cited in case.cited
    ]
    is_sealed = not _says_what_others_hold(case, channels) and not _says_a_probed_word(case)
    return [*quoted, case.judge(Matter.SEALED, right=is_sealed)]


def _is_leaked(case: Case, cited: Cited, channels: Channels) -> bool:
    if cited.places:
        return False
    is_of_another = channels.owners.get(cited.evidence.post.post_id, case.gold.channel) != case.gold.channel
    is_long = len(plain(cited.quote)) >= LEAST_QUOTED
    return is_of_another or (is_long and any(other.places(cited.quote) for other in channels.others(case.gold.channel)))


def _says_what_others_hold(case: Case, channels: Channels) -> bool:
    """Whether anything beside the citations, also what the gate dropped, holds an argument of another channel."""
    if case.answer is None:
        return False
    answer = case.answer
    parts = (*(one.text for one in answer.sentences), *(one.text for one in answer.dropped))
    said = plain("\n".join((*parts, *(one.subject.name for one in answer.coverage))))
    return any(
        len(quote) >= LEAST_SAID and quote in said and not case.channel.places(quote)
        for other in channels.others(case.gold.channel)
        for quote in (plain(held.gold.quote) for held in other.held)
    )


def _says_a_probed_word(case: Case) -> bool:
    """A question that tries to reach another channel forbids words that stand only there."""
    said = " ".join(sentence.text for sentence in case.sentences).casefold()
    return case.gold.leak_probe and any(word.casefold() in said for word in case.gold.forbidden)
