"""What speaks for an end at a break: each reason alone, on lines that are full to the last column.

How: tables of lines' ends and beginnings with the weight that each must have, or None for no end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from full_lines import full
from hypothesis import given
from hypothesis import strategies as st

from tazdump import _evidence as evidence
from tazdump._evidence import weigh

if TYPE_CHECKING:
    from collections.abc import Sequence


#: No line.
NONE: frozenset[int] = frozenset()


def places(lines: list[str], breaks: list[int], cut: Sequence[int] = ()) -> list[int]:
    """The breaks that are weighed, as the number of lines before them."""
    text = (lines, frozenset(cut), NONE, False)
    return [place for place, _ in weigh(text, 0, breaks)]


def weight(line: str, following: str, *, interview: bool = False, cut: bool = False) -> int | None:
    """The weight of a break; None where no paragraph can end."""
    text = ([line, following], frozenset([0][: int(cut)]), NONE, interview)
    found = weigh(text, 0, [0])
    return round(10 * found[0][1]) if found else None


class TestABreakIsWeighed:
    @pytest.mark.parametrize(
        "end",
        [
            *(
                " und",
                ",",
                " am 1.",
                " z.",
                " z.B.",
                " Dr.",
                " bzw.",
                " Nr.",
                " ca.",
                " II.",
                " i.d.R.",
                " bzgl.",
            ),
            *(" (CDU)", " „und“", " (lat.)", " das“", " ()", " (eine lange Bemerkung)", ""),
        ],
    )
    def test_inside_a_sentence_none_ends(self, end: str) -> None:
        assert weight(full(end) if end else "", "Danach kam Wind.") is None

    @pytest.mark.parametrize(
        "end",
        [
            ".",
            "!",
            "?",
            " …",
            " gut.“",
            " gut!«",
            " 2003.",
            " 100.",
            " 3.4a.",
            " UNO.",
            " i.a.dR.",
            " Schlz.",
            " da.)",
        ],
    )
    def test_behind_a_sentence_one_may_end(self, end: str) -> None:
        before = {"“": "„", "«": "»", ")": "("}.get(end[-1], "")
        assert weight(before + full(end, 74), "Wind kam auf.") == 0

    @pytest.mark.parametrize(
        "begin", ["und dann", "„so geht es“", "[1][und so]", "– aber nein", "taz ist", "eBay ist"]
    )
    def test_small_letters_go_on(self, begin: str) -> None:
        assert weight(full("."), begin) is None

    @pytest.mark.parametrize(
        ("line", "begin", "expected"),
        [
            (full(":"), "Wind kam auf.", evidence.COLON),
            (full(":"), "„Wind kam auf.“", None),
            (full("."), "Daher kam Wind.", evidence.FIRST_WORDS["Daher"]),
            (full("."), "„Nachdem der Wind kam.“", evidence.FIRST_WORDS["Nachdem"]),
            (full("."), "[12][Dies, ja] dies.", evidence.FIRST_WORDS["Dies"]),
            (full("."), "[1][Dies, ja] und [2][das] auch.", evidence.FIRST_WORDS["Dies"]),
            (full("."), "[12 Dies", 0),
            (full("."), "[12][", 0),
            (full("."), "– „", 0),
            (full("."), "[123][Dies, ja] dies.", evidence.FIRST_WORDS["Dies"]),
            (full("."), "[1234][Dies, ja] dies.", 0),
            (full("."), "A][Dies, ja] dies.", 0),
            (full(". (dpa)"), "Wind kam auf.", evidence.AGENCY),
            (full(" (dpa/afp)"), "Wind kam auf.", evidence.AGENCY),
            (full(" (ap)"), "Wind kam auf.", evidence.AGENCY),
            (full(". (sis)"), "Wind kam auf.", evidence.AGENCY),
            (full(". (autor)"), "Wind kam auf.", evidence.AGENCY),
            (full(". (autori)"), "Wind kam auf.", None),
            (full(" (dpa, afp/sid)"), "Wind kam auf.", evidence.AGENCY),
            (full(" (dpa, afp, epd)"), "Wind kam auf.", None),
            (full(" (dpa,afp)"), "Wind kam auf.", evidence.AGENCY),
            (full(" (so) war es. (sis)"), "Wind kam auf.", evidence.AGENCY),
            (full(" „Gut.“ (sis)"), "Wind kam auf.", evidence.AGENCY),
            (full(" 2.X (sis)"), "Wind kam auf.", None),
            (full(". (CDU)"), "Wind kam auf.", None),
            (full(". ()"), "Wind kam auf.", None),
            ("dpa)", "Wind kam auf.", None),
            (full(" (sis)"), "Wind kam auf.", None),
            (full("."), "23.05 Uhr: Wind kam auf.", evidence.TICKER),
            (full("."), "7 Uhr war es.", evidence.TICKER),
            (full("."), "123.05 Uhr war es.", 0),
            (full("."), "23 Mal kam Wind.", 0),
            (full("."), "taz: Kam da Wind?", evidence.SPEAKER),
            (full("?"), "Ada Bär: Es kam Wind.", evidence.SPEAKER),
            (full("?"), "Bär: Es kam Wind.", evidence.SPEAKER),
            (full("?"), "A: Es kam Wind.", evidence.SPEAKER),
            (full("."), "Ada Bär: Es kam Wind.", evidence.NAME),
            (full("."), "Ada Bär: Es kam: Wind.", evidence.NAME),
            (full("."), "Friederike-Charlotte Oberhuber-Niedermayer: Wind.", 0),
            (full("."), "Ada  Bär: Es kam Wind.", 0),
            (full("."), "ErX kam.", 0),
            (full("."), "„eBay kam.“", None),
            (full("."), "Ada Bo Cyd Bär: Es kam Wind.", evidence.NAME),
            (full("."), "Ada Bo Cyd Dag Bär: Es kam Wind.", 0),
            (full("."), "Merke: Es kam Wind.", 0),
            (full("?"), "Es war so: Wind kam auf.", -5),
        ],
    )
    def test_ends_and_beginnings_count(self, line: str, begin: str, expected: int | None) -> None:
        assert weight(line, begin) == expected

    def test_in_an_interview_questions_end_paragraphs(self) -> None:
        assert weight(full("?"), "Ja.", interview=True) == evidence.INTERVIEW
        assert weight(full("."), "Ja.", interview=True) == 0

    def test_the_end_of_a_cut_line_is_unknown(self) -> None:
        assert weight(full("n…"), "Wind kam auf.", cut=True) == evidence.CUT
        assert weight(full("n…"), "taz: Kam Wind?", cut=True) == evidence.SPEAKER + evidence.CUT

    def test_a_word_that_fits_barely_speaks_for_an_end(self) -> None:
        text = ([full("."), "Wind."], NONE, frozenset([0]), False)
        assert weigh(text, 0, [0]) == [(1, evidence.TIGHT / 10)]
        text = ([full("."), "Daher Wind."], NONE, frozenset([0]), False)
        both = evidence.TIGHT + evidence.FIRST_WORDS["Daher"]
        assert weigh(text, 0, [0]) == [(1, both / 10)]

    def test_its_place_is_counted_from_the_start_of_its_stretch(self) -> None:
        lines = ["So war es.", "und so auch.", "Dann nicht.", "Wind kam auf."]
        text = (lines, NONE, NONE, False)
        assert weigh(text, 2, [2]) == [(1, 0)]

    def test_one_that_is_no_end_hides_none_behind_it(self) -> None:
        assert places(["Es war und", "Wind kam auf.", "Es regnet."], [0, 1]) == [2]
        assert places(["Es war.", "und kam auf.", "Es regnet."], [0, 1]) == [2]

    @pytest.mark.parametrize(
        ("opened", "closed"),
        [
            *(("„", "“"), ("„", "”"), ("»", "«"), ("«", "»"), ('"', '"'), ('"a" "', '"')),
            *(("»a« »", "«"), ("(", ")"), ("[3][", "]"), ("[3][x] und [4][", "]")),
        ],
    )
    def test_inside_quotes_brackets_and_links_none_ends(self, opened: str, closed: str) -> None:
        lines = [f"Er sagte {opened}es regnet.", "Es regnet.", f"{closed} So.", "Es war so."]
        assert places(lines, [0, 1, 2]) == [3]
        assert places(lines[1:], [0]) == [1]
        assert places(["][So ist es.", "Es war so."], [0]) == []
        assert places([f"Er sagte {opened}{closed} gut.", "Es war so."], [0]) == [1]

    @pytest.mark.parametrize("opened", ["„", "[3]["])
    def test_what_a_cut_took_may_have_closed_them(self, opened: str) -> None:
        lines = [f"Er sagte {opened}es regnet.", "Es regnet …", "Ja.", "Es war so."]
        assert places(lines, [0, 2]) == []
        assert places(lines, [0, 2], [1]) == [3]
        assert places(lines[1:], [1], [0]) == [2]
        assert places([f"{opened}Es …", "Ja.", "Es war so."], [1], [0]) == [2]
        assert places(["Es …", f"{opened}Ja.", "Es war so."], [1], [0]) == []


class TestAnOrdinaryBreak:
    @pytest.mark.parametrize(
        ("line", "following", "ordinary"),
        [
            ("So war es.", "Danach", True),
            ("So war es.", "x", True),
            ("So war es.)", "Danach", False),
            ("(dpa)", "Danach", False),
            (").", "Danach", True),
            ("So war es.", "„Danach", False),
            ("So war es.", "2 Tage", False),
            ("So war es.", "„x: y", False),
            ("So war es.", "Bär: Nein", False),
            ("So war es.", "B: Nein", False),
            ("So war es.", "x" * 38 + ": Nein", False),
            ("So war es.", "x" * 39 + ": Nein", True),
            ("So war es.", "Bär sagt: Nein: Ja", False),
        ],
    )
    def test_has_a_letter_behind_it_and_no_bracket_nor_colon(
        self, line: str, following: str, ordinary: bool
    ) -> None:
        text = (["(a", line, following, "(b: c"], NONE, NONE, False)
        assert evidence.is_ordinary(text, 1) is ordinary

    def test_is_in_no_interview_not_tight_and_not_cut(self) -> None:
        lines = ["So war es.", "Danach kam Wind."]
        one, none = frozenset([0]), frozenset[int]()
        for cut, tight, interview in ((one, none, False), (none, one, False), (none, none, True)):
            assert not evidence.is_ordinary((lines, cut, tight, interview), 0)
        assert evidence.is_ordinary((lines, frozenset([1]), frozenset([1]), False), 0)

    @given(
        st.text("aZ.?!: )(„“ 1", max_size=6),
        st.sampled_from([*evidence.FIRST_WORDS, "taz:", "Bär:", "23.05 Uhr", "„Mit", "x"]),
    )
    def test_weighs_no_more_than_an_ordinary_one(self, end: str, begin: str) -> None:
        line, following = "So war es" + end, f"{begin} war es"
        text = ([line, following], NONE, NONE, False)
        found = weigh(text, 0, [0])
        if evidence.is_ordinary(text, 0) and found:
            assert found[0][1] <= evidence.ORDINARY
