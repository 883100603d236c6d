"""Where `scan` writes: never over anything that was not to be replaced, and never by halves.

How: what stands in a directory afterwards is looked at; full disks are real, as far as the system
allows it. Cost: some starts of Python.
"""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import environment, left_in, posix
from crawl_files import crawl, dump, write_jsonl
from scan_runs import DRIVER, FOLDER, rows, small_crawl, small_tasks, write_crawl

from tazdump.corpus import ScanError, scan


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "texts.jsonl", [dump(0), dump(1)])


class TestExisting:
    """What is there stays, unless it is to be replaced."""

    def test_a_table_is_refused(self, source: Path, tmp_path: Path) -> None:
        output = tmp_path / "pages.parquet"
        output.write_bytes(b"old")
        with pytest.raises(ScanError, match=r"pages\.parquet is there already; --force"):
            scan(source, output)
        assert output.read_bytes() == b"old"
        assert left_in(tmp_path) == {"texts.jsonl", "pages.parquet"}

    def test_so_is_a_file_of_errors(self, source: Path, tmp_path: Path) -> None:
        errors = tmp_path / "errors.jsonl"
        errors.write_bytes(b"old")
        with pytest.raises(ScanError, match=r"errors\.jsonl is there already"):
            scan(source, tmp_path / "pages.parquet", errors=errors)
        assert errors.read_bytes() == b"old"

    @posix
    def test_force_replaces_both_and_keeps_the_mode(self, source: Path, tmp_path: Path) -> None:
        output, errors = tmp_path / "pages.parquet", tmp_path / "errors.jsonl"
        for path in (output, errors):
            path.write_bytes(b"old")
        output.chmod(0o640)
        scan(source, output, errors=errors, force=True)
        assert len(rows(output)) == 2
        assert errors.read_bytes() == b""
        assert stat.S_IMODE(output.stat().st_mode) == 0o640

    @posix
    def test_a_link_stays_a_link(self, source: Path, tmp_path: Path) -> None:
        (tmp_path / "far").mkdir()
        output = tmp_path / "pages.parquet"
        output.symlink_to(tmp_path / "far" / "real.parquet")
        scan(source, output)
        assert output.is_symlink()
        assert left_in(tmp_path / "far") == {"real.parquet"}


class TestNames:
    """A name that cannot be a table, or that is read, is refused before anything is read."""

    @pytest.mark.parametrize("name", ["pages", "pages.csv", "pages.parquet.gz", "-"])
    def test_another_ending(self, name: str, source: Path, tmp_path: Path) -> None:
        with pytest.raises(ScanError, match=r"must end in one of \.parquet, \.jsonl"):
            scan(source, tmp_path / name)

    def test_capital_letters_are_the_same(self, source: Path, tmp_path: Path) -> None:
        assert scan(source, tmp_path / "PAGES.PARQUET").rows == 2

    @pytest.mark.parametrize("link", [False, True])
    def test_a_folder_or_device(self, link: bool, source: Path, tmp_path: Path) -> None:
        output = tmp_path / "pages.parquet"
        if link:
            output.symlink_to(os.devnull)
        else:
            output.mkdir()
        with pytest.raises(ScanError, match="is no regular file"):
            scan(source, output)

    def test_one_name_for_both(self, source: Path, tmp_path: Path) -> None:
        with pytest.raises(ScanError, match="cannot be the table and the file of errors"):
            scan(source, tmp_path / "x.jsonl", errors=tmp_path / "." / "x.jsonl")

    def test_a_folder_that_is_not_there(self, source: Path, tmp_path: Path) -> None:
        output = tmp_path / "new" / "pages.parquet"
        with pytest.raises(ScanError, match=r"new.* is no folder"):
            scan(source, output)
        assert left_in(tmp_path) == {"texts.jsonl"}

    def test_a_place_in_a_folder_that_is_read(self, tmp_path: Path) -> None:
        folder = small_crawl(tmp_path / "sources")
        before = left_in(folder)
        refused = pytest.raises(ScanError, match=r"lies in .*sources, which is read")
        with refused:
            scan(folder, folder / "pages.parquet")
        with refused:
            scan(folder, tmp_path / "pages.parquet", errors=folder / "errors.jsonl")
        assert left_in(folder) == before

    def test_a_file_that_is_read(self, source: Path) -> None:
        with pytest.raises(ScanError, match=r"texts\.jsonl is written, and cannot be read too"):
            scan(source, source, force=True)
        assert len(source.read_bytes()) > 1000

    def test_a_name_that_is_only_like_it(self, tmp_path: Path) -> None:
        source = write_jsonl(tmp_path / "old-pages.parquet.jsonl", [dump(0)])
        assert scan(source, tmp_path / "pages.parquet").rows == 1

    def test_a_glob_that_finds_what_is_written(self, source: Path, tmp_path: Path) -> None:
        with pytest.raises(ScanError, match="is written, and cannot be read too"):
            scan(str(source.parent / "**" / "*"), tmp_path / "pages.jsonl")
        assert left_in(tmp_path) == {"texts.jsonl"}


