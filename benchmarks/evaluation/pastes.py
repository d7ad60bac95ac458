"""The first section: sets of pastes and questions with the answers that a careful reader would give."""

from collections.abc import Iterable

from benchmarks.evaluation.answering import judge_answer
from benchmarks.evaluation.channels import channels_of
from benchmarks.evaluation.extraction import judge_arguments
from benchmarks.evaluation.figures import FIGURES
from benchmarks.evaluation.gold import PasteSet
from benchmarks.evaluation.intake import judge_intake
from benchmarks.evaluation.judging import Judgement
from benchmarks.evaluation.misses import Judged
from benchmarks.evaluation.names import Names
from benchmarks.evaluation.running import Run, run_set
from benchmarks.evaluation.tables import Section

TITLE = "sets of pastes"


async def judge_sets(sets: Iterable[tuple[str, PasteSet]]) -> Judged:
    """Each set, by the name of its column, on a store of its own."""
    return {column: judge_run(await run_set(pastes), Names(pastes.names)) for column, pastes in sets}


def judge_run(run: Run, names: Names) -> list[Judgement]:
    channels = channels_of(run.saved)
    judged = [judgement for saved in run.saved for judgement in judge_intake(saved, names)]
    judged += [judgement for saved in run.saved for judgement in judge_arguments(saved, names)]
    return judged + [judgement for asked in run.asked for judgement in judge_answer(asked, channels)]


def pastes_section(judged: Judged) -> Section:
    return Section(TITLE, tuple(measure.row(judged) for measure in FIGURES))
