"""Guarantees 4 and 5: what is written is read again, in every envelope, up to what that one loses.

How: the table of all ways to write (`ways`), each with the losses it must show; over pages that the
format can carry, nothing more may be lost, and on some page each of them is.
Cost: milliseconds a page.
"""

from __future__ import annotations

from itertools import groupby
from typing import Final

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from losses import as_cut, up_to
from ways import WAYS, WHOLE, Way

from tazdump import (
    Address,
    Article,
    Dateline,
    Entry,
    Listing,
    Paragraph,
    Subheading,
    Tag,
    Title,
    Verse,
    parse,
    parse_page,
    render,
)
from tazdump._envelopes import ENVELOPES, Loss
from tazdump._testing import words
from tazdump.model import Page
from tazdump.testing import pages


def _article(*blocks: Paragraph | Subheading | Verse, **parts: object) -> Article:
    return Article(title=Title.from_text("Regen: Er bleibt"), body=blocks, **parts)  # type: ignore[arg-type]


def _plain(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(content=(text,)) for text in texts)


def _listing(*entries: Entry, **parts: object) -> Listing:
    return Listing(title="Nord", entries=entries, **parts)  # type: ignore[arg-type]


def _entry(title: str, teaser: str | None = None, path: str | None = None) -> Entry:
    address = Address(path=path) if path else None
    slug = address.slug if address else None
    return Entry(title=Title.from_text(title, slug=slug), teaser=teaser, address=address)


_STARRED: Final = "Die Anwohner*innen sehen dem Regen zu und warten auf die erste Sonne und."

_BAKERS: Final = "Bäcker:innen " * 8
_URL: Final = "www.beispiel.example/a?b=c "

#: Pages that were once read wrongly.
FOUND: Final[tuple[Page, ...]] = (
    # A lone dateline and a title: half of the lines end in a bar, and that was taken for a table.
    Article(title=Title.from_text("A: B"), dateline=Dateline(place="Kiel", agency="taz")),
    # A front page's search field without a tagline above it was read as the tagline too.
    Listing(title="taz.de", kind="front", search="Nach Artikeln suchen", entries=(_entry("A: B"),)),
    # A tagline with nothing below it was read as a teaser.
    Listing(title="taz.de", kind="front", tagline="Das große linke Nachrichten-Portal."),
    # Its star makes this two rows where text is filled, so it is no verse where it is not.
    _article(*_plain("Am Weg.", "Ein Tag.", _STARRED)),
    # Starred rows break early, and so many of them were taken for lines that nothing had filled.
    _article(*_plain("Ja."), Subheading(text=f"Große, vielleicht große {_BAKERS}am")),
    # So do rows before long words, such as URLs.
    _article(
        *_plain("Ja."),
        Subheading(text=f"Auf {_URL * 13}und"),
        Subheading(text=f"Auf {_URL * 13}und"),
        Subheading(text=f"Auf {_URL * 4}Land Land Land Land Bild:"),
    ),
)


class TestRoundTrip:
    """4. `parse_page(render(p, e)) == p` up to the losses that `e` declares."""

    @given(page=pages())
    @example(FOUND[0])
    @example(FOUND[1])
    @example(FOUND[2])
    @example(FOUND[3])
    @example(FOUND[4])
    @example(FOUND[5])
    def test_nothing_is_lost_but_what_is_declared(self, page: Page) -> None:
        for name, way in WAYS.items():
            read = parse_page(way.write(page))
            wanted = as_cut(page) if Loss.LONG_LINES in way.losses else page
            assert up_to(read, way.losses) == up_to(wanted, way.losses), name

    @pytest.mark.parametrize("envelope", ["menu", "gemtext"])
    @given(page=pages())
    def test_menu_and_gemtext_lose_nothing(self, envelope: str, page: Page) -> None:
        """But the page's own address, which who fetched it knows."""
        assert parse_page(render(page, envelope), address=page.address) == page

    @given(page=pages())
    def test_the_envelope_is_recognised(self, page: Page) -> None:
        """By its links at least; without indents a page of either proxy may be the other's."""
        assume(page.authors or page.tags if isinstance(page, Article) else page.entries)
        for name, way in WAYS.items():
            found = parse_page(way.write(page)).envelope
            assert found.removesuffix("-flush") == way.envelope.removesuffix("-flush"), name


class TestIdempotence:
    """4. Rendering what was read from a rendered page changes nothing."""

    @pytest.mark.parametrize("name", ["menu", "gemtext", "gopherproxy", "hiltjo"])
    @given(page=pages())
    def test_no_character_where_blank_lines_and_link_marks_are_kept(
        self, name: str, page: Page
    ) -> None:
        text = WAYS[name].write(page)
        assert WAYS[name].write(parse_page(text)) == text

    @given(page=pages())
    def test_no_word_anywhere(self, page: Page) -> None:
        """Where layout has to find paragraphs and entries again, lines may break elsewhere.

        With cuts there is no such law: a line that is filled again is cut elsewhere. Nor is there
        where a heading comes again and what parted the two is taken for text: it is one then.
        """
        groups = [entry.group for entry in page.entries] if isinstance(page, Listing) else []
        headings = [group for group, _ in groupby(groups)]
        assume(len(headings) == len({*headings}))
        for name, way in WHOLE.items():
            text = way.write(page)
            assert _words(way.write(parse_page(text))) == _words(text), name

    @given(page=pages())
    def test_no_character_of_what_was_found_again(self, page: Page) -> None:
        for name, way in WHOLE.items():
            text = way.write(page)
            read = parse_page(text)
            found = way.losses - {Loss.BLANK_LINES, Loss.LINK_MARKS}
            if up_to(read, found) == up_to(page, found):
                assert way.write(read) == text, name


