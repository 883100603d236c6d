"""How fast Spark searches a crawl with one executor and with two, and whether it finds the same.

How: the crawl of `benchmarks.crawl` in Parquet, on clusters of this machine: a master and executors
of one core each, all of them processes of their own. What is timed is the job alone, from reading
the crawl to the written table, with the cluster up and warm. Each table is held against that of
`scan`, row by row. Needs the extra ``spark`` and Java. Cost: of 1 GB, two minutes.

    python -m benchmarks.crawl_spark [--megabytes 1000] [--every 10000] [--executors 1 2]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.crawl import sources
from tazdump.corpus import scan

_MEGABYTES: Final = 1024
#: What only `scan` knows, or knows better.
_OWN: Final = ["source", "number", "duplicate_of"]
#: The program of the how-to; a few records first, to wake up Java and the executors' Python.
PROGRAM: Final = """
import json, sys, time
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from tazdump.corpus import SCHEMA, parse_batches

source, output = sys.argv[1:]
spark = SparkSession.builder.getOrCreate()
crawl = spark.read.parquet(source).select("id", "url", "text")
found = crawl.mapInArrow(parse_batches, from_arrow_schema(SCHEMA))
few = crawl.limit(4000).repartition(8)
few.mapInArrow(parse_batches, from_arrow_schema(SCHEMA)).count()
begun = time.perf_counter()
found.write.parquet(output)
seconds = time.perf_counter() - begun
executors = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
print(json.dumps({"seconds": seconds, "executors": executors}))
spark.stop()
"""


def run(source: Path, output: Path, executors: int) -> dict[str, float]:
    """Run the job on a cluster of so many executors."""
    with tempfile.TemporaryDirectory() as folder:
        submit = [
            *("--master", f"local-cluster[{executors},1,{_MEGABYTES}]"),
            *("--conf", "spark.driver.host=127.0.0.1"),
            *("--conf", "spark.driver.bindAddress=127.0.0.1"),
            *("--conf", "spark.ui.enabled=false", "pyspark-shell"),
        ]
        environment = {
            **os.environ,
            "PYSPARK_SUBMIT_ARGS": " ".join(submit),
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_WORKER_DIR": str(Path(folder, "work")),
            "SPARK_LOCAL_DIRS": str(Path(folder, "local")),
        }
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(source), str(output)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr[-4000:])
    took: dict[str, float] = json.loads(done.stdout.strip().split("\n")[-1])
    return took


def in_order(path: Path) -> pa.Table:
    """A table of finds without what differs, in the order of the records' names."""
    table = pq.read_table(path)
    return table.drop_columns(_OWN).sort_by("record_id")


def main() -> int:
    """Scan the crawl, then let Spark do it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--every", type=int, default=10_000)
    parser.add_argument("--executors", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, help="where the crawls are kept")
    asked = parser.parse_args()
    equal = True
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        parquet = sources(folder, asked.megabytes, asked.every)[0]
        records = pq.read_metadata(parquet).num_rows
        scanned = Path(temporary, "scanned.parquet")
        begun = time.perf_counter()
        rows = scan(parquet, scanned, processes=1).rows
        lines = [("scan, one process", time.perf_counter() - begun, f"{rows} dumps")]
        wanted = in_order(scanned)
        for executors in asked.executors:
            output = Path(temporary, f"spark-{executors}")
            took = run(parquet, output, executors)
            same = in_order(output).cast(wanted.schema).equals(wanted)
            equal = equal and same
            told = "the same table" if same else "ANOTHER TABLE"
            lines.append((f"Spark, executors: {took['executors']}", took["seconds"], told))
        for name, seconds, told in lines:
            print(
                f"{name:20} {seconds:7.2f} s {asked.megabytes / seconds:6.0f} MB/s"
                f" {records / seconds:9.0f} records/s  {told}"
            )
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
