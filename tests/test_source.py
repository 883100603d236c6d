"""Promise: lines end at LF, CRLF and CR alone, and places lead back to the text as it was given.

How: properties over any text. Cost: milliseconds.
"""

# What is proved here are private parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

import tazdump
from tazdump import Source, parse
from tazdump._source import split_lines

_TEXTS = st.text(st.sampled_from("ab \n\r\x0b\x0c\x1c\x85\u2028\u2029\ufeff"), max_size=30)


class TestLines:
    @given(_TEXTS)
    @example("")
    @example("\r\n")
    @example("\n\r")
    @example("a\r\r\nb")
    def test_are_a_partition_of_the_text(self, text: str) -> None:
        source = Source(verbatim=text)
        ends: list[int] = []
        start = 0
        for number in range(1, len(source) + 1):
            first, last = source.offsets((number, number))
            assert first == start
            assert not {"\n", "\r"} & set(text[first:last])
            assert text[last : last + 2] == "\r\n" or text[last : last + 1] in {"\n", "\r", ""}
            start = last + (2 if text[last : last + 2] == "\r\n" else 1)
            ends.append(last)
        assert not ends or ends[-1] <= len(text) <= start

    @given(_TEXTS)
    @example("a b\r\n")
    @example("a\r\nb\nc")
    @example("a\r\nb\rc")
    @example("a\r\nb\nc\nd\re\rf")
    def test_are_those_that_the_reader_sees(self, text: str) -> None:
        source = Source(verbatim=text)
        assert [source.line(i) for i in range(1, len(source) + 1)] == split_lines(text)

    @pytest.mark.parametrize(
        "c", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
    )
    def test_never_end_where_python_s_splitlines_ends_them(self, c: str) -> None:
        assert split_lines(f"a{c}b") == [f"a{c}b"]
        assert len(Source(verbatim=f"a{c}b")) == 1

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("", []),
            ("\n", [""]),
            ("a", ["a"]),
            ("a\n", ["a"]),
            ("a\n\n", ["a", ""]),
            ("\r\n", [""]),
        ],
    )
    def test_an_end_at_the_very_end_begins_no_new_line(self, text: str, lines: list[str]) -> None:
        assert split_lines(text) == lines
        assert len(Source(verbatim=text)) == len(lines)


class TestPlaces:
    @given(_TEXTS, st.data())
    def test_text_is_what_stands_between_the_offsets(self, text: str, data: st.DataObject) -> None:
        source = Source(verbatim=text)
        if not len(source):
            return
        first = data.draw(st.integers(1, len(source)))
        last = data.draw(st.integers(first, len(source)))
        start, end = source.offsets((first, last))
        assert source.text((first, last)) == text[start:end]
        *others, end_line = split_lines(text)[first - 1 : last]
        assert split_lines(source.text((first, last)) + "x") == [*others, end_line + "x"]

    @pytest.mark.parametrize("lines", [(0, 0), (0, 1), (1, 3), (3, 3), (2, 1), (-1, 1)])
    def test_lines_that_are_not_there_are_an_index_error(self, lines: tuple[int, int]) -> None:
        source = Source(verbatim="a\nb")
        with pytest.raises(IndexError, match="are not in a text of 2 lines"):
            source.text(lines)

    def test_a_source_without_text_has_no_lines(self) -> None:
        with pytest.raises(IndexError, match="0 lines"):
            Source(verbatim="").line(1)

    def test_are_worked_out_once(self) -> None:
        source = Source(verbatim="a\nb\n")
        assert source.line(2) == "b"
        assert source._lines() is source._lines()


class TestValue:
    def test_is_equal_and_hashed_by_its_text_whatever_was_asked_of_it(self) -> None:
        asked, fresh = Source(verbatim="a\nb"), Source(verbatim="a\nb")
        assert asked.line(2) == "b"
        assert asked == fresh
        assert hash(asked) == hash(fresh)

    def test_shows_no_text(self) -> None:
        assert repr(Source(verbatim="geheim")) == "Source()"

    def test_of_a_page_is_no_part_of_its_equality(self) -> None:
        page = parse("# taz.de -- A: B\n")
        assert evolve(page, source=Source(verbatim="anders")) == page


class TestNobodyElsePartsLines:
    def test_with_the_way_of_python_that_knows_more_line_ends(self) -> None:
        """`str.splitlines` ends lines at form feeds and U+2028 too: places would be wrong."""
        for path in Path(tazdump.__file__).parent.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                assert not (isinstance(node, ast.Attribute) and node.attr == "splitlines"), path
