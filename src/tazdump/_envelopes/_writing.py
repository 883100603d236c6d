"""What the writers of Gopher's envelopes share: the fill at 75, and lines without blank ones.

How: lines in, lines out. Cost: linear. Rule: FORMAT 1.3, wrapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tazdump._envelopes._base import Kind, Line
from tazdump._fill import WIDTH, fill


def gopher_lines(
    lines: Iterable[Line], *, blank_lines: bool, marks: bool = False
) -> Iterator[Line]:
    """The lines as Gopher has them: text filled at 75 columns, its mark on every line.

    Without link `marks`, a link that has lost its text leaves no line.
    """
    for line in lines:
        if line.kind is Kind.BLANK and not blank_lines:
            continue
        if line.kind is Kind.LINK and not (line.text or marks):
            continue
        if line.fill:
            for text in fill(line.text, WIDTH - len(line.mark)):
                yield Line(Kind.INFO, line.mark + text)
        else:
            yield line._replace(text=line.mark + line.text)


def joined(lines: Iterable[str]) -> str:
    """The lines as a text whose every line has its end."""
    return "".join([line + "\n" for line in lines])
