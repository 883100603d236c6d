"""The dumps among the records of a crawl, parsed: one `Found` for each, and nothing for the rest.

How: `is_dump` looks at the head of a text, so what is no page of taz costs next to nothing; the
rest goes through the parser with the address that the record's URL tells. Cost: linear; one record
at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import final

from attrs import field, frozen

from tazdump._listing import FRONT_TITLE
from tazdump._parse import checked, is_dump, parse_page
from tazdump._read import with_decoding
from tazdump.address import Address
from tazdump.corpus._record import Record
from tazdump.diagnostics import Diagnostic, ParseError
from tazdump.model import Listing, Page


@final
@frozen(kw_only=True)
class Found:
    """A dump that was found in a crawl: its record, and its page or why there is none."""

    record: Record = field(repr=False)
    page: Page | None = None
    #: Why there is no page: a `ParseError` for a damaged one in strict mode; any other exception
    #: is a bug of ours that we ask to report.
    error: Exception | None = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was noticed: the page's diagnostics, or those of the error."""
        if self.page is not None:
            return self.page.diagnostics
        return self.error.diagnostics if isinstance(self.error, ParseError) else ()


def pages(records: Iterable[Record], *, strict: bool = False) -> Iterator[Found]:
    r"""Find the dumps among some records, in their order, and parse each.

    A record's URL gives the page its address, where it is that of a page of taz or of a proxy that
    shows one; what decoding took is among the page's diagnostics. No record ends the run: one that
    fails has an `error` in place of its page. With `strict`, a page that has a diagnostic of
    severity ERROR fails.

    >>> weather = "# taz.de -- Wetter: Es regnet\n> Den ganzen Tag.\n"
    >>> url = "https://proxy.example/taz.de/1/Wetter/!5000001"
    >>> records = [
    ...     Record(text="Ein Rezept.", source="crawl.jsonl", number=1),
    ...     Record(text=weather, source="crawl.jsonl", number=2, url=url),
    ... ]
    >>> [(found.record.number, found.page.id) for found in pages(records)]
    [(2, 5000001)]
    """
    for record in records:
        if is_dump(record.text):
            yield _found(record, strict=strict)


def own_address(url: str | None) -> Address | None:
    """The address of the page of taz that a URL shows; None for any other URL.

    >>> own_address("gopher://taz.de/1/Wetter/!5000001")
    Address(path='/Wetter/!5000001')
    >>> own_address("https://example.org/") is own_address("https://taz.de/impressum") is None
    True
    """
    if url is None or not url.strip():
        return None
    address = Address.parse(url)
    if address.kind in {"outside", "search"}:
        return None
    # A path without a number may be any page of the site, but for old articles and the front.
    told = address.id is not None or address.kind in {"article", "front"}
    return address if told else None


def _found(record: Record, *, strict: bool) -> Found:
    try:
        page = _page(record)
        page = with_decoding(page, record.diagnostics)
        return Found(record=record, page=checked(page, strict=strict))
    except Exception as error:  # noqa: BLE001 - a run of days does not end at one record
        return Found(record=record, error=error)


def _page(record: Record) -> Page:
    """The page of a record, with the address that its URL tells."""
    address = own_address(record.url)
    page = parse_page(record.text, address=address)
    if address is not None and address.kind == "front":
        # A proxy's URL without a path may be where any page was shown by a form.
        front = isinstance(page, Listing) and page.title == FRONT_TITLE
        return page if front else parse_page(record.text)
    return page
