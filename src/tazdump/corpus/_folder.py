"""The work folder of a scan: what is done already, so that an interrupted scan can go on.

How: `OUT.parts` beside the output. Each task leaves a file of rows, one of what was skipped and, as
the last, one with its counts: a task is done when that is there. Files take their names when they
are whole. `scan.json` and `sources.jsonl` tell which scan it is: another one is refused.
Cost: a file or three for each task, and a line for each part of the sources.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast, final

from attrs import asdict, define, field, frozen

from tazdump.corpus._errors import ScanError
from tazdump.corpus._files import ASIDE, write, writing
from tazdump.corpus._listed import compared, listed
from tazdump.corpus._summary import Counts, from_json

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from os import PathLike

    from tazdump.corpus._sources import Part
    from tazdump.corpus._tasks import Task

#: What a task leaves in the work folder; the first two only where there is something to keep.
ROWS: Final = "rows.arrow"
SKIPPED: Final = "skipped.jsonl"
_DONE: Final = "done.json"

_SUFFIX: Final = ".parts"
_SCAN: Final = "scan.json"
_SOURCES: Final = "sources.jsonl"
_LOCK: Final = "lock"
#: Is there from just before the table takes its name.
_REPLACING: Final = "replacing"
_FILES: Final = frozenset({_SCAN, _SOURCES, _LOCK, _REPLACING})
#: Why a folder is refused, by what in `scan.json` is not as it is now.
_OTHER: Final = {
    "tazdump": "the scan in {folder} was begun by tazdump {before}: use that, or force a new one",
    "sources": "the scan in {folder} has other sources: {before}",
    "columns": "the scan in {folder} has other columns: {before}",
    "limits": "the scan in {folder} has other limits: {before}",
}


def _is_ours(name: str) -> bool:
    """Tell whether a scan gives a file such a name.

    >>> _is_ours("00000007.rows.arrow"), _is_ours("scan.json.4711.new"), _is_ours("thesis.docx")
    (True, True, False)
    """
    number, _, kind = name.partition(".")
    task = number.isdecimal() and kind in {ROWS, SKIPPED, _DONE}
    return task or name in _FILES or name.endswith(ASIDE) or number == "table"


def work_folder(output: str | PathLike[str]) -> Path:
    """Name the work folder of an output; a link's is beside what it leads to.

    >>> work_folder("/data/pages.parquet").name
    'pages.parquet.parts'
    """
    table = Path(os.path.realpath(output))
    return table.with_name(table.name + _SUFFIX)


@final
@frozen
class Done:
    """What a task came to."""

    counts: Counts
    #: Its records' numbers go on from those of the task before; and that task's next from these.
    relative: bool
    lines: int


@final
@define
class Folder:
    """A work folder."""

    path: Path
    _lock: IO[bytes] | None = field(default=None, repr=False)

    def make(self, scan: dict[str, object]) -> None:
        """Begin: the folder, and what this scan is."""
        with writing(self.path):
            self.path.mkdir()
        try:
            self.take()
            write(self.path / _SCAN, [json.dumps(scan).encode()])
        except BaseException:
            self.remove()
            raise

    def resume(self, scan: dict[str, object]) -> None:
        """Go on: raise `ScanError` if the folder is another scan's, or in use."""
        self.take()
        before = self._scan()
        for name, value in scan.items():
            if before.get(name) != value:
                raise ScanError(_OTHER[name].format(folder=self.path, before=before.get(name)))
        with writing(self.path):
            for left in self.path.glob(f"*{ASIDE}"):
                left.unlink()

    def _scan(self) -> dict[str, object]:
        """What the scan is that the folder was made for."""
        try:
            scan: object = json.loads((self.path / _SCAN).read_bytes())
        except (OSError, ValueError, RecursionError):
            scan = None
        if not isinstance(scan, dict):
            reason = f"{self.path} is no folder that an interrupted scan left; force a new one"
            raise ScanError(reason)
        return cast("dict[str, object]", scan)

    def take(self) -> None:
        """Keep others out; the system lets them in when this process ends, in whatever way."""
        with writing(self.path):
            self._lock = (self.path / _LOCK).open("ab")
        # Not everywhere can files be locked; there nobody looks.
        with suppress(ImportError):
            fcntl = import_module("fcntl")
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.close()
                reason = f"another scan is at work in {self.path}"
                raise ScanError(reason) from None

    def close(self) -> None:
        """Let others in."""
        if self._lock is not None:
            self._lock.close()

    def refuse_other(self) -> None:
        """Raise `ScanError` where there is something in it that no scan has written."""
        with writing(self.path), os.scandir(self.path) as entries:
            other = sorted(one.name for one in entries if not _is_ours(one.name))
        if other:
            reason = f"in {self.path} is {other[0]}, which is no scan's; move it away"
            raise ScanError(reason)

    def remove(self) -> None:
        """Remove it with all that is in it."""
        self.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def listing(self, parts: Iterable[Part]) -> Iterator[Part]:
        """Give the parts on, and write down what files they are, or compare if that was done.

        Raises `ScanError` for a file that is not as it was.
        """
        sources = self.path / _SOURCES
        return compared(parts, sources) if sources.exists() else listed(parts, sources)

    def file(self, task: int, kind: str) -> Path:
        """Name a file of a task."""
        return self.path / f"{task:08}.{kind}"

    def clear(self, task: Task) -> None:
        """Remove what a process has left of a task that it did not finish."""
        for kind in (ROWS, SKIPPED):
            left = self.file(task.number, kind)
            with writing(left):
                left.unlink(missing_ok=True)

    def finish(self, task: Task, counts: Counts, lines: int) -> None:
        """Say that a task is done, when its other files are there."""
        done = {"relative": task.relative, "lines": lines, "counts": asdict(counts)}
        write(self.file(task.number, _DONE), [json.dumps(done).encode()])

    def is_done(self, task: int) -> bool:
        """Tell whether a task has been read whole."""
        return self.file(task, _DONE).exists()

    def done(self, task: int) -> Done:
        """Tell what a task came to."""
        with self.trusting(task, _DONE) as file:
            read = json.loads(file.read_bytes())
            return Done(from_json(read["counts"]), read["relative"], read["lines"])

    @contextmanager
    def trusting(self, task: int, kind: str) -> Generator[Path]:
        """Read a file of a task; one that is not as it was written ends in a `ScanError`."""
        file = self.file(task, kind)
        try:
            yield file
        except (ValueError, TypeError, LookupError, AttributeError, OSError) as error:
            reason = (
                f"{file} is damaged ({str(error) or type(error).__name__}); "
                f"delete {self.file(task, _DONE).name} beside it and resume: "
                "that part of the sources is then read again"
            )
            raise ScanError(reason) from error

    def may_replace(self) -> bool:
        """Tell whether this scan may put its table where one is."""
        return (self.path / _REPLACING).exists() or self._scan().get("replaces") is True

    def mark_replacing(self) -> None:
        """Say that the table is about to get its name, so that one that is there may be ours."""
        write(self.path / _REPLACING, [])
