"""An interrupted scan goes on: killed or interrupted at any moment, no row is doubled or lost.

How: real processes that end by a signal at a chosen moment, or at whichever they have come to.
Cost: some dozen starts of Python.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_runs import environment, left_in, posix
from crawl_files import crawl, dump, write_jsonl
from scan_runs import DRIVER, FOLDER, driven, small_crawl, small_tasks, write_crawl

import tazdump
from tazdump.corpus import Columns, Limits, ScanError, scan

pytestmark = posix


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_crawl(tmp_path_factory.mktemp("crawl") / "sources")


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The table of a scan that nothing interrupts."""
    output = tmp_path_factory.mktemp("whole") / "pages.parquet"
    with small_tasks():
        scan(source, output, processes=1)
    return output.read_bytes()


class TestKilled:
    """SIGKILL leaves no time for anything."""

    @pytest.mark.parametrize(
        ("moment", "nth", "processes"),
        [
            ("begun", 1, 1),
            ("planned", 1, 2),
            ("read", 1, 1),
            ("read", 3, 2),
            ("read", 9, 1),
            ("read", 12, 2),
            ("counted", 1, 2),
            ("replacing", 1, 1),
            ("placed", 1, 2),
        ],
    )
    def test_the_scan_goes_on_to_the_same_table(
        self, moment: str, nth: int, processes: int, source: Path, whole: bytes, tmp_path: Path
    ) -> None:
        output = tmp_path / "pages.parquet"
        errors = tmp_path / "errors.jsonl"
        options = ("--processes", str(processes), "--resume", "--errors", errors)
        killed = driven(source, "-o", output, *options, when=(moment, nth, "SIGKILL"))
        assert killed.status == -signal.SIGKILL
        assert output.exists() == (moment == "placed")
        assert f"pages.parquet{FOLDER}" in left_in(tmp_path)
        with small_tasks():
            scan(source, output, resume=True, errors=errors)
        assert output.read_bytes() == whole
        assert left_in(tmp_path) == {"pages.parquet", "errors.jsonl"}

    def test_again_and_again(self, source: Path, whole: bytes, tmp_path: Path) -> None:
        output = tmp_path / "pages.parquet"
        arguments = (source, "-o", output, "--processes", "1", "--resume")
        done = [0]
        for _ in range(3):
            assert driven(*arguments, when=("read", 5, "SIGKILL")).status == -signal.SIGKILL
            done.append(len(list(Path(f"{output}{FOLDER}").glob("*.done.json"))))
        assert done == sorted(set(done))
        assert driven(*arguments).status == 0
        assert output.read_bytes() == whole

    def test_at_any_moment_and_its_workers_are_gone_too(self, tmp_path: Path) -> None:
        source = write_crawl(tmp_path / "sources", crawl(2000, every=4), files=20)
        output = tmp_path / "pages.parquet"
        arguments = [sys.executable, str(DRIVER), "null", str(source), "-o", str(output)]
        process = subprocess.Popen(
            [*arguments, "--processes", "2"], env=environment(), stderr=subprocess.PIPE
        )
        wait_for(lambda: len(list(tmp_path.glob(f"*{FOLDER}/*.done.json"))) >= 2)
        workers = list(children(process.pid))
        process.kill()
        _, said = process.communicate(timeout=60)
        assert said == b""
        assert len(workers) == 2
        wait_for(lambda: not any(map(is_alive, workers)))
        with small_tasks():
            scan(source, output, resume=True, processes=1)
            scan(source, tmp_path / "whole.parquet", processes=1)
        assert output.read_bytes() == (tmp_path / "whole.parquet").read_bytes()


class TestInterrupted:
    """Ctrl-C ends it with 130 and a sentence, and leaves what is done."""

    @pytest.mark.parametrize(
        ("moment", "nth", "processes"),
        [("read", 2, 1), ("read", 4, 2), ("counted", 1, 1), ("replacing", 1, 2)],
    )
    def test_it_can_go_on(
        self, moment: str, nth: int, processes: int, source: Path, whole: bytes, tmp_path: Path
    ) -> None:
        output = tmp_path / "pages.parquet"
        arguments = (source, "-o", output, "--processes", str(processes))
        done = driven(*arguments, when=(moment, nth, "SIGINT"))
        assert done.status == 130
        assert "tazdump: interrupted; what is done is kept, and --resume goes on\n" in done.err
        assert "Traceback" not in done.err
        assert left_in(tmp_path) == {f"pages.parquet{FOLDER}"}
        assert driven(*arguments, "--resume").status == 0
        assert output.read_bytes() == whole
        assert left_in(tmp_path) == {"pages.parquet"}

    def test_before_anything_was_read_nothing_is_left(self, source: Path, tmp_path: Path) -> None:
        output = tmp_path / "pages.parquet"
        done = driven(source, "-o", output, when=("begun", 1, "SIGINT"))
        assert done.status == 130
        assert left_in(tmp_path) == set()

    def test_an_old_table_stays_until_the_new_one_is_whole(
        self, source: Path, whole: bytes, tmp_path: Path
    ) -> None:
        output = tmp_path / "pages.parquet"
        output.write_bytes(b"old")
        driven(source, "-o", output, "--force", when=("replacing", 1, "SIGINT"))
        assert output.read_bytes() == b"old"
        assert driven(source, "-o", output, "--resume").status == 0
        assert output.read_bytes() == whole


