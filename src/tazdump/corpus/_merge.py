"""The table of a scan: what the tasks have kept, in order, with duplicates marked or left out.

How: three passes over the work folder: counts, fingerprints, rows. Where records were numbered
from the start of a part of a file, their numbers are made those of the file.
Cost: a batch of rows in memory, and about 1 KB for each find to tell duplicates.
"""

# The stubs of pyarrow leave open what is in a column.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, cast, final

from attrs import define, field

from tazdump.corpus._folder import ROWS, SKIPPED
from tazdump.corpus._rows import SCHEMA
from tazdump.corpus._same import Duplicates
from tazdump.corpus._summary import Counts
from tazdump.corpus._work import FINGERPRINT, KEPT

# Behind `_rows`, which says what to install where it is missing.
import pyarrow as pa  # isort: skip
import pyarrow.compute as pc  # isort: skip

if TYPE_CHECKING:
    from pathlib import Path

    from tazdump.corpus._folder import Folder

_IDENTITY: Final = ("source", "number", "record_id")
_DUPLICATE: Final = SCHEMA.get_field_index("duplicate_of")


@final
@define
class Merge:
    """What lies in a work folder whose tasks are all done."""

    folder: Folder
    tasks: int
    counts: Counts = field(factory=Counts)
    #: What to add to the numbers of a task, where that is something.
    _bases: dict[int, int] = field(factory=dict[int, int])
    #: For each row that repeats a page, the best reading of it; and what that row is called.
    _best: dict[int, int] = field(factory=dict[int, int])
    _names: dict[int, Mapping[str, object]] = field(factory=dict[int, "Mapping[str, object]"])

    def count(self) -> None:
        """Add up what the tasks have counted."""
        lines = 0
        for number in range(self.tasks):
            done = self.folder.done(number)
            if done.relative:
                self._bases[number] = lines
            lines = lines * done.relative + done.lines
            self.counts.add(done.counts)

    def find_duplicates(self) -> None:
        """Tell for each row whether another one is a better reading of the same page."""
        duplicates = Duplicates()
        rows = 0
        for _, batch in self._batches(FINGERPRINT):
            for fingerprint in batch.column(0):
                duplicates.add(fingerprint.as_py())
            rows += batch.num_rows
        for index in range(rows):
            best = duplicates.best_of(index)
            if best != index:
                self._best[index] = best
        named = set(self._best.values())
        index = 0
        for number, batch in self._batches(*_IDENTITY) if named else ():
            for place in sorted(named & set(range(index, index + batch.num_rows))):
                (row,) = self._numbered(number, batch.slice(place - index, 1)).to_pylist()
                self._names[place] = row
            index += batch.num_rows

    @property
    def duplicates(self) -> int:
        """How many rows repeat a page of which another row is a better reading."""
        return len(self._best)

    def rows(self, *, dedupe: bool) -> Iterator[pa.RecordBatch]:
        """Give the rows, in the order of the sources; with `dedupe` those that none is better."""
        start = 0
        for number, batch in self._batches(*SCHEMA.names):
            places = range(start, start + batch.num_rows)
            start = places.stop
            rows = self._numbered(number, batch)
            if dedupe:
                yield rows.filter(pa.array([place not in self._best for place in places]))
            else:
                columns = rows.columns
                same = [self._names.get(self._best.get(place, -1)) for place in places]
                columns[_DUPLICATE] = pa.array(same, SCHEMA.field(_DUPLICATE).type)
                yield pa.RecordBatch.from_arrays(columns, schema=SCHEMA)

    def _batches(self, *columns: str) -> Iterator[tuple[int, pa.RecordBatch]]:
        """Give these columns of all batches, each with the number of its task."""
        options = pa.ipc.IpcReadOptions(
            included_fields=[KEPT.get_field_index(name) for name in columns]
        )
        for number in range(self.tasks):
            if self.folder.file(number, ROWS).exists():
                with (
                    self.folder.trusting(number, ROWS) as kept,
                    # As bytes, for a name may be no UTF-8.
                    pa.memory_map(cast("str", os.fsencode(kept))) as file,
                    pa.ipc.open_file(file, options=options) as rows,
                ):
                    for place in range(rows.num_record_batches):
                        yield number, rows.get_batch(place)

    def _numbered(self, task: int, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Number the records as their file does."""
        base = self._bases.get(task, 0)
        if not base:
            return batch
        place = batch.schema.get_field_index("number")
        columns = batch.columns
        columns[place] = pc.add(columns[place], base).cast(batch.schema.field(place).type)
        return pa.RecordBatch.from_arrays(columns, schema=batch.schema)

    def skipped(self) -> Iterator[bytes]:
        """Give what was skipped, as lines of JSON, in the order of the sources."""
        for number in range(self.tasks):
            if self.folder.file(number, SKIPPED).exists():
                with self.folder.trusting(number, SKIPPED) as kept:
                    yield from self._skipped(kept, self._bases.get(number, 0))

    @staticmethod
    def _skipped(kept: Path, base: int) -> Iterator[bytes]:
        with kept.open("rb") as file:
            for line in file:
                values = cast("dict[str, object]", json.loads(line))
                if values["number"] is not None:
                    values["number"] = cast("int", values["number"]) + base
                # What UTF-8 cannot hold, of a file's name, is escaped as JSON does it.
                text = json.dumps(values, ensure_ascii=False) + "\n"
                yield text.encode("utf-8", errors="backslashreplace")
