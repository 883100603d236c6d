"""Promises that were once broken: each was found by hostile or odd input, and stays here.

How: the smallest text that showed it, of our own invention. Cost: milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from linear import Job, assert_linear

from tazdump import (
    Address,
    Article,
    Dateline,
    Entry,
    Listing,
    NotADumpError,
    Paragraph,
    Subheading,
    Title,
    explain,
    is_dump,
    parse,
    parse_page,
    render,
)
from tazdump.export import json

LONG = "Es regnet seit Tagen, und niemand weiß, wann das ein Ende hat, und auch " * 3
TEASER = "Am Hafen steht das Wasser, und die Pumpen laufen die ganze Nacht durch."


class TestAnAddressElsewhereStaysThere:
    @pytest.mark.parametrize(
        "url",
        [
            "https://www.facebook.com/taz.de",
            "https://social.example/taz.de/",
            "https://de.wiki.example/wiki/Taz.de",
            "https://suche.example/search?q=taz.de",
            "https://kurz.example/taz.de/status/1",
            "mailto:a@b.example?cc=taz.de",
            "https://git.example/x/taz.de/blob/main/a.py",
        ],
    )
    def test_though_it_names_taz(self, url: str) -> None:
        assert Address.parse(url) == Address(path=url)
        assert Address.parse(url).kind == "outside"

    def test_a_target_keeps_its_query_and_fragment(self) -> None:
        text = (
            "# taz.de -- A: B\n\n> L.\n\n4 Sep 2025\n\n## LINKS\n\n"
            "[1] http://www.taz.de/1/archiv/?dig=2009/02/03/a1\n[2] https://taz.de/!5123/#absatz\n"
        )
        first, second = (link.address for link in parse(text).links)
        assert first is not None
        assert first.web == "https://taz.de/1/archiv/?dig=2009/02/03/a1"
        assert second is not None
        assert (second.id, second.web) == (5123, "https://taz.de/!5123/#absatz")
        assert second.gopher == "gopher://taz.de/1/!5123"


class TestThePageTellsItsKind:
    def test_an_article_about_articles_is_an_article(self) -> None:
        text = (
            "# taz.de -- Artikel von Inhaftierten: Post aus dem Bau\n> Ein Lede.\n"
            "Berlin taz | Text.\n4 Sep 2025\n## TAGS\nA\n## ARTIKEL ZUM THEMA\n"
        )
        assert isinstance(parse_page(text), Article)

    def test_a_listing_may_have_a_colon_in_its_name(self) -> None:
        entries = f"Regen: Es hört nicht auf\n{TEASER}\nSturm: Es geht weiter\n{TEASER}\n"
        page = parse_page("# taz.de -- Serie: Wetter\n" + entries)
        assert isinstance(page, Listing)
        assert [entry.teaser for entry in page.entries] == [TEASER, TEASER]

    def test_a_listing_whose_name_was_cut_is_told_by_its_entries(self) -> None:
        name = "Moorschutz und Wiedervernässung zwischen Elbe und Ems in den Jahren seit der Flut"
        title = Title.from_text("Regen: Es hört nicht auf")
        page = Listing(title=name, entries=(Entry(title=title, teaser=TEASER),) * 2)
        found = parse_page(render(page, "table", cut=True))
        assert isinstance(found, Listing)
        assert found.entries == page.entries

    def test_a_kicker_may_be_what_captions_begin_with(self) -> None:
        page = parse_page(f"# taz.de -- Bild-Zeitung\nBild: Die Macht\n{TEASER}\n")
        assert isinstance(page, Listing)

    def test_a_page_that_breaks_off_at_a_date_in_its_text_has_none(self) -> None:
        page = parse("# taz.de -- A: B\n> l.\nDas war am\n4 Sep 2024\n## Danach\nNoch Text.\n")
        assert page.date is None
        assert "4 Sep 2024" in page.text


class TestOrdinaryTextIsNoDump:
    @pytest.mark.parametrize(
        "text",
        [
            "# taz.de\n0.0.0.0 a.taz.de\n",
            "# Regeln\n\n# taz.de\ntaz.de##.banner\n",
            "import os\n# taz.de\nfoo()",
            "# taz.de\n\nEin Programm für taz.de.\n",
            "taz.de -- eine Zeitung seit langem\n\nLiebe Leser",
            "-- \ntaz.de -- Gruß",
            "<html><body><h1># taz.de</h1></body></html>",
            "<p>taz.de -- eine Zeitung</p><p>x</p>",
            "<html><body>\n<p>taz.de</p><p>Das große linke Wunder</p>",
        ],
    )
    def test_whatever_it_says_of_taz(self, text: str) -> None:
        assert not is_dump(text)
        with pytest.raises(NotADumpError):
            parse_page(text)


class TestTheBodyIsRead:
    def test_a_question_is_no_sub_heading_where_marks_are_lost(self) -> None:
        text = (
            f"taz.de -- A: B\n\nEin Lede, der lang ist: {LONG}.\n\n{LONG}.\n\nWarum das?\n\n{LONG}."
            "\n\n4 Sep 2025\n\nARTIKEL ZUM THEMA\n"
        )
        assert [type(block) for block in parse(text).body] == [Paragraph] * 3

    def test_a_dateline_may_stand_behind_a_sub_heading(self) -> None:
        page = Article(
            title=Title.from_text("A: B"),
            lede="L.",
            dateline=Dateline(place="Berlin", agency="taz"),
            body=(Subheading(text="Neun Uhr"), Paragraph(content=("Es regnet.",))),
        )
        for envelope in ("plain", "menu", "gemtext"):
            assert parse(render(page, envelope)) == page

    def test_a_paragraph_may_begin_like_a_caption(self) -> None:
        text = f"# taz.de -- A: B\n\n> L.\n\nBerlin taz | X.\n\nBild: {LONG.strip()}.\n"
        page = parse(text)
        assert page.images == ()
        assert parse(render(page, "gemtext")) == page

    def test_few_blank_lines_do_not_glue_paragraphs(self) -> None:
        first = "Der erste Satz ist lang, doch nicht bis an den Rand."
        second = "Der zweite Satz ist lang, doch nicht bis an den Rand."
        text = f"# taz.de -- A: B\n\n> L.\n{first}\n{LONG[:72]}\n{second}\n{first}\n4 Sep 2025\n"
        assert f"{first} {LONG[:20]}" not in parse(text).text

    @pytest.mark.parametrize(
        ("place", "agency"),
        [
            ("Frankfurt a. M.", "taz"),
            ("Freiburg i. Br.", "taz"),
            ("Berlin / Hamburg", "taz"),
            ("al-Hasaka", "dpa/taz"),
            ("Nürnberg", "dpa/lby"),
        ],
    )
    def test_datelines_of_many_forms(self, place: str, agency: str) -> None:
        page = parse(f"# taz.de -- A: B\n> L.\n{place} {agency} | Es regnet.\n4 Sep 2025\n")
        assert page.dateline == Dateline(place=place, agency=agency)

    def test_an_article_is_no_place(self) -> None:
        assert (
            parse("# taz.de -- A: B\n> L.\nDie taz | ein Porträt.\n4 Sep 2025\n").dateline is None
        )


class TestNothingIsLost:
    @pytest.mark.parametrize("blank", ["\xa0", "\u2028"])
    def test_of_a_name_that_ends_in_a_blank_of_another_kind(self, blank: str) -> None:
        title = Title.from_text("A: B" + blank)
        page = Listing(title="Nord", entries=(Entry(title=title, teaser=TEASER),))
        assert parse_page(render(page, "gemtext")) == page

    def test_a_link_that_leads_nowhere_is_shown_where_it_stands(self) -> None:
        text = "# taz.de -- A: B\n> L.\nEin [3][Wort] und [3][noch eins].\n"
        places = [d.column for d in parse(text).diagnostics if d.code == "LINK_WITHOUT_TARGET"]
        assert places == [5, 19]


def many_colons(n: int) -> str:
    """An entry whose title has many places for a kicker's end, and whose slug is long."""
    return f"i# taz.de -- A: B\t\n1{'a: ' * n}\t/{'b-' * n}/!5\ttaz.de\t70"


