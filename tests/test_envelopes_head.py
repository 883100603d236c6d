"""Promise: a title is found in the head of a text alone, by the short ways as by the long one.

How: heads of many lengths above titles in all their forms. Cost: a second.
"""

# What is proved here are private parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import Role, explain, parse, parse_page
from tazdump._envelopes import _base as base
from tazdump._envelopes import sheet_of
from tazdump._envelopes._base import (
    BARE_HEAD_LENGTH,
    HEAD_LENGTH,
    HEAD_LINES,
    find_title,
    is_gkbrk_head,
    link_places,
    may_have_title,
    title_text,
    usual_title,
)
from tazdump._source import Lines, split_lines

TITLE = "# taz.de -- Wetter: Es regnet"
LONG = "Es regnet " * 12


def found(*lines: str) -> tuple[int, str, bool] | None:
    """The line with the title, its lead, and if it is marked."""
    title = find_title(lines)
    return title[:3] if title else None


class TestATextMayHaveATitle:
    @given(
        st.lists(st.sampled_from(["#", "# ", "# taz", "x", " ", "\n", "taz.de", "# taz.de", "é"])),
        st.integers(0, 2300),
    )
    @example(["# taz.de"], 0)
    @example(["x", "# taz.de"], HEAD_LENGTH)
    @example(["taz.de"], BARE_HEAD_LENGTH + 121)
    @example(["taz.de"], BARE_HEAD_LENGTH + 122)
    @example(["taz.de"], BARE_HEAD_LENGTH + 123)
    @example(["#", "#", "#", "#", "#", "# taz.de"], 0)
    @example(["##", "# taz.de"], 0)
    @example(["# taz.de", "#"], 1000)
    @example(["#", "# taz.de", "#"], 1000)
    @example(["#", "# taz.de"], 1000)
    @example(["# taz.de"], HEAD_LENGTH + 120)
    @example(["# taz.de"], HEAD_LENGTH + 121)
    def test_if_its_head_has_the_word_with_the_mark_or_early(
        self, parts: list[str], length: int
    ) -> None:
        text = "-" * length + "".join(parts)
        marked, bare = HEAD_LENGTH + 2 * HEAD_LINES, BARE_HEAD_LENGTH + 2 * HEAD_LINES
        early = "taz.de" in text[:bare]
        assert may_have_title(text) >= ("# taz.de" in text[:marked] or early)
        assert may_have_title(text) <= ("# taz.de" in text[: marked + 7] or early)

    @given(st.lists(st.sampled_from(["x" * 40, "", TITLE, "taz.de -- A: B", LONG, "| taz.de"])))
    def test_wherever_one_is_found(self, lines: list[str]) -> None:
        text = "\n".join(lines)
        if find_title(split_lines(text)) is not None:
            assert may_have_title(text)


class TestTheUsualTitle:
    @given(st.text("#i taz.de-|\t\nA", max_size=16), st.sampled_from(["", "i"]), st.booleans())
    def test_is_the_one_that_is_found(self, rest: str, lead: str, whole: bool) -> None:
        text = lead + ("# taz.de -- " if whole else "# taz.de") + rest
        usual = usual_title(text)
        assert usual is None or usual == find_title(split_lines(text))

    def test_is_taken_for_one(self) -> None:
        assert usual_title(TITLE) == (0, "", True, 8)
        assert usual_title(f"i{TITLE}") == (0, "i", True, 9)
        for text in (f" {TITLE}", "# taz.de -- ", "# taz.de --  A", "# taz.de -- |", "# taz.de"):
            assert usual_title(text) is None


