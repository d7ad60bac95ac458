"""The one place where failures become words and exit statuses: 0 done, 1 failed, 2 wrong usage, 130 interrupted."""

import errno
import io
import sys
import traceback
from collections.abc import Mapping, Sequence

import click

from bot.cli.interrupting import held_back
from bot.errors import CasebookError

FAILED = 1
MISUSED = 2
INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Do what a command line asks and give its exit status. Nothing but a fault of ours is raised."""
    with held_back():
        from bot.cli.verbs import casebook

    try:
        return int(casebook.main(list(arguments), prog_name="casebook", standalone_mode=False) or 0)
    except click.UsageError as error:
        _explain_usage(error)
        return MISUSED
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted")
        return INTERRUPTED
    except OSError as error:
        return _output_failed(error)
    except CasebookError as error:
        if "--debug" in arguments:
            traceback.print_exc()
        apologise(error)
        return FAILED


def _explain_usage(error: click.UsageError) -> None:
    """What click says of a wrong command line, which it quotes as it was typed."""
    shown = io.StringIO()
    error.show(shown)
    sys.stderr.writelines(f"{_inert(line)}\n" for line in shown.getvalue().splitlines())


def _output_failed(error: OSError) -> int:
    """What click writes by itself, help and versions, finds the disk full; everything else went through `writing`."""
    from bot.cli.output import give_up_output

    if error.errno != errno.ENOSPC or error.filename is not None:
        raise error
    give_up_output()
    complain("output_failed", reason=error.strerror)
    return FAILED


def complain_of_no_output() -> int:
    """Where standard output is closed nothing is begun. Gives the exit status."""
    from bot.cli.wording import spoken

    complain("output_failed", reason=spoken().say("cli", "reason_closed"))
    return FAILED


def apologise(error: CasebookError) -> None:
    """Say on standard error what went wrong and how to mend it."""
    complain(error.wording, **error.details)


def complain_of_fault(kind: type[BaseException], error: BaseException) -> None:
    """A fault of ours, in one line."""
    complain("unexpected", error=traceback.format_exception_only(kind, error)[-1].partition("\n")[0])


def complain(key: str, **holes: object) -> None:
    """The sentence at `[errors] key`, as one line on standard error."""
    remark(_sentence(key, holes))


def remark(sentence: str) -> None:
    """Say it as one line on standard error."""
    sys.stderr.write(f"casebook: {sentence}\n")
    sys.stderr.flush()


def sentence_of(error: CasebookError) -> str:
    """What `apologise` says, for a script."""
    return _sentence(error.wording, error.details)


def _sentence(key: str, holes: Mapping[str, object]) -> str:
    """What is named in it was written by anybody, and must not steer the terminal."""
    from bot.cli.wording import spoken  # with it comes pydantic, which `--help` has no need of

    sentence = spoken().say("errors", key, **holes)
    return _inert(sentence) if holes else sentence


def _inert(text: str) -> str:
    from bot.answers.render import inert  # numpy comes with it: an interrupted start must not wait for that

    return inert(text)
