"""Promises of benchmarks/crawl.py: every task does what it says, and the figures are its own.

How: the command with a crawl too small to mean anything. Cost: some seconds, most of it imports.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the benchmark looks at /proc, which Linux alone has", allow_module_level=True)

from benchmarks import crawl


@pytest.fixture(scope="module", name="sources")
def _sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return crawl.sources(tmp_path_factory.mktemp("crawl"), 1, 100)


class TestTasks:
    def test_reading_reads_every_record(self, sources: list[Path]) -> None:
        counts = {crawl.read(source) for source in sources}
        assert len(counts) == 1
        assert counts.pop() >= 300

    @pytest.mark.parametrize("name", crawl.TASKS)
    def test_each_runs_in_a_process_of_its_own(self, name: str, sources: list[Path]) -> None:
        records = crawl.read(sources[0])
        for source in sources:
            run = crawl.measured(name, source)
            assert run.total == (records if "read" in name else records // 100)
            assert run.seconds > 0
            assert 10 < run.memory < 1000

    def test_a_task_that_fails_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(RuntimeError, match=r"read, one core on missing\.jsonl ended with"):
            crawl.measured("read, one core", tmp_path / "missing.jsonl")


class TestReport:
    def test_a_crawl_is_written_once(self, sources: list[Path]) -> None:
        before = [source.stat().st_mtime_ns for source in sources]
        assert crawl.sources(sources[0].parent, 1, 100) == sources
        assert [source.stat().st_mtime_ns for source in sources] == before

    def test_ratios_are_taken_to_reading(self) -> None:
        read, scan = crawl.Run(2.0, 100, 5000), crawl.Run(3.0, 120, 7)
        runs = {"read, one core": [read, read], "scan, one core": [scan, crawl.Run(5.0, 90, 7)]}
        head, reading, scanning = crawl.report(Path("c.parquet"), 10, runs)
        assert head == "c.parquet: 5000 records, dumps found: 7"
        assert "1.00 x reading" in reading
        shown = "scan, one core 4.00 s 2 MB/s 1250 records/s 2.00 x reading 120 MB"
        assert " ".join(scanning.split()) == shown
