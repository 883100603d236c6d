"""Pages as an Arrow table, there and back: for Parquet, DuckDB, polars and pandas.

How: one row a page, parts nested as lists of structs; plain functions build the rows, `pyarrow`
the columns. Cost: linear; `to_batches` holds one batch of pages at a time.
Needs the extra ``arrow``. There is no `dumps`: a table is no text.

Null is None, and what the other kind of page has alone. `id`, `web`, `text` and the `severity`
of a diagnostic are derived: written for queries, not read again. Arrow's text is UTF-8, so an
unpaired surrogate becomes U+FFFD; the rest comes back as it was.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, cast

try:
    import pyarrow as pa
except ImportError as error:
    msg = "tazdump.export.arrow needs pyarrow: pip install 'tazdump[arrow]'"
    raise ImportError(msg, name="pyarrow") from error

from tazdump.export._arrow_rows import page_of, row_of
from tazdump.export._json_text import well_formed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tazdump.model import Page

    Fields = list[tuple[str, pa.DataType]]

__all__ = ["SCHEMA", "from_table", "to_batches", "to_table"]

_LINES: Final = pa.struct([("first", pa.int32()), ("last", pa.int32())])
_PLACE: Final[Fields] = [("cut", pa.bool_()), ("lines", _LINES)]
_TITLE: Final[Fields] = [
    ("title", pa.string()),
    ("kicker", pa.string()),
    ("headline", pa.string()),
    ("title_cut", pa.bool_()),
    ("title_lines", _LINES),
]
_IMAGE: Final = pa.struct([("caption", pa.string()), *_PLACE])
_DATELINE: Final = pa.struct([("place", pa.string()), ("agency", pa.string()), ("lines", _LINES)])
_LINK: Final = pa.struct(
    [("number", pa.int64()), ("text", pa.string()), ("path", pa.string()), *_PLACE]
)
_BLOCK: Final = pa.struct(
    [
        ("type", pa.string()),
        ("text", pa.string()),
        ("content", pa.list_(_LINK)),
        ("verses", pa.list_(pa.string())),
        ("certain", pa.bool_()),
        *_PLACE,
    ]
)
_NAME: Final = pa.struct([("name", pa.string()), ("path", pa.string()), *_PLACE])
_ENTRY: Final = pa.struct(
    [
        *_TITLE,
        ("teaser", pa.string()),
        ("path", pa.string()),
        ("topic", pa.string()),
        ("group", pa.string()),
        *_PLACE,
    ]
)
_DIAGNOSTIC: Final = pa.struct(
    [
        ("code", pa.string()),
        ("severity", pa.string()),
        ("message", pa.string()),
        ("line", pa.int32()),
        ("column", pa.int32()),
        ("end_column", pa.int32()),
        ("text", pa.string()),
    ]
)

_COLUMNS: Final[Fields] = [
    ("type", pa.string()),
    ("kind", pa.string()),
    ("id", pa.int64()),
    ("path", pa.string()),
    ("web", pa.string()),
    ("date", pa.date32()),
    *_TITLE,
    ("lede", pa.string()),
    ("tagline", pa.string()),
    ("search", pa.string()),
    ("images", pa.list_(_IMAGE)),
    ("dateline", _DATELINE),
    ("body", pa.list_(_BLOCK)),
    ("text", pa.string()),
    ("links", pa.list_(_LINK)),
    ("authors", pa.list_(_NAME)),
    ("tags", pa.list_(_NAME)),
    ("related", pa.list_(_ENTRY)),
    ("entries", pa.list_(_ENTRY)),
    ("diagnostics", pa.list_(_DIAGNOSTIC)),
    ("envelope", pa.string()),
]
_DERIVED: Final = frozenset({"id", "web", "text"})

#: The columns, in order; the reference says what each holds.
SCHEMA: Final = pa.schema(_COLUMNS)
_READ: Final = pa.schema([column for column in _COLUMNS if column[0] not in _DERIVED])


def to_batches(pages: Iterable[Page], *, batch_size: int = 1000) -> Iterator[pa.RecordBatch]:
    """Turn pages into record batches of at most `batch_size` rows, one after the other.

    The pages may come from an iterator without end. Raises `ValueError` at once for a
    `batch_size` below 1.

    >>> from tazdump.model import Listing
    >>> [batch.num_rows for batch in to_batches([Listing(title="Nord")] * 5, batch_size=2)]
    [2, 2, 1]
    """
    if batch_size < 1:
        reason = f"batch_size is {batch_size}; a batch holds at least one page"
        raise ValueError(reason)
    return _batches(iter(pages), batch_size)


def to_table(pages: Iterable[Page]) -> pa.Table:
    """Turn pages into one table of `SCHEMA`, all of it in memory.

    >>> from tazdump.model import Listing
    >>> to_table([Listing(title="Nord", kind="section")]).select(["type", "title"]).to_pylist()
    [{'type': 'listing', 'title': 'Nord'}]
    """
    return pa.Table.from_batches(list(to_batches(pages)), schema=SCHEMA)


def from_table(table: pa.Table | pa.RecordBatch) -> list[Page]:
    """Read the pages of a table or a batch; ``from_table(to_table(pages)) == list(pages)``.

    Columns may stand in any order, and in the wider types that polars and DuckDB make of them;
    derived and unknown columns are passed over. Raises `ValueError` for a column that is missing
    or of another type, and for a row that is no page.
    """
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    missing = [name for name in _READ.names if name not in table.column_names]
    if missing:
        reason = f"no table of pages: it has no column {', '.join(missing)}"
        raise ValueError(reason)
    try:
        rows = table.select(_READ.names).cast(_READ).to_pylist()
    except pa.ArrowException as error:
        reason = f"no table of pages: {error}"
        raise ValueError(reason) from error
    return [_page(number, row) for number, row in enumerate(rows)]


def _page(number: int, row: dict[str, object]) -> Page:
    try:
        return page_of(row)
    except ValueError as error:
        reason = f"row {number} is no page: {error}"
        raise ValueError(reason) from error


def _batches(pages: Iterator[Page], batch_size: int) -> Iterator[pa.RecordBatch]:
    while rows := [row_of(page) for page in islice(pages, batch_size)]:
        try:
            batch = pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
        except UnicodeEncodeError:
            clean = cast("list[dict[str, object]]", _clean(rows))
            batch = pa.RecordBatch.from_pylist(clean, schema=SCHEMA)
        yield batch


def _clean(value: object) -> object:
    """Make all text such that UTF-8 can carry it; goes as deep as the schema, and no deeper."""
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, list):
        return [_clean(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        row = cast("dict[str, object]", value)
        return {name: _clean(item) for name, item in row.items()}
    return value
