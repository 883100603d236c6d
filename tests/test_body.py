"""Promise: each row of a body is told for what it is: text, sub-heading, caption, verse.

How: a few rows for each rule of FORMAT 1.3, and the parts that they become. Cost: milliseconds.
"""

from __future__ import annotations

import pytest
from full_lines import full

from tazdump._body import body_parts
from tazdump._rows import ROLES, new_rows

HEADING = full("", 72).replace("Der", "## Der") + " un"
STAR = "Die Bürger*innen und die Nachbar*innen und alle Freund*innen sind da"
LONG = "Lang " * 20


def parts(
    *lines: str,
    marked: bool = True,
    wrapped: bool = True,
    blanks: bool = False,
    cut: frozenset[int] = frozenset(),
) -> list[str]:
    """The parts that these rows become, each as its role and its rows, from 1."""
    rows = new_rows(["# taz.de -- A: B", *lines], 0, "A: B")
    rows.tell_wrapped()
    rows.marked, rows.wrapped, rows.blanks, rows.cut = marked, wrapped, blanks, cut
    return [
        f"{ROLES[role]} {first}-{end - 1}"
        for role, first, end, _ in body_parts(rows, 1, len(rows.texts))
    ]


class TestASubHeading:
    def test_has_its_mark(self) -> None:
        assert parts("## Kein Ende", "Text.") == ["subheading 1-1", "paragraph 2-2"]
        assert parts("##", "Text.") == ["subheading 1-1", "paragraph 2-2"]
        assert parts("Eins.", "## Zwei", "", "##", "### Drei") == [
            *("paragraph 1-1", "subheading 2-2", "subheading 4-4", "paragraph 5-5")
        ]

    def test_needs_no_mark_if_it_is_nothing_else(self) -> None:
        assert parts("##", "Text.", marked=False) == ["subheading 1-1", "paragraph 2-2"]
        assert parts("## Eins", marked=False) == ["paragraph 1-1"]
        assert parts("Text.", "## Eins", marked=False) == ["paragraph 1-1", "paragraph 2-2"]

    @pytest.mark.parametrize(
        ("lines", "last"),
        [
            (["und so weiter", "Text."], 2),
            (["und so weiter.", "Text."], 2),
            (["Rest hier", "Text."], 2),
            (["Rest hier", ""], 2),
            (["Rest hier"], 2),
            (["Rest hier", "## Noch einer"], 2),
            (["Rest hier.", "Text."], 1),
            (["Rest hier:", "Text."], 1),
            ([full("und"), "so weiter."], 1),
            ([full("und")], 2),
            ([full("und"), "## Noch einer"], 2),
            (["## Noch einer", "Text."], 1),
            (["", "und so weiter"], 1),
            (["und " + "x" * 71, "so weiter"], 3),
            (["und so weiter", "und noch mehr"], 2),
            (["und " + "x" * 71, "Rest hier.", "Text."], 2),
            (["und " + "x" * 71, "## Noch einer"], 2),
        ],
    )
    def test_goes_on_where_the_next_word_would_not_have_fitted(
        self, lines: list[str], last: int
    ) -> None:
        assert parts(HEADING, *lines)[0] == f"subheading 1-{last}"

    def test_that_has_room_does_not_go_on(self) -> None:
        assert parts("## Kein Ende", "und so weiter")[0] == "subheading 1-1"
        assert parts("##", "x" * 74, "und")[0] == "subheading 1-1"

    def test_goes_on_to_the_next_blank_line_where_they_are_kept(self) -> None:
        found = parts(HEADING, "Rest hier.", "", "Text.", blanks=True)
        assert found == ["subheading 1-2", "paragraph 4-4"]

    def test_is_one_row_where_nothing_is_filled(self) -> None:
        assert parts(HEADING, "und so", wrapped=False) == ["subheading 1-1", "paragraph 2-2"]


