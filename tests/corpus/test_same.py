"""Duplicates: one page through whatever envelopes is one page, and no two pages ever are."""

from __future__ import annotations

import datetime
import tracemalloc
from collections.abc import Sequence

import pytest
from attrs import evolve
from envelope_forms import FORMS
from envelope_pages import CASES, FRONT, LISTING
from envelope_proxies import PROXIES, TELLING
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from linear import Job, assert_linear

from tazdump import Address, Article, Listing, Paragraph, Title, parse, parse_page, render
from tazdump.corpus._same import GAP, Duplicates, fingerprint, fits, words_of
from tazdump.model import Page
from tazdump.testing import pages

BODY = (
    "Am Montag kam das Wasser bis an die Schwelle, am Dienstag stand es in der Küche, und am "
    "Mittwoch fuhren die ersten mit dem Boot zum Bäcker, der trotz allem geöffnet hatte."
)
LONG = "Hochwasser an der Lumme: Warum die Leute im Dorf bleiben, obwohl das Wasser wieder steigt"


def groups(given_pages: Sequence[Page | None]) -> list[int]:
    """For each page the index of its best reading."""
    same = Duplicates()
    assert [same.add(fingerprint(page)) for page in given_pages] == list(range(len(given_pages)))
    return [same.best_of(i) for i in range(len(given_pages))]


def article(title: str = LONG, text: str = BODY, path: str | None = None) -> Article:
    return Article(
        title=Title.from_text(title),
        body=(Paragraph(content=(text,)),),
        date=datetime.date(2025, 9, 4),
        address=None if path is None else Address(path=path),
    )


def as_cut(page: Page) -> Page:
    return parse_page(render(page, "table", cut=True))


def as_read_cut(text: str) -> Article:
    """A page with a cut title, and this text."""
    cut = as_cut(article())
    assert isinstance(cut, Article)
    return evolve(cut, body=(Paragraph(content=(text,)),))


class TestOnePage:
    """Readings of one page are one, whatever lay between taz and the reader."""

    @pytest.mark.parametrize("case", CASES)
    def test_through_every_envelope(self, case: str) -> None:
        rows, address, _ = CASES[case]
        texts = {name: "\n".join(form.lines(rows)) for name, form in FORMS.items()}
        texts |= {name: build(rows, address) for name, build in PROXIES.items()}
        best = groups([parse_page(text) for text in texts.values()])
        assert len(set(best)) == 1
        assert list(texts)[best[0]] in TELLING, "the best has its own address"

    @given(pages(), st.sampled_from(["menu", "gemtext", "gopherproxy", "hiltjo"]))
    @settings(deadline=None)
    def test_written_and_read_again(self, page: Page, envelope: str) -> None:
        readings = [parse_page(render(page, way)) for way in ("menu", envelope)]
        assert len(set(groups(readings))) == 1

    def test_cut_and_whole(self) -> None:
        page = article()
        assert as_cut(page) != page
        assert groups([as_cut(page), page]) == [1, 1]
        assert groups([page, as_cut(page)]) == [0, 0]

    def test_a_cut_line_of_the_body(self) -> None:
        umlauts = "Über die Brücke führt für üblich ein müder Läufer, völlig müßig übrigens, früh."
        page = article("Brücke: Früh", f"{umlauts} {BODY}")
        cut = as_cut(page)
        assert any(found.code == "TEXT_CUT" for found in cut.diagnostics)
        assert groups([cut, page, cut]) == [1, 1, 1]

    def test_an_authors_ellipsis_on_a_cut_page(self) -> None:
        page = article(text=f"{BODY} Und so … und so weiter … Und dann… nichts.")
        assert groups([as_cut(page), page]) == [1, 1]

    def test_the_address_of_an_article_joins_what_words_do_not(self) -> None:
        one, other = article(path="/Lumme/!5001"), article(text="Neu.", path="/!5001")
        assert len(set(groups([one, other]))) == 1

    def test_a_page_without_address_joins_two_that_have_it(self) -> None:
        changed = article(text="Neu. " + BODY, path="/!5001")
        bare = article()
        assert len(set(groups([changed, bare, article(path="/Lumme/!5001")]))) == 1

    def test_an_old_article_has_a_path_for_an_address(self) -> None:
        path = "/1/zukunft/artikel/1/hochwasser/"
        assert len(set(groups([article(path=path), article(text="Neu.", path=path)]))) == 1