def nested_links(n: int) -> str:
    """Links that begin inside each other."""
    return f"# taz.de -- A: B\n{'[1][' * n}{']' * n}"


class TestWhatALineCannotHold:
    """Line ends of an address or a text would begin a line of their own, with any link in it."""

    LINK = "=> https://taz.de/a%0D%0Ab%20c/!1 T: x\n"

    @pytest.mark.parametrize(
        "text",
        [
            f"# taz.de -- Nord\n{LINK}",
            "# taz.de -- Nord\n=> gopher://taz.de/1/a%0A=%3E%20http://b.example%20x/!1 T: x\n",
            "i# taz.de -- Nord\t\tf\t1\r\nhT: x\tURL:https://taz.de/%0Ab%09c/!1\ttaz.de\t70\r\n",
            "i# taz.de -- Nord\t\tf\t1\r\n1T: x\t/a b/!1\ttaz.de\t70\r\n",
            "<pre># taz.de -- Nord\n<a href='/taz.de/1/a%0A=%3E%20b%20c/!1'>T: x</a>\n</pre>",
        ],
    )
    def test_stays_encoded_in_an_address(self, text: str) -> None:
        page = parse_page(text)
        for envelope in ("gemtext", "menu"):
            written = render(page, envelope)
            assert written.count("\n") == render(parse_page(written), envelope).count("\n")
            assert parse_page(written) == page

    @pytest.mark.parametrize("envelope", ["gemtext", "menu", "plain", "table"])
    def test_is_a_blank_in_text_that_comes_from_elsewhere(self, envelope: str) -> None:
        odd, blank = "a\r\n=> https://b.example c", "a => https://b.example c"
        pages = [
            Article(
                title=Title.from_text(text),
                lede=text,
                body=(Paragraph(content=(text,)),),
                related=(Entry(title=Title.from_text(text), teaser=text),),
            )
            for text in (odd, blank)
        ]
        assert render(pages[0], envelope) == render(pages[1], envelope)

    def test_is_encoded_in_an_address_that_comes_from_elsewhere(self) -> None:
        address = Address(path="/a\n=> b/!1")
        page = Listing(
            title="Nord", entries=(Entry(title=Title.from_text("T: x"), address=address),)
        )
        assert "=> /a%0A=>%20b/!1 T: x\n" in render(page, "gemtext")


