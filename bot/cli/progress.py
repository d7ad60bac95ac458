"""A bar on standard error while something takes long: on a terminal, and nowhere else."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from bot.cli.wording import spoken


@contextmanager
def progress(key: str, total: int | None) -> Iterator[Callable[[], None]]:
    """A bar labelled with `[cli] key`; what it gives is called after each of `total` steps.

    Where nobody knows the total (None) there may be nothing to do at all, and the bar comes with the first step.
    """
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        # A bar can't be drawn without steering the terminal.
        yield _no_step
        return
    with ExitStack() as shown:
        bar = None if total is None else shown.enter_context(_bar(key, total))

        def step() -> None:
            nonlocal bar
            bar = bar or shown.enter_context(_bar(key, total))
            bar()

        yield step


@contextmanager
def _bar(key: str, total: int | None) -> Iterator[Callable[[], None]]:
    from rich.console import Console  # 50 ms that a pipe need not wait for
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(spoken().say("cli", key), total=total)
        yield lambda: bar.advance(task)


def _no_step() -> None:
    return
