"""The function for engines: Arrow record batches of a crawl in, record batches of its dumps out.

How: Arrow itself looks for ``taz.de``, which every dump has, so that no other text becomes a
Python string; what is left goes the way of `pages`. Cost: linear; one batch at a time.
Needs the extra ``crawl``. PySpark, DuckDB, polars and others hand over such batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, cast

from tazdump._read import decode
from tazdump.corpus._arrow import as_text, column, likely_rows, names_in, values
from tazdump.corpus._columns import Chosen, choose
from tazdump.corpus._pages import pages
from tazdump.corpus._record import Columns, Record
from tazdump.corpus._rows import ROW, SCHEMA, batch_of, pa
from tazdump.corpus._same import Duplicates, fingerprint
from tazdump.export import arrow

if TYPE_CHECKING:
    from tazdump.corpus._rows import Column

#: The largest number that a column of numbers can have.
_LARGEST: Final = (1 << 63) - 1

__all__ = ["mark_duplicates", "parse_batches"]


def parse_batches(
    batches: Iterable[pa.RecordBatch], *, columns: Columns | None = None
) -> Iterator[pa.RecordBatch]:
    """Find and parse the dumps in record batches of a crawl; each batch of finds has `SCHEMA`.

    The columns with text, URL and id are recognised, or named by `columns`; columns ``source``
    (text) and ``number`` (integers) are taken over, where there are any. Text may be binary: it is
    decoded as `tazdump.read` does it. Null and all that is no dump is passed over, and a batch
    without a dump gives none. Made for PySpark's ``mapInArrow``, and for any engine that hands
    over record batches. Raises `ValueError` for a batch whose text column cannot be told.

    >>> import pyarrow as pa
    >>> texts = ["Ein Rezept.", "# taz.de -- Wetter: Es regnet", None]
    >>> batch = pa.RecordBatch.from_pydict({"id": ["a", "b", "c"], "text": texts})
    >>> [found.select(["record_id", "title"]).to_pylist() for found in parse_batches([batch])]
    [[{'record_id': 'b', 'title': 'Wetter: Es regnet'}]]
    """
    wanted = columns or Columns()
    for batch in batches:
        found = list(pages(_records(batch, choose(wanted, names_in(batch.schema)))))
        if found:
            yield batch_of(found)


def mark_duplicates(table: pa.Table) -> pa.Table:
    """Set `duplicate_of` in a table of finds, which is all of a crawl; the order of rows matters.

    Rows are one page that have the address of one article, or the same words through different
    envelopes; the best reading keeps a null, the others name its row. So the rows in which
    `duplicate_of` is null are each page once. Raises `ValueError` for a table that is none of
    ours. Takes about 1 KB of memory a row, besides the table.
    """
    missing = [name for name in SCHEMA.names if name not in table.column_names]
    if missing:
        reason = f"no table of finds: it has no column {', '.join(missing)}"
        raise ValueError(reason)
    same = Duplicates()
    for batch in table.to_batches():
        kinds = _values(batch, "type", list(range(batch.num_rows)))
        shown = iter(arrow.from_table(batch.filter(batch.column("type").is_valid())))
        for kind in kinds:
            same.add(fingerprint(None if kind is None else next(shown)))
    rows = table.select(["source", "number", "record_id"]).to_pylist()
    best = [rows[j] if (j := same.best_of(i)) != i else None for i in range(len(rows))]
    marks: Column = pa.array(best, ROW)
    place = table.column_names.index("duplicate_of")
    return table.set_column(place, "duplicate_of", marks)


def _records(batch: pa.RecordBatch, chosen: Chosen) -> Iterator[Record]:
    """The records of a batch that may be dumps."""
    texts = as_text(column(batch, chosen.text), chosen.text)
    rows = likely_rows(texts)
    others = [_values(batch, name, rows) for name in (chosen.url, chosen.id, "source", "number")]
    for text, url, id_, source, number in zip(values(texts, rows), *others, strict=True):
        # What is likely is no null, and what is no UTF-8 is decoded as a file would be.
        decoded = decode(text) if isinstance(text, bytes) else None
        yield Record(
            text=decoded.text if decoded else str(text),
            source=source if isinstance(source, str) else "",
            number=number if type(number) is int and number <= _LARGEST else 0,
            id=None if id_ is None else str(id_),
            url=url if isinstance(url, str) else None,
            diagnostics=decoded.diagnostics if decoded else (),
        )


def _values(batch: pa.RecordBatch, name: str | None, rows: list[int]) -> list[object]:
    """What a column holds in some rows; Nones where there is no such column."""
    if name is None or name not in names_in(batch.schema):
        return [None] * len(rows)
    array: Column = column(batch, name)
    try:
        texts = values(as_text(array, name), rows)
    except ValueError:  # ids may be numbers
        try:
            return cast("list[object]", array.take(pa.array(rows, pa.int64())).to_pylist())
        except (ValueError, OverflowError):  # days that Python does not know
            return [None] * len(rows)
    return [text.decode(errors="replace") if isinstance(text, bytes) else text for text in texts]
