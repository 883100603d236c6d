"""Promise: what the fuzzers have found, and what leads them through the code, is read as promised.

How: each seed of `fuzz/corpus` goes once through the target that it belongs to, without the fuzzer;
what once broke a promise is an example in `TestFindings`. Cost: milliseconds a seed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from oracle import address_holds, forced_holds, json_holds, text_holds, written_page_holds

from fuzz import NAMES
from fuzz.mutators import bytes_of, damage, text_of
from fuzz.targets import TARGETS
from tazdump import Article, Entry, Listing, Paragraph, Subheading, Title

CORPUS: Final = Path(__file__).parents[1] / "fuzz" / "corpus"
SEEDED: Final = [name for name, target in TARGETS.items() if not target.drawn]


@pytest.mark.parametrize("name", SEEDED)
def test_every_seed_is_read_as_promised(name: str) -> None:
    seeds = sorted((CORPUS / name).iterdir())
    assert seeds
    for seed in seeds:
        data = seed.read_bytes()
        assert len(data) <= TARGETS[name].longest
        TARGETS[name].check(data)


def test_every_folder_of_seeds_has_its_target() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} == set(SEEDED)


def test_the_command_knows_every_target() -> None:
    assert tuple(TARGETS) == NAMES


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_any_bytes(name: str) -> None:
    for data in (b"", b"\x00", b"\xff" * 40, bytes(range(256)) * 8):
        TARGETS[name].check(data)


def test_damage_is_the_same_for_the_same_seed_and_never_too_long() -> None:
    seed = min((CORPUS / "parse").iterdir()).read_bytes()
    for chance in range(200):
        once, again = (damage(seed, 500, chance, lambda data, size: data[:size]) for _ in range(2))
        assert once == again
        assert len(once) <= 500
        assert bytes_of(text_of(once)).decode("utf-8", "surrogatepass")


class TestFindings:
    """The smallest input of each finding, whose promise is kept since."""

    @pytest.mark.parametrize(
        "text",
        [
            # A row of HTML that hid the title's role on their common line: `parse` had no place.
            "<pre>taz.de<div>Nach Artikeln suchen<div><a href=>><div><a href=>e",
            # Links that lead nowhere but to white space: their address was refused as empty.
            *(f"# taz.de -- Nord\n=> {blank} x\n" for blank in "\xa0\u2003\u3000\x85\x0b\x1c"),
            "i# taz.de -- W: x\t\tf\t1\r\n1T\t\xa0\ttaz.de\t70\r\n1T\tURL: \xa0\ttaz.de\t70\r\n",
            # A link behind a line that looks like a proxy's foot was lost with it.
            "# taz.de -- Nord\n (DIR) A: b\nYou are viewing proxied material from x\n (DIR) C: D\n",
            "URI: \n       # taz.de -- Nord\nYou are viewing proxied material from\n   DIR C: D\n",
            # Blanks of a target stay as they are: under LINKS it is a row of text.
            "# taz.de -- A: B\n[1][x]\n## LINKS\n[1] x href=/taz.de/!12 y\n4 Sep 2025\n## TAGS\n",
            # A dot and a blank of another kind are text, and no end of a menu.
            "i# taz.de -- W: x\t\tf\t1\r\n.\u3000\r\n.\r\n",
            # A row of HTML that is not found in its line, for it has a character reference.
            "<pre># taz.de -- A: B\n4 Sep 2025<br>## TAGS<br>## AN&amp;ZEIGE<br>x&amp;y",
        ],
    )
    def test_of_texts(self, text: str) -> None:
        text_holds(text)

    @pytest.mark.parametrize(
        ("text", "envelope"),
        [
            # Links whose texts are a proxy's foot, and were lost with it.
            ("# taz.de -- s\n   DIR : invalid line / field count", "hiltjo"),
            ("# taz.de -- s\n (DIR) You are viewing proxied material from x", "gopherproxy"),
            # A link that is a second title left an entry without anything.
            ("# taz.de -- M\nDIR # taz.de", "hiltjo-flush"),
            # The oracle had taken the blank that ends a foot away, with the bar behind it.
            ("# taz.de -- s: t\nYou are viewing proxied material from |", "plain"),
        ],
    )
    def test_of_envelopes_that_were_named(self, text: str, envelope: str) -> None:
        forced_holds(text, envelope)

    def test_of_pages(self) -> None:
        # A name and a title that were cut are all that is left; an article may look like that.
        name = "Am Deich " * 9 + "und davor"
        title = Title.from_text(f"{name} mit sehr vielen Wörtern: Ende")
        written_page_holds(Listing(title=name, entries=(Entry(title=title),)))

    def test_of_pages_whose_headings_repeat(self) -> None:
        # A heading of the same name as the one before it: the model had no place for it.
        name = "Möwen und kein Ende"
        one, two = (Title.from_text(f"Wetter: Der {n}. Tag") for n in (1, 2))
        entries = (
            Entry(title=one, teaser="Es regnet weiter.", group=name),
            Entry(title=Title.from_text(name), group=name),
            Entry(title=two, teaser="Es regnet noch.", group=name),
        )
        search = "Nach Artikeln suchen"
        written_page_holds(Listing(title="taz.de", kind="front", search=search, entries=entries))

    def test_of_pages_whose_headings_are_cut_to_the_same(self) -> None:
        # The oracle had taken both for one heading.
        title = Title.from_text("Wetter: Es regnet")
        long = "Möwen und kein Ende " * 5
        entries = (Entry(title=title, group=f"{long}{n}") for n in (1, 2))
        search = "Nach Artikeln suchen"
        written_page_holds(
            Listing(title="taz.de", kind="front", search=search, entries=tuple(entries))
        )

    def test_of_pages_whose_lede_has_gender_colons(self) -> None:
        # Blank lines were not believed in: the mark of a lede's next line was taken for its word.
        words = " ".join(["Schüler:innenrat"] * 30)
        blocks = (Subheading(text=words), Paragraph(content=(words,)))
        written_page_holds(Article(title=Title.from_text("A: B"), lede=words, body=blocks))

    def test_of_addresses(self) -> None:
        address_holds("taz.de%2F%1F")

    @pytest.mark.parametrize(
        "rest",
        [
            # Two unpaired surrogates that spell a character, and one that is left.
            '"title": "\\ud800\\udc00\\ud800"',
            # A line so far down that no table has room for its number: Arrow raised.
            '"title": "Nord", "entries": [{"title": null, "lines": [1, 2147483648]}]',
        ],
    )
    def test_of_json(self, rest: str) -> None:
        json_holds(f'{{"schema_version": 1, "type": "listing", {rest}}}')
