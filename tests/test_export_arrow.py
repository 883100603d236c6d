"""Arrow: there and back, through Parquet, DuckDB, polars and pandas."""

from __future__ import annotations

import datetime
import doctest
import importlib
import re
import shutil
import sys
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import attrs
import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from export_pages import EXAMPLES, FRONT, POEM, REPORT, corpus, everything, pages
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tazdump.export import arrow
from tazdump.model import Article, Listing, Page, Tag, Title

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, object]


def well_formed(value: object) -> object:
    """The value with U+FFFD for each lone surrogate, as Arrow has it."""
    if isinstance(value, str):
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, list | tuple):
        return [well_formed(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {name: well_formed(item) for name, item in cast("Row", value).items()}
    return value


def thousand() -> list[Page]:
    """A thousand articles, ten a day."""
    return [
        attrs.evolve(
            REPORT,
            title=Title.from_text(f"Nummer {number}: Es wird gezählt"),
            date=datetime.date(2025, 1, 1) + datetime.timedelta(days=number // 10),
            tags=(Tag(name="Zahl"), Tag(name="gerade" if number % 2 == 0 else "ungerade")),
            related=(),
        )
        for number in range(1000)
    ]


def ask(parquet: Path, query: str) -> duckdb.DuckDBPyRelation:
    found = duckdb.read_parquet(str(parquet)).query("pages", query)
    assert found is not None
    return found


@pytest.fixture(scope="module", name="parquet")
def _parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("arrow") / "pages.parquet"
    pq.write_table(arrow.to_table(thousand()), path)  # pyright: ignore[reportUnknownMemberType]
    return path


class TestThereAndBack:
    """`from_table(to_table(pages))` gives the pages back, but for what UTF-8 cannot hold."""

    @given(st.lists(pages(), max_size=4))
    @example(list(EXAMPLES))
    @settings(deadline=None)
    def test_pages_come_back(self, given_pages: list[Page]) -> None:
        back = arrow.from_table(arrow.to_table(given_pages))
        assert list(map(type, back)) == list(map(type, given_pages))
        ours = [well_formed(everything(page)) for page in given_pages]
        assert [well_formed(everything(page)) for page in back] == ours

    def test_examples_are_equal(self) -> None:
        assert arrow.from_table(arrow.to_table(EXAMPLES)) == list(EXAMPLES)

    def test_the_corpus_comes_back(self) -> None:
        back = arrow.from_table(arrow.to_table(corpus()))
        assert list(map(everything, back)) == list(map(everything, corpus()))

    def test_lone_surrogates_become_replacement_characters(self) -> None:
        table = arrow.to_table([Listing(title="F\udcc3r"), Listing(title="„für“")])
        assert arrow.from_table(table) == [Listing(title="F\ufffdr"), Listing(title="„für“")]

    @given(st.lists(pages(), max_size=3))
    @settings(deadline=None)
    def test_every_table_has_the_schema(self, given_pages: list[Page]) -> None:
        table = arrow.to_table(given_pages)
        assert table.schema == arrow.SCHEMA
        table.validate(full=True)

    def test_no_pages_are_a_table_too(self) -> None:
        assert arrow.to_table([]).num_rows == 0
        assert arrow.from_table(arrow.to_table([])) == []

    def test_derived_columns(self) -> None:
        row = arrow.to_table([REPORT]).to_pylist()[0]
        assert row["id"] == 6077001
        assert row["web"] == "https://taz.de/Streit-um-Radwege/!6077001/"
        assert row["text"] == REPORT.text
        assert [block["text"] for block in row["body"]] == [b.text for b in REPORT.body]


class TestBatches:
    """Pages stream through in bounded memory."""

    def test_batches_are_as_large_as_asked_for(self) -> None:
        batches = list(arrow.to_batches([REPORT] * 7, batch_size=3))
        assert [batch.num_rows for batch in batches] == [3, 3, 1]
        assert all(batch.schema == arrow.SCHEMA for batch in batches)
        assert [page for b in batches for page in arrow.from_table(b)] == [REPORT] * 7

    def test_no_more_pages_are_taken_than_a_batch_holds(self) -> None:
        taken = count()

        def endless() -> Iterator[Page]:
            while True:
                next(taken)
                yield FRONT

        batches = arrow.to_batches(endless(), batch_size=5)
        assert next(taken) == 0
        assert [batch.num_rows for batch in islice(batches, 2)] == [5, 5]
        assert next(taken) == 11

    @pytest.mark.parametrize("size", [0, -1])
    def test_an_empty_batch_is_refused_at_once(self, size: int) -> None:
        with pytest.raises(ValueError, match=f"batch_size is {size}"):
            arrow.to_batches([], batch_size=size)

    def test_through_a_parquet_file_batch_by_batch(self, tmp_path: Path) -> None:
        path = tmp_path / "pages.parquet"
        with pq.ParquetWriter(path, arrow.SCHEMA) as writer:
            for batch in arrow.to_batches(EXAMPLES, batch_size=2):
                writer.write_batch(batch)
        with pq.ParquetFile(path) as file:
            batches = file.iter_batches(1)  # pyright: ignore[reportUnknownMemberType]
            back = [page for batch in batches for page in arrow.from_table(batch)]
        assert back == list(EXAMPLES)


class TestReaders:
    """The tools of the trade read what we write, and what they write we read."""

    def test_duckdb_counts_the_pages_of_each_day(self, parquet: Path) -> None:
        days = ask(
            parquet, "select date, count(*) from pages group by date order by date"
        ).fetchall()
        assert len(days) == 100
        assert days[0] == (datetime.date(2025, 1, 1), 10)
        assert {number for _, number in days} == {10}

    def test_duckdb_looks_into_lists_and_structs(self, parquet: Path) -> None:
        found = ask(
            parquet,
            "select tag.name, count(*) from pages, unnest(tags) as each(tag)"
            " where dateline.place = 'Kiel' group by all order by all",
        )
        assert found.fetchall() == [("Zahl", 1000), ("gerade", 500), ("ungerade", 500)]

    def test_pages_come_back_from_duckdb(self, parquet: Path) -> None:
        found = ask(parquet, "select *, 1 as more from pages where kicker = 'Nummer 77'")
        assert arrow.from_table(found.arrow().read_all()) == [thousand()[77]]

    def test_polars_reads_the_file(self, parquet: Path) -> None:
        frame = polars.read_parquet(parquet)
        days = frame.group_by("date").len()
        assert (days.height, days["len"].sum()) == (100, 1000)
        names = frame["tags"].list.first().struct.field("name")
        assert names.unique().to_list() == ["Zahl"]

    def test_pages_come_back_from_polars(self, parquet: Path) -> None:
        assert arrow.from_table(polars.read_parquet(parquet).to_arrow()) == thousand()

    def test_pages_come_back_from_pandas(self) -> None:
        pytest.importorskip("pandas")
        table = arrow.to_table(EXAMPLES)
        frame: Any = table.to_pandas()  # pyright: ignore[reportUnknownMemberType]
        assert list(frame.title) == [REPORT.title.text, POEM.title.text, "taz.de"]
        table = pa.Table.from_pandas(frame, schema=arrow.SCHEMA)
        assert arrow.from_table(table) == list(EXAMPLES)


def table_of(**changes: object) -> pa.Table:
    """A table of one row, with other values in some columns."""
    row = {**arrow.to_table([REPORT]).to_pylist()[0], **changes}
    return pa.Table.from_pylist([row], schema=arrow.SCHEMA)


PLACE: Row = {"cut": False, "lines": {"first": 1, "last": 1}}


class TestForeignTables:
    """A table that is none of ours is refused with what is wrong."""

    def test_a_missing_column(self) -> None:
        table = arrow.to_table([REPORT]).drop_columns(["body", "tags", "text"])
        with pytest.raises(ValueError, match=r"^no table of pages: it has no column body, tags$"):
            arrow.from_table(table)

    def test_a_column_of_another_type(self) -> None:
        table = arrow.to_table([REPORT])
        place = table.column_names.index("body")
        table = table.set_column(place, "body", pa.array([5]))
        with pytest.raises(ValueError, match=r"^no table of pages: "):
            arrow.from_table(table)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"type": "page"}, "type is 'page', and neither 'article' nor 'listing'"),
            ({"type": None}, "type is None"),
            ({"title": None}, "title"),
            ({"headline": None}, "headline"),
            ({"type": "listing", "title": None}, "title"),
            ({"tags": [None]}, "a list has a null in it"),
            ({"tags": [{"name": None, **PLACE}]}, "name"),
            ({"body": [{"type": "table", **PLACE}]}, "the type of a block is 'table'"),
            ({"body": [{"type": "paragraph", **PLACE}]}, "content"),
            ({"body": [{"type": "paragraph", "content": [PLACE], **PLACE}]}, "number"),
            ({"body": [{"type": "verse", "verses": ["a", None], **PLACE}]}, "a null in it"),
            ({"diagnostics": [{"code": "SOMETHING", "message": "x"}]}, "SOMETHING"),
            ({"diagnostics": [{"code": None, "message": "x"}]}, "code"),
        ],
    )
    def test_a_row_that_is_no_page(self, changes: Row, said: str) -> None:
        with pytest.raises(ValueError, match=f"^row 0 is no page: .*{said}"):
            arrow.from_table(table_of(**changes))

    def test_null_is_the_default_where_there_is_one(self) -> None:
        table = table_of(
            title="x",
            kicker=None,
            headline="x",
            body=[{"type": "subheading", "text": "Z"}, {"type": "verse", "verses": ["a"]}],
            **dict.fromkeys(
                ["lede", "images", "dateline", "links", "authors", "tags", "related", "path"]
            ),
        )
        page = arrow.from_table(table)[0]
        assert isinstance(page, Article)
        assert (page.lede, page.images, page.tags, page.dateline) == (None, (), (), None)
        assert [block.text for block in page.body] == ["Z", "a"]


