"""Promise: however the work is parted, the records are the same, with the same numbers.

How: parts of all sizes against one reading of the whole; properties over lines and ranges.
Cost: seconds.
"""

from __future__ import annotations

import gzip
import io
import json
import pickle
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from crawl_files import (
    Text,
    conversion,
    crawl,
    dump,
    jsonl_bytes,
    members,
    write_folder,
    write_jsonl,
    write_packed,
    write_parquet,
    write_tar,
    write_warc,
    write_zip,
)
from hypothesis import given
from hypothesis import strategies as st

from tazdump import is_dump
from tazdump.corpus import Columns, Limits, Reason, Skipped, records
from tazdump.corpus._sources import Item, Kind, Part, Tally, parts, read_part, renumbered
from tazdump.corpus._sources._line_blocks import line_blocks
from tazdump.testing import damaged, dumps

TEXTS = crawl(200, every=20)


def plan(source: Path, size: int) -> list[Part]:
    """The parts; planned anew they are the same, and another process gets them as they are."""
    found = list(parts(source, size=size))
    assert found == list(parts(source, size=size))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
    return found


def read(given: list[Part], *, likely_only: bool = False) -> tuple[list[Item], Tally]:
    """All that these parts hold, numbered by file, and the sum of their counts."""
    items: list[Item] = []
    total = Tally()
    before = 0
    for part in given:
        tally = Tally()
        before = before if part.relative else 0
        found = list(read_part(part, tally, likely_only=likely_only))
        items += [renumbered(item, before) for item in found]
        assert tally.bytes <= part.size
        before += tally.lines
        total.records += tally.records
        total.bytes += tally.bytes
    return items, total


