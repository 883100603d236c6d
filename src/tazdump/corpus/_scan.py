"""`scan`: the dumps among any number of texts, as one table, with all the cores.

How: parts of the sources are gathered to tasks, worker processes read tasks, each task leaves what
was found in the work folder, and at the end that is merged, in order. So the table is the same
whatever the number of processes, and however often it was interrupted.
Cost: the reading of the sources and the parsing of the dumps; memory for a batch of pages in each
process, and about 1 KB for each find.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from os import PathLike
from typing import TYPE_CHECKING, Final, final

from attrs import asdict, define, field

import tazdump
from tazdump.corpus._errors import ScanError
from tazdump.corpus._files import write, written
from tazdump.corpus._folder import Folder, work_folder
from tazdump.corpus._merge import Merge
from tazdump.corpus._outputs import Outputs
from tazdump.corpus._record import Columns, Limits
from tazdump.corpus._sources import SIZE, Part, Sources, parts
from tazdump.corpus._summary import Counts, Progress, Summary
from tazdump.corpus._tasks import Task, size_of_tasks, tasks
from tazdump.corpus._work import read_task
from tazdump.corpus._workers import Lost, read_all

if TYPE_CHECKING:
    import pyarrow as pa

#: A process more for each of so many bytes: reading fewer may take less than starting it.
_WORTH: Final = 8 << 20


def scan(  # noqa: PLR0913 - each is an option of its own
    sources: Sources,
    output: str | PathLike[str],
    *,
    columns: Columns | None = None,
    limits: Limits | None = None,
    processes: int | None = None,
    resume: bool = False,
    force: bool = False,
    dedupe: bool = False,
    errors: str | PathLike[str] | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> Summary:
    """Write the pages of all dumps in the sources to one table, ``….parquet`` or ``….jsonl``.

    `sources`, `columns` and `limits` are those of `records`. `processes` is how many read; without
    it, as many as there are cores and the sources are worth. The table has the columns of `SCHEMA`
    in the order of the sources; rows that repeat a page are marked, or with `dedupe` left out.
    `errors` is a file for what could not be read, as JSON lines. `progress` is called a few times a
    second.

    An interrupt leaves the folder ``OUTPUT.parts``; the same call with `resume` goes on from it,
    and begins where there is none. A table that is there, or such a folder, is only replaced with
    `force`.

    Raises `ScanError` where the scan cannot begin or end, and leaves no half of a table;
    `ValueError` for `processes` below 1.
    """
    if processes is not None and processes < 1:
        reason = f"processes is {processes}; one is the least"
        raise ValueError(reason)
    named = [sources] if isinstance(sources, str | PathLike) else list(sources)
    outputs = Outputs.of(output, errors)
    outputs.refuse_inside(named)
    going = Run(
        sources=named,
        columns=columns or Columns(),
        limits=limits or Limits(),
        output=os.fspath(output),
        outputs=outputs,
        folder=Folder(work_folder(output)),
        tell=progress or _nothing,
    )
    begun = time.monotonic()
    try:
        going.begin(resume=resume, force=force)
        size = going.plan()
    except BaseException:
        going.give_up()
        raise
    try:
        going.read(size, _cores(size) if processes is None else processes)
        return going.end(dedupe=dedupe, begun=begun)
    except ScanError as error:
        raise ScanError(error.reason, resumable=True) from error
    finally:
        going.folder.close()


@final
@define(kw_only=True)
class Run:
    """A scan at work."""

    sources: list[str | PathLike[str]]
    columns: Columns
    limits: Limits
    #: As it was named.
    output: str
    outputs: Outputs
    folder: Folder
    tell: Callable[[Progress], object]
    #: The work folder is of this run.
    made: bool = False
    tasks: int = 0
    size: int = 0
    lost: int = 0
    #: Of the tasks that were done before this run, and that this run has done. Not one count, for
    #: threads count what was done before.
    before: Counts = field(factory=Counts)
    done: Counts = field(factory=Counts)

    def begin(self, *, resume: bool, force: bool) -> None:
        """Make or take the work folder; raise `ScanError` where something is in the way."""
        left = self.folder.path.exists()
        if left and force and not resume:
            self.folder.refuse_other()
            self.folder.take()
            self.folder.remove()
            left = False
        if left and not resume:
            reason = (
                f"{self.folder.path} is what an interrupted scan left:"
                " resume that, or force a new one"
            )
            raise ScanError(reason)
        if not (force or (left and self.folder.may_replace())):
            self.outputs.refuse_existing()
        scan: dict[str, object] = {
            "tazdump": tazdump.__version__,
            "sources": [os.fspath(each) for each in self.sources],
            "columns": asdict(self.columns),
            "limits": asdict(self.limits),
        }
        if left:
            self.folder.resume(scan)
        else:
            self.folder.make({**scan, "replaces": force})
            self.made = True

    def give_up(self) -> None:
        """Leave no folder where nothing was done."""
        if self.made:
            self.folder.remove()
        self.folder.close()

    def plan(self) -> int:
        """Look at all that there is to read, and give its size in bytes."""
        for part in self.folder.listing(self._parts(SIZE)):
            self.outputs.refuse_part(part, self.folder.path)
            self.size += part.size
        return self.size

    def _parts(self, size: int) -> Iterable[Part]:
        try:
            yield from parts(self.sources, self.columns, self.limits, size=size)
        except FileNotFoundError as error:
            raise ScanError(str(error)) from error

    def read(self, size: int, processes: int) -> None:
        """Read all that is not yet done."""
        todo = self._todo(size_of_tasks(size))
        if processes == 1:
            for task in todo:
                self._read_here(task)
            return
        doing: dict[int, Counts] = {}
        for said in read_all(todo, self.folder.path, processes):
            if isinstance(said, Lost):
                self.lost += 1
                doing.pop(said.task.number, None)
            elif said.done:
                doing.pop(said.task.number, None)
                self.done.add(said.counts)
            else:
                doing[said.task.number] = said.counts
            self._tell(*doing.values())

    def _read_here(self, task: Task) -> None:
        self.done.add(read_task(task, self.folder, self._tell))
        self._tell()

    def _todo(self, size: int) -> Iterator[Task]:
        for task in tasks(self._parts(size), size):
            self.tasks = task.number + 1
            if self.folder.is_done(task.number):
                self.before.add(self.folder.done(task.number).counts)
            else:
                yield task

    def _tell(self, *doing: Counts) -> None:
        now = Counts()
        for counts in (self.before, self.done, *doing):
            now.add(counts)
        self._report("reading", now.bytes, self.size, now)

    def _report(self, stage: str, done: int, of: int, counts: Counts) -> None:
        self.tell(
            Progress(
                stage=stage,
                done=min(done, of),
                size=of,
                records=counts.records,
                dumps=counts.dumps,
                skipped=counts.skipped.total(),
                lost=self.lost,
            )
        )

    def end(self, *, dedupe: bool, begun: float) -> Summary:
        """Merge what the tasks have kept, and put the table in its place."""
        merge = Merge(self.folder, self.tasks)
        merge.count()
        merge.find_duplicates()
        counts = merge.counts
        rows = counts.dumps - (merge.duplicates if dedupe else 0)
        whole = self.folder.path / f"table{self.outputs.table.suffix}"
        with written(whole) as file:
            self.outputs.write(self._writing(merge.rows(dedupe=dedupe), rows, counts), file)
        self.folder.mark_replacing()
        if self.outputs.errors is not None:
            write(self.outputs.errors, merge.skipped())
        self.outputs.place(whole)
        self.folder.remove()
        return Summary(
            output=self.output,
            rows=rows,
            duplicates=merge.duplicates,
            lost=self.lost,
            seconds=time.monotonic() - begun,
            **asdict(counts),
        )

    def _writing(
        self, batches: Iterable[pa.RecordBatch], rows: int, counts: Counts
    ) -> Iterator[pa.RecordBatch]:
        done = 0
        for batch in batches:
            yield batch
            done += batch.num_rows
            self._report("writing", done, rows, counts)


def _cores(size: int) -> int:
    """How many processes are worth starting for so many bytes, on this machine."""
    # Which cores this process may use; not every system can tell.
    usable = getattr(os, "sched_getaffinity", None)
    cores = len(usable(0)) if usable else os.cpu_count() or 1
    return max(1, min(cores, size // _WORTH))


def _nothing(_: Progress) -> None:
    """Tell nobody."""
