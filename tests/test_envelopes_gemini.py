"""Promise: what taz serves on Gemini is read raw, and as its proxies and archives leave it.

How: the invented pages as gemtext, with and without the response's header, and as loxy, gkbrk and
kennedy show them (FORMAT 1.4 and 2). Cost: milliseconds.
"""

from __future__ import annotations

import pytest
from envelope_forms import FORMS, gkbrk, kennedy, loxy, loxy_without_links
from envelope_pages import (
    ARTICLE,
    ARTICLE_ROWS,
    CASES,
    LISTING_ROWS,
    Case,
    gemtext,
    without_addresses,
)
from full_lines import full

from tazdump import (
    Address,
    Article,
    Code,
    Entry,
    Listing,
    NotADumpError,
    Paragraph,
    Role,
    Subheading,
    Title,
    explain,
    is_dump,
    parse,
    parse_listing,
    parse_page,
    render,
    verbatim,
)

each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@each_case
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
class TestEachFormGivesThePage:
    @pytest.mark.parametrize("form", ["gemtext", "gemtext with header"])
    def test_raw_with_all_addresses(self, case: Case, end: str, form: str) -> None:
        text = end.join(FORMS[form].lines(case.rows))
        page = parse_page(text)
        assert page == case.page
        assert page.envelope == "gemtext"
        assert page.diagnostics == ()
        assert verbatim(page) == text

    @pytest.mark.parametrize("form", ["loxy", "gkbrk", "kennedy"])
    def test_through_a_proxy(self, case: Case, end: str, form: str) -> None:
        text = end.join(FORMS[form].lines(case.rows))
        page = parse_page(text)
        assert page == without_addresses(case.page)
        assert page.envelope == form
        assert page.diagnostics == ()
        assert is_dump(text)