class TestSameRecords:
    @pytest.mark.parametrize("size", [100, 1000, 50_000, 10_000_000])
    def test_of_jsonl(self, tmp_path: Path, size: int) -> None:
        path = write_jsonl(tmp_path / "a.jsonl", TEXTS[:50])
        found, tally = read(plan(path, size))
        assert found == list(records(path))
        assert (tally.records, tally.bytes) == (50, path.stat().st_size)

    @pytest.mark.parametrize("size", [1, 8000, 10_000_000])
    def test_of_parquet(self, tmp_path: Path, size: int) -> None:
        path = write_parquet(tmp_path / "a.parquet", TEXTS, row_group_size=30)
        planned = plan(path, size)
        assert len(planned) == {1: 7, 8000: len(planned), 10_000_000: 1}[size]
        found, tally = read(planned)
        assert found == list(records(path))
        assert tally.records == len(TEXTS)
        assert tally.bytes == sum(part.size for part in planned)

    @pytest.mark.parametrize("size", [1, 8000, 10_000_000])
    def test_of_anything_else(self, tmp_path: Path, size: int) -> None:
        write_folder(tmp_path / "b", TEXTS)
        write_jsonl(tmp_path / "c.jsonl.gz", TEXTS)
        write_tar(tmp_path / "d.tar", members(TEXTS[:30]))
        write_warc(tmp_path / "e.warc.gz", map(conversion, TEXTS))
        write_zip(tmp_path / "f.zip", members(TEXTS[:30]))
        found, tally = read(plan(tmp_path, size))
        assert found == list(records(tmp_path))
        assert tally.bytes == sum(f.stat().st_size for f in tmp_path.rglob("*") if f.is_file())
        assert tally.records == len(found) + 1  # and the first record of WARC

    def test_of_the_public_door(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_jsonl(tmp_path / "a.jsonl", TEXTS[:20])
        write_jsonl(tmp_path / "b.jsonl", TEXTS[20:40])
        whole = list(records(tmp_path))
        monkeypatch.setattr("tazdump.corpus._records.parts", partial(parts, size=2000))
        assert list(records(tmp_path)) == whole

    def test_a_long_line_belongs_to_the_part_in_which_it_begins(self, tmp_path: Path) -> None:
        long = Text("x" * 3_000_000, id="lang")
        path = write_jsonl(tmp_path / "a.jsonl", [TEXTS[0], long, TEXTS[1]])
        planned = plan(path, 500_000)
        assert [len(read([part])[0]) for part in planned] == [2, 0, 0, 0, 0, 0, 1]
        assert [item.number for item in read(planned)[0]] == [1, 2, 3]

    def test_what_is_skipped_has_its_number_too(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.jsonl", b'{"text": "a"}\nkaputt\n\n{"text": 1}\n' * 20)
        limits = Limits(record=20)
        (whole,) = parts(path, limits=limits)
        told, _ = read([whole])
        assert len([item for item in told if isinstance(item, Skipped)]) == 40
        for size in (10, 37, 100):
            assert read(list(parts(path, limits=limits, size=size)))[0] == told


class TestPlan:
    def test_small_files_go_together(self, tmp_path: Path) -> None:
        for i in range(600):
            (tmp_path / f"{i:03}.txt").write_bytes(b"x" * 10)
        assert [len(part.files) for part in plan(tmp_path, 10_000)] == [256, 256, 88]
        assert [len(part.files) for part in plan(tmp_path, 1000)] == [100] * 6
        assert {part.kind for part in plan(tmp_path, 1000)} == {Kind.FILES}

    def test_a_large_file_stands_alone(self, tmp_path: Path) -> None:
        for name, size in (("a", 5), ("b", 500), ("c", 5), ("d", 5)):
            (tmp_path / name).write_bytes(b"x" * size)
        sizes = [part.size for part in plan(tmp_path, 100)]
        assert sizes == [5, 500, 10]

    def test_large_files_of_rows_are_parted(self, tmp_path: Path) -> None:
        write_jsonl(tmp_path / "a.jsonl", TEXTS)
        write_parquet(tmp_path / "b.parquet", TEXTS, row_group_size=30)
        planned = plan(tmp_path, 10_000)
        assert {part.kind for part in planned} == {Kind.LINES, Kind.ROWS}
        lines = [part for part in planned if part.kind is Kind.LINES]
        assert [part.start for part in lines[1:]] == [part.stop for part in lines[:-1]]
        assert [part.relative for part in lines] == [False] + [True] * (len(lines) - 1)
        assert sum(part.size for part in lines) == (tmp_path / "a.jsonl").stat().st_size

    @pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
    def test_a_name_that_does_not_hold_is_left_to_the_reader(
        self, tmp_path: Path, name: str
    ) -> None:
        (tmp_path / name).write_bytes(gzip.compress(jsonl_bytes(TEXTS)))
        (part,) = plan(tmp_path, 100)
        assert part.kind is Kind.FILES

    @pytest.mark.parametrize("data", [b"PAR1kaputt", b"Moin" * 100])
    def test_a_broken_file_is_told_by_the_reader(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "a.parquet").write_bytes(data)
        (part,) = plan(tmp_path, 1)
        ((skipped,), _) = read([part])
        assert isinstance(skipped, Skipped)
        assert skipped.reason is Reason.CORRUPT

    @pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
    def test_a_file_that_is_gone_is_told(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        (write_jsonl if name == "a.jsonl" else write_parquet)(path, TEXTS)
        planned = plan(path, 100)
        path.unlink()
        assert len(planned) > 1 or name == "a.parquet"
        for part in planned:
            ((skipped,), _) = read([part])
            assert isinstance(skipped, Skipped)
            assert skipped.source == str(path)

    @pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
    def test_a_column_that_is_not_there_is_told_once(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        if name == "a.jsonl":
            write_jsonl(path, TEXTS)
        else:
            write_parquet(path, TEXTS, row_group_size=30)
        planned = list(parts(path, Columns(text="txet"), size=5000))
        assert len(planned) > 1
        ((skipped,), _) = read(planned)
        assert isinstance(skipped, Skipped)
        assert skipped.reason is Reason.NO_COLUMN

    def test_the_columns_are_those_at_the_begin_of_the_file(self, tmp_path: Path) -> None:
        """Each part has them from there, whatever its own rows would say."""
        rows = [{"content": "a", "id": 1}] * 9 + [{"content": "b", "text": "falsch"}] * 2000
        data = "".join(json.dumps(row) + "\n" for row in rows).encode()
        path = write_packed(tmp_path / "a.jsonl", data)
        (begin, *others) = parts(path, Columns(text="content"), size=500)
        found, _ = read([begin, *others])
        assert {item.text for item in found if not isinstance(item, Skipped)} == {"a", "b"}


class TestLikely:
    def test_only_what_may_be_a_dump_comes_and_all_is_counted(self, tmp_path: Path) -> None:
        write_jsonl(tmp_path / "a.jsonl", TEXTS)
        write_parquet(tmp_path / "b.parquet", TEXTS)
        write_folder(tmp_path / "c", TEXTS)
        write_warc(tmp_path / "d.wet", map(conversion, TEXTS))
        found, tally = read(plan(tmp_path, 10_000), likely_only=True)
        assert found == [r for r in records(tmp_path) if "taz.de" in r.text]
        assert tally.records == 4 * len(TEXTS) + 1
        assert sum(is_dump(r.text) for r in found if not isinstance(r, Skipped)) == 40

    @pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
    def test_in_any_encoding(self, tmp_path: Path, encoding: str) -> None:
        write_packed(tmp_path / "a.txt", dump(0).text.encode(encoding))
        write_packed(tmp_path / "b.txt", "Grüße aus Köln".encode(encoding))
        assert len(read(plan(tmp_path, 10_000), likely_only=True)[0]) == 1

    def test_escapes_hide_nothing(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.jsonl", b'{"text": "# \\u0074az\\u002ede -- A"}')
        assert len(read(plan(path, 10_000), likely_only=True)[0]) == 1

    @given(st.one_of(dumps(), damaged()))
    def test_nothing_else_is_a_dump(self, text: str) -> None:
        assert not is_dump(text.replace("taz.de", "taz de"))


class TestLineBlocks:
    @staticmethod
    def lines(data: bytes, start: int, stop: int | None, limit: int) -> list[tuple[int, bytes]]:
        """The lines that a range has, with their places."""
        stream = io.BytesIO(data)
        stream.seek(max(0, start - 1))
        found: list[tuple[int, bytes]] = []
        reader: io.BufferedReader = io.BufferedReader(stream)
        for block in line_blocks(reader, limit, start=start, stop=stop):
            offset = block.offset
            for line in block.data.splitlines(keepends=True) or [b""]:
                found.append((offset, line))
                offset += len(line)
        return found

    @given(
        st.binary(max_size=60).map(lambda data: data.replace(b"\r", b"\n")),
        st.lists(st.integers(1, 60)),
    )
    def test_ranges_side_by_side_have_every_line_once(self, data: bytes, cuts: list[int]) -> None:
        bounds = sorted({0, *(cut for cut in cuts if cut < len(data)), len(data)})
        found = [
            line for start, stop in pairwise(bounds) for line in self.lines(data, start, stop, 1000)
        ]
        assert found == self.lines(data, 0, None, 1000)
        assert b"".join(line for _, line in found) == data
        assert all(data[at:].startswith(line) for at, line in found)

    @given(st.lists(st.integers(0, 3_000_000), max_size=4), st.integers(1, 3_000_000))
    def test_a_long_line_is_an_empty_block(self, sizes: list[int], limit: int) -> None:
        data = b"".join(b"x" * size + b"\n" for size in sizes)
        found = self.lines(data, 0, None, limit)
        places = [sum(sizes[:i]) + i for i in range(len(sizes))]
        assert [at for at, _ in found] == places
        for size, (_, line) in zip(sizes, found, strict=True):
            assert line in {b"", b"x" * size + b"\n"}
            # A line that is read in one piece may be longer; the reader of rows tells.
            assert line or size > limit
