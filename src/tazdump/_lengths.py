"""How long paragraphs are, and where a stretch of lines is divided so that its parts are as long.

How: lengths are taken as gamma-distributed, with a mean and a spread that the text itself proves;
each place of a stretch gets its chance over all ways to divide it. Cost: linear; 1 to 3 µs a place.
Numbers: benchmarks/derive_layout.py.
"""

from __future__ import annotations

from math import exp, lgamma, log
from operator import mul
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tazdump._evidence import Weighed

# The mean and the spread (the squared coefficient of variation) are those of the lengths that the
# text proves, as if it had proved so many of these besides:
_MEAN: Final = 7.0
_MEAN_COUNT: Final = 4
_SPREAD: Final = 0.3
_SPREAD_COUNT: Final = 3
#: Few texts are more regular, and to think so would trust the lengths too far.
_LEAST_SPREAD: Final = 0.25
#: Stretches whose ends are not all found yet make the spread look larger than it is.
_SHARPEN: Final = 2.0
#: An end is judged from this chance on: with less, more than one of a hundred ends found in
#: manuals that nothing was derived from would be wrong.
_SURE: Final = 0.5
#: So many breaks of a stretch are held against each other at once, which bounds the cost.
_BLOCK: Final = 16
#: No part counts for more than so many mean paragraphs, which bounds the numbers.
_LONGEST: Final = 8.0


#: How long the paragraphs of a text are, by which each way to divide a stretch is measured: their
#: mean; the power to which the length of a part counts, in means; what any further part adds, as
#: log-odds.
Gauge = tuple[float, float, float]


def gauge_of(ends: Sequence[int]) -> Gauge:
    """The gauge of a text from the lengths of what its proved ends part: the last lines of each."""
    count, squares, start = len(ends), 0, -1
    for at in ends:
        squares += (at - start) ** 2
        start = at
    length = start + 1
    mean = (length + _MEAN * _MEAN_COUNT) / (count + _MEAN_COUNT)
    proved = squares * count / length**2 - 1
    spread = (proved * count + _SPREAD * _SPREAD_COUNT) / (count + _SPREAD_COUNT)
    power = max(0.0, (1 / max(spread, _LEAST_SPREAD) - 1) * _SHARPEN)
    shape = power + 1
    return mean, power, shape * log(shape) - lgamma(shape) - log(mean)


def needed(length: int, place: int, gauge: Gauge) -> float:
    """What a break in so many lines must weigh at least to be as likely an end as not.

    This is so if it is the only one; others beside it make the parts shorter, and it needs more.
    """
    mean, power, scale = gauge
    whole, one, other = length / mean, place / mean, (length - place) / mean
    if whole > _LONGEST:  # Rare; `min` takes as long as all the rest.
        whole, one, other = _LONGEST, min(one, _LONGEST), min(other, _LONGEST)
    return power * log(whole / (one * other)) - scale


def divide(length: int, places: Sequence[Weighed], gauge: Gauge) -> list[int]:
    """Those places at which a stretch of so many lines is divided."""
    if len(places) == 1:  # Half of all stretches: the sums below come to this.
        place, weight = places[0]
        return [place] if weight > needed(length, place, gauge) else []
    chosen: list[int] = []
    start = 0
    for block in range(0, len(places), _BLOCK):
        some = places[block : block + _BLOCK]
        end = places[block + _BLOCK][0] if block + _BLOCK < len(places) else length
        for (place, _), chance in zip(some, chances((start, end), some, gauge), strict=True):
            if chance > _SURE:
                start = place
                chosen.append(place)
    return chosen


def chances(bounds: tuple[int, int], places: Sequence[Weighed], gauge: Gauge) -> list[float]:
    """How likely each place is an end, over all ways to divide what lies between the bounds.

    A way weighs what its ends weigh times, for each part, its length in mean paragraphs to the
    power that the spread gives: the gamma density, whose other factors all ways share. Two sums,
    forward and backward, look at each pair of places once.
    """
    mean, power, scale = gauge
    stops = [bounds[0], *[place for place, _ in places], bounds[1]]
    odds = [1.0, *[exp(weight + scale) for _, weight in places], 1.0]
    parts = [
        [min((stop - before) / mean, _LONGEST) ** power for before in stops[:j]]
        for j, stop in enumerate(stops)
    ]
    forward = [1.0]
    for j in range(1, len(stops)):
        forward.append(odds[j] * sum(map(mul, forward, parts[j])))
    backward = [1.0] * len(stops)
    for i in range(len(stops) - 2, 0, -1):
        total = 0.0
        for j in range(i + 1, len(stops)):
            total += backward[j] * odds[j] * parts[j][i]
        backward[i] = total
    return [forward[j] * backward[j] / forward[-1] for j in range(1, len(stops) - 1)]
