"""Where paragraphs end when blank lines are lost: proved by the fill at 75, or judged.

How: a break before a word that would have fitted is an end, unless a hidden width explains it. In
the stretches between, breaks that look like a sentence's end are weighed (`_evidence`), and all
ways to divide a stretch are held against each other. Cost: linear; about 0.3 µs a line and 5 µs a
break that is weighed. Rules: FORMAT 1.3 and 2. Numbers: benchmarks/derive_layout.py.
"""

from __future__ import annotations

from enum import IntEnum
from itertools import islice
from math import exp, lgamma, log
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from tazdump._evidence import MAY_END, Text, Weighed, weigh
from tazdump._fill import WIDTH, fill, fits, proves_end

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["End", "fill", "fits", "paragraph_ends", "proves_end"]


class End(IntEnum):
    """Does a paragraph end behind a line?

    >>> bool(End.NONE), bool(End.JUDGED), End.PROVED > End.JUDGED
    (False, True, True)
    """

    NONE = 0
    JUDGED = 1
    PROVED = 2


_NONE, _JUDGED, _PROVED = End.NONE, End.JUDGED, End.PROVED

# Lengths of paragraphs are taken as gamma-distributed, with the mean and the spread (the squared
# coefficient of variation) that the lines of the text prove, as if it had proved these besides:
_MEAN: Final = 7.0
_MEAN_COUNT: Final = 4
_SPREAD: Final = 0.3
_SPREAD_COUNT: Final = 3
#: Few texts are more regular, and to think so would trust the lengths too far.
_LEAST_SPREAD: Final = 0.25
#: Stretches whose ends are not all found yet make the spread look larger than it is.
_SHARPEN: Final = 2.0
#: An end is judged from this chance on: a wrong end costs a reader more than a missing one.
_SURE: Final = 0.6
#: So many breaks of a stretch are held against each other at once, which bounds the cost.
_BLOCK: Final = 16
#: No part counts for more than so many mean paragraphs, which bounds the numbers.
_LONGEST: Final = 8.0


class _Stretch(NamedTuple):
    """Lines between two proved ends, and the breaks in it that may be ends."""

    first: int
    last: int
    breaks: list[int]


class _Gauge(NamedTuple):
    """How long the paragraphs of a text are: what each way to divide a stretch is measured by."""

    mean: float
    power: float
    scale: float


def paragraph_ends(lines: Sequence[str], cut: Collection[int] = ()) -> list[End]:
    """For each of some consecutive lines of a body: does a paragraph end behind it (FORMAT 1.3)?

    `lines` have no blank lines, headings or captions among them. `cut` are the indexes (from 0) of
    lines that the proxy cut (FORMAT 2): their true lengths are unknown, so they prove nothing.
    The last line always is an end. An end is proved where the next word would have fitted,
    whatever may be hidden; it is judged where the evidence for one is strong.

    >>> text = fill("Am Morgen begann der lange Regen, und niemand sah ihn kommen. " * 3)
    >>> [end.name for end in paragraph_ends([*text, "Danach schien die Sonne."])]
    ['NONE', 'NONE', 'PROVED', 'PROVED']
    """
    ends = [_NONE] * len(lines)
    if not lines:
        return ends
    cut = frozenset(cut)
    tight: set[int] = set()
    stretches = _prove(lines, cut, ends, tight)
    if stretches:
        interview = any(line.startswith("taz: ") for line in lines)
        text = Text(lines, cut, frozenset(tight), interview)
        gauge = _gauge(ends)
        for stretch in stretches:
            places = weigh(text, stretch.first, stretch.breaks)
            for place in _divide(stretch.last + 1 - stretch.first, places, gauge):
                ends[stretch.first + place - 1] = _JUDGED
    return ends


def _prove(
    lines: Sequence[str], cut: frozenset[int], ends: list[End], tight: set[int]
) -> list[_Stretch]:
    """Set the ends that the lengths prove; the stretches between that have other breaks.

    `tight` takes the breaks at which the next word fits, but by so little that it proves nothing.
    """
    stretches: list[_Stretch] = []
    breaks: list[int] = []
    start = 0
    line = lines[0]
    for at, following in enumerate(islice(lines, 1, None)):
        blank = following.find(" ")
        if len(line) + (blank if blank > 0 else len(following)) >= WIDTH:
            if line[-1:] in MAY_END:
                breaks.append(at)
        elif at in cut:
            breaks.append(at)
        elif proves_end(line, following):
            ends[at] = _PROVED
            if breaks:
                stretches.append(_Stretch(start, at, breaks))
                breaks = []
            start = at + 1
        elif line[-1:] in MAY_END:
            breaks.append(at)
            if fits(line, following):
                tight.add(at)
        line = following
    ends[-1] = _PROVED
    if breaks:
        stretches.append(_Stretch(start, len(lines) - 1, breaks))
    return stretches


def _gauge(ends: Sequence[End]) -> _Gauge:
    """The gauge of a text from the lengths of what its proved ends part."""
    count = squares = 0
    start = -1
    for at, end in enumerate(ends):
        if end:
            count += 1
            squares += (at - start) ** 2
            start = at
    mean = (len(ends) + _MEAN * _MEAN_COUNT) / (count + _MEAN_COUNT)
    proved = squares * count / len(ends) ** 2 - 1
    spread = (proved * count + _SPREAD * _SPREAD_COUNT) / (count + _SPREAD_COUNT)
    power = max(0.0, (1 / max(spread, _LEAST_SPREAD) - 1) * _SHARPEN)
    shape = power + 1
    return _Gauge(mean, power, shape * log(shape) - lgamma(shape) - log(mean))


def _divide(length: int, places: Sequence[Weighed], gauge: _Gauge) -> list[int]:
    """Those places at which a stretch of so many lines is divided."""
    chosen: list[int] = []
    start = 0
    for block in range(0, len(places), _BLOCK):
        some = places[block : block + _BLOCK]
        end = places[block + _BLOCK].place if block + _BLOCK < len(places) else length
        chances = _chances((start, end), some, gauge)
        for weighed, chance in zip(some, chances, strict=True):
            if chance > _SURE:
                start = weighed.place
                chosen.append(start)
    return chosen


def _chances(bounds: tuple[int, int], places: Sequence[Weighed], gauge: _Gauge) -> list[float]:
    """How likely each place is an end, over all ways to divide what lies between the bounds.

    A way weighs what its ends weigh times, for each part, its length in mean paragraphs to the
    power that the spread gives: the gamma density, whose other factors all ways share. Two sums,
    forward and backward, look at each pair of places once.
    """
    mean, power, scale = gauge
    stops = [bounds[0], *(weighed.place for weighed in places), bounds[1]]
    odds = [1.0, *(exp(weighed.weight + scale) for weighed in places), 1.0]
    parts = [
        [min((stop - before) / mean, _LONGEST) ** power for before in stops[:j]]
        for j, stop in enumerate(stops)
    ]
    forward = [1.0]
    for j in range(1, len(stops)):
        forward.append(odds[j] * sum(map(mul, forward, parts[j])))
    backward = [1.0] * len(stops)
    for i in range(len(stops) - 2, -1, -1):
        backward[i] = sum(backward[j] * odds[j] * parts[j][i] for j in range(i + 1, len(stops)))
    return [forward[j] * backward[j] / forward[-1] for j in range(1, len(stops) - 1)]
