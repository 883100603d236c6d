"""Arrow batches of a crawl in, the table of its dumps out."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest
from crawl_files import Text, crawl, table
from envelope_forms import FORMS
from envelope_pages import CASES
from hypothesis import given, settings
from hypothesis import strategies as st

import tazdump
from tazdump import Code, ParseError, parse_page
from tazdump.corpus._batches import mark_duplicates, parse_batches
from tazdump.corpus._pages import Found, pages
from tazdump.corpus._record import Columns, Record
from tazdump.corpus._rows import SCHEMA, batch_of, to_batches
from tazdump.export import arrow
from tazdump.testing import damaged, dumps

DUMP = "\n".join(FORMS["table"].lines(CASES["article"].rows))
MENU = "\n".join(FORMS["menu"].lines(CASES["article"].rows))
RECIPE = "Man nehme drei Eier."

Row = dict[str, object]


def record(
    text: str,
    number: int = 1,
    *,
    name: str | None = None,
    url: str | None = None,
) -> Record:
    return Record(text=text, source="crawl.jsonl", number=number, id=name, url=url)


def rows(found: Sequence[Found]) -> list[Row]:
    return batch_of(found).to_pylist()


def parsed(*columns: tuple[str, Any], named: Columns | None = None) -> list[Row]:
    """The rows that a batch of these columns gives."""
    batch = pa.RecordBatch.from_pydict(dict(columns))
    found = list(parse_batches([batch], columns=named))
    assert all(one.schema == SCHEMA for one in found)
    return [row for one in found for row in one.to_pylist()]


class TestRows:
    """A find is a row: where it comes from, the page's columns, and what became of it."""

    def test_a_page(self) -> None:
        url = "https://proxy.example/taz.de/1/Wetter-im-Norden/!1234567"
        (found,) = pages([record(DUMP, 3, name="c", url=url)])
        (row,) = rows([found])
        assert [row[name] for name in ("source", "number", "record_id", "url")] == [
            *("crawl.jsonl", 3, "c"),
            url,
        ]
        assert (row["error"], row["duplicate_of"]) == (None, None)
        assert found.page is not None
        assert {name: row[name] for name in arrow.SCHEMA.names} == arrow.to_table(
            [found.page]
        ).to_pylist()[0]

    @given(st.lists(dumps() | damaged(), max_size=4))
    @settings(deadline=None)
    def test_pages_come_back(self, texts: list[str]) -> None:
        found = list(pages(map(record, texts)))
        batch = batch_of(found)
        batch.validate(full=True)
        assert batch.schema == SCHEMA
        want = [page for one in found if (page := one.page) is not None]
        assert arrow.from_table(batch) == arrow.from_table(arrow.to_table(want))

    def test_a_damaged_page_is_a_row_with_its_diagnostics(self) -> None:
        torn = "# taz.de -- Wetter: Es regnet"
        found = list(pages([record(DUMP, 1), record(torn, 2), record(DUMP, 3)], strict=True))
        first, failed, last = rows(found)
        assert first["title"] == last["title"] == "Wetter im Norden: Der Regen bleibt & bleibt"
        error = found[1].error
        assert isinstance(error, ParseError)
        assert failed["error"] == error.message
        codes = [d["code"] for d in failed["diagnostics"]]  # type: ignore[attr-defined]
        assert codes == [d.code for d in parse_page(torn).diagnostics]
        told = {"source", "number", "diagnostics", "error"}
        assert {name for name, value in failed.items() if value is not None} == told
        assert failed["number"] == 2

    def test_a_bug_of_ours_is_a_row_that_asks_for_a_report(self) -> None:
        (row,) = rows([Found(record=record(DUMP), error=KeyError("x"))])
        assert row["error"] == "KeyError: 'x' (a bug of tazdump: please report it)"
        assert row["diagnostics"] == []

    def test_what_utf8_cannot_hold_is_replaced(self) -> None:
        (found,) = pages([record(DUMP, name="a\udcfc", url="https://example.org/\udcfc")])
        (row,) = rows([found])
        assert (row["record_id"], row["url"]) == ("a\ufffd", "https://example.org/\ufffd")

    def test_no_finds_are_a_batch_too(self) -> None:
        assert batch_of([]).num_rows == 0
        assert batch_of([]).schema == SCHEMA

    def test_batches_are_as_large_as_asked_for(self) -> None:
        found = list(pages([record(DUMP, n) for n in range(1, 8)]))
        batches = list(to_batches(found, batch_size=3))
        assert [batch.num_rows for batch in batches] == [3, 3, 1]
        assert [row["number"] for b in batches for row in b.to_pylist()] == list(range(1, 8))

    def test_an_empty_batch_is_refused_at_once(self) -> None:
        with pytest.raises(ValueError, match="batch_size is 0"):
            to_batches([], batch_size=0)


