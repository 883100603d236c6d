"""Promise: a title is found in the head of a text alone, by the short ways as by the long one.

How: heads of many lengths above titles in all their forms. Cost: a second.
"""

# What is proved here are private parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import Code, Role, explain, parse, parse_page
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
        st.lists(
            st.sampled_from(["x" * 40, "", "x", TITLE, "taz.de -- A: B", LONG, "| taz.de", "#"])
        ),
        st.sampled_from(["\n", "\r\n", "\r"]),
        st.sampled_from(["", "i", "| ", " " * 12, "|" * 12, "\ufeff", "\ufeff" + " " * 12]),
    )
    @example([*[""] * 40, TITLE], "\r\n", " " * 12)
    def test_wherever_one_is_found(self, lines: list[str], end: str, lead: str) -> None:
        text = end.join(lead + line if "taz.de" in line else line for line in lines)
        if find_title(split_lines(text)) is not None:
            assert may_have_title(text)

    @pytest.mark.parametrize(
        ("length", "title"),
        [
            (HEAD_LENGTH, TITLE),
            (HEAD_LENGTH, "|" * 12 + TITLE),
            (HEAD_LENGTH, "\ufeff" + " " * 12 + TITLE),
            (BARE_HEAD_LENGTH, "taz.de -- A: B"),
        ],
    )
    def test_as_far_as_one_is_looked_for(self, length: int, title: str) -> None:
        rule = "-=-=-=-=-=-=-"
        lines = [rule + "x" * (length - len(rule) - HEAD_LINES + 1), *[""] * (HEAD_LINES - 2)]
        text = "\r\n".join([*lines, title])
        assert find_title(split_lines(text)) is not None
        assert may_have_title(text)

    @pytest.mark.parametrize(
        ("length", "title"), [(HEAD_LENGTH, TITLE), (BARE_HEAD_LENGTH, "taz.de -- A: B")]
    )
    def test_but_not_far_down(self, length: int, title: str) -> None:
        for before, behind in (("", ""), ("Die taz.de ", ""), ("", f"\n{'x' * HEAD_LENGTH}#")):
            text = f"{before}{'-' * (length + 2 * HEAD_LINES)}\n{title}{behind}"
            assert find_title(split_lines(text)) is None
            assert not may_have_title(text)

    @given(st.lists(st.sampled_from([*"x#/.i |-", "# ", "\n", "\r"])))
    def test_if_the_name_of_taz_begins_a_line(self, before: list[str]) -> None:
        text = "".join(before)
        line = text.replace("\r", "\n").rpartition("\n")[2]
        assert may_have_title(f"{text}taz.de") >= (not line.strip("#i| "))
        # Behind more than any title has before it, nobody looks further back.
        if line[-16:].strip("#i| "):
            assert not may_have_title(f"{text}taz.de")
            assert not may_have_title(f"x {text}taz.de {text}x taz.de#")

    def test_whatever_stands_before_it(self) -> None:
        assert may_have_title("Die taz.de im Netz, taz.de:\ntaz.de")
        assert may_have_title("x taz.de\n" * 80 + TITLE)
        assert may_have_title("x taz.de\ntaz.de\nx taz.de")


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

    def test_of_an_author_without_a_name_is_told(self) -> None:
        page = parse("# taz.de -- A: B\n       ## AUTOREN\n (DIR) \n (DIR) Ada\n")
        assert [author.name for author in page.authors] == ["Ada"]
        assert explain(page)[2].role is Role.UNPARSED
        assert (Code.LINE_UNPARSED, 3) in [(d.code, d.line) for d in page.diagnostics]

    def test_below_the_first_heading_may_be_a_link(self) -> None:
        lines = ["# taz.de -- A: B", "## TAGS", "(DIR) Wind", "## ARTIKEL ZUM THEMA", "(DIR) C: D"]
        page = parse("\n".join(lines))
        assert [tag.name for tag in page.tags] == ["Wind"]

    def test_above_the_first_heading_is_text_whatever_stands_above_the_title(self) -> None:
        lines = ["# taz.de -- A: B", "(DIR) Ein Satz.", "## TAGS", "(DIR) Wind"]
        page = parse("\n".join(["## TAGS", *lines]))
        assert (page.text, [tag.name for tag in page.tags]) == ("(DIR) Ein Satz.", ["Wind"])


class TestAByteOrderMark:
    @pytest.mark.parametrize("rest", ["", "|", " |", " -- Nord"])
    @pytest.mark.parametrize("mark", ["(DIR)", "DIR", "=> /!1"])
    def test_changes_nothing(self, rest: str, mark: str) -> None:
        lines = [f"# taz.de{rest}", "Nach Artikeln suchen", f"{mark} A: B", "Ein Anriss."]
        text = "\n".join(lines)
        page, marked = parse_page(text), parse_page(f"\ufeff{text}")
        assert (marked, marked.envelope) == (page, page.envelope)


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
