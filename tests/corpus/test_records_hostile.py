"""Promise: what was made to do harm is told and skipped, in little time and memory.

How: heads of tar archives, members of zip archives, answers of HTTP, links and columns that no
honest program writes. Cost: a second.
"""

# The stubs of pyarrow leave type arguments open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import gzip
import json
import os
import tarfile
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from crawl_files import read, warc_record

from tazdump.corpus import (
    Columns,
    Reason,
    ScanError,
    parse_batches,
    records,
    scan,
)
from tazdump.corpus._arrow import names_in

DUMP = "# taz.de -- Wetter: Es regnet\n> Den ganzen Tag.\n"


def write_row(path: Path, row: dict[str, object]) -> Path:
    """A file of one row, of the form that its name says."""
    if path.suffix == ".jsonl":
        path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    else:
        pq.write_table(pa.Table.from_pylist([row]), path)
    return path


def head(data: bytes, kind: bytes = tarfile.XHDTYPE) -> bytes:
    """A head of a tar archive that stands before another one."""
    info = tarfile.TarInfo("head")
    info.size, info.type = len(data), kind
    return info.tobuf(tarfile.GNU_FORMAT) + data + bytes(-len(data) % tarfile.BLOCKSIZE)


def field(text: bytes) -> bytes:
    """A field of such a head, with its length in front."""
    size = len(text) + 2
    while len(b"%d %b\n" % (size, text)) != size:
        size += 1
    return b"%d %b\n" % (size, text)


