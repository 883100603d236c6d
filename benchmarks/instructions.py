"""How many instructions a call takes: the same in every run, on a busy machine too.

How: a process that makes some calls runs under valgrind's cachegrind, and so does one that makes
none; the difference, by the number of calls, is what a call takes. Not all instructions take the
same time, so this tells whether a change is a gain, not how large it is. Cost: 7 seconds a task.

Run it as `python -m benchmarks.instructions [TASK ...]`, the tasks being those of
`benchmarks.contestants`; it needs valgrind. `json.loads` is always among them.
"""

from __future__ import annotations

import argparse
import gc
import os
import pickle
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.contestants import all_tasks
from benchmarks.report import FLOOR, OURS

if TYPE_CHECKING:
    from benchmarks.rounds import Task, Timed

ROOT: Final = Path(__file__).resolve().parent.parent
#: How many pages, each another one, a task is called with.
_PAGES: Final = 40
_COUNTED: Final = re.compile(r"I\s+refs:\s+([\d,]+)")


def called(task: Task[Any], passes: int) -> None:
    """Call a task with each of its pages, so many times."""
    gc.collect()
    gc.freeze()
    for _ in range(passes):
        for one in task.given:
            task.call(one)


def instructions(task: Timed) -> float:
    """The instructions of one call of a task, warmed up; of a task that can be pickled."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "task"
        file.write_bytes(pickle.dumps(task))
        return (_counted(file, 2) - _counted(file, 1)) / _PAGES


def _counted(task: Path, passes: int) -> int:
    """The instructions of a whole process."""
    command = [
        *("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"),
        *(sys.executable, "-m", "benchmarks.instructions", "--call", str(passes), str(task)),
    ]
    # A hash that depends on nothing: else dicts and sets are laid out anew in each process.
    fixed = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True, env=fixed)
    found = _COUNTED.search(done.stderr)
    if found is None:
        msg = f"valgrind has not told how many instructions it saw: {done.stderr[-500:]}"
        raise RuntimeError(msg)
    return int(found[1].replace(",", ""))


def main() -> None:
    """Print the instructions of some tasks, and how many times those of `json.loads` they are."""
    parser = argparse.ArgumentParser(description="Count the instructions of a call.")
    parser.add_argument("tasks", nargs="*", default=[OURS], metavar="TASK", help=f"({OURS})")
    parser.add_argument("--call", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.call is not None:
        # What our own process has just written.
        called(pickle.loads(Path(given.tasks[0]).read_bytes()), given.call)
        return
    tasks = {task.name: task for task in all_tasks(range(_PAGES))}
    floor = instructions(tasks[FLOOR])
    for name in (FLOOR, *given.tasks):
        count = floor if name == FLOOR else instructions(tasks[name])
        sys.stdout.write(f"{name:<30}{count / 1e3:>10,.0f} thousand{count / floor:>8.2f} x\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
