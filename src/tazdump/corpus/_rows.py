"""What was found in a crawl as rows of an Arrow table.

How: the columns of `tazdump.export.arrow`, between those that tell where a page comes from and
those that tell what became of it. Cost: linear; one batch of finds at a time.
Needs the extra ``crawl``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from tazdump.corpus._needs import needed
from tazdump.corpus._pages import Found
from tazdump.diagnostics import ParseError
from tazdump.export._json_text import well_formed
from tazdump.model import Listing

with needed("a table of a crawl"):
    import pyarrow as pa

    from tazdump.export import arrow

if TYPE_CHECKING:
    from typing import Any

    from tazdump.model import Page

    # The type of a column's values is known when it is read, and not before.
    Column = Any
    Fields = list[tuple[str, pa.DataType]]

__all__ = ["ROW", "SCHEMA", "batch_of", "pa", "to_batches"]

_WHICH: Final[Fields] = [
    ("source", pa.string()),
    ("number", pa.int64()),
    ("record_id", pa.string()),
]
#: What tells which row another one is.
ROW: Final = pa.struct(_WHICH)

#: The columns, in order; the reference says what each holds.
SCHEMA: Final = pa.unify_schemas(
    [
        pa.schema([*_WHICH, ("url", pa.string())]),
        arrow.SCHEMA,
        pa.schema([("error", pa.string()), ("duplicate_of", ROW)]),
    ]
)


def to_batches(found: Iterable[Found], *, batch_size: int = 1000) -> Iterator[pa.RecordBatch]:
    """Turn finds into record batches of `SCHEMA`, of at most `batch_size` rows each.

    `duplicate_of` is null, for that is known only when all are found: see `mark_duplicates`.
    Raises `ValueError` at once for a `batch_size` below 1.

    >>> from tazdump.corpus import Record, pages
    >>> text = "# taz.de -- Wetter: Es regnet"
    >>> records = [Record(text=text, source="a.txt", number=1)] * 3
    >>> [batch.num_rows for batch in to_batches(pages(records), batch_size=2)]
    [2, 1]
    """
    if batch_size < 1:
        reason = f"batch_size is {batch_size}; a batch holds at least one page"
        raise ValueError(reason)
    return _batches(iter(found), batch_size)


def _batches(found: Iterator[Found], batch_size: int) -> Iterator[pa.RecordBatch]:
    while some := list(islice(found, batch_size)):
        yield batch_of(some)


def batch_of(found: Sequence[Found]) -> pa.RecordBatch:
    """Make one record batch of `SCHEMA` of some finds, with a row for each."""
    pages = [_stand_in(one) if one.page is None else one.page for one in found]
    batches = arrow.to_batches(pages, batch_size=max(1, len(pages)))
    shown: Column = next(batches, pa.RecordBatch.from_pylist([], schema=arrow.SCHEMA))
    failed = [one.page is None for one in found]
    if any(failed):
        # A row of nulls, but for its diagnostics, where there is no page.
        kept = pa.array([None if no else i for i, no in enumerate(failed)], pa.int64())
        noticed = arrow.SCHEMA.get_field_index("diagnostics")
        shown = shown.take(kept).set_column(noticed, "diagnostics", shown.column(noticed))
    records = [one.record for one in found]
    columns: Column = [
        _texts([record.source or None for record in records]),
        pa.array([record.number or None for record in records], pa.int64()),
        _texts([record.id for record in records]),
        _texts([record.url for record in records]),
        *shown.columns,
        _texts([_reason(one.error) for one in found]),
        pa.nulls(len(found), ROW),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)  # pyright: ignore[reportUnknownMemberType]


def _stand_in(found: Found) -> Page:
    """What has the diagnostics of a find that has no page."""
    return Listing(title="", diagnostics=found.diagnostics)


def _texts(texts: Sequence[str | None]) -> Column:
    return pa.array([text and well_formed(text) for text in texts], pa.string())


def _reason(error: Exception | None) -> str | None:
    if error is None:
        return None
    if isinstance(error, ParseError):
        return error.message
    return f"{type(error).__name__}: {error} (a bug of tazdump: please report it)"
