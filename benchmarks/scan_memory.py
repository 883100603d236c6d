"""How much memory `tazdump scan` takes, and how long: a crawl of our own making, in any size.

How: text that is made once is written as often as it takes; the scan runs as a program of its own,
and while it does the memory of all its processes is added up from `/proc`, so this runs on Linux.
Cost: of 1 GB, a minute for writing it and some seconds for each scan.

    python -m benchmarks.scan_memory [--megabytes 1000] [--every 10000] [--processes 1 2]
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.articles import texts
from benchmarks.german import German

_CHUNK: Final = 2000
#: Seconds between two looks at the memory.
_PAUSE: Final = 0.02


class Measured(NamedTuple):
    """What one scan took: MB at the peak of all processes together and of the largest one."""

    seconds: float
    together: float
    largest: float
    rows: int


def records(megabytes: int, every: int) -> Iterator[list[dict[str, str]]]:
    """Records of about 3 kB, in chunks; one in `every` is a dump."""
    chance = random.Random(7)
    german = German(chance)
    paragraphs = [" ".join(german.paragraph(400)) for _ in range(2000)]
    dumps = texts(200)
    size = number = 0
    while size < megabytes * 10**6:
        chunk: list[dict[str, str]] = []
        for _ in range(_CHUNK):
            number += 1
            text = "\n".join(chance.choices(paragraphs, k=8))
            if number % every == every // 2:
                text = dumps[number // every % len(dumps)]
            chunk.append({"text": text, "url": f"https://example.org/{number}", "id": str(number)})
            size += len(text.encode())
        yield chunk


def write_parquet(path: Path, megabytes: int, every: int, group: int) -> None:
    """Write one Parquet file with so many rows in each row group."""
    schema = pa.schema([("text", pa.string()), ("url", pa.string()), ("id", pa.string())])
    with pq.ParquetWriter(path, schema) as writer:
        held: list[dict[str, str]] = []
        for chunk in records(megabytes, every):
            held += chunk
            if len(held) >= group:
                writer.write_table(pa.Table.from_pylist(held, schema), row_group_size=group)
                held = []
        writer.write_table(pa.Table.from_pylist(held, schema), row_group_size=group)


def write(path: Path, megabytes: int, every: int, group: int) -> None:
    """Write one file of the form that its name says."""
    if path.suffix == ".jsonl":
        write_jsonl(path, megabytes, every)
    else:
        write_parquet(path, megabytes, every, group)


def write_jsonl(path: Path, megabytes: int, every: int) -> None:
    """Write one JSONL file."""
    with path.open("w", encoding="utf-8") as file:
        for chunk in records(megabytes, every):
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in chunk)


def measured(source: Path, output: Path, processes: int) -> Measured:
    """Scan it, and look at the memory meanwhile."""
    program = "import sys; from tazdump.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [
        *(sys.executable, "-c", program, "scan", str(source), "-o", str(output), "--force"),
        *("--processes", str(processes), "--format", "json"),
    ]
    begun = time.perf_counter()
    together = largest = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            sizes = [resident(pid) for pid in family(process.pid)]
            together, largest = max(together, sum(sizes)), max(largest, *sizes)
            time.sleep(_PAUSE)
        said = process.stdout.read() if process.stdout else b""
    seconds = time.perf_counter() - begun
    return Measured(seconds, together / 1e6, largest / 1e6, json.loads(said)["rows"])


def family(pid: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield pid
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        started = [(thread / "children").read_text().split() for thread in threads]
    except OSError:
        return
    for child in (int(each) for some in started for each in some):
        yield from family(child)


def resident(pid: int) -> int:
    """The memory of a process, in bytes; 0 if it has ended.

    What it shares with others, as libraries, is told in parts, so that sums are true.
    """
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    sizes = [line.split()[1] for line in told.splitlines() if line.startswith("Pss:")]
    return int(sizes[0]) * 1024 if sizes else 0


def main() -> int:
    """Make the sources, scan each, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--every", type=int, default=10_000)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, help="where the sources are kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        name = f"{asked.megabytes}-{asked.every}"
        sources = {
            folder / f"{name}.jsonl": 0,
            folder / f"{name}-groups.parquet": 10_000,
            folder / f"{name}-one-group.parquet": 1 << 20,
        }
        print(f"{asked.megabytes} MB of text, one record in {asked.every} a dump")
        for source, group in sources.items():
            if not source.exists():
                write(source, asked.megabytes, asked.every, group)
            for processes in asked.processes:
                took = measured(source, Path(temporary, "pages.parquet"), processes)
                print(
                    f"{source.name:32} {processes} processes {took.seconds:6.1f} s"
                    f"  {took.together:5.0f} MB together, {took.largest:4.0f} MB the largest,"
                    f" {took.rows} rows"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
