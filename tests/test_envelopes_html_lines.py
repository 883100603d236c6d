"""Promise: a page of HTML is taken apart into its lines, links and fields, and nothing else is.

How: small pages of one trait each: links and marks, the page's own address, the proxy's frame,
cuts, breaks and cells, and what the standard library's parser cannot read. Cost: milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from envelope_pages import ARTICLE_ROWS, CASES, Row
from envelope_proxies import PROXIES, meulie, prologic
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import (
    Address,
    Code,
    Entry,
    Listing,
    NotADumpError,
    Role,
    Title,
    explain,
    is_dump,
    parse,
    parse_listing,
    parse_page,
)
from tazdump._envelopes._base import HEAD_ROWS
from tazdump._envelopes.html import html_sheet, looks_like_html, may_be_dump
from tazdump._envelopes.table import cut_line


def pre(lines: str) -> str:
    return f"<html><body><pre>\n{lines}\n</pre></body></html>"


class TestTextIsKeptAsItStands:
    def test_a_no_break_space_stays_one(self) -> None:
        page = parse(pre("# taz.de -- Wetter: 30&nbsp;Grad"))
        assert page.title.headline == "30\xa0Grad"

    @pytest.mark.parametrize("build", [prologic, meulie])
    def test_blanks_inside_a_line_stay(self, build: Callable[[list[Row], str], str]) -> None:
        page = parse(build([Row("i", "# taz.de -- Wetter:  Es   regnet")], ""))
        assert page.title.text == "Wetter:  Es   regnet"

    @pytest.mark.parametrize("c", ["\x85", "\u2028", "\x1c", "\xa0", "\x0b"])
    def test_what_python_takes_for_white_space_is_text(self, c: str) -> None:
        rows = [Row("i", f"# taz.de -- Wetter: Es{c}regnet")]
        assert parse(meulie(rows, "")).title.headline == f"Es{c}regnet"

    def test_at_the_end_of_a_line_only_blanks_and_tabs_are_none_of_it(self) -> None:
        page = parse(pre("# taz.de -- Wetter: 30&nbsp;\n&gt; Faktor X \t\n&gt; 30&nbsp;"))
        assert (page.title.headline, page.lede) == ("30\xa0", "Faktor X 30\xa0")

    def test_a_title_may_name_taz_once_more(self) -> None:
        page = parse(pre("# taz.de -- Medien: Neues von taz.de -- und mehr"))
        assert page.title.headline == "Neues von taz.de -- und mehr"

    def test_a_line_of_a_cell_that_breaks_is_one_line(self) -> None:
        page = parse("<table><tr><td># taz.de -- Wetter:\n     Es regnet\n</td></tr></table>")
        assert page.title.text == "Wetter: Es regnet"

    def test_an_author_s_ampersand_needs_no_entity(self) -> None:
        page = parse(pre("# taz.de -- Musik: Rock&Roll &copy 2024"))
        assert page.title.headline == "Rock&Roll © 2024"


class TestLinks:
    def page(self, line: str) -> Listing:
        return parse_listing(pre(f"       # taz.de -- Nord\n{line}\n       Ein Anriss."))

    @pytest.mark.parametrize("mark", [" (DIR) ", "   DIR ", "", "  HTML ", "(TXT)", "SEARCH "])
    def test_a_mark_beside_the_anchor_is_left_out(self, mark: str) -> None:
        page = self.page(f'{mark}<a href="/taz.de/1/!1234567">Titel</a>')
        if mark == "SEARCH ":
            assert page.search == "Titel"
        else:
            assert page.entries[0].title == Title.from_text("Titel")

    def test_a_line_with_other_text_beside_its_anchor_is_text(self) -> None:
        page = self.page('Siehe <a href="/taz.de/1/!1234567">hier</a>')
        assert "Siehe hier" in str(page)

    def test_a_link_that_stays_on_the_proxy_has_no_address(self) -> None:
        page = self.page(' (DIR) <a href="/about">Titel</a>')
        assert page.entries[0] == Entry(title=Title.from_text("Titel"), teaser="Ein Anriss.")

    def test_a_link_to_elsewhere_has_its_address(self) -> None:
        page = self.page(' (HTM) <a href="https://example.org/?a=1&amp;b=2">Titel</a>')
        assert page.entries[0].address == Address(path="https://example.org/?a=1&b=2")

    def test_an_anchor_without_href_is_text(self) -> None:
        page = self.page('<a name="top">Titel</a>')
        assert "Titel" in str(page)
        assert page.entries[0].address is None

    def test_an_anchor_around_a_pre_is_a_link(self) -> None:
        cells = '<td></td><td><a href="/taz.de/1/!1234567"><pre>Titel</pre></a></td>'
        rows = f"<tr><td># taz.de -- Nord</td></tr><tr>{cells}</tr>"
        page = parse_listing(f"<table>{rows}</table>")
        assert page.entries[0].address == Address(path="/!1234567")


class TestOwnAddress:
    def test_a_field_below_the_title_is_the_search_field_s(self) -> None:
        page = parse(prologic(ARTICLE_ROWS, "") + '<input name="q" value="taz.de/1/!p4650">')
        assert page.address is None

    def test_a_hidden_field_does_not_tell(self) -> None:
        hidden = '<input type="hidden" value="taz.de/1/!p4650"><input value="taz.de/1/!1234567">'
        assert parse(hidden + pre("# taz.de -- Wetter: Es regnet")).id == 1234567

    def test_a_field_with_another_host_does_not_tell(self) -> None:
        field = '<input value="example.org/1/!1234567">'
        assert parse(field + pre("# taz.de -- Wetter: Es regnet")).address is None

    def test_a_field_right_above_the_title_tells(self) -> None:
        page = parse('<input value="taz.de/1/!1234567"><pre># taz.de -- Wetter: Es regnet</pre>')
        assert page.id == 1234567

    def test_an_encoded_address_tells(self) -> None:
        field = '<input value="gopher%3A%2F%2Ftaz.de%2F1%2F%211234567">'
        assert parse(field + pre("# taz.de -- Wetter: Es regnet")).id == 1234567


class TestFrame:
    def test_what_is_outside_the_page_s_element_is_the_envelope_s(self) -> None:
        text = PROXIES["portal"](ARTICLE_ROWS, "/!1234567")
        page = parse(text)
        roles = {line.number: line.role for line in explain(page)}
        for number in range(1, len(page.source) + 1):
            if "Content-Type" in page.source.line(number):
                assert roles[number] == Role.ENVELOPE

    def test_the_notice_inside_the_table_is_the_envelope_s(self) -> None:
        notice = Row("i", "You are viewing proxied material from taz.de. It is not ours.")
        assert parse(meulie([*ARTICLE_ROWS, notice], "")) == CASES["article"].page

    def test_where_the_title_is_in_no_element_nothing_is_left_out(self) -> None:
        page = parse("<p># taz.de -- Wetter: Es regnet<pre>\n> Den ganzen Tag.</pre>")
        assert page.lede == "Den ganzen Tag."

    def test_a_stray_end_tag_ends_nothing(self) -> None:
        page = parse(pre("# taz.de -- Wetter: Es regnet</table></title></script>\n> Sehr."))
        assert page.lede == "Sehr."

    def test_a_table_that_ends_closes_what_is_open_in_it(self) -> None:
        text = "<table><tr><td><pre># taz.de -- Wetter: Es regnet\n> Sehr.</table><p>Fuß <b>unten"
        page = parse(text)
        assert page.lede == "Sehr."
        assert page.body == ()

    def test_an_unclosed_button_hides_no_text(self) -> None:
        page = parse("<form><button>Los</form>" + pre("# taz.de -- Wetter: Es regnet"))
        assert (page.envelope, page.title.headline) == ("html", "Es regnet")


class TestCuts:
    TITLE = "# taz.de -- Wetter: " + "x" * 59 + "…"

    def test_a_table_is_cut_only_without_blank_lines(self) -> None:
        for blank, cut in (("<tr><td></td></tr>", False), ("", True)):
            rows = [self.TITLE, "Ein Satz.", "Noch einer."]
            text = blank.join(f"<tr><td>{row}</td></tr>" for row in rows)
            assert parse(f"<table>{text}</table>").title.cut == cut

    def test_a_pre_without_blank_lines_is_not_cut(self) -> None:
        assert not parse(f"<pre>{self.TITLE}</pre>").title.cut

    def test_a_table_without_blank_lines_may_be_cut(self) -> None:
        line = "# taz.de -- Wetter: " + "Es regnet in ganz Niederösterreich und auch im Süden " * 2
        page = parse(meulie([Row("i", cut_line(line))], ""))
        assert page.title.cut
        assert Code.TITLE_CUT in {d.code for d in page.diagnostics}

    def test_no_other_page_is_cut(self) -> None:
        line = "# taz.de -- Wetter: " + "x" * 59 + "…"
        assert parse(meulie([Row("i", line)], "")).title.cut
        assert not parse(prologic([Row("i", line)], "")).title.cut


class TestSearchField:
    def test_a_field_in_a_line_with_text_leaves_the_text(self) -> None:
        page = parse_listing(
            pre("# taz.de\nDas große linke Portal.\nWorte <input placeholder=Suche> hier")
        )
        assert "Worte  hier" in str(page)

    def test_a_field_in_a_silent_element_is_none(self) -> None:
        page = parse(pre("# taz.de -- Wetter: Es regnet<noscript><input placeholder=x></noscript>"))
        assert page.title.headline == "Es regnet"


class TestNoDump:
    @pytest.mark.parametrize(
        "text",
        [
            "<html><title># taz.de -- Wetter: Es regnet</title><body>Nichts",
            "<script># taz.de -- Wetter: Es regnet",
            "<pre># example.org -- Wetter: Es regnet</pre>",
            "<!-- # taz.de -- Wetter: Es regnet",
            "<p>Ein Bericht über taz.de und mehr</p>",
            f"<p>taz.de -- A: B</p><p>{'Wort ' * 40}</p>",
            "X<pre># taz.de -- Wetter: Es regnet</pre>",
            "<",
            "<taz.de",
        ],
    )
    def test_html_without_a_title_of_taz_is_none(self, text: str) -> None:
        assert not is_dump(text)
        with pytest.raises(NotADumpError):
            parse_page(text)

    def test_text_that_begins_like_html_is_read_as_text(self) -> None:
        page = parse("<3 für alle\n# taz.de -- Wetter: Es regnet\n> Sehr.\n")
        assert (page.envelope, page.lede) == ("plain", "Sehr.")

    def test_html_begins_within_256_characters(self) -> None:
        assert looks_like_html(" " * 255 + "<")
        assert not looks_like_html(" " * 256 + "<")

    def test_a_title_without_its_mark_stands_first_in_the_page_s_element(self) -> None:
        text = f"<h1>Umweg</h1><pre>taz.de -- A: B\n\n{'Wort ' * 40}</pre>"
        assert parse(text).title.headline == "B"

    def test_no_more_is_read_than_the_title_is_looked_for_in(self) -> None:
        text = pre("# taz.de -- A: B" + "\na" * 200)
        sheet = html_sheet(text, None)
        assert sheet is not None
        assert sheet.html is not None
        assert len(sheet.html.rows) == HEAD_ROWS

    def test_html_that_is_forced_may_have_a_long_head(self) -> None:
        text = f"<script>{'x' * 20_000}</script>" + pre("# taz.de -- Wetter: Es regnet")
        with pytest.raises(NotADumpError):
            parse(text)
        assert parse(text, envelope="html").title.headline == "Es regnet"

    def test_html_can_be_forced(self) -> None:
        text = "Kopf <pre># taz.de -- Wetter: Es regnet</pre>"
        with pytest.raises(NotADumpError):
            parse(text)
        assert parse(text, envelope="html").title.headline == "Es regnet"


class TestTheNameOfTaz:
    """It begins a row of HTML, or no row is looked at: it stands in the links of many pages."""

    @given(
        st.sampled_from(
            ["<pre>", "<table><td>", "<p>", "<pre>x\n", "<pre>\r", "<pre>x<br>", "<b>x"]
        ),
        st.lists(
            st.sampled_from(
                [
                    *(
                        "# ",
                        "#",
                        "| ",
                        "|",
                        "i",
                        " ",
                        "\t",
                        "\n",
                        "\r\n",
                        "\f",
                        "&#35; ",
                        "&#32;",
                        "x",
                    ),
                    *(
                        "<b>",
                        "<br>",
                        "<!-- x -->",
                        "<a href='//taz.de/'>",
                        "\ufeff",
                        "&nbsp;",
                        " " * 70,
                    ),
                ]
            ),
            max_size=3,
        ),
        st.sampled_from(
            [" -- A: B", "&#32;-- A: B", "<b> -- A: B", "\t-- A: B", ": A", "", " |", "|"]
        ),
        st.sampled_from(
            [f"<br>{'x' * 101}", "\nLINKS", "\r\n=&gt; /!5123", "<p>Das große linke", ""]
        ),
    )
    @example("<table><td>", ["\f"], " -- A: B", f"<br>{'x' * 101}")
    @example("<table><td>", ["\t"], " -- A: B", f"<br>{'x' * 101}")
    @example("<pre>\r", [], " -- A: B", "\nLINKS")
    @example("<p>", ["&#35; "], "", "<p>Das große linke")
    @example("<pre>", ["&#35; "], "", "\r\n=&gt; /!5123")
    @example("<p>", ["# "], "\t-- A: B", "")
    @example("<pre>", ["# "], "|", "<p>Das große linke")
    @example("<pre>", [" " * 70, "i", "# "], " -- A: B", "")
    def test_is_seen_wherever_a_title_is_found(
        self, opening: str, lead: list[str], rest: str, below: str
    ) -> None:
        text = f"<body>{opening}{''.join(lead)}taz.de{rest}{below}"
        if html_sheet(text, None) is not None:
            assert may_be_dump(text)

    @pytest.mark.parametrize(
        "mention",
        [
            *("<a href='https://taz.de/!5123'>", "über taz.de -- und", "<taz.de>", "x taz.de"),
            *("<p>taz.de: eine Zeitung", "<p>taz.deutsch", "<p>www.taz.de</p>"),
        ],
    )
    def test_is_passed_over_elsewhere(self, mention: str) -> None:
        assert not may_be_dump(f"<p>{mention}" * 3)
        assert not may_be_dump(f"<p>{mention}" * 2000)
        assert may_be_dump(f"<p>{mention}<pre># taz.de -- A: B")


class TestALongPage:
    SENTENCES = "Ein Satz, der nicht weiter wichtig ist.\n" * 800

    def test_is_a_dump_if_its_title_stands_in_its_head(self) -> None:
        text = pre(f"# taz.de -- Wetter: Es regnet\n{self.SENTENCES}")
        assert is_dump(text)
        page = parse(text)
        assert (page.envelope, page.title.headline) == ("html", "Es regnet")
        assert page.text.count("wichtig") == 800

    @pytest.mark.parametrize("head", ["", "<p>Ein Bericht über taz.de</p>"])
    def test_is_none_if_it_stands_behind_it(self, head: str) -> None:
        text = head + pre(f"{self.SENTENCES}# taz.de -- Wetter: Es regnet\n{self.SENTENCES}")
        assert not is_dump(text)
        with pytest.raises(NotADumpError):
            parse(text)


class TestWhatTheStandardParserCannotRead:
    """Found by hand: html.parser raises on these, or looks for their end again and again."""

    @pytest.mark.parametrize(
        "text",
        ["<![", "<![x", "<![CDATA[ a ]]>", "<![endif]-->", "<![ >", "&#" + "1" * 5000, "<![-"],
    )
    def test_is_read_all_the_same(self, text: str) -> None:
        page = parse(pre(f"# taz.de -- A: B\n{text}\n&gt; Sehr."))
        assert page.title.headline == "B"

    def test_a_declaration_like_a_section_is_a_comment(self) -> None:
        page = parse(pre("# taz.de -- A: B\n> Erst<![CDATA[ nie ]]> dann<![endif]>."))
        assert page.lede == "Erst dann."

    def test_a_tag_of_a_thousand_blanks_is_text(self) -> None:
        blanks = " \n" * 600
        page = parse(pre(f"# taz.de -- A: B\n<b {blanks} class=x> Wort</b>"))
        assert page.text.startswith("<b")
        assert page.text.endswith("class=x> Wort")

    def test_blanks_in_a_line_stay_however_many(self) -> None:
        blanks = " " * 3000
        assert parse(pre(f"# taz.de -- A: x{blanks}y")).title.headline == f"x{blanks}y"
        assert parse(pre(f"# taz.de -- <b>A</b>: x{blanks}y")).title.text == f"A: x{blanks}y"
