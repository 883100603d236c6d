"""What was measured, as text: targets first, then a table for each question.

How: one function a table; each takes the figures and gives its lines. Cost: none.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, final

from attrs import frozen

from benchmarks.contestants import ANOTHER, stranger_name
from benchmarks.costs import IMPORTS, Kept, import_ratio, kilobytes
from benchmarks.rounds import Spread, ratios
from benchmarks.scaling import Size
from benchmarks.strangers import KINDS, LENGTHS, MARKS

#: What all ratios are taken to, and what is held against it.
FLOOR: Final = "json.loads"
OURS: Final = "parse, table"


@final
@frozen
class Figures:
    """All that one run of the command has measured."""

    #: Facts of the machine and versions of packages, by name.
    machine: Mapping[str, str]
    #: What each task was given and makes of it, by its name.
    about: Mapping[str, str]
    #: The seconds of a call by task: one number a round.
    times: Mapping[str, Sequence[float]]
    kept: Sequence[Kept]
    #: The seconds of each import, by name.
    imports: dict[str, list[float]]
    sizes: Sequence[Size]


@final
@frozen
class Target:
    """A number that was promised, and what was measured."""

    name: str
    limit: float
    found: float
    #: How both are written.
    unit: str
    #: The promise is a least, not a most.
    least: bool = False

    @property
    def met(self) -> bool:
        """Is the promise kept?"""
        return self.found >= self.limit if self.least else self.found <= self.limit


def targets(figures: Figures) -> list[Target]:
    """The targets, as far as what they are about was measured."""
    times = figures.times
    found = [
        Target(f"{OURS}, against {FLOOR}", 8, ratios(times, OURS, FLOOR).median, "x"),
        Target("the same, the goal", 4, ratios(times, OURS, FLOOR).median, "x"),
    ]
    found += [
        Target(f"{other}, against {FLOOR}", 8, ratios(times, other, FLOOR).median, "x")
        for other in ("parse, menu", "parse, gemtext")
        if other in times
    ]
    for other, least in (("markdown-it-py", 20), ("trafilatura.extract", 100)):
        if other in times:
            ratio = ratios(times, other, OURS).median
            found.append(Target(f"{OURS}, faster than {other}", least, ratio, "x", least=True))
    medians = {name: statistics.median(times[name]) * 1e6 for name in _strangers()}
    usual = [stranger_name(k, n, "no mark") for k in ("ASCII", "German") for n in LENGTHS]
    found += [
        Target("is_dump on other text", 1, max(medians[name] for name in usual), "µs"),
        Target("the same, with marks or as HTML: the slowest", 1, max(medians.values()), "µs"),
    ]
    kept = figures.kept[0]
    found += [
        Target("kept memory an article, beside its text", 25, kept.page / 1e3, "kB"),
        Target("kept memory an article, its text included", 25, kept.both / 1e3, "kB"),
    ]
    found.append(Target("import, against attrs and regex", 3, import_ratio(figures.imports), "x"))
    return found


def report(figures: Figures) -> str:
    """All tables."""
    parts = (_machine, _targets, _times, _dumps, _memory, _imports, _sizes)
    return "\n\n".join("\n".join(part(figures)) for part in parts) + "\n"


def _machine(figures: Figures) -> Iterator[str]:
    for name, fact in figures.machine.items():
        yield f"{name + ':':<10}{fact}"


def _targets(figures: Figures) -> Iterator[str]:
    yield f"{'target':<46}{'promised':>14}{'measured':>14}"
    for target in targets(figures):
        sign = ">=" if target.least else "<="
        promised = f"{sign} {target.limit:g} {target.unit}"
        found = f"{target.found:.2f} {target.unit}"
        yield f"{target.name:<46}{promised:>14}{found:>14}  {'met' if target.met else 'NOT MET'}"


def _times(figures: Figures) -> Iterator[str]:
    times = figures.times
    rounds = len(times[FLOOR])
    yield f"a call in µs, and how many times {FLOOR} it is: the median of {rounds} rounds,"
    yield "and between which two values four fifths of them lie"
    yield f"{'':<30}{'what is given':<40}{'µs':>9}{'x':>8}{'between':>18}"
    for name, about in figures.about.items():
        if not name.startswith("is_dump"):
            ratio = ratios(times, name, FLOOR)
            spread = f"{ratio.low:.2f} and {ratio.high:.2f}"
            micros = Spread.of(times[name]).median * 1e6
            yield f"{name:<30}{about:<40}{micros:>9.1f}{ratio.median:>8.2f}{spread:>18}"


def _strangers() -> list[str]:
    return [stranger_name(k, n, mark) for k in KINDS for n in LENGTHS for mark in MARKS]


def _dumps(figures: Figures) -> Iterator[str]:
    yield "is_dump, µs a call"
    for name, about in figures.about.items():
        if name.startswith("is_dump") and about != ANOTHER:
            yield f"{name:<30}{statistics.median(figures.times[name]) * 1e6:>10.2f}"
    yield f"{'other text':<30}" + "".join(f"{mark:>10}" for mark in MARKS)
    for kind in KINDS:
        for length in LENGTHS:
            cells = [
                statistics.median(figures.times[stranger_name(kind, length, mark)]) * 1e6
                for mark in MARKS
            ]
            yield f"{f'  {kind}, {length}':<30}" + "".join(f"{cell:>10.2f}" for cell in cells)


def _memory(figures: Figures) -> Iterator[str]:
    pages = figures.kept[0].pages
    yield f"memory of {pages:,} kept articles, a page"
    yield f"{'':<30}{'text':>12}{'page':>12}{'both':>12}{'peak of all':>14}"
    for kept in figures.kept:
        cells = "".join(f"{kilobytes(size):>12}" for size in (kept.text, kept.page, kept.both))
        yield f"{kept.name:<30}{cells}{kept.peak / 1e6:>11.1f} MB"


def _imports(figures: Figures) -> Iterator[str]:
    count = len(figures.imports[next(iter(IMPORTS))])
    yield f"import in a fresh interpreter, ms: the median of {count}; four fifths lie between"
    for name in IMPORTS:
        spread = Spread.of(figures.imports[name])
        between = f"{spread.low * 1e3:.1f} and {spread.high * 1e3:.1f}"
        yield f"{name:<30}{spread.median * 1e3:>10.1f}{between:>20}"


def _sizes(figures: Figures) -> Iterator[str]:
    names = list(figures.sizes[0].seconds)
    yield "one article as a table: µs a kB (is_dump: µs a call), peak memory of the process"
    yield f"{'text':>14}" + "".join(f"{name:>12}" for name in names) + f"{'peak':>14}"
    for size in figures.sizes:
        cells = [
            size.seconds[name] * 1e6 / (1 if name == "is_dump" else size.size / 1e3)
            for name in names
        ]
        row = "".join(f"{cell:>12.2f}" for cell in cells)
        yield f"{size.size / 1e3:>11,.0f} kB{row}{size.peak / 1e6:>11,.0f} MB"
