"""A table as a file: Parquet, or JSON lines with the same columns.

How: batches as they come, gathered to row groups for Parquet. Cost: a row group in memory.
"""

# The stubs of pyarrow leave open what is in a column.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Final

from tazdump.corpus._rows import SCHEMA

# Behind `_rows`, which says what to install where it is missing.
import pyarrow as pa  # isort: skip
import pyarrow.parquet as pq  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    Write = Callable[[Iterable[pa.RecordBatch], IO[bytes]], None]

#: A row group is full when it has so many rows or bytes.
_ROWS: Final = 1000
_BYTES: Final = 64 << 20


def _write_parquet(batches: Iterable[pa.RecordBatch], file: IO[bytes]) -> None:
    with pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
        for table in _groups(batches):
            writer.write_table(table, row_group_size=_ROWS)


def _groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Gather batches, so that a table of few rows from each task has not as many row groups."""
    held: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in batches:
        held.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows >= _ROWS or size >= _BYTES:
            yield pa.Table.from_batches(held, SCHEMA)
            held, rows, size = [], 0, 0
    if held:
        yield pa.Table.from_batches(held, SCHEMA)


def _write_jsonl(batches: Iterable[pa.RecordBatch], file: IO[bytes]) -> None:
    for batch in batches:
        for row in batch.to_pylist():
            text = json.dumps(row, ensure_ascii=False, default=_day, separators=(",", ":"))
            file.write(text.encode() + b"\n")


def _day(value: date) -> str:
    return value.isoformat()


#: How a table is written, by the ending of its name.
TABLES: Final[dict[str, Write]] = {
    ".parquet": _write_parquet,
    ".jsonl": _write_jsonl,
    ".ndjson": _write_jsonl,
}