class TestGemtext:
    def entry(self, line: str) -> Entry:
        text = f"# taz.de -- Nord\n\n=> /!1 Bekannt: Eins\n\n{line}\n"
        (_, entry) = parse_listing(text).entries
        return entry

    @pytest.mark.parametrize(
        ("line", "path"),
        [
            ("=> /!1234567 Titel", "/!1234567"),
            ("=>/!1234567 Titel", "/!1234567"),
            ("=>\t/!1234567\tTitel", "/!1234567"),
            ("=>  /Slug/!1234567   Titel  ", "/Slug/!1234567"),
            ("=> gemini://taz.de/Slug/!1234567 Titel", "/Slug/!1234567"),
            ("=> https://taz.de/Slug/!1234567/ Titel", "/Slug/!1234567"),
            ("=> https://example.org/a?b=c Titel", "https://example.org/a?b=c"),
            ("=> # Titel", None),
        ],
    )
    def test_a_link_line_has_its_url(self, line: str, path: str | None) -> None:
        title = Title.from_text("Titel")
        assert self.entry(line) == Entry(title=title, address=Address(path=path) if path else None)

    def test_a_link_without_text_shows_its_url(self) -> None:
        assert self.entry("=> /!1234567").title == Title.from_text("/!1234567")

    def test_a_link_without_text_or_address_is_an_entry_whose_title_is_lost(self) -> None:
        assert self.entry("=> #").title is None

    @pytest.mark.parametrize("line", ["=>", "=> ", "=>\t", "= > /!1 Titel", "-> /!1 Titel"])
    def test_what_has_no_url_is_text(self, line: str) -> None:
        page = parse_listing(f"# taz.de -- Nord\n\n=> /!1 Bekannt: Eins\n\n{line}\n")
        assert page.entries[0].teaser == line.strip()

    @pytest.mark.parametrize(
        "header",
        [
            "20 text/gemini",
            "20 text/gemini;lang=de",
            "20 text/gemini; charset=utf-8; lang=de",
            "\ufeff20 text/gemini",
            "22 text/gemini",
        ],
    )
    def test_a_header_is_the_envelope_s(self, header: str) -> None:
        page = parse_page(header + "\r\n" + gemtext(ARTICLE_ROWS))
        assert page == ARTICLE
        assert explain(page)[0].role == Role.ENVELOPE
        assert [d.code for d in page.diagnostics] == [Code.BYTE_ORDER_MARK] * header.startswith(
            "\ufeff"
        )

    def test_a_header_alone_tells_the_envelope(self) -> None:
        text = "20 text/gemini\n# taz.de -- Wetter: Es regnet\n\n> Sehr.\n"
        assert parse(text).envelope == "gemtext"

    def test_another_header_is_none(self) -> None:
        page = parse("20 text/plain\n# taz.de -- Wetter: Es regnet\n\n> Sehr.\n")
        assert page.envelope == "plain"
        assert page.diagnostics[0].code == Code.LINE_UNPARSED

    def test_text_that_is_not_filled_tells_where_no_link_can_stand_yet(self) -> None:
        lede = "> " + "Wort " * 30
        assert parse(f"# taz.de -- A: B\n\n{lede}\n").envelope == "gemtext"
        assert parse(f"# taz.de -- A: B\n\n{lede}\n\n## TAGS\n\nx\n").envelope == "plain"

    def test_a_title_however_long_tells_nothing_and_a_lede_right_below_it_does(self) -> None:
        for above in ("", "\n", "Kopf\n"):
            page = parse(f"{above}# taz.de -- A: {'Wort ' * 60}Ende\n\nEin Satz.\n")
            assert page.envelope == "plain"
        assert parse(f"# taz.de -- A: B\n> {'Wort ' * 30}Ende\n").envelope == "gemtext"

    def test_a_title_that_is_indented_is_none_of_gemtext(self) -> None:
        assert parse_page(" # taz.de -- Nord\n\n=> /!1 A: Titel\n").envelope == "plain"

    @pytest.mark.parametrize("before", [" ", "X", "\t"])
    def test_a_header_begins_its_line(self, before: str) -> None:
        header = before + "20 text/gemini\n"
        assert parse(f"{header}# taz.de -- A: B\n\n> Sehr.\n").envelope == "plain"
        page = parse_page(f"{header}# taz.de -- Nord\n\n=> /!1 A: Titel\n")
        assert page.envelope == "gemtext"
        assert explain(page)[0].role == Role.UNPARSED

    def test_an_article_has_no_link_above_its_sections(self) -> None:
        text = "# taz.de -- A: B\n\nEin Satz.\n\n=> /!1 Ein Pfeil\n\n## TAGS\n\n=> /!t1 Wind\n"
        page = parse(text)
        assert page.envelope == "gemtext"
        assert page.text == "Ein Satz.\n\n=> /!1 Ein Pfeil"
        assert [tag.address for tag in page.tags] == [Address(path="/!t1")]

    def test_each_line_is_a_paragraph_of_its_own(self) -> None:
        lines = [full("und"), "so weiter."]
        page = parse("\n".join(["20 text/gemini", "# taz.de -- A: B", *lines]))
        assert [block.text for block in page.body] == lines

    def test_of_a_link_line_only_blanks_at_its_end_are_not_written(self) -> None:
        entries = (
            Entry(title=None, address=Address(path="/!1")),
            Entry(title=Title.from_text("A: Faktor X\xa0"), address=Address(path="/!2")),
            Entry(title=Title.from_text("A: Faktor X"), address=Address(path="/!3")),
        )
        written = render(Listing(title="Nord", entries=entries), "gemtext").split("\n")
        assert [line for line in written if "=>" in line] == [
            *("=> /!1", "=> /!2 A: Faktor X\xa0", "=> /!3 A: Faktor X")
        ]

    def test_written_with_its_header_it_is_a_response(self) -> None:
        text = render(ARTICLE, "gemtext", header=True)
        assert text.startswith("20 text/gemini;lang=de\n# taz.de -- ")
        assert parse(text) == ARTICLE

    @each_case
    def test_the_writer_writes_what_taz_serves(self, case: Case) -> None:
        # A group is a name in the model: where its heading leads to is not kept.
        expected = gemtext(case.rows).replace("=> /!p4610 Themen", "=> # Themen")
        assert render(case.page, "gemtext") == expected

    def test_a_link_that_leads_nowhere_is_written_as_one(self) -> None:
        listing = Listing(title="Nord", entries=(Entry(title=Title.from_text("A: B")),))
        assert "=> # A: B\n" in render(listing, "gemtext")
        assert parse_listing(render(listing, "gemtext")) == listing


class TestLoxy:
    def test_without_its_blank_lines(self) -> None:
        page = parse_page("\n".join([line for line in loxy(ARTICLE_ROWS) if line]))
        assert page == without_addresses(ARTICLE)

    def test_a_variant_loses_every_link_and_it_is_said(self) -> None:
        page = parse("\n".join(loxy_without_links(ARTICLE_ROWS)))
        assert (page.authors, page.tags) == ((), ())
        assert [entry.title for entry in page.related] == [None, None]
        assert [entry.teaser for entry in page.related] == [e.teaser for e in ARTICLE.related]
        assert [d.code for d in page.diagnostics] == [Code.TITLES_LOST]

    def test_a_listing_without_links_has_its_teasers(self) -> None:
        lines = [line for line in loxy_without_links(LISTING_ROWS) if line]
        page = parse_listing("\n".join(lines))
        assert {entry.title for entry in page.entries} == {None}
        assert [entry.teaser for entry in page.entries] == lines[1:]
        assert [d.code for d in page.diagnostics] == [Code.TITLES_LOST]

    def test_needs_its_title_first(self) -> None:
        lines = loxy(ARTICLE_ROWS)
        assert parse_page("\n".join(["", " ", *lines])) == without_addresses(ARTICLE)
        with pytest.raises(NotADumpError):
            parse_page("\n".join(["Ein Kopf, den niemand kennt", *lines]))

    @pytest.mark.parametrize("below", ["", "Ein Text über taz", "taz.de"])
    def test_a_bare_name_needs_a_front_page_below(self, below: str) -> None:
        with pytest.raises(NotADumpError):
            parse_page(f"taz.de\n\n{below}")
        page = parse_listing(f"taz.de\n\nNach Artikeln suchen\n\n{below}")
        assert (page.kind, page.search) == ("front", "Nach Artikeln suchen")

    def test_a_text_that_mentions_taz_de_is_none(self) -> None:
        for text in (
            "taz.de ist eine Seite",
            "taz.de/!1",
            "taz.de: Neues",
            "taz.de --",
            "taz.de -",
        ):
            assert not is_dump(text)


