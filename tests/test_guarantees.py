"""Guarantees 1, 2, 3, 6 and 8 of one reading, for written dumps, damaged ones and any text at all.

How: the promises of `promises` over texts of three kinds; each text that once broke one is kept as
an example. Cost: some milliseconds a text.
"""

from __future__ import annotations

import pytest
from any_text import TEXTS
from hypothesis import assume, example, given
from hypothesis import strategies as st
from losses import source_of
from promises import (
    nothing_is_invented,
    nothing_is_lost,
    places_are_true,
    read_or_refuse,
    strict_is_the_same_reading,
)

from tazdump import (
    Article,
    Listing,
    NotADumpError,
    Paragraph,
    ParseError,
    Role,
    WrongPageError,
    explain,
    is_dump,
    parse,
    parse_listing,
    parse_page,
    render,
)
from tazdump._envelopes import ENVELOPES
from tazdump.model import Page
from tazdump.testing import articles, dumps, pages


class TestTotal:
    """1. For every `str`, `parse_page` returns a page or raises `ParseError`."""

    @given(TEXTS)
    def test_any_text_is_a_page_or_refused(self, text: str) -> None:
        page = read_or_refuse(text)
        assert page is None or isinstance(page, Article | Listing)

    @given(TEXTS, st.sampled_from(tuple(ENVELOPES)), st.sampled_from(("/!1", "/", "/!t1", "x")))
    def test_no_envelope_and_no_address_breaks_a_reading(
        self, text: str, envelope: str, address: str
    ) -> None:
        try:
            page = parse_page(text, envelope=envelope, address=address)
        except NotADumpError:
            return
        assert page.envelope == envelope
        assert len(explain(page)) == len(page.source)

    @given(TEXTS)
    def test_each_page_is_read_by_the_reader_of_its_kind_alone(self, text: str) -> None:
        page = read_or_refuse(text)
        for reader, kind in ((parse, Article), (parse_listing, Listing)):
            if isinstance(page, kind):
                assert reader(text) == page
            else:
                with pytest.raises(NotADumpError if page is None else WrongPageError):
                    reader(text)

    @given(TEXTS)
    def test_is_dump_tells_what_can_be_read(self, text: str) -> None:
        assert is_dump(text) == (read_or_refuse(text) is not None)


class TestNothingLost:
    """2. Every line has one role, every character is in the page or in a diagnostic."""

    @given(TEXTS)
    # The blank behind the dashes is lost: they are no part of the title.
    @example("# taz.de --Regen")
    # Two group headings in a row: the first one heads nothing, and was dropped.
    @example(
        "# taz.de\n\nNach Artikeln suchen\n\nEin Thema\n\nNoch eins\n\nRegen: Es regnet\n\n"
        "Und das den ganzen Tag.\n"
    )
    # A type-7 row behind links, and one above the title.
    @example("i# taz.de\n1Regen: Ja\t/!1\n7Suche\t/!s\n1Sonne: Nein\t/!2\n")
    @example("7Suche\t/!s\ni# taz.de\n1Regen: Ja\t/!1\n")
    def test_of_any_text(self, text: str) -> None:
        page = read_or_refuse(text)
        assume(page is not None)
        assert page is not None
        nothing_is_lost(text, page)

    @given(dumps())
    def test_of_a_written_dump_every_line_is_claimed(self, text: str) -> None:
        page = parse_page(text)
        nothing_is_lost(text, page)
        assert Role.UNPARSED not in {role.role for role in explain(page)}


class TestOneParser:
    """3. `strict` raises with the very list of the lenient reading, if it has an `ERROR`."""

    @given(TEXTS)
    def test_strict_is_the_same_reading(self, text: str) -> None:
        page = read_or_refuse(text)
        if page is not None:
            strict_is_the_same_reading(text, page)
            return
        with pytest.raises(ParseError):
            parse_page(text, strict=True)

    @given(dumps())
    def test_an_undamaged_dump_is_read_strictly(self, text: str) -> None:
        """Unless a line was cut, or ends in an ellipsis just where a cut would be."""
        assume("…" not in text)
        assert parse_page(text, strict=True) == parse_page(text)


class TestPlaces:
    """6. `source.text(node.lines)` holds what the node says; LF, CRLF and CR alone end lines."""

    @given(TEXTS)
    def test_of_any_text(self, text: str) -> None:
        page = read_or_refuse(text)
        assume(page is not None)
        assert page is not None
        places_are_true(text, page)

    @given(pages(), st.sampled_from(["\n", "\r\n", "\r"]))
    def test_all_line_ends_give_the_same_places(self, page: Page, end: str) -> None:
        text = render(page, "plain")
        read, again = parse_page(text), parse_page(text.replace("\n", end))
        assert read == again
        assert [(role.number, role.role) for role in explain(read)] == [
            (role.number, role.role) for role in explain(again)
        ]


class TestHonest:
    """8. What is inferred is marked or documented as such; nothing is invented."""

    @given(TEXTS)
    def test_nothing_is_invented(self, text: str) -> None:
        page = read_or_refuse(text)
        assume(page is not None)
        assert page is not None
        nothing_is_invented(page)

    @given(articles(), st.sampled_from(["plain", "table", "gopherproxy-flush", "hiltjo-flush"]))
    def test_an_end_that_is_certain_is_one(self, article: Article, envelope: str) -> None:
        options = {"blank_lines": False} if envelope == "plain" else {}
        read = parse(render(article, envelope, **options))
        ends = {end for end, _ in _ends(article)}
        assert all(end in ends for end, certain in _ends(read) if certain)

    @given(articles())
    def test_all_ends_are_certain_where_blank_lines_are_kept(self, article: Article) -> None:
        read = parse(render(article, "plain"))
        assert list(_ends(read)) == list(_ends(article))


def _ends(article: Article) -> list[tuple[int, bool]]:
    """How far into the body's text each paragraph ends, and whether that is certain."""
    ends: list[tuple[int, bool]] = []
    place = 0
    for block in article.body:
        for text in source_of(block):
            place += len(text) + 1
            ends.append((place, block.certain if isinstance(block, Paragraph) else False))
    return ends