class TestEngines:
    """`parse_batches` finds in batches what `pages` finds in records."""

    @pytest.mark.parametrize("size", [1, 37, 1000])
    def test_just_the_dumps_whatever_the_batches(self, size: int) -> None:
        texts = crawl(1000, every=25)
        found = [
            row
            for batch in parse_batches(table(texts).to_batches(max_chunksize=size))
            for row in batch.to_pylist()
        ]
        records = [Record(text=t.text, source="", number=0, id=t.id, url=t.url) for t in texts]
        assert found == rows(list(pages(records)))
        assert len(found) == 40

    def test_batches_without_dumps_give_none(self) -> None:
        texts = [Text(RECIPE), Text("Quelle: taz.de")]
        assert list(parse_batches(table(texts).to_batches())) == []
        assert list(parse_batches([])) == []

    def test_the_batches_are_taken_one_by_one(self) -> None:
        batches = iter(table([Text(DUMP)] * 3).to_batches(max_chunksize=1))
        next(parse_batches(batches))
        assert len(list(batches)) == 2

    @pytest.mark.parametrize(
        "kind",
        [
            *(pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()),
            *(pa.binary_view(), pa.dictionary(pa.int8(), pa.string())),
        ],
        ids=str,
    )
    def test_every_type_of_text(self, kind: pa.DataType) -> None:
        try:
            texts = pa.array([RECIPE, DUMP, None]).cast(kind)
        except pa.ArrowNotImplementedError:
            pytest.skip(f"this version of pyarrow has no values of type {kind}")
        (row,) = parsed(("text", texts))
        assert row["title"] == "Wetter im Norden: Der Regen bleibt & bleibt"

    def test_bytes_are_decoded_as_files_are(self) -> None:
        (row,) = parsed(("text", pa.array([DUMP.encode("cp1252", "replace")])))
        codes = [d["code"] for d in row["diagnostics"]]  # type: ignore[attr-defined]
        assert Code.DECODED in codes
        assert row["title"] == "Wetter im Norden: Der Regen bleibt & bleibt"

    def test_columns_as_they_are_named(self) -> None:
        headers = pa.array([{"warc-target-uri": "https://taz.de/!1234567/"}])
        columns = (
            ("content", pa.array([DUMP])),
            ("warc_headers", headers),
            ("number", pa.array([5])),
            ("source", pa.array(["a.parquet"])),
        )
        (row,) = parsed(*columns)
        assert (row["source"], row["number"], row["id"]) == ("a.parquet", 5, 1234567)
        (row,) = parsed(*columns, named=Columns(url="source"))
        assert (row["url"], row["id"]) == ("a.parquet", None)

    def test_ids_may_be_numbers(self) -> None:
        (row,) = parsed(("text", pa.array([DUMP])), ("id", pa.array([77])))
        assert row["record_id"] == "77"

    def test_columns_of_the_same_name_and_another_kind_are_left_alone(self) -> None:
        (row,) = parsed(
            ("text", pa.array([DUMP])),
            ("source", pa.array([7])),
            ("number", pa.array(["a"])),
            ("url", pa.array([7])),
        )
        assert [row[name] for name in ("source", "number", "url")] == [None, None, None]

    def test_a_batch_without_text_is_refused(self) -> None:
        with pytest.raises(ValueError, match="'zahl'"):
            parsed(("zahl", pa.array([1])))


class TestDuplicates:
    """`mark_duplicates` names the best reading in the rows of the others."""

    def test_the_best_keeps_a_null(self) -> None:
        texts = [
            record(DUMP, 1),
            record(MENU, 2),
            record(DUMP.replace("Gummistiefel", "Segel"), 3),
            record(DUMP, 4),
        ]
        found = list(pages(texts))
        marked = mark_duplicates(pa.Table.from_batches([batch_of(found[:2]), batch_of(found[2:])]))
        best = {"source": "crawl.jsonl", "number": 2, "record_id": None}
        assert marked.column("duplicate_of").to_pylist() == [best, None, None, best]
        assert marked.schema == SCHEMA

    def test_rows_without_page_are_nobodys_duplicate(self) -> None:
        failed = Found(record=record(DUMP), error=KeyError("x"))
        found = [failed, *pages([record(DUMP)]), failed]
        marked = mark_duplicates(pa.Table.from_batches([batch_of(found)]))
        assert marked.column("duplicate_of").null_count == 3

    def test_a_table_without_rows(self) -> None:
        empty = SCHEMA.empty_table()
        assert mark_duplicates(empty) == empty

    def test_a_table_that_is_none_of_ours(self) -> None:
        with pytest.raises(ValueError, match=r"no table of finds: it has no column source, "):
            mark_duplicates(arrow.to_table([tazdump.parse(DUMP)]))


class TestWithoutPyarrow:
    """Without pyarrow, the import says what to install."""

    def test_the_error_names_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        monkeypatch.delitem(sys.modules, "tazdump.export.arrow")
        monkeypatch.delitem(sys.modules, "tazdump.corpus._rows")
        with pytest.raises(ImportError, match=r"pip install 'tazdump\[crawl\]'") as caught:
            importlib.import_module("tazdump.corpus._rows")
        assert caught.value.name == "pyarrow"
