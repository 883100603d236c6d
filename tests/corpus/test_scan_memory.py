"""`scan` takes no more memory for more input.

How: the same scan of a small and of a large file, each in a process of its own, which tells its
peak. Cost: two scans of some dozen megabytes for each form of file.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from crawl_files import Text, dump, prose, write_jsonl, write_parquet

#: Records of the small file and of the large one; each is about 3 kB.
SMALL: Final = 6_000
LARGE: Final = 24_000
#: What the peak may grow by, in bytes; the text grows by 57 MB. Arrow keeps some to use it again.
GROWTH: Final = 40_000_000
_SCAN: Final = """
import sys
from pathlib import Path
from tazdump.corpus import scan
assert scan(sys.argv[1], sys.argv[2], processes=1).rows == int(sys.argv[3]) // 1000
status = Path("/proc/self/status").read_text(encoding="utf-8")
print(int(status.partition("VmHWM:")[2].split()[0]) * 1024)
"""


def texts(count: int) -> list[Text]:
    """So many records; one in a thousand is a dump."""
    rng = random.Random(5)  # noqa: S311 - nothing is secret here
    some = [Text(prose(rng, 70)) for _ in range(300)]
    dumps = [dump(number) for number in range(count // 1000)]
    return [dumps[n // 1000] if n % 1000 == 500 else rng.choice(some) for n in range(count)]


def peak(source: Path, output: Path, count: int) -> int:
    """The most memory, in bytes, that a process has had which scanned this."""
    told = subprocess.run(
        [sys.executable, "-c", _SCAN, source, output, str(count)], capture_output=True, check=True
    )
    return int(told.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a process")
@pytest.mark.parametrize("name", ["jsonl", "jsonl.gz", "parquet"])
def test_a_larger_file_takes_no_more_memory(name: str, tmp_path: Path) -> None:
    peaks: list[int] = []
    for count in (SMALL, LARGE):
        source = tmp_path / f"{count}.{name}"
        if name == "parquet":
            write_parquet(source, texts(count))
        else:
            write_jsonl(source, texts(count))
        peaks.append(peak(source, tmp_path / f"{count}-pages.parquet", count))
    assert peaks[1] - peaks[0] < GROWTH
