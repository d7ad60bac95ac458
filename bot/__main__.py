"""`casebook`, also `python -m bot`."""

import io
import os
import sys
from types import TracebackType

from bot import garbage


def main() -> None:
    """Run the terminal on this process's arguments and exit with its status."""
    garbage.look_seldom()
    # numpy and the embeddings model read these when they are first imported: on shared cores two threads are slower.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # pydantic looks through everything that is installed for plugins, which we have none of.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if "--debug" not in sys.argv:
        sys.excepthook = say_unexpected
    if sys.stderr is None:
        sys.stderr = io.StringIO()  # it was closed: what is said there is said to nobody
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Posts hold characters that a terminal of an older encoding has no place for.
        sys.stdout.reconfigure(errors="replace")
    try:
        status = _run()
    except KeyboardInterrupt:
        # While the first imports ran, before `run` could see to it.
        from bot.cli.boundary import INTERRUPTED, complain

        complain("interrupted")
        status = INTERRUPTED
    garbage.look_no_more()
    sys.exit(status)


def _run() -> int:
    from bot.cli.interrupting import held_back

    with held_back():
        from bot.cli.boundary import complain_of_no_output, run

    return complain_of_no_output() if sys.stdout is None else run(sys.argv[1:])


def say_unexpected(kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
    """What Python shows of a fault of ours, in place of a traceback."""
    from bot.cli.boundary import complain_of_fault

    complain_of_fault(kind, error)


if __name__ == "__main__":
    main()
