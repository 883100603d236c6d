"""Records from Parquet: columns of text, URL and id, a few thousand rows at a time.

How: Arrow reads batches of a row group; where only likely records are wanted, it also finds them,
and no other text becomes Python's. Cost: linear; a batch has about 4 MiB of text, however large the
row group. Needs the extra ``crawl``.
"""

# The stubs of pyarrow leave type arguments open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import define

from tazdump.corpus._arrow import (
    as_text,
    column,
    is_utf8,
    likely_rows,
    longer_rows,
    names_in,
    null_rows,
    values,
)
from tazdump.corpus._columns import Chosen, choose
from tazdump.corpus._record import Reason, Record, Skipped
from tazdump.corpus._sources._job import NEEDLE, BrokenError, Item, Job, named

if TYPE_CHECKING:
    from tazdump.corpus._arrow import Column

_BATCH: Final = 4 << 20
_FEWEST: Final = 16
_MOST: Final = 4096
#: The columns of a row group of more bytes are not held packed, but read by this buffer.
_LARGE: Final = 64 << 20
_BUFFER: Final = 1 << 20
#: What Arrow raises for a broken file; the memory is what it says that it holds.
_ERRORS: Final = (pa.ArrowException, OSError, ValueError, NotImplementedError, MemoryError)


class Group(NamedTuple):
    """A row group: its rows, its bytes of the file, and its bytes when they are unpacked."""

    rows: int
    size: int
    unpacked: int


def groups(path: str) -> list[Group]:
    """The row groups of a file. Raises `BrokenError` where it cannot be read."""
    try:
        return _groups(pq.read_metadata(_named(path)), Path(path).stat().st_size)
    except _ERRORS as error:
        raise _broken(error) from error


