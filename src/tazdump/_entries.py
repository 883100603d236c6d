"""Entries of a section that lost its link marks: which rows are titles, which are teasers.

How: the best reading of the whole section. Every row is weighed as a title and as a row of a
teaser, every break as a wrap and as an end; a dynamic programme over entries (a title, then up to
eight rows of teaser) finds the reading of the highest sum. Rules: FORMAT 1.1 to 1.3 and 2.
Cost: linear; two to three microseconds a row, a few lists.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, Final, NamedTuple

from tazdump._fill import HYPHENS, STAR, WIDTH, proof_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Shape(NamedTuple):
    """An entry, as indexes into the rows of its section."""

    #: The title's row; None where it is lost.
    title: int | None
    #: First row of the teaser and the one behind its last, if there is one.
    teaser: tuple[int, int] | None


#: Rows that a filled teaser may have: taz writes up to five, damage may add some.
_MOST_ROWS: Final = 8
#: With so much room for the next word a row was not filled, whatever columns are hidden.
_NEVER_FILLED: Final = HYPHENS + 3 * STAR
#: Transliteration makes a filled row longer, hardly by more than this.
_TRANSLITERATED: Final = 6
#: Kickers end before the first of these columns; hardly any behind the second.
_KICKER, _LATE_KICKER = 40, 56

# The weights are bits of evidence: -3 is what happens once in eight times. They were counted in 188
# entries of 27 pages, and kept milder where that is few; moving one by two changes little.

#: Less than any sum of evidence against a reading of a few rows.
_IMPOSSIBLE: Final = -60

#: A row's beginning: as a title, as a teaser's first row, as a later row.
_OTHER, _LOWER = False, True
_STARTS: Final = {
    _OTHER: (0, 0, -1),  # a capital, digit or quote: every second later row
    _LOWER: (-7, -8, -1),  # lower case: one title of 170 (a column's name), no teaser
}

#: A row's end: as a title, as a teaser's row before a wrap, as a teaser's last row.
_PLAIN, _STOP, _MARK, _QUOTE, _OPEN, _LOST = range(6)
_ENDS: Final = (
    (0, -1, -8),  # a word: teasers end with a sentence
    (-7, -4, 0),  # a full stop: no title; a sentence seldom ends just at a wrap
    (-4, -7, -4),  # a question or exclamation mark, an author's ellipsis: both have them
    (-4, -6, -7),  # a closing quote with no sentence before it: headlines quote
    (-9, -2, -10),  # a comma, an article, a preposition: only a wrap ends so
    (0, 0, 0),  # cut or torn off: a title as often as a teaser
)

#: A row's first `: `: as a title with a teaser, as a title without, as a teaser's row.
_NONE, _NEAR, _LATE = range(3)
_COLONS: Final = (
    (-5, -6, 0),  # one title of 54 has none; group headings have none, and no teaser
    (0, -6, -4),  # behind a kicker: nearly all titles, one row of twenty
    (-4, -10, -4),  # farther right
)
#: A title without colon and teaser is a group's heading, and ends with a word.
_NO_HEADING: Final = -4

#: A row's length: as a title, as a teaser's row.
_WIDTHS: Final = (
    (0, 0),
    (0, _IMPOSSIBLE),  # over 75, or with umlauts where info rows have none: a title
)
#: The same among rows that are not filled, by steps of 25 code points: titles have 24 to 95.
_LONG_WIDTHS: Final = ((-2, 0), (0, 0), (0, 0), (-4, 0), (-8, 0))

#: The break behind a row: as a wrap, as a title's end, as a teaser's end.
_FILLED, _HELD, _SHORT, _FREE, _CUT, _BLANK, _JOINED, _RAGGED, _TORN = range(9)
_BREAKS: Final = (
    (0, -2, -1),  # the next word would not have fitted: one title of five, by chance
    (-5, 0, 0),  # it would, but hidden columns may explain it
    (-14, 0, 0),  # it would
    (_IMPOSSIBLE, 0, 0),  # it would, and much more
    (0, 0, 0),  # the row was cut: nobody knows
    (_IMPOSSIBLE, 0, 0),  # a blank line
    (0, -20, -20),  # no blank line, where the others are kept
    (-6, -20, -20),  # the same, behind a row that is not filled
    (0, 4, 0),  # the page is torn off: a title may have lost its colon and its teaser
)
_PROOFS: Final = {False: _FILLED, None: _HELD, True: _SHORT}

#: A whole teaser's length, by steps of 25 code points: five of six have 125 to 150.
_LENGTHS: Final = (-8, -7, -5, -5, -2, 0, -3, -6, -6, -6, -6, -6, -6, -7, -7)
_STEP, _TOO_LONG, _LONGER = 25, 25 * len(_LENGTHS), -9
#: A teaser without title among entries that have theirs.
_ORPHAN: Final = -14
#: All titles may be lost where the best reading with titles costs more a row.
_BAD: Final = -3

_SENTENCE_ENDS: Final = {".": _STOP, "?": _MARK, "!": _MARK, "…": _MARK}
_ROW_ENDS: Final = {
    **_SENTENCE_ENDS,
    **dict.fromkeys("“”\"»«›‹’‘')]", _QUOTE),
    **dict.fromkeys(",;:-–—&/(„‚", _OPEN),
}
_FUNCTION_WORDS: Final = """
aber als am an auch auf aus bei beim bis das dass dem den denn der des die diese dieser dieses doch
durch ein eine einem einen einer eines für gegen hat ihr ihre ihrem ihren ihrer im in ist kein keine
mit nach oder ohne sein seine seinem seinen seiner seit sich sie sind sondern über um und unter vom
von vor war was wegen wenn wer wie wird wo zu zum zur zwischen Das Der Die Ein Eine Im In Mit Und
"""
#: Words with which hardly any title or sentence ends.
_OPEN_WORDS: Final = frozenset(_FUNCTION_WORDS.split())
_UMLAUTS: Final = frozenset("äöüßÄÖÜ")


class _Weights(NamedTuple):
    """What a row weighs, summed over its beginning, end, colon, length and the break behind it."""

    title: int
    #: A title without teaser.
    alone: int
    #: How much less a teaser's first row weighs than a later one.
    first: int
    #: A later row before a wrap, and one that is its teaser's last.
    inner: int
    last: int
    #: No teaser goes on behind the row; none has it behind another row, if titles are kept.
    is_end: bool
    is_alien: bool


@cache
def _weigh(start: bool, end: int, colon: int, width: tuple[int, int], behind: int) -> _Weights:
    """Sum up what a row's features weigh; there are a few hundred combinations."""
    title, first, later = _STARTS[start]
    end_title, inner, last = _ENDS[end]
    teased, alone, row = _COLONS[colon]
    wrap, title_break, teaser_break = _BREAKS[behind]
    title += end_title + width[0] + title_break
    later += row + width[1]
    if colon == _NONE and end not in {_PLAIN, _LOST}:
        alone += _NO_HEADING
    return _Weights(
        title=title + teased,
        alone=title + alone,
        first=first + row + width[1] - later,
        inner=later + inner + wrap,
        last=later + last + teaser_break,
        is_end=wrap <= _IMPOSSIBLE,
        is_alien=width[1] <= _IMPOSSIBLE,
    )


