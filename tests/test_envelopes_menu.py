"""Promise: raw menus are read as the world really sends them (FORMAT 1.6; RFC 1436, 2 and 3.8).

How: the invented pages as menus, each with one deviation. Cost: milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from envelope_pages import ADDRESS, ARTICLE, ARTICLE_ROWS, CASES, LISTING, LISTING_ROWS, Case, menu
from hypothesis import given
from hypothesis import strategies as st

from tazdump import (
    Address,
    Article,
    Code,
    Entry,
    Listing,
    NotADumpError,
    ParseError,
    Role,
    Title,
    explain,
    is_dump,
    parse,
    parse_listing,
    parse_page,
    render,
    verbatim,
)
from tazdump._envelopes.menu import error_message, unstuffed

each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def placeholder(host: str, port: str = "0", selector: str = "") -> Callable[[str], str]:
    def damage(text: str) -> str:
        return text.replace("\t\terror.host\t1", f"\t{selector}\t{host}\t{port}")

    return damage


def each_line(change: Callable[[str], str]) -> Callable[[str], str]:
    def damage(text: str) -> str:
        return "\r\n".join(
            [line if line in {"", "."} else change(line) for line in text.split("\r\n")]
        )

    return damage


def without_type(line: str) -> str:
    """An info row of text that has lost its `i`, where that can be told."""
    return line[1:] if line[0] == "i" and line[1:2] in {"„", "W", "", "\t"} else line


DEVIATIONS: dict[str, Callable[[str], str]] = {
    "LF for CRLF": lambda text: text.replace("\r\n", "\n"),
    "CR for CRLF": lambda text: text.replace("\r\n", "\r"),
    "no dot": lambda text: text.removesuffix(".\r\n"),
    "no end at all": lambda text: text.removesuffix("\r\n.\r\n"),
    "blanks behind the dot": lambda text: text.replace(".\r\n", ". \r\n\r\n"),
    "two dots": lambda text: text + ".\r\n",
    "byte order mark": lambda text: "\ufeff" + text,
    "Gopher+ plus": each_line(lambda line: line + "\t+"),
    "Gopher+ question mark": each_line(lambda line: line + "\t?"),
    "two more fields": each_line(lambda line: line + "\t+\tmehr"),
    "no port": each_line(lambda line: line.rpartition("\t")[0]),
    "no host nor port": each_line(lambda line: "\t".join(line.split("\t")[:2])),
    "info rows without any field": each_line(
        lambda line: line.partition("\t")[0] if line[0] == "i" else line
    ),
    "blanks around fields": each_line(lambda line: line.replace("\t", " \t ")),
    "an i row is an empty line": each_line(lambda line: "" if line[:2] == "i\t" else line),
    "a row lacks its type": each_line(without_type),
    "host fake": placeholder("fake"),
    "host (NULL)": placeholder("(NULL)"),
    "host (NULL) and a selector": placeholder("(NULL)", "0", "TITLE"),
    "host Err": placeholder("Err", "70", "Err"),
    "host null.host": placeholder("null.host", "1", "null"),
    "no placeholders": placeholder("", ""),
    "own host in info rows": placeholder("taz.de", "70"),
    "another host in info rows": placeholder("gopher.example.org", "70", "/phlog"),
    "upper-case hosts": lambda text: text.replace("taz.de\t70", "TAZ.DE\t70"),
    "www": lambda text: text.replace("taz.de\t70", "www.taz.de\t70"),
    "another port": lambda text: text.replace("taz.de\t70", "taz.de\t7070"),
    "a mirror": lambda text: text.replace("taz.de\t70", "spiegel.example.org\t7070"),
    "a mirror on the loopback": lambda text: text.replace("taz.de\t70", "127.0.0.1\t70"),
    "a mirror by IPv6": lambda text: text.replace("taz.de\t70", "::1\t70"),
    "text files for menus": lambda text: text.replace("\r\n1", "\r\n0"),
    "an envelope's head": lambda text: "iWillkommen auf dem Spiegel\t\tfake\t0\r\n" + text,
}


@each_case
@pytest.mark.parametrize("deviation", DEVIATIONS)
def test_a_deviation_does_not_matter(case: Case, deviation: str) -> None:
    text = DEVIATIONS[deviation](menu(case.rows))
    assert text != menu(case.rows)
    page = parse_page(text)
    assert page == case.page
    assert page.envelope == "menu"
    assert verbatim(page) == text
    assert is_dump(text)


@each_case
def test_a_menu_as_it_should_be_says_nothing(case: Case) -> None:
    page = parse_page(menu(case.rows))
    assert page == case.page
    assert page.diagnostics == ()


def test_the_address_can_be_given() -> None:
    page = parse(menu(ARTICLE_ROWS), address="gopher://taz.de/1" + ADDRESS)
    assert page == evolve(ARTICLE, address=Address(path=ADDRESS))
    assert page.id == 1234567


class TestRows:
    def entries(self, *rows: str) -> tuple[Entry, ...]:
        head = "i# taz.de -- Nord\t\tfake\t0"
        known = "1Bekannt: Eins\t/!1234567\ttaz.de\t70"
        return parse_listing("\r\n".join([head, known, *rows, "."])).entries[1:]

    @pytest.mark.parametrize(
        ("row", "path"),
        [
            ("1Titel\t/!1\ttaz.de\t70", "/!1"),
            ("1Titel\t\ttaz.de\t70", "/"),
            ("0Titel\t/Slug/!1\ttaz.de\t70", "/Slug/!1"),
            ("hTitel\tURL:https://example.org/a\ttaz.de\t70", "https://example.org/a"),
            ("hTitel\t/URL:https://example.org/a\ttaz.de\t70", "https://example.org/a"),
            ("hTitel\tGET /URL:http://example.org/\ttaz.de\t80", "http://example.org/"),
            ("hTitel\tURL:https://taz.de/!1/\ttaz.de\t70", "/!1"),
            ("hTitel\tURL:\ttaz.de\t70", None),
            ("hTitel\tindex.html\texample.org\t80", "gopher://example.org:80/hindex.html"),
            ("1Titel\t/a b\texample.org\t70", "gopher://example.org/1/a%20b"),
            ("1Titel\t\texample.org", "gopher://example.org/1"),
            ("1Titel\t/x\texample.org\tabc", "gopher://example.org/1/x"),
            ("1Titel\t/!1\terror.host\t1", "/!1"),
            ("1Titel\t\terror.host\t1", None),
            ("1Titel\tTITLE\t(NULL)\t0", None),
            ("1Titel\t/!1", "/!1"),
            ("1Titel\t", None),
            ("1Titel", None),
            ("IBild\t/b.jpg\texample.org\t70", "gopher://example.org/I/b.jpg"),
            ("+Titel\t/!1\ttaz.de\t70", "/!1"),
            ("1Titel\t/\ud800\texample.org\t70", "gopher://example.org/1/%3F"),
        ],
    )
    def test_a_link_row_leads_where_it_says(self, row: str, path: str | None) -> None:
        title = Title.from_text("Bild" if row[0] == "I" else "Titel")
        assert self.entries(row) == (
            Entry(title=title, address=Address(path=path) if path else None),
        )

    @pytest.mark.parametrize(
        "row",
        [
            "hier steht Text\t\tfake\t0",
            "der Text\t\tfake\t0",
            "Ein Text ohne Typ\t\tfake\t0",
            "Ein Text ohne Typ",
            "3 Kilo sind es",
            "1 Kilo ist es",
            "7 Kilo sind es",
            "§ 1",
        ],
    )
    def test_a_line_without_a_type_is_text_and_loses_no_letter(self, row: str) -> None:
        page = parse_listing(f"i# taz.de -- Nord\t\tfake\t0\n1Titel\t/!1\ttaz.de\t70\n{row}\n.\n")
        assert page.entries[0].teaser == row.partition("\t")[0]

    def test_an_error_row_inside_a_page_is_told_and_is_no_part_of_it(self) -> None:
        row = "3Zu viele Anfragen\t\terror.host\t1"
        page = parse_listing(f"i# taz.de -- Nord\t\tfake\t0\n1Titel\t/!1\ttaz.de\t70\n{row}\n")
        assert page.entries[0].teaser is None
        assert explain(page)[2].role is Role.UNPARSED
        assert [(found.code, found.text) for found in page.diagnostics] == [
            (Code.LINE_UNPARSED, row)
        ]

    def test_a_link_without_text_is_an_entry_whose_title_is_lost(self) -> None:
        assert self.entries("1\t/!1\ttaz.de\t70") == (
            Entry(title=None, address=Address(path="/!1")),
        )

    def test_a_row_of_fields_alone_is_a_blank_line(self) -> None:
        page = parse(menu(ARTICLE_ROWS).replace("\r\ni\t\terror.host\t1", "\r\n\t\terror.host\t1"))
        assert page == ARTICLE


class TestDots:
    def test_all_dotted_lines_stuffed_are_unstuffed(self) -> None:
        text = menu(ARTICLE_ROWS).replace("iBis dahin", "...iBis dahin")
        assert "..iBis" in str(parse(text))

    def test_one_dotted_line_unstuffed_leaves_all_as_they_are(self) -> None:
        lines = ["i# taz.de -- Nord", "1Titel\t/!1", "..Eins", ".Zwei", "."]
        assert parse_listing("\n".join(lines)).entries[0].teaser == "..Eins .Zwei"

    def test_the_lone_dot_is_no_dotted_line(self) -> None:
        assert unstuffed(["..a", "."]) == [".a", "."]

    def test_a_dot_with_text_below_is_text(self) -> None:
        lines = ["i# taz.de -- Nord", "1Titel\t/!1", "iEins", ".", "iZwei"]
        assert parse_listing("\n".join(lines)).entries[0].teaser == "Eins . Zwei"

    def test_the_last_dot_is_the_envelope_s(self) -> None:
        page = parse_page(menu(LISTING_ROWS))
        assert explain(page)[-1].role == Role.ENVELOPE

    @given(st.lists(st.text(alphabet=".ia\t ", max_size=4)))
    def test_unstuffing_takes_nothing_but_one_dot_from_each_dotted_line(
        self, lines: list[str]
    ) -> None:
        after = unstuffed(lines)
        if after != lines:
            dotted = [line for line in lines if line.startswith(".") and line.rstrip() != "."]
            assert all(line.startswith("..") for line in dotted)
        assert all(a in {b, b[1:]} for a, b in zip(after, lines, strict=True))


class TestServersErrors:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("3Nicht gefunden\t\terror.host\t1\r\n.\r\n", "Nicht gefunden"),
            ("3Nicht gefunden\r\n.\r\n", "Nicht gefunden"),
            ("3Nicht gefunden", "Nicht gefunden"),
            ("\n\n3Nicht gefunden\t\t\t", "Nicht gefunden"),
            ("3 '/!1' gibt es nicht!\t\terror.host\t1\n", "'/!1' gibt es nicht!"),
            ("3Nein\t\terror.host\t1\niZurück\t\tfake\t0\n1Start\t/\ttaz.de\t70\n.\n", "Nein"),
            ("3Eins\tErr\terror.host\t1\n3Zwei\tErr\terror.host\t1\n", "Eins"),
            ("51 Not found\r\n", "51 Not found"),
            ("44 60\r\n", "44 60"),
            ("60\r\n", "60"),
            ("Error: File or directory not found! (null)\n", "Error: File or directory not found!"),
        ],
    )
    def test_are_quoted_with_their_place(self, text: str, said: str) -> None:
        with pytest.raises(ParseError, match="the server answered with an error") as caught:
            parse_page(text)
        assert isinstance(caught.value, NotADumpError)
        (found,) = caught.value.diagnostics
        assert found.code == Code.SERVER_ERROR
        assert said in caught.value.message
        assert text.split("\n")[found.line - 1].startswith(("3", said))
        assert found.text.startswith(said)
        assert not is_dump(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "\n\n",
            ".",
            "3",
            "3\t\terror.host\t1",
            "3 Männer im Schnee",
            "30 Jahre danach",
            "30 gemini://example.org/",
            "3Eins\n3Zwei",
            "Drei",
            "20 text/gemini\n# Nichts",
            "51 Not found\nund mehr",
            "99 Luftballons",
            "5100",
            "Error: Nein\nund mehr",
        ],
    )
    def test_are_not_seen_in_other_texts(self, text: str) -> None:
        assert error_message(text.split("\n")) is None
        with pytest.raises(NotADumpError) as caught:
            parse_page(text)
        assert "the server answered" not in caught.value.message

    def test_an_error_s_place_is_the_line_s_even_below_blank_ones(self) -> None:
        with pytest.raises(NotADumpError) as caught:
            parse_page("\n\n3Nicht gefunden\t\terror.host\t1")
        assert caught.value.diagnostics[0].line == 3


class TestWriter:
    @each_case
    def test_what_is_written_is_read_as_the_same_page(self, case: Case) -> None:
        text = render(case.page, "menu")
        assert parse_page(text) == case.page
        assert text.endswith("\r\n.\r\n")
        assert all(
            line == "." or line.count("\t") == 3 for line in text.removesuffix("\r\n").split("\r\n")
        )

    @each_case
    @pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 7070), ("localhost", 70)])
    def test_links_lead_to_the_given_server_and_are_read_as_taz_s(
        self, case: Case, host: str, port: int
    ) -> None:
        text = render(case.page, "menu", host=host, port=port)
        assert f"\t{host}\t{port}\r\n" in text
        assert parse_page(text) == case.page

    def test_an_outside_address_is_an_h_row(self) -> None:
        entry = Entry(
            title=Title.from_text("Titel"), address=Address(path="https://example.org/a?b=c")
        )
        listing = Listing(title="Nord", entries=(entry,))
        text = render(listing, "menu")
        assert "hTitel\tURL:https://example.org/a?b=c\ttaz.de\t70\r\n" in text
        assert parse_page(text) == listing

    def test_a_link_without_address_leads_nowhere(self) -> None:
        listing = Listing(title="Nord", entries=(Entry(title=Title.from_text("Titel")),))
        text = render(listing, "menu")
        assert "1Titel\t\terror.host\t1\r\n" in text
        assert parse_page(text) == listing

    def test_a_tab_in_a_text_becomes_a_blank(self) -> None:
        article = Article(title=Title.from_text("Wetter: Es\tregnet"))
        assert "i# taz.de -- Wetter: Es regnet\t" in render(article, "menu")

    def test_the_listing_s_rows_are_the_server_s(self) -> None:
        written = render(LISTING, "menu").split("\r\n")
        assert [line.partition("\t")[0] for line in written[:-2]] == [
            line.partition("\t")[0] for line in menu(LISTING_ROWS).split("\r\n")[:-2]
        ]


@given(st.lists(st.text(alphabet="i17h3+.\t/!1taz.de ä", max_size=12), max_size=12))
def test_any_rows_below_a_title_are_read(lines: list[str]) -> None:
    text = "\r\n".join(["i# taz.de -- Wetter: Es regnet\t\tfake\t0", *lines])
    page = parse_page(text)
    assert verbatim(page) == text
    assert len(explain(page)) == len(page.source)