class TestGkbrk:
    head, rest = gkbrk(ARTICLE_ROWS)[:10], gkbrk(ARTICLE_ROWS)[10:]

    @pytest.mark.parametrize("first", range(10))
    def test_is_known_by_any_part_of_its_head(self, first: int) -> None:
        head = self.head[first:]
        page = parse_page("\n".join([*head, *self.rest]))
        known = any(head)
        assert page.envelope == ("gkbrk" if known else "loxy")
        if known:
            assert page == without_addresses(ARTICLE)
            assert page.diagnostics == ()

    @pytest.mark.parametrize("last", [0, -1, -2, -3])
    def test_its_foot_may_be_missing(self, last: int) -> None:
        lines = gkbrk(ARTICLE_ROWS)
        page = parse_page("\n".join(lines[:last] if last else lines))
        assert page == without_addresses(ARTICLE)
        assert page.diagnostics == ()

    def test_its_foot_may_stand_right_below_a_title(self) -> None:
        page = parse("\n".join([*self.head, "taz.de -- A: B", "-- Response ended"]))
        assert page.body == ()
        assert explain(page)[-1].role == Role.ENVELOPE

    def test_a_line_of_text_with_its_mark_is_text(self) -> None:
        lines = gkbrk(ARTICLE_ROWS)
        lines.insert(16, "-- Connected ist ein Wort, das hier in einem langen Absatz steht, -- ja.")
        page = parse("\n".join(lines))
        assert "-- Connected ist" in page.text


class TestKennedy:
    @pytest.mark.parametrize("kept", [[0], [8], [0, 8], [0, 2, 4, 8], [0, 1, 2, 3, 4, 5, 6, 7, 8]])
    def test_is_known_by_the_first_or_the_last_line_of_its_head(self, kept: list[int]) -> None:
        lines = kennedy(ARTICLE_ROWS)
        page = parse_page("\n".join([*(lines[i] for i in kept), *lines[9:]]))
        assert page == without_addresses(ARTICLE)
        assert page.envelope == "kennedy"
        assert page.diagnostics == ()

    def test_its_foot_may_be_missing(self) -> None:
        lines = kennedy(ARTICLE_ROWS)
        assert parse_page("\n".join(lines[:-3])) == without_addresses(ARTICLE)

    def test_its_foot_may_stand_right_below_a_title(self) -> None:
        lines = kennedy(ARTICLE_ROWS)
        page = parse("\n".join([*lines[:9], "taz.de -- A: B", *lines[-3:]]))
        assert page.body == ()
        assert explain(page)[-1].role == Role.ENVELOPE

    def test_asked_for_by_name_it_may_lack_its_head(self) -> None:
        page = parse("# taz.de -- Wind: Es weht\n\nUnd wie.\n\n-=-=-=-=-=-=-", envelope="kennedy")
        assert (page.title.headline, page.lede) == ("Es weht", "Und wie.")
        assert explain(page)[-1].role == Role.ENVELOPE

    def test_the_head_is_the_envelope_s(self) -> None:
        page = parse_page("\n".join(kennedy(ARTICLE_ROWS)))
        roles = [line.role for line in explain(page)]
        assert set(roles[:10]) == {Role.ENVELOPE, Role.BLANK}
        assert roles[-1] == Role.ENVELOPE


def test_sub_headings_without_marks_are_told_by_their_shape() -> None:
    lines = [
        "taz.de -- A: B",
        "",
        "Der Vorspann.",
        "",
        "Kein Ende",
        "",
        "Ein Absatz " * 12 + "aus.",
    ]
    page = parse("\n".join(lines))
    assert [type(block) for block in page.body] == [Subheading, Paragraph]


def test_nothing_of_gemini_is_wrapped() -> None:
    paragraph = "Wort " * 60 + "Ende."
    article = Article(title=Title.from_text("A: B"), body=(Paragraph(content=(paragraph,)),))
    assert paragraph in render(article, "gemtext").split("\n")
    assert parse(render(article, "gemtext", header=True)) == article
