"""How the tests of `scan` run it: here with small tasks, or in a process that ends before its time.

How: `driven` runs `scan_driver.py`; tables are compared as bytes, or as rows. Cost: some of these
are a start of Python, and one for each worker.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cli_runs import Done, environment
from crawl_files import Text, crawl, write_jsonl

from tazdump.corpus import _tasks

DRIVER: Final = Path(__file__).with_name("scan_driver.py")
#: What is left of a scan that has ended in any way but by its end.
FOLDER: Final = ".parts"


@contextmanager
def small_tasks(size: int = 20_000) -> Generator[None]:
    """Let so many bytes of the sources be a task."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_tasks, "SMALLEST", size)
        yield


def driven(*arguments: str | Path, when: tuple[str, int, str] | None = None) -> Done:
    """Run `tazdump scan` with small tasks; `when` says at which moment which signal ends it."""
    done = subprocess.run(
        [sys.executable, DRIVER, json.dumps(when), *arguments],
        capture_output=True,
        check=False,
        env=environment(),
        timeout=120,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def write_crawl(folder: Path, texts: Sequence[Text], *, files: int = 10) -> Path:
    """Write texts to so many JSONL files of one folder, whose names sort in their order."""
    folder.mkdir(parents=True)
    size = -(-len(texts) // files)
    for number in range(files):
        some = texts[number * size : (number + 1) * size]
        write_jsonl(folder / f"{number:03}.jsonl", some)
    return folder


def small_crawl(folder: Path) -> Path:
    """A crawl of ten files, each a task, with two dumps in each."""
    return write_crawl(folder, crawl(1000, every=50))


def table(path: Path) -> pa.Table:
    """The table in a file."""
    return pq.read_table(path)  # pyright: ignore[reportUnknownMemberType]


def parquet_groups(path: Path) -> list[int]:
    """How many rows each row group of a file has."""
    with pq.ParquetFile(path) as file:
        metadata = file.metadata
        return [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)]


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a table, from Parquet or from JSON lines."""
    if path.suffix == ".parquet":
        return table(path).to_pylist()
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
