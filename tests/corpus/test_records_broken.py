"""Promise: a broken archive costs what is broken, and no more.

How: packed files, archives and WARC files, cut off, and damaged. Cost: seconds.
"""

from __future__ import annotations

import gzip
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from crawl_files import (
    Text,
    conversion,
    crawl,
    jsonl_bytes,
    members,
    read,
    response,
    warc_record,
    write_jsonl,
    write_packed,
    write_parquet,
    write_tar,
    write_warc,
    write_zip,
)

from tazdump.corpus import Reason, Skipped

TEXTS = crawl(60, every=6)


class TestPacked:
    @pytest.mark.parametrize("packing", [".gz", ".zst", ".bz2", ".xz"])
    def test_what_stands_before_the_break_is_read(self, tmp_path: Path, packing: str) -> None:
        path = write_jsonl(tmp_path / f"a.jsonl{packing}", TEXTS)
        first = path.read_bytes()
        path.write_bytes(first + first[:-9])
        found, (skipped,) = read(path)
        assert len(found) >= len(TEXTS) - 8  # of zstd, a piece of 4 KiB may be lost
        assert [r.text for r in found] == [text.text for text in [*TEXTS, *TEXTS][: len(found)]]
        assert (skipped.source, skipped.reason) == (str(path), Reason.CORRUPT)

    @pytest.mark.parametrize("packing", [".gz", ".zst", ".bz2", ".xz"])
    def test_damage_is_told(self, tmp_path: Path, packing: str) -> None:
        path = write_jsonl(tmp_path / f"a.jsonl{packing}", TEXTS)
        path.write_bytes(path.read_bytes() + b"und noch etwas")
        found, (skipped,) = read(path)
        assert len(found) >= len(TEXTS) - 8  # of zstd, a piece of 4 KiB may be lost
        assert skipped.message.startswith("cannot be unpacked: ")

    def test_a_page_that_is_cut_is_no_record(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.txt.gz", TEXTS[3].text.encode())
        path.write_bytes(path.read_bytes()[:-1])
        assert not read(path)[0]

    def test_in_what_is_packed_twice_is_not_looked(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl.gz.gz"
        path.write_bytes(gzip.compress(gzip.compress(jsonl_bytes(TEXTS))))
        found, (skipped,) = read(path)
        assert not found
        assert (skipped.reason, skipped.message) == (
            Reason.NESTED,
            "it is gzip within a packed file; unpack it to have it read",
        )


class TestZip:
    def test_without_its_end_is_told(self, tmp_path: Path) -> None:
        path = write_zip(tmp_path / "a.zip", members(TEXTS))
        path.write_bytes(path.read_bytes()[:-100])
        found, (skipped,) = read(path)
        assert not found
        assert skipped.message.startswith("the zip archive cannot be read: ")

    def test_one_broken_member_costs_that_member(self, tmp_path: Path) -> None:
        path = write_zip(tmp_path / "a.zip", members(TEXTS))
        data = bytearray(path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
        data[infos[2].header_offset] ^= 0xFF  # the head
        data[infos[4].header_offset + 30 + len(infos[4].filename) + 9] ^= 0xFF  # what is packed
        path.write_bytes(data)
        found, skipped = read(path)
        assert len(found) == len(TEXTS) - 2
        assert [s.source for s in skipped] == [
            f"{path}!seiten/00002.txt",
            f"{path}!seiten/00004.txt",
        ]
        assert {s.reason for s in skipped} == {Reason.CORRUPT}

    def test_what_is_encrypted_or_packed_otherwise_is_told(self, tmp_path: Path) -> None:
        path = write_zip(tmp_path / "a.zip", members(TEXTS[:3]))
        data = bytearray(path.read_bytes())
        entries = [i for i in range(len(data)) if data.startswith(b"PK\x01\x02", i)]
        data[entries[0] + 8] |= 1
        data[entries[1] + 10] = 99
        path.write_bytes(data)
        found, skipped = read(path)
        assert len(found) == 1
        assert [(s.reason, s.message) for s in skipped] == [
            (Reason.UNSUPPORTED, "it is encrypted"),
            (Reason.UNSUPPORTED, "That compression method is not supported"),
        ]


class TestTar:
    @pytest.mark.parametrize("kept", [4 * 512, 4 * 512 + 100])
    def test_cut_off_between_members_is_told(self, tmp_path: Path, kept: int) -> None:
        inside = [("a.txt", b"a"), ("b.txt", b"b")]
        path = write_tar(tmp_path / "a.tar", [*inside, ("c.txt", b"c")])
        path.write_bytes(path.read_bytes()[:kept])
        found, (skipped,) = read(path)
        assert [r.text for r in found] == ["a", "b"]
        assert (skipped.source, skipped.reason) == (str(path), Reason.CORRUPT)

    def test_cut_off_within_a_member_is_told(self, tmp_path: Path) -> None:
        path = write_tar(tmp_path / "a.tar", [("a.txt", b"a"), ("b.txt", b"b" * 9000)])
        path.write_bytes(path.read_bytes()[:4000])
        found, skipped = read(path)
        assert [r.text for r in found] == ["a"]
        assert [s.source for s in skipped] == [f"{path}!b.txt", str(path)]

    def test_a_broken_head_is_told(self, tmp_path: Path) -> None:
        path = write_tar(tmp_path / "a.tar", [("a.txt", b"a"), ("b.txt", b"b")])
        data = bytearray(path.read_bytes())
        data[1024 + 10] ^= 0xFF
        path.write_bytes(data)
        found, (skipped,) = read(path)
        assert len(found) == 1
        assert skipped.message == "the tar archive cannot be read on: bad checksum"


class TestNested:
    @pytest.mark.parametrize("write", [write_zip, write_tar])
    def test_archives_and_parquet_in_archives_are_told(
        self, tmp_path: Path, write: Callable[..., Path]
    ) -> None:
        inside = [
            ("a.zip", write_zip(tmp_path / "a.zip", members(TEXTS)).read_bytes()),
            ("b.tar", write_tar(tmp_path / "b.tar", members(TEXTS)).read_bytes()),
            ("c.tar.gz", write_tar(tmp_path / "c.tar.gz", members(TEXTS)).read_bytes()),
            ("d.parquet", write_parquet(tmp_path / "d.parquet", TEXTS).read_bytes()),
            ("e.txt", b"e"),
        ]
        path = tmp_path / "all"
        write(path, inside)
        found, skipped = read(path)
        assert [r.text for r in found] == ["e"]
        assert {s.reason for s in skipped} == {Reason.NESTED}
        assert [s.source.rpartition("!")[2] for s in skipped] == [name for name, _ in inside[:-1]]

    def test_parquet_and_zip_in_packed_files_are_told(self, tmp_path: Path) -> None:
        for name in ("a.parquet", "a.zip"):
            write = write_parquet(tmp_path / name, TEXTS) if "parquet" in name else write_zip(
                tmp_path / name, members(TEXTS)
            )  # fmt: skip
            path = write_packed(tmp_path / f"{name}.gz", write.read_bytes())
            assert [s.reason for s in read(path)[1]] == [Reason.NESTED]


class TestParquet:
    def test_without_row_groups_has_no_records(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        pq.ParquetWriter(path, pa.schema([("text", pa.string())])).close()
        assert read(path) == ([], [])

    def test_without_its_end_is_told(self, tmp_path: Path) -> None:
        path = write_parquet(tmp_path / "a.parquet", TEXTS)
        path.write_bytes(path.read_bytes()[:-20])
        found, (skipped,) = read(path)
        assert not found
        assert skipped.message.startswith("the Parquet file cannot be read: ")

    def test_a_broken_row_group_costs_its_rows(self, tmp_path: Path) -> None:
        path = write_parquet(tmp_path / "a.parquet", TEXTS, row_group_size=20)
        data = bytearray(path.read_bytes())
        metadata = pq.read_metadata(path)  # pyright: ignore[reportUnknownMemberType]
        at = metadata.row_group(1).column(0).dictionary_page_offset
        assert at is not None
        data[at : at + 100] = b"\xff" * 100
        path.write_bytes(data)
        found, skipped = read(path)
        numbers = [r.number for r in found]
        assert numbers == [*range(1, 21), *range(41, 61)]
        assert [(s.number, s.reason) for s in skipped] == [(21, Reason.CORRUPT)]
        assert skipped[0].message.startswith("it and the 19 rows after it cannot be read: ")


class TestWarc:
    RECORDS: Final = [conversion(text) for text in TEXTS[:5]]

    def read(self, tmp_path: Path, data: bytes) -> tuple[list[int], list[Skipped]]:
        found, skipped = read(write_packed(tmp_path / "a.warc", data))
        return [r.number for r in found], skipped

    def test_a_record_without_its_length_costs_that_record(self, tmp_path: Path) -> None:
        first, broken, *others = self.RECORDS
        for length in (b"Content-Length: zwei", b"Content-Length: -7", b"Contents: 7"):
            at = broken.find(b"Content-Length")
            bad = broken[:at] + length + broken[broken.find(b"\r\n", at) :]
            numbers, (skipped,) = self.read(tmp_path, b"".join([first, bad, *others]))
            assert numbers == [1, 3, 4, 5]
            assert (skipped.number, skipped.offset) == (2, len(first))
            assert skipped.message == "the record does not say how long it is"

    def test_bytes_between_records_are_told_once(self, tmp_path: Path) -> None:
        first, *others = self.RECORDS
        junk = b"Hier\nsteht\r\n" + b"x" * 200_000 + b" nichts\n"
        numbers, (skipped,) = self.read(tmp_path, b"".join([first, junk, *others]))
        assert numbers == [1, 2, 3, 4, 5]
        assert (skipped.number, skipped.offset) == (1, len(first))
        assert (skipped.reason, skipped.message) == (Reason.CORRUPT, "here no record begins")

    def test_bytes_behind_a_record_that_is_too_large_are_told(self, tmp_path: Path) -> None:
        large = conversion(Text("x" * 10_000))
        data = b"".join([self.RECORDS[0], large, b"Hier steht nichts\r\n", self.RECORDS[1]])
        found, skipped = read(write_packed(tmp_path / "a.warc", data), record=9000)
        assert [r.number for r in found] == [1, 3]
        assert [(s.number, s.reason) for s in skipped] == [
            (2, Reason.TOO_LARGE),
            (2, Reason.CORRUPT),
        ]

    def test_a_field_of_very_many_lines_is_read_in_linear_time(self, tmp_path: Path) -> None:
        url = b"WARC-Target-URI:" + b"\n a" * 80_000
        record = self.RECORDS[0].replace(b"WARC-Date: ", url + b"\r\nWARC-Date: ")
        began = time.process_time()
        numbers, skipped = self.read(tmp_path, record * 20)
        assert (len(numbers), skipped) == (20, [])
        assert time.process_time() - began < 10

    @pytest.mark.parametrize("kept", [30, 200])
    def test_cut_off_within_a_record_is_told(self, tmp_path: Path, kept: int) -> None:
        whole = b"".join(self.RECORDS[:4])
        numbers, (skipped,) = self.read(tmp_path, whole + self.RECORDS[4][:kept])
        assert numbers == [1, 2, 3, 4]
        assert (skipped.number, skipped.offset) == (5, len(whole))
        assert skipped.message == "the file ends within the record"

    def test_cut_off_within_a_record_that_is_passed_over(self, tmp_path: Path) -> None:
        numbers, (skipped,) = self.read(tmp_path, warc_record("request", b"GET")[:-5])
        assert numbers == []
        assert skipped.message == "the file ends within the record"

    def test_a_head_without_end(self, tmp_path: Path) -> None:
        head = b"WARC/1.0\r\n" + b"A: b\r\n" * 60_000
        numbers, (skipped,) = self.read(tmp_path, head + b"\r\n" + b"".join(self.RECORDS))
        assert numbers == [2, 3, 4, 5, 6]
        assert (skipped.number, skipped.offset) == (1, 0)
        assert skipped.message == "the head of the record does not end"

    def test_records_that_are_too_large(self, tmp_path: Path) -> None:
        small = Text("# taz.de -- A: B", "https://example.org/", "a")
        large = response(Text("x" * 900))
        packed = gzip.compress(b"x" * 1_000_000)
        bomb = response(small, media="text/html\r\nContent-Encoding: gzip", body=packed)
        path = write_warc(tmp_path / "a.warc", [large, bomb, response(small)])
        found, skipped = read(path, record=len(packed) + 200)
        assert [r.number for r in found] == [2, 4] if len(packed) > 900 else [4]
        assert skipped[-1].number == 3
        assert {s.reason for s in skipped} == {Reason.TOO_LARGE}
        found, skipped = read(path, record=600)
        assert [s.number for s in skipped] == [2, 3]
