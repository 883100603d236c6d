"""Whole lines from a stream, in blocks; of a range of bytes, those that begin in it.

How: pieces of 1 MiB, cut behind their last line end; a range has the lines that begin in it, so
that ranges side by side have every line once. Cost: linear; of a line no more is held than allowed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

_PIECE = 1 << 20


class Block(NamedTuple):
    """Whole lines, or one that is too long."""

    #: Where the first line begins, in bytes.
    offset: int
    #: The lines with their ends; empty for one that is too long.
    data: bytes


class _Lines:
    """Collects pieces until lines are whole."""

    def __init__(self, offset: int, limit: int, *, inside: bool) -> None:
        self.offset = offset
        self._limit = limit
        self._held: list[bytes] = []
        self._size = 0
        #: The line that is open is not wanted: too long, or the one that a range begins within.
        self._dropped = inside
        self._inside = inside

    def add(self, piece: bytes) -> Iterator[Block]:
        """Take the next piece, and give what is whole with it."""
        end = piece.rfind(b"\n") + 1
        if end:
            first = piece.find(b"\n") + 1 if self._dropped else 0
            if self._dropped:
                yield from self._end_dropped(first)
            if first < end:
                data = b"".join((*self._held, piece[first:end]))
                yield Block(self.offset, data)
                self.offset += len(data)
            self._held, self._size = [], 0
        self._hold(piece[end:])

    def _hold(self, rest: bytes) -> None:
        self._size += len(rest)
        if self._size > self._limit:
            self._dropped, self._held = True, []
        if not self._dropped and rest:
            self._held.append(rest)

    def _end_dropped(self, size: int) -> Iterator[Block]:
        if not self._inside:
            yield Block(self.offset, b"")
        self.offset += self._size + size
        self._dropped = self._inside = False
        self._size = 0

    def finish(self) -> Iterator[Block]:
        """Give the last line, which has no end."""
        if self._dropped:
            yield from self._end_dropped(0)
        elif self._held:
            yield Block(self.offset, b"".join(self._held))


def line_blocks(
    stream: io.BufferedReader, limit: int, *, start: int = 0, stop: int | None = None
) -> Iterator[Block]:
    """Blocks of the lines that begin at `start` or behind it and before `stop`.

    The stream stands one byte before `start`, or at its begin if that is 0. A line of more than
    `limit` bytes is a block without data.
    """
    position = max(0, start - 1)
    lines = _Lines(position, limit, inside=start > 0)
    while piece := stream.read1(_PIECE):
        last = -1 if stop is None else piece.find(b"\n", max(0, stop - 1 - position))
        if last >= 0:
            yield from lines.add(piece[: last + 1])
            return
        position += len(piece)
        yield from lines.add(piece)
    yield from lines.finish()
