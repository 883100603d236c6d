"""Promise: a column of any type that holds text is searched and read, wherever it is nested.

How: one column in every type, sliced and nested, against Python's own search. Cost: milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

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

if TYPE_CHECKING:
    from tazdump.corpus._arrow import Column

TYPES: list[pa.DataType] = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.binary(),
    pa.large_binary(),
    pa.binary_view(),
    pa.dictionary(pa.int32(), pa.string()),
    pa.dictionary(pa.int8(), pa.large_binary()),
]
TEXTS = st.lists(
    st.one_of(
        st.none(),
        st.text(max_size=9),
        st.sampled_from(["# taz.de -- Größe", "taz de", "tazXde", "www.taz.de", "Taz.de"]),
    ),
    max_size=9,
)


def array_of(type_: pa.DataType, given: list[str | None]) -> Column:
    plain: Column = pa.array(given, pa.string())
    if pa.types.is_dictionary(type_):
        plain = plain.dictionary_encode()
    return plain.cast(type_)


class TestText:
    @given(st.sampled_from(TYPES), TEXTS.map(lambda all_: [_whole(text) for text in all_]))
    def test_of_any_type_is_searched_and_read(
        self, type_: pa.DataType, given: list[str | None]
    ) -> None:
        text = as_text(array_of(type_, given), "text")
        assert likely_rows(text) == [i for i, one in enumerate(given) if one and "taz.de" in one]
        assert null_rows(text) == [i for i, one in enumerate(given) if one is None]
        assert longer_rows(text, 5) == [
            i for i, one in enumerate(given) if one and len(one.encode()) > 5
        ]
        assert is_utf8(text)
        assert values(text, range(len(given))) == given

    @given(TEXTS.map(lambda all_: [_whole(text) for text in all_]), st.integers(0, 9))
    def test_of_a_slice(self, given: list[str | None], start: int) -> None:
        text = array_of(pa.string(), given)[start:]
        assert values(text, range(len(text))) == given[start:]

    @pytest.mark.parametrize("type_", TYPES[:2] + TYPES[3:5], ids=str)
    def test_that_is_no_utf_8_comes_as_bytes(self, type_: pa.DataType) -> None:
        plain: Column = pa.array([b"f\xfcr", "für".encode()], pa.binary())
        wide = plain.cast(pa.large_binary()) if "large" in str(type_) else plain
        text = wide.view(type_)
        assert not is_utf8(text)
        assert values(text, [0, 1]) == [b"f\xfcr", "für"]

    @pytest.mark.skipif(not hasattr(pa, "json_"), reason="pyarrow has had the type since 19")
    def test_of_an_extension_is_its_storage(self) -> None:
        stored: Column = pa.ExtensionArray
        text = stored.from_storage(pa.json_(), pa.array(['"a"']))
        assert values(as_text(text, "text"), [0]) == ['"a"']

    def test_that_is_none_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"'a\.b' holds list<item: string>, not text"):
            as_text(pa.array([["a"]]), "a.b")


class TestNames:
    ROW: Final[dict[str, Any]] = {"a": {"b.c": {"d": 1}, "b": 2}, "a.b": {"e": 3}, "f": 4}

    def test_every_name_leads_to_its_column(self) -> None:
        (batch,) = pa.Table.from_pylist([self.ROW]).to_batches()
        expected = {
            "a": self.ROW["a"],
            "a.b.c": {"d": 1},
            "a.b.c.d": 1,
            "a.b": {"e": 3},
            "a.b.e": 3,
            "f": 4,
        }
        assert names_in(batch.schema) == list(expected)
        for name, value in expected.items():
            assert column(batch, name).to_pylist() == [value]

    @pytest.mark.parametrize("name", ["", "g", "f.g", "a.x"])
    def test_another_name_leads_nowhere(self, name: str) -> None:
        (batch,) = pa.Table.from_pylist([self.ROW]).to_batches()
        with pytest.raises(KeyError):
            column(batch, name)

    def test_endless_depth_is_not_followed(self) -> None:
        type_: pa.DataType = pa.string()
        for _ in range(2000):
            type_ = pa.struct([("a", type_)])
        assert len(names_in(pa.schema([("a", type_)]))) == 8


def _whole(text: str | None) -> str | None:
    """The text as Arrow can hold it."""
    return text and text.encode(errors="replace").decode()
