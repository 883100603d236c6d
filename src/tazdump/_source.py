"""The text as it was given, its lines, and where they stand.

How: lines end at LF, CRLF and CR alone (never `str.splitlines`, which also ends them at form
feeds and U+2028); offsets are worked out when first asked for. Cost: one pass, then O(1).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import final, overload

from attrs import field, frozen

from tazdump._patterns import LINE_END


def split_lines(text: str) -> list[str]:
    r"""The lines of a text without their ends; a line end at the very end begins no new line.

    >>> split_lines("a\r\nb\rc\n")
    ['a', 'b', 'c']
    """
    if "\r" in text:
        lines = text.split("\r\n")
        ends = len(lines) - 1
        if text.count("\n") != ends or text.count("\r") != ends:  # Some stand alone.
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    else:
        lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


@final
class Lines(Sequence[str]):
    """The lines of a text, split when one is first asked for: of most tables, none is."""

    __slots__ = ("_lines", "_text")

    def __init__(self, text: str) -> None:
        """Keep the text alone."""
        self._text = text
        self._lines: list[str] | None = None

    def whole(self) -> list[str]:
        """All of them."""
        if self._lines is None:
            self._lines = split_lines(self._text)
        return self._lines

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        """The line at an index from 0, or some lines."""
        return self.whole()[index]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.whole())


@final
@frozen(kw_only=True)
class Source:
    r"""A text and its lines, numbered from 1; `page.source` of every page that was read.

    >>> source = Source(verbatim="eins\r\nzwei\ndrei")
    >>> len(source), source.line(2), source.offsets((2, 3)), source.text((2, 3))
    (3, 'zwei', (6, 15), 'zwei\ndrei')
    """

    #: The whole text, exactly as it was given.
    verbatim: str = field(repr=False)
    _bounds: tuple[tuple[int, int], ...] | None = field(
        default=None, init=False, eq=False, repr=False
    )

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self._lines())

    def line(self, number: int) -> str:
        """The line with that number, without its end."""
        return self.text((number, number))

    def text(self, lines: tuple[int, int]) -> str:
        """What stands on these lines, first and last, as given: `source.text(node.lines)`.

        The ends of all lines but the last are part of it. Raises `IndexError` for lines that
        are not there.
        """
        start, end = self.offsets(lines)
        return self.verbatim[start:end]

    def offsets(self, lines: tuple[int, int]) -> tuple[int, int]:
        """Where that text starts and ends, in code points from 0.

        Raises `IndexError` for lines that are not there.
        """
        first, last = lines
        bounds = self._lines()
        if not 1 <= first <= last <= len(bounds):
            msg = f"lines {first} to {last} are not in a text of {len(bounds)} lines"
            raise IndexError(msg)
        return bounds[first - 1][0], bounds[last - 1][1]

    def _lines(self) -> tuple[tuple[int, int], ...]:
        # Two threads may both work it out; the results are equal, so no lock is needed.
        if self._bounds is None:
            bounds: list[tuple[int, int]] = []
            start = 0
            for end in LINE_END.finditer(self.verbatim):
                bounds.append((start, end.start()))
                start = end.end()
            if start < len(self.verbatim):
                bounds.append((start, len(self.verbatim)))
            object.__setattr__(self, "_bounds", tuple(bounds))
            return tuple(bounds)
        return self._bounds
