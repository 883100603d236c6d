"""Worker processes: all tasks read, each by one of them, and none lost when one of them dies.

How: a thread for each worker hands it a task and waits for what it says; all that is said comes to
the caller through one queue. Workers are plain programs with pipes, so nothing of the calling
program is imported again or copied. A task whose worker died is read again at the end, alone, when
it has all the memory to itself; if its worker dies again, the scan stops, and can go on later.
Cost: a start of Python for each worker, and a few messages a second.
"""

from __future__ import annotations

import json
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Final, cast, final

from attrs import define, field, frozen

from tazdump.corpus._errors import ScanError
from tazdump.corpus._worker import Done, Failed, Message, Ready, Sofar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tazdump.corpus._summary import Counts
    from tazdump.corpus._tasks import Task

#: The worker finds its modules where this process does.
PROGRAM: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    " from tazdump.corpus._worker import main; main(sys.argv[2])"
)
#: With so many workers lost, something else is wrong than one task.
MOST_LOST: Final = 16
#: Seconds in which no interrupt can be noticed on Windows.
_WAIT: Final = 0.2


@final
@frozen
class Said:
    """What a task has come to so far, or at its end."""

    task: Task
    counts: Counts
    done: bool


@final
@frozen
class Lost:
    """A worker process that ended before its task did, and how."""

    task: Task
    status: int


@final
@frozen
class _Ended:
    """A thread has no more to do; with the error that ended it, if it was one."""

    error: BaseException | None = None


@final
@define
class _Worker:
    """One process."""

    process: subprocess.Popen[bytes]

    @staticmethod
    def start(folder: Path) -> _Worker:
        """Start one; raise `ScanError` if that fails."""
        paths = json.dumps([str(path) for path in sys.path])
        try:
            process = subprocess.Popen(  # noqa: S603 - this Python, our own program
                [sys.executable, "-P", "-c", PROGRAM, paths, str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Ctrl-C is for the process that the user has started.
                start_new_session=True,
            )
        except OSError as error:
            reason = f"no worker process can be started: {error.strerror}"
            raise ScanError(reason) from error
        return _Worker(process)

    def begin(self) -> None:
        """Wait until it has started; raise `ScanError` if it has not."""
        if not isinstance(self._hear(), Ready):
            reason = f"a worker process cannot work: it {ending(self.process.wait())}"
            raise ScanError(reason)

    def read(self, task: Task, tell: Callable[[Said], object]) -> Lost | None:
        """Have a task read; tell how far it is, and lastly that it is done."""
        with suppress(BrokenPipeError):
            self._say(task)
            while (message := cast("Sofar | Done | Failed | None", self._hear())) is not None:
                if isinstance(message, Failed):
                    raise ScanError(message.reason)
                done = isinstance(message, Done)
                tell(Said(task, message.counts, done))
                if done:
                    return None
        return Lost(task, self.process.wait())

    def _say(self, task: Task) -> None:
        pipe = cast("IO[bytes]", self.process.stdin)
        pickle.dump(task, pipe)
        pipe.flush()

    def _hear(self) -> Message | None:
        try:
            return cast("Message", pickle.load(cast("IO[bytes]", self.process.stdout)))  # noqa: S301 - our own worker wrote it
        except (EOFError, pickle.UnpicklingError):
            return None

    def stop(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", pipe).close()


def read_all(tasks: Iterator[Task], folder: Path, processes: int) -> Iterator[Said | Lost]:
    """Read the tasks with so many workers, and give what these say.

    Raises `ScanError` where the scan has to stop; all workers are gone when this ends.
    """
    lost: list[Task] = []
    for said in _read(tasks, folder, processes):
        yield said
        if isinstance(said, Lost):
            lost.append(said.task)
            if len(lost) > MOST_LOST:
                reason = f"worker processes die again and again; the last {ending(said.status)}"
                raise ScanError(reason)
    for said in _read(iter(lost), folder, 1):
        yield said
        if isinstance(said, Lost):
            reason = (
                f"a worker process that read {said.task} {ending(said.status)}, twice; "
                "give it more memory, or begin anew with a lower limit of one record"
            )
            raise ScanError(reason)


def _read(tasks: Iterator[Task], folder: Path, processes: int) -> Iterator[Said | Lost]:
    """Give what the workers say until there are no more tasks."""
    pool = Pool(folder, tasks)
    threads = [Thread(target=pool.work, daemon=True) for _ in range(processes)]
    try:
        for thread in threads:
            thread.start()
        running = processes
        while running:
            try:
                said = pool.said.get(timeout=_WAIT)
            except Empty:
                continue
            if not isinstance(said, _Ended):
                yield said
            elif said.error is None:
                running -= 1
            else:
                raise said.error
    finally:
        pool.stop()
        for thread in threads:
            thread.join()


def _said() -> SimpleQueue[Said | Lost | _Ended]:
    return SimpleQueue()


@final
@define
class Pool:
    """What the threads share."""

    folder: Path
    tasks: Iterator[Task]
    said: SimpleQueue[Said | Lost | _Ended] = field(factory=_said)
    _lock: Lock = field(factory=Lock)
    _stopped: bool = False
    _workers: list[_Worker] = field(factory=list[_Worker])

    def work(self) -> None:
        """Have tasks read by a worker, and by another one if that dies."""
        worker: _Worker | None = None
        try:
            while (task := self._next()) is not None:
                worker = worker or self._start()
                if worker is None:
                    break
                lost = worker.read(task, self.said.put)
                if lost is not None:
                    self.said.put(lost)
                    worker = None
        except BaseException as error:  # noqa: BLE001 - it is raised in the thread of the caller
            self.said.put(_Ended(error))
        else:
            self.said.put(_Ended())

    def _next(self) -> Task | None:
        with self._lock:
            return None if self._stopped else next(self.tasks, None)

    def _start(self) -> _Worker | None:
        with self._lock:
            if self._stopped:
                return None
            worker = _Worker.start(self.folder)
            self._workers.append(worker)
        worker.begin()
        return worker

    def stop(self) -> None:
        """End all workers, whatever they do."""
        with self._lock:
            self._stopped = True
            for worker in self._workers:
                worker.stop()


def ending(status: int) -> str:
    """Tell how a process ended.

    >>> ending(1)
    'ended with status 1'
    """
    if status >= 0:
        return f"ended with status {status}"
    names = {each.value: each.name for each in signal.Signals}
    name = names.get(-status, f"signal {-status}")
    return f"was killed by {name}" + (" (out of memory?)" if name == "SIGKILL" else "")
