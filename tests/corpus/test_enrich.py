"""Cross-page repair: what one page lost another one shows, and nothing is ever made up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve
from envelope_forms import FORMS
from envelope_pages import CASES
from envelope_proxies import PROXIES
from hypothesis import given, settings
from hypothesis import strategies as st

from tazdump import Address, Article, Entry, Listing, Title, parse_page, render
from tazdump.corpus._enrich import Completion, Conflict, Enriched, Ground, enrich
from tazdump.corpus._evidence import kept_of
from tazdump.model import Page
from tazdump.testing import pages

LONG = "Hochwasser an der Lumme: Warum die Leute im Dorf bleiben, obwohl das Wasser wieder steigt"
OTHER = LONG.replace("wieder steigt", "wieder sinkt")
TEASER = "Seit Montag steht es in der Küche."
AT = "/Hochwasser-an-der-Lumme/!5001"
CUT = LONG.encode()[:79].decode() + "…"


def entry(
    title: str = LONG, teaser: str | None = TEASER, path: str | None = None, *, cut: bool = False
) -> Entry:
    address = None if path is None else Address(path=path)
    return Entry(title=Title.from_text(title, cut=cut), teaser=teaser, address=address, cut=cut)


def listing(*entries: Entry, title: str = "Nord") -> Listing:
    # Another one at the end: a last entry without teaser may be torn off.
    last = entry("Schluss: Das war es", "Bis morgen.")
    return Listing(title=title, entries=(*entries, last))


def article(
    title: str = LONG,
    path: str | None = AT,
    *,
    lede: str = "Es regnet.",
    related: tuple[Entry, ...] = (),
) -> Article:
    address = None if path is None else Address(path=path)
    return Article(title=Title.from_text(title), lede=lede, related=related, address=address)


def titles(page: Page) -> list[str]:
    entries = page.related if isinstance(page, Article) else page.entries
    return [entry.title.text for entry in entries if entry.title]


def first(given_pages: Sequence[Page]) -> Enriched:
    return enrich(given_pages)[0]


CUT_ENTRY = listing(entry(CUT, cut=True))
CUT_AT = listing(entry(CUT, path=AT, cut=True))
CUT_TITLE = Title.from_text(LONG.encode()[:67].decode() + "…", cut=True)


class TestTitles:
    """A cut title is completed by its address, or by its beginning and teaser; both say it."""

    def test_by_an_entry_with_the_same_address(self) -> None:
        other = listing(entry(teaser="Ein anderer Anriss.", path="/!5001"), title="Süd")
        done = first([CUT_AT, other])
        assert titles(done.page)[0] == LONG
        assert done.completions == (
            Completion(
                part="entries[0].title",
                before=CUT,
                after=LONG,
                ground=Ground.ADDRESS,
                origin=1,
                lines=(0, 0),
            ),
        )

    def test_by_the_article_itself(self) -> None:
        assert titles(first([CUT_AT, article()]).page)[0] == LONG

    def test_an_articles_own_title_by_an_entry(self) -> None:
        done = first([evolve(article(), title=CUT_TITLE), listing(entry(path="/!5001"))])
        assert isinstance(done.page, Article)
        assert done.page.title == Title.from_text(LONG)
        assert not done.page.title.cut
        assert done.completions[0].ground is Ground.ADDRESS

    def test_by_the_same_beginning_and_teaser(self) -> None:
        done = first([CUT_ENTRY, listing(entry(), title="Süd")])
        assert titles(done.page)[0] == LONG
        assert [one.ground for one in done.completions] == [Ground.TEASER]

    def test_a_related_article_too(self) -> None:
        page = article("Kurz: Titel", related=CUT_ENTRY.entries)
        done = first([page, listing(entry(), title="Süd")])
        assert [one.part for one in done.completions] == ["related[0].title"]

    def test_by_the_same_page_in_another_envelope(self) -> None:
        page = article(path=None, related=(entry("Regen: Nass"),), lede=f"{TEASER} " * 9)
        cut = parse_page(render(page, "table", cut=True))
        done = first([cut, page])
        assert isinstance(done.page, Article)
        assert done.page.title.text == LONG
        assert [(one.part, one.ground) for one in done.completions] == [("title", Ground.PAGE)]

    def test_a_teaser_may_be_cut_as_well(self) -> None:
        teaser = "Über Brücken führt für übliche Läufer früh übrigens müßig kein völlig müder Weg."
        page = Listing(title="Nord", entries=(entry(teaser=teaser), entry("Kurz: Titel")))
        cut = parse_page(render(page, "table", cut=True))
        assert isinstance(cut, Listing)
        assert "…" in (cut.entries[0].teaser or "")
        done = first([cut, evolve(page, title="Süd")]).page
        assert titles(done)[0] == LONG
        assert isinstance(done, Listing)
        assert done.entries[0].cut, "its teaser still is"

    def test_the_kicker_comes_with_the_title(self) -> None:
        colons = f"Deich: Watt: {LONG}"
        cut = colons.encode()[:79].decode() + "…"
        page = listing(entry(cut, path="/Deich-Watt/!5001", cut=True))
        done = first([page, listing(entry(colons, path="/!5001"), title="Süd")]).page
        assert isinstance(done, Listing)
        assert done.entries[0].title is not None
        assert done.entries[0].title.kicker == "Deich: Watt"

    def test_a_completed_title_stands_on_no_line(self) -> None:
        texts = [render(page, "table", cut=True) for page in (CUT_ENTRY, listing(entry()))]
        cut = parse_page(texts[0])
        assert isinstance(cut, Listing)
        done = first([cut, listing(entry(), title="Süd")]).page
        assert isinstance(done, Listing)
        assert done.entries[0].title is not None
        assert done.entries[0].title.lines == (0, 0)
        assert not done.entries[0].title.cut
        assert not done.entries[0].cut
        assert done.diagnostics == cut.diagnostics
        assert done.source is cut.source


class TestAddresses:
    """Addresses come from other envelopes of the same page."""

    @pytest.mark.parametrize("case", CASES)
    @pytest.mark.parametrize("form", ["table", "plain", "gopherproxy", "phoxy", "kennedy"])
    def test_all_that_another_envelope_had(self, case: str, form: str) -> None:
        rows, address, page = CASES[case]
        bare = parse_page("\n".join(FORMS[form].lines(rows)))
        told = parse_page(PROXIES["hiltjo"](rows, address))
        done = first([bare, told]).page
        if form == "phoxy":
            # Its info lines are spelled without umlauts, and stay so.
            assert [e.address for e in _entries(done)] == [e.address for e in _entries(page)]
        else:
            assert done == told
        assert done.envelope == form

    def test_the_kicker_comes_with_the_address(self) -> None:
        title = "Deich: Watt: Es regnet"
        page = article(title, path=None, lede=TEASER)
        done = first([page, evolve(page, address=Address(path="/Deich-Watt/!5001"))]).page
        assert isinstance(done, Article)
        assert done.title.kicker == "Deich: Watt"

    def test_a_slug_is_taken_along(self) -> None:
        page = article(path=None)
        done = first([page, article(path="/!5001"), article(path=AT)])
        assert [one.after for one in done.completions] == [AT]
        assert done.conflicts == ()

    def test_entries_that_begin_alike_are_told_apart_by_their_teasers(self) -> None:
        bare = listing(entry("Kurz: Titel"), entry("Kurz: Titel", "Und noch einmal."))
        told = listing(
            entry("Kurz: Titel", path="/!1"), entry("Kurz: Titel", "Und noch einmal.", "/!2")
        )
        done = first([bare, told])
        assert [e.address and e.address.id for e in _entries(done.page)] == [1, 2, None]

    def test_an_address_that_was_cut_leads_nowhere(self) -> None:
        told = listing(entry("Kurz: Titel", path="/Ein-Slug-ohne-En…"))
        assert first([listing(entry("Kurz: Titel")), told]).completions == ()

    def test_another_page_gives_no_address(self) -> None:
        other = listing(entry("Kurz: Titel", path="/!1"), entry("Neu: Hier"), title="Süd")
        done = first([listing(entry("Kurz: Titel")), other])
        assert done == Enriched(page=listing(entry("Kurz: Titel")))


class TestNoEvidence:
    """Without evidence nothing is completed."""

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(entry(teaser="Ein anderer."), id="another teaser"),
            pytest.param(entry(teaser=None), id="no teaser"),
            pytest.param(entry(f"X{LONG}"), id="another beginning"),
            pytest.param(entry(CUT, cut=True), id="cut as well"),
            pytest.param(entry(LONG.replace("steigt", "st\ufffdigt")), id="damaged"),
        ],
    )
    def test_another_entry(self, other: Entry) -> None:
        done = first([CUT_ENTRY, listing(other, title="Süd")])
        assert done == Enriched(page=CUT_ENTRY)

    def test_the_same_beginning_and_teaser_at_another_address(self) -> None:
        done = first([CUT_AT, listing(entry(path="/!5002"), title="Süd")])
        assert done == Enriched(page=CUT_AT)

    def test_a_teaser_that_is_missing_on_both_sides(self) -> None:
        page = listing(entry(CUT, None, cut=True))
        assert first([page, listing(entry(teaser=None), title="Süd")]).completions == ()

    def test_a_changed_title_at_the_same_address(self) -> None:
        changed = listing(entry("Hochwasser: Alles wieder gut", path="/!5001"), title="Süd")
        assert first([CUT_AT, changed]).completions == ()

    def test_a_title_that_may_be_torn_off(self) -> None:
        torn = Listing(title="Süd", entries=(entry(LONG[:-4], None, "/!5001"),))
        assert first([CUT_AT, torn]).completions == ()
        alone = Article(title=Title.from_text(LONG[:-4]), address=Address(path="/!5001"))
        assert first([CUT_AT, alone]).completions == ()

    def test_a_title_without_its_umlauts(self) -> None:
        spelled = evolve(article(), envelope="phoxy")
        assert first([CUT_AT, spelled]).completions == ()

    def test_a_wrongly_decoded_page(self) -> None:
        wrong = parse_page(render(article(lede="Für."), "plain").replace("Für", "FÃ¼r"))
        assert first([CUT_AT, evolve(wrong, address=Address(path="/!5001"))]).completions == ()

    def test_outside_addresses_are_none_of_a_page(self) -> None:
        page = listing(entry(CUT, None, "https://example.org/", cut=True))
        other = listing(entry(LONG, None, "https://example.org/"), title="Süd")
        assert first([page, other]).completions == ()

    def test_an_entry_without_title(self) -> None:
        page = listing(Entry(title=None, teaser=TEASER))
        assert first([page, listing(entry())]).page == page

    def test_pages_without_losses_stay_what_they_are(self) -> None:
        given_pages: list[Page] = [article(), listing(entry(path=AT))]
        assert all(
            done.page is page for done, page in zip(enrich(given_pages), given_pages, strict=True)
        )

    def test_no_pages(self) -> None:
        assert enrich([]) == []


class TestConflicts:
    """Where the evidence differs nothing is completed, and that is said."""

    def test_two_titles_at_one_address(self) -> None:
        others = [listing(entry(t, path="/!5001"), title=t) for t in (LONG, OTHER, OTHER)]
        done = first([CUT_AT, *others])
        assert done == Enriched(
            page=CUT_AT,
            conflicts=(Conflict(part="entries[0].title", shown=(LONG, OTHER), origins=(1, 2)),),
        )

    def test_two_titles_above_one_teaser(self) -> None:
        done = first([CUT_ENTRY, *(listing(entry(t), title=t) for t in (LONG, OTHER))])
        assert done.completions == ()
        assert done.conflicts[0].shown == (LONG, OTHER)

    def test_two_addresses_of_one_entry(self) -> None:
        bare = listing(entry("Kurz: Titel"))
        told = [listing(entry("Kurz: Titel", path=f"/!{n}")) for n in (1, 2)]
        done = first([bare, *told])
        assert done.page is bare
        assert [(one.part, one.shown) for one in done.conflicts] == [
            ("entries[0].address", ("/!1", "/!2"))
        ]

    def test_more_different_titles_than_any_page_has_prove_nothing(self) -> None:
        others = [listing(entry(f"{LONG} {n}", path="/!5001"), title=str(n)) for n in range(99)]
        assert first([CUT_AT, *others]) == Enriched(page=CUT_AT)


class TestEvidence:
    """Whatever is completed stands on the page that is named, and nothing else changes."""

    @given(st.lists(pages(), min_size=1, max_size=3))
    @settings(deadline=None)
    def test_every_completion_is_shown_where_it_says(self, given_pages: list[Page]) -> None:
        readings = [
            parse_page(text)
            for page in given_pages
            for text in (render(page, "table", cut=True), render(page, "menu"))
        ]
        enriched = enrich(readings)
        assert len(enriched) == len(readings)
        for done, page in zip(enriched, readings, strict=True):
            assert (done.page is page) == (not done.completions)
            assert _without_repairs(done.page) == _without_repairs(page)
            for one in done.completions:
                origin = readings[one.origin]
                shown = one.after.lstrip("/") if one.part.endswith("address") else one.after
                if one.lines != (0, 0):
                    assert shown in origin.source.text(one.lines)
                if one.part.endswith("title"):
                    head = "# taz.de -- " if one.part == "title" else ""
                    assert one.before is not None
                    assert kept_of(head + one.after) == kept_of(head + one.before)

    @given(pages())
    @settings(deadline=None)
    def test_a_whole_title_is_left_alone(self, page: Page) -> None:
        whole = parse_page(render(page, "menu"))
        done = enrich([whole, parse_page(render(page, "table", cut=True))])[0].page
        assert titles(done) == titles(whole)
        assert str(done.title) == str(whole.title)


def _entries(page: Page) -> tuple[Entry, ...]:
    return page.related if isinstance(page, Article) else page.entries


def _without_repairs(page: Page) -> Page:
    """The page without all that may be completed."""
    entries = tuple(evolve(e, title=None, address=None) for e in _entries(page))
    if isinstance(page, Listing):
        return evolve(page, entries=entries, address=None, kind=None)
    return evolve(
        page,
        title=Title.from_text(""),
        related=entries,
        address=None,
        authors=tuple(evolve(author, address=None) for author in page.authors),
        tags=tuple(evolve(tag, address=None) for tag in page.tags),
    )
