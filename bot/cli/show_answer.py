"""An answer as lines for people: who says what, on which side, with quotes; then where that stands."""

from collections.abc import Iterator

from bot.cli.screen import BLANK, TONES, Line, Piece, Tone, plain
from bot.cli.show_posts import SIGNS, shown_date
from bot.domain.answer import Answer, Evidence, Sentence
from bot.domain.argument import Stance
from bot.locales import wording_of


def answer_lines(answer: Answer) -> Iterator[Line]:
    words = wording_of(answer.query.language)
    if answer.abstained:
        yield plain(words.say("answer", "abstain"))
        return
    cited = {evidence.n: evidence for evidence in answer.citations}
    for sentence in answer.sentences:
        yield _sentence_line(sentence, cited)
    yield BLANK
    for evidence in answer.citations:
        argument, post = evidence.argument, evidence.post
        yield plain(
            f"[{evidence.n}] {argument.holder} {shown_date(post.published_at, words)} “{argument.quote}”", Tone.DIM
        )


def _sentence_line(sentence: Sentence, cited: dict[int, Evidence]) -> Line:
    stances = {cited[n].argument.stance for n in sentence.citations}
    stance = stances.pop() if len(stances) == 1 else Stance.NEUTRAL
    marks = "".join(f"[{n}]" for n in sentence.citations)
    return Line((Piece(f"{SIGNS[stance]} ", TONES[stance]), Piece(sentence.text), Piece(f" {marks}", Tone.DIM)), hang=2)
