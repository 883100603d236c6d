"""PySpark on a real cluster of this machine gives the table that one process gives.

How: the program that the how-to shows is run as it stands there, in a process of its own, with a
master and two executors that are processes of their own, too. `nox -s spark` installs what it
needs; without PySpark or Java it is skipped. Cost: half a minute, most of it for starting Java.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from crawl_files import Text, crawl, write_parquet

from tazdump.corpus import SCHEMA, mark_duplicates, scan

PAGE: Final = Path(__file__).parents[2] / "docs" / "howto" / "spark.md"
#: Master, number of executors, cores and megabytes of each; the driver's own address is enough.
CLUSTER: Final = """
--master local-cluster[2,1,1024] --conf spark.driver.host=127.0.0.1
--conf spark.driver.bindAddress=127.0.0.1 --conf spark.ui.enabled=false pyspark-shell
"""
COUNT: Final = """
executors = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
print("executors:", executors)
spark.stop()
"""


def missing() -> str:
    """What is not there to run Spark with; empty if all is."""
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed: pip install 'tazdump[spark]'"
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and Path(home, "bin", "java").is_file()):
        return "there is no Java, which PySpark needs: install Java 17"
    return ""


pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=missing() or "all is there"),
    pytest.mark.timeout(900),
]


def programs() -> list[str]:
    """The programs that the how-to shows."""
    return re.findall(r"^```py\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def run(program: str, folder: Path) -> str:
    """What a program writes, run on the cluster."""
    environment = {
        **os.environ,
        "PYSPARK_SUBMIT_ARGS": " ".join(CLUSTER.split()),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_LOCAL_DIRS": str(folder / "local"),
    }
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def read_table(path: Path) -> pa.Table:
    """A table of Parquet: a file, or a folder as Spark writes it."""
    return pq.read_table(path)  # pyright: ignore[reportUnknownMemberType]


def in_order(table: pa.Table) -> pa.Table:
    """The table in the order of the crawl, whose dumps are counted in their names."""
    names = [str(name) for name in table.column("record_id").to_pylist()]
    order = sorted(range(len(names)), key=lambda i: int(names[i].removeprefix("dump-")))
    return table.take(order).cast(SCHEMA)


class TestTheSameTable:
    """Spark gives exactly the dumps, and the same table as `scan`."""

    def test_twenty_thousand_records(self, tmp_path: Path) -> None:
        texts: list[Text] = crawl(20_000)
        source = write_parquet(tmp_path / "crawl.parquet", texts)
        scan(source, tmp_path / "scanned.parquet", processes=1)
        wanted = in_order(read_table(tmp_path / "scanned.parquet"))

        said = run("\n".join([*programs(), COUNT]), tmp_path)

        assert "executors: 2" in said
        found = in_order(read_table(tmp_path / "pages.parquet"))
        assert found.num_rows == 200
        own = ["source", "number", "duplicate_of"]
        assert found.drop_columns(own) == wanted.drop_columns(own)

        marked = mark_duplicates(found).column("duplicate_of").to_pylist()
        by_scan = wanted.column("duplicate_of").to_pylist()
        names = [[row and row["record_id"] for row in rows] for rows in (marked, by_scan)]
        assert names[0] == names[1]
        unique = read_table(tmp_path / "unique.parquet")
        assert 0 < unique.num_rows == names[0].count(None)


def test_the_how_to_has_the_program() -> None:
    assert len(programs()) == 2
