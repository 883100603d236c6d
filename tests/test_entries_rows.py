"""What a row says of itself before a section is read: its end, colon, width, and the break behind.

How: tables with one trait each; and the reading that is taken, held against all readings there are.
Cost: a second.
"""

# What is proved here are private parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import _entries as entries
from tazdump._entries import _Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A kicker of so many columns, and a headline.
KICKER = "Der Bericht über das Wetter an der Küste und auf dem Land "


class TestTheEndOfARow:
    @pytest.mark.parametrize(
        ("end", "kind"),
        [
            ("Der Deich hält", entries._PLAIN),
            ("Der Hund", entries._PLAIN),
            ("der Mann", entries._PLAIN),
            ("Jahr 2025", entries._PLAIN),
            ("Der Deich hält.", entries._STOP),
            ("Er sagt: „Der Deich hält.“", entries._STOP),
            ("Der Deich hält ..", entries._STOP),
            ("Hält der Deich?", entries._MARK),
            ("Der Deich hält!", entries._MARK),
            ("Der Deich hält …", entries._MARK),
            ("Der Deich hält ...", entries._MARK),
            ("(Hält der Deich?)", entries._MARK),
            ("Er rief: „Der Deich!“", entries._MARK),
            ("Der „Deich“", entries._QUOTE),
            ("Der Deich (alt)", entries._QUOTE),
            ("“", entries._QUOTE),
            ("Der Deich hält, und", entries._OPEN),
            ("Von hier bis zum", entries._OPEN),
            ("und", entries._OPEN),
            ("Der Deich hält,", entries._OPEN),
            ("Der Deich hält –", entries._OPEN),
            ("Der Deich und „", entries._OPEN),
        ],
    )
    def test_is_told_by_its_last_characters_or_its_last_word(self, end: str, kind: int) -> None:
        assert entries._end(end) == kind


class TestTheColonOfARow:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("Deich: Er hält", entries._NEAR),
            ("Deich: Er hält: nicht", entries._NEAR),
            ("Deich: er hält: Nicht", entries._NONE),
            ("DEICH: er hält", entries._NONE),
            ("Deich: 1a gebaut", entries._NEAR),
            (f"{KICKER[:39]}: Es regnet", entries._NEAR),
            (f"{KICKER[:40]}: Es regnet", entries._LATE),
            (f"{KICKER[:55]}: Es regnet", entries._LATE),
            (f"{KICKER[:56]}: Es regnet", entries._NONE),
        ],
    )
    def test_ends_a_kicker_that_is_short_if_a_headline_follows(self, text: str, kind: int) -> None:
        assert entries._colon(text) == kind


class TestTheWidthOfARow:
    @pytest.mark.parametrize(
        ("text", "ascii_info", "title"),
        [
            ("abc " * 18 + "abc", False, False),
            ("abc " * 18 + "abcd", False, True),
            ("x" * 76, False, False),
            ("abc " * 20 + "a", True, False),
            ("abc " * 20 + "ab", True, True),
            ("Der Deich hält", True, True),
            ("Der Deich haelt", True, False),
            ("Der Deich hält", False, False),
        ],
    )
    def test_is_a_title_s_where_no_filled_row_has_it(
        self, text: str, ascii_info: bool, title: bool
    ) -> None:
        assert entries._widths([text], ascii_info=ascii_info) == [entries._WIDTHS[title]]