class TestTwoPages:
    """What is not known to be one page stays two."""

    @given(pages(), pages())
    @settings(deadline=None)
    def test_with_different_words(self, one: Page, other: Page) -> None:
        words = [sorted(map(str, _texts(page))) for page in (one, other)]
        assume(words[0] != words[1])
        addresses = {page.address.id for page in (one, other) if page.address}
        assume(len(addresses) != 1)
        assert groups([one, other]) == [0, 1]

    def test_two_addresses_with_the_same_words(self) -> None:
        pages = [article(path="/!5001"), article(path="/!5002"), article(path="/!5001")]
        assert groups(pages) == [0, 1, 0]

    def test_no_page_joins_two_addresses(self) -> None:
        pages = [article(path="/!5001"), article(), article(path="/!5002")]
        assert groups(pages) == [0, 0, 2]

    def test_another_day(self) -> None:
        assert groups([article(), evolve(article(), date=datetime.date(2025, 9, 5))]) == [0, 1]

    def test_a_listing_on_another_day(self) -> None:
        address = Address(path="/!p4711")
        today = evolve(LISTING, address=address)
        assert groups([today, evolve(today, entries=today.entries[1:])]) == [0, 1]

    def test_an_article_and_a_listing_of_the_same_words(self) -> None:
        assert groups([Article(title=Title.from_text("Nord")), Listing(title="Nord")]) == [0, 1]

    def test_a_cut_page_and_one_with_another_text(self) -> None:
        assert groups([as_cut(article()), article(text=f"Nein. {BODY}")]) == [0, 1]
        assert groups([article(text=f"{BODY} Nein."), as_cut(article())]) == [0, 1]

    def test_a_cut_title_alone_proves_nothing(self) -> None:
        assert groups([as_cut(article(text="Kurz.")), article(text="Kurz.")]) == [0, 1]

    def test_rows_without_page(self) -> None:
        assert groups([None, None, article(), None, article()]) == [0, 1, 2, 3, 2]


class TestBest:
    """The best reading is the one that has lost least."""

    def test_fewest_errors_before_all(self) -> None:
        torn = parse_page(render(article(path="/!5001"), "menu").partition("## ARTIKEL")[0])
        torn = evolve(torn, address=Address(path="/!5001"))
        table = evolve(parse_page(render(article("Kurz: Titel"), "table")), address=torn.address)
        assert groups([torn, table]) == [1, 1]

    def test_then_fewest_warnings(self) -> None:
        cut = evolve(as_cut(article()), envelope="menu")
        assert groups([cut, evolve(article(), envelope="table")]) == [1, 1]

    def test_then_the_envelope_that_loses_least(self) -> None:
        page = article("Kurz: Titel")
        readings = [parse_page(render(page, way)) for way in ("table", "plain", "menu", "gemtext")]
        assert groups(readings) == [2, 2, 2, 2]

    def test_then_most_addresses(self) -> None:
        bare = evolve(FRONT, entries=tuple(evolve(e, address=None) for e in FRONT.entries))
        assert groups([bare, FRONT]) == [1, 1]

    def test_of_equals_the_first(self) -> None:
        assert groups([article(), article(), article()]) == [0, 0, 0]

    def test_pages_can_be_added_after_the_best_was_asked_for(self) -> None:
        same = Duplicates()
        same.add(fingerprint(parse_page(render(article("Kurz: Titel"), "table"))))
        assert same.best_of(0) == 0
        same.add(fingerprint(evolve(article("Kurz: Titel"), envelope="menu")))
        assert [same.best_of(0), same.best_of(1)] == [1, 1]

    def test_an_envelope_of_another_version_is_no_error(self) -> None:
        assert groups([evolve(article(), envelope="neu"), article()]) == [0, 0]


class TestFingerprints:
    """Fingerprints are small, the same everywhere, and refuse what is none."""

    def test_a_fingerprint_stays_as_it_is(self) -> None:
        page = parse("# taz.de -- Wetter: Es regnet\n> Den ganzen Tag.\n4 Sep 2025\n")
        assert fingerprint(page).hex() == STORED

    def test_two_bytes_a_word(self) -> None:
        small, large = (len(fingerprint(article(text="Wort " * n))) for n in (10, 510))
        assert large - small == 1000

    @pytest.mark.parametrize("wrong", [b"x", b"x" * 20])
    def test_what_is_no_fingerprint(self, wrong: bytes) -> None:
        with pytest.raises(ValueError, match=r"tazdump\.corpus\.fingerprint"):
            Duplicates().add(wrong)

    def test_many_pages_that_begin_alike_take_no_more_time(self) -> None:
        """Only some are compared word for word, so that one title cannot make a run quadratic."""
        body = BODY.split()
        many = [article(text=" ".join([*body, str(n)])) for n in range(200)]
        best = groups([*many, *map(as_cut, many)])
        assert best[:200] == list(range(200))
        assert best[200] == 0
        assert best[-1] == 399