def _words(text: str) -> list[str]:
    """The words of a text, without the table's bars, and without the indent of its first line."""
    return [bare for word in text.split() if (bare := word.strip("|"))]


class TestEnvelopesAgree:
    """5. The same page read from two envelopes gives equal pages, up to declared losses."""

    @given(pages(), st.sampled_from(tuple(WHOLE)), st.sampled_from(tuple(WHOLE)))
    def test_two_readings_are_equal_up_to_the_losses_of_both(
        self, page: Page, one: str, other: str
    ) -> None:
        losses = WHOLE[one].losses | WHOLE[other].losses
        readings = [parse_page(WHOLE[name].write(page)) for name in (one, other)]
        assert up_to(readings[0], losses) == up_to(readings[1], losses)

    @given(pages())
    def test_the_residue_does_not_matter_at_all(self, page: Page) -> None:
        ways = [way for way in WHOLE.values() if way.envelope == "table"]
        first, *others = [parse_page(way.write(page)) for way in ways]
        assert all(other == first for other in others)

    @given(pages())
    def test_an_own_address_is_worth_the_same_wherever_it_comes_from(self, page: Page) -> None:
        told = parse_page(WAYS["hiltjo with its address"].write(page))
        given_beside = parse_page(WAYS["hiltjo"].write(page), address=page.address)
        assert told == given_beside


#: For each loss a page on which it shows.
_SHOWN: Final[dict[Loss, Page]] = {
    Loss.OWN_ADDRESS: _listing(kind="section", address=Address(path="/Nord/!p4650")),
    Loss.ADDRESSES: _article(tags=(Tag(name="Wetter", address=Address(path="/!t1")),)),
    Loss.LINK_MARKS: _listing(_entry("Nord: Regen", "Sonne: Sie scheint")),
    Loss.BLANK_LINES: _article(*_plain("Zu " * 24 + "Ort", "Nach dem Regen scheint die Sonne.")),
    Loss.LONG_LINES: _article(lede="Öl und Übermut " * 12 + "Ende."),
    Loss.WRAPS: _article(lede="Es regnet und regnet. " * 9 + "Ende."),
}


class TestOptions:
    def test_of_another_envelope_are_refused_with_those_it_has(self) -> None:
        page = parse("# taz.de -- A: B")
        with pytest.raises(TypeError, match="'plain' has no option 'cut'; it has blank_lines"):
            render(page, "plain", cut=True)
        with pytest.raises(TypeError, match="'gopherproxy' has no option 'cut'; it has none"):
            render(page, "gopherproxy", cut=True)


class TestLosses:
    """What an envelope declares to lose is what it loses: no more (above), and no less."""

    def test_each_envelope_declares_what_its_ways_lose(self) -> None:
        lost: dict[str, frozenset[Loss]] = {}
        for way in WAYS.values():
            lost[way.envelope] = lost.get(way.envelope, frozenset()) | way.losses
        assert {name: ENVELOPES[name].losses for name in lost} == lost
        assert {name for name, envelope in ENVELOPES.items() if envelope.write} <= lost.keys()

    @pytest.mark.parametrize(
        ("way", "loss"),
        [
            pytest.param(way, loss, id=f"{name}: {loss}")
            for name, way in WAYS.items()
            for loss in sorted(way.losses - {Loss.WRAPS})
        ],
    )
    def test_each_declared_loss_shows_on_some_page(self, way: Way, loss: Loss) -> None:
        page, others = _SHOWN[loss], way.losses - {loss}
        read = up_to(parse_page(way.write(page)), others)
        assert read != up_to(as_cut(page) if Loss.LONG_LINES in others else page, others)

    @pytest.mark.parametrize("name", WAYS)
    def test_wraps_are_lost_where_that_is_declared_alone(self, name: str) -> None:
        page = _SHOWN[Loss.WRAPS]
        assert isinstance(page, Article)
        whole = f"> {page.lede}" in WAYS[name].write(page)
        assert whole == (Loss.WRAPS in WAYS[name].losses)


def _usual_entries() -> st.SearchStrategy[Entry]:
    """Entries as nearly all are: a kicker, a headline of words, a teaser of whole sentences."""
    no_colon = [words.phrases(1, 3), words.phrases(3, 7), words.prose(14, 26)]
    kicker, headline, teaser = (text.filter(lambda text: ": " not in text) for text in no_colon)
    return st.builds(
        _usual_entry,
        kicker.filter(lambda text: len(text) < 36 and text[-1].isalnum()),
        headline.filter(lambda text: len(text) < 60 and text[-1].isalpha()),
        teaser.filter(lambda text: 95 <= len(text) <= 190),
    )


def _usual_entry(kicker: str, headline: str, teaser: str) -> Entry:
    return _entry(f"{kicker}: {headline}", teaser)


class TestLayout:
    """What is lost is found again where it can be."""

    @given(st.lists(_usual_entries(), min_size=1, max_size=8))
    def test_usual_entries_are_told_apart_without_marks(self, entries: list[Entry]) -> None:
        page = _listing(*entries)
        for name, way in WHOLE.items():
            assert up_to(parse_page(way.write(page)), {Loss.ADDRESSES}) == page, name
