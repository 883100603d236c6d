"""Promise: links in running text are found whatever their brackets, and nothing else is taken.

How: tables of forms, and properties over texts of brackets. Cost: milliseconds.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump._inline import find_links


def links(text: str, *cuts: int) -> list[tuple[int, str]]:
    return [(s.number, text[s.text_start : s.text_end]) for s in find_links(text, cuts).links]


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("ein [1][Text] hier", [(1, "Text")]),
            ("[1][Text]", [(1, "Text")]),
            ("[1][a][2][b]", [(1, "a"), (2, "b")]),
            ("[12][zwei Worte und mehr]", [(12, "zwei Worte und mehr")]),
            ("[1][]", [(1, "")]),
            ("[007][Bond]", [(7, "Bond")]),
            ("[1][Text [sic] dazu]", [(1, "Text [sic] dazu")]),
            ("[1][a [b [c]] d] e]", [(1, "a [b [c]] d")]),
            ("[sic] [1][a]", [(1, "a")]),
            ("[1][a] [...] [2][b]", [(1, "a"), (2, "b")]),
            ("[[1][a]]", [(1, "a")]),
        ],
    )
    def test_are_found_with_number_and_text(self, text: str, found: list[tuple[int, str]]) -> None:
        assert links(text) == found
        assert find_links(text).unclosed == []

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[1]",
            "[1] /Slug/!1",
            "[a][b]",
            "[1] [b]",
            "[1](b)",
            "][",
            "[1234567890][x]",
            "[-1][x]",
        ],
    )
    def test_all_else_is_text(self, text: str) -> None:
        assert find_links(text) == ([], [])

    def test_that_the_next_one_interrupts_end_at_their_first_bracket(self) -> None:
        assert links("[1][a [b] c [2][d]") == [(1, "a [b"), (2, "d")]

    def test_that_never_close_are_no_links(self) -> None:
        spans = find_links("ein [1][Text ohne Ende")
        assert (spans.links, spans.unclosed) == ([], [4])

    def test_that_the_next_one_interrupts_without_any_bracket_are_none(self) -> None:
        spans = find_links("[1][a [2][b]")
        assert [span.number for span in spans.links] == [2]
        assert spans.unclosed == [0]


class TestCuts:
    text = "[1][ein Text, der endet… und weiter"

    def test_end_a_link_that_does_not_close(self) -> None:
        (span,) = find_links(self.text, [24]).links
        assert (span.closed, self.text[span.text_start : span.text_end]) == (
            False,
            "ein Text, der endet…",
        )

    def test_before_a_link_end_none(self) -> None:
        assert find_links("x… [1][a", [2]).unclosed == [3]

    def test_behind_the_first_bracket_do_not_count(self) -> None:
        assert links("[1][a [b] c… d", 12) == [(1, "a [b")]

    def test_before_the_first_bracket_do(self) -> None:
        (span,) = find_links("[1][a… [b] c", [6]).links
        assert (span.text_end, span.closed) == (6, False)

    def test_do_not_end_a_link_that_closes(self) -> None:
        assert links("[1][a… b]", 6) == [(1, "a… b")]


@given(st.text(alphabet="[]12a… ", max_size=40), st.lists(st.integers(0, 40), max_size=3))
@example("[1][[1][", [])
@example("[1][a]]", [])
def test_spans_are_ordered_apart_and_inside_the_text(text: str, places: list[int]) -> None:
    cuts = sorted({place for place in places if place <= len(text)})
    spans = find_links(text, cuts)
    end = 0
    for span in spans.links:
        assert end <= span.start < span.text_start <= span.text_end <= span.end <= len(text)
        assert text[span.start : span.text_start] in {f"[{n}][" for n in _numbers(text)}
        assert not span.closed or text[span.end - 1] == "]"
        end = span.end
    assert all(text.startswith("[", place) for place in spans.unclosed)
    starts = {span.start for span in spans.links} | set(spans.unclosed)
    assert len(starts) == len(spans.links) + len(spans.unclosed)


def _numbers(text: str) -> set[str]:
    parts = text.replace("]", "[").split("[")
    return {part for part in parts if part.isdecimal()}


@given(st.lists(st.tuples(st.integers(1, 99), st.text(alphabet="ab c", max_size=5)), max_size=6))
def test_links_that_are_written_are_found_again(parts: list[tuple[int, str]]) -> None:
    text = "Anfang " + " und ".join(f"[{number}][{shown}]" for number, shown in parts) + " Ende"
    assert links(text) == parts