class TestACaption:
    def test_in_the_body_is_too_long_to_be_filled(self) -> None:
        caption = "Bild: " + "x" * 70
        assert parts(caption, "Text.") == ["image 1-1", "paragraph 2-2"]
        assert parts("Text.", caption, caption) == ["paragraph 1-1", "image 2-2", "image 3-3"]
        assert parts(caption[:75], "Text.") == ["paragraph 1-2"]
        assert parts("Beim " + caption, "Text.") == ["paragraph 1-2"]
        assert parts(full("im"), caption[:20]) == ["paragraph 1-2"]

    def test_is_none_where_a_sub_heading_goes_on_with_it(self) -> None:
        caption = "Bild: " + "x" * 70
        found = parts(HEADING + "d nun", caption, "", "Text.")
        assert found == ["subheading 1-2", "paragraph 4-4"]

    def test_is_none_where_nothing_is_filled(self) -> None:
        assert parts("Bild: " + "x" * 70, wrapped=False) == ["paragraph 1-1"]


class TestAParagraph:
    def test_is_all_between_blank_lines_where_they_are_kept(self) -> None:
        found = parts("Eins.", "Zwei.", "", "Drei.", blanks=True)
        assert found == ["paragraph 1-2", "paragraph 4-4"]

    def test_is_one_row_where_nothing_is_filled(self) -> None:
        assert parts(full("und"), "so.", wrapped=False) == ["paragraph 1-1", "paragraph 2-2"]

    def test_ends_where_the_lengths_say_so_elsewhere(self) -> None:
        found = parts(full("und"), "so.", "Zwei.", "", full("und"), "so.")
        assert found == ["paragraph 1-2", "paragraph 3-3", "paragraph 5-6"]

    def test_is_certain_where_the_lengths_prove_its_end(self) -> None:
        lines = [full(". (dpa)"), full("und"), "so.", "Zwei.", "x"]
        rows = new_rows(["# taz.de -- A: B", *lines], 0, "A: B")
        found = [part[1:] for part in body_parts(rows, 1, 6)]
        assert found == [(1, 2, False), (2, 4, True), (4, 5, True), (5, 6, True)]

    @pytest.mark.parametrize("wrapped", [True, False])
    def test_is_certain_between_blank_lines_and_where_it_is_one_row(self, wrapped: bool) -> None:
        rows = new_rows(["# taz.de -- A: B", full(". (dpa)"), "", full("und")], 0, "A: B")
        rows.blanks, rows.wrapped = wrapped, wrapped
        assert [part[1:] for part in body_parts(rows, 1, 4)] == [(1, 2, True), (3, 4, True)]

    def test_may_be_one_letter(self) -> None:
        assert parts("x") == ["paragraph 1-1"]
        assert parts("Eins.", "B", "#") == ["verse 1-3"]

    def test_does_not_end_behind_a_row_that_was_cut(self) -> None:
        lines = [full("und"), "so.", "", "Zwei …", "und weiter."]
        first, last = "paragraph 1-2", ["paragraph 4-4", "paragraph 5-5"]
        assert parts(*lines) == [first, *last]
        assert parts(*lines, cut=frozenset([4])) == [first, "paragraph 4-5"]
        assert parts(*lines, cut=frozenset([1])) == [first, *last]