class TestAnotherScan:
    """What an interrupted scan left is only taken for the same scan of the same sources."""

    @pytest.fixture
    @staticmethod
    def sources(tmp_path: Path) -> Path:
        folder = tmp_path / "sources"
        return write_crawl(folder, [dump(number) for number in range(6)], files=3)

    @pytest.fixture
    @staticmethod
    def output(sources: Path, tmp_path: Path) -> Path:
        """The output of a scan that was interrupted when it had read one file."""
        output = tmp_path / "pages.parquet"

        def interrupt(_: object) -> None:
            raise KeyboardInterrupt

        with small_tasks(2000), pytest.raises(KeyboardInterrupt):
            scan(sources, output, processes=1, progress=interrupt)
        return output

    def test_a_changed_file(self, sources: Path, output: Path) -> None:
        write_jsonl(sources / "001.jsonl", [dump(7)])
        with pytest.raises(ScanError, match=r"001\.jsonl has changed since .*force a new one"):
            scan(sources, output, resume=True)

    def test_a_touched_file(self, sources: Path, output: Path) -> None:
        os.utime(sources / "001.jsonl", ns=(1, 1))
        with pytest.raises(ScanError, match=r"001\.jsonl has changed"):
            scan(sources, output, resume=True)

    @pytest.mark.parametrize("name", ["000.jsonl", "001.jsonl", "002.jsonl"])
    def test_a_file_that_is_gone(self, name: str, sources: Path, output: Path) -> None:
        (sources / name).unlink()
        with pytest.raises(ScanError, match=f"{name} is gone"):
            scan(sources, output, resume=True)

    @pytest.mark.parametrize("name", ["0000.jsonl", "001a.jsonl", "003.jsonl"])
    def test_a_new_file(self, name: str, sources: Path, output: Path) -> None:
        write_jsonl(sources / name, [dump(8)])
        with pytest.raises(ScanError, match=f"{name} is new"):
            scan(sources, output, resume=True)

    def test_what_could_not_be_looked_at_may_stay_so(self, sources: Path, tmp_path: Path) -> None:
        (sources / "zzz.jsonl").symlink_to(tmp_path / "fehlt")
        output = tmp_path / "broken.parquet"
        driven(sources, "-o", output, "--processes", "1", when=("planned", 1, "SIGKILL"))
        with small_tasks():
            assert scan(sources, output, resume=True).skipped == {"unreadable": 1}

    @pytest.mark.parametrize(
        "line",
        ["", "{", "[]", "{}", "3", '["text", 3, 0, 1, 0]', '["text", [[1]], 0, 1, 0]', "[" * 9**5],
    )
    def test_a_list_of_files_that_was_damaged(self, line: str, sources: Path, output: Path) -> None:
        listed = Path(f"{output}{FOLDER}") / "sources.jsonl"
        listed.write_text(f"{line}\n", encoding="ascii")
        with pytest.raises(ScanError, match=r"sources\.jsonl is damaged; force a new scan"):
            scan(sources, output, resume=True)

    @pytest.mark.parametrize(
        ("kind", "damage"),
        [
            ("done.json", b""),
            ("done.json", b"[]"),
            ("done.json", b'{"relative": false, "lines": 3}'),
            ("done.json", b'{"relative": false, "lines": 3, "counts": 7}'),
            ("done.json", b'{"relative": false, "lines": 3, "counts": {"other": 7}}'),
            ("rows.arrow", b""),
            ("rows.arrow", b"ARROW1" * 9),
        ],
    )
    def test_what_a_task_has_left_and_was_damaged_is_read_again(
        self, kind: str, damage: bytes, sources: Path, output: Path, tmp_path: Path
    ) -> None:
        kept = Path(f"{output}{FOLDER}")
        (kept / f"00000000.{kind}").write_bytes(damage)
        with small_tasks(2000):
            with pytest.raises(ScanError, match=r"is damaged .*delete 00000000\.done\.json"):
                scan(sources, output, resume=True, processes=1)
            (kept / "00000000.done.json").unlink()
            scan(sources, output, resume=True, processes=1)
            scan(sources, tmp_path / "whole.parquet", processes=1)
        assert output.read_bytes() == (tmp_path / "whole.parquet").read_bytes()

    def test_what_was_skipped_and_was_damaged(self, sources: Path, tmp_path: Path) -> None:
        (sources / "000.jsonl").write_text("no JSON\n", encoding="ascii")
        output = tmp_path / "broken.parquet"
        driven(sources, "-o", output, "--processes", "1", when=("counted", 1, "SIGKILL"))
        (skipped,) = Path(f"{output}{FOLDER}").glob("*.skipped.jsonl")
        skipped.write_text("{", encoding="ascii")
        with small_tasks(), pytest.raises(ScanError, match=r"skipped\.jsonl is damaged"):
            scan(sources, output, resume=True, errors=tmp_path / "errors.jsonl")

    def test_other_sources(self, sources: Path, output: Path) -> None:
        with pytest.raises(ScanError, match=f"has other sources: .*{sources.name}"):
            scan(sources / "001.jsonl", output, resume=True)

    def test_other_columns(self, sources: Path, output: Path) -> None:
        with pytest.raises(ScanError, match="has other columns"):
            scan(sources, output, columns=Columns(text="body"), resume=True)

    def test_other_limits(self, sources: Path, output: Path) -> None:
        with pytest.raises(ScanError, match="has other limits"):
            scan(sources, output, limits=Limits(record=1000), resume=True)

    def test_another_version(
        self, sources: Path, output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun = tazdump.__version__
        monkeypatch.setattr(tazdump, "__version__", "99.0")
        with pytest.raises(ScanError, match=f"was begun by tazdump {begun}"):
            scan(sources, output, resume=True)

    def test_one_that_is_still_at_work(self, sources: Path, output: Path) -> None:
        def try_another(_: object) -> None:
            with pytest.raises(ScanError, match="another scan is at work"):
                scan(sources, output, resume=True)
            with pytest.raises(ScanError, match="another scan is at work"):
                scan(sources, output, force=True)

        scan(sources, output, resume=True, progress=try_another)
        assert output.exists()

    def test_a_folder_that_no_scan_left(self, sources: Path, output: Path) -> None:
        Path(f"{output}{FOLDER}", "scan.json").unlink()
        with pytest.raises(ScanError, match="is no folder that an interrupted scan left"):
            scan(sources, output, resume=True)

    def test_a_refused_folder_stays_as_it_is(self, sources: Path, output: Path) -> None:
        before = left_in(Path(f"{output}{FOLDER}"))
        with pytest.raises(ScanError):
            scan(sources, output, limits=Limits(record=1000), resume=True)
        assert left_in(Path(f"{output}{FOLDER}")) == before
        with small_tasks(2000):
            assert scan(sources, output, resume=True).rows == 6

    def test_without_resume_it_is_not_taken_at_all(self, sources: Path, output: Path) -> None:
        with pytest.raises(ScanError, match="is what an interrupted scan left: resume that"):
            scan(sources, output)

    def test_force_begins_anew(self, sources: Path, output: Path, tmp_path: Path) -> None:
        write_jsonl(sources / "003.jsonl", [dump(8)])
        assert scan(sources, output, force=True).rows == 7
        assert left_in(tmp_path) == {"sources", "pages.parquet"}


def test_there_need_be_nothing_to_resume(source: Path, whole: bytes, tmp_path: Path) -> None:
    with small_tasks():
        scan(source, tmp_path / "pages.parquet", resume=True)
    assert (tmp_path / "pages.parquet").read_bytes() == whole


def test_a_table_that_came_in_between_is_not_replaced(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "pages.parquet"
    driven(source, "-o", output, "--processes", "1", when=("read", 3, "SIGKILL"))
    output.write_bytes(b"precious")
    with pytest.raises(ScanError, match="is there already"):
        scan(source, output, resume=True)
    assert output.read_bytes() == b"precious"


def test_half_a_file_of_a_task_is_thrown_away(source: Path, whole: bytes, tmp_path: Path) -> None:
    output = tmp_path / "pages.parquet"
    driven(source, "-o", output, "--processes", "1", when=("read", 3, "SIGKILL"))
    folder = Path(f"{output}{FOLDER}")
    (folder / "00000001.rows.arrow.123.new").write_bytes(b"half")
    (folder / "00000007.rows.arrow").write_bytes(b"whole, but the task was not done")
    with small_tasks():
        scan(source, output, resume=True)
    assert output.read_bytes() == whole


def wait_for(happened: Callable[[], bool]) -> None:
    """Wait until something has happened, for a minute at most."""
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def children(pid: int) -> Iterator[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        pytest.skip("this system does not tell the children of a process")
    for thread in Path(f"/proc/{pid}/task").iterdir():
        yield from map(int, (thread / "children").read_text().split())


def is_alive(pid: int) -> bool:
    """Tell whether a process runs."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