class TestAPageOutOfJson:
    def test_may_say_that_it_has_millions_of_lines(self) -> None:
        title = '{"text": "a", "headline": "a", "lines": [1, 2000000000]}'
        page = json.loads(f'{{"schema_version": 1, "type": "article", "title": {title}}}')
        assert explain(page) == ()

    def test_commands_no_terminal_with_its_messages(self) -> None:
        page = parse("# taz.de -- Wetter: Es regnet\n> Sehr.\nNur \u00c3\u00bc das.\n")
        written = json.dumps(page).replace(page.diagnostics[0].message, "\\u001b[31mx\\ny")
        (found, *_) = json.loads(written).diagnostics
        assert found.message == "\x1b[31mx\ny"
        assert str(found).isprintable()


def title_of_marks(n: int) -> str:
    """An entry whose title has marks in an order in which no text has them."""
    marks = "\u0301" * n + "\u0316" * n
    return f"i# taz.de -- A: B\t\n1{marks}: b: c\t/X-y/!5\ttaz.de\t70"


class TestTimeIsLinear:
    @pytest.mark.parametrize(
        "make",
        [
            many_colons,
            nested_links,
            title_of_marks,
        ],
        ids=["a long slug and many colons", "nested links", "marks in a title"],
    )
    def test_in_what_was_quadratic(self, make: Callable[[int], str]) -> None:
        def job_of(n: int) -> Job:
            text = make(n)
            return lambda: parse_page(text)

        assert_linear(job_of, lambda n: len(make(n)))
