"""Pages of a crawl: just the dumps among the records, each with the address that its URL tells."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest
from crawl_files import PROXIES, crawl, proxy_page
from envelope_forms import FORMS
from envelope_pages import CASES
from hypothesis import given, settings
from hypothesis import strategies as st

import tazdump
from tazdump import Article, Code, Diagnostic, Listing, ParseError, parse_page
from tazdump.corpus import _pages
from tazdump.corpus._pages import Found, own_address, pages
from tazdump.corpus._record import Record
from tazdump.testing import damaged, dumps

ARTICLE = CASES["article"]
TABLE = "\n".join(FORMS["table"].lines(ARTICLE.rows))
CUT_OFF = "# taz.de -- Wetter: Es regnet\n> Den ganzen Tag."


def record(text: str, url: str | None = None, *diagnostics: Diagnostic) -> Record:
    return Record(text=text, source="crawl.jsonl", number=7, url=url, diagnostics=diagnostics)


def only(text: str, url: str | None = None, *diagnostics: Diagnostic) -> Found:
    (found,) = pages([record(text, url, *diagnostics)])
    return found


class TestDumpsAlone:
    """What is a dump is found, and nothing else is."""

    def test_a_crawl_gives_its_dumps_in_order(self) -> None:
        texts = crawl(400, every=20)
        records = [Record(text=t.text, source="c", number=i, id=t.id) for i, t in enumerate(texts)]
        found = [one.record.id for one in pages(records)]
        assert found == [t.id for t in texts if (t.id or "").startswith("dump")]
        assert len(found) == 20

    @given(st.lists(st.text(max_size=200) | dumps() | damaged(), max_size=4))
    @settings(deadline=None)
    def test_they_are_those_that_is_dump_names(self, texts: list[str]) -> None:
        found = list(pages(map(record, texts)))
        assert [one.record.text for one in found] == [t for t in texts if tazdump.is_dump(t)]
        for one in found:
            assert one.error is None
            assert one.page == parse_page(one.record.text)
            assert one.page is not None
            assert one.diagnostics == one.page.diagnostics

    def test_records_are_taken_one_by_one(self) -> None:
        taken = 0

        def endless() -> Iterator[Record]:
            nonlocal taken
            while True:
                taken += 1
                yield record(CUT_OFF)

        found = pages(endless())
        next(found)
        next(found)
        assert taken == 2

    def test_a_find_pickles(self) -> None:
        found = only(TABLE)
        assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


class TestAddresses:
    """A record's URL gives the page its address, where it is one."""

    @pytest.mark.parametrize("proxy", PROXIES)
    def test_the_url_of_each_proxy(self, proxy: str) -> None:
        text = proxy_page(proxy)
        page = only(text.text, text.url).page
        assert isinstance(page, Article)
        assert page.id == 7_000_000
        assert all(entry.address for entry in page.related)

    @pytest.mark.parametrize(
        ("url", "path"),
        [
            ("https://taz.de/Wetter-im-Norden/!1234567/", "/Wetter-im-Norden/!1234567"),
            ("gopher://taz.de/1/!1234567", "/!1234567"),
            ("gemini://taz.de/!a42", "/!a42"),
            ("https://taz.de/1/zukunft/artikel/1/titel/", "/1/zukunft/artikel/1/titel/"),
            ("https://taz.de/", "/"),
            ("https://taz.de/impressum", None),
            ("https://taz.de/!s/", None),
            ("https://example.org/!1234567", None),
            ("  ", None),
            (None, None),
        ],
    )
    def test_a_url_is_an_address_only_where_it_is_that_of_a_page(
        self, url: str | None, path: str | None
    ) -> None:
        address = own_address(url)
        assert (address and address.path) == path

    @given(st.text())
    def test_no_url_is_too_strange(self, url: str) -> None:
        address = own_address(url)
        assert address is None or address.path.startswith("/")

    def test_the_address_settles_the_kicker(self) -> None:
        text = "# taz.de -- Wetter: Norden: Es regnet\n> Den ganzen Tag."
        page = only(text, "https://taz.de/Wetter-Norden/!1/").page
        assert isinstance(page, Article)
        assert (page.title.kicker, page.id) == ("Wetter: Norden", 1)

    def test_a_front_pages_url_makes_no_front_page(self) -> None:
        page = only(TABLE, "https://taz.de/").page
        assert page == parse_page(TABLE)
        assert page is not None
        assert page.address is None

    def test_a_front_page_has_its_address(self) -> None:
        page = only("\n".join(FORMS["table"].lines(CASES["front"].rows)), "https://taz.de/").page
        assert isinstance(page, Listing)
        assert page.kind == "front"
        assert page.address is not None

    def test_a_url_from_elsewhere_changes_nothing(self) -> None:
        assert only(TABLE, "https://example.org/seite").page == parse_page(TABLE)


class TestFailures:
    """A record that fails becomes a find with its diagnostics, and the run goes on."""

    def test_what_decoding_took_is_among_the_diagnostics(self) -> None:
        told = Diagnostic(code=Code.DECODED, message="x", line=1, column=1, end_column=1)
        found = only(TABLE, None, told)
        assert found.diagnostics[0] == told
        assert found.diagnostics[1:] == parse_page(TABLE).diagnostics

    def test_strict_makes_errors_of_damaged_pages(self) -> None:
        damaged_one, whole = pages([record(CUT_OFF), record(TABLE)], strict=True)
        assert damaged_one.page is None
        assert isinstance(damaged_one.error, ParseError)
        assert damaged_one.diagnostics == parse_page(CUT_OFF).diagnostics
        assert whole.page == parse_page(TABLE)

    def test_a_bug_of_ours_ends_no_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def parse(text: str, **_: object) -> object:
            if text == CUT_OFF:
                raise RuntimeError(text)
            return parse_page(text)

        monkeypatch.setattr(_pages, "parse_page", parse)
        failed, read = pages([record(CUT_OFF), record(TABLE)])
        assert isinstance(failed.error, RuntimeError)
        assert (failed.page, failed.diagnostics) == (None, ())
        assert read.page == parse_page(TABLE)
