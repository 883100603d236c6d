"""Where paragraphs end when blank lines are lost: proved by the fill at 75, or judged.

How: a break before a word that would have fitted is an end, unless a hidden width explains it. In
the stretches between, breaks that look like a sentence's end are weighed (`_evidence`), and all
ways to divide a stretch are held against each other (`_lengths`). Cost: linear; about 0.4 µs a line
and 5 µs a break that is weighed. Rules: FORMAT 1.3 and 2. Numbers: benchmarks/derive_layout.py.
"""

from __future__ import annotations

from enum import IntEnum
from itertools import count, islice, repeat
from operator import add
from typing import TYPE_CHECKING, Final

from tazdump._evidence import MAY_END, ORDINARY, is_ordinary, weigh
from tazdump._fill import WIDTH, fill, fits, proof_of, proves_end
from tazdump._lengths import divide, gauge_of, needed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tazdump._evidence import Text
    from tazdump._lengths import Gauge

__all__ = ["End", "fill", "fits", "paragraph_ends", "proves_end"]


class End(IntEnum):
    """Does a paragraph end behind a line?

    >>> bool(End.NONE), bool(End.JUDGED), End.PROVED > End.JUDGED
    (False, True, True)
    """

    NONE = 0
    JUDGED = 1
    PROVED = 2


_MAY_END: Final = frozenset(MAY_END)
_NONE, _JUDGED, _PROVED = End.NONE, End.JUDGED, End.PROVED


#: Lines between two proved ends, the first and the last, and the breaks that may be ends in it.
_Stretch = tuple[int, int, list[int]]


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
    found, judged = found_ends(lines, frozenset(cut))
    for at in found:
        ends[at] = _JUDGED if at in judged else _PROVED
    return ends


def found_ends(lines: Sequence[str], cut: frozenset[int]) -> tuple[list[int], Collection[int]]:
    """The lines behind which a paragraph ends, in order, and those of them that are judged."""
    if not lines:
        return [], ()
    stretches: list[_Stretch] = []
    tight: set[int] = set()
    proved = _prove(lines, cut, stretches, tight)
    judged: list[int] = []
    if stretches:
        text = lines, cut, tight, _is_interview(lines, stretches)
        gauge = gauge_of(proved)
        for stretch in stretches:
            first, last, breaks = stretch
            length = last + 1 - first
            if _is_whole(text, stretch, gauge):
                continue
            places = weigh(text, first, breaks)
            if places:
                judged += [first + place - 1 for place in divide(length, places, gauge)]
    return (sorted([*proved, *judged]), frozenset(judged)) if judged else (proved, ())


def _is_whole(text: Text, stretch: _Stretch, gauge: Gauge) -> bool:
    """Do the lengths alone say that a stretch has no end in it? So it is with two of three."""
    first, last, breaks = stretch
    for at in breaks:
        need = needed(last + 1 - first, at + 1 - first, gauge)
        if need < ORDINARY or not is_ordinary(text, at):
            return False
    return True


def _is_interview(lines: Sequence[str], stretches: Sequence[_Stretch]) -> bool:
    """Does a line open with `taz: `? Only asked where a question may end a paragraph."""
    for _, _, breaks in stretches:
        for at in breaks:
            if "?" in lines[at]:
                return any(line.startswith("taz: ") for line in lines)
    return False


def _prove(
    lines: Sequence[str], cut: frozenset[int], stretches: list[_Stretch], tight: set[int]
) -> list[int]:
    """The ends that the lengths prove; `stretches` takes those between that have other breaks.

    `tight` takes the breaks at which the next word fits, but by so little that it proves nothing.
    """
    proved: list[int] = []
    breaks: list[int] = []
    start = 0
    blanks = list(map(str.find, lines, repeat(" ")))
    # With the next word; too little where there is no blank, which is then looked at again.
    widths = map(add, map(len, lines), islice(blanks, 1, None))
    # Most lines are full and end in the middle of a sentence: they are passed over in one go.
    looked_at = [
        at
        for at, width, line in zip(count(), widths, lines, strict=False)
        if width < WIDTH or line[-1] in _MAY_END
    ]
    for at in looked_at:
        line, following, blank = lines[at], lines[at + 1], blanks[at + 1]
        room = WIDTH - 1 - len(line) - (blank if blank > 0 else len(following))
        if room < 0:
            if line[-1] in _MAY_END:
                breaks.append(at)
        elif at in cut:
            breaks.append(at)
        else:
            proof = proof_of(line, following, blank)
            if proof:
                proved.append(at)
                if breaks:
                    stretches.append((start, at, breaks))
                    breaks = []
                start = at + 1
            elif line[-1] in _MAY_END:
                breaks.append(at)
                if proof is None:
                    tight.add(at)
    last = len(lines) - 1
    proved.append(last)
    if breaks:
        stretches.append((start, last, breaks))
    return proved
