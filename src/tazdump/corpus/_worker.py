"""A worker process: reads the tasks that it is given, one after the other, until nobody gives more.

How: pickled messages through its standard input and output, from and to the one process that has
started it. Input is read in a thread of its own: when it ends, so does the worker, at once, for
then the scan is over, interrupted or dead. Cost: a start of Python.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, final

from attrs import frozen

from tazdump.corpus._errors import ScanError
from tazdump.corpus._folder import Folder
from tazdump.corpus._summary import Counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tazdump.corpus._tasks import Task


@final
@frozen
class Ready:
    """The worker has started."""


@final
@frozen
class Sofar:
    """What the task has come to so far."""

    counts: Counts


@final
@frozen
class Done:
    """The task is done, and came to this."""

    counts: Counts


@final
@frozen
class Failed:
    """The task cannot be done: a sentence."""

    reason: str


Message = Ready | Sofar | Done | Failed


def main(folder: str) -> None:
    """Serve the process that started this one; never returns."""
    # What a library prints must not get between the messages.
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)
        serve(Path(folder), sys.stdin.buffer, output, lambda: os._exit(0))


def serve(folder: Path, given: IO[bytes], output: IO[bytes], leave: Callable[[], object]) -> None:
    """Read each task that is given; `leave` is called as soon as no more can come."""
    import pyarrow as pa  # noqa: PLC0415 - what is slow to import is imported before Ready

    from tazdump.corpus._work import read_task  # noqa: PLC0415 - a worker that reads nothing imports nothing

    # The other cores have workers of their own.
    pa.set_cpu_count(1)
    tasks: SimpleQueue[Task | None] = SimpleQueue()

    def receive() -> None:
        # Cut off within a message, where the other side was killed.
        with suppress(EOFError, pickle.UnpicklingError):
            while True:
                tasks.put(pickle.load(given))  # noqa: S301 - from our own parent
        leave()
        tasks.put(None)

    def send(message: Message) -> None:
        pickle.dump(message, output)
        output.flush()

    def tell(counts: Counts) -> None:
        send(Sofar(counts))

    Thread(target=receive, daemon=True).start()
    # Nobody hears it any more: `receive` sees that too.
    with suppress(BrokenPipeError):
        send(Ready())
        while (task := tasks.get()) is not None:
            try:
                send(Done(read_task(task, Folder(folder), tell)))
            except (ScanError, ImportError) as error:
                send(Failed(str(error)))
    leave()
