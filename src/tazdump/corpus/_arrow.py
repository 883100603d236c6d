"""Columns of Arrow batches as text: nested ones, and every type that text comes in.

How: the names of all columns of a schema, nested ones with dots; a text column is brought into one
of four types, then checked and searched in Arrow's own code. Cost: linear; values become Python's
only where they are asked for. Needs the extra ``crawl``.
"""

# The stubs of pyarrow leave type arguments open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import pyarrow as pa
import pyarrow.compute as pc

from tazdump.corpus._columns import LONGEST
from tazdump.corpus._sources._job import NEEDLE

if TYPE_CHECKING:
    #: An array of any type.
    Column = Any

#: Arrow finds a pattern of RE2 many times as fast as a plain string.
_PATTERN: Final = NEEDLE.replace(".", r"\.")
#: How deep into structs names go; corpora need three.
_DEPTH: Final = 8


def names_in(schema: pa.Schema) -> list[str]:
    """The names of all columns; those within structs behind the struct's own and a dot.

    A name of more than 200 characters leads to none within.

    >>> names_in(pa.schema([("text", pa.string()), ("meta", pa.struct([("url", pa.string())]))]))
    ['text', 'meta', 'meta.url']
    """
    return list(_places(schema))


def _places(schema: pa.Schema) -> dict[str, tuple[int, ...]]:
    """Where each name leads: a column, and then a field of each struct on the way."""
    places: dict[str, tuple[int, ...]] = {}
    level: list[tuple[pa.Field[Any], str, tuple[int, ...]]]
    level = [(field, field.name, (at,)) for at, field in enumerate(schema)]
    for _ in range(_DEPTH):
        # Names may hold dots themselves; of two that are alike, the one less deep is meant.
        places = {name: place for _, name, place in level} | places
        level = [
            (inner, f"{name}.{inner.name}", (*place, at))
            for field, name, place in level
            if pa.types.is_struct(field.type) and len(name) <= LONGEST
            for at, inner in enumerate(field.type)
        ]
    return dict(sorted(places.items(), key=lambda item: item[1]))


def column(batch: pa.RecordBatch, name: str) -> Column:
    """A column of a batch by a name of `names_in`. Raises `KeyError` where it is not there."""
    first, *others = _places(batch.schema)[name]
    array: Column = batch.column(first)
    for at in others:
        array = pc.struct_field(array, at)
    return array


def as_text(array: Column, name: str) -> Column:
    """A column as strings or binary, of either width; other types that hold text are cast.

    Raises `ValueError` for a column that holds something else.
    """
    if isinstance(array, pa.ExtensionArray):
        array = array.storage
    type_ = array.type
    if pa.types.is_dictionary(type_):
        array = array.cast(type_.value_type)
        type_ = array.type
    if pa.types.is_string_view(type_):
        return array.cast(pa.large_string())
    if pa.types.is_binary_view(type_):
        return array.cast(pa.large_binary())
    if (
        pa.types.is_string(type_)
        or pa.types.is_large_string(type_)
        or pa.types.is_binary(type_)
        or pa.types.is_large_binary(type_)
    ):
        return array
    if pa.types.is_null(type_):
        return array.cast(pa.string())
    msg = f"the column {name!r} holds {type_}, not text"
    raise ValueError(msg)


def likely_rows(text: Column) -> list[int]:
    """The rows of a column (see `as_text`) that have what every dump must contain, from 0."""
    return _true_rows(pc.match_substring_regex(text, _PATTERN))


def null_rows(text: Column) -> list[int]:
    """The rows of a column that are null, from 0."""
    return _true_rows(pc.is_null(text)) if text.null_count else []


def longer_rows(text: Column, limit: int) -> list[int]:
    """The rows of a column (see `as_text`) that have more bytes than the limit, from 0."""
    return _true_rows(pc.greater(cast("Column", pc.binary_length(text)), pa.scalar(limit)))


def _true_rows(mask: Column) -> list[int]:
    return cast("list[int]", pc.indices_nonzero(mask).to_pylist())


def is_utf8(text: Column) -> bool:
    """Is all of a column (see `as_text`) UTF-8? Arrow does not promise it of its strings."""
    if pa.types.is_binary(text.type):
        text = text.view(pa.string())
    elif pa.types.is_large_binary(text.type):
        text = text.view(pa.large_string())
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def values(text: Column, rows: Sequence[int]) -> list[str | bytes | None]:
    """The values of these rows: text, or bytes where they are no UTF-8, or None for null."""
    taken = text.take(pa.array(rows, pa.int64()))
    if pa.types.is_string(taken.type):
        taken = taken.view(pa.binary())
    elif pa.types.is_large_string(taken.type):
        taken = taken.view(pa.large_binary())
    return [_decoded(value) for value in cast("list[bytes | None]", taken.to_pylist())]


def _decoded(value: bytes | None) -> str | bytes | None:
    try:
        return value if value is None else value.decode()
    except UnicodeDecodeError:
        return value