class TestCost:
    """Whatever the pages hold, telling them apart takes time in line with what they hold."""

    @pytest.mark.parametrize(
        ("where", "below"),
        [("text", "\u0316"), ("text", "\uff9e"), ("title", " \u0316")],
        ids=["as it is read", "as a word is told", "as a title is told"],
    )
    def test_runs_of_marks(self, where: str, below: str) -> None:
        """Python sorts the marks behind a letter one by one."""

        def job_of(n: int) -> Job:
            marks = "Wasser" + "\u0301" * n + below[:-1] + below[-1] * n
            page = article(**{where: marks})
            return lambda: fingerprint(page)

        assert_linear(job_of, lambda n: 2 * n, 1500)

    @pytest.mark.parametrize("words", ["Wasser steigt ", "weg… ", "Wasser weg… "])
    def test_many_small_pages_beside_some_large_ones(self, words: str) -> None:
        """They are compared only as far as the smaller one goes."""

        def job_of(n: int) -> Job:
            large = [as_read_cut(f"{BODY} {k} {words * n}") for k in range(64)]
            small = [article(text=f"{BODY} {k}") for k in range(n)]
            prints = [fingerprint(page) for page in (*large, *small)]

            def job() -> None:
                same = Duplicates()
                for one in prints:
                    same.add(one)

            return job

        assert_linear(job_of, lambda n: n, 500)

    def test_gaps_upon_gaps(self) -> None:
        """Many in a row hide no more than one, and are compared as one."""
        page = as_read_cut(f"{BODY} {'weg… ' * 500}")
        assert fingerprint(page) == fingerprint(as_read_cut(f"{BODY} weg…"))
        assert words_of(["weg… – fort…", "hin…"], cut=True) == GAP

    def test_no_module_keeps_long_words(self) -> None:
        """Fifty of them would be five MB."""
        pages = [article(text=f"{n}{'u' * 100_000}") for n in range(50)]
        tracemalloc.start()
        assert len({fingerprint(page) for page in pages}) == 50
        kept, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert (kept < 100_000, peak > 100_000) == (True, True)


class TestWords:
    """Words are what all envelopes keep."""

    @given(st.lists(st.text(alphabet="abcäöüß…|> #*\u00ad\ufffd☃", max_size=9), max_size=9))
    def test_blanks_and_marks_are_none(self, texts: list[str]) -> None:
        assert words_of(texts) == words_of([" ".join(["> ", *texts, " | |"])])

    def test_umlauts_may_be_spelled_out(self) -> None:
        assert words_of(["Größe, über Öl"]) == words_of(["Groesse", "ueber", "OEL"])
        assert words_of(["cafe\u0301"]) == words_of(["Café"]) == words_of(["cafe"])

    @given(st.text("abc", min_size=1), st.data())
    def test_a_gap_fits_what_it_hides(self, whole: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(whole) - 1))
        end = data.draw(st.integers(start, min(len(whole), start + 24)))
        assert fits(whole[:start] + GAP + whole[end:], whole)

    @pytest.mark.parametrize(
        ("cut", "whole"),
        [
            ("ab", "ab"),  # no gap: compared by their hashes
            (f"ab{GAP}cd", "xbycd"),
            (f"ab{GAP}cd", "abycx"),
            (f"ab{GAP}c{GAP}", "abyyyy"),
            (f"ab{GAP}bc", "abc"),
            (f"ab{GAP}", "ab" + "y" * 25),
            (f"a{GAP}b{GAP}", "a" + "y" * 25 + "by"),
        ],
    )
    def test_a_gap_fits_nothing_else(self, cut: str, whole: str) -> None:
        assert not fits(cut, whole)

    def test_gaps_may_follow_each_other(self) -> None:
        assert fits(f"a{GAP}{GAP}d", "abcd")


def _texts(page: Page) -> list[object]:
    if isinstance(page, Article):
        return [words_of([page.title.text, page.lede or "", page.text]), page.date]
    shown = [text for e in page.entries for text in (e.group, e.title, e.teaser)]
    return [words_of([page.title, page.tagline or "", *map(str, filter(None, shown))])]


STORED = (
    "0000000000000000a25909bb2a1cb15b0ebc26d58bbdb7a40a6765e591784d7901000000050001001440d78b532e0100"
    "5d0ead01e767"
)
