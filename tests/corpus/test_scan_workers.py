"""Worker processes: one that dies costs time and no row, one that cannot start is told.

How: a text that ends the process which parses it, by a module that the workers import. Cost: some
dozen starts of Python.
"""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import posix
from crawl_files import crawl, dump
from scan_driver import SMALL
from scan_runs import FOLDER, rows, small_crawl, small_tasks, write_crawl

from tazdump.corpus import Progress, ScanError, _workers, scan
from tazdump.corpus._folder import Folder
from tazdump.corpus._sources import parts
from tazdump.corpus._tasks import Task, tasks
from tazdump.corpus._worker import Done, Failed, Message, Ready, Sofar, main, serve
from tazdump.corpus._workers import Pool, ending

#: Sits in the way of the workers' own module, and ends the process in the way that it is told.
_KILLER = """
import os, signal
from pathlib import Path
from tazdump.corpus import _work
from tazdump.corpus._worker import main
from tazdump.corpus._sources import read_part

def read(part, tally, *, likely_only):
    mark = Path({folder!r}, Path(part.files[0]).stem)
    if part.start == 0 and mark.exists():
        left = int(mark.read_text()) - 1
        mark.write_text(str(left)) if left else mark.unlink()
        {action}
    return read_part(part, tally, likely_only=likely_only)

_work.read_part = read
"""


