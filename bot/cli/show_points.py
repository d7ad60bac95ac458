"""Key points as lines for people: each with who holds it, what answers it, and where it stands."""

from collections.abc import Iterator, Mapping, Sequence

from bot.answers.case import SIDES
from bot.answers.compose import name_of
from bot.answers.point_words import TABLE, PointWords, stands_on, state_line, title
from bot.answers.render import inert
from bot.answers.told import Sides, Told, told_case, told_debate, unanswered
from bot.cli.screen import BLANK, SIGNS, TONES, Line, Piece, Tone, plain
from bot.cli.show_answer import source_of
from bot.domain.answer import Evidence
from bot.domain.argument import Stance
from bot.domain.case import Case, Debate, Point
from bot.domain.subject import Subject
from bot.locales import Wording

INDENT = 2


def case_lines(case: Case, sides: Sides, words: Wording) -> Iterator[Line]:
    """Of a case that holds both sides those that are wanted, the points that most people hold first."""
    told = told_case(case, sides)
    tell = PointWords(words, told, inert)
    stance = None if sides is Sides.BOTH else Stance(sides.value)
    yield plain(title(inert(name_of(case.subject, words.locale)), stance, words), Tone.TITLE)
    for side in sides.stances:
        yield BLANK
        yield from _side_lines(side, case.more, tell, alone=sides is not Sides.BOTH)
    yield from _answering_lines(tell)
    yield from _end_lines(told, words)


def _side_lines(stance: Stance, more: Mapping[Stance, int], tell: PointWords, *, alone: bool) -> Iterator[Line]:
    points = [point for point in tell.told.points if point.stance is stance]
    if not alone:
        yield plain(tell.words.say(TABLE, "side_bull" if stance is Stance.BULL else "side_bear"), TONES[stance])
    if not points:
        yield plain(tell.words.say(TABLE, "nobody"))
    for point in points:
        yield from _point_lines(point, tell.about(point), tell)
    yield from _more_lines(stance, more, tell.words)


def debate_lines(debate: Debate, words: Wording) -> Iterator[Line]:
    """The state in counts, what nobody has answered, then both sides aspect by aspect."""
    told = told_debate(debate)
    tell = PointWords(words, told, inert)
    yield plain(words.say(TABLE, "title_debate", subject=inert(name_of(debate.subject, words.locale))), Tone.TITLE)
    yield Line((Piece(state_line(debate, words), Tone.NAME),), hang=INDENT)
    yield from _unanswered_lines(debate, tell)
    for confrontation in debate.aspects:
        yield BLANK
        yield plain(words.say("aspects", confrontation.aspect).capitalize(), Tone.TITLE)
        for point in (told.by_id[one.point_id] for one in (*confrontation.bull, *confrontation.bear)):
            yield from _point_lines(point, tell.counts(point), tell)
    for stance in SIDES:
        yield from _more_lines(stance, debate.more, words)
    yield from _end_lines(told, words)


def _unanswered_lines(debate: Debate, tell: PointWords) -> Iterator[Line]:
    words, lines = tell.words, list[Line]()
    for stance in SIDES:
        alone = unanswered(tell.told.points, stance)
        lines += [_signed(stance, tell.name(point)) for point in alone]
        if left := debate.standing(stance).unanswered - len(alone):
            lines += [_signed(stance, words.count(TABLE, "unanswered_more", left))] if left > 0 else []
    yield plain(words.say(TABLE, "unanswered_points" if lines else "all_answered"))
    yield from lines


def nothing_lines(subject: Subject, held: Sequence[Subject], words: Wording) -> Iterator[Line]:
    """That nothing is held on a subject, and what is held."""
    yield plain(words.say(TABLE, "nothing", subject=inert(name_of(subject, words.locale))), Tone.NAME)
    if not held:
        yield plain(words.say("answer", "holds_nothing"))
        return
    names = words.say("answer", "join").join(inert(name_of(one, words.locale)) for one in held)
    yield Line((Piece(words.say(TABLE, "nearest", subjects=names)),), hang=INDENT)


def no_side_lines(case: Case, sides: Sides, words: Wording) -> Iterator[Line]:
    """That one side is argued by nobody, and how much the other is."""
    subject, stance = inert(name_of(case.subject, words.locale)), words.say("stances", sides)
    yield plain(words.say(TABLE, "nothing_of_side", subject=subject, stance=stance), Tone.NAME)
    other = words.count("answer", "arguments", sum(point.arguments for point in case.points))
    yield plain(words.say(TABLE, "other_side", arguments=other))


def _point_lines(point: Point, held: str, tell: PointWords) -> Iterator[Line]:
    """The point's words, `held`: by how many people, what answers it, and its sources."""
    yield _signed(point.stance, f"{tell.text(point)} {tell.marker(point)}", Tone.NAME)
    yield _indented(held)
    for line in (*tell.answers(point), *tell.chosen(point)):
        yield _indented(line)
    whole = tell.tells_whole(point)
    for n, evidence in enumerate(point.evidence):
        yield _source_line(evidence, tell.words, quoted=n > 0 or not whole)


def _source_line(evidence: Evidence, words: Wording, *, quoted: bool) -> Line:
    source = inert(f"{words.say('answer', 'marker', n=evidence.n)} {source_of(evidence, words)}")
    if quoted:
        quote = words.say("answer", "quotation", quote=inert(evidence.argument.quote))
        source = words.say(TABLE, "quoted_source", source=source, quote=quote)
    return _indented(source, Tone.DIM)


def _answering_lines(tell: PointWords) -> Iterator[Line]:
    """The sources of points that are only named."""
    if not tell.told.named:
        return
    yield BLANK
    yield plain(tell.words.say(TABLE, "answering"))
    for evidence in (one for point in tell.told.named for one in point.evidence):
        yield _source_line(evidence, tell.words, quoted=True)


def _more_lines(stance: Stance, more: Mapping[Stance, int], words: Wording) -> Iterator[Line]:
    if left := more.get(stance):
        yield _signed(stance, words.count(TABLE, "more", left))


def _end_lines(told: Told, words: Wording) -> Iterator[Line]:
    yield BLANK
    line = f"{stands_on(told, words)} {words.say('answer', 'footer')}"
    yield Line((Piece(line, Tone.DIM),), hang=INDENT)


def _signed(stance: Stance, text: str, tone: Tone = Tone.PLAIN) -> Line:
    return Line((Piece(f"{SIGNS[stance]} ", TONES[stance]), Piece(text, tone)), hang=INDENT)


def _indented(text: str, tone: Tone = Tone.PLAIN) -> Line:
    return Line((Piece(text, tone),), indent=INDENT, hang=4)
