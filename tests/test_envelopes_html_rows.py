"""Promise: of a page of HTML each line is one row, with its number, link, element and mark.

How: small texts of one trait each, and all the rows that they have. Cost: milliseconds.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import parse
from tazdump._envelopes._base import HtmlRow
from tazdump._envelopes._html_lines import read_head, read_mark, read_page
from tazdump._envelopes.html import HTML, html_sheet
from tazdump._source import Lines, split_lines


def rows_of(text: str) -> list[HtmlRow]:
    """The rows of a page, wherever in their lines they stand."""
    return [row._replace(start=0) for row in read_page(text).rows]


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            (" (DIR) ", "DIR"),
            ("(?)", "?"),
            ("   DIR ", "DIR"),
            ("TN3270", "TN3270"),
            ("   CSO ", "CSO"),
            ("   CSO\xa0", None),
            ("DIR\xa0", None),
            ("\xa0", None),
            ("", ""),
            ("DIRK", None),
            ("(Dir)", None),
            ("1.", None),
        ],
    )
    def test_are_known_by_their_form(self, text: str, mark: str | None) -> None:
        assert read_mark(text) == mark


class TestLines:
    def test_a_break_ends_a_line(self) -> None:
        page = parse("<div># taz.de -- Wetter: Es regnet<br>&gt; Sehr.<br/></div>")
        assert page.lede == "Sehr."

    def test_two_breaks_leave_a_blank_line(self) -> None:
        assert [row.text for row in read_page("<p>a<br><br>b").rows] == ["a", "", "b"]

    def test_nested_tables_give_their_lines_in_order(self) -> None:
        text = "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr><tr><td>d</table>"
        assert [row.text for row in read_page(text).rows] == ["a", "b", "c", "d"]

    def test_an_empty_row_is_a_blank_line(self) -> None:
        text = "<table><tr><td>a</td></tr><tr><td></td></tr><tr><td>b</td></tr></table>"
        assert [row.text for row in read_page(text).rows] == ["a", "", "b"]

    def test_a_media_type_is_no_text_but_words_in_its_cell_are(self) -> None:
        cell = '<td class="mimetype">{}</td>'
        row = "<table><tr><td>a</td>" + cell + "</tr></table>"
        assert [r.text for r in read_page(row.format("text/plain")).rows] == ["a"]
        for words in ("Worte und mehr", "Wort", "Worte / mehr"):
            assert [r.text for r in read_page(row.format(words)).rows] == ["a", words]

    def test_no_more_rows_are_read_than_asked_for(self) -> None:
        assert len(read_page("<pre>" + "a\n" * 100, 5).rows) == 5


class TestRows:
    """Each row has its line, its text, its link, the element it is in; and is it a search field?"""

    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            ("<pre>a\n\n\nb</pre>c", ["1 a", "2 ", "3 ", "4 b", "4 c"]),
            ("<p>a<br>\n<br>b", ["1 a", "2 ", "2 b"]),
            ("<pre><div></div><div>a</div><p></p>b</pre><div></div>c", ["1 ", "1 a", "1 b", "1 c"]),
            ("<div id=gopher>a\n<div>b</div>\nc</div>d", ["1 a", "2 b", "2 ", "3 c", "3 d"]),
            ("<template>a<template>b</template>c</template>d", ["1 d"]),
            ("<table><tr><td></td></tr>a</table>", ["1 ", "1 a"]),
            ("<table><tr><td></td></table>a", ["1 ", "1 a"]),
            ("<table><tr><td class=mimetype>a</tr><tr>b/c<td>d</table>", ["1 a", "1 b/c", "1 d"]),
            ("<table>\n<tr><td></td></tr></table>\n\n\n\n", ["2 "]),
            ("<table><tr><td>a</td></tr><tr>\n", ["1 a", "1 "]),
            ("<pre><div>a</div></pre>b", ["1 a", "1 b"]),
            ("<pre><div>a\n</div><div>b\n</div></pre>", ["1 a", "2 b"]),
            ("<table><tr>a/b<td>c</table>", ["1 a/b", "1 c"]),
            ("<p>\n a\n b<p>\n\nc", ["2 a b", "5 c"]),
            ("<table><tr><td><br></td><td>a</td></tr></table>", ["1 a"]),
            ("<table><tr><td>&nbsp;</td><td>a</td></tr></table>", ["1 \xa0", "1 a"]),
            ("<table><tr><td>DIR</td><td>a</td></tr></table>", ["1 DIR", "1 a"]),
            ("<p>&nbsp;</p><td> &nbsp;a&nbsp; </td>", ["1 \xa0", "1 \xa0a\xa0"]),
        ],
    )
    def test_stand_where_the_page_shows_them(self, text: str, rows: list[str]) -> None:
        assert [f"{row.number} {row.text}" for row in read_page(text).rows] == rows

    @pytest.mark.parametrize(
        ("line", "text", "href"),
        [
            ('<a href="/x">a</a>b', "ab", None),
            ('<a href="/x">a<b>b</b></a>', "ab", "/x"),
            ('DIR <a href="/x">a </a> ', "a", "/x"),
            ('<a href="/x">&nbsp;a&nbsp;</a>', "\xa0a\xa0", "/x"),
            ('<a href="/x"> </a>DIR', " DIR", None),
        ],
    )
    def test_are_links_if_nothing_but_a_mark_stands_beside_their_anchor(
        self, line: str, text: str, href: str | None
    ) -> None:
        assert rows_of(f"<pre>{line}</pre>") == [HtmlRow(1, text, href, "pre")]

    def test_of_a_table_s_row_are_links_where_one_cell_is_and_its_mark_is_left_out(self) -> None:
        cells = '<td>DIR</td><td><a href="/x">a</a></td><td>b</td>'
        rows = rows_of(f"<table><tr>{cells}</tr></table>")
        assert rows == [HtmlRow(1, "a", "/x", "table 1"), HtmlRow(1, "b", None, "table 1")]

    @pytest.mark.parametrize("mark", ["SEARCH", "(?)"])
    def test_are_search_fields_by_the_mark_in_the_cell_beside(self, mark: str) -> None:
        cells = f'<td class="type-description">{mark}</td><td><a href="/x">Suche</a></td>'
        rows = rows_of(f"<table><tr>{cells}</tr></table>")
        assert rows == [HtmlRow(1, "Suche", "/x", "table 1", search=True)]

    @pytest.mark.parametrize("mark", ["SEARCH", "(?)", ""])
    def test_are_search_fields_by_their_placeholder(self, mark: str) -> None:
        rows = rows_of(f"<pre>{mark} <input placeholder=Suche></pre>")
        assert rows == [HtmlRow(1, "Suche", None, "pre", search=True)]

    def test_know_the_outermost_table_or_pre_around_them(self) -> None:
        assert rows_of("<tr><td></td></tr>") == [HtmlRow(1, "", None, "")]
        assert rows_of("<div id=gopher>a</div>") == [HtmlRow(1, "a", None, "pre")]
        assert rows_of("<table><tr></tr></table>") == [HtmlRow(1, "", None, "table 1")]
        table = "<table><tr><td>a<table><tr><td>b<table></table>c</table>d<pre>e</table>"
        rows = read_page(f"{table}f<pre>g<pre>h</pre>i</pre>j{table}k").rows
        nested = [*("table 1",) * 5, "", "pre", "pre", "pre", "", *("table 4",) * 5, ""]
        assert [row.text for row in rows] == [*"abcdefghijabcdek"]
        assert [row.container for row in rows] == nested


class TestTheirPlace:
    @pytest.mark.parametrize(
        ("text", "places"),
        [
            ("<pre>a\nb\n\n\nc", [(1, 5), (2, 0), (3, 0), (4, 0), (5, 0)]),
            ("<pre>\n\n\na", [(1, 5), (2, 0), (3, 0), (4, 0)]),
            ("<p>\na<p>b", [(2, 0), (2, 4)]),
            ("<p>a<br>b", [(1, 3), (1, 8)]),
            ("<p>a<p><a href=x>b</a>", [(1, 3), (1, 17)]),
            ("<p>a<p><input placeholder=b>", [(1, 3), (1, 7)]),
        ],
    )
    def test_is_where_their_text_begins(self, text: str, places: list[tuple[int, int]]) -> None:
        assert [(row.number, row.start) for row in read_page(text).rows] == places

    @given(
        st.lists(
            st.sampled_from(
                [
                    *(
                        "<pre>",
                        "</pre>",
                        "<p>",
                        "<br>",
                        "<td>",
                        "<tr>",
                        "<table>",
                        "</table>",
                        "<i>",
                    ),
                    *("\n", "\r\n", " ", "a", "b", "<a href=x>", "</a>", "<div>", "</div>", "DIR "),
                ]
            )
        )
    )
    @example(["<p>", " ", "\n", "\n", " ", "a", "<p>", "b"])
    @example(["<pre>", "a", "\n", "\n", "b", "<br>", "a"])
    def test_is_behind_all_that_other_rows_have_of_their_line(self, pieces: list[str]) -> None:
        text = "<pre># taz.de -- A: B" + "".join(pieces)
        sheet = html_sheet(text, Lines(text))
        assert sheet is not None
        rows, lines = HTML.read(sheet), split_lines(text)
        behind = dict.fromkeys(range(len(lines) + 1), 0)
        for row, shown in enumerate(rows.texts):
            (start, end), number = rows.within(row), rows.numbers[row]
            line = lines[number - 1]
            assert behind[number] <= start
            assert shown[:1] in line[start:end]
            behind[number] = start + line[start:end].index(shown[:1]) + len(shown[:1])
            assert end is None or end >= behind[number]


class TestATagOfAThousandBlanks:
    BLANKS = " " * 1000

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("<b_x>a", "<b_x>a"),
            ("<pre><b_x_y>a", "<b_x_y>a"),
            ("<pre><b_x><i_y>a", "<b_x><i_y>a"),
            ("<pre>a_b_c", "a_b_c"),
            ("<pre><i>a</i>_b<b_x>c", "a_b<b_x>c"),
        ],
    )
    def test_is_text_and_so_are_the_blanks_of_text(self, text: str, shown: str) -> None:
        (row,) = read_page(text.replace("_", self.BLANKS)).rows
        assert row.text == shown.replace("_", self.BLANKS)

    def test_and_so_is_a_character_s_number_of_a_thousand_digits(self) -> None:
        number = "&#" + "1" * 1000 + ";"
        (row,) = read_page(f"<pre>a{number}b").rows
        assert row.text == f"a{number}b"


class TestTheHeadOfAPage:
    TEXT = "<pre>a\r\nb\rc\n<![d\ne</pre><p>f<p>g"

    @pytest.mark.parametrize("size", range(1, len(TEXT)))
    def test_has_the_rows_that_end_in_it(self, size: int) -> None:
        whole, head = read_page(self.TEXT).rows, read_head(self.TEXT, size, 99)
        assert head == whole[: len(head)]

    def test_has_all_that_do_and_no_more_than_asked_for(self) -> None:
        rows = read_head(self.TEXT, len(self.TEXT), 99)
        assert [f"{row.number} {row.text}" for row in rows] == ["1 a", "2 b", "3 c", "5 f"]
        rows = read_head("<pre>a\r\nb\rc\nd</pre><p>f<p>g", 26, 99)
        assert [f"{row.number} {row.text}" for row in rows] == ["1 a", "2 b", "3 c", "4 d", "4 f"]
        assert [row.text for row in read_head("<pre>a\nb\nc\nd", 12, 2)] == ["a", "b"]
