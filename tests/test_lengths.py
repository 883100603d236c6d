"""What the lengths promise: chances that are true to the model, and places taken by their chance.

How: chances are held against the sum over all ways to divide, written out; gauges against theirs.
"""

from __future__ import annotations

import itertools
from math import exp, isclose, lgamma, log

from hypothesis import example, given
from hypothesis import strategies as st

from tazdump._lengths import Gauge, chances, divide, gauge_of, needed


class TestLengthsAreWeighed:
    def test_a_text_without_proofs_is_gauged_by_what_is_usual(self) -> None:
        mean, power, scale = gauge_of([0])
        assert isclose(mean, (1 + 4 * 7) / 5)
        assert isclose(power, 6.0)
        shape = power + 1
        assert isclose(scale, shape * log(shape) - lgamma(shape) - log(mean))

    def test_a_text_is_gauged_by_what_it_proves(self) -> None:
        ends = [1, 9, 11, 19]
        spread = ((4 + 64 + 4 + 64) / 4 / 25 - 1) * 4
        assert isclose(gauge_of(ends)[0], (20 + 4 * 7) / 8)
        assert isclose(gauge_of(ends)[1], (7 / (spread + 3 * 0.3) - 1) * 2)
        assert isclose(gauge_of(range(7, 400, 8))[1], 6)
        assert gauge_of([*range(99), 999])[1] == 0

    @given(
        st.lists(st.tuples(st.integers(1, 9), st.floats(-4, 4)), min_size=1, max_size=6),
        st.integers(1, 9),
        st.floats(3, 15),
        st.floats(0, 6),
    )
    def test_a_chance_is_the_share_of_all_ways_to_divide(
        self, steps: list[tuple[int, float]], last: int, mean: float, power: float
    ) -> None:
        stops = list(itertools.accumulate(length for length, _ in steps))
        found = [(stop, odds) for stop, (_, odds) in zip(stops, steps, strict=True)]
        shares = [0.0] * len(found)
        total = 0.0
        for way in itertools.product((False, True), repeat=len(found)):
            taken = [weighed for weighed, is_end in zip(found, way, strict=True) if is_end]
            bounds = [0, *(place for place, _ in taken), stops[-1] + last]
            share = exp(sum(weight + 1.5 for _, weight in taken))
            for start, end in itertools.pairwise(bounds):
                share *= min((end - start) / mean, 8) ** power
            total += share
            shares = [old + share * is_end for old, is_end in zip(shares, way, strict=True)]
        ours = chances((0, stops[-1] + last), found, (mean, power, 1.5))
        for chance, share in zip(ours, shares, strict=True):
            assert isclose(chance, share / total, rel_tol=1e-6)

    @given(
        st.integers(1, 60),
        st.integers(1, 60),
        st.integers(0, 9),
        st.tuples(st.floats(3, 15), st.floats(0, 6), st.floats(-4, 4)),
    )
    def test_what_a_lone_break_needs_makes_its_chances_even(
        self, before: int, behind: int, start: int, gauge: Gauge
    ) -> None:
        need = needed(before + behind, before, gauge)
        bounds = start, start + before + behind
        (chance,) = chances(bounds, [(start + before, need)], gauge)
        assert isclose(chance, 0.5, rel_tol=1e-6)

    @given(st.lists(st.tuples(st.integers(1, 12), st.floats(-3, 3)), min_size=1, max_size=40))
    @example([(9, 0.0)] * 20)
    @example([(4, 3.0), (12, 0.0)])
    def test_a_block_reaches_from_the_last_end_to_the_first_place_of_the_next(
        self, steps: list[tuple[int, float]]
    ) -> None:
        gauge, start, expected = (7.0, 5.5, 1.5), 0, list[int]()
        stops = list(itertools.accumulate(length for length, _ in steps))
        places = [(stop, odds) for stop, (_, odds) in zip(stops, steps, strict=True)]
        bounds = [*stops, stops[-1] + 5]
        for first in range(0, len(places), 16):
            block = places[first : first + 16]
            end = bounds[min(first + 16, len(places))]
            likely = [chance > 0.5 for chance in chances((start, end), block, gauge)]
            expected += [place for (place, _), is_end in zip(block, likely, strict=True) if is_end]
            start = expected[-1] if expected else 0
        assert divide(bounds[-1], places, gauge) == expected

    def test_places_are_taken_in_blocks_that_follow_each_other(self) -> None:
        gauge = (7.0, 5.5, 4.0)
        many = [(7 * i, 4.0) for i in range(1, 60)]
        assert divide(7 * 60, many, gauge) == [place for place, _ in many]
        assert divide(7 * 60, [(place, -40.0) for place, _ in many], gauge) == []
        for count in (16, 17, 32, 33):
            some = many[:count]
            assert divide(7 * count + 7, some, gauge) == [place for place, _ in some]

    def test_a_place_is_taken_if_it_is_likelier_an_end_than_not(self) -> None:
        assert divide(10, [(5, 0.0)], (5.0, 0.0, 0.0)) == []
        assert divide(10, [(3, 0.0), (6, 0.0)], (5.0, 0.0, 0.0)) == []
        for chance, found in ((0.51, [5]), (0.49, [])):
            places = [(5, log(chance / (1 - chance)))]
            assert divide(10, places, (2.5, 1.0, 0.0)) == found