class TestATitleIsFound:
    @pytest.mark.parametrize("head", [HEAD_LENGTH - 1, HEAD_LENGTH, HEAD_LENGTH + 1])
    def test_as_far_as_the_head_reaches(self, head: int) -> None:
        at = (1, "", True) if head <= HEAD_LENGTH else None
        assert found("x" * (head - 1), TITLE) == at
        lines = ["x" * (head - 21), *[""] * 20]
        assert found(*lines, TITLE) == ((21, "", True) if head <= HEAD_LENGTH else None)

    @pytest.mark.parametrize("count", [HEAD_LINES - 1, HEAD_LINES])
    def test_in_the_first_lines(self, count: int) -> None:
        assert found(*["x"] * count, TITLE) == ((count, "", True) if count < HEAD_LINES else None)

    @pytest.mark.parametrize("head", [BARE_HEAD_LENGTH, BARE_HEAD_LENGTH + 1])
    def test_without_its_mark_behind_a_shorter_head(self, head: int) -> None:
        lines = [base._KENNEDY_RULE + "x" * (head - len(base._KENNEDY_RULE) - 1), "taz.de -- A: B"]
        assert found(*lines) == ((1, "", False) if head <= BARE_HEAD_LENGTH else None)

    @pytest.mark.parametrize("above", ["", " \t", "\ufeff"])
    def test_without_its_mark_first_of_all_where_a_line_is_long(self, above: str) -> None:
        assert found(above, "taz.de -- A: B", "x" * 101) == (1, "", False)
        assert found(above, "taz.de -- A: B", "x" * 100) is None
        assert found(above, "taz.de -- A: B", "TAGS") == (1, "", False)
        assert found(above, "taz.de -- A: B", "Text") is None

    @pytest.mark.parametrize("above", ["X", "\xa0", "Kopf"])
    def test_without_its_mark_below_no_other_text(self, above: str) -> None:
        assert found(above, "taz.de -- A: B", "x" * 101) is None

    @pytest.mark.parametrize("lead", [" ", "| "])
    def test_without_its_mark_behind_nothing_else(self, lead: str) -> None:
        assert found(f"{lead}taz.de -- A: B", "x" * 101) is None
        assert found(f"{lead}# taz.de -- A: B") == (0, lead, True)

    @pytest.mark.parametrize("rest", ["\t\tfake\t0", " | |", "   "])
    def test_without_a_name_above_a_front_page_alone(self, rest: str) -> None:
        front = ["x"] * 6 + ["Nach Artikeln suchen"]
        assert found("# taz.de -- X") == (0, "", True)
        assert found(f"# taz.de{rest}", *front) == (0, "", True)
        assert found(f"# taz.de{rest}", "x", *front) is None
        assert found(f"taz.de{rest}", *front) == (0, "", False)

    def test_and_its_text_is_what_stands_behind_the_dashes(self) -> None:
        assert title_text(" -- Faktor X ") == "Faktor X"
        assert title_text(" -- Um 30\xa0") == "Um 30\xa0"
        assert title_text(" --Nord") == "Nord"
        assert title_text("") == ""


class TestARow:
    def test_loses_blanks_around_it_alone(self) -> None:
        page = parse("# taz.de -- A: Faktor X \t\n\t> Um 30\xa0 \n\n\xa0Text X\n")
        assert (page.title.headline, page.lede) == ("Faktor X", "Um 30\xa0")
        assert page.text == "\xa0Text X"

    def test_of_the_title_may_name_taz_once_more(self) -> None:
        assert parse("# taz.de -- A: Bei taz.de -- so\n").title.headline == "Bei taz.de -- so"

    def test_of_a_link_without_text_is_none_that_is_blank(self) -> None:
        lines = ["# taz.de -- Nord", " (DIR) A: B", " (DIR) ", "       Ein Anriss."]
        page = parse_page("\n".join(lines))
        assert [line.role for line in explain(page)][2] is not Role.BLANK

    def test_below_the_first_heading_may_be_a_link(self) -> None:
        lines = ["# taz.de -- A: B", "## TAGS", "(DIR) Wind", "## ARTIKEL ZUM THEMA", "(DIR) C: D"]
        page = parse("\n".join(lines))
        assert [tag.name for tag in page.tags] == ["Wind"]


class TestHeads:
    @pytest.mark.parametrize(
        ("head", "is_one"),
        [
            (["-- Leo's gemini proxy"], True),
            (["", " \t", "\ufeff-- Meta line: 20"], True),
            (["-- Sending request", "-- Anderes"], True),
            (["-- Anderes"], False),
            (["-- Sending request", "Text"], False),
            (["-- Sending request", "X"], False),
            (["-- Sending request", "\xa0"], False),
            (["X\ufeff-- X Sending request", "-- Sending request"], False),
            ([], False),
        ],
    )
    def test_of_gkbrk_have_its_mark_on_each_line_and_one_of_its_signs(
        self, head: list[str], is_one: bool
    ) -> None:
        assert is_gkbrk_head(head) is is_one


class TestWhereLinksMustStand:
    def places(self, *lines: str) -> tuple[list[str], list[str]]:
        text = "\n".join(lines)
        sheet = sheet_of(text, Lines(text))
        assert sheet is not None
        return link_places(sheet)

    def test_is_right_below_their_headings_and_first_of_all(self) -> None:
        lines = ["a", "## LINKS", "b", "", "## TAGS", "## AUTOREN", "", "c", "d"]
        assert self.places(TITLE, *lines) == (["c"], ["a"])
        assert self.places(TITLE, "", "## TAGS") == ([], ["## TAGS"])

    def test_is_in_a_front_page_below_its_tagline_and_its_search_field(self) -> None:
        lines = ["Nach Artikeln suchen", "b", "c", "d", "e"]
        assert self.places("# taz.de", *lines) == ([], lines[:4])