class TestFullDisk:
    """It is told in a sentence, leaves no half of a table, and with room the scan goes on."""

    pytestmark = posix

    @pytest.fixture
    @staticmethod
    def many(tmp_path: Path) -> Path:
        return write_crawl(tmp_path / "sources", crawl(400, every=4), files=5)

    @pytest.mark.parametrize("processes", ["1", "2"])
    @pytest.mark.parametrize("room", [2_000, 30_000])
    def test_a_file_that_may_not_grow(
        self, processes: str, room: int, many: Path, tmp_path: Path
    ) -> None:
        # Files of the tasks are refused, or those come through and the table does not.
        output = tmp_path / "pages.jsonl"
        program = (
            "import resource, runpy, sys; sys.argv[:] = sys.argv[1:];"
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}));"
            "runpy.run_path(sys.argv[0], run_name='__main__')"
        )
        done = subprocess.run(
            [
                *(sys.executable, "-c", program, DRIVER, "null", many, "-o", output),
                *("--processes", processes),
            ],
            capture_output=True,
            check=False,
            env=environment(),
            text=True,
        )
        assert (done.returncode, done.stdout) == (1, "")
        assert "cannot be written: File too large; what is done is kept" in done.stderr
        self.goes_on(many, output)

    @pytest.fixture
    @staticmethod
    def small_disk(tmp_path: Path) -> Iterator[Path]:
        """A file system of 256 KB."""
        disk = tmp_path / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
        try:
            made = subprocess.run(mount, check=False, capture_output=True).returncode == 0
        except OSError:
            made = False
        if not made:
            pytest.skip("no file system can be mounted here")
        yield disk
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607 - wherever it is

    def test_a_disk_that_is_full(self, many: Path, small_disk: Path, tmp_path: Path) -> None:
        output = small_disk / "pages.jsonl"
        with small_tasks(), pytest.raises(ScanError, match="No space left on device") as raised:
            scan(many, output)
        assert raised.value.resumable
        assert left_in(small_disk) == {f"pages.jsonl{FOLDER}"}
        grow = ["mount", "-o", "remount,size=64m", str(small_disk)]
        subprocess.run(grow, check=True)
        self.goes_on(many, output)

    @staticmethod
    def goes_on(many: Path, output: Path) -> None:
        assert left_in(output.parent) - {"sources"} == {f"{output.name}{FOLDER}"}
        with small_tasks():
            assert scan(many, output, resume=True).rows == 100
        assert len(rows(output)) == 100
        assert left_in(output.parent) - {"sources"} == {output.name}

    def test_no_room_for_the_first_file(
        self, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(ScanError, match="cannot be written: No space left on device"):
            scan(many, tmp_path / "pages.parquet")
        assert left_in(tmp_path) == {"sources"}

    def test_a_folder_that_cannot_be_written(self, many: Path, tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o500)
        if os.access(closed, os.W_OK):
            # Root may write everywhere but there.
            closed = Path("/proc")
            if not closed.is_dir():
                pytest.skip("nothing is forbidden here")
        with pytest.raises(ScanError, match=r"pages\.parquet\.parts cannot be written: ") as raised:
            scan(many, closed / "pages.parquet")
        assert not raised.value.resumable
