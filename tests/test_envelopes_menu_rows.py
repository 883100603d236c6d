"""Promise: of a menu's fields only blanks are taken off, and each field says what it says.

How: rows of one trait each, beside those of `test_envelopes_menu`. Cost: milliseconds.
"""

# What is proved here are private parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import pytest

from tazdump import Address, Entry, Listing, Title, parse, parse_listing, render
from tazdump._envelopes.menu import _is_path, error_message, unstuffed

HEAD = "i# taz.de -- Nord\t\tfake\t0"


class TestTexts:
    def test_lose_blanks_at_their_ends_alone(self) -> None:
        page = parse("i# taz.de -- A: Faktor X \t\tfake\t0\ni> Um 30\xa0 \t\tfake\t0\n")
        assert (page.title.headline, page.lede) == ("Faktor X", "Um 30\xa0")
        listing = parse_listing(f"{HEAD}\n1 Faktor X \t/!1\n1 Um 30\xa0 \t/!2\n")
        assert [str(entry.title) for entry in listing.entries] == ["Faktor X", "Um 30\xa0"]

    def test_of_a_title_may_name_taz_once_more(self) -> None:
        page = parse("i# taz.de -- Medien: Neues von taz.de -- und mehr\t\tfake\t0\n")
        assert page.title.headline == "Neues von taz.de -- und mehr"

    def test_of_a_search_field_are_its_label_whatever_it_says(self) -> None:
        rows = ["i# taz.de\t\tfake\t0", "7Im Archiv stöbern\t/s\ttaz.de\t70", "1A: B\t/!1"]
        page = parse_listing("\n".join(rows))
        assert (page.search, page.tagline, len(page.entries)) == ("Im Archiv stöbern", None, 1)


class TestAddresses:
    @pytest.mark.parametrize(
        ("row", "path"),
        [
            ("1Titel\t\ttaz.de", "/"),
            ("1Titel\t/aX\texample.org\t70", "gopher://example.org/1/aX"),
            ("1Titel\t/a\xa0\texample.org\t70", "gopher://example.org/1/a%C2%A0"),
            ("1Titel\t/a\tX.example.org\t70", "gopher://x.example.org/1/a"),
            ("1Titel\t/a\t\xa0example.org\t70", "gopher://%C2%A0example.org/1/a"),
            ("1Titel\t/a\texample.org\tX80", "gopher://example.org/1/a"),
            ("1Titel\t/a\texample.org\t\xa080", "gopher://example.org/1/a"),
            ("hTitel\tX\texample.org\t70", "gopher://example.org/hX"),
            ("hTitel\t\xa0\texample.org\t70", "gopher://example.org/h%C2%A0"),
            ("hTitel\tURL:https://example.org/?URL:x\ttaz.de", "https://example.org/?URL:x"),
        ],
    )
    def test_are_made_of_the_fields_as_they_stand(self, row: str, path: str) -> None:
        (entry,) = parse_listing(f"{HEAD}\n{row}\n.\n").entries
        assert entry == Entry(title=Title.from_text("Titel"), address=Address(path=path))

    @pytest.mark.parametrize("selector", ["X/!1", "/!1X", "\xa0/!1", "/", "/a"])
    def test_of_other_hosts_are_taz_s_only_if_they_look_it(self, selector: str) -> None:
        assert not _is_path(selector)
        assert _is_path(" /!1 ")

    def test_are_written_for_links_that_lost_their_text(self) -> None:
        listing = Listing(
            title="Nord",
            entries=(Entry(title=None, teaser="Ein Anriss.", address=Address(path="/!1")),),
        )
        assert "\r\n1\t/!1\ttaz.de\t70\r\n" in render(listing, "menu")


class TestDots:
    def test_with_blanks_behind_them_are_lone_ones_too(self) -> None:
        assert unstuffed(["..a", ". "]) == [".a", ". "]
        assert error_message(["3Nein", ". "]) == "Nein"

    @pytest.mark.parametrize("line", [".X", ".\xa0"])
    def test_with_anything_else_behind_them_are_text(self, line: str) -> None:
        assert unstuffed(["..a", line]) == ["..a", line]
        (entry,) = parse_listing(f"{HEAD}\n1A: B\t/!1\niEins\n{line}\n").entries
        assert entry.teaser == f"Eins {line}"


class TestErrors:
    def test_are_looked_for_in_the_first_eight_lines(self) -> None:
        assert error_message(["3Nein", *[""] * 7, "Text"]) == "Nein"
        assert error_message(["3Nein", *[""] * 6, "Text"]) is None

    def test_may_begin_with_a_word_of_one_letter(self) -> None:
        assert error_message(["3A b"]) == "A b"
