"""The process of its own in which posts are read for arguments: started when it is first needed, watched, and started
again. Neither the event loop nor Python's one lock waits for what is worked out there.

It is given steps, a function and what it takes, one after the other, and gives back what they come to. It keeps nothing
and opens no store: its death costs the step that it was at, which is taken again. Where it can't be started, steps are
taken in threads of this process.
"""

import asyncio
import logging
import os
import pickle
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import count
from queue import SimpleQueue
from struct import Struct
from threading import Thread
from typing import Any, BinaryIO, ParamSpec, Protocol, TypeVar

from bot.errors import ReaderDied
from bot.watching.events import ReaderEnded, tell

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 60.0
"""Seconds without an answer to any step, after which the process is taken to hang. The longest takes some five."""
DEATHS = 2
"""Deaths on one step, after which it is given up."""
STARTS = 3
"""Starts one after the other that come to nothing, after which there is no further one."""
LONGEST_PAUSE = 60.0
"""Seconds between two starts, at most: the first follows at once, then each after twice the time."""
AT_ITS_END = 5.0
"""Seconds that one which says nothing any more has to be gone."""
NICE = 5
"""By how much the process stands behind the one that answers, where both want a processor."""
HEAD = Struct("!Q")
"""Before each message: how many bytes it has."""
COMMAND = (sys.executable, "-P", "-m", "bot.reader_process")


class Run(Protocol):
    """Where work is done that takes milliseconds of a processor or more; `asyncio.to_thread` is one."""

    async def __call__(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T: ...


class _NotStarted(Exception):
    """There is no process, and there will be none."""


@dataclass(slots=True, eq=False)
class _Step:
    message: bytes
    answer: "asyncio.Future[Any]"
    deaths: int = 0


class ReaderProcess:
    """Made by `open_reader_process` alone. `command`: what starts the process."""

    def __init__(self, command: Sequence[str], patience: float) -> None:
        self._command = command
        self._patience = patience
        self._numbers = count()
        self._steps = dict[int, _Step]()
        """Those that were not answered, in the order in which they are taken."""
        self._wanted = asyncio.Event()
        self._process: Process | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._answers = 0
        self.is_given_up = False
        """Whether there is no process, since it can't be started."""

    @property
    def pid(self) -> int | None:
        """Of the process that runs now."""
        return self._process.pid if self._process else None

    async def run(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function of a module comes to there. What it takes and gives is copied.

        Errors: those of the function; ReaderDied where the process died each time that it was at this.
        """
        if not self.is_given_up:
            number, answer = next(self._numbers), asyncio.get_running_loop().create_future()
            self._steps[number] = step = _Step(_framed((number, work, args, kwargs)), answer)
            self._wanted.set()
            if self._process:
                self._send(self._process, step)
            with suppress(_NotStarted):
                done: T = await answer
                return done
        return await asyncio.to_thread(work, *args, **kwargs)

    async def keep(self) -> None:
        """Start the process whenever there is something to do and it does not run, until this is cancelled."""
        try:
            await self._keep_up()
            log.warning("posts are read in this process: one of their own can't be started")
        except asyncio.CancelledError:
            for step in self._steps.values():
                step.answer.cancel()
            raise
        except Exception:  # posts are read all the same
            log.exception("posts are read in this process: the one of their own can't be kept up")
        self.is_given_up = True
        for step in self._steps.values():
            if not step.answer.done():
                step.answer.set_exception(_NotStarted())
        self._steps.clear()

    async def _keep_up(self) -> None:
        """Until so many starts came to nothing."""
        vain = deaths = 0
        while vain < STARTS:
            await self._wanted.wait()
            if deaths > 1:
                await asyncio.sleep(min(LONGEST_PAUSE, 2.0 ** (deaths - 2)))
            before = self._answers
            status, has_begun = await self._watched()
            tell(log, ReaderEnded(status, len(self._steps)))
            has_moved = (has_begun and self._blame()) or self._answers > before
            vain = 0 if has_begun else vain + 1
            deaths = 1 if has_moved else deaths + 1

    async def _watched(self) -> tuple[int | None, bool]:
        """One life of the process: what it ended with, and whether it said anything."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, process_group=0
            )
        except OSError as error:
            return error.errno, False
        has_begun = False
        try:
            with suppress(asyncio.IncompleteReadError, TimeoutError):
                await asyncio.wait_for(_message(process), PATIENCE)
                self._process, has_begun = process, True
                for step in self._steps.values():
                    self._send(process, step)
                while True:
                    self._hear(*(await _message(process)))
            self._process = None
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), AT_ITS_END)
        finally:
            self._process = None
            self._watch()
            await _end(process)
        return process.returncode, has_begun

    def _send(self, process: Process, step: _Step) -> None:
        if process.stdin:
            process.stdin.write(step.message)
        if self._alarm is None:
            self._watch()

    def _hear(self, number: int, is_done: bool, came: Any) -> None:  # noqa: FBT001 - as it is sent
        step = self._steps.pop(number)
        self._answers += 1
        self._watch()
        if not self._steps:
            self._wanted.clear()
        if step.answer.done():  # nobody waits for it any more
            return
        if is_done:
            step.answer.set_result(came)
        else:
            step.answer.set_exception(came)

    def _watch(self) -> None:
        """Wait anew for the next answer."""
        if self._alarm:
            self._alarm.cancel()
        process = self._process
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later(self._patience, _kill, process) if process and self._steps else None

    def _blame(self) -> bool:
        """Of the steps that are left the first was being taken when the process died; whether it is given up."""
        guilty = next(iter(self._steps.values()), None)
        if guilty and not guilty.answer.done():
            guilty.deaths += 1
            if guilty.deaths == DEATHS:
                guilty.answer.set_exception(ReaderDied())
        count = len(self._steps)
        self._steps = {number: step for number, step in self._steps.items() if not step.answer.done()}
        if not self._steps:
            self._wanted.clear()
        return len(self._steps) < count