class TestTar:
    @pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE])
    def test_heads_upon_heads_are_told(self, tmp_path: Path, kind: bytes) -> None:
        path = tmp_path / "a.tar"
        path.write_bytes(head(b"12 path=abc\n", kind) * 3000)
        found, (skipped,) = read(path)
        assert (found, skipped.reason) == ([], Reason.CORRUPT)

    @pytest.mark.parametrize(
        "data", [b"1" * (1 << 20), b"2 " * (1 << 19), b"6 a=\n", b"9 path=ab", b"7 path\n"]
    )
    def test_broken_heads_are_told_at_once(self, tmp_path: Path, data: bytes) -> None:
        path = tmp_path / "a.tar"
        path.write_bytes(head(data) + head(b"", tarfile.REGTYPE))
        found, (skipped,) = read(path)
        assert (found, skipped.reason) == ([], Reason.CORRUPT)
        assert skipped.message.endswith("the head of a member is broken")

    def test_endless_numbers_are_told_at_once(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tar"
        path.write_bytes(head(field(b"comment=" + b"1" * 500_000)))
        found, (skipped,) = read(path)
        assert (found, skipped.reason) == ([], Reason.BOMB)

    def test_true_fields_are_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tar"
        fields = field("path=Grüße.txt".encode()) + field(b"comment=1 2")
        path.write_bytes(head(fields) + head(DUMP.encode(), tarfile.REGTYPE) + bytes(1024))
        assert [r.source for r in read(path)[0]] == [f"{path}!Grüße.txt"]


class TestZip:
    def test_a_bomb_of_bzip2_is_not_unpacked_at_once(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
            archive.writestr("a.txt", bytes(128 << 20))
        tracemalloc.start()
        assert read(path)[1][0].reason is Reason.NOT_TEXT
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 32 << 20

    @pytest.mark.parametrize("broken", [False, True])
    def test_the_sum_of_a_bzip2_member_is_checked(self, tmp_path: Path, broken: bool) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
            archive.writestr("a.txt", DUMP)
        data = bytearray(path.read_bytes())
        if broken:
            data[data.index(b"PK\x01\x02") + 16] ^= 1
        path.write_bytes(data)
        found, skipped = read(path)
        assert [r.text for r in found] == ([] if broken else [DUMP])
        assert [s.reason for s in skipped] == ([Reason.CORRUPT] if broken else [])


class TestWarc:
    @pytest.mark.parametrize("coding", ["br", "chunked", "gzip"])
    def test_codings_upon_codings_are_not_undone(self, tmp_path: Path, coding: str) -> None:
        path = tmp_path / "a.warc"
        packed = gzip.compress(DUMP.encode())
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: "
        block = http + ",".join([coding] * 3000).encode() + b"\r\n\r\n" + packed
        path.write_bytes(warc_record("response", block, Content_Type="application/http"))
        (found,), skipped = read(path)
        assert (DUMP in found.text, skipped) == (False, [])


class TestNames:
    def test_a_file_that_is_named_in_two_ways_is_read_once(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("a.txt").write_text(DUMP, encoding="utf-8")
        named = ["a.txt", "./a.txt", str(tmp_path / "a.txt"), "*.txt", ".", "./"]
        assert [r.source for r in records(named)] == ["a.txt"]

    @pytest.mark.parametrize("pattern", ["**/*.txt", "**", "**/**/a.txt", "./**/a.txt"])
    def test_links_that_lead_back_give_no_row_twice(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("in").mkdir()
        Path("in", "a.txt").write_text(DUMP, encoding="utf-8")
        for name in ("eins", "zwei"):
            Path("in", name).symlink_to("..")
        assert len(list(records(pattern))) == 1

    def test_a_folder_that_cannot_be_seen_is_not_in_a_pattern(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.txt").write_text(DUMP, encoding="utf-8")

        def refused(_: object) -> None:
            raise PermissionError

        monkeypatch.setattr("tazdump.corpus._sources._walk.os.scandir", refused)
        with pytest.raises(FileNotFoundError):
            records(f"{tmp_path}/**/a.txt")

    def test_parquet_may_have_a_name_that_is_no_utf8(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        pq.write_table(pa.table({"text": [DUMP]}), path)
        path = path.rename(tmp_path / os.fsdecode(b"\xff.parquet"))
        assert [r.text for r in read(path)[0]] == [DUMP]


class TestColumns:
    DAYS = pa.array([2**62], pa.timestamp("us"))
    MANY: Final[dict[str, object]] = {f"k{i}": 1 for i in range(5000)}

    def test_names_within_a_long_name_take_no_memory(self, tmp_path: Path) -> None:
        """Each with the long one before it, they would take a hundred MB."""
        path = write_row(tmp_path / "a.jsonl", {"p" * 20_000: self.MANY, "text": DUMP})
        schema = pa.schema([("p" * 20_000, pa.struct([(name, pa.int8()) for name in self.MANY]))])
        tracemalloc.start()
        assert [r.text for r in read(path)[0]] == [DUMP]
        assert names_in(schema) == ["p" * 20_000]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 16 << 20

    def test_thousands_of_names_take_little_memory(self, tmp_path: Path) -> None:
        """Though each has 190 characters of four bytes before it."""
        path = write_row(tmp_path / "a.jsonl", {"\U0001f4a7" * 190: self.MANY})
        tracemalloc.start()
        (skipped,) = read(path)[1]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert ".k18' and many more" in skipped.message
        assert peak < 3 << 20

    @pytest.mark.parametrize("form", ["jsonl", "parquet"])
    def test_the_text_is_found_behind_thousands_of_columns(self, tmp_path: Path, form: str) -> None:
        row = self.MANY | {"text": DUMP, "meta": {"url": "https://a.example/"}, "body": "taz.de"}
        path = write_row(tmp_path / f"a.{form}", row)
        (found,) = read(path)[0]
        assert (found.text, found.url) == (DUMP, "https://a.example/")
        assert [r.text for r in read(path, Columns(text="body"))[0]] == ["taz.de"]
        assert "'k19' and many more" in read(path, Columns(text="txet"))[1][0].message

    @pytest.mark.parametrize("form", ["jsonl", "parquet"])
    def test_a_name_of_200_characters_leads_on_and_no_longer_one(
        self, tmp_path: Path, form: str
    ) -> None:
        long, longer = "p" * 200, "p" * 201
        row: dict[str, object] = {long: {"text": DUMP}, longer: {"text": DUMP}}
        path = write_row(tmp_path / f"a.{form}", row)
        assert [r.text for r in read(path, Columns(text=f"{long}.text"))[0]] == [DUMP]
        found, (skipped,) = read(path, Columns(text=f"{longer}.text"))
        assert (found, skipped.reason) == ([], Reason.NO_COLUMN)

    @pytest.mark.parametrize("form", ["jsonl", "parquet"])
    def test_a_long_name_is_not_told_in_full(self, tmp_path: Path, form: str) -> None:
        path = write_row(tmp_path / f"a.{form}", {"p" * 200: 1, "p" * 100_000: 1})
        (skipped,) = read(path)[1]
        assert f"there are '{'p' * 200}', '{'p' * 200}…': choose" in skipped.message

    def test_days_that_python_does_not_know_are_no_ids(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        pq.write_table(pa.table({"text": [DUMP], "id": self.DAYS}), path)
        assert [r.id for r in read(path)[0]] == [None]

    @pytest.mark.parametrize(
        ("name", "column", "becomes", "value"),
        [
            ("id", DAYS, "record_id", None),
            ("number", pa.array([2**63], pa.uint64()), "number", None),
            ("number", pa.array([True]), "number", None),
            (
                "url",
                pa.array(["https://a.example/"], pa.string_view()),
                "url",
                "https://a.example/",
            ),
            ("url", pa.array([b"\xff"]).view(pa.string()), "url", "\ufffd"),
        ],
    )
    def test_engines_may_hand_over_any_column(
        self, name: str, column: pa.Array[Any], becomes: str, value: object
    ) -> None:
        batch = pa.RecordBatch.from_arrays([pa.array([DUMP]), column], ["text", name])
        (found,) = parse_batches([batch])
        assert found.column(becomes).to_pylist() == [value]


class TestWorkFolder:
    def test_force_removes_nothing_of_others(self, tmp_path: Path) -> None:
        source, output = tmp_path / "a.txt", tmp_path / "pages.jsonl"
        source.write_text(DUMP, encoding="utf-8")
        mine = tmp_path / "pages.jsonl.parts" / "arbeit.odt"
        mine.parent.mkdir()
        mine.write_bytes(b"7")
        with pytest.raises(ScanError, match=r"arbeit\.odt, which is no scan's"):
            scan(source, output, force=True)
        assert mine.read_bytes() == b"7"

    @pytest.mark.parametrize("scan_json", [b"[]", b"null", b"[" * 100_000])
    def test_a_broken_folder_is_told(self, tmp_path: Path, scan_json: bytes) -> None:
        source, output = tmp_path / "a.txt", tmp_path / "pages.jsonl"
        source.write_text(DUMP, encoding="utf-8")
        folder = tmp_path / "pages.jsonl.parts"
        folder.mkdir()
        (folder / "scan.json").write_bytes(scan_json)
        with pytest.raises(ScanError, match="no folder that an interrupted scan left"):
            scan(source, output, resume=True)

    def test_a_table_may_have_a_name_that_is_no_utf8(self, tmp_path: Path) -> None:
        source, output = tmp_path / "a.txt", tmp_path / os.fsdecode(b"\xff.jsonl")
        source.write_text(DUMP, encoding="utf-8")
        assert scan(source, output).rows == 1
