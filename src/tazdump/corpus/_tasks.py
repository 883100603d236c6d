"""Tasks: what a worker process reads at a time, and what an interrupted scan need not read again.

How: runs of parts, of about the same size each. Which parts are a task depends on the sources
alone, so that every run over the same sources makes the same tasks. Cost: one task at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tazdump.corpus._sources import Part

#: A task is about this large: at least, for starting one and keeping its result costs some
#: milliseconds; and at most, for it is what an interrupt loses.
SMALLEST: Final = 1 << 20
LARGEST: Final = 64 << 20
#: As many tasks as keep all processes busy to the end, on machines of some dozen cores.
_WANTED: Final = 256
#: The most parts in a task, for parts may be very small.
_MOST: Final = 1000


@final
@frozen
class Task:
    """A run of parts. A relative part has a task of its own."""

    number: int
    parts: tuple[Part, ...]

    @property
    def relative(self) -> bool:
        """Do its records' numbers go on from those of the task before?"""
        return self.parts[0].relative

    def __str__(self) -> str:
        """Name its files, for a sentence."""
        first, last = self.parts[0].files[0], self.parts[-1].files[-1]
        return first if first == last else f"{first} to {last}"


def size_of_tasks(total: int) -> int:
    """How large a task should be where all the sources are so many bytes.

    >>> [size_of_tasks(n << 20) for n in (1, 1024, 1 << 20)]
    [1048576, 4194304, 67108864]
    """
    return min(LARGEST, max(SMALLEST, total // _WANTED))


def tasks(parts: Iterable[Part], size: int) -> Iterator[Task]:
    """Gather parts, in their order, to tasks of about this size."""
    number, held, weight = 0, list["Part"](), 0
    for part in parts:
        # Numbers that go on from another part's are known when both are read: see `_merge`.
        alone = part.relative or (held and held[0].relative)
        if held and (alone or weight + part.size > size or len(held) == _MOST):
            yield Task(number, tuple(held))
            number, held, weight = number + 1, [], 0
        held.append(part)
        weight += part.size
    if held:
        yield Task(number, tuple(held))
