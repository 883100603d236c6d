"""DuckDB and polars hand a crawl over and take the table of its dumps, as the how-to has it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb
import polars
import pyarrow as pa
import pytest
from crawl_files import crawl, table, write_parquet

from tazdump.corpus import SCHEMA, parse_batches
from tazdump.export import arrow

TEXTS: Final = crawl(5000, every=50)
WANTED: Final = pa.Table.from_batches(list(parse_batches(table(TEXTS).to_batches())))


@pytest.fixture(scope="module", name="parquet")
def _parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_parquet(tmp_path_factory.mktemp("engines") / "crawl.parquet", TEXTS)


class TestDuckDB:
    """Batches come from any query, and go into any other."""

    def test_from_a_query(self, parquet: Path) -> None:
        reader = duckdb.read_parquet(str(parquet)).arrow()
        found = pa.RecordBatchReader.from_batches(SCHEMA, parse_batches(reader))
        assert found.read_all() == WANTED

    def test_into_a_query(self, parquet: Path) -> None:
        reader = duckdb.read_parquet(str(parquet)).arrow()
        found = pa.RecordBatchReader.from_batches(SCHEMA, parse_batches(reader))
        with duckdb.connect() as connection:
            connection.register("found", found)
            got = connection.execute("select type, count(*) from found group by all order by all")
            assert got.fetchall() == [("article", 68), ("listing", 32)]


class TestPolars:
    """Batches come from any frame, and go into any other."""

    def test_from_a_lazy_frame(self, parquet: Path) -> None:
        frame = polars.scan_parquet(parquet).select("id", "url", "text").collect()
        found = parse_batches(frame.to_arrow().to_batches())
        assert pa.Table.from_batches(found, SCHEMA) == WANTED

    def test_into_a_frame(self) -> None:
        frame = polars.DataFrame(WANTED)
        assert frame.height == 100
        assert arrow.from_table(frame.to_arrow()) == arrow.from_table(WANTED)
