"""Promise: what is too large or unpacks to too much is left alone, and never held whole.

How: bombs in every packing and archive, and the memory that reading them takes. Cost: seconds.
"""

from __future__ import annotations

import io
import lzma
import tarfile
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from crawl_files import (
    crawl,
    jsonl_bytes,
    members,
    read,
    warc_record,
    write_packed,
    write_tar,
    write_warc,
    write_zip,
)

from tazdump.corpus import Reason

TEXTS = crawl(60, every=6)
NOTHING: Final = bytes(64 << 20)


class TestBombs:
    @pytest.mark.parametrize("packing", [".gz", ".zst", ".bz2", ".xz"])
    def test_what_unpacks_to_too_much_is_left(self, tmp_path: Path, packing: str) -> None:
        path = write_packed(tmp_path / f"a.jsonl{packing}", NOTHING)
        (skipped,) = read(path)[1]
        assert skipped.reason is Reason.BOMB
        assert skipped.message == "what comes out is more than 200 times as much (Limits.ratio)"

    def test_xz_that_asks_for_gigabytes_of_memory_gets_none(self, tmp_path: Path) -> None:
        packed = bytearray(lzma.compress(jsonl_bytes(TEXTS)))
        # The head of the first block is behind 12 bytes; it tells how far back may be looked.
        end = 12 + 4 * (packed[12] + 1)
        packed[16] = 36  # a gigabyte
        packed[end - 4 : end] = zlib.crc32(packed[12 : end - 4]).to_bytes(4, "little")
        path = tmp_path / "a.jsonl.xz"
        path.write_bytes(packed)
        found, (skipped,) = read(path)
        assert not found
        assert skipped.reason is Reason.CORRUPT
        assert skipped.message == "cannot be unpacked: Memory usage limit exceeded"

    def test_what_is_read_before_that_counts(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.jsonl.gz", jsonl_bytes(TEXTS) + NOTHING)
        found, (skipped,) = read(path, record=1 << 20)
        assert len(found) == len(TEXTS)
        assert skipped.reason is Reason.BOMB

    @pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
    def test_an_archive_is_not_read_on(self, tmp_path: Path, name: str) -> None:
        write = write_zip if name == "a.zip" else write_tar
        inside = [("a.txt", b"a"), ("b.jsonl", NOTHING), ("c.txt", b"c"), ("d.txt", b"d")]
        path = write(tmp_path / name, inside)
        found, skipped = read(path, record=64)
        assert [r.text for r in found] == ["a"]
        assert [(s.source, s.reason) for s in skipped] == [(f"{path}!b.jsonl", Reason.BOMB)]

    def test_many_members_count_together(self, tmp_path: Path) -> None:
        part = NOTHING[: 4 << 20]
        path = write_zip(tmp_path / "a.zip", [(f"{i}.jsonl", part) for i in range(9)])
        skipped = read(path, record=64, ratio=100)[1]
        assert [s.reason for s in skipped] == [Reason.TOO_LARGE] * 4 + [Reason.BOMB]

    def test_how_much_comes_out_at_all_can_be_limited(self, tmp_path: Path) -> None:
        path = write_tar(tmp_path / "a.tar.gz", members(TEXTS))
        found, (skipped,) = read(path, unpacked=80_000)
        assert 0 < len(found) < len(TEXTS)
        assert "more than 80000 bytes come out" in skipped.message

    @pytest.mark.parametrize("write", [write_zip, write_tar])
    def test_how_many_members_there_are_can_be_limited(
        self, tmp_path: Path, write: Callable[..., Path]
    ) -> None:
        path = tmp_path / "a"
        write(path, members(TEXTS))
        found, (skipped,) = read(path, members=7)
        assert len(found) == 7
        assert (skipped.source, skipped.reason) == (str(path), Reason.BOMB)

    def test_a_head_of_tar_that_would_not_fit(self, tmp_path: Path) -> None:
        info = tarfile.TarInfo("a")
        info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 30
        path = write_packed(tmp_path / "a.tar", info.tobuf(tarfile.GNU_FORMAT) + NOTHING[:4096])
        assert [s.reason for s in read(path)[1]] == [Reason.BOMB]

    def test_a_sparse_file_counts_as_what_comes_out(self, tmp_path: Path) -> None:
        head = {"GNU.sparse.map": "0,1", "GNU.sparse.size": str(1 << 40), "GNU.sparse.major": "0"}
        info = tarfile.TarInfo("a.jsonl")
        info.size, info.pax_headers = 1, head
        sink = io.BytesIO()
        with tarfile.open(fileobj=sink, mode="w", format=tarfile.PAX_FORMAT) as archive:
            archive.addfile(info, io.BytesIO(b"{"))
        path = write_packed(tmp_path / "a.tar", sink.getvalue())
        skipped = read(path, record=64)[1]
        assert Reason.BOMB in {s.reason for s in skipped}


class TestMemory:
    """One record of 64 MiB, of which no more than allowed is ever held."""

    def peak(self, path: Path) -> int:
        tracemalloc.start()
        try:
            skipped = read(path, record=1 << 20, ratio=1 << 30)[1]
            assert [s.reason for s in skipped] == [Reason.TOO_LARGE]
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("packing", ["", ".gz", ".zst", ".bz2", ".xz"])
    def test_of_jsonl(self, tmp_path: Path, packing: str) -> None:
        path = write_packed(tmp_path / f"a.jsonl{packing}", NOTHING)
        assert self.peak(path) < 16 << 20

    def test_of_a_file(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.txt.gz", NOTHING.replace(b"\0", b"x"))
        assert self.peak(path) < 16 << 20

    @pytest.mark.parametrize("write", [write_zip, write_tar])
    def test_of_an_archive(self, tmp_path: Path, write: Callable[..., Path]) -> None:
        write(tmp_path / "a", [("a.jsonl", NOTHING)])
        assert self.peak(tmp_path / "a") < 16 << 20

    def test_of_warc(self, tmp_path: Path) -> None:
        path = write_warc(tmp_path / "a.warc", [warc_record("resource", NOTHING)])
        assert self.peak(path) < 16 << 20
