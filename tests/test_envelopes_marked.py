"""Promise: the proxies of Gopher give the page, indented or flush, with and without head and foot.

How: the invented pages in every form of Gopher but the raw one (FORMAT 2); then what gopherproxy's
and hiltjo's pages have of their own. Cost: milliseconds.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from envelope_forms import (
    FORMS,
    gopherproxy,
    gopherproxy_flush,
    hiltjo_flush,
    hiltjo_text,
)
from envelope_pages import (
    ADDRESS,
    ARTICLE,
    ARTICLE_ROWS,
    CASES,
    LISTING_ROWS,
    Case,
    Row,
    without_addresses,
)

from tazdump import (
    Address,
    Article,
    Entry,
    Listing,
    Role,
    Title,
    explain,
    parse,
    parse_listing,
    parse_page,
    render,
    verbatim,
)

GOPHER = (
    *("plain", "plain, no blank lines", "meulie-nav", "gopherproxy", "gopherproxy-flush"),
    *("hiltjo", "hiltjo-flush"),
)
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
each_form = pytest.mark.parametrize("form", GOPHER)


@each_form
@each_case
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_form_gives_the_page(case: Case, form: str, end: str) -> None:
    text = end.join(FORMS[form].lines(case.rows))
    page = parse_page(text)
    assert page == without_addresses(case.page)
    assert page.envelope == FORMS[form].envelope
    assert page.diagnostics == ()
    assert verbatim(page) == text


@each_form
@each_case
def test_the_writer_writes_what_the_proxy_shows(case: Case, form: str) -> None:
    envelope = FORMS[form].envelope
    if envelope == "meulie-nav":
        with pytest.raises(ValueError, match="no envelope 'meulie-nav' can be written"):
            render(case.page, envelope)
        return
    options = {"blank_lines": False} if form == "plain, no blank lines" else {}
    written = render(case.page, envelope, **options).split("\n")[:-1]
    # Blank lines of a page are not in the model: the writer puts them where most pages have them.
    assert [line for line in written if line.strip()] == [
        line for line in FORMS[form].lines(case.rows) if line.strip()
    ]


class TestHiltjo:
    @pytest.mark.parametrize(
        ("uri", "path"),
        [
            ("", None),
            ("taz.de/1" + ADDRESS, ADDRESS),
            ("taz.de:70/1" + ADDRESS, ADDRESS),
            ("gopher://taz.de/1" + ADDRESS, ADDRESS),
            ("gopher://taz.de/1/", "/"),
        ],
    )
    @pytest.mark.parametrize("lines", [hiltjo_text(ARTICLE_ROWS)[1:], hiltjo_flush(ARTICLE_ROWS)])
    def test_the_head_tells_the_page_s_address(
        self, uri: str, path: str | None, lines: list[str]
    ) -> None:
        page = parse_page("\n".join([f"URI: {uri}", *lines]))
        if path == "/":
            assert isinstance(page, Listing)
        else:
            expected = without_addresses(ARTICLE)
            assert page == evolve(expected, address=Address(path=path) if path else None)

    def test_an_address_that_is_given_beats_the_head_s(self) -> None:
        text = "\n".join(["URI: taz.de/1/!7654321", *hiltjo_text(ARTICLE_ROWS)[1:]])
        assert parse(text, address=ADDRESS).id == 1234567

    def test_the_complaint_at_the_end_is_the_envelope_s(self) -> None:
        foot = "taz.de:70 /Wetter/!1234567:41: invalid line / field count"
        for lines in (hiltjo_text(ARTICLE_ROWS), hiltjo_flush(ARTICLE_ROWS)):
            page = parse_page("\n".join([*lines, foot]))
            assert page == without_addresses(ARTICLE)
            assert explain(page)[-1].role == Role.ENVELOPE

    @pytest.mark.parametrize("mark", ["TEXT", "HTML", "BIN", "IMG", "GIF", "DIR"])
    def test_every_mark_is_a_link_s(self, mark: str) -> None:
        indented = [line.replace("   DIR ", f"{mark:>6} ") for line in hiltjo_text(LISTING_ROWS)]
        flush = [line.replace("DIR ", f"{mark} ") for line in hiltjo_flush(LISTING_ROWS)]
        for lines in (indented, flush):
            assert parse_page("\n".join(lines)) == without_addresses(CASES["section"].page)

    def test_without_head_the_marks_tell(self) -> None:
        page = parse_page("\n".join(hiltjo_text(ARTICLE_ROWS)[1:]))
        assert (page.envelope, page) == ("hiltjo", without_addresses(ARTICLE))

    def test_without_marks_the_indent_of_the_title_tells(self) -> None:
        rows = [row for row in ARTICLE_ROWS if row.type == "i"][:8]
        assert parse_page("\n".join(hiltjo_text(rows)[1:])).envelope == "hiltjo"
        assert parse_page("\n".join(gopherproxy(rows))).envelope == "gopherproxy"

    def test_a_mark_whose_blank_was_stripped_is_a_link_without_text(self) -> None:
        lines = [*hiltjo_text(LISTING_ROWS), "   DIR", "       Ein Anriss."]
        entry = parse_listing("\n".join(lines)).entries[-1]
        assert entry == Entry(title=None, teaser="Ein Anriss.")

    def test_the_writer_puts_the_address_into_the_head(self) -> None:
        text = render(ARTICLE, "hiltjo", uri="taz.de/1" + ADDRESS)
        assert text.startswith(f"URI: taz.de/1{ADDRESS}\n")
        assert parse(text).id == 1234567


class TestGopherproxy:
    @pytest.mark.parametrize("mark", ["TXT", "HTM", "IMG", "GIF", "BIN", "DIR", "9", "+", "<"])
    def test_every_mark_is_a_link_s(self, mark: str) -> None:
        shown = f"({mark})".rjust(6) + " "
        lines = [line.replace(" (DIR) ", shown) for line in gopherproxy(LISTING_ROWS)]
        flush = [line.strip() for line in lines if line.strip()]
        for text in ("\n".join(lines), "\n".join(flush)):
            assert parse_page(text) == without_addresses(CASES["section"].page)

    def test_the_first_line_may_have_kept_its_indent(self) -> None:
        lines = gopherproxy(ARTICLE_ROWS)
        page = parse_page("\n".join([" " * 7 + lines[0], *lines[1:]]))
        assert page == without_addresses(ARTICLE)
        assert page.envelope == "gopherproxy"

    def test_blank_lines_may_have_lost_their_indent(self) -> None:
        lines = [line.rstrip() for line in gopherproxy(ARTICLE_ROWS)]
        assert parse_page("\n".join(lines)) == without_addresses(ARTICLE)

    def test_a_link_without_text_keeps_its_entry(self) -> None:
        rows = [*LISTING_ROWS, Row("1", "", "/!1"), Row("i", "Ein Anriss.")]
        for lines in (gopherproxy(rows), gopherproxy_flush(rows)):
            entry = parse_listing("\n".join(lines)).entries[-1]
            assert entry == Entry(title=None, teaser="Ein Anriss.")

    def test_an_article_has_no_link_above_its_sections(self) -> None:
        lines = gopherproxy_flush(ARTICLE_ROWS)
        lines.insert(5, "(DIR) Das steht im Text.")
        page = parse("\n".join(lines))
        assert "(DIR) Das steht im Text." in page.text
        assert page.envelope == "gopherproxy-flush"


class TestWhichProxyItWas:
    @pytest.mark.parametrize(
        ("lines", "envelope"),
        [
            ([" (DIR) A: Titel", "Kein Einzug", "       Ein Anriss."], "gopherproxy"),
            ([" (DIR) A: B", "Kein Einzug", "Noch", "       Ein Anriss."], "gopherproxy-flush"),
            (["   (DIR) A: B", " (DIR) C: D"], "gopherproxy"),
            ([" (DIR) A:       B", " (DIR) C: D"], "gopherproxy"),
            ([" (DIR) A:       B", "Ein Anriss."], "gopherproxy-flush"),
            (["       > Sehr."], "gopherproxy"),
            (["       > Sehr.", "Text"], "gopherproxy"),
            (["", "> Sehr.", "       > Sehr.", "Text"], "plain"),
            ([], "plain"),
        ],
    )
    def test_most_lines_are_marked_or_indented(self, lines: list[str], envelope: str) -> None:
        assert parse_page("\n".join(["# taz.de -- Nord: Wind", *lines])).envelope == envelope

    def test_a_page_with_a_title_that_is_indented_is_not_flush(self) -> None:
        text = " # taz.de -- Nord\n(DIR) A: Titel\nEin Anriss.\n"
        assert parse_page(text).envelope == "plain"

    @pytest.mark.parametrize("before", ["", "  ", "\t"])
    def test_the_head_tells_hiltjo_s_where_no_link_does(self, before: str) -> None:
        page = parse(f"{before}URI: taz.de/1/!1234567\n# taz.de -- A: B\n\n> Sehr.\n")
        assert (page.envelope, page.id) == ("hiltjo-flush", 1234567)

    @pytest.mark.parametrize("before", ["X", "\xa0"])
    def test_and_no_other_head_does(self, before: str) -> None:
        page = parse(f"{before}URI: taz.de/1/!1234567\n# taz.de -- A: B\n\n> Sehr.\n")
        assert (page.envelope, page.id) == ("plain", None)

    @pytest.mark.parametrize("below", ["Ein Satz.\nNoch einer.", "   DIR C: D\n       Ein Satz."])
    def test_a_bar_before_the_title_is_no_proxy_s(self, below: str) -> None:
        assert parse_page(f"| # taz.de -- A: B\n{below}\n").envelope == "plain"


@pytest.mark.parametrize("form", ["gopherproxy", "gopherproxy-flush", "hiltjo", "hiltjo-flush"])
def test_a_search_field_is_told_by_its_mark_whatever_its_label(form: str) -> None:
    rows = [Row("i", "# taz.de"), Row("7", "Im Archiv stöbern", "/s"), Row("1", "A: B", "/!1")]
    page = parse_listing("\n".join(FORMS[form].lines([*rows, Row("i", "Ein Anriss.")])))
    assert (page.search, page.tagline, len(page.entries)) == ("Im Archiv stöbern", None, 1)


@pytest.mark.parametrize(("envelope", "mark"), [("gopherproxy", " (DIR) "), ("hiltjo", "   DIR ")])
def test_blank_lines_are_written_and_so_is_the_mark_of_a_title_that_is_lost(
    envelope: str, mark: str
) -> None:
    listing = Listing(title="Nord", entries=(Entry(title=None, teaser="Ein Anriss."),))
    lines = render(listing, envelope).split("\n")
    indent = " " * 7
    assert lines[-5:] == [indent, mark, indent, f"{indent}Ein Anriss.", ""]


@pytest.mark.parametrize("envelope", ["gopherproxy-flush", "hiltjo-flush"])
def test_of_a_flush_line_only_blanks_are_lost(envelope: str) -> None:
    article = Article(title=Title.from_text("A: Faktor X\xa0"), lede="X")
    assert render(article, envelope).startswith("# taz.de -- A: Faktor X\xa0\n> X\n")
