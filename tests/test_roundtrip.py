"""Guarantees 4 and 5: what is written is read again, in every envelope, up to what that one loses.

How: a table of all the ways to write, each with the losses it must show; over pages that the format
can carry, nothing more may be lost, and on some page each of them is. Cost: milliseconds a page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import pytest
from attrs import evolve
from hypothesis import assume, example, given
from hypothesis import strategies as st
from losses import as_cut, up_to

from tazdump import (
    Address,
    Article,
    Dateline,
    Entry,
    Image,
    Link,
    Listing,
    Paragraph,
    Subheading,
    Tag,
    Title,
    Verse,
    parse_page,
    render,
)
from tazdump._testing import words
from tazdump.envelopes import ENVELOPES, Loss
from tazdump.model import Page
from tazdump.testing import pages


class Way(NamedTuple):
    """A way to write a page: the envelope, and what it takes away."""

    envelope: str
    write: Callable[[Page], str]
    losses: frozenset[Loss]


def _way(envelope: str, *losses: Loss, **options: bool | str | int | None) -> Way:
    return Way(envelope, lambda page: render(page, envelope, **options), frozenset(losses))


def _with_uri(page: Page) -> str:
    return render(page, "hiltjo", uri=f"taz.de/1{page.address.path}" if page.address else "")


def _without_bars(page: Page) -> str:
    """What an extractor that writes no bars leaves of the proxy's table."""
    lines = render(page, "table", residue="T |", last="T |", cut=True).split("\n")
    return "\n".join(line.removesuffix(" |") for line in lines)


_OWN, _ADDRESSES, _MARKS = Loss.OWN_ADDRESS, Loss.ADDRESSES, Loss.LINK_MARKS
_BLANKS, _LONG = Loss.BLANK_LINES, Loss.LONG_LINES
_BARE: Final = (_OWN, _ADDRESSES, _MARKS)

WAYS: Final = {
    "menu": _way("menu", _OWN),
    "menu elsewhere": _way("menu", _OWN, host="gopher.beispiel.example", port=7070),
    "gemtext": _way("gemtext", _OWN, Loss.WRAPS),
    "gemtext with its header": _way("gemtext", _OWN, Loss.WRAPS, header=True),
    "gopherproxy": _way("gopherproxy", _OWN, _ADDRESSES),
    "gopherproxy-flush": _way("gopherproxy-flush", _OWN, _ADDRESSES, _BLANKS),
    "hiltjo": _way("hiltjo", _OWN, _ADDRESSES),
    "hiltjo with its address": Way("hiltjo", _with_uri, frozenset({_ADDRESSES})),
    "hiltjo-flush": _way("hiltjo-flush", _OWN, _ADDRESSES, _BLANKS),
    "plain": _way("plain", *_BARE),
    "plain without blank lines": _way("plain", *_BARE, _BLANKS, blank_lines=False),
    "plain of a table": Way("plain", _without_bars, frozenset({*_BARE, _BLANKS, _LONG})),
    "table": _way("table", *_BARE, _BLANKS),
    "table of trafilatura 1.4": _way("table", *_BARE, _BLANKS, residue="|T|"),
    "table of trafilatura 1.6": _way("table", *_BARE, _BLANKS, residue="|T"),
    "table of trafilatura 2.3": _way(
        "table", *_BARE, _BLANKS, residue="|  | T |  | ", last="|  | T |  |"
    ),
    "table with cuts": _way("table", *_BARE, _BLANKS, _LONG, cut=True),
}
EACH_WAY: Final = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
WHOLE: Final = [way for way in WAYS.values() if _LONG not in way.losses]


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
)


class TestRoundTrip:
    """4. `parse_page(render(p, e)) == p` up to the losses that `e` declares."""

    @EACH_WAY
    @given(page=pages())
    @example(FOUND[0])
    @example(FOUND[1])
    @example(FOUND[2])
    @example(FOUND[3])
    def test_nothing_is_lost_but_what_is_declared(self, way: Way, page: Page) -> None:
        read = parse_page(way.write(page))
        wanted = as_cut(page) if _LONG in way.losses else page
        assert up_to(read, way.losses) == up_to(wanted, way.losses)

    @pytest.mark.parametrize("envelope", ["menu", "gemtext"])
    @given(page=pages())
    def test_menu_and_gemtext_lose_nothing(self, envelope: str, page: Page) -> None:
        assert parse_page(render(page, envelope), address=page.address) == page

    @EACH_WAY
    @given(page=pages())
    def test_the_envelope_is_recognised(self, way: Way, page: Page) -> None:
        """By its links at least; the same page with and without indents may be either proxy's."""
        assume(page.authors or page.tags if isinstance(page, Article) else page.entries)
        found = parse_page(way.write(page)).envelope
        assert found.removesuffix("-flush") == way.envelope.removesuffix("-flush")

    @pytest.mark.parametrize("name", ["menu", "gemtext", "gopherproxy", "hiltjo"])
    @given(page=pages())
    def test_render_is_idempotent(self, name: str, page: Page) -> None:
        text = WAYS[name].write(page)
        assert WAYS[name].write(parse_page(text)) == text


def _words(text: str) -> list[str]:
    """The words of a text, bars of the table left out."""
    return [word for word in text.split() if word.strip("|")]


class TestLosses:
    """What an envelope declares to lose is what it loses: no more (above), and no less."""

    def test_each_envelope_with_a_writer_declares_what_its_ways_lose(self) -> None:
        written = {name: e.losses for name, e in ENVELOPES.items() if e.write}
        shown = {
            name: frozenset[Loss]().union(*(w.losses for w in WAYS.values() if w.envelope == name))
            for name in written
        }
        assert written == shown
