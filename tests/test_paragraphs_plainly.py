"""Promise: the short ways to the ends of paragraphs lead where the long way leads.

How: the long way is written out here, as FORMAT 1.3 has it: each break is asked whether the next
word would have fitted, and each stretch is weighed. Cost: some seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from tazdump._evidence import MAY_END, weigh
from tazdump._fill import WIDTH, fill, fits, proof_of, proves_end
from tazdump._lengths import divide, gauge_of
from tazdump._paragraphs import End, paragraph_ends

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def ends_the_long_way(lines: Sequence[str], cut: Collection[int]) -> list[End]:
    """What `paragraph_ends` says, with nothing passed over."""
    ends = [End.NONE] * len(lines)
    tight: set[int] = set()
    breaks: list[int] = []
    for at in range(len(lines) - 1):
        line, following = lines[at], lines[at + 1]
        whole = fill(following, 1)[0]
        proof = None if at in cut else proof_of(line, following, following.find(" "))
        if proof:
            ends[at] = End.PROVED
        elif line[-1] in MAY_END or (at in cut and len(line) + len(whole) < WIDTH):
            breaks.append(at)
            if proof is None and at not in cut:
                tight.add(at)
    if lines:
        ends[-1] = End.PROVED
    proved = [at for at, end in enumerate(ends) if end is End.PROVED]
    interview = any(line.startswith("taz: ") for line in lines)
    text = (lines, frozenset(cut), tight, interview)
    first = 0
    for last in proved:
        places = weigh(text, first, [at for at in breaks if first <= at < last])
        if places:
            for place in divide(last + 1 - first, places, gauge_of(proved)):
                ends[first + place - 1] = End.JUDGED
        first = last + 1
    return ends


#: Lines of a body have no blanks around them.
begins = st.sampled_from(
    [
        *(
            "Danach",
            "Der Wind",
            "und so",
            "taz: Kam",
            "Ada Bär: Es",
            "Freund*innen",
            "Er*",
            "A:b:c",
        ),
        *("Dann,  so", "x", "23.05 Uhr: Es", "„Der", "(So", "Aber", "Mit *", "Ja ", "a  b"),
    ]
)
ends = st.sampled_from(
    ["und", "so.", "so?", "so!“", "so:", "so …", "(dpa)", "1.", "so.)", "e*n", "so,"]
)


def line_of(begin: str, end: str, width: int) -> str:
    """A line that begins and ends so, and is so wide if there is room."""
    room = max(0, width - len(begin) - len(end) - 1)
    filler = " nun der Regen auf das Land und auf das Meer und auf den Weg und"
    return f"{begin}{filler.ljust(room, 'n')[:room]} {end}"


widths = st.integers(55, 76) | st.integers(70, 75) | st.integers(1, 76)
Shape = tuple[str, str, int]


#: Only in an interview does a question end its paragraph here.
ASKED: tuple[Shape, ...] = (
    *(("Der Wind", "so?", 71), ("und so", "so?", 74), ("und so", "so?", 75)),
    *(("Der Wind", "und", 75), ("und so", "so?", 73), ("und so", "so?", 71)),
)
ASKED_ELSEWHERE: tuple[Shape, ...] = (
    *(("Der Wind", "so?", 71), ("Der Wind", "so.", 74), ("und so", "und", 72)),
    *(("und so", "so?", 73), ("Der Wind", "und", 74), ("und so", "so?", 75)),
    ("Der Wind", "so.", 72),
)


class TestTheEnds:
    @given(st.lists(st.tuples(begins, ends, widths), max_size=24), st.sets(st.integers(0, 22)))
    @example(
        [("Der Wind", "so.", 73), ("Der Wind", "so.", 74), ("23.05 Uhr: Es", "so:", 20)], set()
    )
    @example(
        [("Ja", "so!“", 75), ("Ja", "so.", 37), ("Ja", "so …", 73), ("taz: Ja", "so.", 73)], set()
    )
    @example([("taz: Kam", "und", 71), *ASKED], set())
    @example([*ASKED_ELSEWHERE], set())
    def test_are_those_of_the_long_way(self, shapes: list[Shape], some: set[int]) -> None:
        lines = [line_of(*shape) for shape in shapes]
        cut = {at for at in some if at + 1 < len(lines) and at % 3 == 0}
        assert paragraph_ends(lines, cut) == ends_the_long_way(lines, cut)

    @given(
        st.lists(st.sampled_from(["Es regnete.", "So war es?", "taz: Kam Wind?", "Ja, sehr."])),
        st.integers(1, 40),
    )
    def test_are_so_in_filled_text_too(self, sentences: list[str], times: int) -> None:
        lines = [line for _ in range(2) for line in fill(" ".join(sentences * times))]
        assert paragraph_ends(lines) == ends_the_long_way(lines, ())


class TestBothQuestionsAtOnce:
    @given(st.integers(40, 76), st.text("aeß*: ", min_size=1, max_size=14), st.text("n*: ."))
    @example(66, "aaaa", "")
    @example(66, " aaa", "")
    @example(66, "aaaa ", "")
    @example(66, "aa  aa", "")
    @example(62, "a*b", "")
    @example(62, "aaa", "n*n")
    @example(62, "a *:*:", "")
    def test_are_answered_as_each_is(self, width: int, following: str, end: str) -> None:
        line = ("Regen " * 13)[: max(1, width - len(end))] + end
        proof = proof_of(line, following, following.find(" "))
        assert (proof is not False) == fits(line, following)
        assert (proof is True) == proves_end(line, following)
