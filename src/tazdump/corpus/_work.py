"""One task: its parts read, the dumps in them parsed, and what was found kept in the work folder.

How: the same in a worker process and in this one. Rows go to an Arrow file, batch by batch, and
what was skipped to JSON lines; the counts come last, and say that the task is done.
Cost: that of reading and parsing; a batch of pages in memory.
"""

# The stubs of pyarrow leave open what is in a column.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Final, final

from attrs import Attribute, define, field

from tazdump.corpus._files import writing, written
from tazdump.corpus._folder import ROWS, SKIPPED
from tazdump.corpus._pages import pages
from tazdump.corpus._record import Skipped
from tazdump.corpus._rows import SCHEMA, batch_of
from tazdump.corpus._same import fingerprint
from tazdump.corpus._sources import Tally, read_part
from tazdump.corpus._summary import Counts

# Behind `_rows`, which says what to install where it is missing.
import pyarrow as pa  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tazdump.corpus._folder import Folder
    from tazdump.corpus._pages import Found
    from tazdump.corpus._record import Record
    from tazdump.corpus._sources import Part
    from tazdump.corpus._tasks import Task

    #: Is told the counts so far, a few times a second.
    Told = Callable[[Counts], object]

#: What rows are compared by, beside each row: see `_same`.
FINGERPRINT: Final = "fingerprint"
KEPT: Final = SCHEMA.append(pa.field(FINGERPRINT, pa.binary()))
_OPTIONS: Final = pa.ipc.IpcWriteOptions(compression="zstd")
#: Seconds between two times that it is told how far a task is.
PAUSE: Final = 0.2
#: A batch has at most so many pages, and is full when their texts have so many characters.
_PAGES: Final = 500
_CHARACTERS: Final = 4 << 20


def read_task(task: Task, folder: Folder, told: Told) -> Counts:
    """Read a task and keep what it came to.

    Raises `ScanError` where that cannot be written.
    """
    folder.clear(task)
    with ExitStack() as files:
        reading = _Reading(task, folder, told, files)
        for part in task.parts:
            reading.read(part)
        reading.keep()
    folder.finish(task, reading.counts, reading.tally.lines)
    return reading.counts


def _moved(tally: _Telling, _: Attribute[int], size: int) -> int:
    tally.tell(size)
    return size


@final
@define
class _Telling(Tally):
    """A tally that says how many bytes have been read, while a part without a dump is read too."""

    bytes: int = field(default=0, on_setattr=_moved)
    tell: Callable[[int], object] = field(kw_only=True)


@final
@define
class _Reading:
    """What a task has come to so far; its files are opened when there is something to write."""

    task: Task
    folder: Folder
    told: Told
    files: ExitStack
    counts: Counts = field(factory=Counts)
    #: Of the part that is being read, and what had been counted before it.
    tally: Tally = field(factory=Tally)
    _records_before: int = 0
    _bytes_before: int = 0
    #: When it was last told what was counted.
    _last: float = field(factory=time.monotonic)
    _found: list[Found] = field(factory=list["Found"])
    _characters: int = 0
    _rows: pa.RecordBatchFileWriter | None = None
    _skipped: IO[bytes] | None = None

    def read(self, part: Part) -> None:
        """Read a part, and keep what is found in it."""
        self.tally = _Telling(tell=self._tell)
        self._records_before, self._bytes_before = self.counts.records, self.counts.bytes
        for found in pages(self._records(part)):
            self.counts.find(found)
            self._found.append(found)
            self._characters += len(found.record.text)
            if len(self._found) == _PAGES or self._characters >= _CHARACTERS:
                self.keep()
            self._tell(self.tally.bytes)
        self._count(self.tally.bytes)

    def _tell(self, size: int) -> None:
        now = time.monotonic()
        if now - self._last >= PAUSE:
            self._last = now
            self._count(size)
            self.told(self.counts)

    def _count(self, size: int) -> None:
        self.counts.records = self._records_before + self.tally.records
        self.counts.bytes = self._bytes_before + size

    def _records(self, part: Part) -> Iterator[Record]:
        for item in read_part(part, self.tally, likely_only=True):
            if isinstance(item, Skipped):
                self._skip(item)
            else:
                yield item

    def _skip(self, skipped: Skipped) -> None:
        self.counts.skipped[str(skipped.reason)] += 1
        target = self.folder.file(self.task.number, SKIPPED)
        if self._skipped is None:
            self._skipped = self.files.enter_context(written(target))
        values = {
            "source": skipped.source,
            "number": skipped.number,
            "offset": skipped.offset,
            "reason": str(skipped.reason),
            "message": skipped.message,
        }
        with writing(target):
            self._skipped.write(json.dumps(values).encode() + b"\n")

    def keep(self) -> None:
        """Write the pages that are held as rows, and hold them no longer."""
        if not self._found:
            return
        target = self.folder.file(self.task.number, ROWS)
        with writing(target):
            if self._rows is None:
                file = self.files.enter_context(written(target))
                self._rows = self.files.enter_context(pa.ipc.new_file(file, KEPT, options=_OPTIONS))
            self._rows.write_batch(_batch(self._found))
        self._found, self._characters = [], 0


def _batch(found: list[Found]) -> pa.RecordBatch:
    """The rows of these finds, each with its fingerprint."""
    rows = batch_of(found)
    prints = [fingerprint(each.page) for each in found]
    return pa.RecordBatch.from_arrays([*rows.columns, pa.array(prints, pa.binary())], schema=KEPT)