def find_entries(
    texts: Sequence[str],
    *,
    cut: Collection[int] = (),
    wrapped: bool = True,
    parted: Collection[int] | None = None,
    ascii_info: bool = False,
    titles_lost: bool | None = None,
) -> list[Shape]:
    """Tell the titles and teasers of a section apart; each row is in one shape, in order.

    `texts` are the section's rows, stripped, blank ones left out. `cut` holds the indexes of rows
    that the proxy cut, `parted` of rows behind a blank line (None: blank lines are lost). With
    `wrapped` false each teaser is one row. With `ascii_info` only titles have umlauts. Where
    `titles_lost` is true every row belongs to a teaser; None: that is judged from the rows.

    >>> find_entries(["Wetter: Es bleibt heiter", "Auch morgen scheint die Sonne."])
    [Shape(title=0, teaser=(1, 2))]
    """
    if not texts:
        return []
    starts = [text[0].islower() for text in texts]
    ends = list(map(_end, texts))
    colons = [_colon(text) if ": " in text else _NONE for text in texts]
    if wrapped:
        widths = _widths(texts, ascii_info=ascii_info)
        breaks = _breaks(texts, cut, parted)
        for i in cut:
            ends[i] = _LOST
    else:
        widths = [_LONG_WIDTHS[min(len(text), 100) // 25] for text in texts]
        breaks = [_BLANK] * len(texts)
    if ends[-1] not in {_STOP, _MARK}:
        ends[-1], breaks[-1] = _LOST, _TORN
    weights = list(map(_weigh, starts, ends, colons, widths, breaks))
    if titles_lost:
        return _shapes(_read(texts, weights, titles=False)[1])
    value, ways = _read(texts, weights, titles=True)
    if titles_lost is None and value < _BAD * len(texts):
        rival, rival_ways = _read(texts, weights, titles=False)
        if rival > value:
            ways = rival_ways
    return _shapes(ways)


def _end(text: str) -> int:
    """Tell how a row ends, by its last character or two, or its last word."""
    end = _ROW_ENDS.get(text[-1])
    if end is None:
        return _OPEN if text[text.rfind(" ") + 1 :] in _OPEN_WORDS else _PLAIN
    if end == _QUOTE:
        return _SENTENCE_ENDS.get(text[-2:-1], _QUOTE)
    return _MARK if end == _STOP and text[-3:] == "..." else end


def _colon(text: str) -> int:
    """Tell where a row's first `: ` stands; before lower case it ends no kicker."""
    at = text.index(": ")
    if at >= _LATE_KICKER or text[at + 2 : at + 3].islower():
        return _NONE
    return _NEAR if at < _KICKER else _LATE


def _widths(texts: Sequence[str], *, ascii_info: bool) -> list[tuple[int, int]]:
    """Tell which rows are in no filled teaser; a single long word overflows."""
    if not ascii_info:
        return [_WIDTHS[len(text) > WIDTH and " " in text] for text in texts]
    limit = WIDTH + _TRANSLITERATED
    return [_WIDTHS[len(text) > limit or not _UMLAUTS.isdisjoint(text)] for text in texts]


def _breaks(
    texts: Sequence[str], cut: Collection[int], parted: Collection[int] | None
) -> list[int]:
    """Tell what the break behind each row is."""
    breaks: list[int] = []
    line = texts[0]
    for following in texts[1:]:
        space = following.find(" ")
        room = WIDTH - 1 - len(line) - (space if space > 0 else len(following))
        if room < 0:
            breaks.append(_FILLED)
        elif room >= _NEVER_FILLED:
            breaks.append(_FREE)
        else:
            breaks.append(_PROOFS[proof_of(line, following, space)])
        line = following
    breaks.append(_CUT)
    for i in cut:
        breaks[i] = _CUT
    blanks = frozenset(parted or ())
    if any(0 < i < len(texts) for i in blanks):
        for i in range(len(texts) - 1):
            ragged = breaks[i] in {_SHORT, _FREE}
            breaks[i] = _BLANK if i + 1 in blanks else _RAGGED if ragged else _JOINED
    return breaks


def _read(texts: Sequence[str], weights: list[_Weights], *, titles: bool) -> tuple[int, list[int]]:
    """Find the best reading: its sum, and for each row the entry that ends before it.

    An entry is given by the row it begins with; inverted, where that is no title. Sums over the
    rows from the first on make each teaser's weight, and its length, a difference of two.
    """
    count = len(weights)
    best = [count * _MOST_ROWS * _IMPOSSIBLE] * (count + 1)
    ways = [0] * (count + 1)
    best[0] = 0
    titled, alone, first, inner, last, is_end, is_alien = zip(*weights, strict=True)
    sizes = list(accumulate([len(text) + 1 for text in texts], initial=0))
    inside = list(accumulate(inner, initial=0))
    # What reading a row as a teaser's last adds to all teasers alike; like `sizes` one behind it.
    whole = [0, *map(add, inside, last)]
    # Before these rows every teaser has ended.
    ends = [row for row in range(1, count) if is_end[row - 1] or (titles and is_alien[row])]
    ends.append(count)
    end = 0
    orphan = _ORPHAN if titles else 0
    opened = best[1]  # the best sum of a reading whose last row is a title, its teaser to follow
    for start in range(count):
        here = best[start]
        way, value = (start - 1, opened) if opened > here + orphan else (~start, here + orphan)
        value += first[start] - inside[start]
        before = sizes[start]
        if ends[end] <= start:
            end += 1
        for after in range(start + 1, min(start + _MOST_ROWS, ends[end]) + 1):
            size = sizes[after] - before
            reached = (
                value + whole[after] + (_LENGTHS[size // _STEP] if size < _TOO_LONG else _LONGER)
            )
            if reached > best[after]:
                best[after] = reached
                ways[after] = way
        if titles:
            opened = here + titled[start]
            if here + alone[start] > best[start + 1]:
                best[start + 1] = here + alone[start]
                ways[start + 1] = start
    return best[count], ways


def _shapes(ways: list[int]) -> list[Shape]:
    """List the entries of a reading, walked from its end."""
    shapes: list[Shape] = []
    end = len(ways) - 1
    while end:
        way = ways[end]
        if way < 0:
            shapes.append(Shape(None, (~way, end)))
            end = ~way
        else:
            shapes.append(Shape(way, (way + 1, end) if end > way + 1 else None))
            end = way
    shapes.reverse()
    return shapes