class TestTheBreakBehindARow:
    @pytest.mark.parametrize(
        ("line", "following", "kind"),
        [
            ("abc " * 18, "abcd", entries._FILLED),
            ("abc " * 17 + "ab", "abcd efg", entries._SHORT),
            ("abc " * 17 + "abc", "abcd efg", entries._FILLED),
            ("abc " * 17 + "ab", "abcd", entries._SHORT),
            ("abc " * 17 + "ab", "abcd  efg", entries._FILLED),
            ("abc " * 17 + "ab", "a bcdefghi", entries._SHORT),
            ("abc " * 17 + "ab", "", entries._SHORT),
            ("abc " * 16 + "ab", "*a*b*c*d ef", entries._FILLED),
            ("Nachbarinnen " + "abc " * 14 + "a", "abcd efg", entries._HELD),
            ("Nachbarinnen " + "abc " * 13 + "a", "abcd efg", entries._SHORT),
            ("abc " * 13 + "abc", "abcd efg", entries._SHORT),
            ("abc " * 13 + "ab", "abcd efg", entries._FREE),
            ("abc " * 13 + "ab", " abc", entries._FREE),
        ],
    )
    def test_is_told_by_the_room_it_left(self, line: str, following: str, kind: int) -> None:
        assert entries._breaks([line, following], (), None) == [kind, entries._CUT]
        assert entries._breaks(["abc", line, following], (), None)[1:] == [kind, entries._CUT]

    def test_is_unknown_where_the_row_was_cut(self) -> None:
        rows = ["abc", "abc", "abc"]
        assert entries._breaks(rows, [1], None) == [entries._FREE, entries._CUT, entries._CUT]

    def test_is_a_blank_line_or_none_where_they_are_kept(self) -> None:
        rows = ["abc " * 18, "abcd", "abc " * 17 + "ab", "abcd", "abc", "abc"]
        blank, joined, ragged = entries._BLANK, entries._JOINED, entries._RAGGED
        found = entries._breaks(rows, (), {1})[:-1]
        assert found == [blank, ragged, ragged, ragged, ragged]
        found = entries._breaks(rows, (), {5})[:-1]
        assert found == [joined, ragged, ragged, ragged, blank]
        found = entries._breaks(rows, (), {0, 2, 3, 6})[:-1]
        assert found == [joined, blank, blank, ragged, ragged]

    @pytest.mark.parametrize("parted", [None, (), {0}, {2}, {0, 2}])
    def test_says_nothing_of_blank_lines_where_none_is_inside(
        self, parted: set[int] | None
    ) -> None:
        assert entries._breaks(["abc", "abc"], (), parted) == [entries._FREE, entries._CUT]


def readings(count: int, *, titles: bool) -> Iterator[list[tuple[bool, int, int]]]:
    """All ways to divide rows into entries: has it a title, its first row, the row behind it."""
    if count == 0:
        yield []
    for start in range(count):
        for rest in readings(start, titles=titles):
            if count - start <= entries._MOST_ROWS:
                yield [*rest, (False, start, count)]
            if titles and count - start - 1 <= entries._MOST_ROWS:
                yield [*rest, (True, start, count)]


def worth(
    reading: Sequence[tuple[bool, int, int]],
    sizes: Sequence[int],
    weights: Sequence[_Weights],
    *,
    titles: bool,
) -> float:
    """What a reading weighs, term by term; without limit below zero where a teaser cannot be."""
    total = 0.0
    for titled, start, end in reading:
        if titled and end == start + 1:
            total += weights[start].alone
            continue
        rows = range(start + titled, end)
        total += weights[start].title if titled else entries._ORPHAN if titles else 0
        size = sum(sizes[row] + 1 for row in rows)
        length = entries._LENGTHS[size // 25] if size < entries._TOO_LONG else entries._LONGER
        total += weights[rows[0]].first + weights[rows[-1]].last + length
        for row in rows[1:]:
            total += weights[row - 1].inner
            if weights[row - 1].is_end or (titles and weights[row].is_alien):
                return -float("inf")
    return total


bits = st.integers(-12, 4)
rows = st.tuples(
    st.integers(0, 90),
    st.builds(
        _Weights,
        title=bits,
        alone=bits,
        first=bits | st.just(-60),
        inner=bits | st.just(-60),
        last=bits,
        is_end=st.booleans(),
        is_alien=st.booleans(),
    ),
)


class TestTheReading:
    @given(st.lists(rows, min_size=1, max_size=6), st.booleans())
    @example([(50, _Weights(-9, -9, 0, 8, 8, is_end=False, is_alien=False))] * 9, False)
    @example([(90, _Weights(4, -60, 0, 8, 8, is_end=False, is_alien=False))] * 5, True)
    @example([(123, _Weights(4, -60, 0, 8, 8, is_end=False, is_alien=False))], False)
    @example([(61, _Weights(-9, -9, 0, 8, 8, is_end=False, is_alien=False))] * 2, False)
    @example([(40, _Weights(-9, -9, 0, 8, 8, is_end=True, is_alien=False))] * 3, False)
    def test_is_the_best_of_all(self, given: list[tuple[int, _Weights]], titles: bool) -> None:
        sizes, weights = [size for size, _ in given], [weighed for _, weighed in given]
        value, ways = entries._read(["x" * size for size in sizes], weights, titles=titles)
        found = [
            (shape.title is not None, *span(shape.title, shape.teaser))
            for shape in entries._shapes(ways)
        ]
        assert worth(found, sizes, weights, titles=titles) == value
        assert value == max(
            worth(reading, sizes, weights, titles=titles)
            for reading in readings(len(sizes), titles=titles)
        )


def span(title: int | None, teaser: tuple[int, int] | None) -> tuple[int, int]:
    """The rows of an entry."""
    if teaser is None:
        assert title is not None
        return title, title + 1
    return teaser[0] if title is None else title, teaser[1]