@asynccontextmanager
async def open_reader_process(
    command: Sequence[str] = COMMAND, patience: float = PATIENCE
) -> AsyncIterator[ReaderProcess]:
    """It is started by its first step, and ended with the block. Where this process is killed, it ends by itself."""
    reader = ReaderProcess(command, patience)
    keeping = asyncio.create_task(reader.keep())
    try:
        yield reader
    finally:
        keeping.cancel()
        await asyncio.wait([keeping])


def _framed(message: object) -> bytes:
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(packed)) + packed


async def _message(process: Process) -> Any:
    """The next one. Errors: IncompleteReadError where the process is gone."""
    assert process.stdout
    [size] = HEAD.unpack(await process.stdout.readexactly(HEAD.size))
    return pickle.loads(await process.stdout.readexactly(size))


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()


async def _end(process: Process) -> None:
    """Nothing is lost with it: it is killed where it still runs."""
    if process.stdin:
        process.stdin.close()
    if process.returncode is None:
        _kill(process)
    if process.stdout:
        await process.stdout.read()
    await process.wait()


def _serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """The process itself: take steps until whoever asks is gone."""
    steps = SimpleQueue[bytes]()
    Thread(target=_listen, args=(asked, steps), daemon=True).start()
    answers.write(_framed("ready"))
    while True:
        answers.flush()
        answers.write(_taken(steps.get()))


def _listen(asked: BinaryIO, steps: "SimpleQueue[bytes]") -> None:
    """Also while a step is taken: where whoever asked is gone, nobody needs it."""
    while len(head := asked.read(HEAD.size)) == HEAD.size:
        steps.put(asked.read(*HEAD.unpack(head)))
    os._exit(0)


def _taken(message: bytes) -> bytes:
    number, work, args, kwargs = pickle.loads(message)
    try:
        return _framed((number, True, work(*args, **kwargs)))
    except Exception as error:
        return _framed((number, False, _portable(error)))


def _portable(error: Exception) -> Exception:
    """The error itself, if it can be told to another process."""
    try:
        told: Exception = pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(type(error).__name__)
    return told


def main() -> None:
    # Whoever asks is told to stop, and ends this one: a Ctrl-C in a terminal, or a service's stop, is not for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if sys.platform != "win32":
        with suppress(OSError):  # a service may forbid it
            os.nice(NICE)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is no answer
    _serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