class TestWithoutPyarrow:
    """Without pyarrow, the import says what to install."""

    def test_the_error_names_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        monkeypatch.delitem(sys.modules, "tazdump.export.arrow")
        with pytest.raises(ImportError, match=r"pip install 'tazdump\[arrow\]'") as caught:
            importlib.import_module("tazdump.export.arrow")
        assert caught.value.name == "pyarrow"


class TestDocs:
    """The reference tells the truth."""

    ROOT = Path(__file__).parents[1]
    TEXT = (ROOT / "docs/reference/arrow.md").read_text(encoding="utf-8")

    def test_its_examples_run(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        shutil.copytree(self.ROOT / "examples", tmp_path / "examples")
        monkeypatch.chdir(tmp_path)
        plain = self.TEXT.replace("```", "")
        examples = doctest.DocTestParser().get_doctest(plain, {}, "arrow.md", None, 0)
        assert doctest.DocTestRunner().run(examples) == (0, 10)

    def test_it_names_every_column(self) -> None:
        rows = [line for line in self.TEXT.split("\n") if line.startswith("| `")]
        named = [name for row in rows for name in re.findall("`([a-z_]+)`", row.split(" | ")[0])]
        assert named[-len(arrow.SCHEMA.names) :] == arrow.SCHEMA.names
