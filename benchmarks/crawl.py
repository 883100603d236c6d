"""How fast a crawl is searched: scan with one core and with all, beside merely reading the file.

How: a crawl of our own making, Parquet and JSONL, one record in 100 or in 10,000 a dump. Each task
runs in a process of its own, the tasks in turn for some rounds; the median counts. With one core,
the process may use one and no more, threads of Arrow included. Reading means: into Python strings,
with pyarrow, or line by line with `json.loads`. Memory is that of all processes together, and runs
on Linux. Cost: of 1 GB, two minutes for writing the files and two for each round.

    python -m benchmarks.crawl [--megabytes 1000] [--every 100 10000] [--rounds 3] [--folder F]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow.parquet as pq

from benchmarks.scan_memory import family, resident, write_jsonl, write_parquet
from tazdump.corpus import scan

#: Rows in a row group, as the large corpora have about.
_GROUP: Final = 10_000
#: Seconds between two looks at the memory.
_PAUSE: Final = 0.02
#: A scan costs at most so many times what reading costs, with one core and few dumps.
_TARGET: Final = 1.5
_MEMORY: Final = 500


class Run(NamedTuple):
    """What one run of a task took."""

    seconds: float
    #: MB of all processes together, at the peak.
    memory: float
    #: Records that were read, or rows that were written.
    total: int


def read_parquet(source: Path) -> int:
    """Read the text column into Python strings; how many there were."""
    with pq.ParquetFile(source) as file:
        return sum(
            len(batch.column(0).to_pylist()) for batch in file.iter_batches(columns=["text"])
        )


def read_jsonl(source: Path) -> int:
    """Read the texts of JSON lines; how many there were."""
    with source.open("rb") as file:
        return sum(isinstance(json.loads(line)["text"], str) for line in file)


def read(source: Path) -> int:
    """Read all texts of a file, and do nothing with them."""
    return READERS[source.suffix](source)


READERS: Final[dict[str, Callable[[Path], int]]] = {
    ".parquet": read_parquet,
    ".jsonl": read_jsonl,
}


def scan_with(processes: int | None) -> Callable[[Path], int]:
    """A scan with so many processes; how many rows it gave."""

    def task(source: Path) -> int:
        with tempfile.TemporaryDirectory() as folder:
            return scan(source, Path(folder, "pages.parquet"), processes=processes).rows

    return task


#: The tasks by name: how many cores they may use, and what they do.
TASKS: Final[dict[str, tuple[int | None, Callable[[Path], int]]]] = {
    "read, one core": (1, read),
    "scan, one core": (1, scan_with(1)),
    "scan, all cores": (None, scan_with(None)),
}


def alone(name: str, source: Path) -> int:
    """Do one task in this process, and write how long it took."""
    cores, task = TASKS[name]
    if cores is not None:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    begun = time.perf_counter()
    total = task(source)
    seconds = time.perf_counter() - begun
    sys.stdout.write(json.dumps({"seconds": seconds, "total": total}) + "\n")
    return 0


def measured(name: str, source: Path) -> Run:
    """Run one task in a process of its own, and look at its memory meanwhile."""
    command = [sys.executable, "-m", "benchmarks.crawl", "--task", name, "--source", str(source)]
    most = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            most = max(most, sum(map(resident, family(process.pid))))
            time.sleep(_PAUSE)
        said = process.stdout.read() if process.stdout else b""
    if process.returncode:
        msg = f"{name} on {source.name} ended with status {process.returncode}"
        raise RuntimeError(msg)
    took = json.loads(said)
    return Run(took["seconds"], most / 1e6, took["total"])


def sources(folder: Path, megabytes: int, every: int) -> list[Path]:
    """The crawl as Parquet and as JSONL; written where it is not there yet."""
    parquet = folder / f"crawl-{megabytes}-{every}.parquet"
    jsonl = parquet.with_suffix(".jsonl")
    if not parquet.exists():
        write_parquet(parquet, megabytes, every, _GROUP)
    if not jsonl.exists():
        write_jsonl(jsonl, megabytes, every)
    return [parquet, jsonl]


def report(source: Path, megabytes: int, runs: dict[str, list[Run]]) -> Iterator[str]:
    """What the tasks took on one file, a line each."""
    records = runs["read, one core"][0].total
    rows = {run.total for name, some in runs.items() if "scan" in name for run in some}
    yield f"{source.name}: {records} records, dumps found: {', '.join(map(str, rows))}"
    medians = {name: statistics.median(run.seconds for run in some) for name, some in runs.items()}
    floor = medians["read, one core"]
    for name, seconds in medians.items():
        memory = max(run.memory for run in runs[name])
        yield (
            f"  {name:16} {seconds:7.2f} s {megabytes / seconds:7.0f} MB/s"
            f" {records / seconds:9.0f} records/s {seconds / floor:6.2f} x reading"
            f" {memory:6.0f} MB"
        )


def main() -> int:
    """Make the crawls, measure each task on each of them, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--every", type=int, nargs="+", default=[100, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the crawls are kept")
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.task:
        return alone(asked.task, asked.source)
    print(
        f"{asked.megabytes} MB of text, {len(os.sched_getaffinity(0))} cores; the medians of"
        f" {asked.rounds} rounds. Targets: a scan with one core and one dump in 10,000 at most"
        f" {_TARGET} x reading Parquet; less than {_MEMORY} MB."
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for every in asked.every:
            for source in sources(folder, asked.megabytes, every):
                runs: dict[str, list[Run]] = {name: [] for name in TASKS}
                for _ in range(asked.rounds):
                    for name, some in runs.items():
                        some.append(measured(name, source))
                print("\n".join(report(source, asked.megabytes, runs)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