class TestVerse:
    def test_is_at_least_three_short_rows(self) -> None:
        assert parts("Eins", "zwei", "drei") == ["verse 1-3"]
        assert parts("Eins", "zwei", "drei", "vier") == ["verse 1-4"]
        assert parts("Eins", "zwei") == ["paragraph 1-1", "paragraph 2-2"]

    def test_is_the_same_where_blank_lines_are_kept(self) -> None:
        assert parts("Eins", "", "zwei", "", "drei", blanks=True) == ["verse 1-5"]
        assert parts("Eins", "zwei", "", "drei", "", "vier", blanks=True) == [
            *("paragraph 1-2", "paragraph 4-4", "paragraph 6-6")
        ]

    def test_ends_at_text_that_was_filled(self) -> None:
        found = parts("Eins", "zwei", "drei", full("und"), "so.", "vier", "fünf")
        assert found == ["verse 1-3", "paragraph 4-5", "paragraph 6-6", "paragraph 7-7"]
        found = parts(full("und"), "so.", "Eins", "zwei", "drei")
        assert found == ["paragraph 1-2", "verse 3-5"]

    def test_ends_at_a_sub_heading(self) -> None:
        found = parts("Eins", "zwei", "## Kopf", "drei", "vier", "fünf")
        assert found == ["paragraph 1-1", "paragraph 2-2", "subheading 3-3", "verse 4-6"]

    @pytest.mark.parametrize("line", ["Ein [1][Link]", "> Lede", "x" * 76, STAR])
    def test_has_no_row_that_is_none(self, line: str) -> None:
        found = parts("Eins", "", "zwei", "", line, "", "drei", "", "vier", blanks=True)
        assert found == [f"paragraph {i}-{i}" for i in (1, 3, 5, 7, 9)]

    def test_has_room_behind_each_row_without_doubt(self) -> None:
        wide = full("so")
        found = parts("Eins", "", "zwei", "", wide, "", "vier", "", "fünf", blanks=True)
        assert found == ["verse 1-5", "paragraph 7-7", "paragraph 9-9"]
        found = parts("Eins", "", wide, "", "drei", "", "vier", "", "fünf", blanks=True)
        assert found == ["paragraph 1-1", "paragraph 3-3", "verse 5-9"]

    def test_does_not_begin_with_an_article_s_dateline(self) -> None:
        line = "Kiel taz | Es regnet."
        assert parts(line, "zwei", "drei") == [f"paragraph {i}-{i}" for i in (1, 2, 3)]
        assert parts(line, "zwei", "drei", "vier") == ["paragraph 1-1", "verse 2-4"]
        assert parts("Eins", line, "drei") == ["verse 1-3"]
        found = parts("Eins [1][a]", "", line, "", "drei", "", "vier", blanks=True)
        assert found == ["paragraph 1-1", "verse 3-7"]
        assert parts("Kiel | Es regnet.", "zwei", "drei") == ["verse 1-3"]
        found = parts("Eins", "zwei", "## Kopf", line, "drei", "vier")
        assert found == ["paragraph 1-1", "paragraph 2-2", "subheading 3-3", "verse 4-6"]


class TestASubHeadingWithoutItsMark:
    def of(self, *lines: str) -> list[str]:
        return [part.split()[0] for part in parts(*lines, marked=False, wrapped=False)]

    def test_is_a_short_row_above_a_long_one(self) -> None:
        assert self.of("Kein Ende", LONG) == ["subheading", "paragraph"]
        assert self.of("Kein Ende", "x" * 91) == ["subheading", "paragraph"]
        assert self.of("Kein Ende", "x" * 90) == ["paragraph", "paragraph"]
        assert self.of("x" * 90, "X" * 91) == ["paragraph", "paragraph"]
        assert self.of("X" * 90, "X" * 91) == ["subheading", "paragraph"]
        assert self.of("X" * 91, "X" * 91) == ["paragraph", "paragraph"]
        assert self.of(LONG, "Kein Ende", LONG, "Kein Ende") == [
            *("paragraph", "subheading", "paragraph", "paragraph")
        ]

    @pytest.mark.parametrize("end", [".", "!", "?", "…", ":", ",", ";", "“", "«", '"', ")"])
    def test_ends_like_no_sentence(self, end: str) -> None:
        assert self.of("Kein Ende" + end, LONG) == ["paragraph", "paragraph"]

    def test_begins_with_no_small_letter(self) -> None:
        assert self.of("kein Ende", LONG) == ["paragraph", "paragraph"]

    def test_stands_above_text(self) -> None:
        assert self.of("Kein Ende", "##", LONG) == ["paragraph", "subheading", "paragraph"]
        assert self.of("##", "Kein Ende", LONG) == ["subheading", "subheading", "paragraph"]

    def test_is_none_where_marks_are_kept(self) -> None:
        assert parts("Kein Ende", LONG, wrapped=False) == ["paragraph 1-1", "paragraph 2-2"]
