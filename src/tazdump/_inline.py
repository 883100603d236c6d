"""Links in running text: ``[1][text]``, joined over line breaks.

How: one walk over the brackets of a paragraph; a link that never closes is text, or ends at a cut.
Cost: linear in the paragraph, whatever its brackets. Rule: FORMAT 1.3, links.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A link in a text: where its mark starts and ends, its number, and where its text stands."""

    start: int
    end: int
    number: int
    text_start: int
    text_end: int
    #: It has its closing bracket; otherwise it ends at a cut.
    closed: bool


class Spans(NamedTuple):
    """The links of a text, and where links stand that were never closed."""

    links: list[Span]
    unclosed: list[int]


def find_links(text: str, cuts: Sequence[int] = ()) -> Spans:
    """The links of a text; `cuts` are the places behind the ``…`` of cut lines, in order.

    A bracket pair inside a link's text is part of it. A link that another one, or the end,
    interrupts is closed at its first bracket, else at the first cut behind it, else it is none.

    >>> find_links("ein [1][Text [sic] dazu].").links[0][3:5]
    (8, 23)
    """
    spans = Spans([], [])
    if "][" not in text:
        return spans
    opened: tuple[int, int, int] | None = None
    depth, first_close = 0, -1
    end = len(text)
    bracket, close = text.find("["), text.find("]")
    while bracket >= 0 or close >= 0:
        if 0 <= bracket < (close if close >= 0 else end):
            # A number and two brackets open a link; nine digits are more than any has.
            number = text[bracket + 1 : close] if 1 < close - bracket <= 10 else ""
            if number.isdecimal() and number.isascii() and text.startswith("][", close):
                if opened:
                    _interrupt(spans, opened, first_close, bracket, cuts)
                opened = bracket, int(number), close + 2
                depth, first_close = 1, -1
                bracket, close = text.find("[", close + 2), text.find("]", close + 1)
                continue
            depth += 1
            bracket = text.find("[", bracket + 1)
            continue
        depth -= 1
        if opened:
            if first_close < 0:
                first_close = close
            if not depth:
                start, value, inside = opened
                spans.links.append(Span(start, close + 1, value, inside, close, True))
                opened = None
        close = text.find("]", close + 1)
    if opened:
        _interrupt(spans, opened, first_close, len(text), cuts)
    return spans


def _interrupt(
    spans: Spans, opened: tuple[int, int, int], first_close: int, limit: int, cuts: Sequence[int]
) -> None:
    """End a link that has not closed before the limit."""
    start, number, inside = opened
    behind = bisect_right(cuts, inside)
    cut = cuts[behind] if behind < len(cuts) and cuts[behind] <= limit else -1
    if first_close >= 0 and (cut < 0 or first_close < cut):
        spans.links.append(Span(start, first_close + 1, number, inside, first_close, True))
    elif cut >= 0:
        spans.links.append(Span(start, cut, number, inside, cut, False))
    else:
        spans.unclosed.append(start)
