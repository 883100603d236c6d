"""What linear means in a test, so that noise of a busy machine makes none fail.

How: the same work at one size and at four times that size may take at most six times as long, in
time of this process alone; sizes are raised until a run is well above noise, and what fails is
measured again, at other sizes and in more runs, of which the best counts.
Cost: about a tenth of a second.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

import pytest

Job = Callable[[], object]

#: Seconds of a run that are well above noise, and how long a text may get to reach them.
_NOISE: Final = 0.004
_LONGEST: Final = 200_000
_MOST: Final = 6.0
_TRIES: Final = 6


def assert_linear(job_of: Callable[[int], Job], size_of: Callable[[int], int], n: int = 0) -> None:
    """Fail if the job of 4n takes more than six times as long as that of n, wherever n is."""
    n = n or size_above_noise(job_of, size_of)
    ratios: list[float] = []
    for runs in range(1, _TRIES + 1):
        once, four = best(job_of(n), runs), best(job_of(4 * n), runs)
        if four < _MOST * max(once, _NOISE):
            return
        ratios.append(four / once)
        # Where memory comes from changes at some sizes; a true growth shows at the next one, too.
        n = 3 * n // 2
    pytest.fail(f"four times the text takes {min(ratios):.1f} times as long")


def size_above_noise(job_of: Callable[[int], Job], size_of: Callable[[int], int]) -> int:
    """The size from which a run takes long enough to be measured, or at which a text is long."""
    n = 500
    while (took := best(job_of(n), 1)) < _NOISE and (size := size_of(n)) < _LONGEST:
        wanted = min(16, 1.2 * _NOISE / max(took, 1e-6), 1.01 * _LONGEST / size)
        n = int(n * max(1.5, wanted))
    return n


def best(job: Job, runs: int) -> float:
    """The seconds of this process that the quickest of some runs takes.

    Without the collector of garbage, which now and then walks over all that other tests have left.
    """
    times: list[float] = []
    gc.disable()
    try:
        for _ in range(runs):
            start = time.process_time()
            job()
            times.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(times)
