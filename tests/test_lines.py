"""Promise: each line format is told from all others, and reads to the value that it holds.

How: the table of FORMAT 1.1 in examples, right and nearly right; what the fill and the cuts say of
a single line. Cost: milliseconds.
"""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump._envelopes.table import cut_line
from tazdump._lines import (
    MONTHS,
    is_date,
    is_heading,
    is_lede,
    read_date,
    read_dateline,
    read_target,
    section_names,
    write_date,
)
from tazdump._patterns import DATELINE
from tazdump._text import cut_rows, is_cut, is_severed, is_unwrapped


class TestHeading:
    @pytest.mark.parametrize("text", ["## LINKS", "## Kein Ende", "##", "## "])
    def test_is_two_marks_and_a_blank_or_nothing(self, text: str) -> None:
        assert is_heading(text)

    @pytest.mark.parametrize("text", ["", "#", "# Titel", "##Eins", "### Drei", " ## Zwei"])
    def test_is_nothing_else(self, text: str) -> None:
        assert not is_heading(text)

    def test_of_a_section_has_its_name(self) -> None:
        assert section_names(marked=True)["## AUTOREN"] == "AUTOREN"
        assert section_names(marked=False)["AUTOREN"] == "AUTOREN"
        assert "AUTOREN" not in section_names(marked=True)


class TestLede:
    def test_is_a_mark_and_a_blank_or_nothing(self) -> None:
        assert is_lede("> Text")
        assert is_lede(">")
        assert not any(map(is_lede, ("", ">Text", " > Text", "Text")))


class TestDate:
    @given(st.dates(min_value=datetime.date(1000, 1, 1)))
    def test_that_is_written_is_read(self, date: datetime.date) -> None:
        text = write_date(date)
        assert is_date(text)
        assert read_date(text) == date

    def test_is_english_whatever_the_locale(self) -> None:
        assert [write_date(datetime.date(2024, i, 3)).split()[1] for i in range(1, 13)] == [*MONTHS]

    def test_may_have_a_leading_zero(self) -> None:
        assert read_date("04 Sep 2025") == datetime.date(2025, 9, 4)

    @pytest.mark.parametrize("text", ["31 Feb 2020", "0 Jan 2020", "99 Dec 1999", "30 Feb 2024"])
    def test_that_no_calendar_has_is_one_by_its_form_alone(self, text: str) -> None:
        assert is_date(text)
        assert read_date(text) is None

    @pytest.mark.parametrize("text", ["1 Jan 0000"])
    def test_of_the_year_nought_is_no_day(self, text: str) -> None:
        assert read_date(text) is None

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "",
                "4. Sep 2025",
                "4 Sept 2025",
                "4 sep 2025",
                "4 Mai 2025",
                "2025-09-04",
                "4 Sep 25",
            ),
            *(
                "4  Sep 2025",
                "4 Sep 2025.",
                "4 Sep 2025\n",
                "Am 4 Sep 2025",
                "٤ Sep 2025",
                "4 Okt 2025",
                " Sep 2025",
                "123 Sep 2025",
                "004 Sep 2025",
            ),
        ],
    )
    def test_is_nothing_else(self, text: str) -> None:
        assert not is_date(text)
        assert read_date(text) is None


