"""Promise: the proxies of Gopher give the page, indented or flush, with and without head and foot.

How: the invented pages as gopherproxy, hiltjo's proxy, Phoxy and meulie's navigation leave them
(FORMAT 2); heads and feet whole, in part, or not at all. Cost: milliseconds.
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
    meulie_nav,
    phoxy,
    plain,
    plain_without_blanks,
)
from envelope_pages import (
    ADDRESS,
    ARTICLE,
    ARTICLE_ROWS,
    CASES,
    LISTING_ROWS,
    Case,
    Row,
    gemtext,
    without_addresses,
)

from tazdump import (
    Address,
    Article,
    Entry,
    Listing,
    Role,
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


class TestPhoxy:
    def test_gives_the_page_with_its_info_lines_spelled_out(self) -> None:
        page = parse_page("\n".join(phoxy(ARTICLE_ROWS)))
        plain_page = parse_page("\n".join(phoxy(ARTICLE_ROWS)[2:]))
        assert page == plain_page
        assert page.envelope == "phoxy"
        assert isinstance(page, Article)
        assert [a.name for a in page.authors] == ["Jörg Müßig", "Ada Beispiel-Öztürk"]
        assert "ueber den Deich" in page.text

    def test_tells_titles_by_their_umlauts(self) -> None:
        page = parse_listing("\n".join(phoxy(LISTING_ROWS)))
        titles = [entry.title and entry.title.text for entry in page.entries]
        assert titles[:2] == ["Leben am Wasser: Bis  zum Hals", "Kühe im Regen: Muh"]

    @pytest.mark.parametrize(
        "head",
        [
            ["GOPHERSPACE.DE - P H O X Y"],
            ["gophering on taz.de"],
            ["", "GOPHERSPACE.DE - P H O X Y", "", "gophering on taz.de", ""],
            ["  GOPHERSPACE.DE - P H O X Y", "  gophering on taz.de/1/!p4650"],
        ],
    )
    def test_is_known_by_any_part_of_its_head(self, head: list[str]) -> None:
        page = parse_page("\n".join([*head, *phoxy(LISTING_ROWS)[2:]]))
        assert page.envelope == "phoxy"
        roles = [line.role for line in explain(page)][: len(head)]
        assert set(roles) <= {Role.ENVELOPE, Role.BLANK}


class TestMeulie:
    head, foot = meulie_nav(ARTICLE_ROWS)[:2], meulie_nav(ARTICLE_ROWS)[-1]

    @pytest.mark.parametrize("above", [[], head[:1], head[1:], head, [*head, ""]])
    @pytest.mark.parametrize("below", [[], [foot], ["", foot, "Und mehr.", "Und noch mehr."]])
    def test_head_and_foot_whole_in_part_or_missing(
        self, above: list[str], below: list[str]
    ) -> None:
        lines = [*above, *plain_without_blanks(ARTICLE_ROWS), *below]
        page = parse_page("\n".join(lines))
        assert page == without_addresses(ARTICLE)
        assert page.diagnostics == ()
        ours = {line.role for line in explain(page)[: len(above)]}
        assert ours <= {Role.ENVELOPE, Role.BLANK}

    def test_is_known_by_its_navigation(self) -> None:
        lines = plain_without_blanks(ARTICLE_ROWS)
        assert parse_page("\n".join([self.head[1], *lines])).envelope == "meulie-nav"
        assert parse_page("\n".join([self.head[0], *lines])).envelope == "plain"

    def test_a_notice_in_the_text_is_text(self) -> None:
        lines = plain_without_blanks(ARTICLE_ROWS)
        lines.insert(3, self.foot)
        assert "You are viewing" in str(parse_page("\n".join(lines)))


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


class TestPlain:
    def test_the_dot_of_a_text_file_is_the_protocol_s(self) -> None:
        page = parse_page("\n".join([*plain(ARTICLE_ROWS), "."]))
        assert page == without_addresses(ARTICLE)
        assert explain(page)[-1].role == Role.ENVELOPE

    def test_lines_above_the_title_that_are_no_head_are_said(self) -> None:
        page = parse_page("\n".join(["Ein Kopf, den niemand kennt", *plain(ARTICLE_ROWS)]))
        assert page == without_addresses(ARTICLE)
        assert [(d.code, d.line) for d in page.diagnostics] == [("LINE_UNPARSED", 1)]

    def test_blanks_around_lines_do_not_matter(self) -> None:
        lines = [f"\t {line} \t" if line else "" for line in plain(ARTICLE_ROWS)]
        lines[0] = lines[0].strip()
        assert parse_page("\n".join(lines)) == without_addresses(ARTICLE)

    def test_a_title_that_is_lost_leaves_no_line(self) -> None:
        listing = Listing(title="Nord", entries=(Entry(title=None, teaser="Ein Anriss."),))
        for envelope in ("plain", "table"):
            written = render(listing, envelope).replace(" |", "").split("\n")
            assert [line for line in written if line] == ["# taz.de -- Nord", "Ein Anriss."]
        assert "       \n (DIR) \n" in render(listing, "gopherproxy")

    def test_text_that_is_not_wrapped_is_read(self) -> None:
        lines = [line.split(" ", 2)[-1] if line[:2] == "=>" else line for line in unwrapped]
        page = parse_page("\n".join(lines))
        assert page == without_addresses(ARTICLE)
        assert page.envelope == "plain"


unwrapped = gemtext(ARTICLE_ROWS).split("\n")
