"""Time the library, in one run with what it is held against, and say which targets are met.

How: some processes one after the other, each with articles of its own, in each of which every task
is timed in turn, round by round; then memory, imports and sizes, each in processes of its own.
Cost: about two minutes of one core, and 2.3 GB of memory; `--quick` 10 seconds, `--tiny` 5.

    python -m benchmarks.speed                      everything; needs the extra `benchmark`
    python -m benchmarks.speed --write              the same, and write it into the docs
    python -m benchmarks.speed --save runs.json     the same, and keep all times for pyperf
    python -m benchmarks.speed --quick              times alone, in this process, what is installed
    python -m benchmarks.speed --quick --only parse the same of the tasks that are named so
    python -m benchmarks.speed --tiny               everything, too short to mean anything
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import json
import platform
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any, Final, final

from attrs import asdict, frozen

from benchmarks.contestants import ANOTHER, PACKAGES, all_tasks
from benchmarks.costs import imports, kept
from benchmarks.report import FLOOR, Figures, report
from benchmarks.rounds import LEAST, Spread, ratios, timed
from benchmarks.scaling import SIZES, sizes

ROOT: Final = Path(__file__).resolve().parent.parent
#: What the docs show.
DOCS: Final = ROOT / "docs" / "explanation" / "speed.txt"
#: The packages whose versions matter.
_VERSIONS: Final = ("tazdump", "attrs", "regex", *PACKAGES, "lxml", "pyperf")


@final
@frozen
class Plan:
    """How much is measured."""

    processes: int
    rounds: int
    #: Pages a round.
    pages: int
    least: float
    kept: int
    imports: int
    sizes: tuple[int, ...]


FULL: Final = Plan(5, 20, 10, LEAST, 1000, 20, SIZES)
TINY: Final = Plan(1, 2, 1, 0.0, 2, 1, SIZES[:2])


def worker(first: int, plan: Plan) -> dict[str, Any]:
    """What one process measures: what each task is about, and its seconds by round."""
    tasks = all_tasks(range(first, first + plan.rounds * plan.pages))
    about = {task.name: task.about for task in tasks}
    return {"about": about, "times": timed(tasks, plan.rounds, plan.least)}


def measured(plan: Plan) -> Figures:
    """Everything, by this plan; each process has articles that no other has."""
    about: dict[str, str] = {}
    times: dict[str, list[float]] = {}
    for process in range(plan.processes):
        first = process * plan.rounds * plan.pages
        arguments = ["--worker", str(first), json.dumps(asdict(plan))]
        command = [sys.executable, "-m", "benchmarks.speed", *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
        found = json.loads(done.stdout)
        about = found["about"]
        for name, seconds in found["times"].items():
            times.setdefault(name, []).extend(seconds)
    return Figures(
        machine=machine(),
        about=about,
        times=times,
        kept=kept(plan.kept),
        imports=imports(plan.imports),
        sizes=sizes(plan.sizes),
    )


def machine() -> dict[str, str]:
    """What the figures depend on: processor, Python, versions."""
    facts = _pyperf().Run([1.0]).get_metadata()
    versions = [
        f"{name} {importlib.metadata.version(name)}" for name in _VERSIONS if _is_there(name)
    ]
    return {
        "machine": f"{facts.get('cpu_model_name', 'unknown')}, {facts['cpu_count']} cores",
        "system": platform.system(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "packages": ", ".join(versions),
    }


def _pyperf() -> ModuleType:
    """The package, which has no types; imported when it is needed, for it is an extra's."""
    return importlib.import_module("pyperf")


def _is_there(package: str) -> bool:
    return find_spec(PACKAGES.get(package, package)) is not None


def save(figures: Figures, file: str, rounds: int) -> None:
    """Keep all times as pyperf does, so that `python -m pyperf compare_to` can compare two runs."""
    pyperf = _pyperf()
    suite: list[Any] = []
    for name, seconds in figures.times.items():
        runs = [
            pyperf.Run(seconds[k : k + rounds], metadata={"name": name, "timer": "process_time"})
            for k in range(0, len(seconds), rounds)
        ]
        suite.append(pyperf.Benchmark(runs))
    pyperf.BenchmarkSuite(suite).dump(file, replace=True)


def quick(rounds: int, pages: int, only: str) -> str:
    """The times alone, measured in this process with whatever is installed."""
    tasks = [
        task
        for task in all_tasks(range(rounds * pages))
        if task.name == FLOOR or (only in task.name and (only or task.about != ANOTHER))
    ]
    times = timed(tasks, rounds)
    lines = [f"{'':<30}{'µs':>10}{'x json.loads':>14}{'between':>18}"]
    for name, seconds in times.items():
        ratio = ratios(times, name, FLOOR)
        spread = f"{ratio.low:.2f} and {ratio.high:.2f}"
        micros = Spread.of(seconds).median * 1e6
        lines.append(f"{name:<30}{micros:>10.2f}{ratio.median:>14.2f}{spread:>18}")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description="Time tazdump beside what it is held against.")
    parser.add_argument("--quick", action="store_true", help="times alone, in seconds")
    parser.add_argument("--tiny", action="store_true", help="everything, too short to mean much")
    parser.add_argument("--rounds", type=int, default=20, help="of --quick (20)")
    parser.add_argument("--pages", type=int, default=5, help="a round of --quick (5)")
    parser.add_argument("--only", default="", metavar="WORD", help="of --quick: tasks named so")
    parser.add_argument("--save", metavar="FILE", help="keep all times, for pyperf")
    parser.add_argument("--write", action="store_true", help=f"write {DOCS.relative_to(ROOT)}")
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.worker:
        first, plan = given.worker
        sys.stdout.write(json.dumps(worker(int(first), Plan(**json.loads(plan)))))
        return
    begin = perf_counter()
    if given.quick:
        sys.stdout.write(quick(given.rounds, given.pages, given.only))
    else:
        plan = TINY if given.tiny else FULL
        figures = measured(plan)
        text = report(figures)
        sys.stdout.write(text)
        if given.save:
            save(figures, given.save, plan.rounds)
        if given.write:
            DOCS.write_text(text, encoding="utf-8")
    sys.stderr.write(f"{perf_counter() - begin:.0f} s\n")


if __name__ == "__main__":
    main()