class TestDateline:
    @pytest.mark.parametrize(
        ("text", "place", "agency", "rest"),
        [
            ("Berlin taz | Es", "Berlin", "taz", "Es"),
            ("Berlin taz |", "Berlin", "taz", ""),
            ("BERLIN taz | Es", "BERLIN", "taz", "Es"),
            ("Berlin TAZ | Es", "Berlin", "TAZ", "Es"),
            ("Berlin dpa | Es", "Berlin", "dpa", "Es"),
            ("Berlin taz/dpa | Es", "Berlin", "taz/dpa", "Es"),
            ("Berlin dpa/afp/rtr | Es", "Berlin", "dpa/afp/rtr", "Es"),
            ("Berlin taz, dpa | Es", "Berlin", "taz, dpa", "Es"),
            ("Genf epd | Es", "Genf", "epd", "Es"),
            ("Bad Münster am Stein taz | Es", "Bad Münster am Stein", "taz", "Es"),
            ("Frankfurt/Main ap | Es", "Frankfurt/Main", "ap", "Es"),
            ("Frankfurt (Oder) taz | Es", "Frankfurt (Oder)", "taz", "Es"),
            ("Kyjiw/Moskau taz | Es", "Kyjiw/Moskau", "taz", "Es"),
            ("Berlin, Paris und London taz | Es", "Berlin, Paris und London", "taz", "Es"),
            ("Rio de Janeiro taz | Es", "Rio de Janeiro", "taz", "Es"),
            ("Sri Jayawardenepura-Kotte taz | Es", "Sri Jayawardenepura-Kotte", "taz", "Es"),
            ("L’Aquila taz | Es", "L’Aquila", "taz", "Es"),
            ("St. Gallen taz | Es", "St. Gallen", "taz", "Es"),
            ("İstanbul taz | Es", "İstanbul", "taz", "Es"),
            ("Berlin taz |  Es | war", "Berlin", "taz", " Es | war"),
            ("Y taz | Es", "Y", "taz", "Es"),
        ],
    )
    def test_is_places_agency_and_bar(self, text: str, place: str, agency: str, rest: str) -> None:
        found = read_dateline(text)
        assert found is not None
        assert (found.place, found.agency, text[found.end :]) == (place, agency, rest)

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "",
                "taz |",
                "| Es",
                "Berlin | Es",
                "berlin taz | Es",
                "Berlin taz Es",
                "Berlin taz |Es",
            ),
            *(
                "Er sagte der taz | Es",
                "Wir lesen die taz | Es",
                "Berlin xyz | Es",
                "Berlin taz| Es",
            ),
            *("Der taz | Es", "Eine dpa | Es", "bErlin taz | Es"),
            *("Eins, zwei taz | Es", "„Berlin“ taz | Es", "1999 taz | Es", "Halle (saale) taz | x"),
            "A " * 13 + "taz | Es",
            "A" * 60 + " taz | Es",
            "Berlin taz" + " " * 300 + "| Es",
        ],
    )
    def test_is_nothing_else(self, text: str) -> None:
        assert read_dateline(text) is None

    def test_has_its_bar_among_the_first_240_characters_of_its_text(self) -> None:
        places = ", ".join([*["Niederschwarzenberghausen"] * 8, "Oberschwarzach"])
        text = f"{places} dpa/afp | Es"
        assert text.index("|") == 240 - 1
        assert read_dateline(text) is not None
        assert read_dateline(f"A{text}") is None

    @given(
        st.text("AbÄßǅ", max_size=3) | st.sampled_from(["Der", "Eine", "Rom", "A" * 40, "A" * 41]),
        st.sampled_from(["taz", "dpa", "taz/dpa", "afp", "xyz", "Taz", "taz taz"]),
        st.sampled_from(["", " ", "  ", "|"]),
        st.sampled_from(["", " ", "  ", "Es", " Es | war", " taz | x"]),
    )
    def test_of_the_usual_form_is_what_the_pattern_says(
        self, place: str, agency: str, before: str, behind: str
    ) -> None:
        text = f"{place} {agency}{before}|{behind}"
        found = DATELINE.match(text)
        expected = (found["place"], found["agency"], found.end()) if found else None
        assert read_dateline(text) == expected


class TestTarget:
    @pytest.mark.parametrize(
        ("text", "number", "target"),
        [
            ("[1] /Slug/!6077857", 1, "/Slug/!6077857"),
            ("[12] https://example.org/a b", 12, "https://example.org/a b"),
            ("[3] /1/zukunft/konsum/", 3, "/1/zukunft/konsum/"),
            ("[4] irgendwas", 4, "irgendwas"),
            ("[5] /a] b", 5, "/a] b"),
            ("[123456789] /x", 123456789, "/x"),
        ],
    )
    def test_is_a_number_and_an_address(self, text: str, number: int, target: str) -> None:
        assert read_target(text) == (number, target)

    @pytest.mark.parametrize(
        "text",
        ["", "[1]", "[1] ", "[1]  x", "[1]/x", "[a] /x", "1 /x", " [1] /x", "[1234567890] /x"],
    )
    def test_is_nothing_else(self, text: str) -> None:
        assert read_target(text) is None


class TestCut:
    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
    @example("ä" * 41)
    @example("x" * 78 + "ä…")
    def test_what_the_proxy_cuts_is_seen_to_be_cut(self, text: str) -> None:
        cut = cut_line(text)
        if cut != text:
            assert is_cut(cut)
            assert is_severed(cut) == (cut[:-1].encode("utf-8")[:79] != text.encode("utf-8")[:79])

    @pytest.mark.parametrize("line", ["…", "", "x" * 79, "x" * 78 + "…", "x" * 80 + "…", "und …"])
    def test_no_other_line_is(self, line: str) -> None:
        assert not is_cut(line)

    def test_a_severed_byte_counts_like_a_replacement(self) -> None:
        assert is_cut("x" * 78 + "\udcc3…")
        assert is_severed("x" * 78 + "\udcc3…")
        assert not is_severed("x" * 79 + "…")

    def test_more_replacements_than_a_character_has_bytes_are_none(self) -> None:
        assert is_cut("x" * 76 + "\ufffd" * 3 + "…")
        assert not is_cut("x" * 75 + "\ufffd" * 4 + "…")

    def test_rows_that_are_cut_are_given_by_index(self) -> None:
        assert cut_rows(["a", "x" * 79 + "…", "…"]) == {1}


class TestUnwrapped:
    def test_a_long_lede_line_tells(self) -> None:
        assert is_unwrapped(["> " + "Wort " * 20])

    def test_a_line_longer_than_any_title_tells(self) -> None:
        assert is_unwrapped(["Wort " * 41])

    @pytest.mark.parametrize(
        "text", ["> " + "x" * 100, "x" * 300, "Ein langer Titel " * 8, "> Kurz.", "", "Wort " * 15]
    )
    def test_nothing_else_does(self, text: str) -> None:
        assert not is_unwrapped([text])

    def test_a_cut_line_does_not(self) -> None:
        assert not is_unwrapped(["> " + "Wort " * 15 + "xx…"])