def _named(path: str) -> str | pa.NativeFile:
    """The name, or the file where Arrow cannot be told its name, for that is no UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return pa.OSFile(cast("str", os.fsencode(path)), mode="r")
    return path


def _groups(metadata: pq.FileMetaData, size: int) -> list[Group]:
    """The row groups, which share the bytes of the file as they say that their data does.

    What the chunks of columns say is not asked for: in a broken file, Arrow may not survive that.
    """
    found = [metadata.row_group(index) for index in range(metadata.num_row_groups)]
    weights = [max(1, group.total_byte_size) for group in found]
    total = max(1, sum(weights))
    bounds = [size * weight // total for weight in accumulate(weights, initial=0)]
    return [
        Group(group.num_rows, stop - start, weight)
        for group, (start, stop), weight in zip(found, pairwise(bounds), weights, strict=True)
    ]


def read_parquet(
    path: str, source: str, job: Job, *, start: int = 0, stop: int | None = None, before: int = 0
) -> Iterator[Item]:
    """The records of these row groups, the first of which has so many rows `before` it.

    Raises `BrokenError` where the file cannot be read or has no column of text.
    """
    try:
        metadata = pq.read_metadata(_named(path))
        found = _groups(metadata, Path(path).stat().st_size)[:stop]
        buffer = _BUFFER if any(group.size > _LARGE for group in found[start:]) else 0
        file = pq.ParquetFile(_named(path), metadata=metadata, buffer_size=buffer, pre_buffer=False)
        schema = file.schema_arrow
        names = names_in(schema)
    except _ERRORS as error:
        raise _broken(error) from error
    with file:
        chosen = _chosen(schema, names, job)
        for index, group in enumerate(found[start:], start):
            rows = _Rows(file=file, chosen=chosen, source=source, job=job, before=before)
            yield from rows.read(index, group)
            before += group.rows


def _broken(error: Exception) -> BrokenError:
    return BrokenError(Reason.CORRUPT, f"the Parquet file cannot be read: {_line(error)}")


def _chosen(schema: pa.Schema, names: list[str], job: Job) -> Chosen:
    try:
        chosen = choose(job.columns, names)
        nothing = [pa.nulls(0, field.type) for field in schema]
        empty = pa.RecordBatch.from_arrays(nothing, schema=schema)
        as_text(column(empty, chosen.text), chosen.text)
    except ValueError as error:
        raise BrokenError(Reason.NO_COLUMN, str(error)) from error
    return chosen


def _line(error: Exception) -> str:
    """What an error says, on one line."""
    return " ".join(str(error).split()) or "it ends early"


@define(kw_only=True)
class _Rows:
    """Reads the rows of one row group."""

    file: pq.ParquetFile
    chosen: Chosen
    source: str
    job: Job
    #: How many rows of the file have been passed.
    before: int

    def read(self, index: int, group: Group) -> Iterator[Item]:
        """The records of a row group; where it is broken, those before that."""
        tally = self.job.tally
        rows, size, _ = group
        batches: Iterator[pa.RecordBatch] | None = None
        done = 0
        while done < rows:
            try:
                batches = batches or self._batches(index, group)
                batch = next(batches)
                text = as_text(column(batch, self.chosen.text), self.chosen.text)
            except (*_ERRORS, StopIteration) as error:
                tally.records += rows - done
                tally.bytes += size - size * done // rows
                message = (
                    f"it and the {rows - done - 1} rows after it cannot be read: {_line(error)}"
                )
                yield self._skipped(0, Reason.CORRUPT, message)
                return
            count = batch.num_rows
            tally.records += count
            tally.bytes += size * (done + count) // rows - size * done // rows
            yield from self._items(batch, text)
            self.before += count
            done += count

    def _batches(self, index: int, group: Group) -> Iterator[pa.RecordBatch]:
        fitting = _BATCH * group.rows // group.unpacked
        return self.file.iter_batches(
            batch_size=max(_FEWEST, min(_MOST, fitting)),
            row_groups=[index],
            columns=[name for name in self.chosen if name is not None],
            use_threads=False,
        )

    def _items(self, batch: pa.RecordBatch, text: Column) -> Iterator[Item]:
        limit = self.job.limits.record
        null = (Reason.BAD_ROW, f"{self.chosen.text!r} is null")
        large = (Reason.TOO_LARGE, f"the text has more than {limit} bytes (Limits.record)")
        bad = dict.fromkeys(null_rows(text), null) | dict.fromkeys(longer_rows(text, limit), large)
        searched = self.job.likely_only and is_utf8(text)
        rows = likely_rows(text) if searched else range(batch.num_rows)
        wanted = [row for row in rows if row not in bad]
        urls = self._named(batch, self.chosen.url, wanted)
        ids = self._named(batch, self.chosen.id, wanted)
        good = dict(zip(wanted, zip(values(text, wanted), urls, ids, strict=True), strict=True))
        for row in sorted(bad | good):  # one of them has it
            if row in bad:
                yield self._skipped(row, *bad[row])
            else:
                yield from self._record(row, *good[row])

    def _record(
        self, row: int, text: str | bytes | None, url: str | None, id_: str | None
    ) -> Iterator[Item]:
        if not isinstance(text, str):
            yield self._skipped(row, Reason.NOT_UTF8, f"{self.chosen.text!r} is no UTF-8")
        elif not self.job.likely_only or NEEDLE in text:
            number = self.before + row + 1
            yield Record(text=text, source=self.source, number=number, id=id_, url=url)

    def _named(
        self, batch: pa.RecordBatch, name: str | None, rows: Sequence[int]
    ) -> list[str | None]:
        """The URLs or ids in a column; Nones where there is no such column."""
        if name is None or not rows:
            return [None] * len(rows)
        array = column(batch, name)
        try:
            texts = values(as_text(array, name), rows)
        except ValueError:  # ids may be numbers
            taken = array.take(pa.array(rows, pa.int64()))
            if not pa.types.is_integer(taken.type):  # and may hold days that Python does not know
                return [None] * len(rows)
            return [named(value) for value in cast("list[object]", taken.to_pylist())]
        return [
            value.decode(errors="replace") if isinstance(value, bytes) else value for value in texts
        ]

    def _skipped(self, row: int, reason: Reason, message: str) -> Skipped:
        number = self.before + row + 1
        return Skipped(source=self.source, number=number, reason=reason, message=message)
