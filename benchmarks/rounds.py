"""Timing side by side: in each round every task gets the same few pages, one task after the other.

How: a ratio is taken within a round, and the median over all rounds is what counts. Time is the
processor's, so that a busy neighbour hardly matters. The collector of garbage stays on, as it is
where the library is used; it runs once before each measurement, and does not look again at what
lives on. Cost: what the tasks cost, and little more.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import process_time
from typing import Final, Generic, Protocol, TypeVar, final

from attrs import field, frozen

_T = TypeVar("_T")

#: Seconds that one measurement takes at least: a short task goes over its pages several times.
LEAST: Final = 0.002
#: The seconds of a call, by task: one number a round.
Times = Mapping[str, Sequence[float]]


@final
@frozen
class Spread:
    """The middle of some numbers, and between which two lie four fifths of them."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, numbers: Iterable[float]) -> Spread:
        """The spread of at least one number.

        >>> Spread.of([1.0, 2.0, 3.0])
        Spread(median=2.0, low=1.2, high=2.8)
        """
        some = list(numbers)
        if len(some) == 1:
            return cls(some[0], some[0], some[0])
        tenths = statistics.quantiles(some, n=10, method="inclusive")
        return cls(statistics.median(some), tenths[0], tenths[-1])


class Timed(Protocol):
    """What can be timed: a `Task`, whatever its pages are."""

    @property
    def name(self) -> str:
        """What it is called, in one run by one task only."""
        ...

    @property
    def about(self) -> str:
        """What it is given, and what it makes of it."""
        ...

    def passes(self, least: float) -> int:
        """How often it must go over a page to take so many seconds."""
        ...

    def seconds(self, part: int, parts: int, passes: int) -> float:
        """The seconds of a call, over one part of its pages."""
        ...


@final
@frozen
class Task(Generic[_T]):
    """Something to time: `call` is called with each of `given`, one a page."""

    name: str
    #: What it is given, and what it makes of it.
    about: str
    call: Callable[[_T], object] = field(repr=False)
    given: Sequence[_T] = field(repr=False)

    def passes(self, least: float) -> int:
        """How often it must go over a page to take so many seconds; that warms it up, too."""
        return max(1, round(least / min(self.seconds(0, len(self.given), 1) for _ in range(3))))

    def seconds(self, part: int, parts: int, passes: int) -> float:
        """The seconds of a call, over one part of its pages, so many times."""
        count, call = len(self.given), self.call
        given = self.given[part * count // parts : (part + 1) * count // parts] or self.given[:1]
        call(given[0])
        gc.collect()
        begin = process_time()
        for _ in range(passes):
            for one in given:
                call(one)
        # A clock that stands still would make a ratio of nothing.
        return max(process_time() - begin, 1e-9) / (passes * len(given))


def timed(tasks: Sequence[Timed], rounds: int, least: float = LEAST) -> dict[str, list[float]]:
    """The seconds of a call of each task, in so many rounds, each with other pages."""
    gc.collect()
    gc.freeze()
    passes = {task.name: task.passes(least) for task in tasks}
    found: dict[str, list[float]] = {task.name: [] for task in tasks}
    for k in range(rounds):
        # Another one begins in each round, so that none always follows the same.
        first = k % len(tasks)
        for task in (*tasks[first:], *tasks[:first]):
            found[task.name].append(task.seconds(k, rounds, passes[task.name]))
    gc.unfreeze()
    return found


def ratios(times: Times, name: str, floor: str) -> Spread:
    """How many times as long one task takes as another, round by round."""
    return Spread.of(a / b for a, b in zip(times[name], times[floor], strict=True))