@posix
class TestDying:
    """A worker that is killed, as when memory runs out, is replaced; what it read is read again."""

    @pytest.fixture
    @staticmethod
    def source(tmp_path: Path) -> Path:
        return small_crawl(tmp_path / "sources")

    @staticmethod
    def killing(
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        deaths: dict[str, int],
        action: str = "os.kill(os.getpid(), signal.SIGKILL)",
    ) -> None:
        """See that the worker dies that reads one of these files, so many times."""
        marks = tmp_path / "marks"
        marks.mkdir()
        for name, times in deaths.items():
            (marks / name).write_text(str(times))
        killer = _KILLER.format(folder=str(marks), action=action)
        begin = _workers.PROGRAM.replace(
            "from tazdump.corpus._worker import main;", f"exec({killer!r});"
        )
        monkeypatch.setattr(_workers, "PROGRAM", begin)

    @pytest.mark.parametrize(
        "deaths", [{"004": 1}, {"000": 1, "009": 1}, {f"00{i}": 1 for i in range(4)}]
    )
    def test_no_row_is_lost(
        self,
        deaths: dict[str, int],
        source: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with small_tasks():
            scan(source, tmp_path / "whole.parquet", processes=1)
            self.killing(tmp_path, monkeypatch, deaths)
            told: list[Progress] = []
            summary = scan(source, tmp_path / "x.parquet", processes=2, progress=told.append)
        assert summary.lost == len(deaths)
        assert told[-1].lost == len(deaths)
        assert (tmp_path / "x.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()

    def test_one_that_dies_twice_stops_the_scan_and_it_can_go_on(
        self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        output = tmp_path / "x.parquet"
        with small_tasks():
            self.killing(tmp_path, monkeypatch, {"004": 2})
            with pytest.raises(ScanError, match=r"004\.jsonl was killed by SIGKILL") as raised:
                scan(source, output, processes=2)
            assert "out of memory?" in str(raised.value)
            assert raised.value.resumable
            # All others were read.
            wanted = list(tasks(parts(source, size=SMALL), SMALL))
            done = list(Path(f"{output}{FOLDER}").glob("*.done.json"))
            assert len(done) == len(wanted) - 1
            assert scan(source, output, processes=2, resume=True).rows == 20

    def test_when_all_die_it_stops_soon(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = write_crawl(tmp_path / "sources", [dump(i) for i in range(8)], files=8)
        self.killing(tmp_path, monkeypatch, {f"{i:03}": 9 for i in range(8)}, "os._exit(3)")
        monkeypatch.setattr(_workers, "MOST_LOST", 2)
        with (
            small_tasks(2000),
            pytest.raises(ScanError, match="die again and again; the last ended with status 3"),
        ):
            scan(source, tmp_path / "x.parquet", processes=2)

    def test_what_is_missing_in_a_worker_is_told(
        self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        action = "raise ImportError('reading WARC needs fastwarc')"
        self.killing(tmp_path, monkeypatch, {"004": 9}, action)
        with small_tasks(), pytest.raises(ScanError, match="needs fastwarc"):
            scan(source, tmp_path / "x.parquet", processes=2)


class TestNotStarting:
    """A worker that cannot start stops the scan at once, with a sentence."""

    @pytest.fixture
    @staticmethod
    def source(tmp_path: Path) -> Path:
        return write_crawl(tmp_path / "sources", [dump(0), dump(1)], files=2)

    def test_it_ends(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_workers, "PROGRAM", "raise SystemExit(7)")
        with (
            small_tasks(2000),
            pytest.raises(ScanError, match="cannot work: it ended with status 7"),
        ):
            scan(source, tmp_path / "x.parquet", processes=2)

    def test_there_is_no_such_program(
        self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.executable", str(tmp_path / "fehlt"))
        with small_tasks(2000), pytest.raises(ScanError, match="no worker process can be started"):
            scan(source, tmp_path / "x.parquet", processes=2)


@pytest.mark.parametrize("name", ["seiten", os.fsdecode(b"nur Bytes \xff")])
def test_a_script_needs_no_guard_and_names_may_be_any(name: str, tmp_path: Path) -> None:
    # Workers import nothing of the program that calls `scan`: this one would never end.
    folder = tmp_path / name
    try:
        write_crawl(folder, [dump(0), dump(1)], files=2)
    except OSError:
        pytest.skip("file names are Unicode here")
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from tazdump.corpus import _tasks, scan\n"
        "_tasks.SMALLEST = 2000\n"
        "print(scan(sys.argv[1], sys.argv[2], processes=2).rows)\n",
        encoding="utf-8",
    )
    output = tmp_path / "pages.parquet"
    done = subprocess.run(
        [sys.executable, script, folder, output], capture_output=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == (b"2\n", b"")
    assert [Path(row["source"]).name for row in rows(output)] == ["000.jsonl", "001.jsonl"]


class TestServing:
    """What a worker does with the messages that it is given."""

    @pytest.fixture
    @staticmethod
    def work(tmp_path: Path) -> Iterator[tuple[Folder, list[Task]]]:
        source = write_crawl(tmp_path / "sources", crawl(300, every=3), files=2)
        folder = Folder(tmp_path / "folder")
        folder.make({})
        files = sorted(source.iterdir())
        yield folder, [Task(number, tuple(parts(path))) for number, path in enumerate(files)]
        folder.close()

    @staticmethod
    def served(folder: Folder, given: bytes) -> tuple[list[Message], list[str]]:
        output, left = io.BytesIO(), list[str]()
        serve(folder.path, io.BytesIO(given), output, lambda: left.append("left"))
        size = output.tell()
        output.seek(0)
        said: list[Message] = []
        while output.tell() < size:
            said.append(pickle.load(output))  # noqa: S301 - written a line before
        return said, left

    def test_it_says_what_each_task_came_to(
        self, work: tuple[Folder, list[Task]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tazdump.corpus._work.PAUSE", 0)
        folder, wanted = work
        said, left = self.served(folder, b"".join(map(pickle.dumps, wanted)))
        assert isinstance(said[0], Ready)
        assert {type(each) for each in said[1:]} == {Sofar, Done}
        done = [each.counts for each in said if isinstance(each, Done)]
        assert [(counts.records, counts.dumps) for counts in done] == [(150, 50)] * 2
        assert left

    def test_it_says_why_it_cannot(self, work: tuple[Folder, list[Task]]) -> None:
        folder, wanted = work
        folder.remove()
        said, _ = self.served(folder, pickle.dumps(wanted[0]))
        assert isinstance(said[-1], Failed)
        assert "cannot be written: No such file or directory" in said[-1].reason

    def test_half_a_message_is_none(self, work: tuple[Folder, list[Task]]) -> None:
        folder, wanted = work
        said, left = self.served(folder, pickle.dumps(wanted[0])[:-5])
        assert [type(each) for each in said] == [Ready]
        assert left

    def test_the_program_says_all_that_through_its_own_pipes(
        self, work: tuple[Folder, list[Task]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder, wanted = work
        reading, writing = os.pipe()
        done = list[object]()

        def dup(_: int) -> int:
            return writing

        def dup2(*each: int) -> None:
            done.append(each)

        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(pickle.dumps(wanted[0]))))
        monkeypatch.setattr(os, "dup", dup)
        monkeypatch.setattr(os, "dup2", dup2)
        monkeypatch.setattr(os, "_exit", done.append)
        main(str(folder.path))
        with os.fdopen(reading, "rb") as said:
            assert isinstance(pickle.load(said), Ready)  # noqa: S301 - written a line before
        # What is printed goes to standard error.
        assert done == [(2, 1), 0, 0]

    @posix
    def test_it_leaves_when_nobody_hears_it(self, work: tuple[Folder, list[Task]]) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        left: list[str] = []
        with os.fdopen(writing, "wb", buffering=0) as output:
            serve(work[0].path, io.BytesIO(), output, lambda: left.append("left"))
        assert left


def test_no_worker_is_started_when_the_scan_is_over(tmp_path: Path) -> None:
    stopped = list[Pool]()

    def stops() -> Iterator[Task]:
        pool._stopped = True  # pyright: ignore[reportPrivateUsage]
        stopped.append(pool)
        yield Task(0, ())

    pool = Pool(tmp_path / "no folder", stops())
    pool.work()
    assert stopped
    assert pool._workers == []  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (0, "ended with status 0"),
        pytest.param(-signal.SIGTERM, "was killed by SIGTERM", marks=posix),
        pytest.param(-9, "was killed by SIGKILL (out of memory?)", marks=posix),
        (-200, "was killed by signal 200"),
    ],
)
def test_how_a_process_ended_is_told(status: int, told: str) -> None:
    assert ending(status) == told
