"""How far a scan is, on a terminal; silent elsewhere.

How: one line, drawn anew a few times a second: share, rate, finds, the time that is left.
Cost: `rich`, where somebody watches.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import define

from tazdump._cli.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from tazdump.corpus import Progress


@contextmanager
def shown_progress() -> Generator[Callable[[Progress], object]]:
    """Give what is to be told how far a scan is; nothing of it is seen but on a terminal."""
    lost = 0

    def tell_lost(progress: Progress) -> None:
        nonlocal lost
        if progress.lost > lost:
            lost = progress.lost
            say("a worker process died; what it read will be read again")

    if not sys.stderr.isatty():
        yield tell_lost
        return
    from rich import progress as rich_progress  # noqa: PLC0415 - only a terminal has a bar
    from rich.console import Console  # noqa: PLC0415 - only a terminal has a bar

    with rich_progress.Progress(
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(bar_width=20),
        rich_progress.TaskProgressColumn(),
        rich_progress.TextColumn("{task.fields[told]}"),
        rich_progress.TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("Looking", total=None, told="")
        rate = Rate()

        def tell(progress: Progress) -> None:
            tell_lost(progress)
            bar.update(
                task,
                description=progress.stage.capitalize(),
                total=progress.size,
                completed=progress.done,
                told=rate.told(progress, time.monotonic()),
            )

        yield tell


@define
class Rate:
    """How fast a scan is, since it was first asked: what a run before has read was not read now."""

    _first: tuple[float, Progress] | None = None

    def told(self, progress: Progress, now: float) -> str:
        """Tell rate and finds.

        >>> from tazdump.corpus import Progress
        >>> rate, begun = Rate(), Progress(stage="reading", done=0, size=9000000)
        >>> now = Progress(stage="reading", done=5000000, size=9000000, records=7000, dumps=3)
        >>> rate.told(begun, 1.0), rate.told(now, 3.0)
        ('0 dumps', '2.5 MB/s · 3,500 records/s · 3 dumps')
        """
        then, first = self._first = self._first or (now, progress)
        found = f"{progress.dumps:,} dumps"
        if now == then or progress.stage != first.stage:
            return found
        size = (progress.done - first.done) / (now - then) / 1e6
        records = (progress.records - first.records) / (now - then)
        return f"{size:,.1f} MB/s · {records:,.0f} records/s · {found}"
